import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { numberAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";
import { podAt } from "./pods.ts";

/** Whose objects a quota for objects counts most of, and why they stay. */
export type LargestMaker = {
  readonly words: string;
  readonly ref: ObjectRef;
  readonly evidence: readonly (Line | undefined)[];
  readonly mend: string;
};

type Count = { readonly maker: string; readonly objects: number; readonly finished: number; readonly line: Line };

const kinds: ReadonlyMap<string, string> = new Map([
  ["jobs.batch", "Job"],
  ["pods", "Pod"],
  ["configmaps", "ConfigMap"],
  ["secrets", "Secret"],
  ["services", "Service"],
  ["persistentvolumeclaims", "PersistentVolumeClaim"],
]);

/** The kind that a resource of a quota counts; `pods` without `count/` leaves out those that have ended, and is no such resource. */
const kindOf = (resource: string): string | undefined =>
  resource === "pods" ? undefined : kinds.get(resource.replace(/^count\//, ""));

/** Who made the largest part of the objects that a quota counts, a third of the limit at least. */
export const largestMaker = (
  view: ClusterView,
  namespace: string,
  resource: string,
  limit: number,
): LargestMaker | undefined => {
  const kind = kindOf(resource);
  if (kind === undefined) return undefined;
  const counts = [...tallied(view, namespace, kind), ...listed(view, namespace, kind)];
  const most = counts
    .filter(({ objects }) => objects * 3 >= limit)
    .sort((left, right) => right.objects - left.objects)[0];
  if (most === undefined) return undefined;
  const ref = makerOf(view, namespace, kind, most.maker);
  const kept = keptBy(view, ref, kind);
  const state = most.finished * 2 > most.objects || kept !== undefined ? "finished " : "";
  return {
    words: `; ${most.objects} of the ${limit} are ${state}${kind}s ${ref.kind === kind ? `called ${most.maker}` : `of ${nameOf(ref)}`}${kept?.words ?? ""}`,
    ref,
    evidence: [most.line, ...(kept?.lines ?? [])],
    mend: `Delete the ${state}${kind}s of ${most.maker} that are not needed${kept === undefined ? ", and see to it that they are removed from now on" : `, and lower how many it keeps (${kept.setting}, or ttlSecondsAfterFinished of its jobs)`}; else raise the quota.`,
  };
};

const makerOf = (view: ClusterView, namespace: string, kind: string, name: string): ObjectRef => {
  const makers = kind === "Job" || kind === "Pod" ? ["CronJob", "Job", "Deployment", "StatefulSet"] : [];
  const known = makers.map((one) => ({ kind: one, namespace, name })).find((ref) => view.object(ref) !== undefined);
  return known ?? { kind, namespace, name };
};

type Kept = { readonly words: string; readonly setting: string; readonly lines: readonly Line[] };

/** How many of its finished jobs a CronJob is told to keep. */
const keptBy = (view: ClusterView, ref: ObjectRef, kind: string): Kept | undefined => {
  const cronJob = ref.kind === "CronJob" && (kind === "Job" || kind === "Pod") ? view.object(ref) : undefined;
  const settings = ["successfulJobsHistoryLimit", "failedJobsHistoryLimit"] as const;
  const [most] = settings
    .map((setting) => ({ setting, value: numberAt(cronJob?.fields, "spec", setting) ?? 0 }))
    .sort((left, right) => right.value - left.value);
  if (cronJob === undefined || most === undefined || most.value < 10) return undefined;
  const ttl = numberAt(cronJob.fields, "spec", "jobTemplate", "spec", "ttlSecondsAfterFinished");
  return {
    words: `, which keeps up to ${most.value} of them (${most.setting})${ttl === undefined && isShownWhole(cronJob) ? " and sets no ttlSecondsAfterFinished" : ""}`,
    setting: most.setting,
    lines: [cronJob.cite("spec", most.setting)],
  };
};

/** The object itself, or a table with a column for it: only then is what does not stand there not set. */
const isShownWhole = ({ sources, printed }: ObservedObject): boolean =>
  sources.has("object") || [...printed.keys()].some((head) => head.includes("TTL"));

const resources: ReadonlyMap<string, RegExp> = new Map([
  ["Job", /\bget (?:jobs?(?:\.batch)?)\b/],
  ["Pod", /\bget (?:pods?|po)\b/],
  ["ConfigMap", /\bget (?:configmaps?|cm)\b/],
  ["Secret", /\bget secrets?\b/],
  ["Service", /\bget (?:services?|svc)\b/],
  ["PersistentVolumeClaim", /\bget (?:persistentvolumeclaims?|pvc)\b/],
]);

/** Names as somebody had them counted: `get jobs | sed ... | sort | uniq -c`. */
const tallied = (view: ClusterView, namespace: string, kind: string): readonly Count[] =>
  view.evidence
    .filter(({ command, namespace: usual }) => {
      const asked = /(?:\s-n|--namespace)[ =]?(\S{1,253})/.exec(command)?.[1] ?? usual;
      return asked === namespace && resources.get(kind)!.test(command) && /\|\s*uniq -c/.test(command);
    })
    .flatMap(({ command, stdout }) =>
      stdout.split("\n").flatMap((text, index) => {
        const [, objects, maker] = /^\s*(\d{1,7})\s+([a-z0-9][\w./-]{0,252})\s*$/.exec(text) ?? [];
        return maker === undefined
          ? []
          : [
              {
                maker: maker.replace(/[-.]$/, ""),
                objects: Number(objects),
                finished: 0,
                line: { command, line: index + 1, text },
              },
            ];
      }),
    );

/** The objects themselves, by what owns them, else by what their names have in common before a number or a hash. */
const listed = (view: ClusterView, namespace: string, kind: string): readonly Count[] => {
  const own = view.of(kind).filter(({ ref }) => ref.namespace === namespace);
  return [...Map.groupBy(own, ({ ref }) => makerName(view, ref))].map(([maker, objects]) => ({
    maker,
    objects: objects.length,
    finished: objects.filter(({ ref, printed }) =>
      kind === "Pod"
        ? podAt(view, ref)?.health === "done"
        : /^(?:Complete|Failed)/.test(printed.get("STATUS")?.value ?? "") ||
          /^(\d+)\/\1$/.test(printed.get("COMPLETIONS")?.value ?? ""),
    ).length,
    line: objects[0]!.cite(),
  }));
};

const makerName = (view: ClusterView, ref: ObjectRef): string => {
  const owner = workloadOf(view, ref);
  if (owner.kind !== ref.kind || owner.name !== ref.name) return owner.name;
  return ref.name.replace(/(?:[-.]v?\d{1,14})+$|-[bcdfghjklmnpqrstvwxz2456789]{5,10}$|-[0-9a-f]{6,40}$/, "");
};
