import { type Asked, kindOf } from "../asked.ts";
import type { Line } from "../evidence.ts";
import { FieldsBuilder } from "../objects/fields-builder.ts";
import type { Fields, ObjectRef, ObservedEvent } from "../observed.ts";
import { lineAt, type PrintedLines } from "../printed-lines.ts";
import { nothingRead, type Reading, type Sighting } from "../reading.ts";
import { isClusterScoped } from "../tables/table-fields.ts";
import { type DescribeContext, putPairs } from "./describe-context.ts";
import { readDescribedEvents } from "./describe-events.ts";
import { generalFields } from "./describe-general.ts";
import { describeReaders } from "./describe-kinds.ts";
import { kindOfSections } from "./describe-recognise.ts";
import { type Described, describedObjects, type Section, said, section } from "./describe-tree.ts";

/** Reads the output of `kubectl describe`: one object after the other, each with its events. */
export function readDescribe(lines: PrintedLines, asked: Asked, namespace: string): Reading {
  const sightings: Sighting[] = [];
  const events: ObservedEvent[] = [];
  for (const described of describedObjects(lines.plain)) {
    const ref = refOf(described, asked, namespace);
    events.push(...readDescribedEvents(lines, described, ref));
    if (ref !== undefined) sightings.push(...sightingsOf(lines, described, ref));
  }
  return { ...nothingRead, sightings, events };
}

function refOf(described: Described, asked: Asked, namespace: string): ObjectRef | undefined {
  const only = asked.names.length === 1 ? asked.names[0] : undefined;
  const name = said(section(described.sections, "Name")) ?? only?.name;
  const asKind = asked.verb === "describe" && asked.kinds.length === 1 ? asked.kinds[0] : undefined;
  const kind = kindOfSections(described.sections, asKind) ?? kindWord(described) ?? asKind ?? only?.kind ?? "";
  if (name === undefined || kind === "") return undefined;
  if (isClusterScoped(kind)) return { kind, name };
  return { kind, namespace: said(section(described.sections, "Namespace")) ?? asked.namespace ?? namespace, name };
}

/** Custom resources are described with their `Kind:`. */
function kindWord(described: Described): string | undefined {
  const word = said(section(described.sections, "Kind"));
  return word === undefined ? undefined : kindOf(word);
}

/** Kinds whose description shows other objects too, so that it is read at once. */
const showOthers = new Set(["Service", "Node"]);

/** The described object, and those that its description shows in passing. */
function sightingsOf(lines: PrintedLines, described: Described, ref: ObjectRef): readonly Sighting[] {
  const others: Sighting[] = [];
  const also = (kind: string, name = ref.name, namespace = ref.namespace, line = described.from) => {
    const builder = new FieldsBuilder();
    const other = isClusterScoped(kind) || namespace === undefined ? { kind, name } : { kind, namespace, name };
    others.push(new DescribedSighting(lines, other, line, () => builder));
    return builder;
  };
  const read = () => {
    const builder = new FieldsBuilder();
    const context: DescribeContext = {
      lines: lines.plain,
      described,
      sections: described.sections,
      builder,
      ref,
      also,
    };
    readMetadata(context, ref);
    (describeReaders.get(ref.kind) ?? generalFields)(context);
    return builder;
  };
  const sighting = new DescribedSighting(lines, ref, described.from, read);
  return showOthers.has(ref.kind) && sighting.fields !== undefined ? [sighting, ...others] : [sighting];
}

/** A described object. Its fields are read when somebody asks, so that a long description costs little. */
class DescribedSighting implements Sighting {
  readonly source = "describe";
  readonly ref: ObjectRef;
  readonly #lines: PrintedLines;
  readonly #from: number;
  readonly #read: () => FieldsBuilder;
  #builder: FieldsBuilder | undefined;

  constructor(lines: PrintedLines, ref: ObjectRef, from: number, read: () => FieldsBuilder) {
    this.#lines = lines;
    this.ref = ref;
    this.#from = from;
    this.#read = read;
  }

  get fields(): Fields {
    this.#builder ??= this.#read();
    return this.#builder.fields;
  }

  find(path: readonly string[]): Line | undefined {
    this.#builder ??= this.#read();
    const index = path.length === 0 ? this.#from : this.#builder.lineOf(path);
    return index === undefined ? undefined : lineAt(this.#lines, index);
  }
}

function readMetadata({ sections, builder, described }: DescribeContext, ref: ObjectRef): void {
  builder.set(["metadata", "name"], ref.name, section(sections, "Name")?.line ?? described.from);
  const namespace = section(sections, "Namespace");
  builder.set(["metadata", "namespace"], ref.namespace, namespace?.line ?? described.from);
  putPairs(builder, ["metadata", "labels"], section(sections, "Labels"));
  putPairs(builder, ["metadata", "annotations"], section(sections, "Annotations"), ":");
  const created = section(sections, "CreationTimestamp", "Created");
  builder.set(["metadata", "creationTimestamp"], said(created), created?.line ?? 0);
  const status = section(sections, "Status");
  if (status !== undefined && /^Terminating\b/.test(status.value)) {
    builder.set(["metadata", "deletionTimestamp"], "shown as Terminating", status.line);
  }
  readDeletion(builder, section(sections, "Metadata"));
  const owner = section(sections, "Controlled By", "Controllers");
  const [kind, name] = (said(owner) ?? "").split("/");
  if (owner !== undefined && kind && name) {
    builder.entry(["metadata", "ownerReferences"], name, owner.line, { kind, name, controller: true });
  }
}

/** Custom resources are described with their metadata: since when they are being deleted, and what that waits for. */
function readDeletion(builder: FieldsBuilder, metadata: Section | undefined): void {
  const since = metadata?.children.find(({ key }) => key === "Deletion Timestamp");
  if (metadata === undefined || since === undefined) return;
  builder.set(["metadata", "deletionTimestamp"], since.value, since.line);
  const listed = metadata.children.find(({ key }) => key === "Finalizers");
  const names = [listed?.value ?? "", ...(listed?.children ?? []).map(({ key, value }) => value || key)];
  builder.set(
    ["metadata", "finalizers"],
    names.filter((name) => name !== ""),
    listed?.line ?? since.line,
  );
  listed?.children.forEach(({ line }, index) => {
    builder.mark(["metadata", "finalizers", `${index}`], line);
  });
}
