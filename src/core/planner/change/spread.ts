import type { Target } from "../question/targets.ts";
import type { Question } from "../question/understand.ts";
import type { Change } from "./form.ts";
import { areListed } from "./listed.ts";

type Write = (question: Question) => Change | null;

/** As many commands at most as a person can look through before approving them. */
const most = 8;

/**
 * A change with its commands repeated for what else the request names: a form writes for one object in one namespace; of `restart
 * deployments web and api in shop and blog` none must get lost. null when it cannot be written for each of them.
 */
export function spread(question: Question, write: Write): Change | null {
  return overNamespaces(question, (placed) => overObjects(placed, write));
}

function overNamespaces(question: Question, write: Write): Change | null {
  const first = write(question);
  const [own, ...others] = question.scope.namespaces;
  if (first === null || own === undefined || others.length === 0 || !isOfPlace(first, own, others)) return first;
  // `web in shop and api in blog` are two places for two things
  if (!areListed(question, question.scope.namespaces, true)) return null;
  const changes = others.map((name) => write({ ...question, scope: { ...question.scope, namespaces: [name] } }));
  return joined([first, ...changes]);
}

/** Whether all commands are of the first namespace and of none of the others: a binding names two and is one command. */
function isOfPlace({ commands }: Change, own: string, others: readonly string[]): boolean {
  const isAbout = (line: string, name: string) => line.includes(` -n ${name} `) || line.includes(` namespace ${name} `);
  return commands.every(({ command }) => {
    const line = `${command} `;
    return isAbout(line, own) && !others.some((name) => isAbout(line, name)) && !/\b(?:rolebinding|token)\b/.test(line);
  });
}

function overObjects(question: Question, write: Write): Change | null {
  const first = write(question);
  if (first === null) return null;
  const lines = first.commands.map(({ command }) => `${command} `).join("\n");
  const isSaid = ({ name }: Target) => new RegExp(`[ /]${name.replaceAll(".", "\\.")}[ :]`).test(lines);
  const kind = question.targets.find(isSaid)?.kind;
  const alike = question.targets.filter((one) => one.kind === kind);
  const others = alike.filter((one) => !isSaid(one));
  if (
    kind === undefined ||
    others.length === 0 ||
    others.length === alike.length ||
    !areListed(
      question,
      alike.map(({ name }) => name),
      alike.every(({ sure }) => sure),
    )
  )
    return first;
  const changes = others.map((one) =>
    write({ ...question, targets: question.targets.filter((target) => target === one || !alike.includes(target)) }),
  );
  return joined([first, ...changes]);
}

function joined(changes: readonly (Change | null)[]): Change | null {
  if (changes.includes(null)) return null;
  const all = changes as readonly Change[];
  const unique = <One extends { readonly command: string }>(list: readonly One[]) => [
    ...new Map(list.map((one) => [one.command, one])).values(),
  ];
  const commands = unique(all.flatMap((one) => one.commands));
  return commands.length > most ? null : { commands, verify: unique(all.flatMap((one) => one.verify)) };
}
