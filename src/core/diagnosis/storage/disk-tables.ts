import type { Line } from "../../evidence/evidence.ts";
import { quantity } from "../objects/quantity.ts";

/** A file system as `df` shows it inside a container. */
export type FileSystem = {
  readonly mount: string;
  readonly size: string;
  readonly percent: number;
  readonly line: Line;
};

/** A folder or file with all below it, as `du` counts it. */
export type Folder = { readonly path: string; readonly bytes: number; readonly printed: string; readonly line: Line };

const row = /^(\S+)\s+(\d[\d.]*[KMGTP]?i?)\s+(\d[\d.]*[KMGTP]?i?)\s+(\d[\d.]*[KMGTP]?i?)\s+(\d{1,3})%\s+(\/\S*)\s*$/;

/** The rows of `df` and `df -h`; those of `df -i` count inodes and are no sizes. */
export const fileSystemsIn = (lines: readonly Line[]): readonly FileSystem[] =>
  lines.some(({ text }) => /^Filesystem\s+I?[Ii]nodes\s/.test(text))
    ? []
    : lines.flatMap((line) => {
        const [, , size = "", , , percent = "", mount = ""] = row.exec(line.text.slice(0, 1000)) ?? [];
        return mount === "" ? [] : [{ mount, size, percent: Number(percent), line }];
      });

/** The rows of `du`; amounts without a unit are kibibytes, with `-b` bytes. */
export const foldersIn = (lines: readonly Line[]): readonly Folder[] => {
  const command = lines[0]?.command ?? "";
  if (!/\bdu\b/.test(command)) return [];
  const plain = /\bdu\s+(?:-\S+\s+)*-\w*b/.test(command) ? 1 : 1024;
  return lines.flatMap((line) => {
    const [, amount, unit, path] =
      /^\s*(\d{1,18}(?:[.,]\d{1,3})?)([KMGTP]?)i?B?\s+(\/?[^\s|]\S{0,400})\s*$/.exec(line.text) ?? [];
    if (amount === undefined || path === undefined) return [];
    const value = amount.replace(",", ".");
    const bytes = unit === "" ? Number(value) * plain : quantity(`${value}${unit}i`);
    const printed = unit === "" ? `${+((bytes ?? 0) / 2 ** 30).toFixed(1)}G` : `${amount}${unit}`;
    return bytes === undefined ? [] : [{ path: path.replace(/(?<=.)\/$/, ""), bytes, printed, line }];
  });
};

/** The folder that makes up most of what was counted, of those that hold no other that was counted. */
export const largestFolder = (folders: readonly Folder[]): Folder | undefined => {
  const isAbove = (one: Folder, other: Folder): boolean =>
    one !== other && (one.path === "." || other.path.startsWith(one.path === "/" ? "/" : `${one.path}/`));
  const leaves = folders.filter((one) => !folders.some((other) => isAbove(one, other)));
  const [first] = [...leaves].sort((left, right) => right.bytes - left.bytes);
  const total = Math.max(
    leaves.reduce((sum, { bytes }) => sum + bytes, 0),
    ...folders.map(({ bytes }) => bytes),
  );
  return first && leaves.length > 1 && first.bytes >= 2 ** 30 && first.bytes * 2 > total ? first : undefined;
};
