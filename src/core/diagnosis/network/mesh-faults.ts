import type { ClusterView, LogTemplate, ObservedObject } from "../../evidence/observed.ts";
import { type LogReading, logsOfView } from "../logs/logs-of-view.ts";
import { at, textAt } from "../objects/fields.ts";

/** A fault that a route of the mesh answers with instead of passing requests on. */
export type MeshFault = {
  readonly object: ObservedObject;
  /** `aborts 100% of the requests with 503`, `delays 50% of the requests by 7s`. */
  readonly effect: string;
  readonly hosts: readonly string[];
  /** Only requests that match are concerned, in words; empty: all are. */
  readonly match: string;
  readonly path: readonly string[];
};

/** A list, also where `describe` prints its only entry like a map. */
const entries = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** The faults that VirtualServices of Istio and MeshFaultInjections of Kuma inject. */
export const meshFaultsIn = (view: ClusterView): readonly MeshFault[] => [
  ...splits(view),
  ...view.of("VirtualService").flatMap((object) =>
    entries(at(object.fields, "spec", "http")).flatMap((route): MeshFault[] => {
      const effect = effectOf(at(route, "fault"));
      const hosts = entries(at(object.fields, "spec", "hosts")).map(String);
      const match = entries(at(route, "match")).map(printMatch).filter(Boolean).join(" or ");
      return effect === "" ? [] : [{ object, effect, hosts, match, path: ["spec", "http", "0", "fault"] }];
    }),
  ),
  ...view.of("MeshFaultInjection").flatMap((object) =>
    ["from", "to"].flatMap((side) =>
      entries(at(object.fields, "spec", side)).flatMap((one): MeshFault[] =>
        entries(at(one, "default", "http")).flatMap((fault): MeshFault[] => {
          const effect = effectOf(fault);
          const name = textAt(object.fields, "spec", "targetRef", "name");
          return effect === "" ? [] : [{ object, effect, hosts: name ? [name] : [], match: "", path: ["spec", side] }];
        }),
      ),
    ),
  ),
];

/** What backends are called that answer with errors on purpose. */
const injector =
  /(?:^|-)(?:errors?|faults?|failures?|chaos)-?(?:injector|injection|backend|server)\b|^(?:fault|error)-?injector/;

/** Routes of Linkerd, of the Gateway API and splits of SMI that send a part of the requests to a backend which fails on purpose. */
const splits = (view: ClusterView): readonly MeshFault[] => [
  ...view
    .of("HTTPRoute")
    .flatMap((object) =>
      entries(at(object.fields, "spec", "rules")).flatMap((rule) =>
        splitOf(object, entries(at(rule, "backendRefs")), "name", ["spec", "rules"]),
      ),
    ),
  ...view
    .of("TrafficSplit")
    .flatMap((object) =>
      splitOf(object, entries(at(object.fields, "spec", "backends")), "service", ["spec", "backends"]),
    ),
];

const splitOf = (
  object: ObservedObject,
  backends: readonly unknown[],
  key: string,
  path: readonly string[],
): readonly MeshFault[] => {
  const weight = (one: unknown) => Number.parseInt(textAt(one, "weight") || "1", 10) || 0;
  const sum = backends.reduce((total: number, one) => total + weight(one), 0);
  return backends
    .filter((one) => injector.test(textAt(one, key)) && weight(one) > 0)
    .map((one) => ({
      object,
      effect: `sends ${Math.round((weight(one) / sum) * 100)}% of the requests to ${textAt(one, key)}, a backend that fails on purpose, instead of passing them`,
      hosts: [...new Set(backends.filter((other) => other !== one).map((other) => textAt(other, key)))],
      match: "",
      path,
    }));
};

const effectOf = (fault: unknown): string => {
  const abort = at(fault, "abort");
  const delay = at(fault, "delay");
  const status = textAt(abort, "httpStatus") || textAt(abort, "grpcStatus");
  const time = textAt(delay, "fixedDelay") || textAt(delay, "value");
  return [
    status !== "" && share(abort) !== "0" && `aborts ${share(abort)}% of the requests with ${status}`,
    time !== "" && share(delay) !== "0" && `delays ${share(delay)}% of the requests by ${time}`,
  ]
    .filter(Boolean)
    .join(" and ");
};

const share = (one: unknown): string =>
  textAt(one, "percentage", "value") || textAt(one, "percentage") || textAt(one, "percent") || "100";

/** `end-user: {exact: jason}` and the like. */
const printMatch = (match: unknown): string =>
  Object.entries(Object(at(match, "headers")))
    .map(
      ([name, value]) =>
        `${name}: ${textAt(value, "exact") || textAt(value, "regex") || textAt(value, "prefix") || "any"}`,
    )
    .join(", ");

/** Envoy marks what its fault filter answered: response flags FI and DI, details `fault_filter_abort`. */
const marked =
  /fault_filter_abort|fault filter abort|"response_flags": ?"(?:[A-Z,]{0,20},)?(?:FI|DI)\b|" \d{3} (?:[A-Z]{2,5},)?(?:FI|DI) /;

/** The lines of proxies and callers that tell of an injected fault. */
export const markedLines = (
  view: ClusterView,
): readonly { readonly log: LogReading; readonly template: LogTemplate; readonly host: string }[] =>
  logsOfView(view).flatMap((log) => {
    const template = log.templates.find((one) => marked.test(one.last.text));
    const text = template?.last.text ?? "";
    const host =
      /outbound\|\d{1,5}\|[^|]{0,60}\|([\w-]{1,63})/.exec(text)?.[1] ??
      /"authority": ?"([\w-]{1,63})/.exec(text)?.[1] ??
      "";
    return template === undefined ? [] : [{ log, template, host }];
  });
