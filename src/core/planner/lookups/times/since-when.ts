import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { changesTo } from "../changes/changes-to.ts";
import { revisionsIn } from "../changes/revisions.ts";
import type { Inquest, Inquiry } from "../form/inquest.ts";
import { nameWords, objectsNamed, placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";
import { type Onset, onsetsIn, unreadyReads } from "./onset.ts";

const failing =
  "(?:fail\\w*|br(?:eak\\w*|oken?)|down|crash\\w*|stuck|hang\\w*|not (?:ready|available|running|working|up|starting)|un(?:available|ready|healthy|reachable)|restart\\w*|pending|unschedul\\w*|wrong|sick|problem\\w*|trouble|go(?:ne)? (?:wrong|down|bad)|went (?:wrong|down|bad)|die[sd]?|dying|stop(?:ped)?|in (?:this|that) (?:state|condition)|like (?:this|that)|out|evict\\w*)";
const sinceWhen = new RegExp(
  `^(?:(?:and|so|ok|hey)[, ]{1,3}){0,2}(?:(?:for )?how long (?:has|have|is|are|was|did)|since when|when (?:did|has|have|was|were)|at what time|what time|since what time|from when)\\b[^?]{0,80}\\b${failing}\\b`,
);
const firstOfAll = new RegExp(
  `^(?:(?:and|so|ok)[, ]{1,3}){0,2}(?:which|what|who)\\b(?:[^?]{0,60}\\b(?:${failing}\\b[^?]{0,20}\\b(?:first|earliest)|first\\b[^?]{0,30}\\b${failing}|(?:has|have) been ${failing} (?:the )?longest)|(?: one| thing| of (?:them|these|those|the two|it all))? (?:started|began|happened|came|was) (?:the )?(?:first|earliest))\\b|^(?:in )?(?:which|what) order did\\b[^?]{0,60}\\b${failing}|^what was the first\\b[^?]{0,30}\\b(?:fail\\w*|break|problem)`,
);
const changedBefore =
  /\b(?:what|which|did|has|have|was|were)\b[^?]{0,40}\b(?:chang\w*|deploy\w*|roll(?:ed)? ?out|releas\w*|modif\w*|updat\w*)\b[^?]{0,30}\b(?:before|right before|when|just before|prior to|that broke|to break|led to|caused|cause)\b|\bwhat (?:has |had )?happened\b[^?]{0,30}\b(?:right |just |shortly )?(?:before|prior to)\b/;

const beside =
  /^(?:fail\w*|br(?:eak\w*|oken?)|down|crash\w*|stuck|hang\w*|ready|available|working|up|starting|unavailable|unready|unhealthy|unreachable|restart\w*|pending|wrong|sick|problem\w*|trouble|gone?|went|bad|die[sd]?|dying|stop\w*|state|condition|like|began|happen\w*|came|first|earliest|longest|order|been|already|right|just|prior|led|cause\w*|chang\w*|deploy\w*|deployment|statefulset|daemonset|releas\w*|roll\w*|out|modif\w*|updat\w*|so|got|get|evict\w*|pods?|keep|keeps|kept|service|app|application|workloads?|anything|something|things)$/;

const workloads = {
  command: "kubectl get deployments,statefulsets,daemonsets -A",
  reason: "Finds it wherever it is.",
};
const cronJobs = { command: "kubectl get cronjobs -A", reason: "Finds it among what runs on a schedule." };
const podsEverywhere = { command: "kubectl get pods -A", reason: "Shows what fails, and how old each pod is." };
const nodeEvents = {
  command: "kubectl get events -A --field-selector=involvedObject.kind=Node",
  reason: "Shows when nodes came into trouble.",
};

/** `since when is checkout failing?`, `which one broke first?`, `what changed before it broke?` */
export const sinceWhenOf: Inquiry = (question) => {
  const said = question.text.toLowerCase().trim();
  if (said.length > 160) return null;
  const names = nameWords(question, beside).slice(0, 4);
  if (changedBefore.test(said) && new RegExp(`\\b${failing}\\b`).test(said))
    return names.length === 0 ? null : changesTo(names.slice(0, 2), question);
  if (firstOfAll.test(said)) return order(names, question);
  return sinceWhen.test(said) && names.length > 0 ? begin(names, question) : null;
};

const meant = (names: readonly string[], question: Question, view: ClusterView) =>
  objectsNamed(["Deployment", "StatefulSet", "DaemonSet", "CronJob"], names, question, view).slice(0, 3);

function begin(names: readonly string[], question: Question): Inquest {
  return {
    reads: (view) => {
      const places = [...new Set(meant(names, question, view).flatMap(({ ref }) => ref.namespace ?? []))];
      return [
        workloads,
        ...(meant(names, question, view).length === 0 ? [cronJobs] : []),
        ...places.flatMap((place) => [
          {
            command: kubectl("get pods", `-n ${place}`),
            reason: "Shows which of its pods fail, and how old they are.",
          },
          revisionsIn(`-n ${place}`),
        ]),
        ...unreadyReads(view).filter(({ command }) => names.some((name) => command.includes(` ${name}-`))),
      ];
    },
    tell: (view) => {
      const found = meant(names, question, view);
      const all = onsetsIn(view);
      const told = found.map((object) => {
        const own = all.find(({ ref }) => ref.kind === object.ref.kind && placed({ ref }) === placed(object));
        return own === undefined
          ? null
          : { summary: `${own.ref.kind} ${placed(own)} has been failing for ${own.age}: ${own.what}.`, own };
      });
      const known = told.filter((one) => one !== null);
      if (found.length === 0) return null;
      if (known.length === 0) return notShown(found);
      return {
        summary: known.map(({ summary }) => summary).join(" "),
        details: "That is since when the pods that fail now exist; pods before them are not shown any more.",
        lines: known.flatMap(({ own }) => own.lines),
        next: known.map(({ own }) => ({
          command: kubectl("describe", own.ref.kind.toLowerCase(), own.ref.name, `-n ${own.ref.namespace}`),
          reason: "Shows its conditions with the time of each, and its events.",
        })),
      };
    },
  };
}

/** All of its pods are well: what is wrong with it began at a time that no list shows. */
function notShown(found: readonly ObservedObject[]): Told {
  const names = found.map((object) => `${object.ref.kind} ${placed(object)}`).join(" and ");
  return {
    summary: `What was read does not show since when: no pod of ${names} fails, so their ages tell nothing of it.`,
    lines: found.flatMap(({ printed }) => printed.get("READY")?.line ?? []),
    next: found.map(({ ref }) => ({
      command: kubectl("events", `--for=${ref.kind.toLowerCase()}/${ref.name}`, `-n ${ref.namespace}`),
      reason: "Its events carry their times.",
    })),
  };
}

function order(names: readonly string[], question: Question): Inquest {
  return {
    reads: (view) => [podsEverywhere, revisionsIn("-A"), nodeEvents, ...unreadyReads(view)],
    tell: (view) => {
      const { namespaces } = question.scope;
      const isMeant = ({ ref }: Onset) =>
        (namespaces.length === 0 || namespaces.includes(ref.namespace ?? "")) &&
        (names.length === 0 || names.some((name) => ref.name === name || ref.name.startsWith(`${name}-`)));
      const all = onsetsIn(view).filter(isMeant);
      return all.length === 0 ? null : orderTold(all, names);
    },
  };
}

function orderTold(all: readonly Onset[], names: readonly string[]): Told {
  const [first, ...rest] = all as readonly [Onset, ...Onset[]];
  const then =
    rest.length === 0
      ? " Nothing else that was asked about fails."
      : ` Then came ${placed(rest[0]!)} (${rest[0]!.age} ago).`;
  const of = names.length > 0 ? "" : `, of the ${all.length} that fail now`;
  return {
    summary: `${first.ref.kind} ${placed(first)} broke first${of}, ${first.age} ago: ${first.what}.${then}`,
    details: [
      ...all.slice(0, 25).map((one) => `  - ${one.age} ago: ${one.ref.kind} ${placed(one)}: ${one.what}`),
      "What came first need not be the cause of what came later.",
    ].join("\n"),
    lines: all.slice(0, 4).flatMap(({ lines }) => lines.slice(0, 2)),
  };
}
