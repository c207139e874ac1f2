import { diagnose } from "../../../diagnosis/diagnose.ts";
import type { Finding, Suggestion } from "../../../diagnosis/finding.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { kubectl } from "../../command-line.ts";
import { relevant } from "../../investigation/relevance.ts";
import { knownIn, type Question, understand } from "../../question/understand.ts";
import { sentence } from "../../wording.ts";
import type { Inquest, Inquiry } from "../form/inquest.ts";
import { placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";
import { type Impact, impactsIn, reachedIn } from "./impact.ts";

const trouble =
  "(?:problems?|issues?|things?|one|ones|faults?|failures?|errors?|incidents?|troubles?|outages?|alerts?|fire|bug)";
const urgent = new RegExp(
  `\\b(?:most|more|really|very) (?:urgent|important|critical|severe|serious|pressing|damaging|dangerous|affected|broken)\\b|\\b(?:worst|biggest|top|highest|first|main|number one|greatest) (?:\\w{1,12} )?(?:${trouble}|priority)\\b|\\bprioriti[sz]e\\b|\\b(?:fix|tackle|look at|start with|handle|address|do|attend to|mend|repair|solve) (?:it |them |these )?first\\b|\\bwhere (?:do|should) (?:i|we) (?:start|begin)\\b|\\bwhat is urgent\\b|^(?:and |so )?what(?:'s| is) (?:the )?worst[?. ]{0,3}$|\\b${trouble} (?:is|are) (?:the )?(?:worst|biggest|most (?:urgent|important|critical|severe|serious))\\b|\\bin (?:what|which) order (?:should|do) (?:i|we) (?:fix|tackle)`,
);
const beside = /\b(?:pods?|nodes?|cpu|memory|disk|restarts?|logs?|events?|restarted|usage|images?|volumes?)\b/;
const siteDown =
  /^(?:(?:help|hey|hi|omg|urgent)[,! ]{1,3})?(?:why is )?(?:the |our |my |whole |entire )*(?:web ?sites?|sites?|web ?shop|home ?page|web ?page|landing page|online (?:shop|store))(?: is| seems| appears| looks|'s)?(?: to be)?(?: totally| completely| all| just| currently| again| still)?(?: went| gone| not)? ?(?:down|offline|dead|broken|gone|working|loading|reachable|responding|available|up|unreachable|unavailable|a 50\d|slow)\b[^?]{0,30}[?!.\s]{0,5}$/;

/** `what is the most urgent problem?`, `the site is down`: what fails, by what it costs, and why the first of it does. */
export const urgencyOf: Inquiry = (question) => {
  if (!asksForWorst(question)) return null;
  return inquest(question, siteDown.test(question.text.toLowerCase().trim()));
};

/** Whether a question wants what costs most of all that fails. */
export function asksForWorst(question: Question): boolean {
  const said = question.text.toLowerCase().trim();
  if (said.length > 140 || question.targets.some(({ sure }) => sure)) return false;
  return siteDown.test(said) || (urgent.test(said) && !beside.test(said));
}

const base: readonly Suggestion[] = [
  { command: "kubectl get pods -A", reason: "Shows which pods fail." },
  {
    command: "kubectl get deployments,statefulsets,daemonsets,services,endpoints -A",
    reason: "Shows which workloads lack replicas, and what serves.",
  },
  { command: "kubectl get ingresses -A -o yaml", reason: "Shows what users reach from outside." },
  { command: "kubectl get nodes", reason: "Shows whether the nodes are in order." },
  {
    command: "kubectl get events -A --field-selector=involvedObject.kind=Node",
    reason: "Shows what nodes suffer from.",
  },
];

function inquest(question: Question, isOfSite: boolean): Inquest {
  const { namespaces } = question.scope;
  const all = (view: ClusterView) =>
    impactsIn(view).filter(({ ref }) => namespaces.length === 0 || namespaces.includes(ref.namespace ?? ""));
  return {
    reads: (view) => {
      const [first] = all(view);
      return [...base, ...(first === undefined ? [] : looksAt(first))];
    },
    tell: (view) => (isOfSite ? ofSite(all(view), view) : ofAll(all(view), view)),
  };
}

/** What shows why something fails: the state of its pod, and what it said before it ended. */
function looksAt({ ref, pod }: Impact): readonly Suggestion[] {
  if (pod === undefined)
    return [
      {
        command: kubectl(
          "describe",
          ref.kind.toLowerCase(),
          ref.name,
          ref.namespace !== undefined && `-n ${ref.namespace}`,
        ),
        reason: `Shows the state of ${ref.kind} ${ref.name}.`,
      },
    ];
  const place = `-n ${pod.ref.namespace}`;
  const log = {
    command: kubectl("logs", pod.ref.name, place, "--previous", "--tail=100"),
    reason: "Says why it ended.",
  };
  return [
    { command: kubectl("describe pod", pod.ref.name, place), reason: "Shows its state and its events." },
    ...(pod.restarts > 0 ? [log] : []),
  ];
}

const inShort = ({ ref, state, reach }: Impact): string =>
  `${ref.kind} ${placed({ ref })}: ${state}${reach === "" ? "" : `; ${reach}`}`;

function causeOf({ ref }: Impact, view: ClusterView): Finding | undefined {
  const place = ref.namespace === undefined ? "" : ` in ${ref.namespace}`;
  const question = understand(`why is ${ref.kind.toLowerCase()} ${ref.name}${place} failing?`, knownIn(view));
  return relevant(question, diagnose(view), view).roots.find(({ severity }) => severity !== "info");
}

const causeSaid = (root: Finding | undefined): string =>
  root === undefined ? "" : ` The cause: ${sentence(root.summary)}`;

function ofAll(all: readonly Impact[], view: ClusterView): Told | null {
  const [first, ...rest] = all;
  if (first === undefined) return null;
  const cause = causeOf(first, view);
  return {
    summary: `The most urgent is ${inShort(first)}.${causeSaid(cause)}`,
    findings: cause === undefined ? [] : [cause],
    details: listed(rest),
    lines: [...first.lines, ...(first.pod?.line === undefined ? [] : [first.pod.line])],
    next: [why(first)],
  };
}

const listed = (rest: readonly Impact[], title = "After it, what costs most first:"): string =>
  rest.length === 0
    ? "Nothing else was seen to fail."
    : [
        title,
        ...rest.slice(0, 14).map((one) => `  - ${inShort(one)}`),
        ...(rest.length > 14 ? [`  - and ${rest.length - 14} more`] : []),
      ].join("\n");

const why = ({ ref }: Impact): Suggestion => ({
  command: kubectl("describe", ref.kind.toLowerCase(), ref.name, ref.namespace !== undefined && `-n ${ref.namespace}`),
  reason: "Shows its conditions and its events.",
});

/** What users reach decides; where all of that serves, the others are told as what may be behind it. */
function ofSite(all: readonly Impact[], view: ClusterView): Told | null {
  const bad = all.filter(({ reach, weight }) => reach !== "" && weight > 60);
  const [first, ...rest] = bad;
  if (first === undefined) return null;
  const cause = causeOf(first, view);
  const count = reachedIn(view).size;
  const more =
    rest.length === 0
      ? ""
      : ` So ${rest.length === 1 ? "does" : "do"} ${rest.map(({ ref, state }) => `${placed({ ref })} (${state})`).join(", ")}.`;
  return {
    summary: `${bad.length} of the ${count} Services that users reach ${bad.length === 1 ? "fails" : "fail"}${bad.length < count ? "; the others answer" : ""}. ${inShort(first)}.${causeSaid(cause)}${more.replace(/^ So does?/, " Failing too:")}`,
    findings: cause === undefined ? [] : [cause],
    details: listed(
      all.filter((one) => !bad.includes(one)),
      "Failing besides, which may or may not be behind it:",
    ),
    lines: bad.slice(0, 4).flatMap(({ lines }) => lines),
    next: [why(first)],
  };
}
