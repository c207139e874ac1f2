import type { Suggestion } from "../../diagnosis/finding.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Home } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { searchFor } from "./first-look.ts";

/**
 * Where the object lives that a question names without a namespace. `settled`: said, or not to be asked (cluster-wide, no name);
 * `seen`: the evidence shows the name in these namespaces; `unknown`: nothing shows it yet, and `search` would.
 */
export type Whereabouts =
  | { readonly is: "settled" }
  | { readonly is: "seen"; readonly namespaces: readonly string[] }
  | { readonly is: "unknown"; readonly search: readonly Suggestion[] };

/** A namespace that nobody named is looked up, never guessed: what is not found in a guessed one may well live elsewhere. */
export function whereaboutsOf(question: Question, view: ClusterView, home: Home): Whereabouts {
  const { scope, targets } = question;
  const target = targets[0];
  const isSaid = scope.all || scope.namespaces.length > 0 || home.namespace !== null;
  if (isSaid || target === undefined || target.kind?.namespaced === false) return { is: "settled" };
  const namespaces = namespacesOf(target.name, target.kind?.kind, view);
  return namespaces.length > 0 ? { is: "seen", namespaces } : { is: "unknown", search: searchFor(question) };
}

/** Objects of just that kind and name decide; without one, any workload or other object of the name. */
function namespacesOf(name: string, kind: string | undefined, view: ClusterView): readonly string[] {
  const named = view.objects.filter((object) => object.ref.name === name && object.ref.namespace !== undefined);
  const exact = named.filter((object) => object.ref.kind === kind);
  const seen = (exact.length > 0 ? exact : named).map((object) => object.ref.namespace!);
  return [...new Set(seen)].sort();
}
