import { speaksToAssistant } from "./addressing.ts";
import { casting, dropping, steering } from "./english.ts";
import { type ForeignOrder, foreignOrder } from "./foreign.ts";
import { imitates, isOwnTalk } from "./markers.ts";
import { anyOf } from "./phrases.ts";
import { signalsIn } from "./signals.ts";

/** What a text does that output does not: in words that follow "it". */
export type Order = string;

const dropped = "tells its reader to drop the instructions it has";
const cast = "tells its reader what it is";
const steered = "tells its reader what to say, or to go on without asking";
const spokenTo = "speaks to an assistant";
const foreignOrders: Record<ForeignOrder, Order> = { drop: dropped, cast, steer: steered, address: spokenTo };

const drops = anyOf(dropping);
const casts = anyOf(casting);
const steers = anyOf(steering);

/** What was found in texts that differ in their numbers and hashes alone: most lines of a log are alike. */
const judged = new Map<string, Order | null>();
const mostKept = 5_000;

/** What the text orders its reader to do; null: nothing. `text` is plain (see `plainly`). */
export function orderIn(text: string): Order | null {
  const alike = text.replace(/(?<![a-z0-9])(?!base\d\d|rot13)(?:\d[a-z0-9]*|[a-z]+\d[a-z]*\d[a-z0-9]*)/g, "0");
  const before = judged.get(alike);
  if (before !== undefined) return before;
  const order = judge(alike);
  if (judged.size >= mostKept) judged.clear();
  judged.set(alike, order);
  return order;
}

function judge(text: string): Order | null {
  const said = withoutSearches(text);
  if (drops.test(said)) return dropped;
  if (unspacedDrop.test(withoutGaps(said))) return dropped;
  if (casts.test(said) && !isOwnTalk(said)) return cast;
  if (steers.test(said)) return steered;
  if (speaksToAssistant(said)) return spokenTo;
  if (imitates(said)) return "imitates what programs and models say to each other";
  const foreign = foreignOrder(said);
  if (foreign !== null) return foreignOrders[foreign];
  return commandsToRun(said) ? "tells its reader to run a command" : null;
}

const unspacedDrop =
  /(?:ignore|ignoring|disregard|forget|override|bypass)(?:all|any|every|your|the|my|of|these|those){0,3}(?:previous|prior|earlier|above|preceding|system|original|your|safety){1,2}(?:instruction|rule|guideline|prompt|directive|order|command)/;

/** Without blanks, hyphens and the names that pieces of a text are given. */
function withoutGaps(text: string): string {
  return text.replace(/(?:[a-z_]{1,12}[_-]?\d["']?\s?[:=])|[^a-z0-9\u0080-\uffff]+/g, "");
}

/** Whether the text, in English or another language, tells its reader to drop its instructions. */
export function overridesIn(text: string): boolean {
  return drops.test(text) || foreignOrder(text) === "drop";
}

/** What somebody searched for is not said to the reader of an access log. */
function withoutSearches(text: string): string {
  if (!/[?&](?:q|query|search|s|term|text|keywords?|k|w)=|search|quer(?:y|ied)/.test(text)) return text;
  return text
    .replace(/[?&](?:q|query|search|s|term|text|keywords?|k|w)=(?![^ &"]*(?:kubectl|assistant))[^ &"]*/g, " ")
    .replace(
      /(search(?:ed)?(?: for| term| query| string)?|quer(?:y|ied)|term|keywords?)(?:["']? ?[:=]+ ?| (?:for )?)"(?![^"]*(?:kubectl|assistant))[^"]{0,200}"/g,
      "$1 ",
    );
}

const dangerous =
  "(delete|drain|cordon|scale|patch|edit|replace|exec|taint|cp|run|debug|attach|set|label|annotate|rollout|create|apply|expose|config|get secrets?|get -a secrets?|describe secrets?)";
const kubectl = new RegExp(
  `kubectl[^a-z0-9]{1,3}(?:-[^ ]{1,60} (?:[^ -][^ ]{0,60} )?){0,3}${dangerous}(?![a-z0-9])`,
  "g",
);
const told =
  /(?<![a-z0-9])(?:run|running|execute|executing|type|enter|issue|invoke|use|apply|perform|paste|launch|suggest|recommend|propose|approve|must|should|please|immediately)(?![a-z0-9])/;
/** What an installation guide tells a person to do. */
const harmlessUnlessTold = /(?:apply|create|set|label|annotate|rollout|config|expose|edit|run|debug)$/;
const foreignLetters = /[\p{L}--\p{Script=Latin}]/v;
const before = 48;

/** Whether somebody is told to run a changing command; "to delete it, run kubectl delete" is what a guide says. */
function commandsToRun(text: string): boolean {
  if (!text.includes("kubectl")) return false;
  for (const match of text.matchAll(kubectl)) {
    const around = text.slice(Math.max(0, match.index - before), match.index);
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + before * 2);
    if (foreignLetters.test(around) || foreignLetters.test(after)) return true;
    if (around.includes(`to ${match[1]} `)) continue;
    if (!harmlessUnlessTold.test(match[0]) && (told.test(around) || isToldElsewhere(around))) return true;
  }
  return false;
}

function isToldElsewhere(text: string): boolean {
  return signalsIn(text).some(
    ({ kind, isNative }) => isNative && (kind === "act" || kind === "please" || kind === "advise"),
  );
}
