import type { Scenario } from "./scenario.ts";

/** What of a reply of POST /api/sendMessage is judged. */
export type JudgedReply = {
  readonly Content: string;
  readonly data: {
    readonly findings?: readonly {
      readonly code: string;
      readonly object: { readonly kind: string; readonly name: string };
    }[];
    readonly conclusion?: { readonly verdict: string; readonly summary: string };
  };
};

/** Only the beginning of an answer counts: a person reads no further. */
const beginning = 600;

/** Whether the reply names the right cause: null, or what is wrong with it. */
export function faultOf({ cause }: Scenario, { Content, data }: JudgedReply): string | null {
  const findings = data.findings ?? [];
  if ("verdict" in cause) {
    const accused = findings.find((finding) => cause.not.some((name) => finding.object.name.startsWith(name)));
    if (accused !== undefined) return `accuses ${accused.object.kind}/${accused.object.name}`;
    return data.conclusion?.verdict === cause.verdict ? null : `verdict ${data.conclusion?.verdict}`;
  }
  const first = findings[0];
  if (first === undefined) return "no finding";
  if (!cause.codes.includes(first.code)) return `${first.code} instead of ${cause.codes[0]}`;
  const { kind, name } = first.object;
  const isObject = cause.objects.some(
    (object) => `${kind}/${name}` === object || `${kind}/${name}`.startsWith(`${object}-`),
  );
  if (!isObject) return `${kind}/${name} instead of ${cause.objects[0]}`;
  const start = Content.slice(0, beginning).toLowerCase();
  const unsaid = cause.says.find((word) => !start.includes(word.toLowerCase()));
  return unsaid === undefined ? null : `does not say "${unsaid}"`;
}
