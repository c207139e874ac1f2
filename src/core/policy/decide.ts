import type { KubectlCommand } from "../kubectl/command.ts";
import type { Asker, Decision, Risk } from "./decision.ts";
import { openFreeze } from "./freeze.ts";
import { hasUnknownScope, namespacesOf } from "./namespaces.ts";
import type { Policy } from "./policy.ts";
import { isWithin, mayReach, reachText } from "./reach.ts";
import { riskOf } from "./risk.ts";
import { type Touched, touchedBy } from "./touched.ts";

export { defaultPolicy, type Policy } from "./policy.ts";

/**
 * Whether a command runs now, waits for a person, or is refused. One ordered list of rules: the first that applies decides,
 * and where none applies the answer is no. `namespace` is where the command runs when it names none itself; null: not known.
 * `now` in milliseconds since the epoch is for freeze windows; null: not known, then every window is open.
 */
export function decide(
  command: KubectlCommand,
  asker: Asker,
  policy: Policy,
  namespace: string | null = null,
  now: number | null = null,
): Decision {
  const { risk, reason } = riskOf(command);
  const namespaces = namespacesOf(command, namespace);
  const touched = touchedBy(command, risk, namespaces);
  const request: Request = { command, asker, policy, now, risk, reason, namespaces, touched };
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
  readonly now: number | null;
  readonly reason: string;
  /** null: not known, or every namespace. */
  readonly namespaces: readonly string[] | null;
  readonly touched: Touched;
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
    name: "denied",
    apply: ({ policy, touched }) => {
      const reach = policy.deny.find((entry) => mayReach(entry, touched));
      return reach === undefined ? null : { verdict: "refuse", reason: `the policy denies ${reachText(reach)}` };
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
    name: "freeze-window",
    apply: ({ policy, risk, now }) => {
      const reason = isChange(risk) ? openFreeze(policy.freeze, now) : null;
      return reason === null ? null : { verdict: "refuse", reason };
    },
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
    name: "not-allowed",
    apply: ({ policy, risk, touched }) => {
      const list = isChange(risk) ? policy.allow.find((entries) => !isWithin(entries, touched)) : undefined;
      if (list === undefined) return null;
      const allowed = list.length === 0 ? "no change" : list.map(reachText).join("; ");
      return { verdict: "refuse", reason: `the policy allows changes only within: ${allowed}` };
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
