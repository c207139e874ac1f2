import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import type { Suggestion } from "../finding.ts";
import { serviceRef } from "../network/service-of-host.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { describe } from "../objects/reads.ts";
import { workloadOf } from "../objects/relations.ts";
import { addressesIn, placeOf, settingsOf } from "../objects/settings.ts";

/** The data store that a workload speaks to, for messages that do not name it. */
export type Store = {
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly Line[];
  readonly next: readonly Suggestion[];
};

type Family = { readonly words: RegExp; readonly port: string };

const families: readonly (readonly [message: RegExp, family: Family])[] = [
  [
    /maxmemory|MISCONF|NOAUTH|READONLY|read[- ]only (?:replica|slave)|issued to a replica|redis|lettuce|jedis|ioredis|max number of clients/i,
    { words: /redis|valkey|cache|session/i, port: "6379" },
  ],
  [
    /mysql|mariadb|using password|1040|Too many connections|--read-only|1290|InnoDB/i,
    { words: /mysql|maria|percona|database|db/i, port: "3306" },
  ],
  [
    /mongo|command \w{1,30} requires authentication|to execute command|NotWritablePrimary|not primary|MongoWait/i,
    { words: /mongo/i, port: "27017" },
  ],
  [
    /elastic|REST request|watermark|circuit_breaking|index \[|FORBIDDEN\//i,
    { words: /elastic|opensearch|search/i, port: "9200" },
  ],
  [/rabbit|amqp|alarm|vhost|blocked/i, { words: /rabbit|amqp|mq|queue/i, port: "5672" }],
  [/etcd/i, { words: /etcd/i, port: "2379" }],
];

/** The names of workloads that others store their data in or send messages through. */
export const storeFamilies: readonly RegExp[] = [
  /(?:^|[-_])(?:redis|valkey|memcached?|cache|mysql|maria(?:db)?|percona|mongo(?:db)?|elastic(?:search)?|es|opensearch|rabbit(?:mq)?|rmq|amqp|mq|queue|broker|kafka|nats|pulsar|activemq|artemis|etcd|postgres(?:ql)?|pg|psql|pgbouncer|db|database|sql|cassandra|clickhouse|minio|vault|influx(?:db)?|zookeeper|zk|emqx|mosquitto|hivemq|mqtt|solr|neo4j|couch(?:db|base)?|scylla|cockroach(?:db)?|keydb|dragonfly|seaweedfs|loki|victoria-?metrics|store)(?:[-_]|\d|$)/i,
];

const relational: Family = { words: /postgres|\bpg|psql|database|db|sql/i, port: "5432" };

/**
 * The Service or workload behind a message of a data store: the one that the workload is configured with, else the one named after
 * it, else the only one of its kind in the namespace.
 */
export const storeOf = (view: ClusterView, from: ObjectRef, message: string): Store | undefined => {
  const family = families.find(([pattern]) => pattern.test(message))?.[1] ?? relational;
  if (from.namespace === undefined || family.words.test(workloadOf(view, from).name)) return undefined;
  return configured(view, from, family) ?? named(view, from, family);
};

const atPort: ReadonlyMap<string, string> = new Map([
  ["3306", "mysql"],
  ["5432", "postgres"],
  ["5672", "amqp"],
  ["6379", "redis"],
  ["9200", "elastic"],
  ["27017", "mongo"],
]);

/** The store behind a bare address of which nothing is known but the port that its kind listens on. */
export const storeAtPort = (view: ClusterView, from: ObjectRef, port: string): Store | undefined => {
  const words = atPort.get(port);
  return words === undefined ? undefined : storeOf(view, from, words);
};

const configured = (view: ClusterView, from: ObjectRef, family: Family): Store | undefined => {
  for (const setting of settingsOf(view, from).filter((one) => one.isOwn || one.owner.kind === "ConfigMap"))
    for (const one of addressesIn(setting)) {
      const isMeant =
        one.port === family.port ||
        family.words.test(one.scheme) ||
        family.words.test(setting.key) ||
        family.words.test(one.host);
      if (!isMeant) continue;
      const ref = serviceRef(view, from, one.host);
      if (ref === undefined) continue;
      return {
        note: `; it talks to ${nameOf(ref)} (${placeOf(setting)})`,
        related: withWorkloads(view, ref),
        evidence: [setting.line],
        next: describe(ref, "Shows which pods stand behind it."),
      };
    }
  return undefined;
};

const named = (view: ClusterView, from: ObjectRef, family: Family): Store | undefined => {
  const services = [
    ...view.of("Service"),
    ...view.of("Endpoints").map((one) => ({ ref: { ...one.ref, kind: "Service" }, fields: undefined })),
  ].filter((one) => one.ref.namespace === from.namespace);
  const stateful = [
    ...view.of("StatefulSet").map((one) => one.ref),
    ...view
      .of("Pod")
      .filter((one) => /-\d{1,3}$/.test(one.ref.name))
      .map((one) => ({ ...one.ref, kind: "StatefulSet", name: one.ref.name.replace(/-\d{1,3}$/, "") })),
  ].filter((ref) => ref.namespace === from.namespace);
  const all = [
    ...services
      .filter((one) => family.words.test(one.ref.name) || portsOf(one.fields).includes(family.port))
      .map((one) => one.ref),
    ...stateful.filter((ref) => family.words.test(ref.name)),
  ];
  const names = [...new Set(all.map((ref) => ref.name))];
  const workload = workloadOf(view, from).name;
  const first = workload.split("-")[0]!;
  const name =
    names.find((one) => one.startsWith(`${workload}-`) || one.endsWith(`-${workload}`)) ??
    (names.length === 1 ? names[0] : names.find((one) => one.startsWith(`${first}-`)));
  const ref = all.find((one) => one.name === name);
  return (
    ref && {
      note: `; ${names.length === 1 ? "the store of its namespace is" : "the store named after it is"} ${nameOf(ref)}`,
      related: withWorkloads(view, ref),
      evidence: [],
      next: describe(ref, "Shows the store's state and limits."),
    }
  );
};

const portsOf = (fields: unknown): readonly string[] =>
  listAt(fields, "spec", "ports").map((port) => textAt(port, "port"));

const withWorkloads = (view: ClusterView, ref: ObjectRef): readonly ObjectRef[] => [
  ref,
  ...["Service", "StatefulSet", "Deployment"]
    .map((kind) => ({ ...ref, kind }))
    .filter(
      (one) =>
        one.kind !== ref.kind &&
        (view.object(one) ||
          (one.kind === "StatefulSet" && view.object({ ...ref, kind: "Pod", name: `${ref.name}-0` }))),
    ),
];

/** A ConfigMap that makes a database refuse writes, where the evidence shows one. */
export const readOnlySetting = (view: ClusterView, from: ObjectRef): Store | undefined => {
  for (const map of view.of("ConfigMap").filter((one) => one.ref.namespace === from.namespace))
    for (const [key, value] of entriesAt(map.fields, "data")) {
      const match = readOnly.exec(`${key}: ${value}`);
      if (match)
        return {
          note: `; ConfigMap ${map.ref.namespace}/${map.ref.name} sets ${match[0].trim().replaceAll(/\s+/g, " ")}`,
          related: [map.ref],
          evidence: [map.cite("data", key)],
          next: [],
        };
    }
  return undefined;
};

const readOnly =
  /\b(?:default_transaction_read_only|super[_-]read[_-]only|read[_-]only|replica-read-only|readOnly)\s*[:=]\s*["']?(?:on|1|true|yes)\b/i;

/** Who holds most connections, from a table that somebody had the database print: `application_name | state | count`. */
export const holderIn = (view: ClusterView): { readonly note: string; readonly line: Line } | undefined => {
  for (const piece of view.evidence) {
    const lines = piece.stdout.slice(0, 20_000).split("\n");
    const head = lines.findIndex(
      (line) =>
        /\|/.test(line) &&
        /\b(?:count|connections|conns|total)\b/i.test(line) &&
        /application_name|usename|\buser\b|client|datname|host/i.test(line),
    );
    if (head < 0) continue;
    const rows = lines.slice(head + 1, head + 60).flatMap((text, index) => {
      const cells = text.split("|").map((cell) => cell.trim());
      const count = Number(cells.findLast((cell) => /^\d{1,6}$/.test(cell)));
      return cells.length > 1 && Number.isFinite(count) && cells[0] !== ""
        ? [{ cells, count, line: { command: piece.command, line: head + index + 2, text } }]
        : [];
    });
    const most = rows.sort((left, right) => right.count - left.count)[0];
    const others = rows.reduce((sum, row) => sum + row.count, 0);
    if (most && most.count * 3 >= others)
      return {
        note: `; ${most.cells[0]} holds most of them (${most.count}${most.cells.length > 2 ? `, ${most.cells[1]}` : ""})`,
        line: most.line,
      };
  }
  return undefined;
};
