import type { Finding } from "../../diagnosis/finding.ts";
import { type LogReading, logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import { type PodReading, podsOf } from "../../diagnosis/workloads/pods.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { callersOf, scannedPath } from "../benign/logs/scanned-paths.ts";
import { statusIn } from "../facts/log-tallies.ts";
import { relevant } from "../investigation/relevance.ts";
import { isAboutTime } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { enumerated, evidenceBlock, paragraphs } from "../wording.ts";
import { courseOf, linesOfLog } from "./log-course.ts";
import { isEnded, isOwn, subjectsOf } from "./subjects.ts";

/** One answer that a log tells of: its status, and the path that was asked for. */
type Answer = { readonly status: string; readonly path: string; readonly line: Line };

/** So many answers say how calls fare; more than so large a share of one kind of refusal may be a fault of the server all the same. */
const fewest = 20;
const fewestBeside = 8;
const mostOfOneKind = 0.2;

/**
 * That calls are answered well, where somebody says that they are not: the logs tell of many answers, of none with 5xx, and of no refusal
 * but those that callers bring about (paths that only scanners try, sessions that ended, too many calls, calls given up). Null as soon
 * as a pod fails there, a log goes on with errors, or anything else was found.
 */
export function answeredReply(question: Question, { view, diagnosis, newEvidenceFrom }: Situation): Reply | null {
  const { text, plain, intent } = question;
  if (intent === "change" || newEvidenceFrom >= view.evidence.length || isAboutTime(plain)) return null;
  if (!complains.test(text) || view.evidence.every(({ origin }) => origin === "executed")) return null;
  const bearing = relevant(question, diagnosis, view);
  if ([...bearing.roots, ...bearing.findings].some(isDoubt)) return null;
  const pods = podsOf(view).filter(({ health }) => health !== "done" && health !== "gone");
  if (pods.length === 0 || pods.some(({ health }) => health !== "healthy")) return null;
  const meant = subjectsOf(question, view);
  const logs = logsOfView(view).filter((log) => isOwn(log, meant, view) || isOfMentionedProxy(log, text));
  if (logs.some((log) => courseOf(log, view).state === "ill" && !isEnded(log, view))) return null;
  const all = logs.map((log) => answersOf(log, view));
  const answers = all.flatMap(withoutChallenges);
  const challenges = all.flat().length - answers.length;
  const others = answers.filter(({ status }) => !/^[123]/.test(status));
  if (isOfAnotherPlace(text, answers, logs)) return null;
  const isOfChallenges = challenges > 0 && answers.length >= fewestBeside && /(?<!\d)401/.test(text);
  const isGood = (answers.length >= fewest || isOfChallenges) && others.length <= answers.length * 0.4;
  return isGood && areOfCallers(others, answers) ? replyOf(logs, { answers, others, challenges }, pods) : null;
}

const complains =
  /\bnon-?[23](?:xx|00)\b|\b[45](?:xx|\d\d)s?\b|[a-z][45]xx|\berrors?\b|\berror rates?\b|\bfail\w*|\bnot found\b|\bunavailable\b|\bdown\b|\bbroken\b|\brefus\w*|\breject\w*|\bdoes(?: not|n't) (?:work|open|load|respond)\b|\bcan(?:not|'t) (?:be )?(?:reach\w*|open\w*|load\w*|use\w*)\b/i;

const isDoubt = ({ severity, confidence, code }: Finding): boolean =>
  severity !== "info" || (confidence !== "possible" && code !== "not-found");

/** `at the istio gateway`: its log speaks of all that calls from outside got. */
const isOfMentionedProxy = ({ object }: LogReading, text: string): boolean =>
  proxies.test(object.name) &&
  /\b(?:ingress|gateways?|nginx|envoy|istio|traefik|haproxy|prox(?:y|ies)|access logs?)\b/i.test(text);

/** `answers 404 for everybody`, and no log holds such an answer, nor is one of a proxy: the calls may not have come here at all. */
function isOfAnotherPlace(text: string, answers: readonly Answer[], logs: readonly LogReading[]): boolean {
  const told = /(?<![\w.:-])[45]\d\d(?![\w.-])/.exec(text)?.[0];
  const isSeen = answers.some(({ status }) => status === told);
  return (
    told !== undefined &&
    !isSeen &&
    !logs.some(({ object, container }) => proxies.test(`${object.name} ${container ?? ""}`))
  );
}

const proxies = /ingress|gateway|nginx|envoy|traefik|haproxy|proxy/;

function answersOf(log: LogReading, view: ClusterView): readonly Answer[] {
  return linesOfLog(log, view).flatMap((line) => {
    const start = line.text.slice(0, 2000);
    if (ofProbe.test(start)) return [];
    if (gaveUp.test(start)) return [{ status: "499", path: "", line }];
    if (lost.test(start)) return [{ status: "503", path: "", line }];
    const status = statusIn(line.text);
    return status === null ? [] : [{ status, path: asked.exec(start)?.[1]?.replace(/\?.*$/, "") ?? "", line }];
  });
}

const asked = /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/\S{0,300})/;
/** A client is told to bring a token (401), brings it and is answered: registries and others that log in at need begin so. */
const withoutChallenges = (answers: readonly Answer[]): readonly Answer[] =>
  answers.filter(
    ({ status, path }, at) =>
      status !== "401" ||
      path === "" ||
      !answers.slice(at + 1, at + 8).some((one) => one.path === path && one.status < "400"),
  );

/** What kubelet and monitors ask tells nothing of the calls that people make. */
const ofProbe =
  /"?(?:GET|HEAD) \/(?:[\w.-]{1,40}\/){0,3}(?:healthz?|health-?check|livez?|readyz?|liveness|readiness|ready|ping|metrics|status)\/?[?" ]|\bkube-probe\/|\bPrometheus\/|\bGoogleHC\/|\bELB-HealthChecker\//;
/** Envoy's flags: the caller was gone (DC, DR), or the other side did not answer. */
const gaveUp = /HTTP\/[\d.]+" 0 (?:DC|DR|DPE)\b/;
const lost = /HTTP\/[\d.]+" \d{1,3} (?:[A-Z]+,)?(?:UF|UH|UO|NR|URX|UC|UT|LR|UMSDR)\b/;
const usual = /^\/(?:favicon\.ico|robots\.txt|apple-touch-icon\S{0,40}|sitemap\.xml|ads\.txt|\.well-known\/\S{0,100})$/;

/** Refusals that say nothing of the server: of paths that are asked for in vain only by scanners, and else a few of each kind. */
function areOfCallers(others: readonly Answer[], all: readonly Answer[]): boolean {
  const scans = others.filter(({ line }) => scannedPath.test(line.text.slice(0, 600)));
  const scanners = new Set(scans.flatMap(({ line }) => callersOf(line)));
  const isScanner = ({ line }: Answer) => callersOf(line).some((one) => scanners.has(one));
  const left = others.filter((one) => !scans.includes(one) && !usual.test(one.path) && !isScanner(one));
  if (left.some(({ status }) => status >= "500" || status === "404")) return false;
  return [...Map.groupBy(left, ({ status }) => status).values()].every(
    (same) => same.length <= Math.max(1, all.length * mostOfOneKind),
  );
}

const asked401 = (challenges: number): string =>
  challenges === 0
    ? ""
    : ` ${challenges === 1 ? "One more is a 401" : `${challenges} more are 401s`} with which a client is told to bring a token; it did, and the same call was answered well.`;

type Told = { readonly answers: readonly Answer[]; readonly others: readonly Answer[]; readonly challenges: number };

function replyOf(
  logs: readonly LogReading[],
  { answers, others, challenges }: Told,
  pods: readonly PodReading[],
): Reply {
  const names = enumerated([...new Set(logs.map(({ object }) => object.name))], 4);
  const good = answers.filter(({ status }) => status < "400").length;
  const kinds = [...Map.groupBy(others, ({ status }) => status)].map(([status, same]) => {
    const paths = [...new Set(same.map(({ path }) => path))].filter((path) => path !== "").slice(0, 2);
    return `${status} ×${same.length}${paths.length > 0 ? ` (${paths.join(", ")})` : ""}`;
  });
  const rest =
    kinds.length === 0 ? "" : `; the other ${others.length} are such as callers bring about: ${enumerated(kinds, 5)}`;
  const summary = `Nothing is wrong with how calls are answered: of ${answers.length} answers in the logs of ${names} ${good} are good, none is a 5xx${rest}.${asked401(challenges)} ${pods.length} ${pods.length === 1 ? "pod is" : "pods are"} running and ready.`;
  return {
    text: paragraphs(summary, evidenceBlock([...others.slice(0, 3), ...answers.slice(-1)].map(({ line }) => line))),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "healthy", summary, confidence: "likely" },
  };
}
