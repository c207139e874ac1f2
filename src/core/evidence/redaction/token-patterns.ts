/**
 * Texts that are secrets by their own form, wherever they stand. Each pattern is linear: no nested repetition. `group` is the part that
 * is the secret, the whole match when absent. Forms as their issuers document them.
 */
export type TokenPattern = { readonly label: string; readonly pattern: RegExp; readonly group?: number };

export const tokenPatterns: readonly TokenPattern[] = [
  { label: "jwt", pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{4,}\.[\w-]{8,}/g },
  { label: "aws-key-id", pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g },
  { label: "github-token", pattern: /\bgh[pousr]_[A-Za-z0-9]{36,255}\b/g },
  { label: "github-token", pattern: /\bgithub_pat_\w{22,255}\b/g },
  { label: "gitlab-token", pattern: /\bgl(?:pat|dt|rt|cbt|ptt|soat|ft)-[\w-]{20,255}/g },
  { label: "slack-token", pattern: /\bxox[abeoprs]-[\w-]{10,255}/g },
  {
    label: "slack-webhook",
    pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/([\w/+-]{20,255})/g,
    group: 1,
  },
  { label: "google-api-key", pattern: /\bAIza[\w-]{35}/g },
  { label: "google-oauth-token", pattern: /\bya29\.[\w-]{20,1024}/g },
  { label: "stripe-key", pattern: /\b(?:sk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{16,255}\b/g },
  { label: "anthropic-key", pattern: /\bsk-ant-[\w-]{20,255}/g },
  { label: "openai-key", pattern: /\bsk-(?:proj-|svcacct-|admin-)?[\w-]{20,255}/g },
  { label: "npm-token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { label: "pypi-token", pattern: /\bpypi-[\w-]{50,1024}/g },
  { label: "vault-token", pattern: /\bhv[sbr]\.[\w-]{20,512}/g },
  { label: "digitalocean-token", pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/g },
  { label: "sendgrid-key", pattern: /\bSG\.[\w-]{20,24}\.[\w-]{39,50}/g },
  { label: "twilio-key", pattern: /\bSK[0-9a-f]{32}\b/g },
  { label: "azure-key", pattern: /\b(?:AccountKey|SharedAccessKey|SharedSecret)=([A-Za-z0-9+/=]{20,255})/g, group: 1 },
  { label: "azure-sas", pattern: /[?&]sig=([\w%+/=-]{20,255})/g, group: 1 },
  { label: "registry-auth", pattern: /\\?"auth\\?"\s*:\s*\\?"([A-Za-z0-9+/=]{8,1024})\\?"/g, group: 1 },
  {
    label: "authorization",
    pattern: /\bauthorization\\?"?\s*[:=]\s*\\?"?(?:bearer|basic|token|digest)\s+([^\s"',;\\]{6,4096})/gi,
    group: 1,
  },
  { label: "bearer-token", pattern: /\bbearer\s+([\w.~+/-]{20,4096}=*)/gi, group: 1 },
  { label: "cookie", pattern: /\b(?:set-)?cookie\\?"?\s*:\s*\\?"?([^\r\n"\\]{8,4096})/gi, group: 1 },
  {
    label: "url-password",
    pattern: /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/:@"'<>]{0,256}:([^\s/@"'<>]{1,512})@/gi,
    group: 1,
  },
  { label: "private-key", pattern: /^[ \t]*[A-Za-z0-9+/]{60,76}={0,2}$/gm },
  { label: "age-key", pattern: /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/g },
];
