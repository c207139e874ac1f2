import { entriesAt, textAt } from "../../diagnosis/fields.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "./benign.ts";

const cronJobs = defineBenign(
  {
    code: "cron-job-suspended-on-purpose",
    title: "CronJob suspended on purpose",
    about: "A CronJob is suspended, and an annotation of it says who did so or why: that it makes no Jobs is meant.",
    reads: ["CronJob"],
    asked:
      /\b(?:cron\w*|schedul\w*|suspend\w*|runs?|ran|running|jobs?|start\w*|trigger\w*|execut\w*|fires?|nightly|daily|missed)\b/,
  },
  function* (view) {
    for (const object of view.of("CronJob")) {
      const isSuspended =
        textAt(object.fields, "spec", "suspend") === "true" ||
        /^true$/i.test(object.printed.get("SUSPEND")?.value ?? "");
      const why = reasonOf(object);
      if (!isSuspended || why === null) continue;
      yield {
        ref: object.ref,
        text: `CronJob ${object.ref.name} is suspended on purpose (suspend: true), as its annotation ${why.key} says: ${why.value}`,
        lines: [object.cite("spec", "suspend"), why.line],
        voids: ["cron-job-suspended"],
      };
    }
  },
);

const telling =
  /suspend|paus|freez|frozen|disabl|stop|hold|mainten|reason|why|comment|note|until|ticket|change|replac|deprecat|migrat|owner-decision/i;

/** The annotation that says why; what tools write for themselves says nothing of that. */
function reasonOf(object: ObservedObject) {
  const found = [...entriesAt(object.fields, "metadata", "annotations")].find(
    ([key, value]) =>
      !/^(?:kubectl\.kubernetes\.io|deployment\.kubernetes\.io|meta\.helm\.sh)\//.test(key) &&
      telling.test(`${key} ${value}`),
  );
  if (found === undefined) return null;
  const [key, value] = found;
  return { key, value: value.slice(0, 160), line: object.cite("metadata", "annotations", key) };
}

export const suspended: readonly BenignRule[] = [cronJobs];
