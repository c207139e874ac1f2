import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { isListedWithout } from "../../workloads/pods.ts";

/** Commands that print whom a member of a cluster takes for its members. */
const asksMembers =
  /\brs\.(?:conf|config|status|hello)\b|replSetGet(?:Config|Status)|system\.replset|\bmember list\b|\bcluster (?:nodes|slots|shards|info)\b|\bsentinel (?:masters?|replicas|slaves)\b|replication_group_members|wsrep_\w{0,20}address|zoo\.cfg\S{0,20}|cluster_status|_cat\/(?:nodes|master)|operator raft list-peers|consul members/i;

/** What members and clients say when there is nobody who leads. */
const leaderless =
  /ReplicaSetNoPrimary|\bRSGhost\b|no primary|NoPrimary|PrimarySteppedDown|InvalidReplicaSetConfig|not a member of it|NotYetInitialized|no (?:leader|master)\b|etcdserver: no leader|CLUSTERDOWN|No reachable node|lost quorum|no quorum|leader not (?:available|found)|master_not_discovered|could not (?:find|elect) (?:a )?(?:primary|leader|master)|server selection (?:error|timeout)/i;

const elsewhere = defineRule(
  {
    code: "members-under-other-names",
    title: "Cluster looks for its members under other names",
    about:
      "The configuration that a clustered store keeps on its volumes (rs.conf() of MongoDB, the member list of etcd, CLUSTER NODES of Redis, zoo.cfg) lists its members under host names of another namespace or Service, mostly as the volumes were moved, copied or restored. The members find neither themselves nor each other, and no primary or leader is elected.",
    reads: ["logs", "Pod", "Service"],
    explains: [
      "member-rejected",
      "name-not-resolved",
      "dependency-unreachable",
      "call-timed-out",
      "server-read-only",
      "application-error",
      "uncaught-exception",
      "gateway-failing",
    ],
  },
  function* (view) {
    const lost = leaderlessIn(view);
    const told = new Set<string>();
    for (const log of logsOfView(view)) {
      const names = log.evidence < 0 && asksMembers.test(log.tail[0]?.command ?? "") ? membersIn(log) : [];
      const strange = names.filter((one) => isStrange(view, log.object, one));
      const first = strange[0];
      const space = log.object.namespace ?? "default";
      const suffering = lost.filter(({ ref }) => ref.namespace === space);
      if (first === undefined || strange.length * 2 <= names.length || suffering.length === 0 || told.has(space))
        continue;
      told.add(space);
      const others = new Set(strange.map(({ host }) => host)).size - 1;
      const wrong =
        first.space === space ? `of a Service "${first.service}" that does not exist` : `of namespace ${first.space}`;
      yield {
        object: log.object,
        confidence: first.space === space ? "likely" : "confirmed",
        summary: `The cluster configuration that ${nameOf(log.object)} has on its volume lists its members under other host names, ${first.host}${others > 0 ? ` and ${others} more` : ""}, ${wrong}, while its pods run in namespace ${space}: the members find neither themselves nor each other, and no primary or leader is elected.`,
        evidence: [...strange.slice(0, 2).map(({ line }) => line), ...suffering.slice(0, 2).map(({ line }) => line)],
        related: unique([
          ...ownersOf(view, log.object),
          ...suffering.flatMap(({ ref }) => [ref, ...ownersOf(view, ref)]),
        ]),
        fix: fixByHand(
          `Write the host names of namespace ${space} into the members' configuration by force (MongoDB: rs.reconfig(config, {force: true}), after a start without the replica set where it is refused), or let the old names resolve here.`,
          list("pods", space, "Shows whether the members are ready."),
        ),
      };
    }
  },
);

type Member = { readonly host: string; readonly service: string; readonly space: string; readonly line: Line };

/** Names of pods behind a governing Service: `db-0.db.shop.svc.cluster.local`. */
const membersIn = (log: LogReading): readonly Member[] =>
  log.tail.flatMap((line) =>
    [
      ...line.text
        .slice(0, 4000)
        .matchAll(
          /\b([a-z0-9][\w-]{0,62})\.([a-z0-9][\w-]{0,62})\.([a-z0-9][\w-]{0,62})(?:\.svc\b(?:\.[a-z][\w.-]{0,80})?|(?<=-\d{1,3}\.[\w-]{1,63}\.[\w-]{1,63})(?=:\d))/g,
        ),
    ].map(([host, , service, space]) => ({ host: host!, service: service!, space: space!, line })),
  );

const isStrange = (view: ClusterView, pod: ObjectRef, { service, space }: Member): boolean =>
  pod.namespace !== undefined &&
  (space !== pod.namespace || isListedWithout(view, { kind: "Service", namespace: space, name: service }));

/** Who says that nobody leads, or does not resolve the names. */
const leaderlessIn = (view: ClusterView): readonly { readonly ref: ObjectRef; readonly line: Line }[] => [
  ...logsOfView(view).flatMap(({ object, tail }) => {
    const line = tail.findLast(({ text }) => leaderless.test(text.slice(0, 4000)));
    return line === undefined ? [] : [{ ref: object, line }];
  }),
  ...logStatements(view)
    .filter(({ cause, target }) => cause.code === "name-not-resolved" && target?.host.includes(".svc"))
    .map(({ log, template }) => ({ ref: log.object, line: template.last })),
];

/** Under which names members of a cluster look for each other. */
export const memberNameRules: readonly Rule[] = [elsewhere];
