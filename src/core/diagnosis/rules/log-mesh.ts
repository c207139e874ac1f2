import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { defineLogRule } from "../define-log-rule.ts";
import { entriesAt, textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { fixByHand } from "../fixes.ts";
import { type LogStatement, logStatements } from "../log-statements.ts";
import { nameOf } from "../name-object.ts";
import { podsOf, readyCell } from "../pods.ts";
import { describe } from "../reads.ts";
import { ownersOf, workloadOf } from "../relations.ts";

const strict = defineLogRule(
  {
    code: "mesh-requires-mtls",
    title: "Service mesh demands mutual TLS",
    about:
      "A namespace accepts mutual TLS only (PeerAuthentication STRICT), and a caller outside of the mesh, without a sidecar, speaks plain text to it. The proxy in front of the pod resets such connections.",
    reads: ["PeerAuthentication", "logs", "Pod", "Namespace"],
    explains: ["connection-broken", "tls-mismatch", "gateway-failing", "application-error", "uncaught-exception"],
  },
  function* (view) {
    const demands = view.of("PeerAuthentication").filter((one) => modeOf(one) === "STRICT");
    if (demands.length === 0) return;
    for (const one of logStatements(view).filter((each) => broken.has(each.cause.code))) {
      const service = one.about.related.find((ref) => ref.kind === "Service");
      const demand = demands.find((each) => each.ref.namespace === service?.namespace);
      if (!service || !demand || hasSidecar(view, one)) continue;
      const proxy = view.logs.find((log) => log.templates.some((each) => isReset.test(each.last.text)));
      const resets = proxy?.templates.find((each) => isReset.test(each.last.text));
      yield {
        object: demand.ref,
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(demand.ref)} demands mutual TLS (mTLS, mode STRICT) in namespace ${service.namespace}, and ${nameOf(workloadOf(view, one.log.object))} has no sidecar (istio-proxy): its plain text to ${nameOf(service)} is reset.`,
        evidence: [
          demand.printed.get("MODE")?.line ?? demand.cite("spec", "mtls", "mode"),
          one.template.last,
          resets?.last,
        ],
        related: [one.log.object, ...ownersOf(view, one.log.object), service, ...(proxy?.object ? [proxy.object] : [])],
        next: describe(demand.ref, "Shows for which pods and ports it holds."),
        fix: fixByHand(
          `Let the namespace ${one.log.object.namespace ?? "of the caller"} be injected with sidecars and restart the caller, or accept plain text (PERMISSIVE) for this Service.`,
          [],
        ),
      };
    }
  },
);

const isReset = /filter_chain_not_found/;
const broken = new Set(["connection-broken", "tls-mismatch", "gateway-failing"]);

const modeOf = (one: ObservedObject): string =>
  one.printed.get("MODE")?.value ?? textAt(one.fields, "spec", "mtls", "mode");

/** A pod of the mesh has a proxy beside its application: a container of that name, or more than one container. */
const hasSidecar = (view: ClusterView, one: LogStatement): boolean => {
  const workload = workloadOf(view, one.log.object).name;
  const pods = podsOf(view).filter(
    (pod) => pod.ref.namespace === one.log.object.namespace && workloadOf(view, pod.ref).name === workload,
  );
  if (pods.some((pod) => pod.containers.some((container) => /^(?:istio|linkerd)-proxy$/.test(container.name))))
    return true;
  const cells = pods.flatMap((pod) => (pod.object ? [readyCell(pod.object)] : []));
  if (cells.some((cell) => cell !== undefined)) return cells.some((cell) => cell !== undefined && cell.wanted > 1);
  const space = view.object({ kind: "Namespace", name: one.log.object.namespace ?? "" });
  return space !== undefined && entriesAt(space.fields, "metadata", "labels").get("istio-injection") === "enabled";
};

/** What a service mesh does to connections, told from both sides of them. */
export const meshRules: readonly Rule[] = [strict];
