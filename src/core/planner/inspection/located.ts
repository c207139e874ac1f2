import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { KubectlCommand } from "../../kubectl/command.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import { namespaceOf, targetsOf } from "../../kubectl/targets.ts";
import { keyOf, settle } from "../command-key.ts";
import { type Home, kubectl, pluralOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { blocking } from "../replies/failed-reads.ts";
import type { Situation } from "../situation.ts";
import { bounded } from "./bounded.ts";
import { kindOf } from "./form.ts";
import { inspect } from "./inspect.ts";

/** A question whose object is not where it was looked for: the list that finds it, or what to read of what the list shows. */
export type Located = { readonly question: Question; readonly drafts: readonly Suggestion[] };

/**
 * People name pods by what they belong to and leave the namespace out. When the command for the name as said comes back empty, the
 * object is looked for in the list of its kind, everywhere or in the namespace said; what is found there takes its place in the question.
 * null: the commands for the question as it is have not failed.
 */
export function located(
  question: Question,
  drafts: readonly Suggestion[],
  situation: Situation,
  home: Home,
): Located | null {
  const target = question.targets[0];
  const command = drafts[0] === undefined ? null : (settle(drafts[0].command)?.command ?? null);
  if (target === undefined || command === null || target.kind?.namespaced === false) return null;
  const tried = newest(keyOf(command, situation.namespace), situation);
  if (isElsewhere(question, command, situation))
    return tried === undefined || !cameBackEmpty(tried, situation) ? { question, drafts: drafts.slice(0, 1) } : null;
  if (tried === undefined || !cameBackEmpty(tried, situation)) return null;
  const asked = targetsOf(command)[0]?.kind?.kind === "Event" ? undefined : targetsOf(command)[0]?.kind;
  const kind = target.kind ?? (command.verb === "logs" || asked === undefined ? kindOf("pods") : asked);
  const said = question.scope.namespaces[0] ?? home.namespace;
  const place = said === null ? "-A" : `-n ${said}`;
  const search = { command: kubectl("get", pluralOf(kind), place), reason: `Finds ${target.name} wherever it is.` };
  const key = keyOf(settle(search.command)!.command, situation.namespace);
  const found = candidates(target.name, kind.kind, said, situation);
  if (found.length === 0) return newest(key, situation) === undefined ? { question, drafts: [search] } : null;
  return resolved(question, found, kind.kind);
}

/** The same was asked for without a namespace and not found, before a list showed in which one it is. */
function isElsewhere(question: Question, command: KubectlCommand, situation: Situation): boolean {
  const first = inspect(question, { namespace: null })[0];
  const plain = first === undefined ? undefined : settle(bounded(first).command)?.command;
  if (plain === undefined || namespaceOf(command) === null) return false;
  const key = keyOf(plain, situation.namespace);
  const attempt = key === keyOf(command, situation.namespace) ? undefined : newest(key, situation);
  return attempt !== undefined && cameBackEmpty(attempt, situation);
}

function resolved(question: Question, found: readonly { name: string; namespace: string }[], kind: string): Located {
  const questions = found.map(({ name, namespace }) => ({
    ...question,
    targets: [{ kind: kindNamed(kind) ?? null, name, sure: true }],
    scope: { namespaces: [namespace], all: false },
  }));
  const drafts = questions.flatMap((one) => inspect(one, { namespace: null }).slice(0, 1));
  const all = { ...questions[0]!, targets: questions.flatMap((one) => one.targets) };
  const namespaces = [...new Set(found.map((one) => one.namespace))];
  return { question: { ...all, scope: { namespaces, all: false } }, drafts };
}

/** Objects of just that name, else those that begin with it, as generated names do; at most three. */
function candidates(name: string, kind: string, namespace: string | null, { view }: Situation) {
  const seen = view
    .of(kind)
    .flatMap(({ ref }) => (ref.namespace === undefined ? [] : [{ name: ref.name, namespace: ref.namespace }]))
    .filter((ref) => namespace === null || ref.namespace === namespace);
  const exact = seen.filter((ref) => ref.name === name);
  const ending = (ref: { name: string }) => (ref.name.startsWith(`${name}-`) ? ref.name.slice(name.length + 1) : "");
  const drawn = seen.filter((ref) =>
    /^(?:\d{1,5}|[bcdfghjklmnpqrstvwxz2456789]{6,10}-[a-z0-9]{5}|[a-z0-9]{5})$/.test(ending(ref)),
  );
  const generated = seen.filter((ref) => ref.name.startsWith(`${name}-`));
  const within = seen.filter((ref) => ref.name.includes(name));
  return [exact, drawn, generated, within].find((some) => some.length > 0)?.slice(0, 3) ?? [];
}

function newest(key: string, { view }: Situation): Evidence | undefined {
  return view.evidence.findLast((one) => one.parsed !== null && keyOf(one.parsed, one.namespace) === key);
}

/** It failed, for another reason than a right or a way to the cluster that is missing; or it found nothing. */
function cameBackEmpty(tried: Evidence, { view }: Situation): boolean {
  if (tried.origin === "pasted") return false;
  const errors = view.errors.filter((error) => view.evidence[error.evidence] === tried);
  if (errors.some((error) => blocking.has(error.code))) return false;
  const isGrepped = (tried.parsed?.filters.length ?? 0) > 0;
  if ((tried.exitCode ?? 0) !== 0 && (!isGrepped || /^error/im.test(tried.stderr))) return true;
  return (
    errors.some((error) => error.code === "not-found") ||
    /^No (resources|events) found/.test(`${tried.stdout}${tried.stderr}`)
  );
}
