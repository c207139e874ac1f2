import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { complaintsOf } from "../../logs/complaints.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, list, logs, suggest } from "../../objects/reads.ts";
import { relatedToPod } from "../../objects/relations.ts";
import { keepersOf } from "../../storage/claim-users.ts";
import { crashes } from "../../workloads/crashes.ts";
import { podsOf, readyCell } from "../../workloads/pods.ts";

const podNotReady = defineRule(
  {
    code: "pod-not-ready",
    title: "Pod not ready",
    about:
      "The pod is not well, and no other rule knows why from this evidence. The finding quotes what Kubernetes says and names the command that shows more.",
    reads: ["Pod", "events", "logs"],
    explains: [
      "deployment-unavailable",
      "stateful-set-stuck",
      "daemonset-incomplete",
      "job-failed",
      "service-without-endpoints",
      "rollout-stuck",
      "dependency-unreachable",
    ],
  },
  function* (view) {
    const complaints = new Map(complaintsOf(view).map((all) => [all[0]!.pod, all]));
    const crashed = new Set(crashes(view).map((crash) => crash.pod));
    for (const pod of podsOf(view)) {
      if (pod.health !== "failing" || pod.deleting || isEnded(pod.status) || crashed.has(pod)) continue;
      const told = [...(complaints.get(pod) ?? [])]
        .filter((one) => one.text !== "")
        .sort((left, right) => right.text.length - left.text.length)[0];
      const cell = pod.object && readyCell(pod.object);
      const unready = listAt(pod.object?.fields, "status", "conditions").find(
        (one) => textAt(one, "type") === "Ready" && textAt(one, "message"),
      );
      const message = told?.text || textAt(unready, "message");
      yield {
        object: pod.ref,
        severity: "warning",
        confidence: "possible",
        summary: `${nameOf(pod.ref)} is not ready (STATUS ${pod.status}${cell ? `, ${cell.ready}/${cell.wanted} containers ready` : ""})${message ? `: ${message.slice(0, 320)}` : "; the evidence does not show why"}.`,
        evidence: [
          told?.line,
          pod.line,
          unready && pod.object ? pod.object.cite("status", "conditions", "Ready", "message") : undefined,
        ],
        related: relatedToPod(view, pod.ref),
        next: [
          ...describe(pod.ref, "Shows its events, probes and the state of its containers."),
          ...logs(pod.ref, "Shows what it says."),
        ],
      };
    }
  },
);

/** Pods that ended for good and stay as a record; their own rule speaks of them. */
const isEnded = (status: string): boolean =>
  /^(?:Evicted|Preempting|OutOf|NodeAffinity|NodeShutdown|Shutdown|Terminated|ContainerStatusUnknown)/.test(status);

const isClaim = (kind: string): boolean => kind === "PersistentVolumeClaim";

/** The finalizer that protects storage in use, which every claim and volume has. */
const protection = (kind: string, finalizers: string): string =>
  ` (finalizer ${finalizers || (isClaim(kind) ? "kubernetes.io/pvc-protection" : "kubernetes.io/pv-protection")})`;

const terminating = defineRule(
  {
    code: "pod-terminating-stuck",
    title: "Deletion does not finish",
    about:
      "The object is being deleted and stays: a finalizer waits for its controller, or the node of a pod does not answer.",
    reads: ["Pod", "Namespace", "PersistentVolumeClaim"],
    explains: ["namespace-stuck-terminating"],
  },
  function* (view) {
    const pods = new Map(
      podsOf(view).flatMap((pod) => (pod.deleting && pod.object ? [[pod.object, pod] as const] : [])),
    );
    for (const object of view.objects) {
      const pod = pods.get(object);
      const isDeleted =
        pod !== undefined ||
        (object.ref.kind !== "Pod" && textAt(object.fields, "metadata", "deletionTimestamp") !== "");
      if (object.ref.kind === "Namespace" || !isDeleted) continue;
      const finalizers = listAt(object.fields, "metadata", "finalizers").map(String).join(", ");
      const age = object.printed.get("AGE")?.value ?? "";
      const keepers = pod ? undefined : keepersOf(view, object);
      yield {
        object: object.ref,
        severity: finalizers || keepers || /[hd]/.test(age) ? "warning" : "info",
        confidence: finalizers || keepers ? "confirmed" : "possible",
        summary: `${nameOf(object.ref)} is being deleted (Terminating)${keepers ? ` and does not go while ${keepers.words}${protection(object.ref.kind, finalizers)}` : finalizers ? ` and waits for its finalizers: ${finalizers}` : pod?.node ? `; if it stays, see whether node ${pod.node} answers` : ""}.`,
        evidence: [
          object.printed.get("STATUS")?.line,
          object.cite("metadata", finalizers ? "finalizers" : "deletionTimestamp"),
          ...(keepers?.lines ?? []),
        ],
        related: pod ? relatedToPod(view, object.ref) : (keepers?.refs ?? []),
        next: keepers
          ? keepers.refs.slice(0, 2).flatMap((ref) => describe(ref, "Shows what it is and who made it."))
          : isClaim(object.ref.kind)
            ? describe(object.ref, "Shows which pods use it (Used By) and its finalizers.")
            : suggest(
                ["get", object.ref.kind.toLowerCase(), object.ref.name, ...inNamespace(object.ref), "-o", "yaml"],
                "Shows finalizers and the deletion time.",
              ),
      };
    }
  },
);

const namespaceTerminating = defineRule(
  {
    code: "namespace-stuck-terminating",
    title: "Namespace stuck in deletion",
    about:
      "The namespace is being deleted and something in it is not: objects with finalizers, or an API service that does not answer. Nothing can be created in it.",
    reads: ["Namespace"],
    explains: ["creation-forbidden"],
  },
  function* (view) {
    for (const one of view.of("Namespace")) {
      if (
        textAt(one.fields, "status", "phase") !== "Terminating" &&
        textAt(one.fields, "metadata", "deletionTimestamp") === ""
      )
        continue;
      const told = listAt(one.fields, "status", "conditions").filter(
        (item) => textAt(item, "status") === "True" && textAt(item, "message"),
      );
      const condition = told.find((item) => /finalizers remaining/.test(textAt(item, "message"))) ?? told[0];
      yield {
        object: one.ref,
        severity: "warning",
        summary: `${nameOf(one.ref)} is being deleted (Terminating)${condition ? `: ${textAt(condition, "message").slice(0, 320)}` : " and nothing can be created in it"}.`,
        evidence: [
          condition ? one.cite("status", "conditions", textAt(condition, "type"), "message") : undefined,
          one.printed.get("STATUS")?.line ?? one.cite("status", "phase"),
        ],
        related: undiscovered(view, told),
        next: [
          ...remaining(told.map((item) => textAt(item, "message"))).flatMap((resource) =>
            list(resource, one.ref.name, "Shows what remains, with the finalizers that hold it.", "-o", "yaml"),
          ),
          ...suggest(
            ["get", "namespace", one.ref.name, "-o", "yaml"],
            "Its conditions say what remains and which finalizers hold it.",
          ),
          ...list("apiservices", undefined, "Shows whether an API service does not answer."),
        ],
      };
    }
  },
);

/**
 * The API services without which the namespace controller cannot tell what is left: those whose group a condition names, and any that
 * does not answer where no condition is shown.
 */
const undiscovered = (view: ClusterView, told: readonly unknown[]): readonly ObjectRef[] => {
  const named = told.flatMap((item) => textAt(item, "message").match(/[a-z][\w.-]{1,253}\/v\d\w{0,20}/g) ?? []);
  return view
    .of("APIService")
    .map(({ ref }) => ref)
    .filter(({ name }) => {
      const [version = "", ...group] = name.split(".");
      return told.length === 0 || named.includes(`${group.join(".")}/${version}`);
    });
};

/** Resources of which a namespace in deletion still holds objects: `certificates.pki.example has 1 resource instances`. */
const remaining = (messages: readonly string[]): readonly string[] =>
  messages
    .flatMap((message) => [...message.matchAll(/([a-z][a-z0-9.-]{0,200}) has \d{1,9} resource instances/g)])
    .map((match) => match[1]!)
    .slice(0, 3);

const warningEvent = defineRule(
  {
    code: "warning-event",
    title: "Warning event",
    about: "An event of type Warning that no other rule reads, about an object whose state the evidence does not show.",
    reads: ["events"],
  },
  function* (view) {
    const seen = new Set<string>();
    for (const event of view.events) {
      const isKnown = event.object.kind === "Pod" || view.object(event.object) !== undefined;
      const key = `${event.object.kind}/${event.object.namespace}/${event.object.name}/${event.reason}`;
      if (event.type !== "Warning" || isKnown || seen.has(key) || (event.lastSeen ?? 0) > 3600) continue;
      seen.add(key);
      const isGrave = grave.test(event.reason) && (event.lastSeen ?? 0) <= 900;
      yield {
        object: event.object,
        severity: isGrave ? "warning" : "info",
        confidence: isGrave ? "likely" : "possible",
        summary: `${nameOf(event.object)}: ${event.reason}: ${event.message.slice(0, 320)}.`,
        evidence: [event.line],
        next: describe(event.object, "Shows its state now."),
      };
    }
  },
);

/** Events of controllers that gave up or cannot go on, whatever the state of the object, which is not shown. */
const grave =
  /^(?:FailedGet\w*Metric|FailedGetScale|FailedRescale|ProvisioningFailed|FailedBinding|VolumeResizeFailed|FileSystemResizeFailed|BackoffLimitExceeded|DeadlineExceeded|FailedIndexes|PodFailurePolicy|SyncLoadBalancerFailed|CreatingLoadBalancerFailed|FailedNeedsStart|TooManyMissedTimes|UnparseableSchedule|InvalidSchedule|SelectorOverlap|SelectingAll|ClaimLost|ClaimMisbound|VolumeMismatch|VolumeFailedDelete|ErrInitIssuer|EvictionThresholdMet|FreeDiskSpaceFailed|ImageGCFailed|InvalidDiskCapacity|ContainerGCFailed|KubeletSetupFailed|InsufficientFreeCPU|IncompatibleOverride|FailedToUpdateEndpoint\w*|CalculateExpectedPodCountFailed|NoPods|ReconcileError|ReconciliationFailed|UpgradeFailed|InstallFailed|BuildFailed|HealthCheckFailed)$/;

/** What is said when nothing more precise can be. */
export const fallbackRules: readonly Rule[] = [podNotReady, terminating, namespaceTerminating, warningEvent];
