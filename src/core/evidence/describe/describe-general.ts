import type { FieldsBuilder } from "../objects/fields-builder.ts";
import type { DescribeContext } from "./describe-context.ts";
import type { Section } from "./describe-tree.ts";

const ofMetadata = new Set(["Name", "Namespace", "Labels", "Annotations", "Events", "Metadata"]);

/**
 * Fields of a kind without a reader of its own. Custom resources are printed with their own fields, each key in words
 * (`Max Replicas`); the API spells it `maxReplicas`.
 */
export function generalFields({ sections, builder }: DescribeContext): void {
  for (const section of sections) {
    if (!ofMetadata.has(section.key)) generalField(builder, section);
  }
}

function generalField(builder: FieldsBuilder, section: Section): void {
  const key = camelCased(section.key);
  if (key === "") return;
  const value = generalValue(section);
  builder.set([key], value, section.line);
  if (typeof value === "object") markLines(builder, [key], section);
}

function generalValue(section: Section): unknown {
  const keyed = section.children.filter((child) => child.key !== "");
  if (section.children.length === 0) return plainValue(section.value);
  if (section.value !== "" && keyed.length > 0) return [section.value, ...section.children.map(printed)].join(" ");
  if (section.key === "Conditions" && keyed.length > 0) return listValue(keyed).map(asCondition);
  if (keyed.length === 0)
    return [section.value, ...section.children.map((child) => child.value)].filter((text) => text !== "");
  return repeats(keyed) || lists.has(section.key) ? listValue(keyed) : mapValue(keyed);
}

/** A text of several lines goes on below its key, where a colon makes no key of its own. */
const printed = ({ key, value }: Section): string => (key === "" ? value : `${key}: ${value}`);

/** Lists that often have one entry, which is printed like a map: those of the Gateway API and of cert-manager. */
const lists: ReadonlySet<string> = new Set(
  "Parent Refs,Backend Refs,Certificate Refs,Rules,Listeners,Parents,Solvers,Authorizations,Challenges".split(","),
);

/** Lists of objects are printed one after the other, so that the first key comes again. */
function repeats(children: readonly Section[]): boolean {
  const first = children[0]!.key;
  return children.filter((child) => child.key === first).length > 1;
}

/** A single condition is printed like a map; its status is text, as the API has it. */
function asCondition(entry: { [key: string]: unknown }): { [key: string]: unknown } {
  const { status } = entry;
  return typeof status === "boolean" ? { ...entry, status: status ? "True" : "False" } : entry;
}

function listValue(children: readonly Section[]): { [key: string]: unknown }[] {
  const entries: Section[][] = [];
  const first = children[0]!.key;
  for (const child of children) {
    if (child.key === first || entries.length === 0 || entries.at(-1)!.some((seen) => seen.key === child.key))
      entries.push([]);
    entries.at(-1)!.push(child);
  }
  return entries.map(mapValue);
}

function mapValue(children: readonly Section[]): { [key: string]: unknown } {
  return Object.fromEntries(children.map((child) => [camelCased(child.key), generalValue(child)]));
}

function markLines(builder: FieldsBuilder, path: readonly string[], section: Section): void {
  for (const child of section.children) {
    const key = camelCased(child.key);
    if (key === "") continue;
    builder.mark([...path, key], child.line);
    if (path.length < 8) markLines(builder, [...path, key], child);
  }
}

function plainValue(text: string): unknown {
  if (text === "<none>" || text === "<unset>" || text === "<nil>") return undefined;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  const lower = text.toLowerCase();
  return lower === "true" || lower === "false" ? lower === "true" : text;
}

/** `Max Replicas` as `maxReplicas`; a key that is no plain words stays as it is. */
function camelCased(key: string): string {
  if (!/^[A-Za-z0-9 ()-]+$/.test(key)) return key === "__proto__" ? "" : key;
  const words = key.split(/[ ()-]+/).filter((word) => word !== "");
  return words.map((word, index) => (index === 0 ? lowerFirst(word) : word[0]!.toUpperCase() + word.slice(1))).join("");
}

function lowerFirst(word: string): string {
  return /^[A-Z]+$/.test(word) ? word.toLowerCase() : word[0]!.toLowerCase() + word.slice(1);
}
