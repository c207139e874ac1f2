import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import type { PodReading } from "../../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { printedOf } from "../reading/printed.ts";

const ofTime =
  "max[-_]?(?:time|life[-_]?time|age|uptime|run[-_]?time|duration|seconds)|time[-_]?limit|life[-_]?time|ttl|run[-_]?for|run[-_]?time|(?:stop|exit|restart|recycle)[-_](?:after|every|interval)";
const ofWork =
  "max[-_]?(?:requests|jobs|tasks|messages|iterations|executions|events|items)|memory[-_]?limit|max[-_]?memory|message[-_]?limit|jobs?[-_]?limit|limit|stop[-_]when[-_]empty|burst|once";
const option = new RegExp(
  `(?:^|[\\s"',[=])(--?(?:${ofTime}|${ofWork}))(?![\\w-])(?:["'\\s,=]{1,6}(\\d{1,9})\\s?(ms|[smhd]?)(?![\\w.]))?`,
  "i",
);
const variable = new RegExp(
  `\\b((?:\\w{1,40}_)?(?:${ofTime.replaceAll("[-_]", "_").replaceAll("[-_]?", "_?")}))["']?\\s{0,4}[:=]\\s{0,4}["']?(\\d{1,9})(ms|[smhd]?)\\b`,
  "i",
);
const isOfTime = new RegExp(`^(?:--?)?(?:\\w{1,40}_)?(?:${ofTime})$`, "i");

/** The option or variable by which a program ends itself, wherever it was printed of a pod or its workload. */
export function recycleOption(pod: PodReading, view: ClusterView): { text: string; line: Line } | null {
  const span = spanOf(pod);
  for (const found of optionsOf(pod, view)) {
    const [, name, amount, unit] = found.match;
    const seconds = isOfTime.test(name!) && amount !== undefined ? Number(amount) * factor(unit!) : null;
    if (span === null || span < 30 || (seconds !== null && span < seconds * 0.7)) continue;
    const lasts = seconds === null ? "" : `, it ran ${Math.round(span / 60)} minutes before`;
    return {
      text: `${name}${amount === undefined ? "" : `=${amount}${unit}`}${lasts}`,
      line: found.line,
    };
  }
  return null;
}

const factor = (unit: string): number => ({ ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 })[unit.toLowerCase()] ?? 1;

type Option = { readonly line: Line; readonly match: RegExpExecArray };

function optionsOf({ ref, object }: PodReading, view: ClusterView): readonly Option[] {
  const owner = view.object(workloadOf(view, ref));
  const inFields = [object, owner].flatMap((one) => (one === undefined ? [] : ofFields(one)));
  const printed = [ref, workloadOf(view, ref)].flatMap((one) => [
    ...printedOf(view, one, option),
    ...printedOf(view, one, variable),
  ]);
  return [...inFields, ...printed, ...ofMaps(view)];
}

function ofFields(object: ObservedObject): readonly Option[] {
  const path = object.ref.kind === "Pod" ? ["spec", "containers"] : ["spec", "template", "spec", "containers"];
  return listAt(object.fields, ...path).flatMap((one) =>
    ["command", "args"].flatMap((part) => {
      const words = listAt(one, part).map((word) => `${word}`);
      const match = option.exec(words.join(" ").slice(0, 4000));
      if (match === null) return [];
      return [{ match, line: object.cite(...path, textAt(one, "name"), part) }];
    }),
  );
}

/** A setting in a ConfigMap that was shown. */
const ofMaps = (view: ClusterView): readonly Option[] =>
  view.evidence
    .filter(({ command }) => /\b(?:cm|configmaps?)\b/.test(command))
    .flatMap((piece) => linesOf(piece).slice(0, 500))
    .flatMap((line) => {
      const match = variable.exec(line.text.slice(0, 500));
      return match === null ? [] : [{ line, match }];
    });

/** How long it ran before it ended, in seconds: by its last state, else on average. */
function spanOf({ object, restarts }: PodReading): number | null {
  for (const one of listAt(object?.fields, "status", "containerStatuses")) {
    const started = Date.parse(textAt(one, "lastState", "terminated", "startedAt"));
    const finished = Date.parse(textAt(one, "lastState", "terminated", "finishedAt"));
    if (!Number.isNaN(started) && !Number.isNaN(finished)) return (finished - started) / 1000;
  }
  const age = ageSeconds(object?.printed.get("AGE")?.value ?? "");
  return age === null || restarts === 0 ? null : age / restarts;
}
