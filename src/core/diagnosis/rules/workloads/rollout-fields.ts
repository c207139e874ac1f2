import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand, fixWith, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms, podSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { listAt, numberAt, textAt } from "../../objects/fields.ts";
import { isRow } from "../../objects/is-row.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { inNamespace, suggest } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { podsUnder } from "../../workloads/pod-specs.ts";
import type { PodReading } from "../../workloads/pods.ts";

/** A Deployment whose rollout is under way: pods of its newer ReplicaSet beside those of the older one. */
type Overlap = {
  readonly deployment: ObservedObject;
  readonly young: readonly PodReading[];
  readonly old: readonly PodReading[];
};

const setOf = (view: ClusterView, pod: PodReading): string => ownersOf(view, pod.ref)[0]?.name ?? "";

/** The pods that do not come up are the newer ones where those of another ReplicaSet run and are ready. */
const overlaps = (view: ClusterView): readonly Overlap[] =>
  view.of("Deployment").flatMap((deployment) => {
    if (isRow(deployment)) return [];
    const pods = podsUnder(view, deployment.ref);
    const old = pods.filter(({ health }) => health === "healthy");
    const sets = new Set(old.map((pod) => setOf(view, pod)));
    const young = pods.filter(
      (pod) => pod.health !== "healthy" && pod.health !== "done" && !sets.has(setOf(view, pod)),
    );
    return old.length > 0 && young.length > 0 ? [{ deployment, young, old }] : [];
  });

const isRolling = ({ fields }: ObservedObject): boolean =>
  /^(?:RollingUpdate)?$/.test(textAt(fields, "spec", "strategy", "type"));

/** The line of the strategy, or where none was written the Deployment's own. */
const citeStrategy = (deployment: ObservedObject, ...field: readonly string[]): Line =>
  textAt(deployment.fields, "spec", "strategy", "type") === "" && field.length === 0
    ? deployment.cite("spec")
    : deployment.cite("spec", "strategy", ...(field.length === 0 ? ["type"] : ["rollingUpdate", ...field]));

/** Claims that one node at a time may use, as far as their access modes are shown. */
const singleClaims = (
  view: ClusterView,
  { ref, fields }: ObservedObject,
): readonly { readonly name: string; readonly volume: string }[] =>
  listAt(fields, "spec", "template", "spec", "volumes").flatMap((volume) => {
    const name = textAt(volume, "persistentVolumeClaim", "claimName");
    const claim =
      name === ""
        ? undefined
        : view.object({ kind: "PersistentVolumeClaim", ...(ref.namespace ? { namespace: ref.namespace } : {}), name });
    const modes = `${listAt(claim?.fields, "spec", "accessModes").join(",")},${listAt(claim?.fields, "status", "accessModes").join(",")},${claim?.printed.get("ACCESS MODES")?.value ?? ""}`;
    return name === "" || /RWX|ReadWriteMany|ROX|ReadOnlyMany/.test(modes)
      ? []
      : [{ name, volume: textAt(volume, "name") }];
  });

const isLocked =
  /(?:acquire|obtain|get|take|held|holds?)\b[^\n]{0,40}\block\b|\block(?:ed|ing)?\b[^\n]{0,60}(?:held|in use|another (?:process|instance)|temporarily unavailable|already)|LOCK: |already (?:in use|running|locked|open)|database is locked|another (?:instance|process)/i;

/** What a pod of the new revision says or suffers because the old one still has the volume. */
const heldBy = (view: ClusterView, young: readonly PodReading[]): Line | undefined => {
  for (const pod of young) {
    const event = pod.events.find(({ message }) => /Multi-Attach/.test(message));
    if (event) return event.line;
    const said = logsOfView(view)
      .filter((log) => keyOf(log.object) === keyOf(pod.ref))
      .flatMap((log) => log.templates)
      .find(({ last, level }) => level !== "info" && isLocked.test(last.text));
    if (said) return said.last;
  }
  return undefined;
};

const sharedVolume = defineRule(
  {
    code: "rolling-update-shares-volume",
    title: "Rolling update while the old pod holds the volume",
    about:
      "A Deployment with strategy RollingUpdate starts the new pod before the old one has gone, and both want a volume that one node (or one process) can have at a time. The new pod waits for the old one, which waits for the new one; strategy Recreate ends the old one first.",
    reads: ["Deployment", "Pod", "PersistentVolumeClaim", "events", "logs"],
    explains: [
      "volume-multi-attach",
      "volume-mount-timeout",
      "volume-attach-failed",
      "database-locked",
      "stale-lock-file",
      "data-directory-occupied",
      "permission-denied",
      ...crashSymptoms,
    ],
  },
  function* (view) {
    for (const { deployment, young, old } of overlaps(view)) {
      const claim = singleClaims(view, deployment)[0];
      const line = claim && isRolling(deployment) ? heldBy(view, young) : undefined;
      if (!claim || !line) continue;
      const { ref } = deployment;
      yield {
        object: ref,
        confidence: "likely",
        summary: `${nameOf(ref)} has strategy RollingUpdate and one volume (claim ${claim.name}, for one node at a time): the new Pod ${young[0]!.ref.name} needs it while the old Pod ${old[0]!.ref.name} still holds it, and the old one only goes when the new one is ready.`,
        evidence: [
          citeStrategy(deployment),
          deployment.cite("spec", "template", "spec", "volumes", claim.volume, "persistentVolumeClaim", "claimName"),
          line,
          old[0]!.line,
        ],
        related: unique([...young, ...old].map((pod) => pod.ref)),
        fix: fixWith(
          "Set the strategy to Recreate (the old pod ends first, with a short outage), or use a volume with ReadWriteMany.",
          suggest(
            [
              "patch",
              "deployment",
              ref.name,
              ...inNamespace(ref),
              `--patch='{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'`,
            ],
            "Ends the old pod before the new one starts.",
          ),
          verifyRollout(view, ref),
        ),
      };
    }
  },
);

/** How many pods a bound of the strategy is: percentages of maxUnavailable are rounded down, those of maxSurge up. */
const boundOf = (
  { fields }: ObservedObject,
  field: "maxSurge" | "maxUnavailable",
): { readonly printed: string; readonly count: number } => {
  const printed = textAt(fields, "spec", "strategy", "rollingUpdate", field) || "25%";
  const replicas = numberAt(fields, "spec", "replicas") ?? 1;
  if (!printed.endsWith("%")) return { printed, count: Number(printed) };
  const part = (replicas * Number.parseFloat(printed)) / 100;
  return { printed: `${printed} of ${replicas}`, count: field === "maxSurge" ? Math.ceil(part) : Math.floor(part) };
};

/** What only the old pod's end would free: a port of the node, a device, its place beside none of its kind. */
const freedByOld = /free ports|anti-affinity|Insufficient (?!cpu|memory|ephemeral)[\w.-]+\/[\w.-]+/;

const withoutRoom = defineRule(
  {
    code: "surge-without-room",
    title: "Rolling update needs room for one pod more",
    about:
      "The strategy lets no pod go before a new one is ready (maxUnavailable 0, or a percentage that rounds down to 0), and the new one finds no node: a host port, a device or its anti-affinity is taken by the very pods that it shall replace.",
    reads: ["Deployment", "Pod", "events"],
    explains: [
      "host-port-taken",
      "pod-anti-affinity-unsatisfied",
      "insufficient-device",
      "unschedulable",
      "not-scheduled",
      ...podSymptoms,
    ],
  },
  function* (view) {
    for (const { deployment, young, old } of overlaps(view)) {
      const { ref } = deployment;
      const found = young.flatMap((pod) =>
        pod.events.filter(({ reason, message }) => reason === "FailedScheduling" && freedByOld.test(message)),
      )[0];
      const unavailable = boundOf(deployment, "maxUnavailable");
      if (!found || !isRolling(deployment) || unavailable.count !== 0) continue;
      yield {
        object: ref,
        confidence: "likely",
        summary: `${nameOf(ref)} lets no old pod go before a new one is ready (maxUnavailable ${unavailable.printed}${unavailable.printed.includes("%") ? " rounds down to 0" : ""}), and the new Pod ${young[0]!.ref.name} finds no room beside the old ones (${freedByOld.exec(found.message)![0]}).`,
        evidence: [citeStrategy(deployment, "maxUnavailable"), found.line, old[0]!.line],
        related: unique([...young, ...old].map((pod) => pod.ref)),
        fix: fixByHand(
          "Set maxSurge to 0 and maxUnavailable to 1, so that an old pod makes room first.",
          verifyRollout(view, ref),
        ),
      };
    }
  },
);

const calls = ["dependency-unreachable", "gateway-failing", "call-refused", "call-timed-out"];

/** Why no pod of a Deployment is left while it is rolled out: the field, and what is said of it. */
const emptiedBy = (deployment: ObservedObject): { readonly line: Line; readonly said: string } | undefined => {
  if (textAt(deployment.fields, "spec", "strategy", "type") === "Recreate")
    return {
      line: deployment.cite("spec", "strategy", "type"),
      said: "has strategy Recreate, which ends all old pods before it starts new ones",
    };
  const { printed, count } = boundOf(deployment, "maxUnavailable");
  const replicas = numberAt(deployment.fields, "spec", "replicas") ?? 1;
  if (replicas === 0 || count < replicas || !isRolling(deployment)) return undefined;
  return {
    line: citeStrategy(deployment, "maxUnavailable"),
    said: `may have ${printed} of its ${replicas} replica${replicas === 1 ? "" : "s"} unavailable (maxUnavailable), which is all of them`,
  };
};

const emptied = defineRule(
  {
    code: "rollout-leaves-none",
    title: "Rollout leaves no pod to serve",
    about:
      "While the Deployment is rolled out there is no pod that serves, because its strategy is Recreate or its maxUnavailable is as large as its replicas. Callers get errors for as long as new pods start.",
    reads: ["Deployment", "events", "logs"],
    explains: [...calls, "connection-broken", "service-without-endpoints", "deployment-unavailable"],
  },
  function* (view) {
    for (const deployment of view.of("Deployment").filter((one) => !isRow(one))) {
      const { ref } = deployment;
      const why = emptiedBy(deployment);
      const scaled = view
        .eventsOf(ref)
        .find(
          ({ reason, message }) =>
            reason === "ScalingReplicaSet" && /[Ss]caled down replica set \S+ (?:from \d+ )?to 0/.test(message),
        );
      const failed =
        why && scaled
          ? logStatements(view).filter(
              ({ cause, about, log, target }) =>
                calls.includes(cause.code) &&
                log.object.name !== ref.name &&
                (about.related.some((one) => one.name === ref.name && one.namespace === ref.namespace) ||
                  target?.host.split(".")[0] === ref.name),
            )
          : [];
      if (!why || !scaled || failed.length === 0 || podsUnder(view, ref).some(isFailing)) continue;
      yield {
        object: ref,
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(ref)} ${why.said}: during its rollout nobody served, and calls of ${nameOf(failed[0]!.log.object)} failed.`,
        evidence: [why.line, scaled.line, failed[0]!.template.last],
        related: unique(failed.map(({ log }) => log.object)),
        fix: fixByHand(
          "Use RollingUpdate with maxUnavailable 0 and maxSurge 1, and a readiness probe.",
          verifyRollout(view, ref),
        ),
      };
    }
  },
);

/** Its new pods do not start: that is why nobody serves. */
const isFailing = ({ health }: PodReading): boolean => health === "failing";

/** Rollouts that their own settings hold up. */
export const rolloutFieldRules: readonly Rule[] = [sharedVolume, withoutRoom, emptied];
