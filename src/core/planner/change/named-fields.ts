import { kubectl, singularOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Change, changed } from "./form.ts";
import { cronSaid, patchType } from "./spoken.ts";

type NamedField = {
  readonly kinds: readonly string[];
  readonly said: RegExp;
  readonly path: readonly string[];
  readonly value: (question: Question) => string | number | null;
};

/** The number behind `to`, or the one that stands beside the word. */
const number = (word: string) => (question: Question) => {
  const beside = new RegExp(`\\b${word}\\w*(?: \\w+)? (?:to |of |= ?|is )?(\\d{1,6})\\b`).exec(question.plain);
  const said = beside ?? /\bto (\d{1,6})\b/.exec(question.plain);
  return said === null ? null : Number(said[1]);
};

const oneOf =
  (...words: readonly string[]) =>
  ({ text }: Question) =>
    words.findLast((word) => new RegExp(`\\b${word}\\b`, "i").test(text)) ?? null;

const storage = ({ text }: Question) =>
  /\b(\d{1,6}(?:\.\d{1,3})?\s?[KMGTP]i?)B?\b/.exec(text)?.[1]?.replace(/\s/, "") ?? null;

/** Fields that people name by what they are, where only `kubectl patch` sets them. */
const fields: readonly NamedField[] = [
  { kinds: ["CronJob"], said: /\bschedule\b|\bevery\b/, path: ["spec", "schedule"], value: ({ text }) => cronSaid(text) },
  { kinds: ["CronJob"], said: /\bconcurren\w+\b/, path: ["spec", "concurrencyPolicy"], value: oneOf("Allow", "Forbid", "Replace") },
  { kinds: ["HorizontalPodAutoscaler"], said: /\bmin\w*\b|\bat least\b/, path: ["spec", "minReplicas"], value: number("(?:min|at least)") },
  { kinds: ["HorizontalPodAutoscaler"], said: /\bmax\w*\b|\bup to\b|\bat most\b/, path: ["spec", "maxReplicas"], value: number("(?:max|up to|at most)") },
  { kinds: ["PersistentVolumeClaim"], said: /./, path: ["spec", "resources", "requests", "storage"], value: storage },
  { kinds: ["PersistentVolume"], said: /\breclaim\b/, path: ["spec", "persistentVolumeReclaimPolicy"], value: oneOf("Delete", "Recycle", "Retain") },
  { kinds: ["Deployment"], said: /\bstrategy\b/, path: ["spec", "strategy", "type"], value: oneOf("Recreate", "RollingUpdate") },
  { kinds: ["Deployment", "StatefulSet", "DaemonSet"], said: /\b(?:revision )?history limit\b/, path: ["spec", "revisionHistoryLimit"], value: number("limit") },
  { kinds: ["Job"], said: /\bparallel\w*\b/, path: ["spec", "parallelism"], value: number("parallel") },
  { kinds: ["Job"], said: /\bback ?-?off ?limit\b|\bretries\b/, path: ["spec", "backoffLimit"], value: number("(?:limit|retries)") },
  { kinds: ["Service"], said: /\bsession ?affinity\b/, path: ["spec", "sessionAffinity"], value: oneOf("None", "ClientIP") },
  { kinds: ["PodDisruptionBudget"], said: /\bmin\w*[- ]?available\b/, path: ["spec", "minAvailable"], value: number("available") },
]; // biome-ignore format: one line a field

/** `change the schedule of cronjob backup to 0 3 * * *`, `set the max replicas of hpa api to 20`, `grow pvc data-0 to 50Gi`. */
export function namedField(question: Question, place: string): Change | null {
  if (/\b(?:create|expose|autoscale|delete|remove)\b/.test(question.plain)) return null;
  const target = question.targets.find(
    ({ kind }) => kind !== null && fields.some(({ kinds }) => kinds.includes(kind.kind)),
  );
  if (target?.kind === undefined || target.kind === null) return null;
  const { kind, name } = target;
  const meant = fields.flatMap(({ kinds, said, path, value }) => {
    const set = kinds.includes(kind.kind) && said.test(question.plain) ? value(question) : null;
    return set === null ? [] : [{ path, set }];
  });
  if (meant.length === 0) return null;
  const patch = meant.reduce((whole, { path, set }) => within(whole, path, set), {} as Patch);
  const where = kind.namespaced ? place : "";
  return changed(
    kubectl("patch", singularOf(kind), name, where, patchType(question), `-p '${JSON.stringify(patch)}'`),
    `Sets ${meant.map(({ path, set }) => `${path.join(".")} to ${set}`).join(", ")}.`,
    { command: kubectl("get", singularOf(kind), name, where), reason: "Shows the object as it is." },
  );
}

type Patch = { [key: string]: Patch | string | number };

function within(whole: Patch, [key, ...rest]: readonly string[], value: string | number): Patch {
  const inner = whole[key!];
  const deeper = typeof inner === "object" ? inner : {};
  return { ...whole, [key!]: rest.length === 0 ? value : within(deeper, rest, value) };
}
