import type { Suggestion } from "../../../diagnosis/finding.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import type { Inquest } from "../form/inquest.ts";
import { objectsNamed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";
import { current, imageStep, type Revision, revisionsByWorkload, revisionsIn } from "./revisions.ts";

const workloads = {
  command: "kubectl get deployments,statefulsets,daemonsets -A",
  reason: "Finds it wherever it is.",
};

/** What the last rollout of a workload changed, and when it was. */
export function changesTo(names: readonly string[], question: Question, pair: readonly number[] = []): Inquest {
  return {
    reads: (view) => {
      const found = meant(names, question, view);
      if (found === undefined) return [workloads];
      const { kind, name, namespace } = found;
      const numbers = pair.length === 2 ? pair : numbersOf(found, view);
      return [
        workloads,
        { command: history(found), reason: "Shows its revisions and what is said of them." },
        revisionsIn(`-n ${namespace}`),
        ...numbers.slice(-2).map(
          (number): Suggestion => ({
            command: kubectl(
              "rollout history",
              `${kind.toLowerCase()}/${name}`,
              `-n ${namespace}`,
              `--revision=${number}`,
            ),
            reason: `Shows the pod template of revision ${number}.`,
          }),
        ),
      ];
    },
    tell: (view) => {
      const found = meant(names, question, view);
      return found === undefined ? null : pair.length === 2 ? compared(found, pair, view) : told(found, view);
    },
  };
}

type Workload = { readonly kind: string; readonly name: string; readonly namespace: string };

function meant(names: readonly string[], question: Question, view: ClusterView): Workload | undefined {
  const found = objectsNamed(["Deployment", "StatefulSet", "DaemonSet"], names, question, view)[0]?.ref;
  return found === undefined
    ? undefined
    : { kind: found.kind, name: found.name, namespace: found.namespace ?? "default" };
}

const history = ({ kind, name, namespace }: Workload): string =>
  kubectl("rollout history", `${kind.toLowerCase()}/${name}`, `-n ${namespace}`);

type Noted = { readonly number: number; readonly cause: string; readonly line: Line };

function notesOf(workload: Workload, view: ClusterView): readonly Noted[] {
  const piece = view.evidence.findLast(({ command }) => command === history(workload));
  if (piece === undefined) return [];
  return linesOf(piece).flatMap((line) => {
    const [, number, cause] = /^(\d{1,9})\s+(\S[^\n]{0,2000})$/.exec(line.text) ?? [];
    return number === undefined ? [] : [{ number: Number(number), cause: cause!.trim(), line }];
  });
}

const numbersOf = (workload: Workload, view: ClusterView): readonly number[] =>
  notesOf(workload, view)
    .map(({ number }) => number)
    .toSorted((one, other) => one - other);

function told(workload: Workload, view: ClusterView): Told | null {
  const { kind, name, namespace } = workload;
  const revisions = revisionsByWorkload(view).get(`${kind} ${namespace}/${name}`) ?? [];
  const last = notesOf(workload, view).at(-1);
  const [newest] = revisions;
  if (newest === undefined) return null;
  const now = current(revisions);
  const steps = differences(workload, numbersOf(workload, view), view);
  const number = last?.number ?? newest.number;
  const cause = last === undefined || last.cause === "<none>" ? "" : ` Its change-cause is "${last.cause}".`;
  const subject = `${kind} ${namespace}/${name}`;
  const first =
    revisions.length === 1
      ? `${subject} was not changed since it was made: its only revision${number === null ? "" : ` (${number})`} is ${newest.age} old${imagesSaid(newest)}.`
      : now === newest
        ? `The last change to ${subject} was revision ${number ?? "?"}, ${newest.age} ago: ${whatSaid(revisions, steps)}.`
        : `The last change to ${subject} went back to an older revision: it runs ${now.object}${imagesSaid(now)}, made ${now.age} ago, and no longer ${newest.object}${imagesSaid(newest)}, made ${newest.age} ago.`;
  const hidden =
    "Who made it, and edits in place of the ConfigMaps and Secrets that it reads, are not shown by kubectl.";
  return {
    summary: `${first}${cause}`,
    details: [
      ...steps.slice(0, 12).map(({ text }) => `  ${text}`),
      ...(steps.length > 0 ? [""] : []),
      ...courseOf(revisions),
      "",
      hidden,
    ].join("\n"),
    lines: [...(last === undefined ? [] : [last.line]), ...revisions.slice(0, 3).map(({ line }) => line)],
  };
}

const imagesSaid = ({ images }: Revision): string => (images === "" ? "" : ` (image ${images})`);

function whatSaid(revisions: readonly Revision[], steps: readonly Line[]): string {
  const image = imageStep(revisions[1]!.images, revisions[0]!.images);
  if (image !== "") return `image ${image}`;
  const paths = steps.filter(({ text }) => text.startsWith("+ ")).map(({ text }) => text.slice(2));
  return paths.length === 0 ? "its pod template changed, not its images" : `now ${paths.slice(0, 3).join("; ")}`;
}

function courseOf(revisions: readonly Revision[]): readonly string[] {
  const rows = revisions.slice(0, 5).map((one) => `  - ${one.age} ago: ${one.object}${imagesSaid(one)}`);
  return rows.length < 2 ? [] : ["Its revisions, newest first:", ...rows];
}

/** `what changed between revision 21 and 22`. */
function compared(workload: Workload, pair: readonly number[], view: ClusterView): Told | null {
  const isRead = (number: number) =>
    view.evidence.some(
      ({ command, stdout }) => command === `${history(workload)} --revision=${number}` && stdout !== "",
    );
  if (!pair.every(isRead)) return null;
  const steps = differences(workload, pair, view);
  const subject = `${workload.kind} ${workload.namespace}/${workload.name}`;
  return {
    summary:
      steps.length === 0
        ? `The pod templates of revision ${pair[0]} and ${pair[1]} of ${subject} do not differ.`
        : `From revision ${pair[0]} to ${pair[1]} of ${subject} ${steps.length === 1 ? "one line" : `${steps.length} lines`} of the pod template differ: ${steps
            .slice(0, 4)
            .map(({ text }) => text)
            .join("; ")}.`,
    details: steps
      .slice(4, 24)
      .map(({ text }) => `  ${text}`)
      .join("\n"),
    lines: steps.slice(0, 6).map((line) => ({ ...line, text: line.text.slice(2) })),
  };
}

/** Lines of the newest revision's pod template that the one before does not have (`+`), and the other way round (`-`). */
function differences(workload: Workload, numbers: readonly number[], view: ClusterView): readonly Line[] {
  const [before, after] = numbers
    .slice(-2)
    .map((number) => view.evidence.find(({ command }) => command === `${history(workload)} --revision=${number}`));
  if (before === undefined || after === undefined) return [];
  const lines = (piece: typeof before) =>
    linesOf(piece)
      .slice(1)
      .map((line) => ({ ...line, text: line.text.trim().replaceAll(/\s+/g, " ") }))
      .filter(({ text }) => !/pod-template-hash/.test(text));
  const [olds, news] = [lines(before), lines(after)];
  const less = (some: readonly Line[], others: readonly Line[], mark: string) => {
    const left = new Map<string, number>();
    for (const { text } of others) left.set(text, (left.get(text) ?? 0) + 1);
    const isMore = ({ text }: Line) => {
      const count = left.get(text) ?? 0;
      left.set(text, count - 1);
      return count <= 0;
    };
    return some.filter(isMore).map((line) => ({ ...line, text: `${mark} ${line.text}` }));
  };
  return [...less(olds, news, "-"), ...less(news, olds, "+")];
}
