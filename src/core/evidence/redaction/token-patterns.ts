/**
 * Texts that are secrets by their own form, wherever they stand. Each pattern is linear: no nested repetition. `group` is the part that
 * is the secret, the whole match when absent. A text that does not match `hint` cannot match the pattern: plain words are found many times
 * faster than forms. Forms as their issuers document them.
 */
export type TokenPattern = {
  readonly label: string;
  readonly hint: RegExp;
  readonly pattern: RegExp;
  readonly group?: number;
};

/** No letter or digit stands before, unless it is that of an escape: in JSON `\nAKIA...` a line begins with the token. */
const start = "(?:(?<![A-Za-z0-9_])|(?<=\\\\[nrtbf]))";

/** A token that tells itself by its first characters. */
function token(label: string, hint: RegExp, form: string): TokenPattern {
  return { label, hint, pattern: new RegExp(`${start}(?:${form})`, "g") };
}

/** What stands behind a name that leaves no doubt; case does not matter. */
function behind(label: string, hint: RegExp, before: string, secret: string): TokenPattern {
  return { label, hint, pattern: new RegExp(`${start}(?:${before})(${secret})`, "gi"), group: 1 };
}

/** The part of a larger text whose form leaves no doubt. */
function part(label: string, hint: RegExp, pattern: RegExp): TokenPattern {
  return { label, hint, pattern, group: 1 };
}

/** A quote that may be escaped, several times over in JSON within JSON. */
const quote = "\\\\{0,7}[\"']";
const headerValue = `(?:${quote})?[ \\t]{0,3}[:=][ \\t]{0,3}(?:${quote})?`;
const apiKeyHeaders =
  "x-api-key|api-key|apikey|x-auth-token|x-access-token|x-vault-token|x-amz-security-token|x-goog-api-key|private-token|x-csrf-token";

export const tokenPatterns: readonly TokenPattern[] = [
  token("jwt", /\.eyJ/, "eyJ[\\w-]{8,}\\.eyJ[\\w-]{4,}\\.[\\w-]{8,}"),
  token("aws-key-id", /AKIA|ASIA|ABIA|ACCA/, "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
  token("github-token", /gh[pousr]_|github_pat_/, "gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\\w{22,255}"),
  token("gitlab-token", /gl[a-z]{2,5}-/, "gl(?:pat|dt|rt|cbt|ptt|soat|ft|agent|oas|imt)-[\\w-]{20,255}"),
  token("slack-token", /xox|xapp-|xwfp-/, "xox[abeoprs]-[\\w-]{10,255}|xapp-\\d-[\\w-]{10,255}|xwfp-[\\w-]{10,255}"),
  part("slack-webhook", /hooks\.slack/, /hooks\.slack\.com\/(?:services|workflows|triggers)\/([\w/+-]{20,255})/g),
  part("discord-webhook", /\/webhooks\//, /discord(?:app)?\.com\/api\/webhooks\/\d{5,25}\/([\w-]{40,100})/g),
  part("teams-webhook", /webhookb2/, /\.webhook\.office\.com\/webhookb2\/([\w@/-]{40,255})/g),
  part("telegram-token", /:AA/, /(?<!\d)\d{8,11}:(AA[\w-]{30,40})/g),
  token("google-api-key", /AIza/, "AIza[\\w-]{35}"),
  token("google-oauth-token", /ya29|GOCSPX|1\/\/0/, "ya29\\.[\\w-]{20,1024}|GOCSPX-[\\w-]{20,64}|1//0[\\w-]{40,255}"),
  token("stripe-key", /(?:sk|rk|pk|whsec)_/, "(?:sk|rk|pk|whsec)_(?:live_|test_)?[A-Za-z0-9]{16,255}"),
  token("anthropic-key", /sk-ant-/, "sk-ant-[\\w-]{20,255}"),
  token("openai-key", /sk-/, "sk-(?:proj-|svcacct-|admin-)?[\\w-]{20,255}"),
  token(
    "model-key",
    /hf_|gsk_|r8_|xai-|pplx-/,
    "hf_[A-Za-z0-9]{30,64}|gsk_[A-Za-z0-9]{40,64}|r8_[A-Za-z0-9]{30,64}|xai-[A-Za-z0-9]{60,128}|pplx-[A-Za-z0-9]{40,64}",
  ),
  token("npm-token", /npm_/, "npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
  token("pypi-token", /pypi-/, "pypi-[\\w-]{50,1024}"),
  token("rubygems-token", /rubygems_/, "rubygems_[a-f0-9]{48}"),
  token("docker-token", /dckr_/, "dckr_[po]at_[\\w-]{20,64}"),
  token("vault-token", /hv[sbr]\./, "hv[sbr]\\.[\\w-]{20,512}"),
  token("terraform-token", /atlasv1/, "[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{60,70}"),
  token("digitalocean-token", /do[opr]_v1_/, "do[opr]_v1_[a-f0-9]{64}"),
  token("databricks-token", /dapi/, "dapi[a-f0-9]{32}(?:-\\d)?"),
  token("doppler-token", /dp\./, "dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[\\w-]{1,64}\\.)?[A-Za-z0-9]{40,64}"),
  token("shopify-token", /shp[a-z]{2}_/, "shp(?:at|ss|ca|pa)_[a-fA-F0-9]{32}"),
  token("atlassian-token", /AT[AC]TT3/, "AT[AC]TT3[\\w=+/-]{50,512}"),
  token("grafana-token", /glsa_|glc_/, "glsa_[A-Za-z0-9]{32}_[a-fA-F0-9]{8}|glc_[A-Za-z0-9+/=]{32,400}"),
  token("newrelic-key", /NR[A-Z]{2}-/, "NRA[KLA]-[A-Z0-9]{27}|NRII-[\\w-]{32}"),
  token("dynatrace-token", /dt0/, "dt0[a-z]\\d{2}\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}"),
  token("tailscale-key", /tskey-/, "tskey-[a-z]{2,12}-[A-Za-z0-9-]{16,128}"),
  token("linear-key", /lin_/, "lin_(?:api|oauth)_[A-Za-z0-9]{32,64}"),
  token("supabase-key", /sb[ps]_|sb_secret_/, "sb[ps]_[A-Za-z0-9_]{30,64}|sb_secret_[\\w-]{20,64}"),
  token("postman-key", /PMAK-/, "PMAK-[a-f0-9]{24}-[a-f0-9]{34}"),
  token("figma-token", /figd_/, "figd_[\\w-]{30,64}"),
  token("square-token", /sq0/, "sq0[a-z]{3}-[\\w-]{22,60}"),
  token("sendgrid-key", /SG\./, "SG\\.[\\w-]{20,24}\\.[\\w-]{39,50}"),
  token("mailgun-key", /key-[a-f0-9]{8}/, "key-[a-f0-9]{32}(?![A-Za-z0-9])"),
  token("twilio-key", /SK[0-9a-f]{8}/, "SK[0-9a-f]{32}(?![A-Za-z0-9])"),
  token("bootstrap-token", /token/, "(?<=token[ =:]{1,3})[a-z0-9]{6}\\.[a-z0-9]{16}(?![a-z0-9])"),
  part("redis-password", /requirepass|masterauth/, /(?:requirepass|masterauth)[ \t]{1,8}([^\s"'\\]{1,512})/g),
  part("azure-key", /Shared|AccountKey/, /(?:AccountKey|SharedAccessKey|SharedSecret)=([A-Za-z0-9+/=]{20,255})/g),
  part("azure-sas", /sig=/, /[?&]sig=([\w%+/=-]{20,255})/g),
  part("registry-auth", /"auth/, /\\{0,7}"auth\\{0,7}"\s*:\s*\\{0,7}"([A-Za-z0-9+/=]{8,1024})\\{0,7}"/g),
  behind(
    "authorization",
    /authorization/i,
    `(?:proxy-)?authorization${headerValue}(?:bearer|basic|token|digest|negotiate)[ \\t]{1,3}`,
    "[^\\s\"',;\\\\]{6,4096}",
  ),
  behind("bearer-token", /bearer/i, "bearer[ \\t]{1,3}", "[\\w.~+/-]{20,4096}=*"),
  behind("api-key", new RegExp(apiKeyHeaders, "i"), `(?:${apiKeyHeaders})${headerValue}`, "[^\\s\"',;\\\\\\[]{6,4096}"),
  behind(
    "cookie",
    /cookie/i,
    `(?:set-)?cookie(?:${quote})?[ \\t]{0,3}:[ \\t]{0,3}(?:${quote})?`,
    '[^\\r\\n"\\\\]{8,4096}',
  ),
  {
    label: "url-password",
    hint: /:\/\//,
    pattern: new RegExp(`${start}[a-z][a-z0-9+.-]{1,30}://[^\\s/:@"'<>]{0,256}:([^\\s/@"'<>]{1,512})@`, "gi"),
    group: 1,
  },
  part("url-token", /:\/\//, /:\/\/([A-Za-z0-9_-]{20,512})@[A-Za-z0-9]/g),
  part("source-password", /@(?:tcp|unix|udp)\(/, /:([^\s:@/"'\\]{1,256})@(?:tcp|unix|udp)\(/g),
  part(
    "private-key",
    /PRIVATE KEY/,
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----((?:\\{1,7}[nr]|[A-Za-z0-9+/=,:() ]|-(?!-)){20,20000}?)(?=-----END|["'\s]{0,3}$)/gm,
  ),
  {
    label: "private-key",
    hint: /PRIVATE KEY|certificate-authority-data|client-key-data/,
    pattern: /^[ \t]*[A-Za-z0-9+/]{60,76}={0,2}$/gm,
  },
  token("age-key", /AGE-SECRET/, "AGE-SECRET-KEY-1[A-Z0-9]{58}"),
];
