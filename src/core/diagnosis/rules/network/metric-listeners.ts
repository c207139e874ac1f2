import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { entriesAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { podsOf } from "../../workloads/pods.ts";
import { argumentOf, staticParts } from "../../workloads/static-pods.ts";

/** Where a part of the cluster serves its metrics to its own node alone. */
type Closed = { readonly object: ObjectRef; readonly part: string; readonly setting: string; readonly line: Line };

const loopback = /^(?:https?:\/\/)?(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?\/?$/;

const flags: readonly (readonly [part: string, flag: string])[] = [
  ["kube-controller-manager", "bind-address"],
  ["kube-scheduler", "bind-address"],
  ["etcd", "listen-metrics-urls"],
];

const closedIn = (view: ClusterView): readonly Closed[] => [
  ...staticParts(view).flatMap((part): Closed[] => {
    const flag = flags.find(([name]) => name === part.name)?.[1];
    const found = flag === undefined ? undefined : argumentOf(part, flag);
    return found && loopback.test(found.value)
      ? [{ object: part.object.ref, part: part.name, setting: `--${found.name}=${found.value}`, line: found.line }]
      : [];
  }),
  ...view.of("ConfigMap").flatMap((map): Closed[] =>
    [...entriesAt(map.fields, "data")].flatMap(([key, value]): Closed[] => {
      const match = /^metricsBindAddress:[ \t]*["']?([^"'\n#]{0,60})["']?[ \t]*$/m.exec(value.slice(0, 20_000));
      const address = match?.[1]?.trim() ?? "";
      if (match === null || map.ref.name !== "kube-proxy" || !(address === "" || loopback.test(address))) return [];
      const setting = `metricsBindAddress: ${address === "" ? '"" (127.0.0.1:10249)' : address}`;
      return [{ object: map.ref, part: "kube-proxy", setting, line: map.cite("data", key) }];
    }),
  ),
];

const onLoopback = defineRule(
  {
    code: "metrics-on-loopback",
    title: "Metrics served to the own node only",
    about:
      "kube-proxy, the scheduler, the controller manager and etcd of kubeadm serve their metrics at 127.0.0.1. They work, and Prometheus, which asks at the node's address, is refused: TargetDown fires for all of them.",
    reads: ["ConfigMap", "Pod"],
  },
  function* (view) {
    for (const { object, part, setting, line } of closedIn(view))
      yield {
        object,
        severity: "info",
        confidence: "likely",
        summary: `${part} serves its metrics at the loopback address only (127.0.0.1; ${setting} in ${nameOf(object)}), so that Prometheus, which asks at the node's address, is refused and its targets are down while the pods run.`,
        evidence: [line],
        related: podsOf(view).flatMap(({ ref }) => (ref.name.startsWith(`${part}-`) ? [ref] : [])),
        fix: fixByHand(`Let ${part} serve metrics at 0.0.0.0 (or the node's address), and restart it.`, []),
      };
  },
);

/** Parts of the cluster that serve their metrics to nobody else. */
export const metricListenerRules: readonly Rule[] = [onLoopback];
