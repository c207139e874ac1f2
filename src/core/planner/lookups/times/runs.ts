import { at, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { kubectl } from "../../command-line.ts";
import { spokenSchedule } from "../../facts/whole/spoken-schedule.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import type { Inquest, Inquiry } from "../form/inquest.ts";
import { nameWords, objectsNamed, placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";

/** Whether and when something ran that runs by a CronJob or as a Job: `did the nightly backup run`, `when does the sync run next`. */
export const runsOf: Inquiry = (question) => {
  const said = question.text.toLowerCase();
  const isLoose = loose.test(said) && question.intent !== "change";
  if (!asksOfRuns(said) && !isLoose) return null;
  const words = nameWords(question, deeds);
  return words.length === 0
    ? null
    : inquestOf(words, question, {
        next: /\bnext\b|\bwhen (?:does|will|is|do)\b|\bhow often\b/.test(said),
        loose: !asksOfRuns(said),
        whether: !/\b(?:when|how|what|which)\b/.test(said),
      });
};

const deeds =
  /^(?:work\w*|sent|generated|made|done|pass\w*|execut\w*|trigger\w*|happen\w*|broken?|healthy|taken|made|up-to-date|date|old|outcome|everything|anything|something|correctly|properly|automatic\w*|process|task|tasks|batch|script|there)$/;

const run =
  "(?:run|ran|finish|finished|complete|completed|succeed|succeeded|go through|went through|go well|went well|go ok|happen|happened|take place|took place|execute|executed|fire|fired|work|worked|end|ended|start|started|pass|fail|failed|sent|generated|made|done)";
const jobs =
  "(?:back-?ups?|migrations?|dumps?|restores?|exports?|imports?|sync\\w*|clean-?ups?|reindex\\w*|reports?|batch|etl|nightly|cron-?jobs?|jobs?|cron|archiv\\w*|vacuum|rotation|snapshots?|[a-z0-9]{1,30}-(?:backup|sync|export|import|cleanup|migration|report|dump|job|reindex|archive))";

/** Anything may run: `when will x run again` is only answered where a CronJob or a Job is called so. */
const loose =
  /^when (?:did|does|will|is) (?:the )?[a-z0-9-]{2,60} (?:job )?(?:last |next )?(?:run|ran|succeed|finish|fire|due)\b/;

const forms: readonly RegExp[] = [
  new RegExp(`\\b(?:did|has|have)\\b[^?]{0,60}\\b${jobs}\\b[^?]{0,40}\\b${run}\\b`),
  new RegExp(`\\b(?:did|has|have)\\b[^?]{0,60}\\b${run}\\b[^?]{0,40}\\b${jobs}\\b`),
  new RegExp(`\\bwhen\\b[^?]{0,60}\\b${jobs}\\b[^?]{0,40}\\b(?:${run}|runs|last|next|due|scheduled)\\b`),
  new RegExp(`\\bwhen\\b[^?]{0,30}\\b(?:last|latest|next)\\b[^?]{0,30}\\b${jobs}\\b`),
  new RegExp(`\\b(?:last|latest|next|most recent) (?:successful |failed )?(?:run|execution)\\b[^?]{0,30}\\b${jobs}\\b`),
  new RegExp(
    `\\b(?:last|latest|next|nightly) ${jobs}(?: run| job)?\\b[^?]{0,30}\\b(?:ok|okay|fine|successful|good|fail\\w*|done|through)\\b`,
  ),
  new RegExp(
    `^(?:is|are|was|were) (?:the |our |there (?:a |any )?)?(?:\\w{1,20} )?${jobs}\\b[^?]{0,30}\\b(?:ok|okay|fine|successful|good|done|through|last night|yesterday|today|up to date|recent|working|running)\\b`,
  ),
  new RegExp(`\\b(?:do|did) we have (?:a |any |the )?(?:\\w{1,20} )?${jobs}\\b`),
  new RegExp(`^how long (?:does|do)\\b[^?]{0,40}\\b${jobs} (?:take|run)\\b`),
  new RegExp(`\\bhow (?:did|long did|often does|often do|old is|recent is)\\b[^?]{0,30}\\b${jobs}\\b`),
];

function asksOfRuns(said: string): boolean {
  if (
    said.length > 160 ||
    /\bwhy\b|\b(?:rollout|deployment|pods?|list|show me all|how many|which|logs?|yaml)\b/.test(said)
  )
    return false;
  return forms.some((form) => form.test(said));
}

const all = {
  command: "kubectl get cronjobs,jobs -A",
  reason: "Shows what runs by a schedule or once, when it ran last and how that ended.",
};

function inquestOf(words: readonly string[], question: Question, asks: Asks): Inquest {
  return {
    reads: (view) => [
      all,
      ...meant(words, question, view).flatMap(({ job }) => (job === undefined ? [] : [detail(job)])),
    ],
    tell: (view) => {
      const found = meant(words, question, view);
      return found.length === 0 && asks.loose
        ? null
        : found.length === 0
          ? nothingOf(words, asks, view)
          : ofRuns(found, asks, view);
    },
  };
}

function detail(job: ObservedObject) {
  return {
    command: kubectl("get job", job.ref.name, `-n ${job.ref.namespace}`, "-o yaml"),
    reason: "Shows when exactly it began and ended, and with what result.",
  };
}

/** What is asked besides the last run: the next one, or no more than yes or no. */
type Asks = { readonly next: boolean; readonly whether: boolean; readonly loose: boolean };

/** A CronJob with its newest Job, or a Job that somebody made. */
type Run = { readonly cron?: ObservedObject; readonly job: ObservedObject | undefined };

function meant(words: readonly string[], question: Question, view: ClusterView): readonly Run[] {
  const crons = objectsNamed(["CronJob"], words, question, view);
  const byCron = crons.map((cron): Run => ({ cron, job: youngest(jobsOf(cron, view)) }));
  const own = objectsNamed(["Job"], words, question, view).filter((job) => !/-\d{8,10}$/.test(job.ref.name));
  const made = own.filter(
    (job) =>
      !crons.some((cron) => cron.ref.namespace === job.ref.namespace && job.ref.name.startsWith(`${cron.ref.name}-`)),
  );
  return [...byCron, ...made.map((job): Run => ({ job }))].slice(0, 3);
}

const jobsOf = ({ ref }: ObservedObject, view: ClusterView) =>
  view
    .of("Job")
    .filter((job) => job.ref.namespace === ref.namespace && job.ref.name.startsWith(`${ref.name}-`))
    .filter((job) => /^-\d{8,10}$|^-manual/.test(job.ref.name.slice(ref.name.length)));

const ageOf = (object: ObservedObject): number =>
  ageSeconds(object.printed.get("AGE")?.value ?? "") ?? Number.POSITIVE_INFINITY;

const youngest = (some: readonly ObservedObject[]): ObservedObject | undefined =>
  some.toSorted((one, other) => ageOf(one) - ageOf(other))[0];

function ofRuns(runs: readonly Run[], asks: Asks, view: ClusterView): Told {
  const ordered = runs.map((one) =>
    asks.next ? [scheduleSaid(one), lastSaid(one, asks, view)] : [lastSaid(one, asks, view), scheduleSaid(one)],
  );
  const lines = runs.flatMap(({ cron, job }): readonly Line[] => [
    ...(cron?.printed.get("SCHEDULE") === undefined ? [] : [cron.printed.get("SCHEDULE")!.line]),
    ...(job === undefined ? [] : [job.cite("status", "completionTime"), ...conditionLines(job)]),
  ]);
  const failed = runs.find(({ job }) => job !== undefined && stateOf(job) === "failed")?.job;
  const summary = ordered.map((parts) => parts.filter((part) => part !== "").join(" ")).join(" ");
  return failed === undefined
    ? { summary, lines }
    : {
        summary,
        lines,
        next: [
          {
            command: kubectl("logs", `job/${failed.ref.name}`, `-n ${failed.ref.namespace}`, "--tail=100"),
            reason: "Its log says why it failed.",
          },
          {
            command: kubectl("describe job", failed.ref.name, `-n ${failed.ref.namespace}`),
            reason: "Its events say how often it was tried.",
          },
        ],
      };
}

const conditionLines = (job: ObservedObject): readonly Line[] =>
  listAt(job.fields, "status", "conditions")
    .map((one) => textAt(one, "type"))
    .filter((type) => type === "Failed")
    .map((type) => job.cite("status", "conditions", type, "message"));

function stateOf(job: ObservedObject): "complete" | "failed" | "suspended" | "running" {
  const printed = job.printed.get("STATUS")?.value ?? "";
  const is = (type: string) =>
    printed === type ||
    listAt(job.fields, "status", "conditions").some(
      (one) => textAt(one, "type") === type && textAt(one, "status") === "True",
    );
  if (is("Complete")) return "complete";
  if (is("Failed")) return "failed";
  return is("Suspended") ? "suspended" : "running";
}

function lastSaid({ cron, job }: Run, { whether }: Asks, view: ClusterView): string {
  if (job === undefined) return neverSaid(cron!);
  const age = job.printed.get("AGE")?.value;
  const took = job.printed.get("DURATION")?.value;
  const started = textAt(job.fields, "status", "startTime");
  const ended = textAt(job.fields, "status", "completionTime");
  const subject =
    cron === undefined ? `Job ${placed(job)}` : `The last run of CronJob ${placed(cron)} (Job ${job.ref.name})`;
  const begun = `started ${age === undefined ? "" : `${age} ago`}${started === "" ? "" : ` (${started})`}`;
  const state = stateOf(job);
  if (state === "complete")
    return `${whether ? `Yes, it ran through: ${lower(subject)}` : subject} ${begun} and completed${took === undefined ? "" : ` after ${took}`}${ended === "" ? "" : `, at ${ended}`}.`;
  if (state === "failed")
    return `${whether ? `It ran and failed: ${lower(subject)}` : subject} ${begun} and failed${whySaid(job)}.${before(cron, job, view)}`;
  if (state === "suspended") return `No: ${lower(subject)} is suspended.`;
  return `It is running: ${lower(subject)} ${begun} and has not ended yet.`;
}

const lower = (text: string): string => text.replace(/^The /, "the ");

function whySaid(job: ObservedObject): string {
  const failed = at(job.fields, "status", "conditions", "Failed");
  const [reason, message] = [textAt(failed, "reason"), textAt(failed, "message")];
  return reason === "" ? "" : ` (${reason}${message === "" ? "" : `: ${message}`})`;
}

/** When it last went well, where that is still shown. */
function before(cron: ObservedObject | undefined, job: ObservedObject, view: ClusterView): string {
  if (cron === undefined) return "";
  const good = youngest(jobsOf(cron, view).filter((one) => one !== job && stateOf(one) === "complete"));
  return good === undefined
    ? " No run of it that went well is kept."
    : ` The last one that went well is ${good.ref.name}, ${good.printed.get("AGE")?.value} ago.`;
}

function neverSaid(cron: ObservedObject): string {
  const last = cron.printed.get("LAST SCHEDULE")?.value ?? "<none>";
  const isSuspended = cron.printed.get("SUSPEND")?.value === "True";
  const name = `CronJob ${placed(cron)}`;
  if (last !== "<none>")
    return `${name} was last started ${last} ago; the Job of that run is not kept, so how it ended is not shown.`;
  return isSuspended ? "No run of it is shown." : `No: ${name} has not run yet.`;
}

function scheduleSaid({ cron }: Run): string {
  const schedule = cron?.printed.get("SCHEDULE")?.value;
  if (schedule === undefined) return "";
  const spoken = spokenSchedule(schedule);
  const when = spoken === null ? `by the schedule "${schedule}"` : `${spoken} (schedule "${schedule}")`;
  return cron!.printed.get("SUSPEND")?.value === "True"
    ? `CronJob ${placed(cron!)} is suspended, so it does not run; its schedule would be ${when}.`
    : `CronJob ${placed(cron!)} runs ${when}.`;
}

function nothingOf(words: readonly string[], { next }: Asks, view: ClusterView): Told | null {
  const crons = view.of("CronJob");
  const listing = view.listings.find(({ kind }) => kind === "CronJob");
  if (listing === undefined && crons.length === 0) return null;
  const named = enumerated(words.map((word) => `"${word}"`)).replace(/ and ([^ ]+)$/, " or $1");
  const others =
    crons.length === 0 ? "There are no CronJobs." : `The CronJobs are ${enumerated(crons.map(placed), 12)}.`;
  return {
    summary: `No CronJob or Job in any namespace has ${named} in its name, so ${next ? "when it runs" : "whether it ran"} is not shown. ${others}`,
    lines: crons.flatMap((cron) => cron.printed.get("SCHEDULE")?.line ?? []),
  };
}
