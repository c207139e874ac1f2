import { workloadOf } from "../../diagnosis/objects/relations.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import { componentIn } from "../lookups/components/component-look.ts";
import type { Known } from "../question/scope.ts";
import { isStopWord } from "../question/stop-words.ts";
import { knownIn, understand } from "../question/understand.ts";
import type { Situation } from "../situation.ts";
import { completed, isElliptic } from "./ellipsis.ts";
import { both, ordinal } from "./ordinals.ts";
import { asksOnlyWhy, ofWhole, turned, whyOfThose, withOther } from "./other-words.ts";
import { placeWord, spokenObject } from "./spoken-object.ts";
import type { Topic } from "./topic.ts";

/** Longer messages, and pasted outputs, say themselves what they are about. */
const longest = 160;

const leaning =
  /^(?:any|anything|are there any|is there any|is anything|is everything|and|or|also|now|so|then|ok|okay|what about|how about|what of|same|the same)\b|\b(?:it|its|they|them|their|these|those|there|one|ones|that|this|both|first|second|third|fourth|fifth|last|other|worst)\b|^(?:which|how many) (?:are|is|have|has|do|does|of)\b|\bthe (?:deployment|statefulset|daemonset|cronjob)[\s?.!]*$|\bthe (?:old|previous) (?:version|pods?|revision|release|one)\b/i;

/** Whether a message may lean on what was said before it. */
export const leansBack = (text: string): boolean =>
  text.length <= longest &&
  !text.includes("\n") &&
  (leaning.test(text.trim()) || asksOnlyWhy(text) || elliptic.test(text.trim()) || isElliptic(text));

/** `which node has the most?` of what was counted before, `which come from quay.io?`, `who is?` */
const elliptic =
  /^(?:which \S{3,20} has the (?:most|fewest|least)|which (?:come|comes|use)\b.{1,60}|(?:then )?who is)[?.!]{0,3}$/i;

/** A message that leans on what was said before, as a sentence that stands on its own; the message itself where nothing has to be put in. */
export function putIn(text: string, topic: Topic, situation: Situation): string {
  if (!leansBack(text)) return text;
  const { view } = situation;
  const own = understand(text, knownIn(view));
  if (own.targets.some(({ sure }) => sure)) return another(text, topic, view) ?? text;
  const isOfMany = own.kinds.some(({ plural }) => plural);
  return (
    turned(text, topic) ??
    whyOfThose(text, topic) ??
    whyOfComponent(text, topic) ??
    corrected(text, topic, view) ??
    both(text, topic, situation) ??
    ordinal(text, topic, situation) ??
    ofNode(text, topic) ??
    apart(text, topic, view) ??
    (isElliptic(text) && topic.object !== null && topic.list === null
      ? completed(text, (ofRun.test(text) ? topic.workload : null) ?? topic.object, view)
      : null) ??
    another(text, topic, view) ??
    ofList(text, topic) ??
    ofKind(text, topic, view) ??
    ofObject(text, topic, view, isOfMany) ??
    ofWhole(text, topic) ??
    inSamePlace(text, topic) ??
    text
  );
}

/** `not that one, checkout`: what was asked or ordered before, of the other. */
function corrected(text: string, topic: Topic, view: ClusterView): string | null {
  const name =
    /^(?:no[,. ]{1,3})?not (?:that|this|it)(?: one)?[,. ]{1,3}(?:but |i mean(?:t)? |rather )?(?:the )?([a-z0-9][a-z0-9-]{1,62})(?: one)?[\s?.!]*$/i.exec(
      text.trim(),
    )?.[1];
  return name === undefined || topic.object === null ? null : another(`what about ${name}`, topic, view);
}

/** `what runs on it?`, then `which of these restarted?`: the pods of that node. */
function ofNode(text: string, { object, list }: Topic): string | null {
  const asked = /^((?:and )?(?:which|how many|are any|do any|have any)) of (?:these|those|them)(?: pods)? /i.exec(text);
  if (asked === null || list !== null || object?.kind !== "Node") return null;
  return `${asked[1]} pods on node ${object.name} ${text.slice(asked[0].length)}`;
}

/** `that one: since when?` */
function apart(text: string, { object }: Topic, view: ClusterView): string | null {
  const rest = /^(?:and |ok |so )?(?:that|this) one ?[:,;-] ?(.{2,80})$/i.exec(text.trim())?.[1];
  return rest === undefined || object === null || !isElliptic(rest) ? null : completed(rest, object, view);
}

/** `is the log collector ok?`, then `why?`: why its pod, which no name of the question tells, is not. */
function whyOfComponent(text: string, { question, object }: Topic): string | null {
  if (object === null || !asksOnlyWhy(text) || componentIn(question) === null) return null;
  return `why is ${spokenObject(object)} failing?`;
}

/** What only workloads have, also where their service was spoken of after them. */
const ofRun = /\b(?:roll\w*|deploy\w*|release|revision|chang\w+|logs?|restarts?|image|version)\b/i;

const opening =
  /^(?:(?:ok|okay|so|and|then|now|also)[ ,]+){0,3}(?:(?:what about|how about|what of|same (?:for|in|with)|the same (?:for|in|with))\s+)?/i;

/** `what about production?`, `and kafka?`, `and statefulsets`: what was asked before, of something else. */
function another(text: string, topic: Topic, view: ClusterView): string | null {
  const lead = opening.exec(text)?.[0] ?? "";
  const rest = text
    .slice(lead.length)
    .replace(/[\s?.!]{1,10}$/, "")
    .replace(/\s(?:too|as well|then|instead|please)$/i, "");
  if (lead.trim() === "" || rest === "") return null;
  const known = knownIn(view);
  const swapped = withOther(rest, topic, known);
  if (swapped !== null) return swapped;
  const word =
    /^(?:in |for |on |of )?(?:the )?(?:(?:namespace|ns) )?([a-z0-9][a-z0-9.-]{0,62})(?: (?:namespace|ns))?$/i.exec(
      rest,
    )?.[1];
  if (word !== undefined && isPlace(word.toLowerCase(), rest, topic, known)) return inPlace(topic, word.toLowerCase());
  if (word !== undefined && isName(word.toLowerCase(), known) && topic.object !== null)
    return inPlaceOf(word.toLowerCase(), topic, known, view);
  const read = understand(rest, known);
  const isKind = read.kinds.length > 0 && read.targets.length === 0 && !/\b(?:it|its|their)\b/i.test(rest);
  if (!isKind || read.scope.all || read.scope.namespaces.length > 0 || topic.namespace === null) return null;
  const isBare = read.words.length <= 2 + (/^(?:the|all|its)\b/i.test(rest) ? 1 : 0);
  return `${isBare ? `list ${rest}` : rest} in ${topic.namespace}`;
}

/** The name in the place of the one that was asked about; of a node and what runs on it, of that of the two which is of its sort. */
function inPlaceOf(said: string, topic: Topic, known: Known, view: ClusterView): string {
  const { node, object, question, text } = topic;
  const full = node === null ? undefined : view.of("Node").find(({ ref }) => ref.name.endsWith(`-${said}`))?.ref.name;
  const word = full ?? said;
  const isNode = view.of("Node").some(({ ref }) => ref.name === word);
  const isOfNode = node !== null && text.includes(node.name);
  const words = text.split(/[^\w.-]+/);
  const beside = isOfNode && !isNode ? words.find((one) => one !== node.name && known.names.has(one)) : undefined;
  const old = isOfNode && isNode ? node.name : (beside ?? question.targets[0]?.name ?? object!.name);
  return text.replace(old, word).replace(placeOf(object!), "");
}

/** A word that nobody has shown is a place where objects were listed, and a name where one object was spoken of. */
function isPlace(word: string, rest: string, { object }: Topic, { names, namespaces }: Known): boolean {
  if (namespaces.has(word) || /\b(?:namespace|ns)\b|^in /i.test(rest)) return true;
  if (environments.has(word)) return true;
  return object === null && !names.has(word) && understand(rest).kinds.length === 0 && !isStopWord(word);
}

/** What is no word of the language and no kind is a name where one was spoken of, also of what nobody has seen. */
const isName = (word: string, { names }: Known): boolean =>
  names.has(word) ||
  (word.length > 2 &&
    !isStopWord(word) &&
    kindNamed(word) === undefined &&
    understand(`is ${word} healthy?`).targets.some(({ name }) => name === word));

const environments = new Set(["production", "prod", "staging", "stage", "qa", "uat", "dev", "test", "default"]);

function inPlace(topic: Topic, place: string): string {
  const { text, namespace } = topic.object === null || topic.wide === null ? topic : topic.wide;
  const bare = text.replace(/[\s?.!]{1,10}$/, "");
  if (namespace === null || !bare.includes(namespace)) return `${bare} in ${place}`;
  return bare.replace(new RegExp(`(?<![\\w-])${namespace.replaceAll(/[^a-z0-9]/g, "[-.]")}(?![\\w-])`), place);
}

/** `which of them restart?`, `are they all ready?`: the objects that were listed. Nothing is ever changed by such words. */
function ofList(text: string, { list }: Topic): string | null {
  if (list === null || understand(text).intent === "change") return null;
  const all = `${list.plural}${list.namespace === null ? "" : ` in ${list.namespace}`}`;
  if (/\b(?:of|among) (?:them|these|those)\b/i.test(text))
    return text.replace(/\b(of|among) (?:them|these|those)\b/i, `$1 the ${all}`);
  if (
    /^(?:and )?which (?:ones )?(?=are|is|have|has|do|does|\w{3,20}\b)/i.test(text) &&
    (understand(text).kinds.length === 0 || /^(?:and )?which (?:ones )?(?:are|is|have|has|do|does)\b/i.test(text))
  )
    return text.replace(/^(?:and )?which (?:ones )?/i, `which ${all} `);
  if (/^(?:and )?how many (?=are|have|do)\b/i.test(text)) return text.replace(/how many /i, `how many of the ${all} `);
  return /\b(?:they|them|these|those)\b/i.test(text)
    ? text.replace(/\b(?:they|them|these|those)\b/i, `the ${all}`)
    : null;
}

/** `what is in that configmap?`: the one that was spoken of or goes by its name, else the only one of its kind that was seen there. */
function ofKind(text: string, { namespace, object, recent }: Topic, view: ClusterView): string | null {
  const match = /\b(?:that|this|the same) ([a-z]{2,30})\b/i.exec(text);
  const kind = match === null ? undefined : kindNamed(match[1]!.toLowerCase());
  if (match === null || kind === undefined) return null;
  const seen = view.of(kind.kind).filter(({ ref }) => ref.namespace === undefined || ref.namespace === namespace);
  const spoken = [...(object === null ? [] : [object]), ...recent.toReversed()].flatMap((one) =>
    one.kind === kind.kind ? [one] : seen.map(({ ref }) => ref).filter((ref) => isAlike(ref, one)),
  )[0];
  if (spoken !== undefined) return text.replace(match[0], spokenObject(spoken));
  const own = seen.filter(({ ref }) => ref.name !== "kube-root-ca.crt");
  return own.length === 1 ? text.replace(match[0], spokenObject(own[0]!.ref)) : null;
}

const isAlike = (one: ObjectRef, other: ObjectRef): boolean =>
  one.name === other.name && one.namespace === other.namespace;

const isOfObject = (pod: ObjectRef, object: ObjectRef, view: ClusterView): boolean =>
  isAlike(pod, object) || isAlike(workloadOf(view, pod), object);

const idioms =
  /\b(?:fix|mend|solve|repair)\b|\bhow (?:is|was) it that\b|\bis it (?:possible|safe|true|because|me|us|just|kubernetes|our|the)\b|\bwhat is it\b|\bthat's it\b|\bit (?:seems|looks|appears|says|turns|depends)\b/i;

/** `restart it`, `show me its service`, `since when is it like that`: the object that was spoken of. */
function ofObject(text: string, topic: Topic, view: ClusterView, isOfMany: boolean): string | null {
  const onNode =
    /\b(?:runs?|running|scheduled|placed|lives?|sits?|pods|workloads) (?:are )?on (it|that|this|that node|this node|there)\b/i.exec(
      text,
    );
  if (onNode !== null && topic.node !== null)
    return text.replace(onNode[0], onNode[0].replace(/(?:it|that|this|there)(?: node)?$/i, spokenObject(topic.node)));
  const drained =
    /\b((?:un)?(?:cordon|drain|taint)(?:ed|ing)?) (?:it|that(?: node)?|this(?: node)?|the node)(?![\w'-])/i.exec(text);
  if (drained !== null && topic.node !== null)
    return text.replace(drained[0], `${drained[1]} ${spokenObject(topic.node)}`);
  const isRun = /\b(?:restart|scale|roll|rollback|undo|pause|resume|logs?)\b/i.test(text);
  const object = isRun ? (topic.workload ?? topic.object) : topic.object;
  if (object === null || idioms.test(text)) return null;
  const owned = /\b(?:its|their)\s+(?:own\s+)?([a-z][a-z-]{1,30})\b/i.exec(text);
  if (owned !== null) {
    const kind = kindNamed(owned[1]!.toLowerCase().replace(/^autoscaler$/, "hpa"));
    if (kind?.kind === "Node") return `which node is ${spokenObject(object)} on?`;
    const put =
      kind === undefined || kind.kind === "Pod" || kind.kind === "Event"
        ? `the ${owned[1]} of ${spokenObject(object)}`
        : owner(kind.kind, kind.plural, object, view);
    return text.replace(owned[0], put);
  }
  const old =
    /\bthe (?:old|previous) (?:version|pods?|revision|release|one)\b(?=.{0,20}\b(?:still|serv\w+|up|run\w*)\b)/i.exec(
      text,
    );
  if (old !== null) return text.replace(old[0], spokenObject(object));
  const ownerSaid = /\bthe (deployment|statefulset|daemonset|cronjob)(?=[\s?.!]*$)/i.exec(text);
  const makes = workloadOf(view, object);
  if (ownerSaid !== null && makes.kind.toLowerCase() === ownerSaid[1]!.toLowerCase())
    return text.replace(ownerSaid[0], spokenObject(makes));
  const only = /\b(?:only|just) (?:that|this)(?: (?:one|pod))?(?=[\s?.!]*$)/i.exec(text);
  if (only !== null) {
    const failing = podsOf(view).filter(({ ref, health }) => health === "failing" && isOfObject(ref, object, view));
    return failing.length === 1 ? text.replace(only[0], spokenObject(failing[0]!.ref)) : null;
  }
  const pronoun = /(?<![\w-])it(?![\w'-])/i;
  if (pronoun.test(text) && !isOfMany) return text.replace(pronoun, spokenObject(object));
  const other =
    /\b(?:describe|restart|scale|delete|logs (?:of|for|from)|check|show|explain|about|of|for|is|does) (this|that)(?: one)?(?=$|[\s?.!,])(?! (?:pod|deployment|node|service|job|is|was|a|the)\b)/i.exec(
      text,
    );
  if (other !== null) return text.replace(other[0], other[0].replace(/(?:this|that)(?: one)?$/i, spokenObject(object)));
  const there = /\b(?:in |over |down )?there\b(?! (?:is|are|any|was|were))/i;
  return object.namespace !== undefined && there.test(text) ? text.replace(there, `in ${object.namespace}`) : null;
}

/** `any failures?`: where the conversation is. */
function inSamePlace(text: string, { namespace }: Topic): string | null {
  if (namespace === null || !bareHealth.test(text.trim()) || understand(text).scope.namespaces.length > 0) return null;
  return `${text.trim().replace(/[\s?.!]{1,10}$/, "")} in ${namespace}?`;
}

const bareHealth =
  /^(?:(?:and|so|ok|okay|now)[ ,]+)?(?:any|are there any|is there any|is (?:any|every)thing|any|anything)\b(?: other| more| else)?(?: \w{2,12}){0,3}[\s?.!]*$/i;

/** The object of a kind that goes by the same name, else all of the kind beside it. */
function owner(kind: string, plural: string, { name, namespace }: ObjectRef, view: ClusterView): string {
  const isThere = view.of(kind).some(({ ref }) => ref.name === name && ref.namespace === namespace);
  const place = namespace === undefined ? "" : ` in ${namespace}`;
  return isThere ? `${kind.toLowerCase()} ${name}${place}` : `${plural}${place}`;
}

const placeOf = ({ namespace }: ObjectRef): string => placeWord(namespace);
