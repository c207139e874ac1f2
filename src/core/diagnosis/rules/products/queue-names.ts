import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { isOngoing, logStatements } from "../../logs/log-statements.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { unique } from "../../objects/relations.ts";
import { type Backlog, backlogs } from "../../products/backlogs.ts";
import { belongsBeside, isNear } from "../../products/near-names.ts";
import { type QueueUse, queueUses } from "../../products/queue-uses.ts";

const mismatch = defineRule(
  {
    code: "queue-names-differ",
    title: "Sender and reader use different queues",
    about:
      "What one workload sends to and what another reads from are nearly the same name, and not the same: messages pile up where nobody reads, and the reader waits at an empty queue. Nothing fails, so that no log has an error.",
    reads: ["Deployment", "ConfigMap", "Pod", "logs"],
    explains: ["queue-unread"],
  },
  function* (view) {
    const uses = queueUses(view);
    const used = (one: QueueUse) =>
      uses.some(
        (other) => other.queue === one.queue && other.role === opposite(one) && other.owner.name !== one.owner.name,
      );
    const told = new Set<string>();
    for (const sender of uses.filter(({ role }) => role === "sends"))
      for (const reader of uses.filter(({ role }) => role === "reads")) {
        const key = [sender.queue, reader.queue].join(" ");
        if (told.has(key) || sender.owner.namespace !== reader.owner.namespace || !isNear(sender.queue, reader.queue))
          continue;
        if (used(sender) || used(reader) || sender.owner.name === reader.owner.name) continue;
        told.add(key);
        yield mismatchOf(view, sender, reader, uses);
      }
  },
);

const opposite = ({ role }: QueueUse) => (role === "sends" ? "reads" : "sends");

const mismatchOf = (view: ClusterView, sender: QueueUse, reader: QueueUse, uses: readonly QueueUse[]): Draft => {
  const shown = (use: QueueUse) =>
    uses.filter(({ owner, queue }) => owner.name === use.owner.name && queue === use.queue);
  const isIdle = uses.some((one) => one.isIdle && one.queue === reader.queue);
  const queue = backlogs(view).find(({ name, count }) => name === sender.queue && count > 0);
  const at = [sender, reader].flatMap((use) => shown(use).find(({ key }) => key !== "") ?? []);
  const placed = (use: QueueUse) => {
    const own = at.find(({ owner, queue: name }) => owner.name === use.owner.name && name === use.queue);
    return own === undefined ? "" : ` (${own.key})`;
  };
  return {
    object: reader.owner,
    severity: "warning",
    confidence: isIdle || queue ? "likely" : "possible",
    summary: `${nameOf(sender.owner)} sends to "${sender.queue}"${placed(sender)}, and ${nameOf(reader.owner)} reads from "${reader.queue}"${placed(reader)}: the names of the queue or topic differ, so that nothing arrives${heldNote(queue)}.`,
    evidence: [sender.line, reader.line, ...at.map(({ line }) => line), queue?.line],
    related: unique([
      sender.owner,
      ...uses.filter((one) => [sender.queue, reader.queue].includes(one.queue)).map(({ owner }) => owner),
    ]),
    next: isIdle || queue ? [] : describe(reader.owner, "Shows what it is configured with."),
    fix: fixByHand("Set both to the same queue or topic, and restart what reads the setting.", []),
  };
};

const heldNote = (queue: Backlog | undefined): string =>
  queue === undefined
    ? ""
    : `; "${queue.name}" holds ${queue.count} messages${queue.consumers === 0 ? " and has no consumer" : ""}`;

/** So many messages are no passing burst. */
const many = 100;

const unread = defineRule(
  {
    code: "queue-unread",
    title: "Queue without a consumer",
    about:
      "Messages pile up in a queue that nobody reads: its consumer is down, not deployed, or reads from another queue.",
    reads: ["Pod", "Deployment"],
  },
  function* (view) {
    const isTold = logStatements(view).some(({ cause }) => cause.code === "store-full");
    const all = isTold ? [] : backlogs(view);
    for (const queue of all) {
      if (queue.consumers !== 0 || queue.count < many || belongsBeside.test(queue.name)) continue;
      const other = all.find((one) => isNear(queue.name, one.name) && (one.consumers ?? 0) > 0);
      const uses = queueUses(view).filter((one) => one.queue === queue.name || one.queue === other?.name);
      yield {
        object: uses[0]?.owner ?? { kind: "Queue", name: queue.name },
        severity: "warning",
        confidence: "likely",
        summary: `Queue "${queue.name}" holds ${queue.count} messages and has no consumer${other ? `; consumers read from "${other.name}" instead, which has nearly the same name` : ""}.`,
        evidence: [queue.line, other?.line, ...uses.slice(0, 2).map(({ line }) => line)],
        related: unique([...uses.map(({ owner }) => owner), ...keptFromBroker(view)]),
        fix: fixByHand("Start what reads this queue, or let it read from this one.", []),
      };
    }
  },
);

/** Who says that it does not get to a broker: what it would read stays unread. */
const keptFromBroker = (view: ClusterView): readonly ObjectRef[] =>
  logStatements(view)
    .filter((one) => ofConnection.has(one.cause.code) && isOngoing(one) && brokers.test(one.template.last.text))
    .filter(({ log }) => !isBroker.test(log.object.name))
    .map(({ log }) => log.object);

const ofConnection: ReadonlySet<string> = new Set([
  "wrong-credentials",
  "credentials-missing",
  "data-rights-missing",
  "dependency-unreachable",
  "name-not-resolved",
  "service-name-unknown",
  "tls-mismatch",
]);
const brokers = /\bamqps?\b|rabbit|kafka|\bnats\b|pulsar|activemq|\bbroker|:(?:5671|5672|9092|9093|4222|61616|6650)\b/i;
const isBroker = /rabbit|kafka|nats|pulsar|activemq|broker|queue|\bmq\b/i;

/** Messages that do not reach who waits for them. */
export const queueRules: readonly Rule[] = [mismatch, unread];
