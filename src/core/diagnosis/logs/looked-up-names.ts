import type { Evidence, Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { memo } from "../objects/memo.ts";

/** An address that DNS gave for a name, in lower case and without the dot at its end. */
export type Answer = { readonly name: string; readonly address: string; readonly line: Line };

/** What `nslookup`, `dig`, `host`, `getent` and `ping` were answered, wherever they were run. */
export const lookedUpNames = memo((view: ClusterView): readonly Answer[] =>
  view.evidence.flatMap((piece) => (isLookup.test(ownOf(piece.command)) ? [...inWords(piece), ...inShort(piece)] : [])),
);

/** The names that a command asks DNS for, each as often as it does. */
export const askedNames = (command: string): readonly string[] =>
  [
    ...command.slice(0, 2000).matchAll(/\b(?:dig|nslookup|host|getent (?:a?hosts(?:v4|v6)?))\b([^;|&"'\n]{0,400})/g),
  ].flatMap(([, given = ""]) => {
    const name = given.split(/\s+/).find((word) => /^[a-z0-9][\w-]*(?:\.[\w-]+)+\.?$/i.test(word));
    return name === undefined ? [] : [plain(name)];
  });

/** What is run: behind `--` where a pod is told to. */
const ownOf = (command: string): string => {
  const [first = "", inside] = command.slice(0, 2000).split(" -- ", 2);
  return inside ?? (/^(?:kubectl|oc|k)\b/.test(first) ? "" : first);
};

const isLookup = /\b(?:dig|nslookup|host|getent|ping|drill)\b/;

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, "");

const address = "((?:\\d{1,3}\\.){3}\\d{1,3}|[\\da-f]{1,4}:[\\da-f:]{2,40})";

/** Name and address in one line: dig's answers, host's, ping's; getent prints the address first. */
const forms: readonly (readonly [form: RegExp, name: number, address: number])[] = [
  [new RegExp(`^([\\w.-]{1,253}?)\\.?\\s+\\d{1,9}\\s+IN\\s+A{1,4}\\s+${address}`, "i"), 1, 2],
  [new RegExp(`^([\\w.-]{1,253}) has (?:IPv6 )?address ${address}`, "i"), 1, 2],
  [new RegExp(`^PING ([\\w.-]{1,253}) \\(${address}\\)`, "i"), 1, 2],
  [new RegExp(`^${address}\\s+(?:(?:STREAM|DGRAM|RAW)\\s+)?([a-z][\\w-]{0,62}(?:\\.[\\w-]{1,63})+)`, "i"), 2, 1],
];

const ofNslookup = new RegExp(`^Address(?: \\d)?:\\s+${address}$`, "i");

const inWords = (piece: Evidence): readonly Answer[] => {
  let named = "";
  return linesOf(piece).flatMap((line): readonly Answer[] => {
    const text = line.text.trim();
    named = /^Name:\s+(\S{1,253})$/.exec(text)?.[1] ?? named;
    const below = ofNslookup.exec(text)?.[1];
    if (below !== undefined && named !== "") return [{ name: plain(named), address: below, line }];
    for (const [form, name, at] of forms) {
      const match = form.exec(text);
      if (match !== null) return [{ name: plain(match[name]!), address: match[at]!, line }];
    }
    return [];
  });
};

const bare = new RegExp(`^${address}$`, "i");

/** `dig +short` prints addresses alone: whose they are is told where one name is asked for, or each has just one. */
const inShort = (piece: Evidence): readonly Answer[] => {
  if (!/\+short\b/.test(piece.command)) return [];
  const asked = askedNames(piece.command);
  const lines = linesOf(piece).filter(({ text }) => bare.test(text.trim()));
  const isOne = new Set(asked).size === 1;
  if (!isOne && lines.length !== asked.length) return [];
  return lines.map((line, index) => ({ name: asked[isOne ? 0 : index]!, address: line.text.trim(), line }));
};
