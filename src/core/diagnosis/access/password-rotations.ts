import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { type LogReading, logsOfView } from "../logs/logs-of-view.ts";

/** What a log tells of a password that was changed in a database, and of the Secrets that the new one was written to. */
export type Rotation = {
  readonly by: ObjectRef;
  readonly changed: Line;
  readonly written: readonly { readonly ref: ObjectRef; readonly line: Line }[];
};

/** The change of the password of a user, as the log of whoever made it tells; the log of the one that is refused is left out. */
export const rotationOf = (view: ClusterView, user: string, refused: LogReading): Rotation | undefined => {
  const isOfUser = new RegExp(`(?<![\\w.-])${user.replaceAll(/[^\w-]/g, "\\$&")}(?![\\w-])`);
  for (const log of logsOfView(view)) {
    if (log.evidence === refused.evidence) continue;
    const lines = linesOf(log);
    const at = lines.findLastIndex(
      ({ text }) => isOfUser.test(text) && changes.test(text) && !leavesAlone.test(text) && !fails.test(text),
    );
    if (at < 0) continue;
    const written = [stretch(lines, at), stretch(lines.slice(0, at).reverse(), 0)]
      .map((part) => part.flatMap((line) => writtenIn(line, log.object.namespace)))
      .find((found) => found.length > 0);
    if (written !== undefined) return { by: log.object, changed: lines[at]!, written };
  }
  return undefined;
};

/** The line of a change and what follows it, up to the next change. */
const stretch = (lines: readonly Line[], from: number): readonly Line[] => {
  const next = lines.findIndex(({ text }, index) => index > from && changes.test(text) && !isNoOther.test(text));
  return lines.slice(from, Math.min(next < 0 ? lines.length : next, from + reach));
};

/** What was written, or what a client of the database answers. */
const isNoOther = /\bsecret|^\s*(?:ALTER|SET) \w{1,10};?\s*$/i;

const reach = 6;

const changes =
  /\bALTER (?:ROLE|USER|LOGIN)\b|\bSET PASSWORD\b|\brotat(?:ed|ing)\b|\b(?:password|credentials?)\b[^\n]{0,60}\b(?:changed|rotated|updated|reset|renewed|set)\b|\b(?:changed|changing|updated|updating|reset|renewed|generated|set) (?:the |a |new )*(?:password|credentials?)\b/i;
const leavesAlone = /\bnot due\b|\bskip|\bdry[- ]?run\b|\bwould\b|\bunchanged\b|\bno change\b/i;
const fails = /\b(?:fail|error|denied|forbidden|refused|cannot|could not)/i;

/** The lines of a log in their order, as far as they are kept. */
const linesOf = ({ tail, templates }: LogReading): readonly Line[] => {
  const known = new Map(
    [...templates.flatMap(({ first, last }) => [first, last]), ...tail].map((one) => [one.line, one]),
  );
  return [...known.values()]
    .sort((left, right) => left.line - right.line)
    .map((line) => ({ ...line, text: line.text.slice(0, 2000) }));
};

const writes =
  /\b(?:wrote|written|writing|updated|patched|stored|saved|created|configured|applied|upserted|synced|pushed)\b/i;

/** A Secret that a line says was written: in fields (`"namespace":"a","secret":"b"`), as `secret a/b` or `secret b in namespace a`. */
const writtenIn = (line: Line, usual: string | undefined): Rotation["written"] => {
  if (!writes.test(line.text) || fails.test(line.text) || leavesAlone.test(line.text)) return [];
  const match =
    /\bsecret(?:[_-]?name)?["']?\s{0,3}[=:]\s{0,3}["']?(?:([a-z0-9-]{1,63})\/)?([a-z0-9][a-z0-9.-]{1,252})/i.exec(
      line.text,
    ) ?? /\bsecrets?[ /]["'`]?(?:([a-z0-9-]{1,63})\/)?([a-z0-9][a-z0-9.-]{1,252})/i.exec(withoutVerbs(line.text));
  if (match === null) return [];
  const named =
    /\bnamespace["']?\s{0,3}[=:]\s{0,3}["']?([a-z0-9-]{1,63})|\bnamespace ["'`]?([a-z0-9-]{1,63})/.exec(line.text) ??
    [];
  const namespace = match[1] ?? named[1] ?? named[2] ?? usual;
  return [{ ref: { kind: "Secret", ...(namespace ? { namespace } : {}), name: match[2]!.replace(/\.$/, "") }, line }];
};

/** `secret written` names none. */
const withoutVerbs = (text: string): string =>
  text.replaceAll(
    /\bsecrets? (?:was|is|has|in|to|wr(?:ote|itten)|(?:updat|patch|stor|sav|creat|configur|appli|upsert|sync|push)ed)\b/gi,
    "",
  );
