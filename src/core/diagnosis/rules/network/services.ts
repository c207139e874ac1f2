import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, fixWith } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type Backing, backings, podsIn } from "../../network/backings.ts";
import { isPortless, keepsRecords } from "../../network/endpoints-of.ts";
import { nearest } from "../../network/service-of-host.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, list, suggest } from "../../objects/reads.ts";
import { labelsOf, unique, workloadOf } from "../../objects/relations.ts";
import type { PodReading } from "../../workloads/pods.ts";

const printSelector = (selector: ReadonlyMap<string, string>): string =>
  [...selector].map(([key, value]) => `${key}=${value}`).join(",");

const isEmpty = (backing: Backing): boolean =>
  backing.endpoints.state === "none" ||
  backing.endpoints.state === "only-not-ready" ||
  (backing.endpoints.state === "unknown" && backing.isSure && backing.pods.length === 0);

const symptoms = [
  "service-without-endpoints",
  "dependency-unreachable",
  "ingress-backend-unavailable",
  "webhook-unreachable",
  "api-service-unavailable",
];

const selectorMismatch = defineRule(
  {
    code: "service-selector-mismatch",
    title: "Service selects no pod",
    about:
      "The Service's selector matches no pod although pods run that it seems to be made for: a label is spelt differently or was changed on one side.",
    reads: ["Service", "Endpoints", "Pod"],
    explains: symptoms,
  },
  function* (view) {
    for (const backing of backings(view)) {
      if (!isEmpty(backing) || backing.endpoints.state === "only-not-ready") continue;
      const draft =
        backing.isUnmatched && (backing.isSure || backing.endpoints.state === "none")
          ? surely(view, backing)
          : likely(view, backing);
      if (draft) yield draft;
    }
  },
);

const surely = (view: ClusterView, { ref, service, selector, endpoints }: Backing): Draft | undefined => {
  const near = nearPod(view, ref, selector);
  if (!service || !near) return undefined;
  const differing = [...selector].filter(([key, value]) => labelsOf(near.object!).get(key) !== value);
  const has = differing.map(([key]) => `${key}=${labelsOf(near.object!).get(key) ?? "(no such label)"}`).join(",");
  const corrected = new Map([...selector].map(([key, value]) => [key, labelsOf(near.object!).get(key) ?? value]));
  return {
    object: ref,
    summary: `${nameOf(ref)} has no endpoints: its selector ${printSelector(selector)} matches no pod; ${nameOf(near.ref)} has ${has}.`,
    evidence: [service.cite("spec", "selector"), endpoints.line, near.object!.cite("metadata", "labels")],
    related: [workloadOf(view, near.ref)],
    next: list("pods", ref.namespace, "Shows the labels of the pods.", "--show-labels"),
    fix: fixWith(
      "Make the selector match the labels of the pods.",
      suggest(
        ["set", "selector", "service", ref.name, printSelector(corrected), ...inNamespace(ref)],
        `Selects ${printSelector(corrected)} as the pods carry it.`,
      ),
      list("endpoints", ref.namespace, "Shows whether the Service has endpoints now."),
    ),
  };
};

/** The pod that comes nearest to the selector: most labels right, or a name like the Service's. */
const nearPod = (view: ClusterView, ref: ObjectRef, selector: ReadonlyMap<string, string>): PodReading | undefined => {
  const scored = (podsIn(view).get(ref.namespace ?? "") ?? []).map((pod) => {
    const labels = labelsOf(pod.object!);
    const right = [...selector].filter(([key, value]) => labels.get(key) === value).length;
    const close = [...selector].filter(
      ([key, value]) => labels.has(key) && nearest(value, [labels.get(key)!]) !== undefined,
    ).length;
    const isNamesake = [ref.name, ref.name.replace(/-(?:svc|service)$/, "")].some(
      (name) => workloadOf(view, pod.ref).name === name,
    );
    return { pod, score: right * 2 + close + (isNamesake ? 3 : 0) };
  });
  return scored.filter((one) => one.score > 0).sort((left, right) => right.score - left.score)[0]?.pod;
};

const likely = (
  view: ClusterView,
  { ref, service, pods, endpoints, selector, isSure, areChosen }: Backing,
): Draft | undefined => {
  const ready = pods.filter((pod) => pod.health === "healthy");
  if (
    isSure ||
    areChosen ||
    isPortless(view, ref) ||
    ready.length === 0 ||
    ready.length < pods.length ||
    (selector.size > 0 && service && pods.length > 0 && labelsOf(pods[0]!.object!).size > 0)
  )
    return undefined;
  return {
    object: ref,
    confidence: "likely",
    summary: `${nameOf(ref)} has no endpoints although ${ready.length} pod${ready.length > 1 ? "s" : ""} named like it run and are ready (${ready[0]!.ref.name}): its selector${selector.size > 0 ? ` ${printSelector(selector)}` : ""} most likely does not match their labels.`,
    evidence: [endpoints.line, ready[0]!.line, service?.cite("spec", "selector")],
    related: ready.map((pod) => pod.ref),
    next: [
      ...describe(ref, "Shows its selector."),
      ...list("pods", ref.namespace, "Shows the labels of the pods.", "--show-labels"),
    ],
    fix: fixByHand(
      "Make the Service's selector match the labels of the pods.",
      list("endpoints", ref.namespace, "Shows whether the Service has endpoints now."),
    ),
  };
};

const withoutEndpoints = defineRule(
  {
    code: "service-without-endpoints",
    title: "Service without endpoints",
    about:
      "No ready pod stands behind the Service, so connections to it are refused or time out. Either it selects nothing, or what it selects is not ready.",
    reads: ["Service", "Endpoints", "Pod"],
    explains: symptoms,
  },
  function* (view) {
    for (const backing of backings(view)) {
      if (!isEmpty(backing) || hasOwnEndpoints(backing) || keepsRecords(backing.service)) continue;
      const failing = backing.pods.filter((pod) => pod.health === "failing" || pod.health === "starting");
      const why =
        failing.length > 0
          ? `the ${failing.length} pod${failing.length > 1 ? "s" : ""} behind it ${failing.length > 1 ? "are" : "is"} not ready (${failing[0]!.ref.name}: ${failing[0]!.status})`
          : backing.pods.length === 0 && backing.isSure
            ? "no pod matches its selector"
            : "no ready pod stands behind it";
      yield {
        object: backing.ref,
        severity: backing.endpoints.state === "unknown" ? "warning" : "critical",
        summary: `${nameOf(backing.ref)} has no endpoints${backing.selector.size > 0 ? ` for its selector ${printSelector(backing.selector)}` : ""}: ${why}.`,
        evidence: [backing.endpoints.line, failing[0]?.line, backing.service?.cite("spec", "selector")],
        related: unique([...failing.map((pod) => pod.ref), ...backing.pods.map((pod) => workloadOf(view, pod.ref))]),
        next:
          failing.length > 0
            ? describe(failing[0]!.ref, "Shows why the pod is not ready.")
            : [
                ...describe(backing.ref, "Shows its selector and ports."),
                ...list("pods", backing.ref.namespace, "Shows the pods and their labels.", "--show-labels"),
              ],
      };
    }
  },
);

/** Without a selector somebody else fills in its endpoints. */
const hasOwnEndpoints = ({ service, selector }: Backing): boolean =>
  service !== undefined && selector.size === 0 && service.sources.has("object");

/** Why a Service does not lead anywhere. */
export const serviceRules: readonly Rule[] = [selectorMismatch, withoutEndpoints];
