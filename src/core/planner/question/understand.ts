import { memo } from "../../diagnosis/objects/memo.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { readEvidence } from "../../evidence/read-evidence.ts";
import { remembered } from "../../kubectl/remembered.ts";
import { type Connection, connectionIn } from "./connection.ts";
import { containerIn } from "./container.ts";
import { describesNew } from "./describes-new.ts";
import { type Intent, intentOf, ordersChange } from "./intent.ts";
import { isStatement } from "./is-statement.ts";
import { type KindMention, kindsIn } from "./kind-words.ts";
import { earlierOrder, laterClause } from "./later-clause.ts";
import { withConditionLast } from "./later-on.ts";
import { plainOf } from "./plain-words.ts";
import { withoutAsker, withoutReason } from "./reasons.ts";
import { type Rephrased, rephrase, wishesIn } from "./rephrase.ts";
import { type Known, type Scope, scopeIn } from "./scope.ts";
import { type Selectors, selectorsIn } from "./selectors.ts";
import { spelledOut } from "./shorthand/spelled-out.ts";
import { timesInFigures } from "./shorthand/times-said.ts";
import { withoutSlips } from "./slips.ts";
import { listedWith, subjectIn } from "./subject.ts";
import { appositionOf, type Target, targetsIn } from "./targets.ts";
import { typedIn, withoutTyped } from "./typed-commands.ts";
import { wishedRead } from "./wished-read.ts";
import { type Word, wordsOf } from "./words.ts";

/** A question as far as it is understood. */
export type Question = {
  readonly text: string;
  readonly words: readonly Word[];
  /** What the sentence says besides the names in it: lower-case words joined by one blank. */
  readonly plain: string;
  readonly intent: Intent;
  readonly kinds: readonly KindMention[];
  readonly targets: readonly Target[];
  readonly scope: Scope;
  readonly selectors: Selectors;
  readonly container: string | null;
  /** A clause of it was recognised as what is wanted, whatever is told beside it. */
  readonly isRequest?: true;
  /** What it wishes to see of the object that it complains of. */
  readonly wished?: Question;
  /** It is to be asked or done with another context or kubeconfig. */
  readonly connection?: Connection;
};

export const nothingKnown: Known = { names: new Set(), namespaces: new Set() };

const readings = new WeakMap<Known, Map<string, Question>>();
const readAlone = remembered((text: string) => readQuestion(text, nothingKnown));

/** Reads a question. Never throws, whatever the text. What is asked again in the light of the same names is read once. */
export function understand(text: string, known: Known = nothingKnown): Question {
  if (known === nothingKnown) return readAlone(text);
  const read = readings.get(known) ?? new Map<string, Question>();
  readings.set(known, read);
  const question = read.get(text) ?? readQuestion(text, known);
  read.set(text, question);
  return question;
}

function readQuestion(text: string, known: Known): Question {
  if (typedIn(text).length > 0) return besideCommands(text, known);
  const connected = connectionIn(text);
  return connected === null
    ? readSaid(text, known)
    : { ...readSaid(connected.rest, known), connection: connected.connection };
}

function readSaid(text: string, known: Known): Question {
  const spelled = spelledOut(withConditionLast(timesInFigures(text)), known.names);
  const question = readSpelled(spelled, known);
  const wished = question.intent === "change" ? null : readWished(spelled, known);
  return wished === null ? question : { ...question, wished };
}

/** What is wished of an object that a complaint names, when it is something to see. */
function readWished(text: string, known: Known): Question | null {
  const wished = wishedRead(text);
  if (wished === null) return null;
  const { targets, intent, scope, container } = readSpelled(wished.told, known);
  const [target] = targets;
  if (target === undefined || targets.length > 1 || container !== null || /^(?:change|chat|continue)$/.test(intent))
    return null;
  const place = scope.namespaces.length === 0 ? "" : ` in ns ${scope.namespaces[0]}`;
  const kinds =
    target.kind !== null
      ? [`${target.kind.singular} `]
      : stemsOf(target.name).length > 0
        ? ["pod "]
        : ["deployment ", ""];
  const asked = kinds.map((kind) => readSpelled(wished.of(`${kind}${target.name}${place}`), known));
  return (
    asked.find(({ intent, targets }) => intent === "inspect" && targets.some(({ name }) => name === target.name)) ??
    null
  );
}

function readSpelled(text: string, known: Known): Question {
  const said = rephrase(withoutReason(withoutAsker(text)));
  const question = readAs(said, known);
  if (said.request !== null || question.intent === "change" || question.intent === "chat") return question;
  if (question.intent === "inspect" && !isStatement(question.plain, question.words[0]?.lower)) return question;
  for (const { text: put, wish } of wishesIn(said.text)) {
    const seen = readAs({ text: put, request: { text: wish, intent: null } }, known);
    if (seen.intent === "inspect") return seen;
  }
  return question;
}

function readAs({ text: said, request }: Rephrased, known: Known): Question {
  const words = withoutSlips(wordsOf(said), known.names);
  const taken = new Set<number>();
  const scope = scopeIn(words, taken, known);
  const selectors = selectorsIn(words, taken);
  const container = containerIn(words, taken);
  const kinds = kindsIn(words, taken);
  const read = { text: said, words, kinds, scope, selectors, container };
  const whole = (targets: readonly Target[]) =>
    request === null
      ? finish(read, targets, taken)
      : asRequest(read, targets, taken, wordsOf(request.text).length, request.intent);
  const targets = targetsIn(words, kinds, taken, known.names);
  const first = whole(targets);
  const apposed = appositionOf(words, kinds);
  if (targets.length > 0 || !(asksForObject(first) || apposed !== undefined)) return first;
  const subject = subjectIn(request === null ? words : words.slice(0, wordsOf(request.text).length), kinds, taken);
  if (subject === null) return first;
  const named = [subject, ...listedWith(words, subject.name, kinds, taken)];
  return whole(apposed === undefined ? named : named.map((one) => ({ ...one, kind: apposed.kind, sure: true })));
}

/** What is told beside `delete namespace x` is not deleted instead of it. */
const ofPlace = /^(?:force )?delete (?:the )?(?:namespace|ns)\b/i;

/** A recognised request decides; names that it does not say itself are those of what is told behind it. */
function asRequest(
  read: Read,
  targets: readonly Target[],
  taken: ReadonlySet<number>,
  to: number,
  known: Intent | null,
): Question {
  const plain = plainOf(read.words.slice(0, to), taken);
  const isNamed = targets.length > 0 || read.scope.namespaces.length > 0;
  const intent =
    known ?? intentOf(plain, { named: isNamed, sure: targets.some(({ sure }) => sure), kinds: read.kinds.length > 0 });
  const own = ofPlace.test(read.text)
    ? { targets: [], kinds: read.kinds.filter(({ from }) => from < to) }
    : ofClause(0, to, read.words, targets, read.kinds);
  return { ...read, ...own, plain, intent, isRequest: true };
}

/** A list of commands is no sentence; what stands beside it is, and what they show is looked into. */
function besideCommands(text: string, known: Known): Question {
  const question = understand(withoutTyped(text), known);
  return question.intent === "inspect"
    ? question
    : { ...question, intent: "troubleshoot", targets: question.targets.filter(({ sure }) => sure) };
}

type Read = Omit<Question, "plain" | "intent" | "targets">;

function finish(read: Read, targets: readonly Target[], taken: ReadonlySet<number>): Question {
  const { words, kinds, scope, selectors } = read;
  const plain = plainOf(words, taken);
  const isPlace =
    scope.namespaces.length > 0 && words.some((word) => /^(namespaces?|ns|-n|--namespace.*)$|^kube-/.test(word.lower));
  const named = targets.length > 0 || isPlace || selectors.labels.length > 0;
  const sure = named && (targets.length === 0 || targets.some((target) => target.sure));
  const searches =
    targets.length > 0 &&
    words.some((word) => word.quoted && /\S\s\S/.test(word.text)) &&
    /\b(?:was|were|is|are|any|find|report\w*|logged|appear\w*|occur\w*)\b/.test(plain) &&
    !/\bwhy\b|\bcause\b/.test(plain);
  const clues = { named, sure, kinds: kinds.length > 0 };
  const judged = intentOf(plain, clues);
  if (judged !== "change" && describesNew(read.text, words, kinds, plain))
    return { ...read, plain: `create ${plain}`, intent: "change", targets };
  const isPlainSetting = /^(?:new |the |these )?(?:env|environment)\b/.test(plain) && selectors.variables.length > 0;
  if (judged === "inspect" && isPlainSetting && targets.length > 0)
    return { ...read, plain: `set ${plain}`, intent: "change", targets };
  const later =
    laterClause(read.text, words, taken, clues) ??
    (judged !== "change" && !read.text.trimEnd().endsWith("?") ? earlierOrder(words, taken, clues) : null);
  if (later !== null) {
    const { plain: wanted, intent } = later;
    return { ...read, ...ofClause(later.at, words.length, words, targets, kinds), plain: wanted, intent };
  }
  return { ...read, plain, intent: searches && judged === "troubleshoot" ? "inspect" : judged, targets };
}

/** What a clause names itself, else what the remark before it was about. */
function ofClause(
  at: number,
  to: number,
  words: readonly Word[],
  targets: readonly Target[],
  kinds: readonly KindMention[],
) {
  const said = words.slice(at, to).map((word) => word.lower);
  const own = targets.filter(({ name }) => said.some((word) => word === name || word.endsWith(`/${name}`)));
  return own.length === 0
    ? { targets, kinds }
    : { targets: own, kinds: kinds.filter(({ from }) => from >= at && from < to) };
}

/** Whether a word of the sentence may be taken for an object, though nothing but its place says so. */
function asksForObject(question: Question): boolean {
  if (ordersChange(question.plain)) return true;
  if (question.intent === "inspect") {
    return (
      /\b(logs?|tail|logged|describe|rollout|yaml|manifest|events? (of|for|from|about)|images? (of|for|in|used by)|output (of|from)|ports?|reach)\b/.test(
        question.plain,
      ) && question.selectors.labels.length === 0
    );
  }
  return question.intent !== "chat" && question.intent !== "continue";
}

/** The names that a view shows: objects, and for generated pod names also what they were generated from. */
export const knownIn = memo((view: ClusterView): Known => {
  const pieces = view.evidence.map(knownInPiece);
  return {
    names: new Set(pieces.flatMap(({ names }) => [...names])),
    namespaces: new Set(pieces.flatMap(({ namespaces }) => [...namespaces])),
  };
});

const inPieces = new WeakMap<Evidence, Known>();

/** A thread adds pieces; the names in those that it has do not change. */
function knownInPiece(piece: Evidence): Known {
  const known = inPieces.get(piece);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const namespaces = new Set<string>();
  for (const { ref } of readEvidence(piece).sightings) {
    if (ref.kind === "Namespace") namespaces.add(ref.name);
    else for (const name of [ref.name, ...stemsOf(ref.name)]) names.add(name);
    if (ref.namespace !== undefined) namespaces.add(ref.namespace);
  }
  inPieces.set(piece, { names, namespaces });
  return { names, namespaces };
}

/** `web-6d9f676d48-x7k2p` gives `web-6d9f676d48` and `web`; `db-0` gives `db`. Kubernetes draws suffixes from `bcdfghjklmnpqrstvwxz2456789`. */
export const stemsOf = remembered((name: string): readonly string[] => {
  const end = name.lastIndexOf("-");
  if (end <= 0) return [];
  const owner = name.slice(0, end);
  const suffix = name.slice(end + 1);
  if (!/^[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(suffix)) return /^\d{1,8}$/.test(suffix) ? [owner] : [];
  const dash = owner.lastIndexOf("-");
  const isDrawn = dash > 0 && /^(?:[bcdfghjklmnpqrstvwxz2456789]{6,10}|\d{8,10})$/.test(owner.slice(dash + 1));
  return isDrawn ? [owner, owner.slice(0, dash)] : [owner];
});
