import { ageSeconds } from "../../../evidence/age.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";

/** The time that it is at least, and at most, in milliseconds. */
export type Span = { readonly from: number; readonly to: number };

/** The minute that a Job of a CronJob was made for, as its name ends in it. */
export function minuteOf(job: ObservedObject | undefined): number | null {
  const minute = /-(\d{8})$/.exec(job?.ref.name ?? "")?.[1];
  return minute === undefined ? null : Number(minute) * 60_000;
}

/** What time it is by the Jobs of CronJobs: their names tell when they were made, and their ages are shown. The most exact one tells. */
export function jobClock(view: ClusterView): Span | null {
  const spans = view.of("Job").flatMap((job): readonly Span[] => {
    const printed = job.printed.get("AGE")?.value ?? "";
    const [made, age] = [minuteOf(job), ageSeconds(printed)];
    if (made === null || age === null) return [];
    return [{ from: made + age * 1000, to: made + (age + unitOf(printed)) * 1000 }];
  });
  return spans.toSorted((one, other) => one.to - one.from - (other.to - other.from))[0] ?? null;
}

/** An age is cut to its last unit, which is the most that it may be short of, in seconds. */
export const unitOf = (age: string): number =>
  ({ s: 1, m: 60, h: 3600, d: 86_400 })[/([smhd])$/.exec(age)?.[1] ?? ""] ?? 86_400 * 366;
