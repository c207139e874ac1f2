import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { isNamed } from "../investigation/relevance.ts";
import { enumerated } from "../wording.ts";
import type { AskedFact } from "./asked-fact.ts";
import { type Attribute, attributes, containers, type Value } from "./attribute-table.ts";
import { furtherAttributes } from "./further-attributes.ts";

/** The value of an object that a question asks for: node, image, port, Secret, owner, limits, schedule. */
export function attributeAnswer(asked: AskedFact, view: ClusterView): Answered | null {
  const meant = objectsMeant(asked, view);
  const wanted = [...attributes, ...furtherAttributes].filter((one) => one.said.test(asked.wishes));
  const found = wanted.flatMap((attribute) => {
    const rows = meant.flatMap((object) => {
      const values = attribute.read(object, wordsFor(attribute, object, asked.wishes), view);
      return values.length === 0 ? [] : [{ object, values }];
    });
    return rows.length === 0 ? [] : [{ attribute, rows }];
  });
  if (found.length === 0 || isOfAnother(asked.wishes, found)) return null;
  const told = found
    .filter(
      (one, index) =>
        !found.slice(0, index).some((before) => before.rows[0]!.values[0]!.value === one.rows[0]!.values[0]!.value),
    )
    .slice(0, 3)
    .map(({ attribute, rows }) => sentenceOf(attribute, rows));
  return {
    summary: told.join(" "),
    details: "",
    lines: found.flatMap(({ rows }) => rows.flatMap(({ values }) => values.map(({ line }) => line))).slice(0, 8),
  };
}

/** `which python version`: an image whose name does not say that word tells nothing of it. */
function isOfAnother(
  wishes: string,
  found: readonly { readonly attribute: Attribute; readonly rows: readonly Row[] }[],
) {
  const what = /\b(?:which|what) ([a-z][a-z.+#]{2,20}) version\b/.exec(wishes)?.[1];
  if (what === undefined || found.length > 1 || found[0]!.attribute.verb !== "runs" || general.test(what)) return false;
  return !found[0]!.rows.some(({ object, values }) =>
    `${object.ref.name} ${values.map(({ value }) => value).join(" ")}`.toLowerCase().includes(what),
  );
}

const general =
  /^(?:image|app|application|software|current|exact|new|old|running|deployed|live|product|the|kubernetes|kubelet|program|service|container|release|server|latest)$/;

/** `image of a and memory limit of b`: what stands with an attribute says whose it is, where that names a container; else all that was said. */
function wordsFor({ said }: Attribute, object: ObservedObject, wishes: string): string {
  const at = said.exec(wishes)?.index ?? 0;
  const own = wishes.slice(at).split(/,|;|\band\b/)[0]!;
  return containers(object, own).length < containers(object).length ? own : wishes;
}

type Row = { readonly object: ObservedObject; readonly values: readonly Value[] };

/** Objects with the same value are told together. */
function sentenceOf({ verb }: Attribute, rows: readonly Row[]): string {
  const groups = Map.groupBy(rows, ({ values }) => [...new Set(values.map(({ value }) => value))].join(", "));
  const parts = [...groups].map(([value, same]) => {
    const names = [
      ...new Set(
        same.map(({ object: { ref } }) => `${ref.namespace === undefined ? "" : `${ref.namespace}/`}${ref.name}`),
      ),
    ];
    return `${same[0]!.object.ref.kind} ${enumerated(names, 6)} ${verb} ${value}`;
  });
  return `${parts.slice(0, 6).join("; ")}.`;
}

const stages: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:prod|production|live|productive)\b/, /(?:^|[-_.])(?:prod|prd|production|live)(?:[-_.]|$)/],
  [/\b(?:stag|stage|staging)\b/, /(?:^|[-_.])(?:stag|stage|staging|stg)(?:[-_.]|$)/],
  [/\b(?:dev|development)\b/, /(?:^|[-_.])(?:dev|development)(?:[-_.]|$)/],
  [/\b(?:test|qa|uat|int)\b/, /(?:^|[-_.])(?:test|qa|uat|int)(?:[-_.]|$)/],
];

/** What the question names, where it says, and of several what is nearest to the words: the very name, the stage, what runs. */
function objectsMeant({ question, clause }: AskedFact, view: ClusterView): readonly ObservedObject[] {
  const { namespaces } = question.scope;
  const isInPlace = ({ ref }: ObservedObject) =>
    namespaces.length === 0 || ref.namespace === undefined || namespaces.includes(ref.namespace);
  const named = view.objects.filter(
    (object) => isInPlace(object) && question.targets.some((target) => isNamed(object.ref, target.name)),
  );
  const exact = named.filter(({ ref }) => question.targets.some((target) => target.name === ref.name));
  const stage =
    stages.filter(([said]) => said.test(clause)).length === 1 ? stages.find(([said]) => said.test(clause)) : undefined;
  const staged = stage === undefined ? [] : named.filter(({ ref }) => stage[1].test(ref.namespace ?? ""));
  const near = staged.length > 0 ? staged : exact.length > 0 ? exact : named;
  const running = near.filter((object) => !/^0\/0$/.test(object.printed.get("READY")?.value ?? ""));
  const both = exact.filter((object) => running.includes(object));
  if (both.length > 0) return both;
  return running.length > 0 ? running : near;
}
