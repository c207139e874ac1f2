import type { Asked } from "../asked.ts";
import type { Fields, ObjectRef } from "../observed.ts";
import { lineAt, type PrintedLines } from "../printed-lines.ts";
import { nothingRead, type Reading } from "../reading.ts";
import { isClusterScoped } from "../tables/table-fields.ts";
import { templatedValues } from "./jsonpath-template.ts";

/** Reads what `get <kind> <name> -o jsonpath='{.spec.paused}'` printed: one field of one object, or one on each line. */
export function readJsonPath(lines: PrintedLines, asked: Asked, namespace: string): Reading {
  const only = asked.names.length === 1 ? asked.names[0]! : undefined;
  const kind = only?.kind || (asked.kinds.length === 1 ? asked.kinds[0]! : "");
  const paths = pathsIn(asked.outputArgument);
  if (only === undefined || kind === "") return nothingRead;
  const ref: ObjectRef = isClusterScoped(kind) ? { kind, name: only.name } : { kind, namespace, name: only.name };
  if (paths === undefined) {
    const some = labelled(lines, asked.outputArgument, ref);
    return templated(lines, asked.outputArgument, ref) ?? some;
  }
  const printed = lines.plain.map((text, index) => ({ text: text.trim(), index })).filter(({ text }) => text !== "");
  const values =
    paths.length === 1
      ? [{ text: printed.map(({ text }) => text).join("\n"), index: printed[0]?.index ?? 0 }]
      : printed;
  if (values.length !== paths.length || values[0]!.text === "")
    return templated(lines, asked.outputArgument, ref) ?? nothingRead;
  const shown = paths.map((path, index) => ({ path, ...values[index]! }));
  return readingOf(ref, shown, lines);
}

function templated(lines: PrintedLines, argument: string, ref: ObjectRef): Reading | undefined {
  const shown = templatedValues(argument, lines.plain);
  return shown === undefined ? undefined : readingOf(ref, shown, lines);
}

type Shown = { readonly path: readonly string[]; readonly text: string; readonly index: number };

function readingOf(ref: ObjectRef, shown: readonly Shown[], lines: PrintedLines): Reading {
  const fields = shown.reduce<Fields>((all, one) => placed(all, one.path, typed(one.text)), {});
  const find = (path: readonly string[]) => {
    const seen = shown.find(
      (one) =>
        path.length === 0 ||
        isBelow(path, one.path) ||
        isBelow(
          path,
          one.path.filter((step) => step !== "0"),
        ),
    );
    return seen === undefined ? undefined : lineAt(lines, seen.index);
  };
  return { ...nothingRead, sightings: [{ ref, source: "part", fields, find }] };
}

/** The path leads to what was printed or into it; the only entry of a list may be meant by its name. */
const isBelow = (path: readonly string[], shown: readonly string[]): boolean =>
  shown.every((step, index) => step === path[index] || (step === "0" && path[index] !== undefined));

/** `grace={.spec.terminationGracePeriodSeconds} deletion={.metadata.deletionTimestamp}`: each value stands behind a word of its own. */
function labelled(lines: PrintedLines, argument: string, ref: ObjectRef): Reading {
  const labels = /([A-Za-z][\w-]{0,40}[=:] ?)\{(\.[\w.[\]*]{1,200})\}/g;
  const shown = [...argument.slice(0, 2000).matchAll(labels)].flatMap(([, label, path]): readonly Shown[] => {
    const steps = pathsIn(`{${path}}`)?.[0];
    const index = lines.plain.findIndex((text) => text.includes(label!));
    const line = lines.plain[index] ?? "";
    const at = line.indexOf(label!);
    const text = /^[^\s,;|]{0,300}/.exec(line.slice(at + label!.length))?.[0] ?? "";
    const isPart = at > 0 && /\w/.test(line[at - 1]!);
    return steps === undefined || index < 0 || text === "" || isPart ? [] : [{ path: steps, text, index }];
  });
  return shown.length === 0 || /\{range\b/.test(argument) ? nothingRead : readingOf(ref, shown, lines);
}

/** The paths of an expression that holds nothing but paths and line ends; undefined for ranges, filters and texts. */
function pathsIn(argument: string): readonly (readonly string[])[] | undefined {
  const pieces = argument
    .replace(/^['"]|['"]$/g, "")
    .split(/(?<=\})/)
    .map((piece) => piece.trim());
  const paths: (readonly string[])[] = [];
  for (const piece of pieces) {
    const inner = piece === "" ? "" : /^\{(.*)\}$/.exec(piece.includes("{") ? piece : `{${piece}}`)?.[1];
    if (inner === undefined) return undefined;
    if (inner === "" || /^["'](?:\\n|\\t| )*["']$/.test(inner)) continue;
    const steps = stepsOf(inner);
    if (steps === undefined) return undefined;
    paths.push(steps);
  }
  return paths.length === 0 ? undefined : paths;
}

/** The steps of a plain path (`.status.containerStatuses[0].state`); undefined for filters and functions. */
export function stepsOf(path: string): readonly string[] | undefined {
  if (!/^\.?[a-zA-Z]\w*(?:\.[a-zA-Z]\w*|\[(?:\d+|\*)\])*$/.test(path)) return undefined;
  return path
    .replace(/^\./, "")
    .replaceAll(/\[(?:\d+|\*)\]/g, ".0")
    .split(".");
}

/** A printed value: JSON, a number, a truth value, or text. */
export function typed(text: string): unknown {
  if (/^[[{]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  return text === "true" || text === "false" ? text === "true" : text;
}

/** The fields with a value at a path; the step `0` is the first entry of a list. */
export function placed(fields: Fields, [step, ...rest]: readonly string[], value: unknown): Fields {
  if (step === undefined || step === "__proto__") return fields;
  const [next, ...below] = rest;
  if (next === undefined) return { ...fields, [step]: value };
  const known = fields[step];
  if (next !== "0") return { ...fields, [step]: placed(isMap(known) ? known : {}, rest, value) };
  const first = Array.isArray(known) && isMap(known[0]) ? known[0] : {};
  return { ...fields, [step]: [below.length === 0 ? value : placed(first, below, value)] };
}

const isMap = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
