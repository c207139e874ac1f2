import { diagnose } from "../../core/diagnosis/diagnose.ts";
import type { Evidence, Line } from "../../core/evidence/evidence.ts";
import { linesOf } from "../../core/evidence/lines-of.ts";
import { observe } from "../../core/evidence/observe.ts";
import { suspiciousLines } from "../../core/evidence/suspicious-lines.ts";
import { tellingLines } from "../../core/planner/investigation/telling-lines.ts";
import { estimateTokens } from "./estimate-tokens.ts";

/** The lines to show of one output, by index. */
export type Chosen = {
  readonly indices: ReadonlySet<number>;
  /** Of these, what findings cite: shown at more length. */
  readonly cited: ReadonlySet<number>;
};

export const widestLine = 300;
const widestCited = 900;
/** So short an output is shown whole. */
const wholeUpTo = 50;
/** Of a longer one, this part of its first tokens, and of those behind them. */
const share = { first: 0.19, of: 600, rest: 0.16 };
const most = 1_500;
/** What findings cite counts less, so that it leaves room for what stands around it. */
const citedCount = 0.6;
const mostTelling = 12;

/**
 * Chooses the lines of an output that a reader needs: those that findings would cite, that complain, that the topic names, and then by
 * their look, within a share of the output's own tokens. It depends on this output and the topic alone, so that it stays the same
 * while a thread grows.
 */
export function linesThatMatter(piece: Evidence, topic: ReadonlySet<string>): Chosen {
  const lines = linesOf(piece);
  const costs = lines.map(({ text }) => costOf(text));
  const whole = costs.reduce((sum, cost) => sum + cost, 0);
  if (whole <= wholeUpTo) return { indices: new Set(lines.keys()), cited: new Set(lines.keys()) };
  const purse = { left: Math.min(most, budgetOf(whole)) };
  const indices = new Set<number>();
  const cited = new Set<number>();
  const masks = new Map<string, number>();
  for (const { index, isSure, isCited } of inOrder(piece, lines, topic)) {
    if (indices.has(index)) continue;
    const mask = maskOf(lines[index]!.text);
    const seen = masks.get(mask) ?? 0;
    if (!isSure && seen > 0) continue;
    const cost = isCited ? costOf(lines[index]!.text, true) : costs[index]!;
    if (cost > purse.left) continue;
    purse.left -= isCited ? cost * citedCount : cost;
    if (isCited) cited.add(index);
    masks.set(mask, seen + 1);
    indices.add(index);
  }
  return { indices, cited };
}

function budgetOf(whole: number): number {
  const first = Math.min(whole, share.of);
  return Math.max(wholeUpTo, first * share.first + (whole - first) * share.rest);
}

/** A line as it is shown: of a long one its beginning and its end, where the cause of an error stands. */
export function shortened(text: string, isCited = false): string {
  const widest = isCited ? widestCited : widestLine;
  if (text.length <= widest) return text;
  const half = widest / 2;
  return `${text.slice(0, half)} … ${text.slice(-half)}`;
}

export function costOf(text: string, isCited = false): number {
  return estimateTokens(shortened(text, isCited)) + 3;
}

/** `isSure`: shown even where a line like it is shown. */
type Wanted = { readonly index: number; readonly isSure: boolean; readonly isCited: boolean };

function inOrder(piece: Evidence, lines: readonly Line[], topic: ReadonlySet<string>): Wanted[] {
  const places = new Map(lines.map((line, index) => [keyOf(line), index]));
  const at = (cited: readonly Line[]) => cited.flatMap((line) => places.get(keyOf(line)) ?? []);
  const view = observe([piece]);
  const findings = diagnose(view).findings.slice(0, 20);
  const cited = [...new Set(at(findings.flatMap(({ evidence }) => evidence.slice(0, 4))))];
  const told = [...new Set(at(tellingLines(view, [], "", mostTelling)))];
  const planted = at(suspiciousLines([piece]).map(({ line }) => line)).slice(0, 5);
  const header = lines.length > 0 && /^[A-Z][A-Z-]+(?: {2,}|\s*$)/.test(lines[0]!.text) ? [0] : [];
  const scored = lines
    .map(({ text }, index) => ({ index, score: scoreOf(text, topic) - edge(index, lines.length) }))
    .sort((one, other) => other.score - one.score || one.index - other.index)
    .filter(({ score }) => score > -3);
  return [
    ...header.map((index) => ({ index, isSure: true, isCited: false })),
    ...cited.map((index) => ({ index, isSure: cited.length <= 12, isCited: true })),
    ...planted.map((index) => ({ index, isSure: false, isCited: false })),
    ...told.map((index) => ({ index, isSure: false, isCited: false })),
    ...scored.map(({ index }) => ({ index, isSure: false, isCited: false })),
  ];
}

function keyOf({ line, stream }: Line): string {
  return `${stream ?? "stdout"} ${line}`;
}

/** Beginnings and ends of outputs say more than their middles. */
function edge(index: number, count: number): number {
  const distance = Math.min(index, count - 1 - index);
  return distance < 3 ? 0 : distance < 12 ? 0.5 : 1;
}

const complaint =
  /error|fail|cannot|can't|could not|unable|refused|denied|timed? ?out|timeout|exception|fatal|panic|not found|no such|invalid|expired|unauthori[sz]ed|forbidden|backoff|oomkilled|evicted|unhealthy|killed|exceeded|pressure|insufficient|missing|mismatch|unknown|warn|crash|restart|too many|slow|drop|reject|deadlock|unschedulable|taint|notready|pending|terminat|0\/\d/i;
/** Fields of `describe`, YAML and JSON in which causes stand. */
const telling =
  /^[\s-]*"?(?:reason|message|state|last state|exit ?code|image|ready|restart ?count|command|args|liveness\w*|readiness\w*|startup\w*|endpoints|addresses|targetport|node-?selectors?|limits|requests|memory|cpu|storage|storageclass\w*|claim\w*|capacity|replicas|available\w*|backofflimit|schedule|suspend|unavailable\w*|selector|affinity|effect|operator|observed\w*|server|volume\w*|configmap\w*|secret\w*)"?\s*:/i;
/** Those that say what it is about. */
const naming =
  /^[\s-]*"?(?:name|namespace|kind|type|status|phase|node|port|host|path|value|from|to|conditions|events|min\w*|max\w*|user|started|finished|updated\w*|desired\w*)"?\s*:/i;
/** What hardly ever tells anything. */
const noise =
  /managedFields|last-applied-configuration|f:[a-zA-Z]|uid"?:|resourceVersion|creationTimestamp|generation"?:|pod-template-hash|podIPs?|hostIP|qosClass|QoS Class|kube-api-access|TokenExpirationSeconds|ConfigMapName|ConfigMapOptional|DownwardAPI|Optional:|terminationMessage|schedulerName|securityContext|dnsPolicy|imagePullPolicy|enableServiceLinks|Tolerations|containerID|imageID|Container ID|Image ID|cni\.projectcalico|kubernetes\.io\/(?:metadata|restartedAt|service-account)/;

/** Where a cause stands in one field. */
const decisive =
  /^[\s-]*(?:node-selectors|reason|message|exit code|last state|command|args)\s*:\s*[^<\s]|(?:^|\s)(?:Normal|Warning)\s+[A-Z][A-Za-z]+\s/i;
const dull = /<none>|<unset>|Normal\s+(?:Scheduled|Pulled|Pulling|Created|Started)/;

function scoreOf(text: string, topic: ReadonlySet<string>): number {
  if (text.trim().length < 2) return -5;
  let score = 0;
  if (complaint.test(text)) score += 3;
  if (telling.test(text)) score += 1.5;
  else if (naming.test(text)) score += 1;
  if (topic.size > 0 && (text.toLowerCase().match(/[a-z][a-z0-9]{3,}/g) ?? []).some((word) => topic.has(word)))
    score += 2;
  if (decisive.test(text)) score += 1;
  if (noise.test(text)) score -= 3;
  if (dull.test(text)) score -= 0.5;
  return score;
}

/** Lines that differ in numbers and ids alone are alike. */
function maskOf(text: string): string {
  return text
    .slice(0, widestLine)
    .replace(/\b(?=[a-z]*\d)[0-9a-z]{5,}\b/g, "#")
    .replace(/\d+/g, "#")
    .replace(/\s+/g, " ");
}
