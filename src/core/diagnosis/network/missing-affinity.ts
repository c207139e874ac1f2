import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { fixWith } from "../causes/fixes.ts";
import type { Draft } from "../define-rule.ts";
import type { LogStatement } from "../logs/log-statements.ts";
import { numberAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { inNamespace, list, suggest } from "../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../objects/relations.ts";
import { type Backing, backings } from "./backings.ts";

/** The Service that spreads requests over replicas of which each knows only its own sessions; undefined where none is shown. */
export const missingAffinity = (view: ClusterView, one: LogStatement): Draft | undefined => {
  for (const backing of backings(view)) {
    const { ref, service, pods } = backing;
    if (!service || textAt(service.fields, "spec", "sessionAffinity") === "ClientIP") continue;
    const workloads = workloadsOf(view, backing);
    const replicas = Math.max(
      pods.length,
      ...workloads.map((each) => numberAt(view.object(each)?.fields, "spec", "replicas") ?? 0),
    );
    if (replicas < 2 || !speaksOf(view, one, workloads) || isSticky(view, ref)) continue;
    return {
      object: ref,
      confidence: "likely",
      summary: `${nameOf(ref)} has no session affinity (no sticky sessions) and spreads requests over ${replicas} replicas, each of which knows only its own sessions: a client that reaches another pod gets "${one.match[0].slice(0, 60)}".`,
      evidence: [
        one.template.last,
        service.cite("spec", "sessionAffinity"),
        ...workloads.map((each) => view.object(each)?.cite("spec", "replicas")).slice(0, 1),
      ],
      related: [...workloads, ...pods.map((pod) => pod.ref)],
      next: list("ingresses", ref.namespace, "Shows whether an Ingress sets sticky sessions.", "-o", "yaml"),
      fix: fixWith(
        "Keep each client with one pod (session affinity at the Service, sticky cookies at the Ingress), or keep sessions in a store that all replicas share.",
        suggest(
          ["patch", "service", ref.name, ...inNamespace(ref), `--patch='{"spec":{"sessionAffinity":"ClientIP"}}'`],
          "Keeps each client's address with one pod.",
        ),
        list("pods", ref.namespace, "Shows whether all replicas run."),
      ),
    };
  }
  return undefined;
};

const workloadsOf = (view: ClusterView, { ref, pods }: Backing): readonly ObjectRef[] =>
  unique([...pods.map((pod) => workloadOf(view, pod.ref)), { ...ref, kind: "Deployment" }]);

const speaksOf = (view: ClusterView, { log }: LogStatement, workloads: readonly ObjectRef[]): boolean =>
  log.isMixed ||
  [log.object, ...ownersOf(view, log.object)].some((one) =>
    workloads.some((other) => other.name === one.name || one.name.startsWith(`${other.name}-`)),
  );

const isSticky = (view: ClusterView, service: ObjectRef): boolean =>
  view
    .of("Ingress")
    .some(
      (one) =>
        one.ref.namespace === service.namespace &&
        /affinity|sticky|session-cookie/.test(JSON.stringify(one.fields.metadata ?? {})),
    );
