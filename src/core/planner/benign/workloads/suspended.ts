import { textAt } from "../../../diagnosis/objects/fields.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isOverReason } from "../reading/over-reasons.ts";
import { noteOf, said } from "../reading/words.ts";

const cronJobs = defineBenign(
  {
    code: "cron-job-suspended-on-purpose",
    title: "CronJob suspended on purpose",
    about:
      "A CronJob is suspended, and an annotation of it says who did so or why: that it makes no Jobs is meant. Not when it says until when, and that is over, nor when the incident or work that it names is told to be over.",
    reads: ["CronJob"],
    asked:
      /\b(?:cron\w*|schedul\w*|suspend\w*|runs?|ran|running|jobs?|start\w*|trigger\w*|execut\w*|fires?|nightly|daily|missed)\b/,
  },
  function* (view, question) {
    for (const object of view.of("CronJob")) {
      const isSuspended =
        textAt(object.fields, "spec", "suspend") === "true" ||
        /^true$/i.test(object.printed.get("SUSPEND")?.value ?? "");
      const why = noteOf(object, telling, view);
      if (!isSuspended || why === null || isOverReason(why, view, question.text)) continue;
      yield {
        ref: object.ref,
        text: `CronJob ${object.ref.name} is suspended on purpose (suspend: true), as ${said(why)}`,
        lines: [object.cite("spec", "suspend"), why.line],
        voids: ["cron-job-suspended"],
      };
    }
  },
);

const telling =
  /suspend|paus|freez|frozen|disabl|stop|hold|mainten|reason|why|comment|note|until|ticket|change|replac|deprecat|migrat|owner-decision/i;

export const suspended: readonly BenignRule[] = [cronJobs];
