import { ageSeconds } from "../evidence/age.ts";
import type { Line } from "../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "./fields.ts";
import type { Fix } from "./finding.ts";
import { fixWith, verifyRollout } from "./fixes.ts";
import { timeIn } from "./log-times.ts";
import type { LogReading } from "./logs-of-view.ts";
import { keyOf, nameOf } from "./name-object.ts";
import { type PodReading, podsOf } from "./pods.ts";
import { inNamespace, resourceOf, suggest } from "./reads.ts";
import { workloadOf } from "./relations.ts";
import { configuredContainers } from "./settings.ts";

type Changed = {
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly (Line | undefined)[];
  readonly fix: Fix;
};

/** A moment as the evidence shows it: a time, or an age at the time of the reading. */
type Moment = { readonly time?: number; readonly age?: number; readonly said: string; readonly line: Line };

/** The Secret in the environment of what wrote a log that was changed after its pods read it: they keep the old value. */
export const changedSecret = (view: ClusterView, log: LogReading): Changed | undefined => {
  const workload = workloadOf(view, log.object);
  const started = podsOf(view)
    .filter((pod) => pod.health !== "gone" && keyOf(workloadOf(view, pod.ref)) === keyOf(workload))
    .flatMap((pod) => startOf(pod) ?? []);
  const now = Math.max(...log.tail.map((line) => timeIn(line.text) ?? 0));
  for (const secret of secretsOf(view, log.object)) {
    const changed = changeOf(secret);
    const before = changed && started.find((start) => isBefore(start, changed, now));
    if (changed && before)
      return {
        note: `; ${nameOf(secret.ref)} was changed ${changed.said}, after its pods started (${before.said}): they keep the old value until they are restarted`,
        related: [secret.ref],
        evidence: [changed.line, before.line],
        fix: fixOf(view, workload),
      };
  }
  return undefined;
};

const fixOf = (view: ClusterView, workload: ObjectRef): Fix =>
  fixWith(
    "Restart the pods, so that they read the Secret anew; a tool that restarts them on a change (such as Reloader) spares the next time.",
    ["Deployment", "StatefulSet", "DaemonSet"].includes(workload.kind)
      ? suggest(
          ["rollout", "restart", `${resourceOf(workload.kind)}/${workload.name}`, ...inNamespace(workload)],
          "Pods read their environment only when they start.",
        )
      : [],
    verifyRollout(view, workload),
  );

/** The Secrets that variables of its containers are taken from; by `set env --list` too. */
const secretsOf = (view: ClusterView, from: ObjectRef): readonly ObservedObject[] => {
  const workload = workloadOf(view, from).name;
  const names = new Set([
    ...configuredContainers(view, from).flatMap(({ container }) => [
      ...listAt(container, "envFrom").map((source) => textAt(source, "secretRef", "name")),
      ...listAt(container, "env").map((variable) => textAt(variable, "valueFrom", "secretKeyRef", "name")),
    ]),
    ...view.evidence
      .filter(({ command }) => /\bset env\b/.test(command) && command.includes(workload))
      .flatMap(({ stdout }) => [
        ...[...stdout.slice(0, 50_000).matchAll(/^# \S{1,200} from secret ([\w.-]{1,253})/gm)].map(
          (match) => match[1]!,
        ),
      ]),
  ]);
  return view.of("Secret").filter(({ ref }) => ref.namespace === from.namespace && names.has(ref.name));
};

const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** When a Secret got its present value: its newest write, a note of its rotation, or that it was made anew. */
const changeOf = (secret: ObservedObject): Moment | undefined => {
  const writes = listAt(secret.fields, "metadata", "managedFields").map((one) => textAt(one, "time"));
  const notes = [...entriesAt(secret.fields, "metadata", "annotations")]
    .filter(([key]) => /rotat|updated|modified|changed|synced|refresh/i.test(key))
    .map(([, value]) => value);
  const made = textAt(secret.fields, "metadata", "creationTimestamp");
  const newest = [...writes, ...notes, made]
    .filter((text) => written.test(text))
    .sort()
    .at(-1);
  if (newest)
    return {
      time: Date.parse(newest),
      said: `at ${newest}`,
      line: secret.cite(
        "metadata",
        newest === made ? "creationTimestamp" : writes.includes(newest) ? "managedFields" : "annotations",
      ),
    };
  const age = ageSeconds(secret.printed.get("AGE")?.value ?? "");
  return age === null ? undefined : { age, said: `${secret.printed.get("AGE")!.value} ago`, line: secret.cite() };
};

/** When the containers of a pod read their environment: at their last start. */
const startOf = (pod: PodReading): Moment | undefined => {
  const { object } = pod;
  if (!object || !pod.line) return undefined;
  const restart = /\((\w{1,20}) ago\)/.exec(object.printed.get("RESTARTS")?.value ?? "")?.[1];
  const shown = restart ?? object.printed.get("AGE")?.value ?? "";
  const age = ageSeconds(shown);
  if (age !== null) return { age, said: `${shown} ago`, line: pod.line };
  const running = listAt(object.fields, "status", "containerStatuses")
    .map((status) => textAt(at(status, "state", "running"), "startedAt"))
    .find((text) => text !== "");
  const start =
    running ?? (textAt(object.fields, "status", "startTime") || textAt(object.fields, "metadata", "creationTimestamp"));
  const time = Date.parse(start);
  return Number.isNaN(time) ? undefined : { time, said: `at ${start}`, line: pod.line };
};

const slack = 60;

/** Whether the first moment lies before the second; a time and an age are held against each other by the newest time of the log. */
const isBefore = (first: Moment, second: Moment, now: number): boolean => {
  if (first.age !== undefined && second.age !== undefined) return first.age > second.age + slack;
  const timeOf = ({ time, age }: Moment) => time ?? (now > 1e12 ? now - (age ?? 0) * 1000 : undefined);
  const [before, after] = [timeOf(first), timeOf(second)];
  return before !== undefined && after !== undefined && before + slack * 1000 < after;
};
