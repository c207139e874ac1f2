import type { Clause } from "./clause.ts";
import { anyOf, type Condition, unless } from "./condition.ts";
import { isFiller } from "./filler.ts";
import { wordNeedle } from "./log-needles.ts";
import { phrasePattern, phrases } from "./phrases.ts";
import { cell, type Row, type RowSet } from "./row.ts";
import { valuesIn, vocabularyOf } from "./vocabulary.ts";

/** Values of the records that stand in the clause: `in eu-central-1b`, `Released`, `LoadBalancer`, the name of an object or its owner. */
export function valueConditions(clause: Clause, set: RowSet): readonly Condition[] {
  const vocabulary = vocabularyOf(set);
  registries(clause);
  const byField = new Map<string, { said: string[]; texts: Set<string>; isDenied: boolean }>();
  const found: Condition[] = [];
  let lastDenied = "";
  for (const { text, at } of spans(clause.text)) {
    if (clause.text.slice(at, at + text.length) !== text) continue;
    const word = text.toLowerCase();
    if (set.sort === "log" && /^(?:errors?|warnings?)$/.test(word)) continue;
    const fields = valueFields(vocabulary.values, word, clause, set);
    if (fields.length > 0 && !isOfNames(fields[0]!, word, clause, set)) {
      blankWith(clause, at, text, fields, set);
      const isDenied =
        clause.deniedBefore(at) ||
        (lastDenied === fields[0] && /\| +(?:or|nor) (?:in |on |of )?$/.test(clause.text.slice(0, at)));
      lastDenied = isDenied ? fields[0]! : "";
      const key = `${fields[0]} ${isDenied}`;
      const group = byField.get(key) ?? { said: [], texts: new Set<string>(), isDenied };
      group.said.push(text);
      group.texts.add(otherwise[word] ?? word);
      for (const one of [word.replace(/s$/, ""), word.replaceAll(" ", ""), word.replaceAll(" ", "-")])
        if (vocabulary.values.has(one)) group.texts.add(one);
      byField.set(key, group);
      continue;
    }
    const owned = vocabulary.stems.get(word);
    const isBefore = set.nouns.some((noun) => phrasePattern(noun, "^ ").test(clause.text.slice(at + text.length)));
    if (
      owned === undefined ||
      (isFiller(word) && !isBefore) ||
      set.nouns.includes(word) ||
      isFieldWord(word, clause, set)
    )
      continue;
    blankWith(clause, at, text, owned, set);
    found.push(unless(startsWith(owned, word), clause.deniedBefore(at)));
  }
  const named = byField.get("name false");
  const owner = ownerOf(named?.texts, vocabulary.values);
  if (named !== undefined && owner !== null) {
    named.texts.delete(owner);
    const said = named.said.filter((one) => one.toLowerCase() !== owner);
    byField.set("name false", { ...named, said });
    byField.set("object false", { said: [owner], texts: new Set([owner]), isDenied: false });
  }
  for (const [key, { said, texts, isDenied }] of byField)
    found.push(unless(holdsOneOf(key.split(" ").slice(0, -1).join(" "), said, texts), isDenied));
  return found;
}

/** `gateway pods`: what only some records show beside their names says less than the names, unless its field is said. */
function isOfNames(field: string, word: string, clause: Clause, set: RowSet): boolean {
  if (field !== "service account" && !field.startsWith("label ")) return false;
  if (vocabularyOf(set).stems.get(word)?.includes("name") !== true) return false;
  const isSaid = set.fields.some(
    ({ name, said }) => name === field && said.some((one) => phrasePattern(one).test(clause.text)),
  );
  return !isSaid && set.rows.some((row) => cell(row, field) === "");
}

/** `the proxy container of web`, whose main container is called web too: the word that names an object as well names the whole. */
function ownerOf(
  names: ReadonlySet<string> | undefined,
  values: ReadonlyMap<string, readonly string[]>,
): string | null {
  const owners = [...(names ?? [])].filter((one) => values.get(one)?.includes("object"));
  return owners.length === 1 && names!.size > 1 ? owners[0]! : null;
}

/** `storage` in `storage class` is no name. */
const isFieldWord = (word: string, clause: Clause, set: RowSet): boolean =>
  phrases(set).some(({ phrase }) => phrase.split(" ").includes(word) && phrasePattern(phrase).test(clause.text));

/** The kind of what is named: `deployment shop`, `the envoy sidecar`. */
const kindBeside =
  /\b(?:deployments?|stateful ?sets?|daemon ?sets?|pods?|services?|jobs?|cron ?jobs?|workloads?|sidecars?)(?= \|)|(?<=\| )(?:deployment|stateful ?set|daemon ?set|pod|service|job|cron ?job|workload|sidecar)\b/;

/** Accounts for a value with the word for its field beside it: `namespace games`, `the render pool`. */
function blankWith(clause: Clause, at: number, text: string, fields: readonly string[], set: RowSet): void {
  clause.blank(at, at + text.length);
  const said = set.fields.filter(({ name }) => fields.includes(name)).flatMap((field) => field.said);
  if (set.sort === "part") while (clause.take(kindBeside) !== null);
  for (const phrase of said) {
    if (clause.take(phrasePattern(phrase, "", "(?=[ =]{1,3}\\|)")) !== null) break;
    if (clause.take(phrasePattern(phrase, "(?<=\\| )")) !== null) break;
  }
}

export const holdsOneOf = (field: string, said: readonly string[], texts: ReadonlySet<string>): Condition => ({
  said:
    field === "namespace"
      ? `in ${said.join(" or ")}`
      : `with ${field.replace(/^label /, "label ")} ${said.join(" or ")}`,
  fields: [field],
  holds: (row) => valuesIn(cell(row, field)).some((one) => texts.has(one)),
});

const startsWith = (fields: readonly string[], word: string): Condition => ({
  said: `of ${word}`,
  fields: [],
  holds: (row) =>
    fields.some((field) => cell(row, field).toLowerCase().startsWith(`${word}-`) || cell(row, field) === word),
});

/** Spans of up to three words, the longer ones first. */
function spans(text: string): readonly { text: string; at: number }[] {
  const words = [...text.matchAll(/[^\s|,;()"'?!=]+/g)].map((match) => ({
    text: match[0].replace(/[.:]+$/, ""),
    at: match.index,
  }));
  const found: { text: string; at: number }[] = [];
  for (const length of [3, 2, 1])
    for (let from = 0; from + length <= words.length && from < 200; from++) {
      const last = words[from + length - 1]!;
      const span = text.slice(words[from]!.at, last.at + last.text.length);
      if (span.length > 1 && !span.includes("|")) found.push({ text: span, at: words[from]!.at });
    }
  return found;
}

/** The fields in which a word is a value; plain words of the language, kinds and bare numbers are values only beside their field. */
function valueFields(
  values: ReadonlyMap<string, readonly string[]>,
  word: string,
  clause: Clause,
  set: RowSet,
): readonly string[] {
  const found =
    values.get(otherwise[word] ?? word) ??
    values.get(word.replace(/s$/, "")) ??
    values.get(word.replaceAll(" ", "")) ??
    values.get(word.replaceAll(" ", "-")) ??
    [];
  if (found.length === 0) return [];
  const isWeak =
    isFiller(word) ||
    /^\d{1,6}$/.test(word) ||
    set.nouns.some((noun) => noun === word || `${noun}s` === word) ||
    /^(?:true|false|yes|no|none|old|new)$/.test(word);
  if (!isWeak) return prefer(found, word);
  const beside = set.fields
    .filter(({ name }) => found.includes(name) && !name.startsWith("label "))
    .filter(({ said }) =>
      said.some((phrase) =>
        phrasePattern(phrase, "", `[ =]{1,2}(?:is |of |was )?${word.replaceAll(/[^\w]/g, ".")}\\b`).test(clause.text),
      ),
    );
  return beside.map(({ name }) => name);
}

/** How people call values. */
const otherwise: Readonly<Record<string, string>> = {
  "docker hub": "docker.io",
  dockerhub: "docker.io",
  quay: "quay.io",
  "github registry": "ghcr.io",
  ghcr: "ghcr.io",
};

/** `pull straight from`: how images come from a registry puts no condition of its own. */
function registries(clause: Clause): void {
  if (/\b(?:docker ?hub|registry|registries|quay|ghcr|mirror|images?)\b/.test(clause.text))
    clause.take(
      /\b(?:still )?(?:pull(?:s|ed|ing)?|come|fetched|fetches|load(?:ed)?)(?: (?:their|its|an?|the) images?)?(?: (?:straight|directly|right))?(?= from)/,
    );
}

/** A value in several fields is meant where it tells most: a place before a label, a column before what was derived. */
function prefer(fields: readonly string[], _word: string): readonly string[] {
  const order = (field: string) =>
    field === "namespace" ? 0 : field.startsWith("label ") ? 3 : field === "name" ? 1 : 2;
  return [...fields].sort((one, other) => order(one) - order(other));
}

/** `5xx`, `HTTP 503`, `503s`. */
export function statusConditions(clause: Clause, set: RowSet): readonly Condition[] {
  if (!set.fields.some(({ name }) => name === "status code")) return [];
  const found: Condition[] = [];
  for (let at = 0; at < 4; at++) {
    const match =
      /(?:\b(?:http|status|code|a|an|with|answered|returned|got|of|failed|ended|ending|replied|responded|in) )*\b([1-5])(xx|\d\d)s?(?: (?:or|and) ([1-5])(xx|\d\d)s?)?(?: (?:errors?|answers?|responses?|status|codes?|replies))*\b(?![-./:]\w)/.exec(
        clause.text,
      );
    if (match === null) break;
    clause.blank(match.index, match.index + match[0].length);
    const isDenied = clause.deniedBefore(match.index);
    const all = [`${match[1]}${match[2]}`, ...(match[3] === undefined ? [] : [`${match[3]}${match[4]}`])];
    found.push(unless(anyOf(all.map(ofStatus)), isDenied));
  }
  return found;
}

const ofStatus = (code: string): Condition => ({
  said: `with status ${code}`,
  fields: ["status code"],
  holds: (row: Row) =>
    (code.endsWith("xx") ? new RegExp(`^${code[0]}\\d\\d$`) : new RegExp(`^${code}$`)).test(cell(row, "status code")),
});

/** Words of a log or an event that nothing else accounts for: each has to stand in the record. */
export function wordConditions(clause: Clause, set: RowSet): readonly Condition[] {
  if (set.sort !== "log" && set.sort !== "event") return [];
  const found: Condition[] = [];
  if (set.sort === "event")
    clause.take(/\bnot(?: be)?(?= (?:plac|schedul|pull|mount|start|attach|bind|find|found|creat|assign)\w*)/);
  for (const word of clause.left().filter((one) => !isFiller(one) && one.length > 2)) {
    if (set.sort === "log") {
      found.push(...saidInLines(word, clause, set));
      continue;
    }
    const stem = synonymIn[word] ?? word.replace(/(?:ments?|ations?|ions?|ings?|ed|es|s|e)$/, "");
    if (stem.length < 3 || !set.rows.some((row) => textOf(row).includes(stem))) continue;
    const at = clause.text.indexOf(word);
    clause.blank(at, at + word.length);
    found.push(
      unless(
        { said: `saying ${word}`, fields: [], holds: (row) => textOf(row).includes(stem) },
        clause.deniedBefore(at),
      ),
    );
  }
  return found;
}

/** A word that lines of a log say in any form of it. */
function saidInLines(word: string, clause: Clause, set: RowSet): readonly Condition[] {
  const needle = wordNeedle(word, () => set.rows.map(textOf), false);
  if (!set.rows.some((row) => needle.holds(textOf(row)))) return [];
  const at = clause.text.indexOf(word);
  clause.blank(at, at + word.length);
  const condition: Condition = { said: `saying ${word}`, fields: [], holds: (row) => needle.holds(textOf(row)) };
  return [unless(condition, clause.deniedBefore(at))];
}

/** How Kubernetes' events say what people say otherwise. */
const synonymIn: Readonly<Record<string, string>> = {
  place: "schedul",
  placed: "schedul",
  placing: "schedul",
  scheduler: "schedul",
  pulling: "pull",
  pulled: "pull",
};

const textOf = (row: Row): string => `${cell(row, "message")} ${cell(row, "reason")}`.toLowerCase();
