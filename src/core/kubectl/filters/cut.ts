import { type Options, optionTable } from "./options.ts";
import { eachLine, type Stage } from "./stage.ts";

export const cutTable = optionTable(
  "d,delimiter: f,fields: c,characters: b,bytes: s,only-delimited complement output-delimiter:",
);

/** `cut -d X -f LIST` and `cut -c LIST`; `-b` counts characters too. */
export function cut(options: Options): Stage {
  const characters = options.value("c") ?? options.value("b");
  const fields = options.value("f");
  if ((characters === undefined) === (fields === undefined)) throw new Error("cut needs one of -f and -c");
  const ranges = rangesOf((characters ?? fields)!);
  const keeps = (number: number) =>
    ranges.some(([from, to]) => number >= from && number <= to) !== options.has("complement");
  if (characters !== undefined) {
    const join = options.value("output-delimiter") ?? "";
    return eachLine((line, emit) => emit([...line].filter((_, index) => keeps(index + 1)).join(join)));
  }
  const delimiter = options.value("d") ?? "\t";
  if ([...delimiter].length !== 1) throw new Error("cut -d takes one character");
  const join = options.value("output-delimiter") ?? delimiter;
  return eachLine((line, emit) => {
    const parts = line.split(delimiter);
    if (parts.length > 1) emit(parts.filter((_, index) => keeps(index + 1)).join(join));
    else if (!options.has("s")) emit(line);
  });
}

function rangesOf(list: string): readonly (readonly [number, number])[] {
  return list.split(",").map((part) => {
    const match = /^(\d{0,9})(-?)(\d{0,9})$/.exec(part);
    if (match === null || /^-?$/.test(part)) throw new Error(`cut does not understand the list \`${list}\``);
    const from = match[1] === "" ? 1 : Number(match[1]);
    const to = match[2] === "" ? from : match[3] === "" ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (from < 1 || to < from) throw new Error(`cut does not understand the list \`${list}\``);
    return [from, to] as const;
  });
}
