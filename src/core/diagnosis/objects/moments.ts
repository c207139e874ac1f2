import { ageSeconds } from "../../evidence/age.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { timeIn } from "../logs/log-times.ts";
import type { LogReading } from "../logs/logs-of-view.ts";
import { podsUnder } from "../workloads/pod-specs.ts";
import type { PodReading } from "../workloads/pods.ts";
import { at, entriesAt, listAt, textAt } from "./fields.ts";

/** A moment as the evidence shows it: a time, or an age at the time of the reading. */
export type Moment = { readonly time?: number; readonly age?: number; readonly said: string; readonly line: Line };

/** When the pods of a workload read their environment. */
export const startsOf = (view: ClusterView, workload: ObjectRef): readonly Moment[] =>
  podsUnder(view, workload)
    .filter((pod) => pod.health !== "gone")
    .flatMap((pod) => startOf(pod) ?? []);

/** The newest time of a log, 0 where it has none: the reading was made then or later. */
export const newestIn = (log: LogReading): number => Math.max(0, ...log.tail.map((line) => timeIn(line.text) ?? 0));

const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** When a Secret or ConfigMap got its present values: its newest write, a note of its rotation, or that it was made anew. */
export const changeOf = (object: ObservedObject): Moment | undefined => {
  const writes = listAt(object.fields, "metadata", "managedFields").map((one) => textAt(one, "time"));
  const notes = [...entriesAt(object.fields, "metadata", "annotations")]
    .filter(([key]) => /rotat|updated|modified|changed|synced|refresh/i.test(key))
    .map(([, value]) => value);
  const made = textAt(object.fields, "metadata", "creationTimestamp");
  const newest = [...writes, ...notes, made]
    .filter((text) => written.test(text))
    .sort()
    .at(-1);
  if (newest)
    return {
      time: Date.parse(newest),
      said: `at ${newest}`,
      line: newest === made ? object.cite("metadata", "creationTimestamp") : lineOf(object, writes.indexOf(newest)),
    };
  return madeOf(object);
};

/** When an object was made. */
export const madeOf = (object: ObservedObject): Moment | undefined => {
  const made = textAt(object.fields, "metadata", "creationTimestamp");
  if (written.test(made))
    return { time: Date.parse(made), said: `at ${made}`, line: object.cite("metadata", "creationTimestamp") };
  const age = ageSeconds(object.printed.get("AGE")?.value ?? "");
  return age === null ? undefined : { age, said: `${object.printed.get("AGE")!.value} ago`, line: object.cite() };
};

const lineOf = (object: ObservedObject, write: number): Line =>
  write < 0 ? object.cite("metadata", "annotations") : object.cite("metadata", "managedFields", `${write}`, "time");

/** When the containers of a pod read their environment: at their last start. */
export const startOf = (pod: PodReading): Moment | undefined => {
  const { object } = pod;
  if (!object || !pod.line) return undefined;
  const restart = /\((\w{1,20}) ago\)/.exec(object.printed.get("RESTARTS")?.value ?? "")?.[1];
  const shown = restart ?? object.printed.get("AGE")?.value ?? "";
  const age = ageSeconds(shown);
  if (age !== null) return { age, said: `${shown} ago`, line: pod.line };
  const running = listAt(object.fields, "status", "containerStatuses").find(
    (status) => textAt(at(status, "state", "running"), "startedAt") !== "",
  );
  const began = textAt(running, "state", "running", "startedAt");
  const start =
    began || textAt(object.fields, "status", "startTime") || textAt(object.fields, "metadata", "creationTimestamp");
  const time = Date.parse(start);
  const path = ["status", "containerStatuses", textAt(running, "name"), "state", "running", "startedAt"];
  return Number.isNaN(time) ? undefined : { time, said: `at ${start}`, line: began ? object.cite(...path) : pod.line };
};

const slack = 60;

/** Whether the first moment lies before the second; a time and an age are held against each other by the newest time of the log. */
export const isBefore = (first: Moment, second: Moment, now: number): boolean => {
  if (first.age !== undefined && second.age !== undefined) return first.age > second.age + slack;
  const timeOf = ({ time, age }: Moment) => time ?? (now > 1e12 ? now - (age ?? 0) * 1000 : undefined);
  const [before, after] = [timeOf(first), timeOf(second)];
  return before !== undefined && after !== undefined && before + slack * 1000 < after;
};
