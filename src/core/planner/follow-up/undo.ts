import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { flagOf, namespaceOf, targetsOf } from "../../kubectl/targets.ts";
import { kubectl, singularOf } from "../command-line.ts";
import { isDone } from "../since-change.ts";
import type { Reply, Situation } from "../situation.ts";
import { commandBlock, paragraphs } from "../wording.ts";
import { errorOf, isTried } from "./again.ts";
import { type Conversation, refSaid, replyAs } from "./conversation.ts";
import type { FollowUp } from "./form.ts";

/** `undo that`: the change that was made in this thread, else the rollout that is spoken of. */
export const undo: FollowUp = {
  asks: /^(?:(?:ok|okay|and|so|no|please|can you|could you|now|then|oh no|oops)[, ]{1,3}){0,3}(?:undo|revert|roll ?back|take back|reverse|undo the change|rollback)(?: (?:that|it|this|the (?:last )?(?:change|one|fix|command|rollout)|(?:that|it) back))?(?: (?:again|please|now))?$|^(?:(?:ok|okay|please|now)[, ]{1,3}){0,2}(?:roll|take|put|turn) (?:that|it|this) back$/,
  reply(conversation) {
    const { situation, topic } = conversation;
    const isList = topic.question.intent === "inspect" && topic.question.targets.length === 0;
    const object = topic.workload ?? (isList ? topic.object : conversation.object);
    const tried = situation.view.evidence.findLast(isTried);
    if (tried !== undefined && isDone(tried)) return ofChange(tried, conversation);
    const failed =
      tried === undefined
        ? "Nothing was changed in this thread, so there is no change of it to undo."
        : `\`${tried.command}\` was not carried out (${errorOf(tried)}), so there is nothing of it to undo.`;
    const isOrdered = /\broll|\brevert/.test(conversation.said);
    if (topic.question.intent === "change" || (conversation.main === undefined && !isOrdered))
      return replyAs(failed, failed, conversation);
    const isRolled = object !== null && /^(?:Deployment|StatefulSet|DaemonSet|)$/.test(object.kind);
    if (!isRolled) return replyAs(failed, failed, conversation);
    const place = object.namespace !== undefined && `-n ${object.namespace}`;
    const command = {
      command: kubectl("rollout undo", `${(object.kind || "Deployment").toLowerCase()}/${object.name}`, place),
      reason: `Takes ${refSaid(object)} back to the revision before.`,
    };
    return proposal(`To take the last rollout of ${refSaid(object)} back, approve \`${command.command}\`. ${failed}`, [
      command,
    ]);
  },
};

function proposal(summary: string, suggestions: readonly Suggestion[]): Reply {
  return {
    text: paragraphs(summary, commandBlock("Commands:", suggestions)),
    suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "likely" },
  };
}

function ofChange(done: Evidence, conversation: Conversation): Reply {
  const back = reverseOf(done, conversation.situation);
  if (back === null) {
    const summary = `No command takes \`${done.command}\` back from what was read; what was there before has to be known.`;
    return replyAs(summary, summary, conversation);
  }
  return proposal(`To undo \`${done.command}\`, approve \`${back.command}\`. ${back.reason}`, [back]);
}

function reverseOf({ parsed, namespace }: Evidence, { view }: Situation): Suggestion | null {
  const target = parsed === null ? undefined : targetsOf(parsed)[0];
  if (parsed === null || target?.name == null || target.kind === undefined) return null;
  const place = target.kind.namespaced && `-n ${namespaceOf(parsed) ?? namespace}`;
  const named = `${singularOf(target.kind)}/${target.name}`;
  if (parsed.verb === "scale") {
    const seen = view.evidence.flatMap(({ stdout }) => countIn(stdout, target.name!)).at(-1);
    const now = flagOf(parsed, "replicas");
    return seen === undefined || seen === now
      ? null
      : { command: kubectl("scale", named, `--replicas=${seen}`, place), reason: `It had ${seen} replicas before.` };
  }
  const opposite = {
    cordon: "uncordon",
    uncordon: "cordon",
    drain: "uncordon",
    "rollout pause": "rollout resume",
    "rollout resume": "rollout pause",
  }[parsed.verb];
  if (opposite !== undefined)
    return {
      command: kubectl(
        opposite,
        opposite.startsWith("rollout") ? named : target.name,
        opposite.startsWith("rollout") && place,
      ),
      reason: "Does the opposite.",
    };
  const isTemplate = /^(?:set (?:env|image|resources)|rollout undo|patch|edit)$/.test(parsed.verb);
  return isTemplate && /^(?:Deployment|StatefulSet|DaemonSet)$/.test(target.kind.kind)
    ? { command: kubectl("rollout undo", named, place), reason: "Goes back to the pod template before it." }
    : null;
}

/** `3` of a row like `checkout 0/3 ...`. */
function countIn(stdout: string, name: string): readonly string[] {
  return stdout.split("\n").flatMap((line) => {
    const cells = line.trim().split(/\s+/);
    const at = cells.findIndex((cell) => cell === name || cell.endsWith(`/${name}`));
    const [, wanted] = (at < 0 ? undefined : /^\d{1,5}\/(\d{1,5})$/.exec(cells[at + 1] ?? "")) ?? [];
    return wanted === undefined ? [] : [wanted];
  });
}
