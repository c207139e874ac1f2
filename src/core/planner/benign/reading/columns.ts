import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import { type BenignRule, defineBenign } from "../benign.ts";

const emptyColumns = defineBenign(
  {
    code: "columns-without-value",
    onlyAsked: true,
    title: "Columns that are mostly empty",
    about:
      "NOMINATED NODE holds something only while a pod waits for the end of pods that it preempts, READINESS GATES only where gates are configured. `<none>` in them says nothing against a pod that is running and ready.",
    reads: ["Pod"],
    asked: /\bnominated[ -]?node|\breadiness ?gates?\b/,
  },
  function* (view) {
    const pods = podsOf(view).filter(({ health }) => health === "healthy");
    const cell = (index: number, heading: string) => pods[index]?.object?.printed.get(heading);
    const empty = ["NOMINATED NODE", "READINESS GATES"].filter((heading) => cell(0, heading)?.value === "<none>");
    if (empty.length === 0 || podsOf(view).some(({ health }) => health === "failing" || health === "starting")) return;
    yield {
      ref: pods[0]!.ref,
      about: pods.flatMap(({ ref }) => [ref, workloadOf(view, ref)]),
      text: `<none> under ${empty.join(" and ")} is normal: NOMINATED NODE is set only while a pod waits to preempt others, READINESS GATES only where gates are configured; ${pods.length === 1 ? "the pod is" : `all ${pods.length} pods are`} scheduled, running and ready`,
      lines: pods.slice(0, 3).map(({ line }) => line),
    };
  },
);

export const columns: readonly BenignRule[] = [emptyColumns];
