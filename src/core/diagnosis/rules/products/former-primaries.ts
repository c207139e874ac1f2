import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand, fixWith } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Fix, Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { entriesAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { inNamespace, list, suggest } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import {
  podNameLabel,
  type Replica,
  replicasIn,
  selectorText,
  soleServicesOf,
} from "../../products/replication-roles.ts";

const leads = defineRule(
  {
    code: "service-leads-to-replica",
    title: "Service for writes leads to a replica",
    about:
      "A Service whose clients write selects one pod of a store, by its fixed name or by a label that does not follow the role, and after a failover that pod is a replica, as it says itself: it answers reads and refuses writes. Not of a Service that serves reads.",
    reads: ["Service", "Pod", "logs"],
    explains: ["server-read-only", "application-error", "uncaught-exception", "data-rights-missing"],
  },
  function* (view) {
    for (const replica of replicasIn(view)) {
      const refused = logStatements(view).filter((one) => isRefusedWrite(one) && one.log.object !== replica.pod);
      const service = soleServicesOf(view, replica.pod).find((one) => isForWrites(one, replica, refused));
      if (service !== undefined) yield draftOf(view, { service, replica, refused });
    }
  },
);

const isRefusedWrite = ({ cause }: LogStatement): boolean => cause.code === "server-read-only";

/** It is called after the primary, or is what the client names that is refused; each pod may have a Service of its own beside it. */
const isForWrites = ({ ref }: ObservedObject, { pod }: Replica, refused: readonly LogStatement[]): boolean => {
  if (forReads.test(ref.name)) return false;
  if (forWrites.test(ref.name)) return true;
  return refused.some(({ target, about, log }) => {
    const services = about.related.filter(({ kind }) => kind === "Service");
    const isTold = target !== undefined || services.length > 0;
    return isTold
      ? target?.host.split(".")[0] === ref.name ||
          services.some(({ name, namespace }) => name === ref.name && namespace === ref.namespace)
      : log.object.namespace === ref.namespace && ref.name !== pod.name && !ofOnePod.test(ref.name);
  });
};

const forWrites = /(?:^|[-.])(?:primary|master|leader|writer?s?|writes|rw|main|source)(?:$|[-.])/;
const forReads =
  /(?:^|[-.])(?:replicas?|slaves?|readers?|reads?|read-?only|ro|secondary|secondaries|standby|followers?|backup)(?:$|[-.])/;

/** Services that every pod of a set has, or that serve no clients of the store. */
const ofOnePod = /-\d{1,3}(?:$|-)|metrics|exporter|headless/;

type Led = { readonly service: ObservedObject; readonly replica: Replica; readonly refused: readonly LogStatement[] };

const draftOf = (view: ClusterView, { service, replica, refused }: Led): Draft => {
  const { pod, of, line, named } = replica;
  const primary = of === undefined ? undefined : typeof of === "string" ? of : of.name;
  const said = refused[0];
  const isByName = entriesAt(service.fields, "spec", "selector").has(podNameLabel);
  return {
    object: service.ref,
    confidence: said === undefined ? "likely" : "confirmed",
    summary: `${nameOf(service.ref)} leads writes to ${nameOf(pod)}, which is only a replica now (secondary, read-only)${primary ? `, while ${primary} is the primary` : ""}: its selector ${isByName ? "names this one pod" : "chooses this one pod and does not follow the role"} (${selectorText(service)})${said ? `, so that the writes of ${nameOf(workloadOf(view, said.log.object))} are refused (${said.match[0].slice(0, 80)})` : ", so that writes are refused"}.`,
    evidence: [service.cite("spec", "selector", podNameLabel), line, named, said?.template.last],
    related: unique([
      pod,
      ...(typeof of === "object" ? [of] : []),
      ...refused.flatMap(({ log }) => [log.object, ...ownersOf(view, log.object)]),
    ]),
    fix: mendOf(service, typeof of === "object" && isByName ? of.name : undefined),
  };
};

const mendOf = ({ ref }: ObservedObject, primary: string | undefined): Fix => {
  const verify = list("endpoints", ref.namespace, "Shows to which pod each Service leads.");
  const lasting =
    "select by a label that follows the role (set by the operator or a sidecar), or use the store's router";
  return primary === undefined
    ? fixByHand(`Let ${nameOf(ref)} lead to the primary: ${lasting}.`, verify)
    : fixWith(
        `Let ${nameOf(ref)} lead to ${primary} for now; for good, ${lasting}.`,
        suggest(
          [
            "patch",
            "service",
            ref.name,
            ...inNamespace(ref),
            `--patch='{"spec":{"selector":{"${podNameLabel}":"${primary}"}}}'`,
          ],
          "Leads it to the pod that takes writes now.",
        ),
        verify,
      );
};

/** Writes that end at who does not take them any more. */
export const formerPrimaryRules: readonly Rule[] = [leads];
