import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand, fixWith } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { type Backing, backings } from "../../network/backings.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, list, suggest } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { familyOf, type PodUsage, podUsages } from "../../objects/usage.ts";
import type { PodReading } from "../../workloads/pods.ts";

const failedCalls = new Set([
  "dependency-unreachable",
  "gateway-failing",
  "call-refused",
  "call-timed-out",
  "connection-broken",
]);

const addressOf = ({ object }: PodReading): string =>
  object?.printed.get("IP")?.value ?? textAt(object?.fields, "status", "podIP");

/** Failed calls of other workloads to a Service, or to one of these pods by its address. */
const callsTo = (view: ClusterView, { ref }: Backing, pods: readonly PodReading[]): readonly LogStatement[] => {
  const addresses = pods.map(addressOf).filter((address) => /^[\d.]{7,15}$/.test(address));
  const own = new Set(pods.map((pod) => keyOf(workloadOf(view, pod.ref))));
  return logStatements(view).filter(
    (one) =>
      failedCalls.has(one.cause.code) &&
      !own.has(keyOf(workloadOf(view, one.log.object))) &&
      (one.about.related.some((other) => keyOf(other) === keyOf(ref)) ||
        addresses.some((address) => one.template.last.text.includes(`${address}:`))),
  );
};

const published = defineRule(
  {
    code: "unready-pods-published",
    title: "Service sends traffic to pods that are not ready",
    about:
      "With publishNotReadyAddresses a Service lists its pods whether they are ready or not. That is meant for members of a cluster that look for each other; a Service that clients call sends them to pods that do not serve yet or any more.",
    reads: ["Service", "Pod", "logs"],
    explains: [...failedCalls],
  },
  function* (view) {
    for (const backing of backings(view)) {
      const { ref, service, pods } = backing;
      const unready = pods.filter(({ health }) => health === "failing" || health === "starting");
      if (!service || unready.length === 0 || unready.length === pods.length) continue;
      if (textAt(service.fields, "spec", "publishNotReadyAddresses") !== "true") continue;
      const calls = callsTo(view, backing, pods);
      const first = calls[0];
      if (first === undefined) continue;
      yield {
        object: ref,
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(ref)} has publishNotReadyAddresses: true and so sends a part of the requests to Pod ${unready[0]!.ref.name}, which is not ready: calls of ${nameOf(workloadOf(view, first.log.object))} fail now and then.`,
        evidence: [service.cite("spec", "publishNotReadyAddresses"), unready[0]!.line, first.template.last],
        related: unique(calls.flatMap(({ log }) => [log.object, ...ownersOf(view, log.object)])),
        next: describe(unready[0]!.ref, "Shows why this pod is not ready."),
        fix: fixWith(
          "Set publishNotReadyAddresses to false for the Service that clients call; members that look for each other get a headless Service of their own.",
          suggest(
            [
              "patch",
              "service",
              ref.name,
              ...inNamespace(ref),
              `--patch='{"spec":{"publishNotReadyAddresses":false}}'`,
            ],
            "Leaves out pods that are not ready.",
          ),
          list("endpointslices", ref.namespace, "Shows which addresses are ready."),
        ),
      };
    }
  },
);

/** The measured replicas behind a Service, busiest first. */
const measuredBehind = (view: ClusterView, { ref, selector, pods }: Backing): readonly PodUsage[] => {
  const known = new Set(pods.map((pod) => keyOf(pod.ref)));
  const names = new Set([ref.name, ...selector.values()]);
  return podUsages(view)
    .filter(
      (one) =>
        one.ref.namespace === ref.namespace && (known.has(keyOf(one.ref)) || names.has(familyOf(view, one.ref).name)),
    )
    .sort((left, right) => right.cores - left.cores);
};

const pinned = defineRule(
  {
    code: "session-affinity-pins-load",
    title: "Session affinity keeps the load at one pod",
    about:
      "With sessionAffinity ClientIP a Service sends everything that comes from one address to one pod. Behind a proxy, a gateway or a NAT all clients have the same address, so that one replica does all the work and the others idle.",
    reads: ["Service", "PodMetrics", "Pod"],
    explains: [
      "slow-operation",
      "slow-request",
      "slow-call",
      "call-timed-out",
      "cpu-limit-reached",
      "cpu-throttled",
      "uneven-load",
      "gateway-failing",
    ],
  },
  function* (view) {
    for (const backing of backings(view)) {
      const { ref, service } = backing;
      if (!service || textAt(service.fields, "spec", "sessionAffinity") !== "ClientIP") continue;
      const [busy, ...idle] = measuredBehind(view, backing);
      if (
        busy === undefined ||
        idle.length === 0 ||
        busy.cores < 0.1 ||
        idle.some(({ cores }) => cores > busy.cores * 0.1)
      )
        continue;
      const told = logStatements(view).filter(({ template }) => template.last.text.includes(ref.name));
      yield {
        object: ref,
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(ref)} has sessionAffinity: ClientIP, which sends all that comes from one address to one pod: ${busy.ref.name} does all the work (${busy.printed}), and ${idle.length === 1 ? `${idle[0]!.ref.name} idles` : `${idle.length} other replicas idle`} at ${idle[0]!.printed}.`,
        evidence: [service.cite("spec", "sessionAffinity"), busy.line, ...idle.slice(0, 2).map(({ line }) => line)],
        related: unique([busy.ref, ...ownersOf(view, busy.ref), ...told.map(({ log }) => log.object)]),
        fix: fixWith(
          "Turn the affinity off, or keep clients apart by a cookie at the Ingress instead of by their address.",
          suggest(
            ["patch", "service", ref.name, ...inNamespace(ref), `--patch='{"spec":{"sessionAffinity":"None"}}'`],
            "Spreads connections over all pods.",
          ),
          list("pods", ref.namespace, "Shows the replicas."),
        ),
      };
    }
  },
);

/** What a client, a proxy or a server says that meets another protocol than the one it speaks. */
const confused =
  /reset reason: (?:protocol error|connection termination|remote reset)|protocol_error|malformed HTTP (?:response|version|request)|HTTP\/1\.x transport connection broken|error reading server preface|frame too large|preface|HPE_INVALID|Parse Error: Expected HTTP|invalid HTTP version|426 Upgrade Required|unexpected HTTP status code received from server: (?:426|464|503)|upstream prematurely closed connection|unsupported HTTP\/2|received HTTP\/0\.9/i;

type Protocol = "grpc" | "http";

/** What the port of a Service is declared to speak: by appProtocol, else by the beginning of its name, as meshes read it. */
const declaredAt = (
  port: unknown,
): { readonly said: string; readonly protocol: Protocol; readonly field: string } | undefined => {
  for (const field of ["appProtocol", "name"]) {
    const value = textAt(port, field);
    if (/^(?:grpc|h2c|http2|kubernetes\.io\/h2c)(?:-|$)/.test(value))
      return { said: `${field} ${value}`, protocol: "grpc", field };
    if (/^(?:http|http1|kubernetes\.io\/ws)(?:-|$)/.test(value))
      return { said: `${field} ${value}`, protocol: "http", field };
    if (value !== "" && field === "appProtocol") return undefined;
  }
  return undefined;
};

/** What the program behind it speaks, as its own log or the name of its port says. */
const spokenBehind = (
  view: ClusterView,
  backing: Backing,
  port: unknown,
): { readonly protocol: Protocol; readonly line: Line } | undefined => {
  const number = textAt(port, "targetPort") || textAt(port, "port");
  const names = new Set([backing.ref.name, ...backing.selector.values()]);
  for (const log of logsOfView(view)) {
    if (log.object.namespace !== backing.ref.namespace || !names.has(workloadOf(view, log.object).name)) continue;
    const line = log.templates
      .map(({ first }) => first)
      .find(
        ({ text }) =>
          /listen|serv|start/i.test(text) && new RegExp(`[:= ]${number.replace(/\D/g, "") || "0"}(?!\\d)`).test(text),
      );
    const protocol =
      line &&
      (/\bgrpc\b/i.test(line.text) ? "grpc" : /\bhttp(?:\/1(?:\.1)?)?\b(?!\/2)/i.test(line.text) ? "http" : undefined);
    if (line && protocol) return { protocol, line };
  }
  return undefined;
};

const mistaken = defineRule(
  {
    code: "service-application-protocol-wrong",
    title: "Service declares another protocol than its program speaks",
    about:
      "Meshes, gateways and load balancers take the protocol of a port from appProtocol, or from the beginning of its name (http, grpc). Where the program speaks another one, the proxy ends connections with protocol errors although both sides are well.",
    reads: ["Service", "logs"],
    explains: [...failedCalls, "tls-mismatch", "uncaught-exception", "application-error"],
  },
  function* (view) {
    const said = logsOfView(view).flatMap((log) =>
      log.templates
        .filter(({ last, level }) => level !== "info" && confused.test(last.text))
        .map(({ last }) => ({ log, line: last })),
    );
    for (const backing of said.length === 0 ? [] : backings(view)) {
      const { ref, service } = backing;
      for (const port of listAt(service?.fields, "spec", "ports")) {
        const declared = declaredAt(port);
        const spoken = declared && spokenBehind(view, backing, port);
        const callers = said.filter(({ log }) => workloadOf(view, log.object).name !== ref.name);
        if (!service || !declared || !spoken || spoken.protocol === declared.protocol || callers.length === 0) continue;
        yield {
          object: ref,
          severity: "warning",
          confidence: "likely",
          summary: `Port ${textAt(port, "port")} of ${nameOf(ref)} is declared as ${spoken.protocol === "grpc" ? "HTTP/1" : "HTTP/2 (gRPC)"} (${declared.said}), and the program behind it speaks ${spoken.protocol === "grpc" ? "gRPC (HTTP/2)" : "HTTP/1"}: proxies on the way end the calls with protocol errors.`,
          evidence: [citePort(service, port, declared.field), spoken.line, callers[0]!.line],
          related: unique(
            callers.flatMap(({ log }): readonly ObjectRef[] => [log.object, ...ownersOf(view, log.object)]),
          ),
          fix: fixByHand(
            `Set appProtocol of the port to ${spoken.protocol === "grpc" ? "grpc (or kubernetes.io/h2c)" : "http"}, or name it ${spoken.protocol === "grpc" ? "grpc-…" : "http-…"}.`,
            describe(ref, "Shows its ports."),
          ),
        };
      }
    }
  },
);

const citePort = (service: ObservedObject, port: unknown, field: string): Line => {
  const ports = listAt(service.fields, "spec", "ports");
  return service.cite("spec", "ports", textAt(port, "name") || `${ports.indexOf(port)}`, field);
};

/** Fields of a Service that send calls where they fail. */
export const serviceFieldRules: readonly Rule[] = [published, pinned, mistaken];
