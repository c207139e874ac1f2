import type { Evidence } from "../../evidence/evidence.ts";
import { isAllNamespaces, namespaceOf, targetsOf } from "../../kubectl/targets.ts";
import { isDone } from "../since-change.ts";
import { enumerated, paragraphs, sentence } from "../wording.ts";
import { replyAs } from "./conversation.ts";
import type { FollowUp } from "./form.ts";

const mostTold = 20;

/** `why did you run that?`: the reads of the thread, each with what it was for. */
export const readsMade: FollowUp = {
  asks: /^(?:(?:ok|okay|and|so|but|wait)[, ]{1,3}){0,2}(?:why (?:did|have|are|do) (?:you|u) (?:run|ran|running|execut\w+|use|used|call\w*|look\w*|read|check\w*|need)\b.{0,60}|what (?:did|have|do) (?:you|u) (?:just )?(?:run|ran|execute[d]?|do|done|did|read|looked? at|check(?:ed)?|change[d]?)(?: (?:so far|there|exactly|just now|to (?:it|the cluster|my cluster)))?|(?:which|what) commands? (?:did|have|were) (?:you )?.{0,20}(?:run|ran|executed?|used?)|why so many (?:commands|reads|calls)|did (?:you|u) (?:change|touch|break|modify|delete) (?:anything|something)\b.{0,30}|what was that (?:command |read )?for)$/,
  reply(conversation) {
    const { main, said, situation } = conversation;
    const { evidence } = situation.view;
    const ran = evidence.filter(({ origin }) => origin === "executed");
    if (ran.length === 0) return null;
    const changes = ran.filter(isDone);
    const newest = ran.slice(-mostTold);
    const about = main === undefined ? "the question" : `what is behind this: ${sentence(main.summary)}`;
    const effect =
      changes.length === 0
        ? "They only read; nothing in the cluster was changed."
        : `Changed by what was approved: ${enumerated(changes.map(({ command }) => `\`${command}\``))}; all others only read.`;
    const isOfChange = /\b(?:chang|touch|break|modif|delet)/.test(said);
    const summary = isOfChange
      ? effect
          .replace(/^They only read; nothing/, "No: nothing")
          .replace(/changed\.$/, "changed, all commands only read.")
      : `${ran.length === 1 ? "One command" : `${ran.length} commands`} ran to find ${about.replace(/\.$/, "")}. ${effect}`;
    const told = newest.map((piece) => `  - \`${piece.command}\`: ${purposeOf(piece)}`).join("\n");
    const more = ran.length > newest.length && `and ${ran.length - newest.length} before these`;
    return replyAs(paragraphs(summary, told, more), summary, conversation);
  },
};

function purposeOf(piece: Evidence): string {
  const { parsed } = piece;
  if (parsed === null) return "as it was asked for.";
  if (isDone(piece)) return "the change that was approved.";
  const targets = targetsOf(parsed);
  const kinds = [...new Set(targets.map(({ kind, resource }) => kind?.plural ?? resource))];
  const name = targets[0]?.name ?? parsed.args[0] ?? "";
  const place = isAllNamespaces(parsed) ? "in all namespaces" : `in ${namespaceOf(parsed) ?? piece.namespace}`;
  if (parsed.verb === "logs")
    return parsed.flags.some((flag) => flag.name === "previous")
      ? `what ${name} said before it ended the last time.`
      : `what ${name} says it does, and what fails.`;
  if (parsed.verb === "describe")
    return `the state of ${name === "" ? kinds.join(", ") : name}, its conditions and its events.`;
  if (parsed.verb.startsWith("top")) return "what is used at the moment.";
  if (parsed.verb.startsWith("rollout")) return "how far the rollout is, and what came before it.";
  if (parsed.verb === "events" || kinds.includes("events"))
    return `what the cluster complained about ${place}, newest last.`;
  if (name !== "" && targets[0]?.name !== null) return `${name} as it is set.`;
  if (kinds.includes("pods")) return `which pods run, wait or fail ${place}.`;
  if (kinds.includes("nodes")) return "whether the machines are in order.";
  if (kinds.length > 2) return `which workloads lack replicas ${place}, and where what was named lives.`;
  return `which ${kinds.join(" and ")} there are ${place}.`;
}
