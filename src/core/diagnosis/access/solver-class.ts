import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { at, listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { isListedWithout } from "../workloads/pods.ts";

/** Why nobody serves the Ingress of an HTTP-01 solver, in words, and how that is mended. */
export type SolverClassFault = {
  readonly words: string;
  readonly mend: string;
  readonly lines: readonly Line[];
  readonly related: readonly ObjectRef[];
};

type Challenge = Pick<ObservedObject, "ref" | "fields" | "printed">;

/**
 * The solver of a challenge over HTTP asks for an ingress class that no controller serves any more, or for another one than that of the
 * Ingress which serves the host. https://cert-manager.io/docs/configuration/acme/http01/
 */
export const solverClassFault = (view: ClusterView, challenge: Challenge): SolverClassFault | undefined => {
  const solver = solverOf(view, challenge);
  if (solver === undefined) return undefined;
  const { name, owner, line } = solver;
  const classes = view.of("IngressClass").map(({ ref }) => ref.name);
  const own = ingressOf(view, challenge);
  const isMissing = classes.length > 0 && isListedWithout(view, { kind: "IngressClass", name });
  if (!isMissing && (own === undefined || own.name === name)) return undefined;
  const right = own !== undefined && own.name !== name ? own.name : classes.length === 1 ? classes[0] : undefined;
  const words = isMissing
    ? `the solver of ${nameOf(owner)} uses ingress class "${name}", which does not exist (there ${classes.length === 1 ? "is" : "are"} ${classes.join(", ")}), so that no ingress controller serves the solver's Ingress`
    : `the solver of ${nameOf(owner)} uses ingress class "${name}", while ${nameOf(own!.ref)}, which serves the host, has class "${own!.name}": the controller that is asked does not know the solver's Ingress`;
  return {
    words,
    mend: `Set the ingress class of the HTTP-01 solver of ${nameOf(owner)} (spec.acme.solvers, http01.ingress.ingressClassName) to ${right === undefined ? "a class that exists and serves the host" : `"${right}"`}${right === undefined || classes.length < 2 ? "" : ", the class of the host's own Ingress"}, and delete the hanging challenge, so that it is made anew.`,
    lines: [
      line,
      ...view
        .of("IngressClass")
        .slice(0, 2)
        .map((one) => one.cite()),
      ...(own === undefined ? [] : [own.line]),
    ],
    related: [owner, ...(own === undefined ? [] : [own.ref])],
  };
};

type NamedClass = { readonly name: string; readonly owner: ObjectRef; readonly line: Line };

const classIn = (solver: unknown): readonly [path: string, name: string] | undefined => {
  const ingress = at(solver, "http01", "ingress");
  const path = ["ingressClassName", "class"].find((field) => textAt(ingress, field) !== "");
  return path === undefined ? undefined : [path, textAt(ingress, path)];
};

/** The class that the challenge itself names, said of its issuer; where only a row of it is shown, that of the only solver of its issuer. */
const solverOf = (view: ClusterView, challenge: Challenge): NamedClass | undefined => {
  const issuers = issuersOf(view, challenge);
  const issuer = issuers[0];
  const shown = view.object(challenge.ref);
  const own = classIn(at(challenge.fields, "spec", "solver"));
  if (own !== undefined && shown !== undefined)
    return {
      name: own[1],
      owner: issuer?.ref ?? issuerRefOf(challenge) ?? challenge.ref,
      line: shown.cite("spec", "solver", "http01", "ingress", own[0]),
    };
  const solvers = listAt(issuer?.fields, "spec", "acme", "solvers");
  const only = solvers.length === 1 ? classIn(solvers[0]) : undefined;
  return issuer === undefined || only === undefined
    ? undefined
    : {
        name: only[1],
        owner: issuer.ref,
        line: issuer.cite("spec", "acme", "solvers", "0", "http01", "ingress", only[0]),
      };
};

const issuerRefOf = ({ fields, ref }: Challenge): ObjectRef | undefined => {
  const name = textAt(fields, "spec", "issuerRef", "name");
  const kind = textAt(fields, "spec", "issuerRef", "kind") || "Issuer";
  if (name === "") return undefined;
  return kind === "Issuer" && ref.namespace !== undefined ? { kind, namespace: ref.namespace, name } : { kind, name };
};

/** The issuer that a challenge names, else the only one that was shown. */
const issuersOf = (view: ClusterView, challenge: Challenge): readonly ObservedObject[] => {
  const ref = issuerRefOf(challenge);
  const named = ref === undefined ? undefined : view.object(ref);
  const all = ["ClusterIssuer", "Issuer"].flatMap((kind) => view.of(kind));
  if (ref !== undefined) return named === undefined ? [] : [named];
  return all.length === 1 ? all : [];
};

/** The Ingress that serves the host of a challenge, and its class; the solver's own is another one. */
const ingressOf = (view: ClusterView, { fields, printed }: Challenge) => {
  const host = textAt(fields, "spec", "dnsName") || (printed.get("DOMAIN")?.value ?? "");
  for (const one of view.of("Ingress")) {
    const hosts = [
      ...listAt(one.fields, "spec", "rules").map((rule) => textAt(rule, "host")),
      ...(one.printed.get("HOSTS")?.value.split(",") ?? []),
    ];
    const cell = one.printed.get("CLASS");
    const name = textAt(one.fields, "spec", "ingressClassName") || (cell?.value.startsWith("<") ? "" : cell?.value);
    if (!name || host === "" || !hosts.includes(host) || one.ref.name.startsWith("cm-acme-http-solver-")) continue;
    return { ref: one.ref, name, line: cell?.line ?? one.cite("spec", "ingressClassName") };
  }
  return undefined;
};
