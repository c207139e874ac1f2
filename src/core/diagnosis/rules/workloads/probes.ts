import type { ClusterView } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type Complaint, complaintsOf, weightOf } from "../../logs/complaints.ts";
import { killedWhileStarting, type ShortRun } from "../../logs/killed-while-starting.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { type Listener, listenersIn } from "../../network/listeners.ts";
import { at, listAt, numberAt, textAt } from "../../objects/fields.ts";
import { memo } from "../../objects/memo.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe, logs } from "../../objects/reads.ts";
import { ownersOf, relatedToPod } from "../../objects/relations.ts";
import type { PodReading } from "../../workloads/pods.ts";

export type Kind = "liveness" | "readiness" | "startup";
export type Failing = {
  readonly kind: Kind;
  readonly complaint: Complaint;
  readonly all: readonly Complaint[];
  readonly answer: string;
};

/** Failing probes of now, one a pod and kind, with the newest answer. */
export const failingProbes = memo((view: ClusterView): readonly Failing[] =>
  complaintsOf(view).flatMap((complaints) =>
    (["startup", "liveness", "readiness"] as const).flatMap((kind) => {
      const all = complaints
        .filter((one) => one.stage === "probe" && one.text.toLowerCase().includes(`${kind} probe`))
        .sort(
          (left, right) =>
            Number(isKill(left)) - Number(isKill(right)) ||
            (left.lastSeen ?? 0) - (right.lastSeen ?? 0) ||
            right.count - left.count,
        );
      const complaint = all[0];
      if (complaint === undefined || !isTrouble(complaint, kind)) return [];
      return [
        {
          kind,
          complaint,
          all,
          answer: complaint.text.replace(/^[^:]{0,60}probe (?:failed|errored)[^:]{0,40}: ?/i, "").trim(),
        },
      ];
    }),
  ),
);

/** That the kubelet ends the container for it says nothing of the probe's answer. */
const isKill = ({ reason }: Complaint): boolean => reason === "Killing";

/**
 * A readiness failure counts while the pod is not ready; a liveness failure also while the pod is up again between two kills:
 * when it has restarted and failed within the last minutes.
 */
const isTrouble = ({ pod, lastSeen }: Complaint, kind: Kind): boolean => {
  if (pod.health === "failing" || pod.health === "unknown")
    return !/ImagePull|ErrImage|CreateContainer|ContainerCreating/.test(pod.status);
  if (pod.health !== "healthy" || kind === "readiness" || pod.restarts === 0) return false;
  return kind === "liveness" && (lastSeen ?? 0) < 300 ? true : isKiller(pod, kind) && (lastSeen ?? 0) < 3600;
};

/** The kubelet says of its kills that this probe was why, and there were as many as restarts, or nearly. */
const isKiller = (pod: PodReading, kind: Kind): boolean =>
  pod.events.some(
    (event) =>
      event.reason === "Killing" &&
      event.message.includes(`failed ${kind} probe`) &&
      event.count >= 2 &&
      event.count >= pod.restarts * 0.5,
  );

/** What an answer to a probe means, in words; `mend` is empty where only the application's log can say what it lacks. */
const meaningOf = (answer: string): { readonly what: string; readonly mend: string } => {
  const status = /statuscode: (\d{3})/.exec(answer)?.[1];
  const program = /exec: "([^"]{1,120})": (?:executable file not found|stat \S{1,120}: no such file)/.exec(answer)?.[1];
  if (program)
    return {
      what: `the program "${program}" that the probe runs is not in the image (executable file not found)`,
      mend: `Probe with httpGet, tcpSocket or grpc, or with a program that the image has instead of ${program}.`,
    };
  const address = /dial tcp (\S{1,80}?):? connect: connection refused/.exec(answer)?.[1];
  if (status === "404")
    return { what: "HTTP 404: the path does not exist in the application", mend: "Correct the path of the probe." };
  if (status === "401" || status === "403")
    return { what: `HTTP ${status}: the path asks for credentials`, mend: "Probe a path that needs no credentials." };
  if (status)
    return {
      what: `HTTP ${status}: the application answers that it is not well`,
      mend: "",
    };
  if (address !== undefined || /connection refused/.test(answer))
    return {
      what: `connection refused${address ? ` at ${address}` : ""}: nothing listens on the probed port`,
      mend: "Correct the port of the probe, or give the application more time to start (startupProbe).",
    };
  if (/HTTP response to HTTPS client|malformed HTTP response|first record does not look like a TLS/.test(answer))
    return {
      what: "wrong scheme: the probe and the application disagree about HTTP and HTTPS",
      mend: "Correct the scheme of the probe.",
    };
  if (/deadline exceeded|Client\.Timeout|timed out|i\/o timeout/i.test(answer))
    return {
      what: `time-out: no answer within the probe's timeoutSeconds (${answer.slice(0, 320)})`,
      mend: "Find out why the answer takes so long; raise timeoutSeconds if that is right.",
    };
  if (/executable file not found|no such file or directory/i.test(answer))
    return {
      what: answer.slice(0, 320),
      mend: "Correct the command of the probe, or make the file that it looks for exist.",
    };
  return {
    what: answer ? answer.slice(0, 320) : "the command ends with an error",
    mend: "Run the probe's check by hand to see what it misses.",
  };
};

const probeOf = ({ complaint: { pod }, kind }: Failing): unknown =>
  listAt(pod.object?.fields, "spec", "containers")
    .map((one) => at(one, `${kind}Probe`))
    .find((one) => one !== undefined);

const portOf = (probe: unknown): string =>
  textAt(probe, "httpGet", "port") || textAt(probe, "tcpSocket", "port") || textAt(probe, "grpc", "port");

/** The number of the port that is probed; of a named one that where the probe knocked in vain. */
const numberOf = (failing: Failing): string => {
  const port = portOf(probeOf(failing));
  return /^\d+$/.test(port) ? port : (/:(\d{2,5}):? (?:connect:|connection refused)/.exec(failing.answer)?.[1] ?? "");
};

/** Where the program says that it listens, when that is not where it is probed and nothing answers there. */
const listensElsewhere = (view: ClusterView, failing: Failing): Listener | undefined => {
  const port = numberOf(failing);
  if (port === "" || !(isKill(failing.complaint) || /connection refused/.test(failing.answer))) return undefined;
  const { pod } = failing.complaint;
  const own = new Set([pod.ref, ...ownersOf(view, pod.ref)].map(keyOf));
  const heard = logsOfView(view)
    .filter((log) => own.has(keyOf(log.object)))
    .flatMap(listenersIn);
  return heard.some((one) => one.port === port) ? undefined : heard[0];
};

const settingsOf = (failing: Failing): string => {
  const { kind } = failing;
  const probe = probeOf(failing);
  const port = portOf(probe);
  const path = textAt(probe, "httpGet", "path");
  const delay = numberAt(probe, "initialDelaySeconds");
  const times = (numberAt(probe, "failureThreshold") ?? 0) * (numberAt(probe, "periodSeconds") ?? 0);
  const timeout = numberAt(probe, "timeoutSeconds");
  return [
    path && `path ${path}`,
    port && `port ${port}`,
    kind === "liveness" ? patienceOf(delay, times) : "",
    times > 0 && kind === "startup" ? `within ${times}s` : "",
    timeout === 1 && numberAt(probe, "failureThreshold") === 1 ? "timeout 1s, one failure is enough" : "",
  ]
    .filter(Boolean)
    .join(", ");
};

/** How long a liveness probe bears that nothing answers, from the start on. */
const patienceOf = (delay: number | undefined, times: number): string =>
  times > 0 ? `after ${delay ?? 0}s, gives up ${times}s later` : delay ? `after ${delay}s` : "";

const effects: Readonly<Record<Kind, string>> = {
  liveness: "the kubelet restarts it",
  readiness: "it gets no traffic",
  startup: "the kubelet restarts it before it has started",
};

/** It starts more slowly than the probe bears. */
const tooEarly = ({ seconds }: ShortRun, answer: string): { readonly what: string; readonly mend: string } => ({
  what: `it starts more slowly than the probe allows, the run before was ended after ${seconds}s while it was still starting (${meaningOf(answer).what})`,
  mend: "Give it the time to start: a startupProbe whose failureThreshold times periodSeconds is longer than the start takes, or a longer initialDelaySeconds.",
});

const draftOf = (view: ClusterView, failing: Failing): Draft => {
  const { complaint, kind } = failing;
  const { pod } = complaint;
  const elsewhere = listensElsewhere(view, failing);
  const early = elsewhere || kind === "readiness" ? undefined : killedWhileStarting(view, pod, probeOf(failing));
  const meaning = elsewhere
    ? {
        what: `it is probed on port ${numberOf(failing)}, and its log says that it listens on port ${elsewhere.port}`,
        mend: `Set the port of the probe to ${elsewhere.port}, or let the program listen where it is probed.`,
      }
    : early
      ? tooEarly(early, failing.answer)
      : meaningOf(failing.answer);
  const settings = settingsOf(failing);
  const container = /^[a-z0-9-]+$/.test(complaint.container) ? complaint.container : undefined;
  return {
    object: pod.ref,
    ...weightOf(complaint, pod.health === "healthy" ? "warning" : "critical"),
    summary: `${nameOf(pod.ref)} fails its ${kind} probe${settings ? ` (${settings})` : ""} and ${effects[kind]}: ${meaning.what}.`,
    evidence: [...failing.all.slice(0, 3).map((one) => one.line), elsewhere?.line, early?.said, pod.line],
    related: relatedToPod(view, pod.ref),
    next: [
      ...logs(pod.ref, "Shows what the application says while it is probed.", {
        container,
        previous: kind !== "readiness",
      }),
      ...describe(pod.ref, "Shows the probe's settings and the ports of the container."),
    ],
    fix: meaning.mend === "" ? null : fixByHand(meaning.mend, verifyRollout(view, pod.ref)),
  };
};

const rule = (kind: Kind, about: string, explains: readonly string[]): Rule =>
  defineRule(
    {
      code: `${kind}-probe-failing`,
      title: `${kind[0]!.toUpperCase()}${kind.slice(1)} probe fails`,
      about,
      reads: ["Pod", "events"],
      explains,
    },
    (view) =>
      failingProbes(view)
        .filter((one) => one.kind === kind)
        .map((one) => draftOf(view, one)),
  );

/** Probes that fail, by kind; the answer that the kubelet got tells why. */
export const probeRules: readonly Rule[] = [
  rule(
    "liveness",
    "The kubelet restarts the container because its liveness probe fails. Wrong port or path, a probe that starts too early, or an application that hangs.",
    [
      "crash-loop",
      "frequent-restarts",
      "readiness-probe-failing",
      "container-killed",
      "container-exits",
      ...podSymptoms,
    ],
  ),
  rule(
    "readiness",
    "The container runs and its readiness probe fails, so that Services send it no traffic. The application may wait for something else.",
    podSymptoms,
  ),
  rule("startup", "The container does not pass its startup probe in time, and the kubelet restarts it.", [
    "crash-loop",
    "frequent-restarts",
    "readiness-probe-failing",
    "container-killed",
    "container-exits",
    ...podSymptoms,
  ]),
];
