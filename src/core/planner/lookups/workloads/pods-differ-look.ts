import type { Evidence } from "../../../evidence/evidence.ts";
import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm, listed } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { isPodOf } from "../printed/pod-name.ts";
import { cellOf, type TableRow, tableRows } from "../printed/table.ts";

const differ =
  /\b(?:differences?|differ|differs|different|compare|comparison|the same|identical|alike|in common|versus|vs)\b/;
const accounted =
  /^(?:differences?|differ|differs|different|compare|comparison|same|identical|alike|common|versus|vs|pods?|replicas?|instances?|between|each|other|statefulset|deployment|daemonset|another)$/;

/** `what is the difference between the pods of kafka`: what their specifications and states do not share. */
export const podsDifferLook: LookForm = (question, look) => {
  const names = namesIn(question);
  if (names === null) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl("get pods", place, "-o wide"),
    reason: "Shows state, age and node of each pod.",
  }));
  if (found === null || "ask" in found) return found;
  const place = /^kubectl get (?:pods?|po)\b.*? (-A|-n \S+)/.exec(found.piece.command)?.[1] ?? "";
  const rows = tableRows(found.piece).filter((row) => names.some((name) => isPodOf(cellOf(row, "NAME"), name)));
  if (rows.length === 0) return null;
  const specs = { command: kubectl("get pods", place, template), reason: "Shows what each pod is made from." };
  const piece = look.read(specs.command);
  if (piece === undefined) return { ask: [specs] };
  if (!isGood(piece)) return null;
  return { answered: answerOf(names, rows, piece, found.where, look.namespace) };
};

function namesIn({ plain, text, targets, kinds, intent }: Question): readonly string[] | null {
  if (
    intent === "change" ||
    !differ.test(plain) ||
    /\b(?:logs?|revisions?|images of|versions?|why|environment|env)\b/.test(plain)
  )
    return null;
  const isOfPods = kinds.some(({ kind }) => kind.kind === "Pod") || /\b(?:replicas|instances)\b/.test(plain);
  if (targets.some(({ kind }) => kind !== null && !/^(?:Pod|Deployment|StatefulSet|DaemonSet)$/.test(kind.kind)))
    return null;
  const left = wordsLeft(plain, accounted);
  if (targets.length > 1 && left.length === 0 && targets.every(({ name }) => /-(?:\d{1,3}|[a-z0-9]{5})$/.test(name)))
    return targets.map(({ name }) => name);
  if (!isOfPods || /\bnodes?\b/i.test(text)) return null;
  if (targets.length === 1) return left.length === 0 ? [targets[0]!.name] : null;
  return targets.length === 0 && left.length === 1 ? left : null;
}

const fields = [
  ["revision", "{.metadata.labels.pod-template-hash}{.metadata.labels.controller-revision-hash}"],
  ["image", "{.spec.containers[*].image}"],
  ["resources", "{.spec.containers[*].resources}"],
  ["service account", "{.spec.serviceAccountName}"],
  ["quality of service", "{.status.qosClass}"],
] as const;

const template = `-o jsonpath='{range .items[*]}{.metadata.namespace}{"\\t"}{.metadata.name}${fields
  .map(([, path]) => `{"\\t"}${path}`)
  .join("")}{"\\n"}{end}'`;

type Trait = { readonly noun: string; readonly values: ReadonlyMap<string, string> };

function answerOf(
  names: readonly string[],
  rows: readonly TableRow[],
  specs: Evidence,
  where: string,
  namespace: string,
) {
  const inPlace = / -n (\S+)/.exec(specs.command)?.[1] ?? namespace;
  const keyOf = (row: TableRow) => `${cellOf(row, "NAMESPACE") || inPlace}/${cellOf(row, "NAME")}`;
  const cells = new Map(
    specs.stdout.split("\n").map((text) => [text.split("\t").slice(0, 2).join("/"), text.split("\t").slice(2)]),
  );
  const column = (noun: string, of: (row: TableRow) => string): Trait => ({
    noun,
    values: new Map(rows.map((row) => [cellOf(row, "NAME"), of(row)])),
  });
  const shown = [
    column("status", (row) => `${cellOf(row, "STATUS")}, ${cellOf(row, "READY")} ready`),
    ...fields.map(([noun], at) => column(noun, (row) => cells.get(keyOf(row))?.[at]?.trim() ?? "")),
    column("restarts", (row) => cellOf(row, "RESTARTS").replace(/ \(.*/, "")),
    column("age", (row) => cellOf(row, "AGE")),
    column("node", (row) => cellOf(row, "NODE")),
  ].filter(({ values }) => [...values.values()].some((value) => value !== ""));
  const unlike = shown.filter(({ values }) => new Set(values.values()).size > 1);
  const alike = shown
    .filter((trait) => !unlike.includes(trait))
    .map(({ noun, values }) => (noun === "image" ? `image (${[...values.values()][0]})` : noun));
  const spaces = [...new Set(rows.map((row) => cellOf(row, "NAMESPACE") || inPlace))];
  const place = spaces.length === 1 ? `in ${spaces[0]}` : where;
  const whose = names.length === 1 ? `${rows.length} pods of ${names[0]} ${place}` : `pods ${enumerated(names, 6)}`;
  const same = alike.length === 0 ? "" : ` The same: ${enumerated(alike, 8)}.`;
  if (rows.length === 1)
    return {
      summary: `There is one pod of ${names[0]} ${place}, ${keyOf(rows[0]!)}: nothing to compare it with.`,
      lines: [rows[0]!.line],
    };
  return {
    summary:
      unlike.length === 0
        ? `The ${whose} do not differ in what was read.${same}`
        : `The ${whose} differ in ${enumerated(unlike.slice(0, 3).map(said), 3)}${
            unlike.length > 3
              ? `, and in ${enumerated(
                  unlike.slice(3).map(({ noun }) => noun),
                  8,
                )}`
              : ""
          }.${same}`,
    details: unlike
      .slice(3)
      .map((trait) => `  ${said(trait)}`)
      .join("\n"),
    lines: rows.slice(0, 6).map(({ line }) => line),
  };
}

/** `status (kafka-2: CrashLoopBackOff; kafka-0 and kafka-1: Running)`; what few have comes first. */
function said({ noun, values }: Trait): string {
  const groups = [...Map.groupBy(values.keys(), (name) => values.get(name)!)].sort(
    (one, other) => one[1].length - other[1].length,
  );
  return `${noun} (${groups.map(([value, own]) => `${enumerated(own, 4)}: ${value === "" ? "none" : value.slice(0, 120)}`).join("; ")})`;
}
