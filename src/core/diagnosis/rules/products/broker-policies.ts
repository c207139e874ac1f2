import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { nameOf } from "../../objects/name-object.ts";
import { cellAt, printedRows } from "../../objects/printed-rows.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { type LosingPolicy, type Loss, losingPolicies } from "../../products/broker-policies.ts";
import { queueUses } from "../../products/queue-uses.ts";

/** A queue as it was listed. */
type Queue = { readonly name: string; readonly held: number | undefined; readonly policy: string; readonly line: Line };

const queuesIn = (view: ClusterView): readonly Queue[] =>
  printedRows(view).flatMap((row): readonly Queue[] => {
    const held = cellAt(row, "messages_ready", "messages", "ready", "messages_total");
    const name = cellAt(row, "name", "queue");
    if (name === "" || row.cells.has("definition") || (held === "" && !row.cells.has("policy"))) return [];
    return [
      { name, held: /^\d+$/.test(held) ? Number(held) : undefined, policy: cellAt(row, "policy"), line: row.line },
    ];
  });

/** As the listing says, else by the pattern. */
const isUnder = (one: LosingPolicy, queue: Queue): boolean => {
  if (one.policy === "") return one.queue === queue.name;
  if (queue.policy !== "") return queue.policy === one.policy;
  try {
    return one.pattern !== "" && new RegExp(one.pattern).test(queue.name);
  } catch {
    return false;
  }
};

const day = 86_400_000;

/** What the queue holds looks like the loss: nothing where messages expire, exactly the limit where the oldest are dropped. */
const fits = ({ setting }: Loss, { held }: Queue): boolean => {
  const [name, value] = setting.split(" ");
  if (name === "max-length") return held !== undefined && held >= Number(value);
  return name === "message-ttl" && held === 0 && Number(value) <= day;
};

type Lost = {
  readonly policy: LosingPolicy;
  readonly loss: Loss;
  readonly queues: readonly Queue[];
  readonly isSeen: boolean;
};

const lostBy = (policy: LosingPolicy, queues: readonly Queue[]): readonly Lost[] => {
  const under = queues.filter((queue) => isUnder(policy, queue));
  return policy.losses.map((loss) => {
    const seen = under.filter((queue) => fits(loss, queue));
    return { policy, loss, queues: seen.length > 0 ? seen : under, isSeen: seen.length > 0 };
  });
};

/** Those that send to the queue or read from it, as far as settings and logs tell. */
const usersOf = (view: ClusterView, queues: readonly Queue[]): readonly ObjectRef[] =>
  unique([
    ...queueUses(view)
      .filter(({ queue }) => queues.some(({ name }) => name === queue))
      .map(({ owner }) => owner),
    ...logsOfView(view)
      .filter(
        ({ evidence, tail }) =>
          evidence >= 0 && tail.some(({ text }) => queues.some(({ name }) => speaksOf(text, name))),
      )
      .map(({ object }) => object),
  ]);

const speaksOf = (text: string, queue: string): boolean =>
  queue.length > 4 &&
  new RegExp(`(?<![\\w.-])${queue.replaceAll(/[^\w-]/g, "\\$&")}(?![\\w-])`).test(text.slice(0, 2000));

/** Which of the queues that were listed it is about, and what they hold now. */
const appliesTo = ({ policy }: LosingPolicy, queues: readonly Queue[], isSeen: boolean): string => {
  if (queues.length === 0) return "";
  const names = queues.slice(0, 3).map(({ name }) => name);
  const held = isSeen ? ` (${queues[0]!.held} messages now)` : "";
  return policy === "" ? held : `; it applies to ${names.join(", ")}${held}`;
};

const losingPolicy = defineRule(
  {
    code: "broker-policy-loses-messages",
    title: "Policy of the broker loses messages",
    about:
      "A policy of RabbitMQ, or an argument of the queue, lets messages expire (`message-ttl`), deletes queues that are not used (`expires`) or drops the oldest beyond a length (`max-length`), and no dead-letter exchange takes them. What waits for a consumer is gone without a word in any log.",
    reads: ["exec", "Policy"],
    explains: ["queue-unread", "queue-or-topic-missing"],
  },
  function* (view: ClusterView) {
    const queues = queuesIn(view);
    for (const { policy, loss, queues: under, isSeen } of losingPolicies(view).flatMap((one) => lostBy(one, queues))) {
      const what = policy.policy === "" ? `Queue ${policy.queue} has` : `Policy ${policy.policy} of the broker sets`;
      const scope = policy.pattern === "" ? "" : ` for the queues "${policy.pattern}"`;
      const server = policy.server;
      const users = usersOf(view, under);
      const object = server ?? users[0];
      if (object === undefined) continue;
      yield {
        object,
        severity: isSeen ? "warning" : "info",
        confidence: isSeen ? "likely" : "possible",
        summary: `${what} ${loss.setting}${scope}${server ? ` (${nameOf(server)})` : ""}: ${loss.effect} and is lost, as no dead-letter exchange takes it${appliesTo(policy, under, isSeen)}.`,
        evidence: [policy.line, ...under.slice(0, 2).map(({ line }) => line)],
        related: unique([...(server ? [workloadOf(view, server)] : []), ...users]),
        fix: fixByHand(
          `Take ${loss.setting.split(" ")[0]} out of ${policy.policy === "" ? "the arguments of the queue" : `policy ${policy.policy}`} or raise it, narrow its pattern to the queues that are meant, or set a dead-letter-exchange for those whose messages must not be lost.`,
          [],
        ),
      };
    }
  },
);

/** Brokers that lose messages because they were told to. */
export const brokerPolicyRules: readonly Rule[] = [losingPolicy];
