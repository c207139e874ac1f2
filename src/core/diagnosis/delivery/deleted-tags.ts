import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { timeIn } from "../logs/log-times.ts";

/** Why a registry has a tag no more, or that it lists others. */
export type AbsentTag = {
  /** What follows "the registry does not have it". */
  readonly words: string;
  readonly lines: readonly Line[];
  /** What to do, where it was deleted; undefined where only other tags are listed. */
  readonly mend: string | undefined;
};

/** What logs and lists of the registry tell of the tag of an image. */
export const absentTag = (view: ClusterView, image: string): AbsentTag | undefined => {
  const [, path = "", tag = ""] = /^(.{1,300}):([\w][\w.-]{0,127})$/.exec(image) ?? [];
  if (tag === "" || path.includes("@")) return undefined;
  const repository = path
    .split("/")
    .filter((part, at) => at > 0 || !/[.:]|^localhost$/.test(part))
    .join("/");
  const outputs = view.evidence
    .filter(({ command }) => ofRegistry.test(command))
    .map((piece) => linesOf(piece))
    .filter((lines) => lines.some(({ text }) => text.includes(repository)));
  return (
    outputs.map((lines) => deletionIn(lines, repository, tag)).find((one) => one !== undefined) ??
    outputs.map((lines) => othersIn(lines, repository, tag)).find((one) => one !== undefined)
  );
};

/** What can show the log or the lists of a registry; what tells of pods speaks of images too. */
const ofRegistry = /\blogs?\b|\bexec\b|^(?!kubectl|oc\b|k\b)|--raw|\brun\b/;

const deletes =
  /(?<![\w-])(?:DEL|[Dd]elet(?:e|ed|ing)|[Rr]emov(?:e|ed|ing)|[Pp]urg(?:ed|ing)|[Pp]run(?:ed|ing)|[Uu]ntag(?:ged|ging)|DELETE)(?![\w-])/;
const keeps = /\b(?:RETAIN|retained|kept|keeping|skipp(?:ed|ing)|would (?:be )?delete|not delet|[Dd]ry[- ]?[Rr]un)/;
const isDry = /[Dd]ry[- ]?[Rr]un["']?[:= ]{1,3}["']?(?:true|yes|1)\b/;
const cleaner = /retention|garbage|\bgc\b|clean-?up|lifecycle|purge|prune/i;

const hasTag = (text: string, tag: string): boolean =>
  new RegExp(`(?<![\\w.-])${tag.replaceAll(".", "\\.")}(?![\\w.-]*\\w)`).test(text.slice(0, 2000));

const reach = 40;

/** The line that says of the tag that it was deleted, with the repository in it or a few lines above. */
const deletionIn = (lines: readonly Line[], repository: string, tag: string): AbsentTag | undefined => {
  if (lines.some(({ text }) => isDry.test(text))) return undefined;
  const at = lines.findIndex(
    ({ text }, index) =>
      hasTag(text, tag) &&
      deletes.test(text) &&
      !keeps.test(text) &&
      lines.slice(Math.max(0, index - reach), index + 1).some((one) => one.text.includes(repository)),
  );
  if (at < 0) return undefined;
  const near = lines.slice(Math.max(0, at - reach), at + reach);
  const what = near.find(({ text }) => cleaner.test(text));
  const rule = near
    .map(({ text }) => /(?:[Rr]etention rule|[Rr]ule|[Pp]olicy): ?["']?(.{5,120}?)["']?\s*$/.exec(text)?.[1])
    .find((one) => one !== undefined && /retain|keep|delete|latest|recent|older|days|last/i.test(one));
  const when = lines
    .slice(0, at + 1)
    .findLast(({ text }) => timeIn(text) !== undefined && /\d{4}-\d\d-\d\d/.test(text.slice(0, 40)));
  const time = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.exec(when?.text ?? "")?.[0];
  const job = what
    ? `the ${/garbage|\bgc\b/i.test(what.text) ? "garbage collection" : /retention/i.test(what.text) ? "tag retention job" : "clean-up job"} of the registry`
    : "it";
  return {
    words: ` any more: ${job} deleted tag ${tag} of ${repository}${time ? ` (log of ${time})` : ""}${rule ? `, by the rule "${rule}"` : ""}; a node that has no copy of it in its cache cannot start it`,
    lines: [
      lines[at]!,
      ...near.filter(({ text }) => rule !== undefined && text.includes(rule)),
      ...(what ? [what] : []),
    ],
    mend: `Push ${repository}:${tag} again (from a node that still has it, or built anew), or deploy a tag that is there, and exempt tags that are in use from the clean-up (a rule that keeps released versions, or immutable tags).`,
  };
};

/** `{"name":"team/web","tags":["1.4","1.5"]}`, as registries and skopeo list them. */
const othersIn = (lines: readonly Line[], repository: string, tag: string): AbsentTag | undefined => {
  const whole = lines
    .map(({ text }) => text)
    .join("\n")
    .slice(0, 50_000);
  const listed = /"[Tt]ags" ?: ?\[([^\]]{0,40000})\]/.exec(whole)?.[1];
  if (listed === undefined) return undefined;
  const tags = [...listed.matchAll(/"([^"]{1,128})"/g)].map(([, one]) => one!);
  if (tags.includes(tag) || tags.length === 0) return undefined;
  const shown = `${tags.slice(-4).join(", ")}${tags.length > 4 ? ` and ${tags.length - 4} more` : ""}`;
  const line = lines.find(({ text }) => /"[Tt]ags"/.test(text))!;
  return { words: `: of ${repository} it lists the tags ${shown}, and not ${tag}`, lines: [line], mend: undefined };
};
