import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, LogTemplate, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { at, listAt, numberAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";

/** Envoy marks what its circuit breaker refused: response flag UO, details `{overflow}`, the reset reason to clients. */
const overflow =
  /" \d{3} (?:[A-Z]{2,5},)?UO |"(?:response_flags|RESPONSE_FLAGS)": ?"(?:[A-Z,]{0,20},)?UO\b|_response_started\{overflow\}|reset reason: overflow|upstream (?:max_)?pending(?:_requests)? overflow/;

const exceeded = defineRule(
  {
    code: "connection-pool-exceeded",
    title: "Limit of connections or requests refuses calls",
    about:
      "A policy of the mesh or gateway (connectionPool of a DestinationRule, circuitBreaker of a BackendTrafficPolicy, a MeshCircuitBreaker) allows fewer connections or waiting requests to a host than come. Envoy answers the rest itself with 503 (flag UO, upstream overflow), while the pods are idle.",
    reads: ["DestinationRule", "BackendTrafficPolicy", "MeshCircuitBreaker", "logs"],
    explains: ["gateway-failing", "call-refused", "call-timed-out", "connection-broken", "application-error"],
  },
  function* (view) {
    const refused = overflowsIn(view);
    for (const limited of limitsIn(view)) {
      const own = refused.filter(({ host }) => isFor(limited, host));
      const first = own[0];
      if (first === undefined) continue;
      const host = limited.host.split(".")[0] || first.host.split(".")[0] || "its host";
      const count = own.reduce((sum, { template }) => sum + template.count, 0);
      const said = limited.limits.map(({ key, value }) => `${key} ${value}`).join(", ");
      yield {
        object: limited.object.ref,
        confidence: limited.host === "" ? "likely" : "confirmed",
        summary: `${nameOf(limited.object.ref)} limits connections to ${host} (${limited.where}: ${said}), and the proxy of ${workloadOf(view, first.log.object).name} answers what exceeds that itself with 503 (UO, upstream overflow), before any pod is asked${count > 1 ? ` (${count} lines)` : ""}.`,
        evidence: [...limited.limits.map(({ line }) => line), first.template.last],
        related: unique([
          ...(limited.host === ""
            ? []
            : [
                {
                  kind: "Service",
                  namespace: spaceOf(limited.host) ?? limited.object.ref.namespace ?? "default",
                  name: host,
                },
              ]),
          ...own.flatMap(({ log }) => [log.object, ...ownersOf(view, log.object)]),
        ]),
        fix: fixByHand(
          `Raise ${limited.limits.map(({ key }) => key).join(" and ")} in ${nameOf(limited.object.ref)} to what the busiest minute needs, or take the limit out.`,
          [],
        ),
      };
    }
  },
);

type Overflow = { readonly log: LogReading; readonly template: LogTemplate; readonly host: string };

const overflowsIn = (view: ClusterView): readonly Overflow[] =>
  logsOfView(view).flatMap((log) =>
    log.templates
      .filter(({ last }) => overflow.test(last.text.slice(0, 4000)))
      .map((template) => ({ log, template, host: hostIn(template.last.text.slice(0, 4000)) })),
  );

/** The cluster of Envoy that the call was for, else the authority. */
const hostIn = (text: string): string =>
  /\b(?:out|in)bound\|\d{1,5}\|[^|]{0,60}\|([\w.-]{1,253})/.exec(text)?.[1] ??
  /"(?:authority|:authority)": ?"([\w.-]{1,253})/.exec(text)?.[1] ??
  "";

type Limit = { readonly key: string; readonly value: number; readonly line: Line };
type Limited = {
  readonly object: ObservedObject;
  /** Empty where the policy is for a route. */
  readonly host: string;
  readonly where: string;
  readonly limits: readonly Limit[];
};

const limitsIn = (view: ClusterView): readonly Limited[] =>
  [
    ...view.of("DestinationRule").map((object) => ({
      object,
      host: textAt(object.fields, "spec", "host"),
      where: "connectionPool",
      limits: pools(object).flatMap((path) => [
        ...numbersAt(object, [...path, "tcp"], ["maxConnections"]),
        ...numbersAt(object, [...path, "http"], ["http1MaxPendingRequests", "http2MaxRequests"]),
      ]),
    })),
    ...view.of("BackendTrafficPolicy").map((object) => ({
      object,
      host: "",
      where: "circuitBreaker",
      limits: numbersAt(
        object,
        ["spec", "circuitBreaker"],
        ["maxConnections", "maxPendingRequests", "maxParallelRequests"],
      ),
    })),
    ...view.of("MeshCircuitBreaker").map((object) => ({
      object,
      host: textAt(listAt(object.fields, "spec", "to")[0], "targetRef", "name"),
      where: "connectionLimits",
      limits: numbersAt(
        object,
        ["spec", "to", "0", "default", "connectionLimits"],
        ["maxConnections", "maxPendingRequests", "maxRequests"],
      ),
    })),
  ].filter(({ limits }) => limits.length > 0);

/** The pool of the host, and those of its ports and subsets. */
const pools = ({ fields }: ObservedObject): readonly (readonly string[])[] => [
  ["spec", "trafficPolicy", "connectionPool"],
  ...listAt(fields, "spec", "trafficPolicy", "portLevelSettings").map((_one, index) => [
    "spec",
    "trafficPolicy",
    "portLevelSettings",
    `${index}`,
    "connectionPool",
  ]),
  ...listAt(fields, "spec", "subsets").map((_one, index) => [
    "spec",
    "subsets",
    `${index}`,
    "trafficPolicy",
    "connectionPool",
  ]),
];

const numbersAt = (object: ObservedObject, path: readonly string[], keys: readonly string[]): readonly Limit[] =>
  keys.flatMap((key) => {
    const value = numberAt(at(object.fields, ...path), key);
    return value === undefined ? [] : [{ key, value, line: object.cite(...path, key) }];
  });

const spaceOf = (host: string): string | undefined => host.split(".")[1];

/** The same Service; a host without a namespace is one of the policy's own. */
const isFor = ({ object, host }: Limited, called: string): boolean => {
  if (host === "" || called === "") return host === called || host === "";
  const [name, space = object.ref.namespace] = host.split(".");
  const [wanted, there] = called.split(".");
  return host === called || (name === wanted && (there === undefined || there === space)) || wildcard(host, called);
};

const wildcard = (host: string, called: string): boolean => host.startsWith("*") && called.endsWith(host.slice(1));

/** What policies of a mesh or gateway let through to a host at once. */
export const connectionPoolRules: readonly Rule[] = [exceeded];
