import type { Known } from "../question/scope.ts";
import { understand } from "../question/understand.ts";
import type { Topic } from "./topic.ts";

/** Words that stand for one another: what is said alone takes the place of what the last question said of the same sort. */
const sorts: readonly (readonly [said: RegExp, spoken: RegExp])[] = [
  [/^(?:the |their |its )?(cpus?|memory|ram)(?: usage| use)?$/, /\b(?:cpus?|memory|ram)\b/],
  [/^(?:the |their |its )?(requests?|limits?)$/, /\b(?:requests?|requested|limits?)\b/],
  [/^(?:the |their |its )?(liveness|readiness|startup)(?: probes?)?$/, /\b(?:liveness|readiness|startup)\b/],
  [/^((?:per|by|for each) [a-z]{2,20})$/, /\b(?:per|by|for each) [a-z]{2,20}\b/],
];

/** `and memory?`, `and per namespace?`, `and secrets?`, `and redis?`: the last question with another word in the place of one of its own. */
export function withOther(rest: string, topic: Topic, known: Known): string | null {
  const lower = rest.toLowerCase();
  for (const [said, spoken] of sorts) {
    const word = said.exec(lower)?.[1];
    const old = spoken.exec(topic.text.toLowerCase());
    if (word !== undefined && old !== null && old[0] !== word)
      return `${topic.text.slice(0, old.index)}${word}${topic.text.slice(old.index + old[0].length)}`;
  }
  return otherKind(lower, topic) ?? otherName(lower, topic, known);
}

/** Kinds with a condition: `which configmaps are not used`, then `and secrets`. */
function otherKind(lower: string, { text, question }: Topic): string | null {
  const [mention, ...more] = question.kinds;
  const read = understand(lower);
  const [kind] = read.kinds;
  if (mention === undefined || more.length > 0 || kind === undefined || read.kinds.length > 1) return null;
  if (read.words.length > 2 || !mention.plural || !kind.plural) return null;
  const word = question.words[mention.from]?.text;
  const isNarrowed = /^(?:which|how many) \S+ (?:are|is|have|has|do|does|use|need|lack)\b/i.test(text);
  return isNarrowed && word !== undefined && mention.to === mention.from + 1 ? text.replace(word, lower) : null;
}

/** Of what was no single object for us, but was called by a name that the cluster shows. */
function otherName(lower: string, { text, object, question }: Topic, { names, namespaces }: Known): string | null {
  const word = /^(?:in |for |of |on )?(?:the )?([a-z0-9][a-z0-9-]{1,62})$/.exec(lower)?.[1];
  if (word === undefined || object !== null || !names.has(word) || namespaces.has(word)) return null;
  const old = question.words
    .map((one) => one.lower)
    .findLast((one) => names.has(one) && !namespaces.has(one) && one !== word && understand(one).kinds.length === 0);
  return old === undefined
    ? null
    : text.replace(new RegExp(`(?<![\\w-])${old.replaceAll(".", "[.]")}(?![\\w-])`, "i"), word);
}

const denied =
  /^(?:and |but )?(?:which|what)(?: ones| of them)? (?:(?:do|does|are|is|have|has) not|don't|doesn't|aren't|isn't|haven't|hasn't)[\s?.!]{0,5}$/i;

const affirmed =
  /^(?:and |but )?(?:which|what)(?: ones| of them)? (?:do|does|are|is|have|has)(?: one| any| it| so)?[\s?.!]{0,5}$/i;

/** `and which do not?`: the last question, denied; `which do?`, when that was denied itself. */
export function turned(text: string, topic: Topic): string | null {
  if (affirmed.test(text.trim()) && /\b(?:have|has) no\b/i.test(topic.text))
    return topic.text.replace(/\b(have|has) no\b/i, "$1");
  if (!denied.test(text.trim())) return null;
  const match =
    /^(?:and )?((?:which|what) (?:\S+ ){1,4}?)(uses?|have|has|are|is|runs?|mounts?|sets?|needs?|allows?)\b(.{1,120})$/i.exec(
      topic.text,
    );
  const [, subject, verb, behind] = match ?? [];
  if (subject === undefined || verb === undefined || /\b(?:no|not|without)\b/i.test(topic.text)) return null;
  if (/^(?:are|is)$/i.test(verb)) return `${subject}${verb} not${behind}`;
  return /^ha/i.test(verb) ? `${subject}have no${behind}` : `${subject}do not ${verb.replace(/s$/, "")}${behind}`;
}

const bareWhy = /^(?:and |but |so )?(?:why|how come|why (?:is that|so|are they|are those|do they))[\s?.!]{0,5}$/i;

/** Whether a message asks no more than why. */
export const asksOnlyWhy = (text: string): boolean => bareWhy.test(text.trim());

/** `which pods restarted in the last hour`, then `why?`: why those did. */
export function whyOfThose(text: string, { text: before, object, list }: Topic): string | null {
  if (!asksOnlyWhy(text) || list === null) return null;
  const there =
    /^(?:and )?are there (?:any )?(\S{3,30} (?:pods|jobs|nodes|containers|deployments|claims|pvcs)\b.{0,60})$/i.exec(
      before,
    );
  if (there !== null) return `why are there ${there[1]!.replace(/[\s?.!]{1,5}$/, "")}?`;
  if (object !== null) return null;
  const match =
    /^(?:and )?(?:which|what) (\S{3,30} (?:have|has|are|were|was|do|does|restart\w*|crash\w*|fail\w*|use|lack)\b.{0,120})$/i.exec(
      before,
    );
  return match === null ? null : `why ${match[1]!.replace(/[\s?.!]{1,5}$/, "")}?`;
}

/** `which version is it` of the cluster that was spoken of, and `which node has the most` of what was counted. */
export function ofWhole(text: string, topic: Topic): string | null {
  const it = /(?<![\w-])it(?![\w'-])/i;
  if (topic.object?.kind === "Node" && /\bon it\b/i.test(text)) return text.replace(it, `node ${topic.object.name}`);
  if (
    topic.object === null &&
    topic.list === null &&
    /\b(?:the|our|my|this) cluster\b/i.test(topic.text) &&
    it.test(text)
  )
    return text.replace(it, "the cluster");
  const admin = /^am i (?:an? |the )?((?:cluster[- ]?)?admin)\b/i.exec(topic.text)?.[1];
  if (admin !== undefined && /^(?:and |then )?who is[?.! ]{0,4}$/i.test(text)) return `who has ${admin}`;
  if (
    /^(?:and )?which (?:ones )?(?:come|comes|are|is|use|have)\b/i.test(text) &&
    /\bimages\b/i.test(topic.text) &&
    topic.list === null
  )
    return text.replace(/^(?:and )?which (?:ones )?/i, "which images ");
  const counted = /^(?:and )?how many ([a-z]{3,30})\b/i.exec(topic.text)?.[1];
  const bare = text.replace(/[\s?.!]{1,5}$/, "");
  return counted !== undefined && /^(?:and )?which \S+ has the (?:most|fewest|least)$/i.test(bare)
    ? `${bare} ${counted}`
    : null;
}
