import { at, numberAt } from "../../../diagnosis/objects/fields.ts";
import { kubectl } from "../../command-line.ts";
import { compared, type Side } from "../../facts/whole/differences.ts";
import { leavesOfFields } from "../../facts/whole/leaves.ts";
import { isFiller } from "../../query/filler.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type Look, type LookForm } from "../form/look.ts";
import type { Told } from "../form/told.ts";
import { type Manifest, manifestName, manifestsIn } from "../printed/manifests.ts";
import { cellOf, tableRows } from "../printed/table.ts";

const asks = /\b(?:compare[ds]?|comparison|diff|differences?|differs?|different|same|identical|versus|vs)\b/;

type Placed = { readonly name: string; readonly namespace: string | null };

const name = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const kindWord = "(?:(?:deployments?|statefulsets?|daemonsets?|services?|svc|configmaps?|cronjobs?|app|workload) )?";
const place = `(?:the )?(?:(?:namespaces?|ns) )?(${name})(?: (?:namespaces?|ns))?`;
const other = "(?: ?, ?| and | vs\\.? | versus | with | to | against | as | from )";

/** `catalog in shop and production`, `catalog between shop and production`, `shop/catalog and production/catalog`, `cart and catalog in shop`. */
const forms: readonly (readonly [RegExp, (match: readonly string[]) => readonly [Placed, Placed]])[] = [
  [
    new RegExp(`(?:^| )${kindWord}(${name})/(${name})${other}${kindWord}(${name})/(${name})$`),
    ([, one, first, two, second]) => [
      { name: first!, namespace: one! },
      { name: second!, namespace: two! },
    ],
  ],
  [
    new RegExp(
      `(?:^| )${kindWord}(${name})(?: (?:differs?|different|the same|identical|look|looks))? (?:in|between|from|across|of) ${place}${other}(?:(?:the one|that|${name}) )?(?:in |of |from )?${place}$`,
    ),
    ([, said, one, two]) => [
      { name: said!, namespace: one! },
      { name: said!, namespace: two! },
    ],
  ],
  [
    new RegExp(
      `(?:^| )${kindWord}(${name})(?: and | vs\\.? | versus | with | to | against )${kindWord}(${name}) in ${place}$`,
    ),
    ([, first, second, one]) => [
      { name: first!, namespace: one! },
      { name: second!, namespace: one! },
    ],
  ],
];

/** The two objects that a question holds against each other; null where one of the words is none of a name. */
function pairIn({ text, intent }: Question): readonly [Placed, Placed] | null {
  const lower = text
    .toLowerCase()
    .replace(/[\s?.!]{1,10}$/, "")
    .replace(/["'`]/g, "");
  if (intent === "change" || lower.length > 160 || !asks.test(lower)) return null;
  if (/\b(?:pods|logs?|events|revisions?|usage|node|nodes|why|rights|roles?)\b/.test(lower)) return null;
  for (const [form, put] of forms) {
    const match = form.exec(lower);
    const pair = match === null ? null : put([...match]);
    if (pair?.every((one) => isName(one.name) && isName(one.namespace ?? "x-y"))) return pair;
  }
  return null;
}

const isName = (word: string): boolean =>
  !isFiller(word) &&
  !/^(?:compare[ds]?|diff|differences?|namespaces?|deployments?|pods?|images?|versions?|replicas|env|environments?|config|settings|everything|workloads?|services?|differs?|different|same|identical)$/.test(
    word,
  );

const kinds = "deployments,statefulsets,daemonsets,cronjobs,services,configmaps,hpa";
const places = { command: "kubectl get namespaces", reason: "Shows whether both namespaces are there." };

/** `compare catalog in shop and production`: what the specifications of two objects do not share. */
export const compareLook: LookForm = (question, look) => {
  const pair = pairIn(question);
  if (pair === null) return null;
  const reads = pair.map((one) => ({
    command: kubectl("get", kinds, `-n ${one.namespace}`, `--field-selector=metadata.name=${one.name}`, "-o json"),
    reason: `Shows what is called ${one.name} in ${one.namespace}.`,
  }));
  const missing = [places, ...reads].filter(({ command }) => look.read(command) === undefined);
  if (missing.length > 0) return { ask: missing };
  const [one, two] = reads.map(({ command }) => look.read(command)!);
  if (!isGood(one!) || !isGood(two!)) return null;
  const [first, second] = [manifestsIn(one!), manifestsIn(two!)];
  const [left, right] = [first, second].map((some) => some.filter((object) => object.name !== ""));
  if (left!.length === 0 || right!.length === 0) return { answered: lacking(pair, [left!, right!], look) };
  return { answered: heldAgainst(pair, left!, right!) };
};

/** Where one of them is not there, what the other is. */
function lacking(pair: readonly [Placed, Placed], found: readonly (readonly Manifest[])[], look: Look): Told {
  const list = look.read(places.command);
  const known = list === undefined || !isGood(list) ? null : tableRows(list).map((row) => cellOf(row, "NAME"));
  const said = pair.map(({ name: own, namespace }, at) => {
    if (known !== null && !known.includes(namespace ?? "")) return `there is no namespace ${namespace}`;
    const here = found[at]!;
    return here.length === 0
      ? `in ${namespace} nothing is called ${own} (neither a workload nor a service, configmap or autoscaler)`
      : `in ${namespace} there is ${enumerated(here.map((object) => `${manifestName(object)}${briefly(object)}`))}`;
  });
  return { summary: `They cannot be compared: ${said.join("; ")}.` };
}

/** Kind by kind, the workload first. */
function heldAgainst(
  [one, two]: readonly [Placed, Placed],
  left: readonly Manifest[],
  right: readonly Manifest[],
): Told {
  const parts = left.flatMap((object) => {
    const twin = right.find(({ kind }) => kind === object.kind);
    if (twin === undefined) return [`${manifestName(object)} has no counterpart in ${two.namespace}.`];
    const told = compared(object.kind, [sideOf(object), sideOf(twin)]).summary;
    const stands = [briefly(object), briefly(twin)].filter((text) => text !== "");
    return [stands.length === 2 ? `${told} Now ${placeOf(object)}${stands[0]}, ${placeOf(twin)}${stands[1]}.` : told];
  });
  const alone = right.filter(({ kind }) => !left.some((object) => object.kind === kind));
  const onlyThere = alone.map((object) => `${manifestName(object)} has no counterpart in ${one.namespace}.`);
  const [summary, ...rest] = [...parts, ...onlyThere];
  return { summary: summary!, details: rest.join("\n") };
}

const placeOf = ({ namespace, name: own }: Manifest): string => `${namespace}/${own}`;

function sideOf(object: Manifest): Side {
  const line = { command: "", line: 0, text: "" };
  const of = (part: string) => leavesOfFields({ [part]: at(object.fields, part) }, () => line);
  const leaves = ["spec", "data"].flatMap(of);
  const pathOf = ofOnly(leaves);
  return { name: placeOf(object), leaves: leaves.map((leaf) => ({ ...leaf, path: pathOf(leaf.path) })) };
}

/** The only container of a pod is held against the only one of another, whatever they are called. */
function ofOnly(leaves: Side["leaves"]): (path: string) => string {
  const names = new Set(leaves.flatMap(({ path }) => /\bcontainers \/ ([^/]+) \//.exec(path)?.[1] ?? []));
  const [only] = names;
  return (path) => (names.size === 1 ? path.replace(`containers / ${only} /`, "containers / container /") : path);
}

/** ` 3/3 ready` */
function briefly({ kind, fields }: Manifest): string {
  if (!/^(?:Deployment|StatefulSet)$/.test(kind)) return "";
  return ` (${numberAt(fields, "status", "readyReplicas") ?? 0} of ${numberAt(fields, "spec", "replicas") ?? 1} ready)`;
}
