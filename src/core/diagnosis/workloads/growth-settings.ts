import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";
import { configuredContainers } from "../objects/settings.ts";
import { loneSettings } from "../objects/settings-listed.ts";

/** What a program keeps, and for how long: the setting as it is written, and the line that shows it. */
type Kept = { readonly name: string; readonly value: string; readonly line: Line; readonly owner: string };

/** Names of settings that decide how much a program keeps on its disk. */
const keeps =
  /^(?:-{0,2}storage\.(?:tsdb\.)?retention(?:\.(?:time|size))?|-{0,2}retention(?:[-_.]?(?:time|size|period|policy|hours|days|disk.*))?|(?:KAFKA_)?(?:CFG_)?log[-_.]?retention[\w.-]*|(?:KAFKA_)?(?:CFG_)?log[-_.](?:segment|cleanup)[\w.-]*|retention[-_.](?:ms|bytes|time|size|period)|-{0,2}(?:binlog[-_]expire[-_]logs[-_]seconds|expire[-_]logs[-_]days|sync[-_]binlog|log[-_]bin|wal[-_]keep[-_](?:size|segments)|max[-_]slot[-_]wal[-_]keep[-_]size|max[-_]wal[-_]size|archive[-_]mode|archive[-_]command|log[-_]rotation[-_](?:age|size)|max[-_]?log[-_]?(?:size|files|age)|maxsize|maxage|maxbackups|max-size|max-file|auto[-_]compaction[-_]retention|appendonly|auto-aof-rewrite-percentage|snapshot[-_]?(?:retention|count)|max[-_]?(?:store|history|total)[-_]?(?:size|bytes)?|total[-_]?size[-_]?cap))$/i;

/** Settings of which one bounds the size: where it is not there, only the time does. */
const bounds = /size|bytes|disk|cap\b/i;

const assignments =
  /^[ \t]{0,12}(?:-[ \t]{1,3})?["']?(-{0,2}[A-Za-z][\w.-]{1,60})["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([^\s"'#,][^\n"'#]{0,60})/;

const fromText = (text: string, line: Line, owner: string): readonly Kept[] =>
  text
    .slice(0, 20_000)
    .split("\n")
    .flatMap((row) => {
      const [, name, value] = assignments.exec(row) ?? [];
      return name && value && keeps.test(name) ? [{ name, value: value.trim(), line, owner }] : [];
    });

/** Of operators' objects: Prometheus, Alertmanager, Loki and the like, whose pods are named after them. */
const ofOperators = (view: ClusterView, from: ObjectRef): readonly Kept[] =>
  view.objects
    .filter(
      ({ ref, fields }) =>
        ref.namespace === from.namespace &&
        textAt(fields, "spec", "retention") !== "" &&
        (from.name.includes(ref.name) || from.name.startsWith(ref.kind.toLowerCase())),
    )
    .flatMap((object) =>
      ["retention", "retentionSize"].flatMap((name) => {
        const value = textAt(object.fields, "spec", name);
        return value === "" ? [] : [{ name, value, line: object.cite("spec", name), owner: nameOf(object.ref) }];
      }),
    );

const ofContainers = (view: ClusterView, from: ObjectRef): readonly Kept[] =>
  configuredContainers(view, from).flatMap(({ object, path, container }) =>
    ["command", "args"]
      .flatMap((field) =>
        listAt(container, field).flatMap((word, index) =>
          fromText(
            String(word),
            object.cite(...path, textAt(container, "name"), field, String(index)),
            nameOf(object.ref),
          ),
        ),
      )
      .concat(
        listAt(container, "env").flatMap((one) =>
          fromText(
            `${textAt(one, "name")}=${textAt(one, "value")}`,
            object.cite(...path, textAt(container, "name"), "env", textAt(one, "name")),
            nameOf(object.ref),
          ),
        ),
      ),
  );

const isMapOf = ({ ref }: ObservedObject, from: ObjectRef, workload: string): boolean =>
  ref.namespace === from.namespace &&
  (ref.name.startsWith(workload) || workload.startsWith(ref.name.replace(/-(?:config|conf|cm|configuration)$/, "")));

const settingsFor = (view: ClusterView, from: ObjectRef): readonly Kept[] => {
  const workload = workloadOf(view, from).name.replace(/(?<=[a-z])-\d{1,3}$/, "");
  return [
    ...ofOperators(view, from),
    ...ofContainers(view, from),
    ...loneSettings(view)
      .filter(({ ref }) => ref.name === workload || ref.name === from.name)
      .flatMap(({ key, value, line, ref }) => fromText(`${key}=${value}`, line, nameOf(ref))),
    ...view
      .of("ConfigMap")
      .filter((map) => isMapOf(map, from, workload))
      .flatMap((map) =>
        [...entriesAt(map.fields, "data")].flatMap(([key, value]) => [
          ...fromText(`${key}=${value}`, map.cite("data", key), nameOf(map.ref)),
          ...fromText(value, map.cite("data", key), nameOf(map.ref)),
        ]),
      ),
  ];
};

/** Why a disk fills: what the program is told to keep on it. */
export const growthOf = (
  view: ClusterView,
  from: ObjectRef,
): { readonly note: string; readonly evidence: readonly Line[] } | undefined => {
  if (from.kind === "Log" || from.kind === "Node") return undefined;
  const all = settingsFor(view, from);
  const found = all.filter((one, index) => all.findIndex((other) => other.name === one.name) === index).slice(0, 3);
  if (found.length === 0) return undefined;
  const isUnbounded = found.some(({ name }) => /retention/i.test(name)) && !found.some(({ name }) => bounds.test(name));
  const unbounded = !isUnbounded
    ? ""
    : found[0]!.name === "retention"
      ? " and no retentionSize"
      : " and no limit of size";
  return {
    note: `; ${found[0]!.owner} keeps its data by ${found.map(({ name, value }) => `${name} ${value}`).join(", ")}${unbounded}, more than the volume holds`,
    evidence: found.map(({ line }) => line),
  };
};
