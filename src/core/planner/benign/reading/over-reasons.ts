import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { escaped } from "../../../kubectl/escaped.ts";
import { atLeast } from "./now.ts";

type Reason = { readonly key: string; readonly value: string; readonly line: Line };

/**
 * Whether what a note gives as the reason has passed: the day that it names lies behind by what was printed, or the ticket or the work
 * that it names is told to be done, by the question or by another line. Such a note explains nothing any more.
 */
export function isOverReason(reason: Reason, view: ClusterView, asked: string): boolean {
  if (lasting.test(reason.value)) return false;
  return hasPassed(reason, view) || isToldDone(reason, view, asked);
}

/** Meant for good: no day ends it. */
const lasting =
  /\b(?:decommission\w*|deprecat\w*|retired?|replaced by|superseded|moved to|migrated to|obsolete|permanent\w*|for good|not needed any ?more|no longer needed)\b/i;

/** Work that ends. */
const passing =
  /\b(migrat\w*|mainten\w*|load.?tests?|incidents?|outages?|(?:code |change |release )?freeze|windows?|upgrad\w*|cut.?over|audits?|sales?|moves?|moving|firmware|inventory|stock.?tak\w*|patch\w*|drills?|restores?|repairs?|swap|tests?|holidays?|black.?friday|import|reindex\w*)\b/i;
const temporary = /\b(?:until|till|temporar\w*|during|while|resume|re-?enable|afterwards|for now)\b/i;

const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const days = new RegExp(
  `\\b(20\\d\\d-\\d\\d-\\d\\d)\\b|\\b(\\d{1,2})(?:\\.|st|nd|rd|th)? ((?:${months})[a-z]{0,6})\\.?,? (20\\d\\d)\\b|\\b((?:${months})[a-z]{0,6})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (20\\d\\d)\\b|\\b(\\d{1,2})\\.(\\d{1,2})\\.(20\\d\\d)\\b`,
  "gi",
);
/** Before a day on which something began or was decided. */
const start =
  /(?:\b(?:since|from|as of|start(?:s|ed|ing)?|began|begun|set|added|created|approved|decided|agreed|reviewed|suspended|paused|stopped|disabled|cordoned|scaled down|by [\w.@-]{1,40})(?: on| at|:)? {0,2}|\()$/i;

function hasPassed({ key, value }: Reason, view: ClusterView): boolean {
  if (!passing.test(value) && !temporary.test(`${key} ${value}`)) return false;
  const ends = [...value.matchAll(days)].flatMap((match) => {
    const at = start.test(value.slice(0, match.index)) ? Number.NaN : dayOf(match);
    return Number.isNaN(at) ? [] : [at];
  });
  const now = ends.length === 0 ? null : atLeast(view);
  return now !== null && now > Math.max(...ends) + 3 * 86_400_000;
}

function dayOf([, iso, day, month, year, first, second, third, d, m, y]: RegExpExecArray): number {
  if (iso !== undefined) return Date.parse(iso);
  if (day !== undefined) return Date.parse(`${day} ${month!.slice(0, 3)} ${year} 00:00:00Z`);
  if (first !== undefined) return Date.parse(`${second} ${first.slice(0, 3)} ${third} 00:00:00Z`);
  return Date.parse(`${y}-${m!.padStart(2, "0")}-${d!.padStart(2, "0")}`);
}

const done =
  /\b(?:closed|resolved|finished|completed?|ended|over|done|mitigated|all.?clear|behind us|gone live|succeeded|successful\w*)\b/i;
const open =
  /\b(?:not|n't|until|till|when|once|if|before|unless|still (?:open|running|going)|re-?opened|in progress|almost|soon|will|should|expected|hand(?:ed)? over|over(?:night| the| a))\b|n't\b/i;
const wonders =
  /^\s{0,4}(?:(?:and|so|but|or)\s)?(?:is|are|was|has|have|did|when|how|until|will|do|does)\b[^.!]{0,300}\?/i;

const isDone = (text: string): boolean => done.test(text) && !open.test(text);

function isToldDone({ value, line }: Reason, view: ClusterView, asked: string): boolean {
  const tickets = value.match(/\b[A-Z]{2,10}-?\d{1,8}\b|#\d{2,7}\b/g) ?? [];
  const work = passing.exec(value)?.[1]?.slice(0, 6).toLowerCase();
  if (tickets.length === 0 && work === undefined) return false;
  const names = new RegExp(`(?:^|[^\\w-])(?:${tickets.map(escaped).join("|") || "(?!)"})(?:$|[^\\w-])`, "i");
  const isTold = asked
    .slice(0, 4000)
    .split(/(?<=[.?!;])\s+|,\s+(?:but|and|so)\s+|\n/)
    .some(
      (one) =>
        isDone(one) &&
        !wonders.test(one) &&
        (names.test(one) || (work !== undefined && one.toLowerCase().includes(work))),
    );
  if (isTold) return true;
  const words = [...new Set(value.toLowerCase().match(/[a-z]{4,30}/g) ?? [])];
  const isAbout = (text: string): boolean =>
    names.test(text) ||
    (work !== undefined && text.includes(work) && words.filter((word) => text.includes(word)).length >= 3);
  return view.evidence
    .flatMap((piece) => linesOf(piece).slice(0, 2000))
    .some(
      (one) =>
        !(one.line === line.line && one.command === line.command) &&
        isDone(one.text.slice(0, 600)) &&
        !one.text.includes(value.slice(0, 60)) &&
        isAbout(one.text.slice(0, 600).toLowerCase()),
    );
}
