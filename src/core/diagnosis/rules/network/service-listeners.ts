import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { answeredOn } from "../../network/answered-calls.ts";
import { type Backing, backings } from "../../network/backings.ts";
import { isLoopback, type Listener, listenersIn } from "../../network/listeners.ts";
import { isVariantOf, listensElsewhere, membersBehind } from "../../network/members-behind.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import type { PodReading } from "../../workloads/pods.ts";

/** What the logs of the workloads behind a Service say of the ports that they opened. */
const fromLogs = (view: ClusterView, backing: Backing): readonly Listener[] => {
  const behind = new Set(backing.pods.flatMap((pod) => [pod.ref, ...ownersOf(view, pod.ref)]).map(keyOf));
  return logsOfView(view)
    .filter((log) => behind.has(keyOf(log.object)) || isNamesake(view, log.object, backing))
    .filter((log) => !log.container || !backing.pods.some(hasSeveral))
    .flatMap(listenersIn)
    .filter((one) => !isLoopback(one.host) || one.host === "localhost");
};

/** The log of one container says nothing of the ports of the others. */
const hasSeveral = (pod: PodReading): boolean =>
  pod.containers.filter((one) => !one.init).length > 1 ||
  /\/(?:[2-9]|\d\d)$/.test(pod.object?.printed.get("READY")?.value ?? "");

const isNamesake = (view: ClusterView, log: Backing["ref"], { ref, pods }: Backing): boolean =>
  pods.length === 0 && log.namespace === ref.namespace && workloadOf(view, log).name === ref.name;

const declared = ({ pods }: Backing): readonly Listener[] =>
  pods.flatMap((pod) =>
    pod.containers.flatMap((one) =>
      listAt(one.spec, "ports").map((port) => ({
        port: textAt(port, "containerPort"),
        protocol: textAt(port, "protocol") || "TCP",
        line: pod.object?.cite("spec", "containers", one.name, "ports"),
        host: "",
      })),
    ),
  );

const protocolMismatch = defineRule(
  {
    code: "service-protocol-mismatch",
    title: "Service forwards the wrong protocol",
    about:
      "The Service forwards a port as TCP (what it does when nothing is said) and the program behind it listens on UDP, or the other way round. Endpoints are there, and nothing ever arrives.",
    reads: ["Service", "Pod", "logs"],
    explains: ["dependency-unreachable", "call-timed-out"],
  },
  function* (view) {
    for (const backing of backings(view)) {
      const { ref, service } = backing;
      for (const port of listAt(service?.fields, "spec", "ports")) {
        const target = textAt(port, "targetPort") || textAt(port, "port");
        const protocol = textAt(port, "protocol") || "TCP";
        const at = [...declared(backing), ...fromLogs(view, backing)].filter((one) => one.port === target);
        if (at.length === 0 || at.some((one) => one.protocol === protocol)) continue;
        if (listAt(service?.fields, "spec", "ports").some((other) => isServed(other, target, at[0]!.protocol)))
          continue;
        yield draftOf(
          view,
          backing,
          `forwards port ${textAt(port, "port")} as ${protocol}, and the program behind it listens on ${at[0]!.protocol} port ${target}, so that nothing arrives`,
          [service!.cite("spec", "ports", textAt(port, "name") || "0", "protocol"), ...at.map((one) => one.line)],
          `Set protocol: ${at[0]!.protocol} on port ${textAt(port, "port")} of Service ${ref.name}.`,
        );
      }
    }
  },
);

const isServed = (port: unknown, target: string, protocol: string): boolean =>
  (textAt(port, "targetPort") || textAt(port, "port")) === target && (textAt(port, "protocol") || "TCP") === protocol;

const draftOf = (
  view: ClusterView,
  { ref, pods }: Backing,
  what: string,
  evidence: readonly (Line | undefined)[],
  mend: string,
): Draft => ({
  object: ref,
  summary: `${nameOf(ref)} ${what}.`,
  evidence,
  related: unique(pods.flatMap((pod) => [pod.ref, workloadOf(view, pod.ref)])),
  next: describe(ref, "Shows port, targetPort and protocol."),
  fix: fixByHand(mend, describe(ref, "Shows port, targetPort and protocol.")),
});

const listenerMismatch = defineRule(
  {
    code: "service-listener-mismatch",
    title: "Program listens on another port than the Service sends to",
    about:
      "The program behind the Service says in its log on which ports it listens, or answered a call to its own address on one, and the Service sends to another one: connections are refused although the pods are ready.",
    reads: ["Service", "logs"],
    explains: [
      "dependency-unreachable",
      "ingress-backend-unavailable",
      "webhook-unreachable",
      "gateway-failing",
      "connection-broken",
    ],
  },
  function* (view) {
    for (const backing of backings(view)) {
      const { ref, service } = backing;
      const ports = listAt(service?.fields, "spec", "ports");
      const answered = answeredOn(view, backing.pods);
      const heard = isHeardWhole(view, backing) ? [...answered, ...fromLogs(view, backing)] : answered;
      const offered = declared(backing).map((one) => one.port);
      if (ports.length !== 1 || heard.length === 0 || !service) continue;
      const { target, line } = targetOf(view, service, ports[0]);
      if (!/^\d+$/.test(target) || heard.some((one) => one.port === target)) continue;
      if (offered.includes(target) && answered.length === 0 && !isRefused(view, ref)) continue;
      const instead = [...new Set(heard.map((one) => one.port))].slice(0, 3);
      yield {
        ...draftOf(
          view,
          backing,
          `sends to targetPort ${target}, and the program behind it ${answered.length > 0 ? "answers" : "says that it listens"} on port ${instead.join(", ")}`,
          [line, heard[0]!.line],
          `Set targetPort of Service ${ref.name} to ${instead[0]}.`,
        ),
        severity: answered.length > 0 ? "critical" : "warning",
        confidence: answered.length > 0 ? "confirmed" : "likely",
      };
    }
  },
);

/** The log of one workload says nothing of the ports of another one that stands behind the same Service. */
const isHeardWhole = (view: ClusterView, backing: Backing): boolean => {
  const members = membersBehind(view, backing);
  return members.every(
    (one) =>
      listensElsewhere(view, backing, one) !== undefined ||
      members.every((other) => isVariantOf(one.workload, other.workload)),
  );
};

/** Somebody who calls the Service is refused: a port that a container declares is not for that one that its program opens. */
const isRefused = (view: ClusterView, ref: ObjectRef): boolean =>
  logStatements(view).some(
    ({ target, template, log }) =>
      /refused|ECONNREFUSED/i.test(template.last.text) &&
      (target?.host === ref.name
        ? log.object.namespace === ref.namespace
        : target?.host.startsWith(`${ref.name}.${ref.namespace}`) === true),
  );

/** The number that a Service sends to; where a table leaves targetPort out, its Endpoints print what became of it. */
const targetOf = (view: ClusterView, service: ObservedObject, port: unknown): { target: string; line: Line } => {
  const line = service.cite("spec", "ports", textAt(port, "name") || "0", "targetPort");
  const said = textAt(port, "targetPort") || (service.sources.has("object") ? textAt(port, "port") : "");
  if (said !== "") return { target: said, line };
  const endpoints = view.object({ ...service.ref, kind: "Endpoints" });
  const sent = listAt(endpoints?.fields, "subsets").flatMap((subset) =>
    listAt(subset, "ports").map((one) => textAt(one, "port")),
  );
  const isOne = new Set(sent).size === 1;
  return { target: isOne ? sent[0]! : "", line: (isOne && endpoints?.printed.get("ENDPOINTS")?.line) || line };
};

/** Services whose ports are not those of the programs behind them. */
export const serviceListenerRules: readonly Rule[] = [protocolMismatch, listenerMismatch];
