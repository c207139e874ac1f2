import type { ObservedObject } from "../../evidence/observed.ts";
import { columnsOf } from "./columns.ts";
import type { Condition } from "./conditions.ts";

/** Columns whose words a clause hardly means: what people ask of names, ages and counts they say by number. */
const skipped =
  /^(?:NAME|NAMESPACE|AGE|RESTARTS|DESIRED|CURRENT|REPLICAS|DATA|SECRETS|MINPODS|MAXPODS|UP-TO-DATE|AVAILABLE|LAST SCHEDULE|DURATION)$/;
/** Columns with texts of several words, of which any may be meant. */
const wordy = /^(?:OS-IMAGE|CONTAINER-RUNTIME|IMAGES?|LABELS|KERNEL-VERSION)$/;

/** `on 1.29`, `with gp2`, `of type LoadBalancer`: values that the clause and a column share. */
export function ofValues(
  words: readonly Token[],
  objects: readonly ObservedObject[],
  isLack: boolean,
  isLabelled: boolean,
): readonly Condition[] {
  const rows = objects.slice(0, 2000).map((object) => columnsOf(object));
  const taken = new Set<string>();
  const isSaid = (wanted: readonly Token[], heading: string): boolean => {
    const key = wanted.map(({ text }) => text).join(" ");
    const before = taken.has(key);
    taken.add(key);
    if (before || !ownNames.test(heading)) return before;
    return wanted.every(({ text }) => objects.some(({ ref }) => ref.name === text || ref.name.startsWith(`${text}-`)));
  };
  const headings = new Set(rows.flatMap((row) => [...row.keys()]).filter((one) => !skipped.test(one)));
  return [...headings].flatMap((heading) => {
    if (isLabelled && heading === "LABELS") return [];
    if (isLack && /^(?:READY|STATUS|AVAILABLE)$/.test(heading)) return [];
    const wanted = words.filter((word) => rows.some((row) => isValue(row.get(heading)?.value, word.text, heading)));
    if (wanted.length === 0 || isSaid(wanted, heading)) return [];
    const all = wordy.test(heading);
    return [wanted].map(
      (group): Condition => ({
        said: `${group.some((one) => one.not) ? "do not have" : "have"} ${heading} ${valuesOf(rows, heading, group, all).slice(0, 6).join(" or ")}`,
        heading,
        values: all || group.some((one) => one.not) ? [] : valuesOf(rows, heading, group, false),
        holds: (object) => {
          const value = columnsOf(object).get(heading)?.value;
          const holds = (one: Token) => isValue(value, one.text, heading) !== one.not;
          const [denials, wishes] = [group.filter(({ not }) => not), group.filter(({ not }) => !not)];
          if (all || denials.length === 0) return all ? group.every(holds) : group.some(holds);
          return denials.every(holds) && (wishes.length === 0 || wishes.some(holds));
        },
      }),
    );
  });
}

/** Columns whose values are mostly called like the objects themselves. */
const ownNames = /^(?:SERVICE_?ACCOUNT(?:NAME)?|SA|APP|CONTAINERS?|SELECTOR|REFERENCE|VOLUME)$/;

type Token = { readonly text: string; readonly not: boolean };

/** Words of a clause that may be values; a state that is named only to be waived (`bound or not`) is none. */
export function tokensOf(clause: string): readonly Token[] {
  const said = clause
    .replace(/\b(\w+) or (?:not|un\1)\b|\bor not\b/g, " ")
    .replaceAll(/\b(load|node|cluster|external)[ -](?=balancer|port|ip|name)/g, "$1");
  const words = said.split(/[\s,;()"'`?!=]+/).map((word) => word.replace(/[.:]$/, ""));
  return words.flatMap((word, index) => {
    if (word.length < 2 || common.has(word)) return [];
    const before = words.slice(Math.max(0, index - 4), index).join(" ");
    const not = denied.test(before) || left.test(words.slice(index + 1, index + 5).join(" "));
    const plain = word.replace(/(?<=balancer|nodeport|clusterip)s$/, "").replace(/^suspended$/, "true");
    return [{ text: plain, not }];
  });
}

/** `not`, or `do not use`, `are not on the`, `other than`: said of the word that follows. */
const denied =
  /(?:^| )(?:not|neither|nor|isn't|aren't|non|un|except|excluding|without)(?: (?:yet|in|on|at|of|using|use|have|has|with|running|run|be|type|class|state|status|the|a|an|bound to)){0,3}$|(?:^| )(?:don't|doesn't|do not|does not|other than|different from|apart from|anything but|leaving out|ignoring|ignore|skipping|skip|without counting|not counting|minus)(?: (?:use|have|run|the|on|in|with|class|type)){0,3}$/;

/** `leave Completed ones out`, `Completed excluded`: said of the word before. */
const left =
  /^(?:(?:ones?|pods?|jobs?|nodes?|objects?|state|status) )?(?:left out|out\b|excluded|aside|do not count|don't count|not counted|ignored|apart)/;

const common: ReadonlySet<string> = new Set(
  "the and are is in on of to use uses using used how many much which what who still have has with run runs node nodes pod pods none all any there they it that this currently now right our my no number count".split(
    " ",
  ),
);

function isValue(value: string | undefined, token: string, heading: string): boolean {
  if (value === undefined) return false;
  const cell = value.toLowerCase();
  if (token === "default" && !/ACCOUNT|^SA$|PROFILE/.test(heading)) return false;
  if (cell === token || (heading === "STATUS" && cell.split(":").includes(token))) return true;
  if (/^v?\d+(?:\.\d+)+/.test(token)) {
    const at = cell.indexOf(token.replace(/^v/, ""));
    return at >= 0 && !/[\d.]/.test(cell[at - 1] ?? "") && !/\d/.test(cell[at + token.replace(/^v/, "").length] ?? "");
  }
  if (cell.split(/[,/]|:\/\//).includes(token)) return true;
  return wordy.test(heading) && token.length > 3 && new RegExp(`\\b${token.replace(/[^a-z0-9]/g, ".")}\\b`).test(cell);
}

/** The values of a column that the words call, as they are printed. */
function valuesOf(
  rows: readonly ReadonlyMap<string, { readonly value: string }>[],
  heading: string,
  group: readonly Token[],
  all: boolean,
): readonly string[] {
  const isIn = (value: string) => (one: Token) => isValue(value, one.text, heading);
  const values = rows.flatMap((row) => {
    const value = row.get(heading)?.value;
    return value !== undefined && (all ? group.every(isIn(value)) : group.some(isIn(value))) ? [value] : [];
  });
  return [...new Set(values)].slice(0, 8);
}
