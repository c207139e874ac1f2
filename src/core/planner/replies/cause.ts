import type { Finding, Suggestion } from "../../diagnosis/finding.ts";
import { gist, isAlike } from "../investigation/alike.ts";
import { bearsOn, type Relevance, touch } from "../investigation/relevance.ts";
import { isOnTopic, topicOf } from "../investigation/topic.ts";
import { type Question, stemsOf } from "../question/understand.ts";
import { refusedLog } from "../refused-reads.ts";
import type { Conclusion, Reply, Situation } from "../situation.ts";
import { type Choice, choose } from "../suggestions.ts";
import { commandBlock, enumerated, evidenceBlock, leftOutNote, othersNote, paragraphs, sentence } from "../wording.ts";
import { chainOf } from "./chain.ts";
import { type SettingBeside, settingsBeside } from "./settings-beside.ts";

const none: Choice = { suggestions: [], leftOut: [] };

/** A root that bears on the question: what it is, the lines that show it, and what comes next: reads while it is open, else the fix. */
export function causeReply(
  main: Finding,
  bearing: Relevance,
  situation: Situation,
  reads: Choice,
  question: Question,
  seeksFix = false,
): Reply {
  const topic = topicOf(question);
  const isBeside = (finding: Finding) =>
    question.targets.length > 0
      ? finding.code === main.code && topic !== null && isOnTopic(topic, finding)
      : finding.severity !== "info" && (topic === null || bearsOn(topic, finding, bearing.findings));
  const also = bearing.roots.filter((finding) => finding !== main && isBeside(finding) && !isSameLine(main, finding));
  const open = !seeksFix && (isOpen(main, situation) || (isSymptom(main) && reads.suggestions.length > 0));
  const behind = choose(main.next, situation, open ? 3 : 2);
  const own = open && (behind.suggestions.length === 0 || main.confidence === "possible") ? reads : behind;
  const fixes = open ? none : choose(main.fix?.commands ?? [], situation);
  const checks = fixes.suggestions.length === 0 ? [] : (main.fix?.verify ?? []);
  const beside = choose(
    also.filter((finding) => isOpen(finding, situation)).flatMap((finding) => finding.next.slice(0, 1)),
    situation,
    3,
  );
  const suggestions = [
    ...new Map(
      [...own.suggestions, ...fixes.suggestions, ...beside.suggestions].map((one) => [one.command, one]),
    ).values(),
  ].slice(0, 7);
  const settings = settingsBeside(main, situation.view);
  const besides = [
    ...bearing.roots.filter((finding) => finding !== main && !also.includes(finding) && !repeats(main, finding)),
    ...bearing.others,
  ].filter((finding) => finding.severity !== "info");
  return {
    text: paragraphs(
      openingOf(main, settings, bearing, open, also, situation, question),
      othersNote(besides),
      evidenceBlock([...main.evidence, ...settings.map(({ line }) => line)]),
      alsoBlock(also.filter((finding) => !isAlike(main, finding))),
      !open && main.fix !== null && sentence(`Fix: ${main.fix.summary}`),
      commandBlock("Next:", suggestions),
      checkLine(checks),
      leftOutNote([...own.leftOut, ...fixes.leftOut]),
    ),
    suggestions,
    findings: [main, ...bearing.findings.filter((finding) => finding !== main)],
    conclusion: conclusionOf(main, open, reads),
  };
}

/** A root stays open while the reads that would show what is behind it are unanswered, unless it is confirmed and can be mended. */
export function isOpen(main: Finding, situation: Situation): boolean {
  const unanswered = choose(main.next, { ...situation, rejections: [] }).suggestions;
  if (main.confidence === "confirmed" && main.fix !== null)
    return unanswered.some(
      (one) => one.command.startsWith("kubectl describe ") && one.command.includes(` ${main.object.name}`),
    );
  return unanswered.length > 0;
}

/** States that always have something behind them; while a read is left that may show it, the search goes on. */
function isSymptom({ code }: Finding): boolean {
  return symptoms.has(code);
}

const symptoms: ReadonlySet<string> = new Set([
  "deployment-unavailable",
  "daemonset-incomplete",
  "stateful-set-stuck",
  "rollout-stuck",
  "service-without-endpoints",
  "pod-not-ready",
  "not-scheduled",
  "crash-loop",
  "frequent-restarts",
  "warning-event",
]);

function openingOf(
  main: Finding,
  settings: readonly SettingBeside[],
  bearing: Relevance,
  open: boolean,
  also: readonly Finding[],
  situation: Situation,
  question: Question,
): string {
  const hedge = main.confidence === "possible" ? "Possibly: " : main.confidence === "likely" ? "Most likely: " : "";
  const names = [...new Set(also.filter((finding) => !isAlike(main, finding)).map(inShort))];
  const alike = alikeOf(main, also);
  const more =
    names.length === 0
      ? alike
      : `${alike === "" ? "" : `${alike} `}${names.length} more ${names.length === 1 ? "fails" : "fail"} for ${names.length === 1 ? "its own reason" : "their own reasons"}: ${enumerated(names, 8)}.`;
  const why = chainOf(main, bearing.findings, question, situation.view);
  const behind = barred(main, situation) ?? (open ? "What is behind it is not shown yet." : why);
  const second = more !== "" ? more : behind;
  const set = settings.length === 0 ? "" : `Set beside it: ${enumerated(settings.map(({ text }) => `\`${text}\``))}.`;
  return [`${hedge}${sentence(main.summary)}`, set, second].filter((part) => part !== "").join(" ");
}

/** A crash whose log would tell why, and may not be read. */
function barred(main: Finding, { view, newEvidenceFrom }: Situation): string | null {
  const refused = isSymptom(main) ? refusedLog(view, main.object.namespace, newEvidenceFrom) : undefined;
  if (refused === undefined) return null;
  const who = /[Uu]ser "([^"]{1,200})"/.exec(refused.error.line.text)?.[1];
  return `Its log would show why, and may not be read: ${who ? `user "${who}" has` : "there is"} no permission to get pods/log in namespace ${main.object.namespace} (Forbidden by RBAC).`;
}

/** What fails for the same reason as the main cause, said as one: one expired certificate stops every pull from its registry. */
function alikeOf(main: Finding, also: readonly Finding[]): string {
  const alike = also.filter((finding) => isAlike(main, finding));
  if (alike.length === 0) return "";
  const same = alike.filter((finding) => gist(finding) === gist(main));
  const others = alike.filter((finding) => !same.includes(finding));
  return [
    same.length > 0 && `The same holds for ${enumerated([...new Set(same.map(nameOf))], 8)}.`,
    others.length > 0 &&
      `Most likely for the same reason, ${enumerated([...new Set(others.map(nameOf))], 8)} ${others.length > 1 ? "fail" : "fails"} too.`,
  ]
    .filter((part) => part !== false)
    .join(" ");
}

function nameOf({ object }: Finding): string {
  const whole = object.kind === "ReplicaSet" ? object.name.replace(/-[a-z0-9]{6,10}$/, "") : object.name;
  return object.kind === "Pod" ? (stemsOf(object.name).at(-1) ?? object.name) : whole;
}

/** Two rules read the same line of text that no object of the cluster stands behind: a release and the change in it. */
function isSameLine(main: Finding, other: Finding): boolean {
  const [mine, its] = [main.evidence[0], other.evidence[0]];
  return other.object.kind === "Log" && mine !== undefined && mine.text === its?.text && mine.command === its.command;
}

/** What failed and as what, in a few words: `catalog (image not found)`. */
function inShort(finding: Finding): string {
  return `${nameOf(finding)} (${finding.code.replaceAll("-", " ")})`;
}

/** Says of a pod, its workload or its Service what the root says already. */
function repeats(main: Finding, finding: Finding): boolean {
  return (finding.code === main.code || main.explains.includes(finding.code)) && touch(main, finding);
}

/** A question that names nothing gets every cause, each in a line. */
function alsoBlock(also: readonly Finding[]): string {
  if (also.length === 0) return "";
  const lines = also.slice(0, 8).map((finding) => `  - ${cut(finding.summary.trim())}`);
  return [
    "Also failing, each for its own reason:",
    ...lines,
    ...(also.length > 8 ? [`  - and ${also.length - 8} more`] : []),
  ].join("\n");
}

function cut(text: string): string {
  return sentence(text);
}

function checkLine(checks: readonly Suggestion[]): string {
  if (checks.length === 0) return "";
  return `Then check that it worked: ${checks.map((check) => `\`${check.command}\``).join(", ")}`;
}

/** States that look like trouble and are as they should be. */
const byDesign: ReadonlySet<string> = new Set(["claim-waits-for-consumer"]);

function conclusionOf(main: Finding, open: boolean, reads: Choice): Conclusion {
  if (main.severity === "info" && byDesign.has(main.code))
    return { verdict: "healthy", summary: sentence(main.summary), confidence: main.confidence };
  const found = !open || reads.suggestions.length === 0;
  return { verdict: found ? "cause-found" : "undecided", summary: sentence(main.summary), confidence: main.confidence };
}
