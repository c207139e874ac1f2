import { endpointsOf } from "../../../diagnosis/network/endpoints-of.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown } from "../reading/standing.ts";
import { reasonText, statedReason } from "../reading/stated-reason.ts";

const denies = defineBenign(
  {
    code: "network-policy-denies-on-purpose",
    title: "NetworkPolicy that is meant to keep somebody out",
    about:
      "Calls from one place to another run into a timeout, and an annotation of the NetworkPolicy in between names that place and says that it must not get through.",
    reads: ["NetworkPolicy"],
    asked: /polic|block|deny|denied|isolat|reach|connect|time[ds]? ?out|curl|refused|firewall|network/,
  },
  function* (view, question) {
    const callers = new Set([
      ...question.targets.map(({ name }) => name),
      ...question.scope.namespaces,
      ...view.evidence.flatMap(({ command }) => {
        const found = /\b(?:exec|run|debug)\b.{0,120}?(?:-n|--namespace)[ =]([a-z0-9-]{1,63})/.exec(command);
        return found === null ? [] : [found[1]!];
      }),
    ]);
    const probing = view.evidence.flatMap(({ command }) => podOfExec(command));
    for (const policy of view.of("NetworkPolicy")) {
      const why = statedReason(policy, kept);
      if (why === null) continue;
      const caller = [...callers].find(
        (name) => name !== policy.ref.namespace && why.value.toLowerCase().includes(name),
      );
      if (caller === undefined || isAnythingDown(view, policy.ref.namespace)) continue;
      yield {
        ref: policy.ref,
        about: [
          ...view
            .of("Service")
            .filter((one) => one.ref.namespace === policy.ref.namespace && endpointsOf(view, one.ref).state !== "none")
            .map(({ ref }) => ref),
          ...selected(view, policy.ref.namespace),
          ...probing.filter(({ namespace }) => namespace === caller),
        ],
        voids: ["dependency-unreachable"],
        text: `NetworkPolicy ${policy.ref.name} blocks ${caller} on purpose, as its ${reasonText(why)}; the timeout from there is expected, and what it protects is running`,
        lines: [why.line, policy.cite("spec", "ingress")],
      };
    }
  },
);

const kept =
  /must (?:not|never)|may not|not allowed|never reach|forbidden|denied|deny|blocked?|isolat|keep out|no access|on purpose|by design|deliberate|intended/i;

/** The pod in which a command ran. */
function podOfExec(command: string): readonly ObjectRef[] {
  const [before = ""] = command.split(" -- ");
  const words = before.split(/\s+/);
  const namespace = words[words.findIndex((word) => word === "-n" || word === "--namespace") + 1];
  const name = words.find(
    (word, index) => index > words.indexOf("exec") && !word.startsWith("-") && word !== namespace,
  );
  return !words.includes("exec") || name === undefined || namespace === undefined
    ? []
    : [{ kind: "Pod", namespace, name: name.replace(/^pods?\//, "") }];
}

const selected = (view: ClusterView, namespace: string | undefined) =>
  podsOf(view)
    .filter(({ ref }) => ref.namespace === namespace)
    .map(({ ref }) => workloadOf(view, ref));

export const trafficRules: readonly BenignRule[] = [denies];
