import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { at, textAt } from "../objects/fields.ts";
import { printedOutputs, printedRows } from "../objects/printed-rows.ts";

/** Settings by which a queue of RabbitMQ loses messages, or itself, with where they are set. */
export type LosingPolicy = {
  /** The name of the policy; "" where the settings are arguments of the queue. */
  readonly policy: string;
  /** The queue it is shown to apply to; "" for a policy. */
  readonly queue: string;
  /** What queues are meant, as the policy has it; "" for arguments. */
  readonly pattern: string;
  readonly losses: readonly Loss[];
  readonly line: Line;
  readonly server: ObjectRef | undefined;
};

export type Loss = { readonly setting: string; readonly effect: string };

/** `rabbitmqctl list_policies`, arguments in `list_queues`, and a Policy of the cluster operator. */
export const losingPolicies = (view: ClusterView): readonly LosingPolicy[] => [
  ...fromRows(view),
  ...fromText(view),
  ...view.of("Policy").flatMap((object): readonly LosingPolicy[] => {
    const pattern = textAt(object.fields, "spec", "pattern");
    const losses = lossesIn(JSON.stringify(at(object.fields, "spec", "definition") ?? {}));
    const line = object.cite("spec", "definition");
    return pattern === "" || losses.length === 0
      ? []
      : [{ policy: object.ref.name, queue: "", pattern, losses, line, server: object.ref }];
  }),
];

const fromRows = (view: ClusterView): readonly LosingPolicy[] =>
  printedRows(view).flatMap(({ cells, line, server }): readonly LosingPolicy[] => {
    const losses = lossesIn(cells.get("definition") ?? cells.get("arguments") ?? "");
    const name = cells.get("name") ?? "";
    if (losses.length === 0 || name === "") return [];
    const isPolicy = cells.has("definition");
    return [
      {
        policy: isPolicy ? name : "",
        queue: isPolicy ? "" : name,
        pattern: cells.get("pattern") ?? "",
        losses,
        line,
        server,
      },
    ];
  });

/** The policies as objects of JSON, one after the other: of the management API and of definitions that were exported. */
const fromText = (view: ClusterView): readonly LosingPolicy[] =>
  printedOutputs(view).flatMap(({ lines, server }) =>
    lines.flatMap((line) =>
      [
        ...line.text.slice(0, 20_000).matchAll(/\{[^{}]{0,400}"definition": ?(\{[^{}]{0,400}\})[^{}]{0,200}\}/g),
      ].flatMap(([whole, definition]): readonly LosingPolicy[] => {
        const losses = lossesIn(definition!);
        const policy = /"name": ?"([^"]{1,200})"/.exec(whole)?.[1] ?? "";
        const pattern = /"pattern": ?"([^"]{1,200})"/.exec(whole)?.[1] ?? "";
        return losses.length === 0 || policy === "" ? [] : [{ policy, queue: "", pattern, losses, line, server }];
      }),
    ),
  );

const numberOf = (text: string, setting: string): number | undefined => {
  const said = new RegExp(`["']?(?:x-)?${setting}["']?\\s*[:,=]\\s*["']?(\\d{1,15})`).exec(text)?.[1];
  return said === undefined ? undefined : Number(said);
};

/** What is lost by the settings; messages that a dead-letter exchange takes are not. */
const lossesIn = (text: string): readonly Loss[] => {
  const ttl = numberOf(text, "message-ttl");
  const expires = numberOf(text, "expires");
  const most = numberOf(text, "max-length");
  const bytes = numberOf(text, "max-length-bytes");
  const isKept = /dead-letter-exchange/.test(text);
  const refuses = /reject-publish/.test(text);
  return [
    ...(ttl !== undefined && !isKept
      ? [{ setting: `message-ttl ${ttl}`, effect: `a message that waits longer than ${spoken(ttl)} expires` }]
      : []),
    ...(expires !== undefined
      ? [
          {
            setting: `expires ${expires}`,
            effect: `a queue that nobody uses for ${spoken(expires)} is deleted with its messages`,
          },
        ]
      : []),
    ...(most !== undefined && !isKept && !refuses
      ? [{ setting: `max-length ${most}`, effect: `beyond ${most} messages the oldest are dropped (drop-head)` }]
      : []),
    ...(bytes !== undefined && !isKept && !refuses
      ? [
          {
            setting: `max-length-bytes ${bytes}`,
            effect: `beyond ${bytes} bytes the oldest messages are dropped (drop-head)`,
          },
        ]
      : []),
  ];
};

const units: readonly (readonly [milliseconds: number, unit: string])[] = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1000, "second"],
];

/** A time that is given in milliseconds, in the largest unit that leaves no fraction. */
const spoken = (milliseconds: number): string => {
  const [size, unit] = units.find(([one]) => milliseconds >= one && milliseconds % one === 0) ?? [1, "millisecond"];
  const count = milliseconds / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
};
