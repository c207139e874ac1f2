import type { KubectlResult } from "./run-kubectl.ts";

/** What kubectl wrote and how it ended, as one text. */
export function written({ code, stdout, stderr }: KubectlResult): string {
  return `${stdout}${stderr === "" ? "" : `--- stderr\n${stderr}`}--- exit ${code}\n`;
}

/**
 * The text without what cannot be the same in two runs over two servers: their addresses, the versions of lists and their marks to go on.
 * Ages go only when they differ (see `withoutAges`).
 */
export function withoutServer(text: string): string {
  return text
    .replace(/https:\/\/[\w.]+:\d+/g, "https://SERVER")
    .replace(/127\.0\.0\.1:\d+/g, "SERVER")
    .replace(/"metadata":\{"resourceVersion":"\d+"/g, '"metadata":{"resourceVersion":"V"')
    .replace(/"continue":"[^"]+"/g, '"continue":"C"')
    .replace(/^[EWI]\d{4} [\d:.]+ +\d+ /gm, "LOG ");
}

/** The text without ages, and without the spaces that depend on how wide they are. */
export function withoutAges(text: string): string {
  return text
    .replace(/\(x(\d+) over [\w]+\)/g, "(x$1 over AGE)")
    .replace(/\b(?:\d+(?:y|d|h|m|s))+(?=[ \n)]|$)/g, "AGE")
    .replace(/ {2,}/g, "  ")
    .replace(/ +$/gm, "");
}

/** Whether two outputs say the same, first byte for byte, then but for ages. */
export function isSame(live: string, recorded: string): boolean {
  const [one, other] = [withoutServer(live), withoutServer(recorded)];
  return one === other || withoutAges(one) === withoutAges(other);
}

/** The first lines in which two texts differ, for a person to read. */
export function firstDifference(live: string, recorded: string): string {
  const [one, other] = [live, recorded].map((text) => withoutAges(withoutServer(text)).split("\n"));
  const at = one!.findIndex((line, index) => line !== other![index]);
  const from = at === -1 ? one!.length : at;
  const shown = (lines: string[]) =>
    lines
      .slice(from, from + 3)
      .map((line) => line.slice(0, 300))
      .join("\n    ");
  return `  line ${from + 1}, live:\n    ${shown(one!)}\n  recorded:\n    ${shown(other!)}`;
}
