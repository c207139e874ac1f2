import type { Finding } from "../../diagnosis/finding.ts";
import type { Reply, Situation } from "../situation.ts";
import { enumerated, paragraphs, sentence } from "../wording.ts";
import type { Answerer } from "./conversation.ts";
import { conversationOf, plainly } from "./conversation.ts";

const trouble =
  "(?:broken?|failing|failed|fails|down|wrong|not working|crash\\w*|problems?|issues?|errors?|trouble|red|unhealthy|bad|on fire|not ok|alerts?|going on|not (?:ready|healthy|running)|degraded|stuck)";
const lead = "(?:(?:ok|okay|and|so|well|now|please|fine|thanks)[, ]{1,3}){0,3}";
const leavesOut = new RegExp(
  `^${lead}(?:(?:ignor(?:e|ing)|leav(?:e|ing) out|forget(?: about)?|not counting|exclud(?:e|ing)|skip(?:ping)?|apart from|aside from|other than|besides|beside|except(?: for)?|without) ((?:the |namespace |ns )?[a-z0-9][a-z0-9.-]{1,62}(?:(?:, | and |, and | or )(?!what\\b|which\\b|is\\b|are\\b|tell\\b|show\\b|where\\b|how\\b|any)(?:the )?[a-z0-9][a-z0-9.-]{1,62}){0,5})(?: namespace)?[,:; -]{1,4}(?:and )?)(.{3,80})$`,
);
const leftOutLast = new RegExp(
  `^${lead}(.{3,60}\\b${trouble})\\b,? (?:apart from|aside from|other than|besides|beside|except(?: for)?|ignoring|not counting|without|excluding|but not) ((?:the |namespace |ns )?[a-z0-9][a-z0-9.-]{1,62}(?:(?:, | and |, and | or )(?:the )?[a-z0-9][a-z0-9.-]{1,62}){0,5})(?: namespace)?$`,
);
const asksElse = new RegExp(
  `^${lead}(?:what else (?:is|isn't|is not|has|are|'s)(?: there)?(?: currently| also)? ?(?:that is )?${trouble}|(?:is|are) (?:there )?(?:anything|something|any) (?:else|other|more)(?: (?:things?|stuff))?(?: that is)? ?${trouble}|any(?:thing)? (?:other|else|more) ?${trouble})( in (?:the )?(?:namespace )?[a-z0-9-]{2,63}(?: namespace)?)?$`,
);
const asksTrouble = new RegExp(`\\b${trouble}\\b`);

/** `ignore monitoring, what else is broken?`, `what else is broken?` after a cause was found: all that fails but that. */
export function besideReply(situation: Situation, answerer: Answerer): Reply | null {
  const said = plainly(situation.question);
  if (said.length > 160) return null;
  const [, first, second] = leavesOut.exec(said) ?? leftOutLast.exec(said) ?? [];
  if (first !== undefined && second !== undefined) {
    const [names, asked] = leavesOut.test(said) ? [first, second] : [second, first];
    return asksTrouble.test(asked) ? withoutNamed(namesIn(names), asked, situation, answerer) : null;
  }
  const match = asksElse.exec(said);
  return match === null ? null : besideFound(match[1] ?? "", situation, answerer);
}

/** A message that leaves something out, as the question of all. */
export function withoutExclusion(text: string): string | null {
  const said = plainly(text);
  if (said.length > 160) return null;
  const asked = leavesOut.exec(said)?.[2] ?? leftOutLast.exec(said)?.[1];
  if (asked === undefined || !asksTrouble.test(asked)) return null;
  const place = inPlace.exec(asked)?.[0] ?? "";
  return `what is wrong${place === "" ? " in the cluster" : ` ${place}`}?`;
}

const inPlace = /\bin (?:the )?(?:namespace )?[a-z0-9-]{2,63}$/;

const namesIn = (text: string): readonly string[] =>
  text
    .split(/, and |, | and | or /)
    .map((one) => one.trim().replace(/^(?:the |namespace |ns ){1,2}/, ""))
    .filter((one) => one !== "");

function withoutNamed(names: readonly string[], asked: string, situation: Situation, answerer: Answerer): Reply {
  const isOut = ({ object }: Finding) =>
    names.some((name) => object.namespace === name || object.name === name || object.name.startsWith(`${name}-`));
  const place = inPlace.exec(asked)?.[0] ?? "";
  return told(enumerated(names), isOut, place, situation, answerer);
}

function besideFound(place: string, situation: Situation, answerer: Answerer): Reply | null {
  const conversation = situation.earlierQuestions.length === 0 ? null : conversationOf(situation, answerer);
  const { main, object } = conversation ?? {};
  if (main === undefined) return null;
  const name = object?.name ?? main.object.name;
  const isOut = (one: Finding) =>
    one === main ||
    (one.object.namespace === (object ?? main.object).namespace &&
      [one.object.name, ...one.related.map((ref) => ref.name)].some(
        (its) => its === name || its.startsWith(`${name}-`),
      ));
  return told(name, isOut, place, situation, answerer);
}

/** All that is wrong is asked, with what is left out taken from what was found. */
function told(
  names: string,
  isOut: (one: Finding) => boolean,
  place: string,
  situation: Situation,
  answerer: Answerer,
): Reply {
  const kept = (some: readonly Finding[]) => some.filter((one) => !isOut(one));
  const { diagnosis } = situation;
  const reply = answerer(`what is wrong${place === "" ? " in the cluster" : ` ${place.trim()}`}?`, {
    ...situation,
    earlierQuestions: [],
    newEvidenceFrom: 0,
    diagnosis: { ...diagnosis, findings: kept(diagnosis.findings), roots: kept(diagnosis.roots) },
  });
  if (reply.findings.length === 0 && reply.conclusion.verdict === "undecided") return reply;
  const head = reply.findings.length === 0 ? `Besides ${names}, nothing was seen to fail.` : `Besides ${names}:`;
  const summary = `${head} ${sentence(reply.conclusion.summary)}`;
  const text = reply.findings.length === 0 ? paragraphs(head, reply.text) : `${head} ${reply.text}`;
  return { ...reply, text, conclusion: { ...reply.conclusion, summary } };
}
