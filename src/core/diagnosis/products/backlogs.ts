import type { Evidence, Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { numberAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { nameOf } from "../objects/name-object.ts";

type Known = {
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly Line[];
};

/** A queue, stream or list with what waits in it. */
export type Backlog = {
  readonly name: string;
  readonly count: number;
  /** undefined where the output says nothing of consumers. */
  readonly consumers: number | undefined;
  readonly line: Line;
};

/** So many messages are no passing burst. */
const large = 1000;

/** Every queue, topic or stream that tables and numbers in the evidence show. */
export const backlogs = memo((view: ClusterView): readonly Backlog[] =>
  view.evidence.flatMap((piece) => [...tabled(piece), ...counted(piece)]),
);

/** The fullest queue that the evidence shows, and the consumer that does not run, for a broker that is at its limit. */
export const backlogIn = (view: ClusterView, namespace: string | undefined): Known | undefined => {
  const all = backlogs(view).filter(({ count }) => count >= large);
  const fullest = [...all].sort(
    (one, other) => Number(other.consumers === 0) - Number(one.consumers === 0) || other.count - one.count,
  )[0];
  const idle = stopped(view, namespace);
  if (fullest === undefined) return undefined;
  const consumer = consumerAmong(idle, fullest.name);
  const nobody = fullest.consumers === 0;
  const idleNote =
    consumer === undefined ? "" : `${nobody ? ": " : ", and "}${nameOf(consumer.ref)} is scaled to 0 replicas`;
  return {
    note: `; queue "${fullest.name}" holds ${fullest.count} messages${nobody ? " and has no consumer" : ""}${idleNote}`,
    related: consumer === undefined ? [] : [consumer.ref],
    evidence: [
      fullest.line,
      ...(consumer ? [consumer.printed.get("READY")?.line ?? consumer.cite("spec", "replicas")] : []),
    ],
  };
};

const stopped = (view: ClusterView, namespace: string | undefined): readonly ObservedObject[] =>
  ["Deployment", "StatefulSet"]
    .flatMap((kind) => view.of(kind))
    .filter(({ ref }) => namespace === undefined || ref.namespace === namespace)
    .filter(
      (one) => numberAt(one.fields, "spec", "replicas") === 0 || /^0\/0$/.test(one.printed.get("READY")?.value ?? ""),
    );

const words = (name: string): readonly string[] => name.toLowerCase().match(/[a-z]{4,}/g) ?? [];
const consumes = /consum|worker|sink|process|listen|reader|subscri|index|writer|handler|archiv|ingest|relay|sync/;

/** The workload without replicas that is called like the queue, else the only one that is called like a consumer. */
const consumerAmong = (idle: readonly ObservedObject[], queue: string): ObservedObject | undefined => {
  const wanted = words(queue);
  const alike = idle.filter(({ ref }) => words(ref.name).some((word) => wanted.includes(word)));
  if (alike.length > 0) return alike[0];
  const likely = idle.filter(({ ref }) => consumes.test(ref.name));
  return likely.length === 1 ? likely[0] : undefined;
};

const nameHeads = /^(?:name|queue|topic|stream|consumer|subscription|list|key)$/i;
const countHeads =
  /^(?:messages(?:_ready|_total)?|msgs?|ready|lag|depth|unprocessed|pending|backlog|msgbacklog|length|size|queue_?length|num_?pending)$/i;
const consumerHeads = /^(?:consumers?|consumer-id|subscribers?|consumer_count)$/i;

const cellsOf = (text: string): readonly string[] =>
  (/[│|]/.test(text)
    ? text.split(/[│|]/).slice(1)
    : text.includes("\t")
      ? text.split("\t")
      : text.trim().split(/ +/)
  ).map((cell) => cell.trim());

/** Tables as `rabbitmqctl list_queues`, `kafka-consumer-groups --describe` and `nats consumer report` print them. */
const tabled = (piece: Evidence): readonly Backlog[] => {
  if (!/rabbit|queue|kafka|consumer|topic|nats|pulsar|stream|activemq|artemis/i.test(piece.command)) return [];
  const lines = piece.stdout.slice(0, 50_000).split("\n");
  const head = lines.findIndex((text) => {
    const cells = cellsOf(text);
    return cells.some((cell) => countHeads.test(cell)) && cells.some((cell) => nameHeads.test(cell));
  });
  if (head < 0) return [];
  const heads = cellsOf(lines[head]!);
  const at = (pattern: RegExp) => heads.findIndex((cell) => pattern.test(cell));
  const [name, count] = [at(nameHeads), at(countHeads)];
  const consumers = heads.findIndex((cell, index) => index !== name && consumerHeads.test(cell));
  return lines.slice(head + 1, head + 500).flatMap((text, index) => {
    const cells = cellsOf(text);
    const held = (cells[count] ?? "").replaceAll(",", "");
    if (!/^\d{1,15}$/.test(held) || !cells[name]) return [];
    const said = consumers < 0 ? undefined : cells[consumers];
    return [
      {
        name: cells[name]!,
        count: Number(held),
        consumers: said === undefined ? undefined : /^\d+$/.test(said) ? Number(said) : said === "-" ? 0 : 1,
        line: { command: piece.command, line: head + index + 2, text },
      },
    ];
  });
};

/** One number, as `redis-cli LLEN jobs` and `XLEN orders` print it. */
const counted = (piece: Evidence): readonly Backlog[] => {
  const name = /\b(?:LLEN|XLEN|ZCARD|SCARD|llen|xlen|zcard|scard) +["']?([\w.:{}/-]{1,200})/.exec(piece.command)?.[1];
  const lines = piece.stdout.slice(0, 2000).split("\n");
  const at = lines.findIndex((text) => /^(?:\(integer\) )?\d{1,15}\s*$/.test(text));
  if (name === undefined || at < 0) return [];
  const count = Number(/(\d+)\s*$/.exec(lines[at]!)![1]);
  return [{ name, count, consumers: undefined, line: { command: piece.command, line: at + 1, text: lines[at]! } }];
};
