import { workloadOf } from "../../diagnosis/objects/relations.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { escaped } from "../../kubectl/escaped.ts";
import { relevant } from "../investigation/relevance.ts";
import type { Situation } from "../situation.ts";
import { spokenObject } from "./spoken-object.ts";
import { answerLines, answerSummary, type List, type Topic } from "./topic.ts";

const ordinals =
  /\b(?:the )?(first|second|third|fourth|fifth|last|worst|oldest|newest|youngest|latest)(?: (?:one|pod|object|entry|of (?:them|these|those)))\b|\b(?:the )?(first|second|third|fourth|fifth|last|worst)$/i;

/** `describe the first one`, `logs of the worst one`: of the objects that were listed last, or of what was found to fail. */
export function ordinal(text: string, topic: Topic, situation: Situation): string | null {
  const bare = text.replace(/[\s?.!]{1,10}$/, "");
  const match = ordinals.exec(bare);
  const word = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (match === null || word === undefined) return null;
  if (topic.list === null && asksWhich.test(bare)) return null;
  const chosen = chosenBy(word, topic, situation);
  if (chosen === null) return null;
  const isAlone =
    /^(?:and |what about |how about )?(?:the )?$/i.test(bare.slice(0, match.index)) &&
    match[0].length + match.index === bare.length;
  return isAlone ? `what is wrong with ${spokenObject(chosen)}` : text.replace(match[0], spokenObject(chosen));
}

/** `what is the worst`, `which node is the worst`: that is asked, and nothing that was said is meant by it. */
const asksWhich =
  /^(?:and |so )?(?:what|which)(?: \w{3,12})?(?:'s| is| are) (?:the )?(?:first|second|third|last|worst)$/i;

/** `describe both`: the two that were listed, else the last two that were spoken of. */
export function both(text: string, topic: Topic, situation: Situation): string | null {
  const match = /\b(?:of )?(?:them both|both(?: of (?:them|these|those))?|the two(?: of them)?)(?=[\s?.!,]*$)/i.exec(
    text,
  );
  if (match === null) return null;
  const list = topic.list ?? topic.listed;
  const named = list === null ? [] : answeredOf(refsOf(list, situation), list, situation);
  const two = named.length === 2 && topic.recent.length < 2 ? named : topic.recent;
  const [one, other] = two;
  if (one === undefined || other === undefined || one.namespace !== other.namespace) return null;
  const place = one.namespace === undefined ? "" : ` in ${one.namespace}`;
  const said = [one, other].map(({ kind, name }) => `${kind.toLowerCase()} ${name}`.trim()).join(" and ");
  return text.replace(match[0], `${/^of /i.test(match[0]) ? "of " : ""}${said}${place}`);
}

const places = ["first", "second", "third", "fourth", "fifth"];

function chosenBy(word: string, topic: Topic, situation: Situation): ObjectRef | null {
  if (topic.list !== null) return listed(word, topic.list, situation);
  const told = leading(word, topic, situation);
  if (told !== null) return told;
  if (topic.listed !== null) return listed(word, topic.listed, situation);
  return /^(?:first|last)$/.test(word) && topic.question.intent === "inspect" ? topic.object : null;
}

/** Of several causes, in the order in which they were told. */
function leading(word: string, { object, question, trouble }: Topic, { view, diagnosis }: Situation): ObjectRef | null {
  if (trouble === null) return null;
  if (/^(?:first|worst)$/.test(word) && question === trouble) return object;
  const at = word === "worst" ? 0 : places.indexOf(word);
  const roots = relevant(trouble, diagnosis, view).roots.map((one) => workloadOf(view, one.object));
  const apart = [...new Map(roots.map((ref) => [spokenObject(ref), ref])).values()];
  return at >= 0 ? (apart[at] ?? null) : null;
}

function listed(word: string, list: List, situation: Situation): ObjectRef | null {
  const refs = refsOf(list, situation);
  const answered = answeredOf(refs, list, situation);
  return choose(word, list.kind, answered.length > 0 ? answered : refs, situation.view, answered.length > 0);
}

function refsOf(list: List, { view }: Situation): readonly ObjectRef[] {
  const seen = [...view.of(list.kind), ...view.of(`${list.kind}Metrics`)];
  return seen.flatMap(({ ref }) =>
    list.namespace === null || ref.namespace === list.namespace ? [{ ...ref, kind: list.kind }] : [],
  );
}

const keyOf = ({ namespace, name }: ObjectRef): string => `${namespace}/${name}`;

/** Those of the objects that the answer named, in its order; none where it named none. */
function answeredOf(refs: readonly ObjectRef[], { text }: List, situation: Situation): readonly ObjectRef[] {
  const told = answerSummary(text, situation);
  const named = told === null ? [] : namedIn(told, refs);
  if (named.length > 0) return named;
  const lines = answerLines(text, situation).flatMap((line) => {
    const words = line.text.trim().split(/\s+/, 3);
    return refs.filter(({ name }) => words.includes(name)).slice(0, 1);
  });
  return [...new Set(lines)];
}

/** A name that several places have counts where it stands with its place. */
function namedIn(told: string, refs: readonly ObjectRef[]): readonly ObjectRef[] {
  const isShared = ({ name }: ObjectRef) => refs.filter((other) => other.name === name).length > 1;
  return refs
    .map((ref) => {
      const said = isShared(ref) ? `${ref.namespace}/${ref.name}` : ref.name;
      return { ref, at: told.search(new RegExp(`(?<![\\w.-])${escaped(said)}(?![\\w-])`)) };
    })
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)
    .map(({ ref }) => ref);
}

function choose(
  word: string,
  kind: string,
  refs: readonly ObjectRef[],
  view: ClusterView,
  isAnswered: boolean,
): ObjectRef | null {
  const at = places.indexOf(word);
  if (at >= 0) return refs[at] ?? null;
  if (word === "last") return refs.at(-1) ?? null;
  if (word !== "worst") return null;
  const isMeant = new Set(refs.map(keyOf));
  const bad =
    kind === "Pod" ? podsOf(view).filter(({ ref, health }) => isMeant.has(keyOf(ref)) && health === "failing") : [];
  const [worst] = bad.toSorted((one, other) => (other.restarts ?? 0) - (one.restarts ?? 0));
  return worst?.ref ?? (isAnswered ? (refs[0] ?? null) : null);
}
