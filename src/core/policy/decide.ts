import type { KubectlCommand } from "../kubectl/command.ts";
import type { Asker, Decision, Risk } from "./decision.ts";
import { hasUnknownScope, namespacesOf } from "./namespaces.ts";
import type { Policy } from "./policy.ts";
import { riskOf } from "./risk.ts";

export { defaultPolicy, type Policy } from "./policy.ts";

/**
 * Whether a command runs now, waits for a person, or is refused. One ordered list of rules: the first that applies decides,
 * and where none applies the answer is no. `namespace` is where the command runs when it names none itself; null: not known.
 */
export function decide(
  command: KubectlCommand,
  asker: Asker,
  policy: Policy,
  namespace: string | null = null,
): Decision {
  const { risk, reason } = riskOf(command);
  const request: Request = { command, asker, policy, risk, reason, namespaces: namespacesOf(command, namespace) };
  for (const rule of rules) {
    const outcome = rule.apply(request);
    if (outcome !== null) return { ...outcome, risk, rule: rule.name };
  }
  return { verdict: "refuse", risk, rule: "no-rule", reason: "no rule of the policy allows it" };
}

type Request = {
  readonly command: KubectlCommand;
  readonly asker: Asker;
  readonly policy: Policy;
  readonly risk: Risk;
  readonly reason: string;
  /** null: not known, or every namespace. */
  readonly namespaces: readonly string[] | null;
};

type Outcome = Pick<Decision, "verdict" | "reason">;

type Rule = { readonly name: string; readonly apply: (request: Request) => Outcome | null };

const isChange = (risk: Risk) => risk === "write" || risk === "destructive";

export const rules: readonly Rule[] = [
  {
    name: "never-run",
    apply: ({ risk, reason }) => (risk === "forbidden" ? { verdict: "refuse", reason } : null),
  },
  {
    name: "namespace-not-visible",
    apply: ({ command, policy, namespaces }) => {
      const visible = policy.visibleNamespaces;
      if (visible === null) return null;
      const isInside = namespaces?.every((name) => visible.includes(name)) ?? false;
      if (isInside && (namespaces?.length === 0 || !hasUnknownScope(command))) return null;
      return {
        verdict: "refuse",
        reason: `only these namespaces may be looked at: ${visible.join(", ")}; name one with -n`,
      };
    },
  },
  {
    name: "read-only-mode",
    apply: ({ policy, risk }) =>
      policy.mode === "read-only" && isChange(risk)
        ? { verdict: "refuse", reason: "only reads run here (read-only mode)" }
        : null,
  },
  {
    name: "frozen",
    apply: ({ policy, risk }) =>
      policy.frozen && isChange(risk) ? { verdict: "refuse", reason: "no change runs while the freeze lasts" } : null,
  },
  {
    name: "protected-namespace",
    apply: ({ policy, risk, namespaces }) => {
      const guarded = policy.protectedNamespaces;
      if (!isChange(risk) || guarded.length === 0) return null;
      const hit = namespaces === null ? guarded : namespaces.filter((name) => guarded.includes(name));
      return hit.length === 0
        ? null
        : { verdict: "refuse", reason: `nothing is changed in a protected namespace: ${hit.join(", ")}` };
    },
  },
  {
    name: "sensitive-reads-refused",
    apply: ({ policy, risk, reason }) =>
      risk === "sensitive" && policy.sensitiveReads === "refuse" ? { verdict: "refuse", reason: `it ${reason}` } : null,
  },
  {
    name: "sensitive-reads-run",
    apply: ({ policy, risk, reason }) =>
      risk === "sensitive" && policy.sensitiveReads === "run"
        ? { verdict: "run", reason: `it ${reason}; the policy allows it` }
        : null,
  },
  { name: "reads-run", apply: ({ risk, reason }) => (risk === "read" ? { verdict: "run", reason } : null) },
  {
    name: "approved-by-person",
    apply: ({ asker, risk, reason }) =>
      asker === "person" && (risk === "sensitive" || isChange(risk))
        ? { verdict: "run", reason: `a person approved it: ${reason}` }
        : null,
  },
  { name: "sensitive-asks", apply: ({ risk, reason }) => (risk === "sensitive" ? ask(reason) : null) },
  { name: "writes-ask", apply: ({ risk, reason }) => (risk === "write" ? ask(reason) : null) },
  { name: "destructive-asks", apply: ({ risk, reason }) => (risk === "destructive" ? ask(reason) : null) },
];

function ask(reason: string): Outcome {
  return { verdict: "ask", reason: `a person has to approve it: ${reason}` };
}
