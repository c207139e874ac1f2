import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { isRow } from "../objects/is-row.ts";
import { memo } from "../objects/memo.ts";
import { keyOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";

type Role = "sends" | "reads" | "unknown";

/** A queue, topic or stream that a workload is set to use, or says that it uses. */
export type QueueUse = {
  readonly owner: ObjectRef;
  readonly queue: string;
  readonly role: Role;
  /** The setting; "" where a log says it. */
  readonly key: string;
  readonly line: Line;
  /** Its log says that nothing arrives. */
  readonly isIdle: boolean;
};

const queueKey =
  /(?:^|[_.-])(?:queue|topic|stream|subject|channel|exchange|routing_?key|subscription)s?(?:_?(?:name|id|in|out|input|output))?$/i;
const queueName = /^[A-Za-z][\w.:/-]{2,200}$/;

/** Every use of a queue in settings and logs. */
export const queueUses = memo((view: ClusterView): readonly QueueUse[] => {
  const all = [...fromEnvironment(view), ...fromMaps(view), ...fromLogs(view)];
  return [...new Map(all.map((one) => [`${keyOf(one.owner)} ${one.queue} ${one.role}`, one])).values()];
});

const sends = /produc|publish|send|sent|emit|writ|out(?:put|bound)?\b|enqueue|push/i;
const reads =
  /consum|subscri|poll|read|receiv|listen|process|worker|in(?:put|bound)?\b|dequeue|fetch|sink|handler|waiting for/i;

/** What it does with the queue, by the words of the setting, of the line or of its own name. */
const roleOf = (...texts: readonly string[]): Role => {
  for (const text of texts) {
    const isSender = sends.test(text);
    const isReader = reads.test(text);
    if (isSender !== isReader) return isSender ? "sends" : "reads";
  }
  return "unknown";
};

const setting = (owner: ObjectRef, key: string, value: string, line: Line): readonly QueueUse[] =>
  queueKey.test(key) && queueName.test(value.trim())
    ? [{ owner, queue: value.trim(), role: roleOf(key, owner.name), key, line, isIdle: false }]
    : [];

const fromEnvironment = (view: ClusterView): readonly QueueUse[] =>
  ["Deployment", "StatefulSet", "DaemonSet", "Pod", "CronJob"].flatMap((kind) =>
    view.of(kind).flatMap((object) => {
      if (isRow(object)) return [];
      const path = kind === "Pod" ? ["spec"] : ["spec", "template", "spec"];
      return listAt(object.fields, ...path, "containers").flatMap((container) =>
        listAt(container, "env").flatMap((one) => {
          const name = textAt(one, "name");
          const steps = [...path, "containers", textAt(container, "name"), "env", name];
          return setting(workloadOf(view, object.ref), name, textAt(one, "value"), object.cite(...steps));
        }),
      );
    }),
  );

const property = /^\s*["']?([A-Za-z][\w.-]{1,120}?)["']?\s*[:=]\s*["']?([A-Za-z][\w.:/-]{2,200})["']?,?\s*$/;

const fromMaps = (view: ClusterView): readonly QueueUse[] =>
  view.of("ConfigMap").flatMap((map) =>
    [...entriesAt(map.fields, "data")].flatMap(([key, value]) => {
      const line = map.cite("data", key);
      const own = setting(map.ref, key, value, line);
      if (own.length > 0 || !value.includes("\n")) return own;
      return value
        .slice(0, 20_000)
        .split("\n")
        .flatMap((text) => {
          const match = property.exec(text.slice(0, 400));
          return match === null ? [] : setting(map.ref, match[1]!, match[2]!, line);
        });
    }),
  );

const named =
  /(?:^|[\s"{,[(])["']?(?:queue|topic|stream|subject|channel)(?:[_-]?name)?["']?\s?[=:]\s?["']?([A-Za-z][\w.:/-]{2,200}?)["']?(?=[\s,;}\])]|$)|\b(?:queue|topic|stream|subject)s?(?: is|:)? \[?["'`]?([A-Za-z][\w.:/-]{2,200}?)["'`]?(?=[\s,;.)\]]|$)|\b(?:to|from|on) (?:partition )?["'`]?([a-z][\w.-]{2,200}?)-\d{1,4}(?:@\d{1,18})?\b/i;
const notNamed =
  /^(?:name|is|not|for|with|and|the|has|was|empty|consumer|ready|partition|group|connection|client|manager)$/i;
const idle =
  /no (?:new )?(?:messages|records|events|jobs|work)|polled 0|(?:received|fetched|processed|consumed)[ =:]{1,2}0\b|\b0 (?:messages|records|events|jobs)|queue (?:is )?empty|\bidle\b|nothing to (?:do|process|consume)|waiting for (?:messages|records|events|jobs|work)/i;

const fromLogs = (view: ClusterView): readonly QueueUse[] =>
  logsOfView(view)
    .filter(({ object, evidence }) => object.kind !== "Log" && evidence >= 0)
    .flatMap((log) => {
      const owner = workloadOf(view, log.object);
      const isIdle = log.templates.some(({ last }) => idle.test(last.text.slice(0, 1000)));
      return log.templates.slice(0, 300).flatMap(({ last }) => {
        const match = named.exec(last.text.slice(0, 1000));
        const queue = match?.[1] ?? match?.[2] ?? match?.[3];
        if (queue === undefined || notNamed.test(queue)) return [];
        return [{ owner, queue, role: roleOf(last.text.slice(0, 300), owner.name), key: "", line: last, isIdle }];
      });
    });
