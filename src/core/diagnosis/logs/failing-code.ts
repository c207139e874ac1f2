import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, LogTemplate } from "../../evidence/observed.ts";
import { memo } from "../objects/memo.ts";
import { stemsOf } from "../objects/name-stems.ts";
import { lineWeight } from "./decisive-line.ts";
import type { FeatureFlag } from "./feature-flags.ts";
import { logStatements } from "./log-statements.ts";
import { isLongSilent } from "./log-times.ts";
import type { LogReading } from "./logs-of-view.ts";
import { saidIn } from "./said-in-line.ts";
import { type Frame, framesBehind } from "./stack-frames.ts";

/** An error that goes on, with the places of the program at which it happens. */
type Failure = { readonly template: LogTemplate; readonly frames: readonly Frame[]; readonly isOfCode: boolean };

/** Code that fails under the name of a flag. */
export type Fit = {
  readonly template: LogTemplate;
  readonly frame: Frame | undefined;
  /** The words that both names hold; none where the log names the flag itself. */
  readonly words: readonly string[];
  readonly isNamed: boolean;
  readonly weight: number;
  /** Where each error that fits was said first. */
  readonly beginnings: readonly Line[];
};

/** Errors that come from the code itself; whatever the network, a store or a login brings about is no flag's doing. */
const ofCode = new Set([
  "uncaught-exception",
  "program-fault",
  "missing-database-object",
  "malformed-value",
  "syntax-error",
  "invalid-configuration",
  "stack-overflow",
  "duplicate-key",
  "module-missing",
  "file-missing",
  "failure-on-purpose",
]);

const mostErrors = 30;

/** The errors that a log goes on with. */
export const failuresIn = (view: ClusterView, log: LogReading): readonly Failure[] => {
  const causes = new Map(
    logStatements(view).flatMap(({ template, also, cause }) =>
      [template, ...also].map((one) => [one.last, cause.code]),
    ),
  );
  return log.templates
    .filter(({ level }) => level === "error" || level === "fatal")
    .filter(
      ({ first, last, count }) => log.isMixed || !isLongSilent(log, { first: first.text, last: last.text, count }),
    )
    .slice(-mostErrors)
    .map((template) => ({
      template,
      frames: framesBehind(view, log, template.last),
      isOfCode: ofCode.has(causes.get(template.last) ?? "uncaught-exception"),
    }));
};

/** Where a failing log holds code of the flag's name; the best of all that fit, told by the line that says most. */
export const fitOf = (
  view: ClusterView,
  flag: FeatureFlag,
  log: LogReading,
  failures: readonly Failure[],
): Fit | undefined => {
  const fits = failures
    .flatMap((failure) => fitIn(view, flag, log, failure) ?? [])
    .map((fit) => ({ ...fit, told: lineWeight(log, fit.template) }))
    .sort(
      (left, right) =>
        right.weight - left.weight || right.told - left.told || right.template.last.line - left.template.last.line,
    );
  return fits[0] && { ...fits[0], beginnings: fits.map(({ template }) => template.first) };
};

const fitIn = (
  view: ClusterView,
  flag: FeatureFlag,
  log: LogReading,
  { template, frames, isOfCode }: Failure,
): Omit<Fit, "beginnings"> | undefined => {
  const said = saidIn(template.last.text).slice(0, 2000);
  if (names(said, flag) && (isOfCode || flagWords.test(said)))
    return { template, frame: frames[0], words: [], isNamed: true, weight: 10 };
  if (!isOfCode) return undefined;
  for (const frame of frames) {
    const words = sharedWords(view, flag, frame.whole, log);
    if (words.length > 0) return { template, frame, words, isNamed: false, weight: weightOf(flag, words) };
  }
  const words = sharedWords(view, flag, said, log);
  return words.length === stemsOf(flag.name).size && words.length > 1
    ? { template, frame: frames[0], words, isNamed: false, weight: weightOf(flag, words) - 1 }
    : undefined;
};

const flagWords = /flag|feature|toggle|experiment|variant/i;

/** The text holds the name of the flag as it is written, and the name is no plain word. */
const names = (text: string, { name, isMarked }: FeatureFlag): boolean =>
  isMarked && name.length > 5 && /[-_.]|[a-z][A-Z]/.test(name) && text.toLowerCase().includes(name.toLowerCase());

const weightOf = ({ name }: FeatureFlag, words: readonly string[]): number =>
  words.length + words.length / Math.max(1, stemsOf(name).size);

/** How much of the flag's name the code holds. */
export const coverageOf = ({ name }: FeatureFlag, { words }: Fit): number =>
  words.length / Math.max(1, stemsOf(name).size);

/** At least half the words of the flag, and not only what the workload is called itself: two, or one that is long and rare. */
const sharedWords = (view: ClusterView, flag: FeatureFlag, code: string, log: LogReading): readonly string[] => {
  const wanted = stemsOf(flag.name);
  const there = stemsOf(code);
  const own = stemsOf(`${log.object.name} ${log.object.namespace ?? ""}`);
  const shared = [...wanted].filter(([stem]) => there.has(stem));
  const telling = shared.filter(([stem]) => !own.has(stem));
  if (telling.length === 0 || shared.length * 2 < wanted.size) return [];
  const isRare = ([stem, word]: readonly [string, string]): boolean =>
    word.length >= 6 && !namesOfWorkloads(view).has(stem);
  return shared.length >= 2 || (flag.isMarked && telling.some(isRare)) ? shared.map(([, word]) => word) : [];
};

/** Words by which workloads and Services go: code that speaks to one of them holds its name as well. */
const namesOfWorkloads = memo(
  (view: ClusterView) =>
    new Set(
      ["Service", "Deployment", "StatefulSet"].flatMap((kind) =>
        view.of(kind).flatMap(({ ref }) => [...stemsOf(ref.name).keys()]),
      ),
    ),
);
