import { findingOf } from "../diagnosis/define-rule.ts";
import type { Finding } from "../diagnosis/finding.ts";
import { keptOutOf } from "../diagnosis/network/kept-out.ts";
import { unique, workloadOf } from "../diagnosis/objects/relations.ts";
import { keptInOf } from "../diagnosis/rules/network/network-policies.ts";
import { draftOfKept } from "../diagnosis/rules/network/network-policies-in.ts";
import { podsOf } from "../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef } from "../evidence/observed.ts";
import type { Question } from "./question/understand.ts";
import type { Situation } from "./situation.ts";

/** A party of a call that a question tells of, and where in the sentence it stands. */
type Party = { readonly ref: ObjectRef; readonly index: number };

const unanswered =
  /\btim(?:e[sd]?|ing)[ -]?outs?\b|\bhang(?:s|ing)?\b|\bunreachable\b|\bno (?:answer|response|connection|traffic)\b|\bblock(?:s|ed|ing)?\b|\bdrop(?:s|ped)?\b|deadline exceeded|\b(?:cannot|can['’]?t|can no longer|no longer|unable to|could ?n[o'’]t|fails? to|not able to|does ?n[o'’]t|stopped)\b[^.?!\n]{0,60}\b(?:reach\w{0,4}|connect\w{0,4}|talk\w{0,4}|call\w{0,4}|access\w{0,4}|contact\w{0,4}|scrap\w{0,4}|quer\w{1,4})\b/i;

/**
 * A question may tell who gets no answer from whom, where no log shows it. If the policies that are shown keep the one from the other,
 * that is what it is about, and it becomes a finding.
 */
export function withToldCalls(question: Question, told: Situation): Situation {
  const situation = withToldScrapes(question, told);
  const { view, diagnosis } = situation;
  if (view.of("NetworkPolicy").length === 0 || !unanswered.test(question.text)) return situation;
  const isKnown = (one: Finding) => /^network-policy-/.test(one.code) && one.confidence !== "possible";
  if (diagnosis.findings.some(isKnown)) return situation;
  for (const [from, to] of pairsIn(question, view)) {
    const found = findingFor(view, from, to);
    if (found !== undefined)
      return {
        ...situation,
        diagnosis: {
          ...diagnosis,
          findings: [found, ...diagnosis.findings],
          roots: [found, ...diagnosis.roots],
        },
      };
  }
  return situation;
}

const scraping =
  /\btargets?down\b|\btargets?\b[^.?!\n]{0,40}\b(?:down|missing|absent|gone|unhealthy)\b|\bscrap(?:e[sd]?|ing)\b|\bno metrics\b|\bmetrics (?:are )?(?:missing|absent)\b|\babsent\(up/i;

/** What serves its metrics to nobody else is as it should be, until somebody asks why it is not scraped. */
function withToldScrapes(question: Question, situation: Situation): Situation {
  const { findings, roots } = situation.diagnosis;
  if (!findings.some(({ code }) => code === "metrics-on-loopback") || !scraping.test(question.text)) return situation;
  const raised = new Map(
    findings
      .filter(({ code }) => code === "metrics-on-loopback")
      .map((one) => [one, { ...one, severity: "critical" as const }]),
  );
  const raise = (one: Finding) => raised.get(one) ?? one;
  return {
    ...situation,
    diagnosis: { ...situation.diagnosis, findings: findings.map(raise), roots: roots.map(raise) },
  };
}

function findingFor(view: ClusterView, from: ObjectRef, to: ObjectRef): Finding | undefined {
  const target = { host: `${nameOfServer(to)}.${to.namespace ?? "default"}`, port: "" };
  const kept = keptOutOf(view, from, target, "");
  if (kept !== undefined && kept.port === undefined)
    return findingOf("network-policy-refuses-caller", draftOfKept(view, from, target, kept, undefined));
  if (from.kind === "Namespace") return undefined;
  const held = keptInOf(view, from, target);
  return held && findingOf("network-policy-blocks", held);
}

/** Who may be meant to call whom, the likeliest first: who is named first calls, unless the other stands behind "from". */
function pairsIn(question: Question, view: ClusterView): readonly (readonly [ObjectRef, ObjectRef])[] {
  const text = question.text.toLowerCase();
  const named = workloadsIn(text, view);
  const behindFrom = ({ index }: Party) =>
    /\b(?:from|by|for)(?: (?:the|our|a))?(?: \w{1,20})? ["'`]?$/.test(text.slice(0, index));
  const spaces = question.scope.namespaces.map((name) => ({
    ref: { kind: "Namespace", name },
    index: text.indexOf(name),
  }));
  const callers = [...named, ...spaces, ...scraperIn(text, view)];
  const pairs = callers.flatMap((from) =>
    named
      .filter((to) => to !== from && isOther(from.ref, to.ref))
      .map((to) => ({
        from,
        to,
        weight: (behindFrom(from) ? -2 : 0) + (from.index < to.index ? 0 : 1) + (from.ref.kind === "Namespace" ? 3 : 0),
      })),
  );
  return pairs.sort((one, other) => one.weight - other.weight).map(({ from, to }) => [from.ref, to.ref] as const);
}

const isOther = (from: ObjectRef, to: ObjectRef): boolean =>
  from.kind === "Namespace" ? from.name !== to.namespace : from.name !== to.name || from.namespace !== to.namespace;

/** The workloads and Services that are shown and that a sentence names. */
function workloadsIn(text: string, view: ClusterView): readonly Party[] {
  const shown = unique([
    ...podsOf(view).map(({ ref }) => workloadOf(view, ref)),
    ...["Deployment", "StatefulSet", "DaemonSet", "Service", "Endpoints"].flatMap((kind) =>
      view.of(kind).map(({ ref }) => ref),
    ),
  ]);
  const found = shown.flatMap((ref): Party[] => {
    const index = placeOf(text, nameOfServer(ref));
    return index < 0 ? [] : [{ ref, index }];
  });
  const longest = (one: Party) =>
    !found.some(
      (other) =>
        other.index <= one.index &&
        other.ref.name.length > one.ref.name.length &&
        other.ref.name.includes(one.ref.name) &&
        text.startsWith(other.ref.name, other.index),
    );
  const seen = new Set<string>();
  return found.filter(longest).filter(({ ref }) => {
    const key = `${ref.namespace}/${ref.name}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Pods of a StatefulSet of which no more is shown are called after it. */
const nameOfServer = ({ kind, name }: ObjectRef): string => (kind === "Pod" ? name.replace(/-\d{1,3}$/, "") : name);

/** Where a name stands as a word of its own. */
function placeOf(text: string, name: string): number {
  if (name.length < 2) return -1;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!/[\w-]/.test(text[at - 1] ?? " ") && !/[\w-]/.test(text[at + name.length] ?? " ")) return at;
  return -1;
}

/** Whoever speaks of a scrape speaks of Prometheus, which runs in a namespace of its own. */
function scraperIn(text: string, view: ClusterView): readonly Party[] {
  if (!/\bscrap\w{1,4}\b|\bprometheus\b|\btargets?\b/.test(text)) return [];
  const spaces = view.of("Namespace").filter(({ ref }) => /monitor|observ|prometheus|metrics/.test(ref.name));
  return spaces.map(({ ref }) => ({ ref, index: 0 }));
}
