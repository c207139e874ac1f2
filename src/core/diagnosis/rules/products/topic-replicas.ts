import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { kafkaTopics, type Topic } from "../../products/kafka-topics.ts";

const refusal =
  /NOT_ENOUGH_REPLICAS|NotEnoughReplicas|insufficient (?:number of )?(?:in-?sync|insync)|fewer in-?sync replicas than required|Messages are rejected since there are fewer/i;
const expired = /Expiring \d{1,9} record|Local: Message timed out|delivery\.timeout/i;

/** The line by which a producer tells that what it sends to the topic is not taken. */
const refusedIn = ({ templates, tail }: LogReading, topic: string): Line | undefined => {
  const lines = [...templates.map(({ last }) => last), ...tail];
  const isOfTopic = ({ text }: Line) => text.includes(topic);
  return (
    lines.find((line) => refusal.test(line.text) && isOfTopic(line)) ??
    lines.find((line) => expired.test(line.text) && isOfTopic(line)) ??
    lines.find(({ text }) => refusal.test(text))
  );
};

/** Why the brokers do not take writes that want every copy confirmed. */
const lackOf = ({ copies, least, inSync }: Topic): { readonly why: string; readonly mend: string } | undefined => {
  if (least === undefined) return undefined;
  if (copies < least)
    return {
      why: `it has replication factor ${copies}, and min.insync.replicas=${least} asks for ${least} copies, so that no write with acks=all can ever be taken, however many brokers are up`,
      mend: `Give the topic more copies (kafka-reassign-partitions, replication factor above ${least}, mostly 3), or set min.insync.replicas of the topic to ${copies} if losing what one broker holds is bearable.`,
    };
  if (inSync !== undefined && inSync < least)
    return {
      why: `of its ${copies} copies only ${inSync} ${inSync === 1 ? "is" : "are"} in sync, and min.insync.replicas=${least} asks for ${least}, so that writes with acks=all are refused until more brokers are back`,
      mend: "Bring back the brokers that hold the other copies, and see why they fell behind.",
    };
  return undefined;
};

const tooFewCopies = defineRule(
  {
    code: "topic-replicas-too-few",
    title: "Topic has fewer copies than a write must reach",
    about:
      "Kafka takes a write with `acks=all` only when `min.insync.replicas` copies of the partition are in sync. A topic whose replication factor is below that never has as many, whatever the state of the brokers: producers get NOT_ENOUGH_REPLICAS and their records expire. Consumers and other topics work.",
    reads: ["exec", "logs", "KafkaTopic"],
    explains: ["call-timed-out", "member-rejected", "uncaught-exception", "queue-or-topic-missing", ...crashSymptoms],
  },
  function* (view: ClusterView) {
    for (const topic of kafkaTopics(view)) {
      const lack = lackOf(topic);
      if (lack === undefined) continue;
      const told = logsOfView(view)
        .filter(({ evidence }) => evidence >= 0)
        .map((log) => ({ log, line: refusedIn(log, topic.name) }))
        .find(({ line }) => line !== undefined);
      const server = topic.server;
      const object = told?.log.object ?? server;
      if (object === undefined) continue;
      const suffers = told ? `${nameOf(told.log.object)} cannot write to` : "Nobody can write with acks=all to";
      yield {
        object,
        severity: told ? "critical" : "warning",
        confidence: told ? "confirmed" : "likely",
        summary: `${suffers} Kafka topic ${topic.name} because ${lack.why}.`,
        evidence: [topic.lines[0], told?.line, ...topic.lines.slice(1)],
        related: unique([
          ...(told ? ownersOf(view, told.log.object) : []),
          ...(server ? [server, workloadOf(view, server)] : []),
        ]),
        fix: fixByHand(lack.mend, []),
      };
    }
  },
);

/** Topics that cannot be written to. */
export const topicReplicaRules: readonly Rule[] = [tooFewCopies];
