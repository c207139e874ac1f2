import { FieldsBuilder } from "../objects/fields-builder.ts";
import type { Fields, ObjectRef } from "../observed.ts";

/** The path (`status.phase`) behind each heading of `-o custom-columns=NAME:.metadata.name,PHASE:.status.phase`. */
export function customPaths(argument: string): ReadonlyMap<string, string> {
  return new Map(
    argument.split(/,(?=[^,:\]]+:)/).map((column) => {
      const colon = column.indexOf(":");
      return [
        column.slice(0, colon).trim().toUpperCase(),
        column
          .slice(colon + 1)
          .trim()
          .replace(/^\{?\.?|\}$/g, ""),
      ];
    }),
  );
}

/**
 * Fields by the paths of the columns. Of a path through a list (`spec.taints[*].key`) the values are printed apart by commas, and
 * several such columns describe the same entries.
 */
export function customFields(
  ref: ObjectRef,
  cells: ReadonlyMap<string, string>,
  paths: ReadonlyMap<string, string>,
): Fields {
  const builder = new FieldsBuilder();
  builder.set(["metadata", "name"], ref.name, 0);
  builder.set(["metadata", "namespace"], ref.namespace, 0);
  for (const [heading, path] of paths) {
    const cell = cells.get(heading);
    if (cell === undefined || cell === "" || cell === "<none>") continue;
    const listed = /^(\w+(?:\.\w+)*)\[[*\d]*\](?:\.(\w+(?:\.\w+)*))?$/.exec(path);
    const maps = /^\[map\[/.test(cell) && /^\w+(?:\.\w+)*$/.test(path) ? goMaps(cell) : undefined;
    if (maps !== undefined) builder.set(path.split("."), maps, 0);
    else if (picked.test(path)) putPicked(builder, picked.exec(path)!, cell);
    else if (listed !== null) putList(builder, listed[1]!, listed[2] ?? "", cell);
    else if (mapEntry.test(path)) builder.set(entrySteps(path), typed(cell), 0);
    else if (/^\w+(?:\.\w+)*$/.test(path)) builder.set(path.split("."), typed(cell), 0);
  }
  return builder.fields;
}

/** `status.conditions[?(@.type=="Ready")].status`: one field of the entry that has this value. */
const picked = /^(\w+(?:\.\w+){0,8})\[\?\(@\.(\w{1,60}) ?== ?\\?["']?([\w./-]{1,120}?)\\?["']?\)\]\.(\w{1,60})$/;

function putPicked(builder: FieldsBuilder, [, list, key, value, field]: RegExpExecArray, cell: string): void {
  const steps = list!.split(".");
  const parent = steps.length === 1 ? builder : builder.in(...steps.slice(0, -1));
  const known = parent.fields[steps.at(-1)!];
  const entries = Array.isArray(known) ? known : [];
  const own = entries.find((entry) => (entry as Fields)[key!] === value);
  const entry = { ...(own as Fields | undefined), [key!]: value, [field!]: typed(cell) };
  builder.set(steps, own === undefined ? [...entries, entry] : entries.map((one) => (one === own ? entry : one)), 0);
}

/** A list of flat maps as Go prints it: `[map[effect:NoSchedule key:team value:bi]]`. */
function goMaps(cell: string): readonly Fields[] {
  return [...cell.matchAll(/map\[([^[\]]{0,1000})\]/g)].map((match) =>
    Object.fromEntries(
      match[1]!
        .split(" ")
        .map((pair) => [pair.slice(0, pair.indexOf(":")), pair.slice(pair.indexOf(":") + 1)] as const)
        .filter(([key]) => /^[a-z]\w{0,60}$/i.test(key)),
    ),
  );
}

/** An annotation or label, whose key has dots of its own, escaped or not. */
const mapEntry = /^metadata\.(?:annotations|labels)\.(?!__proto__$)[\w.\\/-]{1,300}$/;

function entrySteps(path: string): readonly string[] {
  const [root, map, ...key] = path.split(".");
  return [root!, map!, key.join(".").replaceAll("\\", "")];
}

function putList(builder: FieldsBuilder, path: string, field: string, cell: string): void {
  const steps = path.split(".");
  const parent = steps.length === 1 ? builder : builder.in(...steps.slice(0, -1));
  const known = parent.fields[steps.at(-1)!];
  const entries = Array.isArray(known) ? [...known] : [];
  cell.split(",").forEach((text, index) => {
    if (field === "") entries[index] = typed(text);
    else if (text !== "<none>") entries[index] = withField(entries[index], field.split("."), typed(text));
    else entries[index] ??= {};
  });
  builder.set(steps, entries, 0);
}

/** An entry with one more field, which may lie deeper in it. */
function withField(entry: unknown, [step, ...rest]: readonly string[], value: unknown): Fields {
  const known = typeof entry === "object" && entry !== null ? (entry as Fields) : {};
  if (step === undefined || step === "__proto__") return known;
  return { ...known, [step]: rest.length === 0 ? value : withField(known[step], rest, value) };
}

function typed(cell: string): unknown {
  if (/^\d{1,15}$/.test(cell)) return Number(cell);
  return cell === "true" || cell === "false" ? cell === "true" : cell;
}

/** The headings under which kubectl itself prints what these paths of an event hold. */
const eventHeadings: readonly (readonly [RegExp, string])[] = [
  [/^(?:involvedObject|regarding)\.name$/, "NAME"],
  [/^(?:involvedObject|regarding)\.kind$/, "KIND"],
  [/^(?:(?:involvedObject|regarding)|metadata)\.namespace$/, "NAMESPACE"],
  [/^reason$/, "REASON"],
  [/^(?:message|note)$/, "MESSAGE"],
  [/^type$/, "TYPE"],
  [/^(?:count|series\.count|deprecatedCount)$/, "COUNT"],
];

/** Cells of an event under kubectl's own headings, whatever the person called the columns. */
export function withEventHeadings(
  cells: ReadonlyMap<string, string>,
  paths: ReadonlyMap<string, string> | undefined,
): ReadonlyMap<string, string> {
  if (paths === undefined) return cells;
  const inOrder = [...cells.values()];
  const renamed = [...paths].flatMap(([heading, path], index): readonly (readonly [string, string])[] => {
    const known = eventHeadings.find(([pattern]) => pattern.test(path))?.[1];
    const cell = cells.get(heading) ?? inOrder[index];
    return known === undefined || cell === undefined ? [] : [[known, cell]];
  });
  return new Map(renamed);
}
