import { type Asked, kindOf } from "./asked.ts";
import { type DescribeContext, putPairs } from "./describe-context.ts";
import { readDescribedEvents } from "./describe-events.ts";
import { generalFields } from "./describe-general.ts";
import { describeReaders } from "./describe-kinds.ts";
import { kindOfSections } from "./describe-recognise.ts";
import { type Described, describedObjects, said, section } from "./describe-tree.ts";
import { FieldsBuilder } from "./fields-builder.ts";
import type { ObjectRef, ObservedEvent } from "./observed.ts";
import { lineAt, type PrintedLines } from "./printed-lines.ts";
import { nothingRead, type Reading, type Sighting } from "./reading.ts";
import { isClusterScoped } from "./table-fields.ts";

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

/** The described object, and those that its description shows in passing. */
function sightingsOf(lines: PrintedLines, described: Described, ref: ObjectRef): readonly Sighting[] {
  const builder = new FieldsBuilder();
  const sightings = [sightingOf(lines, ref, builder, described.from)];
  const also = (kind: string, name = ref.name, namespace = ref.namespace, line = described.from) => {
    const other = new FieldsBuilder();
    const otherRef = isClusterScoped(kind) || namespace === undefined ? { kind, name } : { kind, namespace, name };
    sightings.push(sightingOf(lines, otherRef, other, line));
    return other;
  };
  const context: DescribeContext = { lines: lines.plain, described, sections: described.sections, builder, ref, also };
  readMetadata(context, ref);
  (describeReaders.get(ref.kind) ?? generalFields)(context);
  return sightings;
}

function sightingOf(lines: PrintedLines, ref: ObjectRef, builder: FieldsBuilder, from: number): Sighting {
  return {
    ref,
    source: "describe",
    fields: builder.fields,
    find(path) {
      const index = path.length === 0 ? from : builder.lineOf(path);
      return index === undefined ? undefined : lineAt(lines, index);
    },
  };
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
  const owner = section(sections, "Controlled By", "Controllers");
  const [kind, name] = (said(owner) ?? "").split("/");
  if (owner !== undefined && kind && name) {
    builder.entry(["metadata", "ownerReferences"], name, owner.line, { kind, name, controller: true });
  }
}
