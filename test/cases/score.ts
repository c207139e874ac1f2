import { RE2JS } from "re2js";
import type { Case } from "./read-case.ts";

/** How an answer stands against what was expected. `early`: also all of it within the first 600 characters. */
export type Score = { readonly right: boolean; readonly early: boolean; readonly missing: readonly string[] };

const earlyCharacters = 600;

/** The part of a reply to `POST /api/sendMessage` that is judged. */
export type Judged = {
  readonly Content: string;
  readonly data: {
    readonly conclusion?: { readonly verdict: string };
    readonly findings?: readonly { readonly code: string; readonly object: { readonly name: string } }[];
  };
};

/**
 * Judges what a person reads. Every keyword group needs one of its words (`re:` begins a pattern) in Content, one of the objects must be
 * named there or by a finding, nothing of `must_not_claim` may be said. A healthy case needs the verdict healthy, or answered
 * when it was a look-up; a forbidden or not found one must not be called healthy.
 */
export function score(expected: Case["expected"], kind: string, reply: Judged): Score {
  const text = reply.Content.replace(/^Analysis( of command\(s\))?:\n+/, "").toLowerCase();
  const named = (reply.data.findings ?? []).map(({ object }) => object.name).join(" ");
  const missing = [
    ...lacking(expected, text, `${text} ${named.toLowerCase()}`),
    ...verdictProblem(kind, reply.data.conclusion?.verdict),
  ];
  const start = text.slice(0, earlyCharacters);
  const early = missing.length === 0 && lacking(expected, start, `${start} ${named.toLowerCase()}`).length === 0;
  return { right: missing.length === 0, early, missing };
}

function lacking(expected: Case["expected"], text: string, objects: string): string[] {
  const groups = expected.keyword_groups.filter((group) => !group.some((word) => says(text, word)));
  const claims = (expected.must_not_claim ?? []).filter((claim) => text.includes(claim.toLowerCase()));
  const named = expected.objects.length === 0 || expected.objects.some((name) => objects.includes(name.toLowerCase()));
  return [
    ...groups.map((group) => `none of ${JSON.stringify(group)}`),
    ...(named ? [] : [`no object of ${JSON.stringify(expected.objects)}`]),
    ...claims.map((claim) => `claims ${JSON.stringify(claim)}`),
  ];
}

function says(text: string, word: string): boolean {
  return word.startsWith("re:") ? RE2JS.compile(word.slice(3)).matcher(text).find() : text.includes(word.toLowerCase());
}

function verdictProblem(kind: string, verdict: string | undefined): string[] {
  const wrong =
    (kind === "healthy" && verdict !== "healthy" && verdict !== "answered") ||
    (/^(forbidden|not_found)$/.test(kind) && verdict === "healthy");
  return wrong ? [`verdict ${verdict} of a ${kind} case`] : [];
}
