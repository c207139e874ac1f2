import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Home } from "../command-line.ts";
import { inspect } from "../inspection/inspect.ts";
import { reached } from "../question/later-on.ts";
import { type Question, understand } from "../question/understand.ts";

/** The command that waits for what is to come first, and the request without it. */
export type Awaited = { readonly wait: Suggestion; readonly rest: Question };

const clause = new RegExp(
  `(?:^|[\\s,(])(?:but |and )?(?:only )?(?:after|once|when|as soon as|the moment) ((?:the )?\\S+ \\S+(?: (?:in|of) (?:the )?(?:ns |namespace )?\\S+)?) (${reached})(?![\\w-])(?: please)?\\)?`,
  "i",
);

/** What kubectl can wait for, of each kind. */
const states: Readonly<Record<string, RegExp>> = {
  Pod: /\b(?:ready|running|up)\b/,
  Deployment: /\b(?:available|ready|up|running|rolled out)\b/,
  Job: /\b(?:complete\w*|done|finish\w*|succe\w*|through|over)\b/,
  Node: /\b(?:ready|up)\b/,
  PersistentVolumeClaim: /\bbound\b/,
};

/** `scale web to 0 once job load-1 has completed`: the job is waited for, and the rest is what is ordered. null where kubectl cannot wait. */
export function awaitedIn({ text, scope }: Question, home: Home): Awaited | null {
  const found = clause.exec(text);
  if (found === null) return null;
  const [whole, subject, state] = [found[0], found[1]!, found[2]!.toLowerCase()];
  const asked = understand(`wait until ${subject} ${state}`);
  const [target] = asked.targets;
  const isGone = /\b(?:deleted|gone|removed)\b/.test(state);
  const kind = target?.kind?.kind ?? "";
  if (asked.targets.length !== 1 || !(isGone || states[kind]?.test(state) === true)) return null;
  const placed = asked.scope.namespaces.length > 0 ? asked : { ...asked, scope };
  const wait = inspect(placed, home).find(({ command }) => command.startsWith("kubectl wait "));
  const rest = understand(text.replace(whole, " ").replace(/^[\s,;]+|[\s,;]+$/g, ""));
  return wait === undefined || rest.intent !== "change" ? null : { wait, rest };
}
