import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { ObservedObject } from "../../../evidence/observed.ts";
import { isRunKind, runOf } from "../../well/past-runs.ts";
import { type BenignRule, defineBenign } from "../benign.ts";

const since = defineBenign(
  {
    code: "later-runs-completed",
    title: "Backup or workflow run that failed, and was followed by runs that completed",
    about:
      "One run of a schedule (Velero's Backup, a Workflow, a PipelineRun) failed, and the runs of the same schedule since then completed, two at least. The failed one stays in the list until it expires. Not where the newest run failed, one since then failed too, or somebody asks why just that run failed.",
    reads: ["Backup", "Restore", "Workflow", "PipelineRun", "TaskRun"],
    asked: /\b(?:backups?|restores?|workflows?|pipelines?|runs?|velero|nightly|daily|hourly|schedul\w*|partially\w*)\b/,
  },
  function* (view, question) {
    const runs = view.objects.filter(({ ref }) => isRunKind(ref.kind) && runOf(ref) !== null);
    const series = Map.groupBy(runs, ({ ref }) => `${ref.kind} ${ref.namespace}/${runOf(ref)!.stem}`);
    for (const own of series.values()) {
      const inOrder = own.toSorted((one, other) => runOf(one.ref)!.minute - runOf(other.ref)!.minute);
      const last = inOrder.findLastIndex((one) => !isDone(one));
      const later = inOrder.slice(last + 1);
      const failed = inOrder[last];
      if (failed === undefined || !hasFailed(failed) || later.length < 2) continue;
      if (question.text.includes(failed.ref.name)) continue;
      const { kind, name } = failed.ref;
      const errors = failed.printed.get("ERRORS")?.value;
      yield {
        ref: failed.ref,
        about: own.map(({ ref }) => ref),
        text: `only ${kind} ${name} failed (${stateOf(failed)}${errors === undefined || errors === "<none>" ? "" : `, ${errors} errors`}), and all ${later.length} since then completed, the newest is ${later.at(-1)!.ref.name}`,
        lines: [failed.cite(), later[0]!.cite(), later.at(-1)!.cite()],
        voids: ["resource-not-ready"],
      };
    }
  },
);

const stateOf = ({ printed, fields }: ObservedObject): string =>
  printed.get("STATUS")?.value ?? printed.get("PHASE")?.value ?? textAt(fields, "status", "phase");

const isDone = (object: ObservedObject): boolean =>
  /^(?:Completed|Succeeded)$/.test(stateOf(object)) &&
  /^(?:0|<none>)?$/.test(object.printed.get("ERRORS")?.value ?? "");

const hasFailed = (object: ObservedObject): boolean => /^(?:Partially)?Failed|^Error$/.test(stateOf(object));

export const laterRuns: readonly BenignRule[] = [since];
