import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Situation } from "../situation.ts";
import { commandBlock, paragraphs, sentence } from "../wording.ts";
import { replyAs } from "./conversation.ts";
import type { FollowUp } from "./form.ts";

const verb = "(?:raise|set|increase|lower|reduce|decrease|change|make|bump|give|put|use|take|limit|cap)";
const noun =
  "(?:it|that|this|its|the|max\\w*|min\\w*|replicas?|memory|cpu|limits?|requests?|number|of|up|down|a|pods?|hpa|autoscaler|instead|rather)";

/** `raise the max to 6`, `give it 512Mi`: the change that was proposed, with the value that is said. */
export const withValue: FollowUp = {
  asks: new RegExp(
    `^(?:(?:ok|okay|and|but|so|no|please|rather|better|can you)[, ]{1,3}){0,3}(?:${verb} )?(?:${noun} ){0,5}(?:to |at |with |of )?(\\d{1,6}(?:\\.\\d{1,3})?(?:[kmgt]i?|m)?)(?: (?:replicas|pods|instead|rather|please|max|memory))?$`,
  ),
  reply(conversation) {
    const { main, said } = conversation;
    const value = withValue.asks.exec(said)?.[1];
    if (main === undefined || value === undefined || !/[a-z]/.test(said.replace(value, ""))) return null;
    const commands = main.fix?.commands ?? [];
    const slot = slots.find(({ command, value: form, said: words }) => {
      const fits = commands.some((one) => command.test(one.command));
      return fits && form.test(value) && (words.test(said) || !/\b(?:max\w*|min\w*|memory|cpu|replicas?)\b/.test(said));
    });
    if (slot === undefined) return null;
    const changed = commands.map((one): Suggestion => {
      const command = one.command.replace(slot.command, (_, before: string) => `${before}${spelled(value)}`);
      return command === one.command ? one : { command, reason: `With ${spelled(value)}, as you said.` };
    });
    const summary = `To do this, approve \`${changed[0]!.command}\`. It is about this: ${sentence(main.summary)}`;
    const text = paragraphs(summary, commandBlock("Commands:", changed));
    return { ...replyAs(text, summary, conversation), suggestions: changed };
  },
};

/** Where a command of a fix holds a value, what such a value looks like, and the words that mean it. */
const slots: readonly { readonly command: RegExp; readonly value: RegExp; readonly said: RegExp }[] = [
  { command: /("?maxReplicas"?:|--max=)\d{1,6}/, value: /^\d{1,6}$/, said: /\bmax\w*|\breplicas?\b/ },
  { command: /(--replicas=)\d{1,6}/, value: /^\d{1,6}$/, said: /\breplicas?\b/ },
  { command: /(--limits=(?:\S{1,60},)?memory=)[\w.]{1,12}/, value: /[kmgt]i?$/i, said: /\bmemory\b|\blimits?\b/ },
  { command: /(--limits=(?:\S{1,60},)?cpu=)[\w.]{1,12}/, value: /^\d{1,6}(?:\.\d{1,3})?m?$/, said: /\bcpu\b/ },
];

/** The commands of a fix, with a value that was said for one of them since. */
export function asSaid(commands: readonly Suggestion[], { suggested }: Situation): readonly Suggestion[] {
  return commands.map((one) => {
    const latest = suggested.findLast((command) => skeleton(command) === skeleton(one.command));
    return latest === undefined || isSame(latest, one.command)
      ? one
      : { ...one, command: latest, reason: "As you said." };
  });
}

const plain = (command: string): string => command.replace(/ -p /, " --patch=").replaceAll(/["']/g, "");
const isSame = (one: string, other: string): boolean => plain(one) === plain(other);

/** Spelled alike whatever the value. */
const skeleton = (command: string): string =>
  slots.reduce((text, { command: slot }) => text.replace(slot, "$1"), plain(command));

/** `512mi` was said as `512Mi`. */
const spelled = (value: string): string =>
  value
    .replace(/([kmgt])i$/, (_, unit: string) => `${unit.toUpperCase()}i`)
    .replace(/(\d)([gt])$/, (_, digit: string, unit: string) => `${digit}${unit.toUpperCase()}`);
