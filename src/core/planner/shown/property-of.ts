import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import type { Answered } from "../answers/answer.ts";
import { enumerated } from "../wording.ts";
import { isGrammar } from "./grammar.ts";
import { keyValue } from "./key-value.ts";
import { pluralOf } from "./listed.ts";
import { type Meant, mark, withoutKind } from "./meant.ts";
import { type Property, properties } from "./properties.ts";
import type { Value } from "./readers.ts";

/** What a sentence asks of the one thing that it names, when nothing else is said in it. */
export function propertyOf(meant: Meant, view: ClusterView): Answered | null {
  const ofKind = withoutKind(meant)?.meant;
  for (const one of ofKind === undefined ? [meant] : [meant, ofKind]) {
    for (const property of properties) {
      const found = answerOf(property, one, view);
      if (found !== null) return found;
    }
  }
  return (
    [meant, ...(ofKind === undefined ? [] : [ofKind])].map((one) => keyValue(one, view)).find((one) => one !== null) ??
    null
  );
}

type Read = { readonly object: ObservedObject; readonly values: readonly Value[] };

function answerOf({ said, beside, kinds, read, verb }: Property, meant: Meant, view: ClusterView): Answered | null {
  const sentence = meant.words.join(" ");
  if (!said.test(sentence)) return null;
  const left = sentence
    .replace(said, " ")
    .split(" ")
    .filter((word) => word !== "" && word !== mark && !isGrammar(word) && beside?.test(word) !== true);
  const reads = (objects: readonly ObservedObject[]): readonly Read[] =>
    objects.flatMap((object) => {
      const values = read(object, view);
      return values.length === 0 ? [] : [{ object, values }];
    });
  for (const group of [meant.exact, meant.made])
    for (const kind of kinds) {
      const found = reads(
        group.filter(({ ref }) => (kind === "" ? kindNamed(ref.kind) === undefined : ref.kind === kind)),
      );
      const all = found.flatMap(({ values }) => values.map(({ value }) => value.toLowerCase())).join(" ");
      if (meant.isWhole === true && found.length < meant.exact.length) continue;
      if (found.length > 0) return left.every((word) => all.includes(word)) ? told(verb, found) : null;
    }
  return null;
}

/** Objects with the same value are told together. */
function told(verb: string, reads: readonly Read[]): Answered {
  const groups = [...Map.groupBy(reads, ({ values }) => [...new Set(values.map(({ value }) => value))].join(", "))];
  const parts = groups.map(([value, own]) => {
    const names = own.map(({ object: { ref } }) => ref.name);
    const { kind } = own[0]!.object.ref;
    return names.length === 1
      ? `${kind} ${names[0]} ${verb} ${value}`
      : `${pluralOf(kind)} ${enumerated(names, 20)} ${ofSeveral(verb)} ${value}`;
  });
  return {
    summary: `${parts.slice(0, 20).join("; ")}.`,
    details: "",
    lines: reads.flatMap(({ values }) => values.map(({ line }) => line)),
  };
}

/** `has the size` of several: `have the size`. */
const ofSeveral = (verb: string): string =>
  verb
    .replace(/^has\b/, "have")
    .replace(/^is\b/, "are")
    .replace(/^([a-z]{2,12}[a-rt-z])s\b/, "$1");
