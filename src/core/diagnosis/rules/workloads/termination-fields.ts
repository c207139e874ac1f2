import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { timeIn } from "../../logs/log-times.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { at, listAt, numberAt, textAt } from "../../objects/fields.ts";
import { isRow } from "../../objects/is-row.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { podSpecsOf } from "../../workloads/pod-specs.ts";
import { podsOf } from "../../workloads/pods.ts";

const calls = ["dependency-unreachable", "gateway-failing", "connection-broken", "call-refused"];

/** The event of a pod of the workload that was stopped, or of its ReplicaSet that was made smaller: a rollout or a scale-down. */
const stopOf = (view: ClusterView, { ref }: ObservedObject): Line | undefined =>
  view.events.find(
    ({ object, reason, message }) =>
      object.namespace === ref.namespace &&
      ((reason === "Killing" &&
        /^Stopping container/.test(message) &&
        keyOf(workloadOf(view, object)) === keyOf(ref)) ||
        (reason === "ScalingReplicaSet" && object.name === ref.name && /[Ss]caled down replica set/.test(message))),
  )?.line;

/** It has the replicas that it wants, and its strategy keeps some of them during a rollout. */
const isServing = ({ fields }: ObservedObject): boolean => {
  if (textAt(fields, "spec", "strategy", "type") === "Recreate") return false;
  const wanted = numberAt(fields, "spec", "replicas") ?? 1;
  return wanted > 0 && (numberAt(fields, "status", "readyReplicas") ?? wanted) >= wanted;
};

/** Broken or refused calls of others to the workload: it is named, or the address is one of a pod at its port. */
const failedCalls = (view: ClusterView, { ref, fields }: ObservedObject): readonly LogStatement[] => {
  const ports = listAt(fields, "spec", "template", "spec", "containers").flatMap((one) =>
    listAt(one, "ports").map((port) => textAt(port, "containerPort")),
  );
  const others = new Set(
    podsOf(view)
      .filter((pod) => keyOf(workloadOf(view, pod.ref)) !== keyOf(ref))
      .map(({ object }) => textAt(object?.fields, "status", "podIP") || (object?.printed.get("IP")?.value ?? "")),
  );
  return logStatements(view).filter(({ cause, about, log, target, template }) => {
    const isNamed =
      target?.host.split(".")[0] === ref.name ||
      about.related.some((one) => one.name === ref.name && one.namespace === ref.namespace);
    const isAddress =
      target !== undefined &&
      /^\d+(?:\.\d+){3}$/.test(target.host) &&
      ports.includes(target.port) &&
      !others.has(target.host);
    return (
      calls.includes(cause.code) &&
      keyOf(workloadOf(view, log.object)) !== keyOf(ref) &&
      (isAddress || (isNamed && (isOfPod(template.last.text, ports) || isMostlyWell(log)))) &&
      /refused|reset|closed|\b50[234]\b|hang up|EOF|broken pipe/i.test(template.last.text)
    );
  });
};

/** The line names an address at the port of the pods, and not that of a Service in front of them. */
const isOfPod = (text: string, ports: readonly string[]): boolean =>
  ports.some((port) => new RegExp(`\\d\\.\\d{1,3}:${port.replace(/\D/g, "") || "0"}\\b`).test(text));

/** Other calls go well: what fails always has another reason than a pod that was just ended. */
const isMostlyWell = ({ templates }: LogStatement["log"]): boolean =>
  templates.some(({ last }) => /(?:^|[\s"=:>])20[0-6](?=$|[\s",])/.test(last.text));

const endedEarly = defineRule(
  {
    code: "pods-end-before-traffic-stops",
    title: "Pods end while requests still reach them",
    about:
      "When a pod is ended, proxies learn of it a few seconds later. A program that stops at once, because it has no preStop hook and no grace worth the name, refuses what is still sent to it: every rollout and scale-down costs some requests (502).",
    reads: ["Deployment", "events", "logs"],
    explains: calls,
  },
  function* (view) {
    if (!logStatements(view).some(({ cause }) => calls.includes(cause.code))) return;
    for (const deployment of view.of("Deployment").filter((one) => !isRow(one) && isServing(one))) {
      const { ref, fields } = deployment;
      const containers = listAt(fields, "spec", "template", "spec", "containers");
      const stop = stopOf(view, deployment);
      const hasHook = containers.some((one) => at(one, "lifecycle", "preStop") !== undefined);
      const grace = numberAt(fields, "spec", "template", "spec", "terminationGracePeriodSeconds");
      const failed = stop === undefined || containers.length === 0 || hasHook ? [] : failedCalls(view, deployment);
      if (failed.length === 0 || (numberAt(fields, "spec", "replicas") ?? 1) < 2) continue;
      const isShort = grace !== undefined && grace < 10;
      yield {
        object: ref,
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(ref)} ends its pods ${isShort ? `within ${grace}s (terminationGracePeriodSeconds: ${grace}) and ` : ""}without a preStop hook: while a pod is replaced requests still reach it, and calls of ${nameOf(workloadOf(view, failed[0]!.log.object))} fail.`,
        evidence: [
          isShort
            ? deployment.cite("spec", "template", "spec", "terminationGracePeriodSeconds")
            : deployment.cite("spec", "template", "spec", "containers", textAt(containers[0], "name")),
          stop,
          failed[0]!.template.last,
        ],
        related: unique(failed.map(({ log }) => log.object)),
        fix: fixByHand(
          "Let a preStop hook wait some seconds (sleep 10) before the program is told to end, let it finish open requests, and give it a terminationGracePeriodSeconds that is longer than both.",
          verifyRollout(view, ref),
        ),
      };
    }
  },
);

const stopping =
  /SIGTERM|shut(?:ting)? ?down|draining|graceful(?:ly)? (?:stop|shutdown|termination)|received signal|stopping\b|terminating/i;
const stopped =
  /(?:shutdown|drain(?:ing)?|stop) (?:is )?(?:complete|finished|done)|(?:drained|stopped|exited|shut down) (?:cleanly|gracefully|successfully)|\bbye\b|exit(?:ed|ing) (?:with )?(?:code )?0/i;

const graceTooShort = defineRule(
  {
    code: "grace-period-too-short",
    title: "Grace period shorter than the program needs to end",
    about:
      "The program had begun to finish its work when it was told to end, and was killed (exit code 137) before it had: terminationGracePeriodSeconds is shorter than that takes. Work in flight is lost or done twice.",
    reads: ["Pod", "Deployment", "logs"],
    explains: ["container-killed", "container-exits", "frequent-restarts", "crash-loop", "job-failed", "job-retrying"],
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      const killed = pod.containers.find(
        (one) => (one.last ?? one.terminated)?.exitCode === 137 && (one.last ?? one.terminated)?.reason !== "OOMKilled",
      );
      const spec = killed && podSpecsOf(view, pod.ref)[0];
      const grace = numberAt(spec?.spec, "terminationGracePeriodSeconds");
      if (!killed || !spec || grace === undefined) continue;
      const log = logsOfView(view).find(
        (one) => keyOf(one.object) === keyOf(pod.ref) && (one.container === undefined || one.container === killed.name),
      );
      const begun = log?.tail.find((line) => stopping.test(line.text));
      const last = log?.tail.findLast((line) => line.text.trim() !== "");
      if (!log || !begun || !last || log.tail.some((line) => line.line >= begun.line && stopped.test(line.text)))
        continue;
      const [from, to] = [timeIn(begun.text), timeIn(last.text)];
      if (from !== undefined && to !== undefined && (to - from) / 1000 > grace + 5) continue;
      yield {
        object: pod.ref,
        severity: pod.health === "healthy" ? "warning" : "critical",
        confidence: "likely",
        summary: `Container ${killed.name} of ${nameOf(pod.ref)} was killed (exit code 137) before it had finished its work: terminationGracePeriodSeconds is ${grace}, and the log ends while it is still shutting down.`,
        evidence: [spec.cite("terminationGracePeriodSeconds"), begun, last],
        related: ownersOf(view, pod.ref),
        next: describe(pod.ref, "Shows why it was told to end."),
        fix: fixByHand(
          "Raise terminationGracePeriodSeconds above the time that the program needs to finish.",
          verifyRollout(view, pod.ref),
        ),
      };
    }
  },
);

/** How pods end. */
export const terminationFieldRules: readonly Rule[] = [endedEarly, graceTooShort];
