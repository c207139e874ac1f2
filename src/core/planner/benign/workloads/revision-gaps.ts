import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { standOf } from "../../well/stands.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";

const gap = defineBenign(
  {
    code: "revision-renumbered-by-rollback",
    title: "Revision that is missing in the history of a rollout",
    about:
      "A rollback makes the revision that it goes back to the newest one, under the next number; under its old number it is not kept. So the history jumps. Nothing is lost. Said where the workload has all of its replicas.",
    reads: ["Deployment", "StatefulSet", "DaemonSet", "rollout history"],
    asked: /\brevisions?\b|\bhistory\b|\brollbacks?\b|\brolled back\b/,
    onlyAsked: true,
  },
  function* (view) {
    for (const { name, rows } of historiesIn(view)) {
      const numbers = rows.map(({ number }) => number).toSorted((one, other) => one - other);
      const [first = 0] = numbers;
      const newest = numbers.at(-1) ?? 0;
      const missing = Array.from({ length: newest - first }, (_, at) => first + at).filter(
        (one) => !numbers.includes(one),
      );
      const object = view.objects.find(({ ref }) => ref.name === name && kinds.test(ref.kind));
      const stand = object === undefined ? null : standOf(object, view);
      if (object === undefined || stand?.isWell !== true || missing.length === 0 || missing.length > 20) continue;
      const undone = undoIn(view, missing);
      yield {
        ref: object.ref,
        text: `revision ${enumerated(missing.map(String))} of ${object.ref.kind} ${name} ${missing.length === 1 ? "is" : "are"} not lost: a rollback gives the revision that it goes back to the next number (the newest is ${newest}), and it is no longer listed under its old one; ${stand.text}`,
        lines: [rows.find(({ number }) => number > missing[0]!)?.line, rows.at(-1)?.line, undone, ...stand.lines],
      };
    }
  },
);

const kinds = /^(?:Deployment|StatefulSet|DaemonSet)$/;

type History = { readonly name: string; readonly rows: readonly { readonly number: number; readonly line: Line }[] };

const historiesIn = (view: ClusterView): readonly History[] =>
  view.evidence
    .filter(({ command }) => /\brollout history\b/.test(command) && !/--revision/.test(command))
    .flatMap((piece): readonly History[] => {
      const lines = linesOf(piece).slice(0, 500);
      const name = /^\w[\w.]{0,60}\/([a-z0-9][a-z0-9.-]{0,252})\s*$/.exec(lines[0]?.text ?? "")?.[1];
      const rows = lines.flatMap((line) => {
        const number = /^(\d{1,9})\s{2,}\S/.exec(line.text)?.[1];
        return number === undefined ? [] : [{ number: Number(number), line }];
      });
      return name === undefined || rows.length < 2 ? [] : [{ name, rows }];
    });

/** Somebody wrote down the rollback, or kubectl was told of it. */
const undoIn = (view: ClusterView, missing: readonly number[]): Line | undefined =>
  view.evidence
    .flatMap((piece) => linesOf(piece).slice(0, 2000))
    .find(({ text }) =>
      missing.some((one) => new RegExp(`\\b(?:undo|roll\\w* ?back)\\b.{0,60}\\b${one}\\b`).test(text)),
    );

export const revisionGaps: readonly BenignRule[] = [gap];
