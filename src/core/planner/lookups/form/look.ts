import type { Suggestion } from "../../../diagnosis/finding.ts";
import type { Evidence } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { keyOf, settle } from "../../command-key.ts";
import type { Home } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import type { Situation } from "../../situation.ts";
import type { Told } from "./told.ts";

/** What a look needs next: commands that are not read yet, or nothing more, as it is answered. */
export type Step = { readonly ask: readonly Suggestion[] } | { readonly answered: Told };

/**
 * A question whose answer a few commands of ours hold: it names them, and computes the answer from just what they printed. null: the
 * question is of another form, or what was read does not hold it.
 */
export type LookForm = (question: Question, look: Look) => Step | null;

/** What was read so far, by command; every command that is asked after is remembered as one of the look's own. */
export class Look {
  readonly home: Home;
  readonly view: ClusterView;
  /** The namespace that holds when a command names none. */
  readonly namespace: string;
  readonly #own = new Set<string>();

  constructor(situation: Situation, home: Home) {
    this.view = situation.view;
    this.namespace = situation.namespace;
    this.home = home;
  }

  /** What a command printed; undefined when it was not run yet. */
  read(command: string): Evidence | undefined {
    const settled = settle(command);
    if (settled === null) return undefined;
    const key = keyOf(settled.command, this.namespace);
    this.#own.add(key);
    return this.view.evidence.findLast((one) => one.parsed !== null && keyOf(one.parsed, one.namespace) === key);
  }

  isOwn(piece: Evidence): boolean {
    return piece.parsed !== null && this.#own.has(keyOf(piece.parsed, piece.namespace));
  }
}

/** What a list holds, and where it was read: `in production`, `in all namespaces`. */
export type Listed = { readonly piece: Evidence; readonly where: string };

/** Whether somebody named the place, in the question or before. */
export function isPlaced({ scope }: Question, home: Home): boolean {
  return scope.all || scope.namespaces.length > 0 || home.namespace !== null;
}

/** Where what is named is looked for: in the namespace that was said, in the question or before, else in all of them. */
export function searchPlace(
  { scope }: Question,
  { home }: Look,
): { readonly namespace: string | null; readonly place: string } {
  const namespace = scope.namespaces[0] ?? home.namespace;
  return { namespace, place: namespace === null ? "-A" : `-n ${namespace}` };
}

/**
 * Reads a list in the place that was said; where none was, in the implicit namespace and then in all of them, since who says no
 * namespace asks after the cluster. Where all of them may not be read, the answer is that of the one.
 */
export function listed(
  question: Question,
  look: Look,
  draft: (place: string) => Suggestion,
): Listed | { readonly ask: readonly Suggestion[] } | null {
  const said = question.scope.namespaces[0] ?? look.home.namespace;
  if (said !== null && said !== undefined && !question.scope.all) return only(look, draft(`-n ${said}`), `in ${said}`);
  if (question.scope.all || /\bcluster\b/.test(question.plain)) return only(look, draft("-A"), "in all namespaces");
  const near = draft("");
  if (look.read(near.command) === undefined) return { ask: [near] };
  const wide = only(look, draft("-A"), "in all namespaces");
  return wide ?? only(look, near, `in the ${look.namespace} namespace`);
}

function only(look: Look, draft: Suggestion, where: string): Listed | { readonly ask: readonly Suggestion[] } | null {
  const piece = look.read(draft.command);
  if (piece === undefined) return { ask: [draft] };
  return isGood(piece) ? { piece, where } : null;
}

export const isGood = (piece: Evidence): boolean => (piece.exitCode ?? 0) === 0;
