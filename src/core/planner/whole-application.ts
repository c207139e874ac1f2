import type { ClusterView } from "../evidence/observed.ts";
import { placesLookedInto } from "./investigation/away.ts";
import { isNamespace, isObject } from "./investigation/places.ts";
import { isNamed } from "./investigation/relevance.ts";
import type { Question } from "./question/understand.ts";

const group =
  "application|app|system|platform|web ?site|site|web ?shop|shop|store|stack|project|microservices?|demo|suite|product";
const called = new RegExp(
  `(?<![\\w-])((?:[a-z0-9][a-z0-9-]{1,40} ){1,3})(${group})s?(?= (?:in|of) (?:the )?(?:namespace|ns)\\b|[ ]?[,.;:?!(]|\\s|$)(?![-\\w])`,
  "gi",
);
const besides =
  /^(?:the|our|my|your|this|that|a|an|whole|entire|in|of|on|with|for|from|is|are|was|to|at|and|or|about|report|reports|users?|customers?|people|complete|new|old|test|demo|running|web|problem|issue|anything|something|everything|wrong|using|by|any|new)$/;
const tellers = "team|people|guys|folks|squad|department|crew|engineers?|operators?";

/**
 * People call all that runs in a namespace an application: `the hotel reservation application`, `the train ticket system`. Then no single
 * object is meant, whatever word of it an object is called by. Nor is one that only gives those who tell of it their name (`the mesh
 * team got an alert`).
 */
export function ofWholeApplication(question: Question, view: ClusterView): Question {
  const heard = withAnyCulprit(withoutReassured(withoutTellers(question), view));
  if (heard.intent === "change") return heard;
  const placed = withoutWordsOfPlace(heard, view);
  if (placed !== null) return placed;
  for (const [, before = "", noun = ""] of heard.text.matchAll(called)) {
    const words = before.trim().toLowerCase().split(" ");
    const name = words.slice(words.findLastIndex((word) => besides.test(word)) + 1);
    const place = placeOf(name, noun.toLowerCase(), heard, view);
    if (place === null) continue;
    const all = new Set([...name, name.join("-"), [...name, noun.toLowerCase()].join("-"), noun.toLowerCase()]);
    const targets = heard.targets.filter((target) => !all.has(target.name));
    return { ...heard, targets, scope: { ...heard.scope, namespaces: [place] } };
  }
  return heard;
}

/** `the social network (namespace test-social-network)`: two words and more of the namespace's name, one after the other, mean it. */
function withoutWordsOfPlace(question: Question, view: ClusterView): Question | null {
  const [place, ...more] = question.scope.namespaces;
  if (place === undefined || more.length > 0) return null;
  const parts = new Set(place.split("-"));
  const words = question.words.map(({ lower }) => lower);
  const inRow = words.filter(
    (word, at) => parts.has(word) && (parts.has(words[at - 1] ?? "") || parts.has(words[at + 1] ?? "")),
  );
  const targets = question.targets.filter(({ name }) => !inRow.includes(name) || isExact(name, view));
  return targets.length === question.targets.length ? null : { ...question, targets };
}

const isExact = (name: string, view: ClusterView): boolean =>
  view.objects.some(({ ref }) => ref.name === name && ref.kind !== "Namespace");

/** The namespace that is the application; null where an object of just that name is meant, or nothing tells which place it is. */
function placeOf(name: readonly string[], noun: string, { scope }: Question, view: ClusterView): string | null {
  if (name.length === 0) return null;
  const whole = name.join("-");
  const isMeantAsObject = isObject(whole, view) || isObject(`${whole}-${noun}`, view);
  const [said, ...more] = scope.namespaces;
  if (more.length > 0) return null;
  if (said !== undefined) {
    const isPlace = isCalled(said, name) || (name.length > 1 && !isMeantAsObject);
    return isPlace ? said : null;
  }
  const known = [...new Set(view.objects.flatMap(({ ref }) => ref.namespace ?? []))];
  const like = known.filter((one) => isCalled(one, name));
  if (isNamespace(whole, view)) return whole;
  if (isMeantAsObject) return null;
  if (like.length === 1) return like[0]!;
  const looked = placesLookedInto(view);
  return looked.length === 1 && name.length > 1 ? looked[0]! : null;
}

const isCalled = (namespace: string, name: readonly string[]): boolean => {
  const parts = namespace.split("-");
  return name
    .join("-")
    .split("-")
    .every((word) => parts.includes(word));
};

/** `which service is at fault?`: any workload may be, whatever Kubernetes calls a Service. */
function withAnyCulprit(question: Question): Question {
  if (question.intent !== "troubleshoot" || !culprit.test(question.plain)) return question;
  return { ...question, kinds: question.kinds.filter(({ kind }) => kind.kind !== "Service") };
}

const culprit =
  /\b(?:which|what) (?:micro)?services? (?:is|are|may be|might be|could be|was|were|causes?|fails?|misbehaves?)(?: (?:it|really|actually))* ?(?:at fault|to blame|guilty|responsible|the culprit|the cause|the root cause|faulty|broken|slow|behind|this|that|it|failing)?\b/;

/** `every service of ns shop fails, the coredns pods are running`: what somebody saw to be well, elsewhere, is not what they ask about. */
function withoutReassured(question: Question, view: ClusterView): Question {
  const [place] = question.scope.namespaces;
  if (question.intent !== "troubleshoot" || question.targets.length === 0 || place === undefined) return question;
  const clauses = question.text
    .toLowerCase()
    .split(/[.,;!?]\s+|\s+(?:but|while|although|though)\s+/)
    .map((one) => one.replace(/[.,;!?]+$/, ""));
  const isComplaint = clauses.some((one) => one.split(" ").length > 2 && !reassuring.test(one));
  const isHere = (name: string) => view.objects.some(({ ref }) => ref.namespace === place && isNamed(ref, name));
  const isReassured = (name: string) =>
    !isHere(name) &&
    clauses.some((one) => reassuring.exec(one)?.[1] === name) &&
    !clauses.some((one) => !reassuring.test(one) && one.split(/[\s()"'`]+/).includes(name));
  const targets = question.targets.filter(({ name }) => !isReassured(name));
  return isComplaint && targets.length < question.targets.length ? { ...question, targets } : question;
}

const reassuring =
  /^(?:(?:and|also|the|our|all|only) ){0,3}(?:pods? of )?([a-z0-9][a-z0-9.-]{1,62})(?: (?:pods?|service|deployment|itself))? (?:is|are|looks?|seems?) (?:all |still |both )?(?:running|fine|good|ok|okay|healthy|up|ready|green|well)(?: and (?:ready|healthy|running))?$/;

function withoutTellers(question: Question): Question {
  const lower = question.text.toLowerCase();
  const isTeller = (name: string) =>
    /^[a-z0-9-]+$/.test(name) && new RegExp(`(?<![\\w-])${name} (?:${tellers})\\b`).test(lower);
  const targets = question.targets.filter(({ name, sure }) => sure || !isTeller(name));
  return targets.length === question.targets.length ? question : { ...question, targets };
}
