import type { Suggestion } from "../../diagnosis/finding.ts";
import { commandBlock, paragraphs, sentence } from "../wording.ts";
import { replyAs } from "./conversation.ts";
import type { FollowUp } from "./form.ts";
import { asSaid } from "./with-value.ts";

/** `is that safe?`: of what was asked about, else of the change that was proposed. */
export const safety: FollowUp = {
  asks: /^(?:(?:ok|okay|and|but|so|hm+|wait)[, ]{1,3}){0,2}(?:is|would|will) (?:it|this|that|the (?:fix|command|change)) (?:be )?(?:really |quite |totally |entirely )?(?:safe|dangerous|risky|disruptive|harmful|ok|okay)(?: to (?:run|do|apply|approve|try)(?: (?:it|this|that))?)(?: (?:now|in production|during the day))?$|^(?:(?:ok|okay|and|but|so|hm+|wait)[, ]{1,3}){0,2}(?:is|would|will) (?:it|this|that|the (?:fix|command|change)) (?:be )?(?:really |quite |totally |entirely )?(?:safe|dangerous|risky|disruptive|harmful)(?: (?:now|in production|during the day))?$|^(?:(?:and|but|so)[, ]{1,3})?(?:what (?:would|will|does) (?:it|this|that|the (?:fix|command)) (?:change|do|affect|break)|what are the risks|any risks?|any downtime|will (?:it|this|that) cause (?:a |any )?(?:downtime|outage))$/,
  reply(conversation) {
    const { topic, main, answer, last, situation } = conversation;
    if (deeds.test(topic.text)) return answer(topic.text);
    const proposed = main?.fix?.commands.length ? asSaid(main.fix.commands, situation) : last.suggestions;
    const changes = proposed.filter(({ command }) => effects.some(([verb]) => verb.test(command)));
    if (changes.length === 0) {
      const summary = "No change was proposed so far: the commands that ran and those that are offered only read.";
      return replyAs(summary, summary, conversation);
    }
    const told = changes.map(effectOf);
    const summary = `${told[0]}`;
    const text = paragraphs(told.join("\n"), commandBlock("Commands:", changes));
    return { ...replyAs(text, summary, conversation), suggestions: changes };
  },
};

const deeds = /\b(?:drain|cordon|delete|remove|restart|reboot|scale|evict|kill|roll ?back|undo)\b/i;

/** What a change does to what runs, and how it is taken back. */
const effects: readonly (readonly [RegExp, string])[] = [
  [
    / rollout (?:undo|restart) /,
    "it replaces the pods; with the strategy RollingUpdate one after the other, with Recreate or a single replica there is a gap. It is taken back with `kubectl rollout undo`.",
  ],
  [
    / (?:set|patch) (?:deployment|statefulset|daemonset|deploy|sts|ds)\b/,
    "it changes the pod template, so that the pods are replaced; taken back with `kubectl rollout undo`.",
  ],
  [
    / set (?:image|env|resources)\b/,
    "it changes the pod template, so that the pods are replaced; taken back with `kubectl rollout undo`.",
  ],
  [
    / patch (?:configmap|secret)\b/,
    "it changes values that pods read; those that take them as variables see them only after a restart. Note the old value: nothing keeps it.",
  ],
  [/ scale /, "it changes the number of pods; taken back by scaling to the old number."],
  [/ uncordon /, "it lets new pods onto the node; nothing that runs is touched."],
  [/ (?:cordon|drain) /, "it keeps new pods away from the node; draining evicts what runs there."],
  [/ delete /, "what is deleted is gone; a pod is made anew by its owner, other objects are not."],
  [
    / (?:apply|create|patch|edit|label|annotate|taint|autoscale|expose) /,
    "it changes the object that it names, and nothing keeps the old state of it.",
  ],
];

function effectOf({ command, reason }: Suggestion): string {
  const effect = effects.find(([verb]) => verb.test(command))?.[1] ?? "";
  return `\`${command}\`: ${effect} ${sentence(reason)}`;
}
