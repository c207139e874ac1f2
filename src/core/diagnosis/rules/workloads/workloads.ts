import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixWith } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule, Suggestion } from "../../finding.ts";
import { listAt, numberAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, list, resourceOf, suggest } from "../../objects/reads.ts";
import { ownersOf, servicesOf, unique } from "../../objects/relations.ts";
import { podsOf, readyCell } from "../../workloads/pods.ts";

type Counts = { readonly wanted: number; readonly ready: number };

/** How many replicas are wanted and how many are ready; undefined when the evidence shows too little. */
const countsOf = (object: ObservedObject): Counts | undefined => {
  const cell = readyCell(object);
  const wanted = numberAt(object.fields, "spec", "replicas") ?? cell?.wanted;
  const shown =
    numberAt(object.fields, "status", "readyReplicas") ??
    numberAt(object.fields, "status", "availableReplicas") ??
    cell?.ready;
  const ready =
    shown ??
    (numberAt(object.fields, "status", "replicas") !== undefined ||
    numberAt(object.fields, "status", "unavailableReplicas") !== undefined
      ? readyFromPods(object)
      : undefined);
  return wanted === undefined || ready === undefined ? undefined : { wanted, ready };
};

/**
 * The counts of a workload that is short of ready replicas. One that has enough may still have more than it wants and not all of
 * them ready: that is a new revision that does not come up, while the old one serves.
 */
const shortOf = (object: ObservedObject): Counts | undefined => {
  const counts = countsOf(object);
  const there = numberAt(object.fields, "status", "replicas");
  if (counts && counts.ready < counts.wanted) return counts;
  const isShown = numberAt(object.fields, "status", "readyReplicas") !== undefined;
  return counts && isShown && there !== undefined && counts.ready < there
    ? { wanted: there, ready: counts.ready }
    : undefined;
};

const readyFromPods = (object: ObservedObject): number => numberAt(object.fields, "status", "podsRunning") ?? 0;

const shortLine = (object: ObservedObject): Line =>
  object.printed.get("READY")?.line ?? object.cite("status", "readyReplicas");

const related = (view: ClusterView, object: ObservedObject) =>
  unique([
    ...podsOf(view)
      .filter((pod) =>
        ownersOf(view, pod.ref).some(
          (owner) =>
            owner.kind === object.ref.kind &&
            owner.name === object.ref.name &&
            owner.namespace === object.ref.namespace,
        ),
      )
      .map((pod) => pod.ref),
    ...servicesOf(view, object.ref),
  ]);

const seePods = (view: ClusterView, object: ObservedObject): readonly Suggestion[] => {
  const failing = podsOf(view).find(
    (pod) => pod.health === "failing" && ownersOf(view, pod.ref).some((owner) => owner.name === object.ref.name),
  );
  return failing
    ? describe(failing.ref, "Shows why this pod is not ready.")
    : [
        ...list("pods", object.ref.namespace, "Shows the state of its pods.", "-o", "wide"),
        ...describe(object.ref, "Shows its conditions and events."),
        ...list("events", object.ref.namespace, "Shows what happened lately.", "--sort-by=.lastTimestamp"),
      ];
};

const symptoms =
  "service-without-endpoints dependency-unreachable ingress-backend-unavailable api-service-unavailable".split(" ");

const unavailable = defineRule(
  {
    code: "deployment-unavailable",
    title: "Deployment short of replicas",
    about:
      "Fewer replicas are ready than the Deployment wants. Why stands at its pods, or at its ReplicaSet when there are no pods.",
    reads: ["Deployment", "ReplicaSet"],
    explains: symptoms,
  },
  function* (view) {
    for (const object of [...view.of("Deployment"), ...lonelyReplicaSets(view)]) {
      const counts = shortOf(object);
      if (!counts) continue;
      const condition = listAt(object.fields, "status", "conditions").find(
        (one) => textAt(one, "type") === "Available" && textAt(one, "status") === "False",
      );
      yield {
        object: object.ref,
        severity: counts.ready === 0 ? "critical" : "warning",
        summary: `${nameOf(object.ref)} is not fully available: ${counts.ready} of ${counts.wanted} replicas are ready.`,
        evidence: [shortLine(object), condition ? object.cite("status", "conditions", "Available") : undefined],
        related: related(view, object),
        next: seePods(view, object),
      };
    }
  },
);

/** ReplicaSets whose Deployment is not shown. */
const lonelyReplicaSets = (view: ClusterView): readonly ObservedObject[] =>
  view
    .of("ReplicaSet")
    .filter(
      (set) =>
        !ownersOf(view, set.ref).some((owner) => view.object(owner)) &&
        (numberAt(set.fields, "spec", "replicas") ?? 0) > 0,
    );

const stuck = defineRule(
  {
    code: "rollout-stuck",
    title: "Rollout stuck",
    about:
      "The new revision of the Deployment did not become ready within progressDeadlineSeconds. The old revision goes on serving as far as its pods are left.",
    reads: ["Deployment", "ReplicaSet"],
    explains: ["deployment-unavailable", ...symptoms],
  },
  function* (view) {
    for (const object of view.of("Deployment")) {
      const condition = listAt(object.fields, "status", "conditions").find(
        (one) => textAt(one, "type") === "Progressing" && textAt(one, "reason") === "ProgressDeadlineExceeded",
      );
      if (!condition) continue;
      const set =
        textAt(object.fields, "status", "newReplicaSet") ||
        /ReplicaSet "([^"]{1,253})"/.exec(textAt(condition, "message"))?.[1] ||
        "";
      yield {
        object: object.ref,
        summary: `The rollout of ${nameOf(object.ref)} is stuck: ${set ? `new ReplicaSet ${set.split(" ")[0]} ` : "the new revision "}exceeded its progress deadline (ProgressDeadlineExceeded).`,
        evidence: [object.cite("status", "conditions", "Progressing", "reason"), shortLine(object)],
        related: related(view, object),
        next: seePods(view, object),
        fix: fixWith(
          "Go back to the last revision while the cause is mended.",
          suggest(
            ["rollout", "undo", `deployment/${object.ref.name}`, ...inNamespace(object.ref)],
            "Goes back to the revision before.",
          ),
          suggest(
            ["rollout", "status", `deployment/${object.ref.name}`, ...inNamespace(object.ref), "--watch=false"],
            "Shows whether the rollout finished.",
          ),
        ),
      };
    }
  },
);

const paused = defineRule(
  {
    code: "rollout-paused",
    title: "Rollout paused",
    about: "The Deployment is paused: changes of its template do not reach the pods until it is resumed.",
    reads: ["Deployment"],
    explains: ["rollout-stuck"],
  },
  function* (view) {
    for (const object of view.of("Deployment")) {
      const condition = listAt(object.fields, "status", "conditions").find(
        (one) => textAt(one, "reason") === "DeploymentPaused",
      );
      if (textAt(object.fields, "spec", "paused") !== "true" && !condition) continue;
      yield {
        object: object.ref,
        severity: "warning",
        summary: `${nameOf(object.ref)} is paused, so that changes of its template do not reach its pods.`,
        evidence: [condition ? object.cite("status", "conditions", "Progressing") : object.cite("spec", "paused")],
        related: related(view, object),
        fix: fixWith(
          "Resume the rollout.",
          suggest(
            ["rollout", "resume", `deployment/${object.ref.name}`, ...inNamespace(object.ref)],
            "Lets the rollout go on.",
          ),
          suggest(
            ["rollout", "status", `deployment/${object.ref.name}`, ...inNamespace(object.ref), "--watch=false"],
            "Shows whether the rollout finished.",
          ),
        ),
      };
    }
  },
);

const scaledToZero = defineRule(
  {
    code: "scaled-to-zero",
    title: "Scaled to zero",
    about: "The workload wants no replicas. That may be on purpose; anything that needs it finds nobody.",
    reads: ["Deployment", "StatefulSet"],
    explains: ["service-selector-mismatch", ...symptoms],
  },
  function* (view) {
    for (const object of [...view.of("Deployment"), ...view.of("StatefulSet")]) {
      const wanted = numberAt(object.fields, "spec", "replicas") ?? readyCell(object)?.wanted;
      if (wanted !== 0) continue;
      yield {
        object: object.ref,
        severity: "info",
        summary: `${nameOf(object.ref)} is scaled to 0 replicas, so none of its pods run.`,
        evidence: [object.printed.get("READY")?.line ?? object.cite("spec", "replicas")],
        related: servicesOf(view, object.ref),
        fix: fixWith(
          "Scale it up if it shall run.",
          suggest(
            ["scale", `${resourceOf(object.ref.kind)}/${object.ref.name}`, ...inNamespace(object.ref), "--replicas=1"],
            "Starts one replica.",
          ),
          list("pods", object.ref.namespace, "Shows whether its pod runs."),
        ),
      };
    }
  },
);

const statefulSet = defineRule(
  {
    code: "stateful-set-stuck",
    title: "StatefulSet waits for a pod",
    about:
      "A StatefulSet starts its pods in order and waits for each to be ready. One that is not keeps all later ones from starting.",
    reads: ["StatefulSet", "Pod"],
    explains: symptoms,
  },
  function* (view) {
    for (const object of view.of("StatefulSet")) {
      const counts = shortOf(object);
      if (!counts) continue;
      yield waitingDraft(view, object, counts);
    }
  },
);

const waitingDraft = (view: ClusterView, object: ObservedObject, counts: Counts): Draft => {
  const pods = podsOf(view).filter(
    (pod) => pod.ref.namespace === object.ref.namespace && pod.ref.name.startsWith(`${object.ref.name}-`),
  );
  const blocking = pods.find((pod) => pod.health === "failing" || pod.health === "starting");
  const parallel = textAt(object.fields, "spec", "podManagementPolicy") === "Parallel";
  const waits = blocking
    ? `; ${parallel ? "not ready is" : "it waits for"} ${blocking.ref.name} (${blocking.status})`
    : "";
  return {
    object: object.ref,
    severity: counts.ready === 0 ? "critical" : "warning",
    summary: `${nameOf(object.ref)} is not fully ready: ${counts.ready} of ${counts.wanted} replicas are ready${waits}.`,
    evidence: [shortLine(object), blocking?.line],
    related: unique([...pods.map((pod) => pod.ref), ...servicesOf(view, object.ref)]),
    next: blocking
      ? describe(blocking.ref, "Shows why this pod is not ready.")
      : [
          ...describe(object.ref, "Shows its events."),
          ...list("pods", object.ref.namespace, "Shows its pods."),
          ...list("pvc", object.ref.namespace, "Shows whether its claims are bound."),
        ],
  };
};

const daemonSet = defineRule(
  {
    code: "daemonset-incomplete",
    title: "DaemonSet not on every node",
    about: "The DaemonSet has fewer ready pods than nodes it should run on.",
    reads: ["DaemonSet", "Pod"],
    explains: ["csi-driver-missing", "network-plugin-not-ready"],
  },
  function* (view) {
    for (const object of view.of("DaemonSet")) {
      const wanted = numberAt(object.fields, "status", "desiredNumberScheduled");
      const ready =
        numberAt(object.fields, "status", "numberReady") ?? numberAt(object.fields, "status", "numberAvailable");
      if (wanted === undefined || ready === undefined || ready >= wanted) continue;
      yield {
        object: object.ref,
        severity: "warning",
        summary: `${nameOf(object.ref)} runs ready on ${ready} of ${wanted} nodes.`,
        evidence: [object.printed.get("READY")?.line ?? object.cite("status", "numberReady")],
        related: related(view, object),
        next: seePods(view, object),
      };
    }
  },
);

/** Workloads that do not have what they want, and why at their own level. */
export const workloadRules: readonly Rule[] = [unavailable, stuck, paused, scaledToZero, statefulSet, daemonSet];
