import { textAt } from "../../../diagnosis/objects/fields.ts";
import { kindOf } from "../../../evidence/asked.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { standOf } from "../../well/stands.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";

const noCause = defineBenign(
  {
    code: "change-cause-is-optional",
    onlyAsked: true,
    title: "CHANGE-CAUSE <none> in the history of rollouts",
    about:
      "`kubectl rollout history` shows <none> where nobody set the annotation kubernetes.io/change-cause (formerly --record): the revisions are recorded all the same. Said where the workload has all its replicas or its rollout is complete.",
    reads: ["Deployment", "StatefulSet", "DaemonSet"],
    asked: /change.?cause|rollout history|\bhistory\b|<none>|--record|not (?:been )?recorded|revisions?/,
  },
  function* (view) {
    for (const { ref, rows, first } of historiesIn(view)) {
      const object = view.object(ref);
      const stand = object === undefined ? null : standOf(object, view);
      const done = linesIn(view, /successfully rolled out|partitioned roll out complete|rolling update complete/).find(
        ({ text, command }) => `${text} ${command}`.includes(ref.name),
      );
      if (stand?.isWell === false || (stand?.isWell !== true && done === undefined)) continue;
      if (linesIn(view, /^Waiting for |exceeded its progress deadline|ProgressDeadlineExceeded/, 1).length > 0)
        continue;
      const revision = textAt(object?.fields, "metadata", "annotations", "deployment.kubernetes.io/revision");
      yield {
        ref,
        text: `nothing failed: CHANGE-CAUSE <none> only means that the optional annotation kubernetes.io/change-cause is not set, the ${rows} revisions of ${ref.kind} ${ref.name} are recorded${revision === "" ? "" : ` (revision ${revision} is the present one)`}, and ${stand?.isWell === true ? stand.text : "its rollout is complete (successfully rolled out)"}`,
        lines: [first, done, ...(stand?.lines ?? [])],
      };
    }
  },
);

/** The workloads whose history of revisions was printed, with rows that name no cause. */
function historiesIn(view: ClusterView) {
  return view.evidence.flatMap((piece) => {
    const command = /\brollout history\s/.test(piece.command) || /^REVISION\s{1,8}CHANGE-CAUSE/m.test(piece.stdout);
    const lines = linesOf(piece).slice(0, 200);
    const head = lines.map(({ text }) => /^(\w[\w.]{1,60})\/([a-z0-9.-]{1,253})\s?$/.exec(text)).find(Boolean);
    const rows = lines.filter(({ text }) => /^\d{1,6}\s{1,20}<none>\s{0,4}$/.test(text));
    const asked = /\brollout history\s{1,3}(?:-n\s\S{1,63}\s)?([a-z]{2,20})[/ ]([a-z0-9.-]{1,253})/.exec(piece.command);
    const [, kind, name] = head ?? asked ?? [];
    if (!command || kind === undefined || name === undefined || rows.length === 0) return [];
    const namespace =
      /\s(?:-n|--namespace)[= ](\S{1,63})/.exec(piece.command)?.[1] ??
      view.of(kindOf(kind)).find(({ ref }) => ref.name === name)?.ref.namespace ??
      piece.namespace;
    return [{ ref: { kind: kindOf(kind), namespace, name }, rows: rows.length, first: rows[0] }];
  });
}

export const changeCauses: readonly BenignRule[] = [noCause];
