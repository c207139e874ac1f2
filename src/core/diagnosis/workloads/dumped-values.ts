import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { memo } from "../objects/memo.ts";
import { type Flaw, flawOf, flawOfSecret } from "./value-flaws.ts";

/** One value of a Secret that was decoded and printed byte by byte, with its flaw. */
export type DumpedValue = {
  readonly from: ObjectRef;
  readonly key: string;
  readonly flaw: Flaw;
  readonly line: Line;
};

const ofSecret = /\bget\s+(?:secrets?[ /])\s*["']?([a-z0-9][a-z0-9.-]{0,252})/;
/** `{.data.password}`, `{.data['tls\.crt']}`, `{{.data.password}}`, `{{index .data "password"}}`, `jq -r .data.password`. */
const ofKey = /\.data(?:\.|\[["']|\["|\s+["'])((?:[\w-]|\\?\.)+)/;
const isDecoded = /base64\s+(?:-d|-D|--decode|-di)\b|base64decode|@base64d/;

/** Every value of a Secret whose end a command shows: as bytes, as marked characters, as JSON, or as the base64 text itself. */
export const dumpedValues = memo((view: ClusterView): readonly DumpedValue[] =>
  view.evidence.flatMap(({ command, stdout, namespace }) => {
    const name = ofSecret.exec(command)?.[1];
    if (name === undefined || stdout.length > 20_000) return [];
    const space = /(?:-n|--namespace)[ =]["']?([a-z0-9][a-z0-9-]{0,62})/.exec(command)?.[1] ?? namespace;
    const from = { kind: "Secret", namespace: space, name };
    return flawsShown(command, stdout).map((one) => ({ from, ...one }));
  }),
);

const flawsShown = (command: string, text: string): readonly Omit<DumpedValue, "from">[] => {
  const key = ofKey.exec(command)?.[1]?.replaceAll("\\", "");
  if (key === undefined) return isDecoded.test(command) ? flawsOfMembers(command, text) : [];
  const flaw = flawShown(command, text);
  return flaw === undefined ? [] : [{ key, flaw, line: lastLine(command, text) }];
};

/** `"password": "hunter2\n"`: all values, decoded by `jq` and printed as JSON. */
const flawsOfMembers = (command: string, text: string): readonly Omit<DumpedValue, "from">[] =>
  text.split("\n").flatMap((row, index) => {
    const [, key, value] = /^\s*["{\s]*"?([\w.-]{1,253})": ("(?:[^"\\]|\\.){1,600}"),?\s*}?$/.exec(row) ?? [];
    const flaw = key === undefined ? undefined : flawOf(readQuoted(value!));
    return key === undefined || flaw === undefined
      ? []
      : [{ key, flaw, line: { command, line: index + 1, text: row } }];
  });

const flawShown = (command: string, text: string): Flaw | undefined => {
  const behind = isDecoded.exec(command);
  if (behind === null) return command.includes("|") ? undefined : flawOfSecret(text.trim());
  const filter = command.slice(behind.index);
  const bytes = dumpers.find(([tool]) => tool.test(filter))?.[1](text);
  return bytes === undefined ? undefined : flawOf(bytes);
};

const lastLine = (command: string, text: string): Line => {
  const lines = text.trimEnd().split("\n");
  const at = lines.findLastIndex((line) => !/^[0-9a-f]{7,8}$/.test(line.trim()));
  return { command, line: at + 1, text: lines[at] ?? "" };
};

const fromHex = (words: readonly string[]): string =>
  words.map((word) => String.fromCharCode(Number.parseInt(word, 16))).join("");

/** `00000000: 7039 4b76 0a    p9Kv.`, and plain as `xxd -p` prints it. */
const readXxd = (text: string): string =>
  fromHex(
    text.split("\n").flatMap((line) => {
      const row = /^[0-9a-f]{8}: ((?:[0-9a-f]{2,8} )+)/.exec(line)?.[1] ?? /^([0-9a-f]{2,60})$/.exec(line.trim())?.[1];
      return row?.replaceAll(" ", "").match(/../g) ?? [];
    }),
  );

/** `00000000  70 39 0a  |p9.|` of `hexdump -C`, `0000000 70 39 0a` of `od -tx1`. */
const readHexBytes = (text: string): string =>
  fromHex(
    text
      .split("\n")
      .flatMap((line) => (/^(?:[0-9a-f]{7,8})?((?: {1,3}[0-9a-f]{2})+)(?=\s|$)/.exec(line)?.[1] ?? "").split(" "))
      .filter((word) => word !== ""),
  );

const escapes: ReadonlyMap<string, string> = new Map([
  ["\\n", "\n"],
  ["\\r", "\r"],
  ["\\t", "\t"],
]);

/** `0000000   p   9  \n`: every byte takes four characters. */
const readCharacters = (text: string): string =>
  text
    .split("\n")
    .flatMap((line) => line.replace(/^[0-7]{7}/, "").match(/ {1,3}\S{1,3}| {4}/g) ?? [])
    .map((cell) => escapes.get(cell.trim()) ?? (cell.trim() || " "))
    .join("");

/** `value$`: the sign stands where a line ends, and is absent where the text does not end in one. */
const readMarkedEnds = (text: string): string =>
  text.trimEnd().split("\n").length > 1 ? "" : text.trimEnd().replace(/(?:\^M)?\$$/, "\n");

const readQuoted = (text: string): string => {
  try {
    return String(JSON.parse(text.trim()));
  } catch {
    return "";
  }
};

/** What prints bytes so that they can be told apart, and how it is read. */
const dumpers: readonly (readonly [tool: RegExp, read: (text: string) => string])[] = [
  [/\|\s*xxd\b/, readXxd],
  [/\|\s*(?:hexdump\s+-C|hd\b|od\s[^|]*-?t?x1)/, readHexBytes],
  [/\|\s*od\s[^|]*-\w*c/, readCharacters],
  [/\|\s*cat\s+-(?:A|e|E|vet|vE)/, readMarkedEnds],
  [/\|\s*jq\s+-(?:Rs|sR)/, readQuoted],
];
