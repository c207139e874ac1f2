import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { type Backing, backings } from "../backings.ts";
import { defineRule } from "../define-rule.ts";
import { endpointAddresses } from "../endpoints-of.ts";
import { listAt, textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { fixByHand } from "../fixes.ts";
import { logStatements } from "../log-statements.ts";
import { keyOf, nameOf } from "../name-object.ts";
import { podSpecsOf, specContainersOf } from "../pod-specs.ts";
import type { PodReading } from "../pods.ts";
import { describe, list } from "../reads.ts";
import { labelsOf, unique, workloadOf } from "../relations.ts";

/** What sets apart two workloads of one application that share a Service on purpose. */
const variants =
  /(?:^|-)(?:canary|stable|primary|baseline|blue|green|preview|active|next|new|old|beta|alpha|experiment|spot|on-?demand|arm64|amd64|x86|v?\d+(?:[.-]\d+)*|[a-d]|az\d|zone-?\w|(?:eu|us|ap)-\w+-\d\w?|master|slave|leader|follower|read|write|replica|secondary|reserved|large|small|gpu|cpu)(?=-|$)/g;

const stemOf = (name: string): string => name.replaceAll(variants, "").replaceAll(/^-|-$/g, "");

type Member = { readonly workload: ObjectRef; readonly pod: PodReading };

/** The workloads that get the traffic of a Service: by its selector and the labels of pods, else by the addresses of its endpoints. */
const membersOf = (view: ClusterView, backing: Backing): readonly Member[] => {
  const addresses = new Set(endpointAddresses(view, backing.ref));
  const isServed = (pod: PodReading) =>
    pod.object !== undefined &&
    ((backing.selector.size > 0 && labelsOf(pod.object).size > 0) ||
      addresses.has(pod.object.printed.get("IP")?.value ?? textAt(pod.object.fields, "status", "podIP")));
  const members = new Map<string, Member>();
  for (const pod of backing.pods) {
    const workload = workloadOf(view, pod.ref);
    if (pod.health === "healthy" && isServed(pod) && workload.kind !== "Pod" && !members.has(keyOf(workload)))
      members.set(keyOf(workload), { workload, pod });
    if (pod.health === "healthy" && isServed(pod) && workload.kind === "Pod") {
      const set = { ...workload, kind: "StatefulSet", name: workload.name.replace(/-\d{1,4}$/, "") };
      if (set.name !== workload.name && !members.has(keyOf(set))) members.set(keyOf(set), { workload: set, pod });
    }
  }
  return [...members.values()];
};

const isNamesake = (service: ObjectRef, workload: ObjectRef): boolean =>
  [service.name, service.name.replace(/-(?:svc|service|headless|http|api)$/, "")].includes(workload.name);

const failed = new Set(["dependency-unreachable", "gateway-failing", "call-refused", "missing-database-object"]);

/** Calls to the Service fail: two workloads behind it that share no name with it are no proof by themselves. */
const isComplainedOf = (view: ClusterView, service: ObjectRef): boolean =>
  logStatements(view).some(
    ({ cause, about }) => failed.has(cause.code) && about.related.some((one) => keyOf(one) === keyOf(service)),
  );

/** The workload declares the port that the Service sends to; where no ports are shown, what serves by its name does. */
const declares = (view: ClusterView, { service }: Backing, { workload, pod }: Member): boolean => {
  const wanted = listAt(service?.fields, "spec", "ports").map(
    (port) => textAt(port, "targetPort") || textAt(port, "port"),
  );
  const shown = podSpecsOf(view, pod.ref)
    .flatMap((spec) => specContainersOf(spec))
    .flatMap(({ spec }) => listAt(spec, "ports"));
  return shown.length > 0
    ? shown.some((port) => wanted.includes(textAt(port, "containerPort")) || wanted.includes(textAt(port, "name")))
    : !/(?:^|-)(?:workers?|jobs?|cron|batch|consumers?|migrat\w*|sidekiq|celery|beat|scheduler|exporter|redis|postgres|mysql|mongo|db|cache|queue)(?:-|$)/.test(
        workload.name,
      );
};

const mixed = defineRule(
  {
    code: "service-selects-others",
    title: "Service selects pods of another workload",
    about:
      "The Service's selector is so wide that it also matches pods of another workload (a worker, another database). A part of the requests goes to pods that do not serve them: errors come and go with the pod that is hit.",
    reads: ["Service", "Endpoints", "Pod"],
    explains: ["dependency-unreachable", "gateway-failing", "call-refused", "missing-database-object"],
  },
  function* (view) {
    for (const backing of backings(view)) {
      const members = membersOf(view, backing);
      const own =
        members.find((one) => isNamesake(backing.ref, one.workload)) ??
        (isComplainedOf(view, backing.ref) ? members.find((one) => declares(view, backing, one)) : undefined);
      const others = members.filter(
        (one) => own && one !== own && stemOf(one.workload.name) !== stemOf(own.workload.name),
      );
      const other = others[0];
      if (own === undefined || other === undefined || members.length > 4) continue;
      const { ref, service, selector } = backing;
      const asked = [...selector].map(([key, value]) => `${key}=${value}`).join(",");
      yield {
        object: ref,
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(ref)} also sends requests to pods of ${others
          .map((one) => nameOf(one.workload))
          .slice(0, 2)
          .join(
            ", ",
          )} (${other.pod.ref.name}), not only to those of ${own.workload.name}: its selector${asked ? ` ${asked}` : ""} matches both, so a part of the requests reaches a program that does not serve them.`,
        evidence: [
          service?.cite("spec", "selector"),
          backing.endpoints.line,
          other.pod.object?.printed.get("LABELS")?.line ?? other.pod.line,
          own.pod.object?.printed.get("LABELS")?.line ?? own.pod.line,
        ],
        related: unique([own.workload, ...others.flatMap((one) => [one.workload, one.pod.ref])]),
        next: [
          ...describe(ref, "Shows its selector and endpoints."),
          ...list(
            "pods",
            ref.namespace,
            "Shows the labels that the pods have in common, and those that tell them apart.",
            "--show-labels",
          ),
        ],
        fix: fixByHand(
          `Add a label to the selector of ${nameOf(ref)} that only pods of ${own.workload.name} have.`,
          describe(ref, "Shows which endpoints are left."),
        ),
      };
    }
  },
);

/** Services whose selector is wider than what they are for. */
export const sharedSelectorRules: readonly Rule[] = [mixed];
