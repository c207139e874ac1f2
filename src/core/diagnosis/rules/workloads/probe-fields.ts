import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { targetIn } from "../../network/endpoint-in-text.ts";
import { serviceRef } from "../../network/service-of-host.ts";
import { at, listAt, numberAt, textAt } from "../../objects/fields.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { podSpecsOf, podsUnder, type SpecContainer, specContainersOf } from "../../workloads/pod-specs.ts";
import { type Failing, failingProbes, type Kind } from "./probes.ts";

type Probed = { readonly container: SpecContainer; readonly probe: unknown; readonly field: string };

/** The probe of that kind as the specifications of a pod show it. */
const probesOf = (view: ClusterView, pod: ObjectRef, kind: Kind): readonly Probed[] =>
  podSpecsOf(view, pod).flatMap((spec) =>
    specContainersOf(spec).flatMap((container) => {
      const field = `${kind}Probe`;
      const probe = at(container.spec, field);
      return probe === undefined ? [] : [{ container, probe, field }];
    }),
  );

const own = /^(?:localhost|127\.[\d.]+|0\.0\.0\.0|\[?::1?\]?|\$.*)$/;

/** The program that a probe runs asks a host that is named behind one of these. */
const asks = /(?:^|\s)(?:-h|--host|--hostname|-zv?w?\d*|-w ?\d+ -z)[ =]([a-z][\w.-]{1,252})/;

/** Another host than the container itself that a probe asks, and where that is written. */
const askedBy = ({ container, probe, field }: Probed): { readonly host: string; readonly line: Line } | undefined => {
  for (const action of ["httpGet", "tcpSocket"]) {
    const host = textAt(probe, action, "host");
    if (host !== "" && !own.test(host)) return { host, line: container.cite(field, action, "host") };
  }
  const words = listAt(probe, "exec", "command").map(String);
  const command = words.join(" ").slice(0, 4000);
  const host = /\w:\/\//.test(command) ? targetIn(command)?.host : asks.exec(command)?.[1];
  if (host === undefined || own.test(host)) return undefined;
  const index = words.findIndex((word) => word.includes(host));
  return { host, line: container.cite(field, "exec", "command", `${Math.max(0, index)}`) };
};

const isOutside = (view: ClusterView, from: ObjectRef, host: string): boolean =>
  host.includes(".") && !/\.svc(?:\.|$)|\.local$/.test(host) && serviceRef(view, from, host) === undefined;

/** The log says that the path of the probe answers badly because a host outside of the cluster does. */
const askedInLog = (view: ClusterView, { complaint: { pod }, answer }: Failing, { probe }: Probed) => {
  const path = textAt(probe, "httpGet", "path").split("?")[0]!;
  if (path.length < 2 || !/statuscode: 5\d\d|deadline|Timeout|timed out/.test(answer)) return undefined;
  const workload = keyOf(workloadOf(view, pod.ref));
  for (const log of logsOfView(view).filter((one) => keyOf(workloadOf(view, one.object)) === workload))
    for (const { last } of log.templates) {
      const isCheck =
        last.text.includes(path) ||
        /\b(?:health|readiness|dependency|liveness)[ _-]?(?:check|probe|indicator)?\b/i.test(last.text);
      const host =
        isCheck && /fail|down|unavailable|time[ds]? ?out|refused|error|\b5\d\d\b/i.test(last.text)
          ? targetIn(last.text)?.host
          : undefined;
      if (host && isOutside(view, pod.ref, host)) return { host, said: last };
    }
  return undefined;
};

const siblingsOf = (view: ClusterView, pod: ObjectRef): readonly ObjectRef[] => {
  const workload = workloadOf(view, pod);
  return [workload, ...podsUnder(view, workload).map(({ ref }) => ref)];
};

const thirdParty = defineRule(
  {
    code: "probe-asks-third-party",
    title: "Probe depends on another server",
    about:
      "A probe asks, directly or through the path that it calls, a server that is not the container itself. When that server is down all replicas become unready (or are restarted) at once, although they are well and could serve or say so.",
    reads: ["Pod", "Deployment", "events", "logs"],
    explains: [
      "readiness-probe-failing",
      "liveness-probe-failing",
      "startup-probe-failing",
      "gateway-failing",
      "dependency-unreachable",
      "call-timed-out",
      "call-refused",
      "application-error",
      "frequent-restarts",
      "crash-loop",
      ...podSymptoms,
    ],
  },
  function* (view) {
    const seen = new Set<string>();
    for (const failing of failingProbes(view)) {
      const { kind, complaint } = failing;
      const { pod } = complaint;
      const workload = workloadOf(view, pod.ref);
      for (const probed of probesOf(view, pod.ref, kind)) {
        const asked = askedBy(probed);
        const told = asked ? undefined : askedInLog(view, failing, probed);
        const host = asked?.host ?? told?.host;
        if (host === undefined || seen.has(keyOf(workload))) continue;
        seen.add(keyOf(workload));
        const how = asked ? "asks" : `calls ${textAt(probed.probe, "httpGet", "path")}, which in turn asks`;
        const siblings = siblingsOf(view, pod.ref);
        yield {
          object: probed.container.pod.object.ref,
          severity: isOutside(view, pod.ref, host) ? "critical" : "warning",
          confidence: "likely",
          summary: `The ${kind} probe of ${nameOf(workload)} ${how} ${host}, another server than the container itself: when that one does not answer, ${kind === "readiness" ? "all replicas become unready at once and the Service loses its endpoints" : "the kubelet restarts containers that are well"}.`,
          evidence: [asked?.line ?? probed.container.cite(probed.field, "httpGet", "path"), complaint.line, told?.said],
          related: unique(siblings),
          next: describe(pod.ref, "Shows the probe's settings."),
          fix: fixByHand(
            `Let the ${kind} probe look at the container only; ${host} is better watched by a metric or an alert.`,
            verifyRollout(view, pod.ref),
          ),
        };
      }
    }
  },
);

/** Seconds that a line says the program stood still; the largest, where it names several. */
const pauseIn = ({ template, also }: LogStatement): number =>
  Math.max(
    0,
    ...[template, ...also].flatMap(({ last }) =>
      durationsIn(last.text.replaceAll(/\[\d+(?:\.\d+)?s\]|\b\d+ ms: /g, "")),
    ),
  );

const durationsIn = (text: string): readonly number[] => [
  ...[...text.matchAll(/(\d+(?:\.\d+)?) \/ \d+(?:\.\d+)? ms\b/g)].map((match) => Number(match[1]) / 1000),
  ...[...text.matchAll(/(\d+(?:\.\d+)?) ?ms\b/g)].map((match) => Number(match[1]) / 1000),
  ...[...text.matchAll(/(\d+(?:\.\d+)?) ?(?:s|secs?|seconds)\b/g)].map((match) => Number(match[1])),
];

const shortProbe = defineRule(
  {
    code: "probe-shorter-than-pause",
    title: "Probe gives up sooner than the garbage collector's pauses end",
    about:
      "The log shows pauses of the garbage collector that are longer than the probe's timeoutSeconds times its failures allow. The kubelet takes a program that only stands still for one that is dead, and restarts it or takes it out of the Service.",
    reads: ["Pod", "Deployment", "events", "logs"],
    explains: [
      "liveness-probe-failing",
      "readiness-probe-failing",
      "collector-stalls",
      "container-killed",
      "frequent-restarts",
      "crash-loop",
      "container-exits",
      ...podSymptoms,
    ],
  },
  function* (view) {
    const stalls = logStatements(view).filter(({ cause }) => cause.code === "collector-stalls");
    for (const { kind, complaint, all, answer } of stalls.length === 0 ? [] : failingProbes(view)) {
      const { pod } = complaint;
      const workload = keyOf(workloadOf(view, pod.ref));
      const stall = stalls.find(({ log }) => keyOf(workloadOf(view, log.object)) === workload);
      const probed = probesOf(view, pod.ref, kind)[0];
      if (
        stall === undefined ||
        probed === undefined ||
        kind === "startup" ||
        !/deadline|Timeout|timed out|will be restarted/i.test(answer + all.map(({ text }) => text).join(" "))
      )
        continue;
      const timeout = numberAt(probed.probe, "timeoutSeconds") ?? 1;
      const times = numberAt(probed.probe, "failureThreshold") ?? 3;
      const patience = timeout + (times - 1) * (numberAt(probed.probe, "periodSeconds") ?? 10);
      const pause = pauseIn(stall);
      if (pause <= timeout || pause < patience * 0.8) continue;
      yield {
        object: pod.ref,
        severity: pod.health === "healthy" ? "warning" : "critical",
        confidence: "likely",
        summary: `The ${kind} probe of ${nameOf(pod.ref)} gives up after ${patience}s (timeoutSeconds: ${timeout}, ${times === 1 ? "one failure is enough" : `${times} failures`}), and the garbage collector stops the program for ${pause.toFixed(1)}s at a time: ${kind === "liveness" ? "the kubelet restarts a program that only stands still" : "it gets no traffic while it stands still"}.`,
        evidence: [probed.container.cite(probed.field, "timeoutSeconds"), stall.template.last, complaint.line],
        related: unique([...siblingsOf(view, pod.ref), stall.log.object]),
        fix: fixByHand(
          "Give the probe more time than the pauses last (timeoutSeconds, failureThreshold), and the program more heap or another collector, so that they are shorter.",
          verifyRollout(view, pod.ref),
        ),
      };
    }
  },
);

/** Probes whose own settings make them fail. */
export const probeFieldRules: readonly Rule[] = [thirdParty, shortProbe];
