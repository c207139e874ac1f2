import { askedBy } from "../../evidence/asked.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import { imageParts } from "./container-rows.ts";
import { fieldsOf, namesOfPath, nounsOf } from "./object-rows.ts";
import { onceAPiece } from "./once-a-piece.ts";
import type { Row } from "./row.ts";

/** Rows that a jsonpath template printed, as far as the template tells the fields: `{.metadata.name}{"\t"}{.spec.replicas}{"\n"}`. */
export const jsonpathSets = onceAPiece((piece) => {
  if (!/jsonpath/.test(piece.command)) return [];
  const { kinds, output, outputArgument, namespace } = askedBy(piece.parsed, piece.command);
  const template = output === "jsonpath" ? templateOf(outputArgument) : null;
  if (template === null || kinds.length === 0) return [];
  const names = template.paths.map(fieldOf);
  const more = new Map(names.map((name, at) => [name, namesOfPath(template.paths[at]!)]));
  const rows: Row[] = [];
  for (const line of linesOf(piece)) {
    const values = valuesIn(line.text, template.texts);
    if (values === null) continue;
    const cells = new Map(names.map((name, at) => [name, values[at]!.trim()]));
    if (namespace !== undefined && !cells.has("namespace")) cells.set("namespace", namespace);
    for (const [field, value] of partsOf(cells.get("image") ?? "")) cells.set(field, value);
    rows.push({ cells, lines: [line] });
  }
  if (rows.length === 0 || !names.includes("name")) return [];
  return [{ sort: "object", nouns: nounsOf(kinds[0]!), fields: fieldsOf(rows, more), rows, named: ["name"] }];
});

function partsOf(images: string): readonly (readonly [string, string])[] {
  const all = images.split(/[ ,]+/).map((one) => new Map(imageParts(one)));
  const joined = (key: string) =>
    [...new Set(all.map((one) => one.get(key) ?? ""))].filter((one) => one !== "").join(",");
  return images === ""
    ? []
    : [
        ["registry", joined("registry")],
        ["tag", joined("tag")],
      ];
}

/** The paths of a template, and the texts that stand before, between and behind them on a line. */
type Template = { readonly paths: readonly string[]; readonly texts: readonly string[] };

function templateOf(argument: string): Template | null {
  const body = /\{range [^}]{1,80}\}(.{1,2000}?)\{end\}/s.exec(argument)?.[1];
  if (body === undefined || body.includes("{range")) return null;
  const paths: string[] = [];
  const texts: string[] = [""];
  for (const [, inside, outside] of body.matchAll(
    /\{((?:[^{}"']|"[^"]{0,200}"|'[^']{0,200}'){0,300})\}|([^{}]{1,200})/g,
  )) {
    const literal = outside ?? /^ *["'](.{0,200})["'] *$/s.exec(inside ?? "")?.[1];
    if (literal !== undefined) texts[texts.length - 1] += unescaped(literal);
    else {
      paths.push((inside ?? "").trim());
      texts.push("");
    }
  }
  return paths.length < 2 || texts.slice(1, -1).some((text) => text === "") ? null : { paths, texts };
}

const unescaped = (text: string) => text.replaceAll("\\t", "\t").replaceAll("\\n", "\n").replaceAll('\\"', '"');

function fieldOf(path: string): string {
  if (/^\.?metadata\.name$/.test(path)) return "name";
  if (/^\.?metadata\.namespace$/.test(path)) return "namespace";
  if (/tls[^}]*hosts/.test(path)) return "tls hosts";
  if (/rules[^}]*host$/.test(path)) return "hosts";
  return namesOfPath(path)[0]!;
}

function valuesIn(text: string, texts: readonly string[]): readonly string[] | null {
  const first = texts[0]!.replace("\n", "");
  if (!text.startsWith(first)) return null;
  let from = first.length;
  const values: string[] = [];
  for (const next of texts.slice(1)) {
    const mark = next.replace("\n", "").replace(/[ \t]+$/, (blank) => (next.includes("\n") ? "" : blank));
    const at = mark === "" ? text.length : text.indexOf(mark, from);
    if (at < 0) return null;
    values.push(text.slice(from, at));
    from = at + mark.length;
  }
  return values;
}
