import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { entriesAt, numberAt, textAt } from "../objects/fields.ts";
import { printedOutputs } from "../objects/printed-rows.ts";

/** A topic as its description shows it. */
export type Topic = {
  readonly name: string;
  readonly copies: number;
  /** `min.insync.replicas`; undefined where it is not shown. */
  readonly least: number | undefined;
  /** The fewest replicas in sync of any partition; undefined where no partition is shown. */
  readonly inSync: number | undefined;
  readonly lines: readonly Line[];
  readonly server: ObjectRef | undefined;
};

/** What `kafka-topics --describe`, `kafka-configs --describe` and a KafkaTopic of Strimzi tell of topics. */
export const kafkaTopics = (view: ClusterView): readonly Topic[] => [
  ...printedOutputs(view).flatMap(({ lines, server }) =>
    lines.flatMap((line): readonly Topic[] => {
      const [, name] = /^\s*Topic: ?(\S{1,249})\b/.exec(line.text) ?? [];
      const copies = /\bReplicationFactor: ?(\d{1,4})/.exec(line.text)?.[1];
      if (name === undefined || copies === undefined) return [];
      const partitions = lines.filter(({ text }) => text.trim().startsWith(`Topic: ${name}\t`) && /\bIsr:/.test(text));
      const inSync = partitions.map(
        ({ text }) => (/\bIsr: ?([\d,]*)/.exec(text)?.[1] ?? "").split(",").filter(Boolean).length,
      );
      const least = leastIn(line.text);
      const elsewhere = least === undefined ? leastElsewhere(view, name) : undefined;
      return [
        {
          name,
          copies: Number(copies),
          least: least ?? elsewhere?.least,
          inSync: inSync.length === 0 ? undefined : Math.min(...inSync),
          lines: [line, ...(elsewhere ? [elsewhere.line] : []), ...partitions.slice(0, 1)],
          server,
        },
      ];
    }),
  ),
  ...view.of("KafkaTopic").flatMap((object): readonly Topic[] => {
    const copies = numberAt(object.fields, "spec", "replicas");
    const least = Number(entriesAt(object.fields, "spec", "config").get("min.insync.replicas"));
    if (copies === undefined || !(least > 0)) return [];
    const name = textAt(object.fields, "spec", "topicName") || object.ref.name;
    const lines = [object.cite("spec", "replicas"), object.cite("spec", "config", "min.insync.replicas")];
    return [{ name, copies, least, inSync: undefined, lines, server: object.ref }];
  }),
];

const leastIn = (text: string): number | undefined => {
  const said = /\bmin\.insync\.replicas["']?[=:] ?["']?(\d{1,4})/.exec(text)?.[1];
  return said === undefined ? undefined : Number(said);
};

/** The setting of the topic, or of all brokers, where the description of the topic leaves it out. */
const leastElsewhere = (view: ClusterView, topic: string): { least: number; line: Line } | undefined => {
  const outputs = printedOutputs(view).filter(({ command }) => /kafka-configs|server\.properties|kafka/i.test(command));
  const found = outputs.flatMap(({ command, lines }) =>
    lines.flatMap((line) => {
      const least = /^\s*Topic: /.test(line.text) ? undefined : leastIn(line.text);
      const isOther = /entity-type topics|--topic /.test(command) && !command.includes(topic);
      return least === undefined || isOther ? [] : [{ least, line }];
    }),
  );
  return found[0];
};
