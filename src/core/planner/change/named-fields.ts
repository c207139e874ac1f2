import { kubectl, singularOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Change, changed } from "./form.ts";
import { cronSaid, patchType } from "./spoken.ts";

type NamedField = {
  readonly kinds: readonly string[];
  readonly said: RegExp;
  readonly path: readonly string[];
  readonly value: (question: Question) => string | number | boolean | null;
};

/** The number behind `to`, or the one that stands beside the word. */
const number = (word: string) => (question: Question) => {
  const beside = new RegExp(`\\b${word}\\w*(?: \\w+)? (?:to |of |= ?|is )?(\\d{1,6})\\b`).exec(question.plain);
  const said = beside ?? /\bto (\d{1,6})\b/.exec(question.plain);
  return said === null ? null : Number(said[1]);
};

/** A number of pods, or a share of them. */
const share = (word: string) => (question: Question) => {
  const percent = new RegExp(`\\b${word}\\b.{0,60}?\\b(\\d{1,3}) ?(?:%|percent\\b)`).exec(
    question.text.toLowerCase(),
  )?.[1];
  return percent === undefined ? number(word)(question) : `${percent}%`;
};

const oneOf =
  (...words: readonly string[]) =>
  ({ text }: Question) =>
    words.findLast((word) => new RegExp(`\\b${word}\\b`, "i").test(text)) ?? null;

/** A size as Kubernetes writes it; `by 10Gi` is relative to one that is not known. */
const storage = ({ text }: Question) =>
  moreBy.test(text) ? null : ((grown.exec(text) ?? size.exec(text))?.[1]?.replace(/\s/, "") ?? null);

const size = /\b(\d{1,6}(?:\.\d{1,3})?\s?[KMGTP]i?)B?\b/;
const grown = new RegExp(`\\bto ${size.source.slice(2)}`);
const moreBy = new RegExp(
  `\\b(?:by|another|additional|extra)(?: another)? ${size.source.slice(2)}|${size.source} (?:more|extra|on top|bigger|larger)\\b`,
);

/** Fields that people name by what they are, where only `kubectl patch` sets them. */
const fields: readonly NamedField[] = [
  { kinds: ["CronJob"], said: /\bschedule\b|\bevery\b/, path: ["spec", "schedule"], value: ({ text }) => cronSaid(text) },
  { kinds: ["CronJob"], said: /\bconcurren\w+\b/, path: ["spec", "concurrencyPolicy"], value: oneOf("Allow", "Forbid", "Replace") },
  { kinds: ["CronJob"], said: /\btime ?zone\b/, path: ["spec", "timeZone"], value: ({ text }) => /\b([A-Z][A-Za-z]+\/[A-Z][A-Za-z_]+|UTC)\b/.exec(text)?.[1] ?? null },
  { kinds: ["CronJob"], said: /\bfail\w* (?:jobs? )?history limit\b|\bfailed jobs\b/, path: ["spec", "failedJobsHistoryLimit"], value: number("(?:limit|keep|last)") },
  { kinds: ["CronJob"], said: /\bsuccess\w* (?:jobs? )?history limit\b|\bsuccessful jobs\b/, path: ["spec", "successfulJobsHistoryLimit"], value: number("(?:limit|keep|last)") },
  { kinds: ["HorizontalPodAutoscaler"], said: /\bmin\w*\b|\bat least\b/, path: ["spec", "minReplicas"], value: number("(?:min|at least)") },
  { kinds: ["HorizontalPodAutoscaler"], said: /\bmax\w*\b|\bup to\b|\bat most\b/, path: ["spec", "maxReplicas"], value: number("(?:max|up to|at most)") },
  { kinds: ["PersistentVolumeClaim"], said: /./, path: ["spec", "resources", "requests", "storage"], value: storage },
  { kinds: ["PersistentVolume"], said: /\breclaim\b/, path: ["spec", "persistentVolumeReclaimPolicy"], value: oneOf("Delete", "Recycle", "Retain") },
  { kinds: ["PersistentVolume"], said: /\b(?:kept|retained|survive|stay)\b.*\bclaim\b/, path: ["spec", "persistentVolumeReclaimPolicy"], value: ({ plain }) => (/\b(?:but|was|were|not)\b/.test(plain) ? null : "Retain") },
  { kinds: ["Deployment"], said: /\bstrategy\b/, path: ["spec", "strategy", "type"], value: oneOf("Recreate", "RollingUpdate") },
  { kinds: ["Deployment", "StatefulSet", "DaemonSet"], said: /\b(?:revision )?history limit\b/, path: ["spec", "revisionHistoryLimit"], value: number("limit") },
  { kinds: ["Deployment"], said: /\bprogress deadline\b/, path: ["spec", "progressDeadlineSeconds"], value: number("deadline") },
  { kinds: ["Deployment", "StatefulSet", "DaemonSet"], said: /\bmin\w* ready (?:seconds|time)\b/, path: ["spec", "minReadySeconds"], value: number("(?:seconds|time)") },
  { kinds: ["StatefulSet", "DaemonSet"], said: /\bupdate strategy\b/, path: ["spec", "updateStrategy", "type"], value: oneOf("OnDelete", "RollingUpdate") },
  { kinds: ["StatefulSet"], said: /\bpartition\b/, path: ["spec", "updateStrategy", "rollingUpdate", "partition"], value: number("partition") },
  { kinds: ["Job"], said: /\bactive deadline\b/, path: ["spec", "activeDeadlineSeconds"], value: number("deadline") },
  { kinds: ["Job"], said: /\bttl\b/, path: ["spec", "ttlSecondsAfterFinished"], value: number("ttl") },
  { kinds: ["Job"], said: /\bparallel\w*\b/, path: ["spec", "parallelism"], value: number("parallel") },
  { kinds: ["Job"], said: /\bback ?-?off ?limit\b|\bretries\b/, path: ["spec", "backoffLimit"], value: number("(?:limit|retries)") },
  { kinds: ["Service"], said: /\bsession ?affinity\b/, path: ["spec", "sessionAffinity"], value: oneOf("None", "ClientIP") },
  { kinds: ["Service"], said: /\bexternal ?traffic ?policy\b/, path: ["spec", "externalTrafficPolicy"], value: oneOf("Local", "Cluster") },
  { kinds: ["Service"], said: /\binternal ?traffic ?policy\b/, path: ["spec", "internalTrafficPolicy"], value: oneOf("Local", "Cluster") },
  { kinds: ["ServiceAccount"], said: /\bauto-?mount\w*\b/, path: ["automountServiceAccountToken"], value: ({ plain }) => !/\b(?:no|not|off|false|disable|stop|without)\b/.test(plain) },
  { kinds: ["StorageClass"], said: /\bexpan(?:d|sion)\w*\b/, path: ["allowVolumeExpansion"], value: ({ plain }) => !/\b(?:no|not|off|false|disable|forbid)\b/.test(plain) },
  { kinds: ["ConfigMap", "Secret"], said: /\bimmutable\b/, path: ["immutable"], value: ({ plain }) => (/\b(?:no|not|longer|mutable again)\b/.test(plain) ? null : true) },
  { kinds: ["Deployment"], said: /\bmax\w*[- ]?unavailable\b/, path: ["spec", "strategy", "rollingUpdate", "maxUnavailable"], value: share("unavailable") },
  { kinds: ["Deployment"], said: /\bmax\w*[- ]?surge\b/, path: ["spec", "strategy", "rollingUpdate", "maxSurge"], value: share("surge") },
  { kinds: ["DaemonSet", "StatefulSet"], said: /\bmax\w*[- ]?unavailable\b/, path: ["spec", "updateStrategy", "rollingUpdate", "maxUnavailable"], value: share("unavailable") },
  { kinds: ["PodDisruptionBudget"], said: /\bmax\w*[- ]?unavailable\b/, path: ["spec", "maxUnavailable"], value: number("unavailable") },
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

type Patch = { [key: string]: Patch | string | number | boolean };

function within(whole: Patch, [key, ...rest]: readonly string[], value: string | number | boolean): Patch {
  const inner = whole[key!];
  const deeper = typeof inner === "object" ? inner : {};
  return { ...whole, [key!]: rest.length === 0 ? value : within(deeper, rest, value) };
}
