import type { Finding } from "../../core/diagnosis/finding.ts";
import type { Evidence, Line } from "../../core/evidence/evidence.ts";
import { linesOf } from "../../core/evidence/lines-of.ts";
import type { ClusterView } from "../../core/evidence/observed.ts";
import { suspiciousLines } from "../../core/evidence/suspicious-lines.ts";
import type { Reply } from "../../core/planner/situation.ts";
import { defuseLinks } from "./defuse-links.ts";
import type { ModelReply } from "./read-reply.ts";

/** A cause that a model claims, held against the evidence. */
export type CheckedCause = {
  readonly summary: string;
  readonly object: string | null;
  readonly isObjectShown: boolean;
  /** The lines of the evidence that its quotes are. */
  readonly found: readonly Line[];
  /** Quotes that stand nowhere in the evidence. */
  readonly missing: readonly string[];
  /** At least one quote that is not an order to an assistant, every quote found, and the object seen. */
  readonly isSupported: boolean;
  /** It is what the rules found: their code, or their line. */
  readonly isOfRules: boolean;
};

/** Looks up everything that a claimed cause cites. */
export function checkCause(cause: NonNullable<ModelReply["cause"]>, view: ClusterView, rules: Reply): CheckedCause {
  const quotes = cause.evidence.flatMap((quote) => quote.split("\n")).map(plain);
  const looked = quotes
    .filter((quote) => quote !== "")
    .map((quote) => ({ quote, line: quote.length < shortestQuote ? undefined : findLine(view, quote) }));
  const found = looked.flatMap(({ line }) => line ?? []);
  const missing = looked.filter(({ line }) => line === undefined).map(({ quote }) => defuseLinks(quote));
  const object = cause.object?.trim().slice(0, 300) || null;
  const isObjectShown = object === null || isShown(view, object);
  const planted = new Set(suspiciousLines(view.evidence).map(({ line }) => line));
  return {
    summary: cause.summary,
    object: object === null ? null : defuseLinks(object),
    isObjectShown,
    found,
    missing,
    isSupported: found.some((line) => !planted.has(line)) && missing.length === 0 && isObjectShown,
    isOfRules: isOfRules(cause.finding?.trim() ?? "", found, rules.findings),
  };
}

/** How much of a cause the evidence does not bear out: its object, its quotes, or the whole of it when it has no quote at all. */
export function countUnsupported({ isObjectShown, found, missing }: CheckedCause): number {
  const isBare = found.length === 0 && missing.length === 0;
  return (isObjectShown ? 0 : 1) + missing.length + (isBare ? 1 : 0);
}

/** Less proves nothing: `Error`, `0/1`. */
const shortestQuote = 8;

/** Blanks count once: tables are wide, and models do not copy them all. The number and bar that we show are not part of a line. */
function plain(quote: string): string {
  return quote
    .replace(/^\s*(?:stderr )?\d{1,9}\|\s?/, "")
    .replace(/(?:…|\.\.\.)\s*$/, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The newest line that holds a text, blanks counted once. */
export function findLine(view: ClusterView, quote: string): Line | undefined {
  const words = quote.split(" ").sort((one, other) => other.length - one.length);
  for (const piece of view.evidence.toReversed()) {
    const line = linesWith(piece, words).find(({ text }) => text.replace(/\s+/g, " ").includes(quote));
    if (line !== undefined) return line;
  }
  return undefined;
}

/** Most outputs do not hold the words at all, and need not be cut into lines to know it. */
function linesWith(piece: Evidence, words: readonly string[]): readonly Line[] {
  const hasAll = (text: string) => words.every((word) => text.includes(word));
  return hasAll(piece.stdout) || hasAll(piece.stderr) ? linesOf(piece).filter(({ text }) => hasAll(text)) : [];
}

/** Whether an object is seen, by the name alone: people and models write kinds in many ways. */
export function isShown(view: ClusterView, object: string): boolean {
  const name = object.split(/[\s/]+/).findLast((part) => part !== "") ?? "";
  const bare = name.replace(/^["'`(]+|["'`).,]+$/g, "");
  return (
    bare !== "" &&
    (view.objects.some(({ ref }) => ref.name === bare) ||
      view.evidence.some((piece) =>
        linesWith(piece, [bare]).some(({ text }) => text.split(/[\s/"'=,:()]+/).includes(bare)),
      ))
  );
}

/** The rules' first finding is their conclusion; what it explains and its lines speak for it. */
function isOfRules(code: string, found: readonly Line[], findings: readonly Finding[]): boolean {
  const [main, ...others] = findings;
  if (main === undefined) return false;
  if (code !== "") return code === main.code;
  const own = [main, ...others.filter((finding) => main.explains.includes(finding.code))];
  const lines = own.flatMap((finding) => finding.evidence).map(({ text }) => text.trim());
  return found.some(({ text }) => lines.includes(text.trim()));
}
