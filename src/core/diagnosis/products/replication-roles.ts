import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { type LogReading, logsOfView } from "../logs/logs-of-view.ts";
import { linesOf } from "../logs/timings.ts";
import { entriesAt, textAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { nameOf } from "../objects/name-object.ts";
import { isSelected, labelsOf } from "../objects/relations.ts";
import { podsOf } from "../workloads/pods.ts";

/** A pod of a store that is a replica by its own words: it takes no writes. */
export type Replica = {
  readonly pod: ObjectRef;
  readonly line: Line;
  /** Whose replica it is: the pod, where one is known by that name or address, else the host; undefined where not said. */
  readonly of: ObjectRef | string | undefined;
  /** The line that names the one that takes the writes. */
  readonly named: Line | undefined;
};

type Known = {
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly (Line | undefined)[];
};

/** What a client gets as the role of a server that it asks. */
const isReplica =
  /^\s*role:\s*(?:slave|replica)\b|^\s*pg_is_in_recovery\s*$|\brole["']?[:=]\s*["']?(?:slave|replica|standby|secondary)\b|"ismaster"\s*:\s*false|"stateStr"\s*:\s*"SECONDARY"/i;

/** What servers write when they become a replica: MySQL group replication, PostgreSQL, Patroni, Redis, MongoDB. */
const becomesReplica =
  /working as (?:a )?secondary member|\bentering standby mode\b|ready to accept read[- ]only connections|started streaming WAL from primary|I am (?:\([\w.-]{1,100}\), )?a secondary\b|\b(?:REPLICAOF|SLAVEOF) \S{1,253} enabled|Connecting to MASTER \S{1,253}|Before turning into a (?:replica|slave)|Transition to SECONDARY|"newState":\s?"SECONDARY"|transition to SECONDARY/;
const becomesPrimary =
  /working as (?:a )?primary member|selected new timeline|(?:database system is )?ready to accept connections(?! )|received promote request|I am (?:\([\w.-]{1,100}\), )?(?:the )?(?:leader|a primary)\b|the leader with the lock|MASTER MODE enabled|[Tt]ransition to PRIMARY|"newState":\s?"PRIMARY"|Setting super_read_only=OFF/;

const ofMaster =
  /^\s*master_host:\s*([\w.-]{1,253})|\bprimary_conninfo\b[^\n]{0,80}host=([\w.-]{1,253})|\bprimary member address ([\w.-]{1,253})|following a leader \(([\w.-]{1,253})\)|Connecting to MASTER ([\w.-]{1,253})|\bREPLICAOF ([\w.-]{1,253}):\d/;

/** Pods that say that they are a replica, to a client that asks or in their own log, whose last word on it counts. */
export const replicasIn = memo((view: ClusterView): readonly Replica[] =>
  logsOfView(view)
    .filter(({ object }) => object.kind !== "Log")
    .flatMap((log) => {
      const lines = log.evidence < 0 ? log.tail : linesOf(view, log).slice(-500);
      const line = log.evidence < 0 ? lines.find(({ text }) => isReplica.test(text)) : lastRole(log, lines);
      if (line === undefined) return [];
      const named = lines.findLast(({ text }) => ofMaster.test(text));
      const host = ofMaster.exec(named?.text ?? "")?.find((group, at) => at > 0 && group !== undefined);
      const of = host === undefined ? undefined : (podAtAddress(view, host) ?? host);
      return [{ pod: log.object, line, of, named }];
    }),
);

const lastRole = ({ previous }: LogReading, lines: readonly Line[]): Line | undefined => {
  if (previous) return undefined;
  const last = lines.findLast(({ text }) => becomesReplica.test(text) || becomesPrimary.test(text));
  return last !== undefined && becomesReplica.test(last.text) ? last : undefined;
};

/** Which server of a store is a replica by its own words, whose it is, and which Service leads to it all the same. */
export const replicaIn = (view: ClusterView, namespace: string | undefined): Known | undefined => {
  const found = replicasIn(view).find(({ pod }) => pod.namespace === namespace);
  if (found === undefined) return undefined;
  const { pod, of, line } = found;
  const service = soleServicesOf(view, pod)[0];
  return {
    note: `; ${pod.kind} ${pod.name} is a replica${of === undefined ? "" : ` of ${typeof of === "string" ? of : of.name}`} now${service ? `, and ${nameOf(service.ref)} still leads to it (selector ${selectorText(service)})` : ""}`,
    related: [pod, ...(service ? [service.ref] : []), ...(typeof of === "object" ? [of] : [])],
    evidence: [line, service?.cite()],
  };
};

const podAtAddress = (view: ClusterView, host: string): ObjectRef | undefined =>
  podsOf(view).find(
    ({ ref, object }) => ref.name === host.split(".")[0] || textAt(object?.fields, "status", "podIP") === host,
  )?.ref;

/** Services that select this one pod by its name, or by labels that no other shown pod carries. */
export const soleServicesOf = (view: ClusterView, pod: ObjectRef): readonly ObservedObject[] =>
  view
    .of("Service")
    .filter(({ ref }) => ref.namespace === pod.namespace)
    .filter((service) => {
      const selector = entriesAt(service.fields, "spec", "selector");
      const name = selector.get(podNameLabel);
      if (name !== undefined) return name === pod.name;
      const chosen = podsOf(view).filter(({ object }) => object && isSelected(selector, labelsOf(object)));
      return chosen.length === 1 && chosen[0]!.ref.name === pod.name;
    });

/** The label with which a StatefulSet marks each pod by its own name. */
export const podNameLabel = "statefulset.kubernetes.io/pod-name";

export const selectorText = (service: ObservedObject): string =>
  [...entriesAt(service.fields, "spec", "selector")].map(([key, value]) => `${key}=${value}`).join(",");
