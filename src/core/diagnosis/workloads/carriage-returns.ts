import { askedBy } from "../../evidence/asked.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { entriesAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";

/** A script as the evidence shows it: of a ConfigMap, or a file that was printed. */
export type Script = {
  readonly ref: ObjectRef | undefined;
  /** Its name without the directory; "" where it is not known. */
  readonly name: string;
  readonly firstLine: string;
  readonly hasCarriageReturns: boolean;
  readonly line: Line;
};

/** The scripts in ConfigMaps, and those whose line ends a command made visible. */
export const scriptsOf = memo((view: ClusterView): readonly Script[] => [...inMaps(view), ...inOutputs(view)]);

const inMaps = (view: ClusterView): readonly Script[] =>
  view.of("ConfigMap").flatMap((map) =>
    [...entriesAt(map.fields, "data")]
      .filter(([key, value]) => value.startsWith("#!") || /\.(?:sh|bash)$/.test(key))
      .map(([key, value]) => ({
        ref: map.ref,
        name: key,
        firstLine: value.split(/\r?\n/, 1)[0]!.slice(0, 200),
        hasCarriageReturns: value.slice(0, 200_000).includes("\r\n"),
        line: map.cite("data", key),
      })),
  );

/** `cat -A`, `od -c`, `xxd` and `file` show a carriage return, each in its way. */
const shows: readonly (readonly [command: RegExp, text: RegExp])[] = [
  [/\bcat (?:\S{1,200} )*-(?:\w{0,4}[Avet])|\bsed -n (?:-e )?['"]?\d{0,4}l\b/, /(?:\^M|\\r)\$$/],
  [/\bod\b/, /\\r\s{1,6}\\n/],
  [/\b(?:xxd|hexdump|od)\b/, /\b0d ?0a\b/i],
  [/\bfile\b/, /with (?:\w+, )?CRLF(?:, \w+)? line terminators/],
];

const inOutputs = (view: ClusterView): readonly Script[] =>
  view.evidence.flatMap((piece): readonly Script[] => {
    const lines = piece.stdout.slice(0, 20_000).split("\n");
    const at = lines.findIndex((text) =>
      shows.some(([command, form]) => command.test(piece.command) && form.test(text.trimEnd())),
    );
    if (at < 0) return [];
    const asked = askedBy(piece.parsed, piece.command);
    const only = asked.kinds.includes("ConfigMap") && asked.names.length === 1 ? asked.names[0]!.name : undefined;
    const ref = only && { kind: "ConfigMap", namespace: asked.namespace ?? piece.namespace, name: only };
    const text = lines[at]!.replace(/\r$/, "");
    return [
      {
        ref: ref || undefined,
        name: nameIn(piece.command),
        firstLine: /#!\s?[\w./ -]{1,100}/.exec(lines[0] ?? "")?.[0] ?? "",
        hasCarriageReturns: true,
        line: { command: piece.command, line: at + 1, text },
      },
    ];
  });

/** The file that a command prints: the last word that has a path, or the key of a ConfigMap. */
const nameIn = (command: string): string => {
  const path = [...command.matchAll(/(?<=\s)\/[\w./-]{1,300}/g)].at(-1)?.[0];
  const key = /\.data\.([\w\\.-]{1,200})|\.data\[["']([\w.-]{1,200})["']\]/.exec(command);
  return (path?.split("/").at(-1) ?? key?.[1] ?? key?.[2] ?? "").replaceAll("\\", "");
};
