import type { Case } from "../case.ts";
import { rows } from "../manifests.ts";

type Output = readonly [string, string];

const pods: Output = [
  "get pods -n wind",
  rows(
    "NAME                      READY   STATUS    RESTARTS   AGE",
    "broker-0                  1/1     Running   0          40d",
    "feed-7c9f8d6b54-p2k8x     1/1     Running   0          3d",
  ),
];
const log = (...lines: readonly string[]): Output => ["logs feed-7c9f8d6b54-p2k8x -n wind --tail=20", rows(...lines)];
const inside = (command: string, ...lines: readonly string[]): Output => [
  `exec broker-0 -n wind -- ${command}`,
  rows(...lines),
];
const topic = (copies: string, settings: string, inSync: string): Output =>
  inside(
    "kafka-topics.sh --bootstrap-server localhost:9092 --describe --topic gusts",
    `Topic: gusts\tTopicId: 0dTQk3\tPartitionCount: 1\tReplicationFactor: ${copies}\tConfigs: ${settings}`,
    `\tTopic: gusts\tPartition: 0\tLeader: 1\tReplicas: ${inSync}\tIsr: ${inSync}`,
  );
const notTaken = log(
  "2026-05-02T08:00:11Z WARN Got error produce response on topic-partition gusts-0, retrying. Error: NOT_ENOUGH_REPLICAS",
);

const topicCases: readonly Case[] = [
  {
    name: "a topic with fewer copies than a write must reach",
    outputs: [pods, notTaken, topic("2", "min.insync.replicas=3", "1,2")],
    roots: ["topic-replicas-too-few"],
    says: /^Pod wind\/feed-\S+ cannot write to Kafka topic gusts because it has replication factor 2, and min\.insync\.replicas=3 asks for 3 copies/,
  },
  {
    name: "a topic with fewer copies than the brokers ask for",
    outputs: [
      pods,
      log("%3|MSGTIMEDOUT| gusts: Local: Message timed out"),
      topic("1", "retention.ms=1000", "1"),
      inside(
        "kafka-configs.sh --describe --entity-type brokers --entity-name 1 --all",
        "All configs for broker 1 are:",
        "  min.insync.replicas=2 sensitive=false synonyms={STATIC_BROKER_CONFIG:min.insync.replicas=2}",
      ),
    ],
    roots: ["topic-replicas-too-few"],
    says: /replication factor 1, and min\.insync\.replicas=2/,
  },
  {
    name: "a topic of which too few copies are in sync",
    outputs: [pods, notTaken, topic("3", "min.insync.replicas=2", "2")],
    roots: ["topic-replicas-too-few"],
    says: /of its 3 copies only 1 is in sync/,
  },
  {
    name: "near miss: a topic with enough copies",
    outputs: [pods, topic("3", "min.insync.replicas=2", "1,2,3")],
    roots: [],
  },
];

const policy = (definition: string): Output =>
  inside(
    "rabbitmqctl list_policies",
    'Listing policies for vhost "/" ...',
    "vhost\tname\tpattern\tapply-to\tdefinition\tpriority",
    `/\ttidy\t^mail\\.\tqueues\t${definition}\t0`,
  );
const queues = (ready: string): Output =>
  inside(
    "rabbitmqctl list_queues name messages_ready consumers",
    "Timeout: 60.0 seconds ...",
    "Listing queues for vhost / ...",
    "name\tmessages_ready\tconsumers",
    `mail.welcome\t${ready}\t1`,
    "stock\t12\t1",
  );

const policyCases: readonly Case[] = [
  {
    name: "a policy under which messages expire",
    outputs: [pods, policy('{"message-ttl":300000}'), queues("0")],
    roots: ["broker-policy-loses-messages"],
    says: /^Policy tidy of the broker sets message-ttl 300000 for the queues "\^mail\\\." .*longer than 5 minutes expires and is lost.*applies to mail\.welcome \(0 messages now\)/,
  },
  {
    name: "a policy that drops the oldest messages of a queue at its limit",
    outputs: [pods, policy('{"max-length":500,"overflow":"drop-head"}'), queues("500")],
    roots: ["broker-policy-loses-messages"],
    says: /max-length 500 .*the oldest are dropped \(drop-head\)/,
  },
  {
    name: "near miss: a policy whose limit is far, and one whose messages a dead-letter exchange takes",
    outputs: [
      pods,
      policy('{"message-ttl":300000,"dead-letter-exchange":"late"}'),
      inside(
        "rabbitmqctl list_policies -p /other",
        "vhost\tname\tpattern\tapply-to\tdefinition\tpriority",
        '/other\tbound\t^stock$\tqueues\t{"max-length":100000}\t0',
      ),
      queues("0"),
    ],
    roots: [],
    notes: ["broker-policy-loses-messages"],
  },
];

/** What brokers tell of topics and queues. */
export const brokerCases: readonly Case[] = [...topicCases, ...policyCases];
