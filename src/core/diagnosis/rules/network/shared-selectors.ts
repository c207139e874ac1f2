import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { type Backing, backings } from "../../network/backings.ts";
import {
  declaresPort,
  isVariantOf,
  listensElsewhere,
  type Member,
  membersBehind,
} from "../../network/members-behind.ts";
import { partlyRefused } from "../../network/partly-refused.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";
import { unique } from "../../objects/relations.ts";

const isNamesake = (service: ObjectRef, workload: ObjectRef): boolean =>
  [service.name, service.name.replace(/-(?:svc|service|headless|http|api)$/, "")].includes(workload.name);

const failed = new Set(["dependency-unreachable", "gateway-failing", "call-refused", "missing-database-object"]);

/** Calls to the Service fail: two workloads behind it that share no name with it are no proof by themselves. */
const isComplainedOf = (view: ClusterView, service: ObjectRef): boolean =>
  logStatements(view).some(
    ({ cause, about }) => failed.has(cause.code) && about.related.some((one) => keyOf(one) === keyOf(service)),
  );

/** The workload that the Service is for: by its name, else the one that has the port where calls fail or another listens elsewhere. */
const ownOf = (view: ClusterView, backing: Backing, members: readonly Member[]): Member | undefined => {
  const named = members.find((one) => isNamesake(backing.ref, one.workload));
  const isDoubtful =
    isComplainedOf(view, backing.ref) ||
    partlyRefused(view, backing.ref) !== undefined ||
    members.some((one) => listensElsewhere(view, backing, one));
  const able = members.filter((one) => declaresPort(view, backing, one) && !listensElsewhere(view, backing, one));
  const called = able.find((one) => one.workload.name.startsWith(`${backing.ref.name}-`));
  return named ?? (isDoubtful ? (called ?? able[0]) : undefined);
};

const targets = (service: ObservedObject | undefined): string =>
  listAt(service?.fields, "spec", "ports")
    .map((port) => textAt(port, "targetPort") || textAt(port, "port"))
    .join(", ");

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
      const members = membersBehind(view, backing);
      const own = ownOf(view, backing, members);
      const others = members.filter((one) => own && one !== own && !isVariantOf(one.workload, own.workload));
      const other = others[0];
      if (own === undefined || other === undefined || members.length > 4) continue;
      const elsewhere = listensElsewhere(view, backing, other);
      const refused = partlyRefused(view, backing.ref);
      const { ref, service, selector } = backing;
      const asked = [...selector].map(([key, value]) => `${key}=${value}`).join(",");
      yield {
        object: ref,
        severity: refused ? "critical" : "warning",
        confidence: refused && elsewhere ? "confirmed" : "likely",
        summary: `${nameOf(ref)} also sends requests to pods of ${others
          .map((one) => nameOf(one.workload))
          .slice(0, 2)
          .join(
            ", ",
          )} (${other.pod.ref.name}), not only to those of ${own.workload.name}: its selector${asked ? ` ${asked}` : ""} matches both, so a part of the requests reaches a program that does not serve them${elsewhere ? ` (it says that it listens on port ${elsewhere.port}, not on ${targets(service)})` : ""}.`,
        evidence: [
          service?.cite("spec", "selector"),
          backing.endpoints.line,
          elsewhere?.line,
          refused,
          other.pod.object?.printed.get("LABELS")?.line ?? other.pod.line,
          own.pod.object?.printed.get("LABELS")?.line ?? own.pod.line,
        ],
        related: unique([own.workload, ...others.flatMap((one) => [one.workload, one.pod.ref])]),
        next:
          selector.size > 0
            ? []
            : [
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
