import { isRow } from "../../diagnosis/objects/is-row.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { remembered } from "../../kubectl/remembered.ts";
import type { Answered } from "../answers/answer.ts";
import { leavesOfFields } from "../facts/whole/leaves.ts";
import { enumerated } from "../wording.ts";
import { describedLeaves } from "./described.ts";
import { isGrammar } from "./grammar.ts";
import { type Meant, mark } from "./meant.ts";
import type { Value } from "./readers.ts";

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
/** Headings and steps of paths come again with each of thousands of rows. */
const plainKey = remembered(plain);

/** A value that is asked for by its heading or key: `replication factor`, `max_connections`, `proxy body size`. */
export function keyValue({ words, exact, made, isWhole }: Meant, view: ClusterView): Answered | null {
  const left = words.filter((word) => word !== mark && !isGrammar(word));
  const key = plain(left.join(""));
  const isSpoken = words.includes("set") || words.includes("value") || words.includes("variable");
  if (key.length < (isSpoken ? 2 : 4) || left.length > 4) return null;
  const own = valuesOf(key, exact, view);
  if (isWhole === true && own.length < exact.length) return null;
  return told(left, own) ?? (isName(left) ? told(left, valuesOf(key, made, view)) : null);
}

/** A key that is written as programs write it, or in several words, of whatever shows it: `what is LOG_LEVEL set to`. */
export function anyKeyValue(words: readonly string[], view: ClusterView): Answered | null {
  const left = words.filter((word) => !isGrammar(word));
  const key = plain(left.join(""));
  if (key.length < 6 || left.length > 4 || !(isName(left) || left.length > 1)) return null;
  return told(left, valuesOf(key, view.objects, view));
}

/** `log_level` is no prose. */
const isName = (left: readonly string[]): boolean => left.length === 1 && /[a-z0-9][_.][a-z0-9]/.test(left[0]!);

type Found = { readonly object: ObservedObject; readonly values: readonly Value[] };

function valuesOf(key: string, objects: readonly ObservedObject[], view: ClusterView): readonly Found[] {
  return objects.flatMap((object) => {
    const cells = [...object.printed].filter(([heading]) => plainKey(heading) === key).map(([, one]) => one);
    // what a row shows are its cells
    const leaves = isRow(object)
      ? []
      : [...leavesOfFields(object.fields, (path) => object.cite(...path)), ...describedLeaves(object, view)];
    const found = leaves.filter(({ path, value }) => value !== "" && endsWith(path, key));
    const values: readonly Value[] = cells.length > 0 ? cells : found;
    return values.length === 0 ? [] : [{ object, values: values.slice(0, 5) }];
  });
}

function told(left: readonly string[], found: readonly Found[]): Answered | null {
  const groups = [...Map.groupBy(found, ({ values }) => [...new Set(values.map(({ value }) => value))].join(", "))];
  if (groups.length === 0 || groups.length > 3) return null;
  const parts = groups.map(([value, own]) => {
    const names = own.map(({ object: { ref } }) => `${ref.kind} ${ref.name}`);
    return `${value} (${enumerated(names, 8)})`;
  });
  return {
    summary: `${left.join(" ")}: ${parts.join("; ")}.`,
    details: "",
    lines: found.flatMap(({ values }) => values.map(({ line }) => line)),
  };
}

/** Whether the last steps of a path are a key, in the words of a question: `limits / memory` is a memory limit. */
function endsWith(path: string, key: string): boolean {
  const all = path.split(" / ").map((step) => plainKey(step.slice(step.lastIndexOf("/") + 1)));
  const steps = all.at(-1) === "value" ? all.slice(0, -1) : all;
  const [before, last] = [steps.at(-2) ?? "", steps.at(-1) ?? ""];
  return last === key || `${before}${last}` === key || `${last}${before.replace(/s$/, "")}` === key;
}
