import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { defineRule } from "../define-rule.ts";
import { entriesAt, listAt, textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { fixByHand } from "../fixes.ts";
import { nameOf } from "../name-object.ts";
import { isListedWithout } from "../pods.ts";
import { describe, list } from "../reads.ts";
import { isSelected } from "../relations.ts";

type Destination = { readonly host: string; readonly subset: string; readonly port: string };

const destinationsOf = ({ fields }: ObservedObject): readonly Destination[] =>
  ["http", "tcp", "tls"].flatMap((way) =>
    listAt(fields, "spec", way).flatMap((rule) =>
      listAt(rule, "route").map((route) => ({
        host: textAt(route, "destination", "host"),
        subset: textAt(route, "destination", "subset"),
        port: textAt(route, "destination", "port", "number"),
      })),
    ),
  );

const shortName = (host: string): string => host.split(".")[0] ?? "";
const spaceOf = (host: string, namespace: string): string => {
  const [, space] = host.split(".");
  return space && /\.svc|^[\w-]+\.[\w-]+$/.test(host) ? space : namespace;
};

/** What is wrong with where a VirtualService leads; undefined when nothing is seen to be. */
const faultOf = (view: ClusterView, object: ObservedObject, one: Destination): string | undefined => {
  const namespace = spaceOf(one.host, object.ref.namespace ?? "default");
  const name = shortName(one.host);
  const rules = view.of("DestinationRule").filter(({ fields }) => shortName(textAt(fields, "spec", "host")) === name);
  if (one.subset !== "" && rules.length > 0) {
    const subsets = rules.flatMap(({ fields }) =>
      listAt(fields, "spec", "subsets").map((subset) => textAt(subset, "name")),
    );
    if (!subsets.includes(one.subset))
      return `subset "${one.subset}" of ${name}, which no DestinationRule defines (${rules[0]!.ref.name} has ${subsets.join(", ") || "none"})`;
  }
  if (
    one.subset !== "" &&
    rules.length === 0 &&
    view.listings.some((each) => each.kind === "DestinationRule" && !each.narrowed)
  )
    return `subset "${one.subset}" of ${name}, for which there is no DestinationRule`;
  if (isListedWithout(view, { kind: "Service", namespace, name }))
    return `Service "${name}", which does not exist in namespace ${namespace}`;
  return undefined;
};

const brokenRoute = defineRule(
  {
    code: "mesh-route-broken",
    title: "Route of the mesh leads nowhere",
    about:
      "A VirtualService of Istio sends requests to a host that is no Service, or to a subset that no DestinationRule defines. The proxy answers 503 (NR, no healthy upstream).",
    reads: ["VirtualService", "DestinationRule", "Service"],
    explains: ["gateway-failing", "call-refused", "dependency-unreachable"],
  },
  function* (view) {
    for (const object of view.of("VirtualService")) {
      const found = destinationsOf(object)
        .filter(({ host }) => host !== "")
        .map((one) => faultOf(view, object, one))
        .find(Boolean);
      if (!found) continue;
      yield {
        object: object.ref,
        summary: `${nameOf(object.ref)} sends requests to ${found}, so that they are answered with 503.`,
        evidence: [
          object.cite("spec", "http"),
          ...view
            .of("DestinationRule")
            .slice(0, 1)
            .map((rule) => rule.cite("spec", "subsets")),
        ],
        related: view.of("DestinationRule").map(({ ref }) => ref),
        next: list("destinationrules", object.ref.namespace, "Shows which subsets are defined.", "-o", "yaml"),
        fix: fixByHand(
          "Define the subset in the DestinationRule, or correct host and subset in the VirtualService.",
          describe(object.ref, "Shows its routes."),
        ),
      };
    }
  },
);

/** Which selector of the Prometheus operator's objects chooses which kind. */
const selectors: readonly (readonly [kind: string, field: string])[] = [
  ["ServiceMonitor", "serviceMonitorSelector"],
  ["PodMonitor", "podMonitorSelector"],
  ["PrometheusRule", "ruleSelector"],
  ["Probe", "probeSelector"],
];

const notSelected = defineRule(
  {
    code: "monitor-not-selected",
    title: "Monitor that no Prometheus selects",
    about:
      "A ServiceMonitor, PodMonitor or PrometheusRule lacks the label by which the Prometheus object chooses them, so that it is not scraped or evaluated and nothing says so.",
    reads: ["Prometheus", "ServiceMonitor", "PodMonitor", "PrometheusRule"],
  },
  function* (view) {
    const servers = view.of("Prometheus");
    for (const [kind, field] of selectors)
      for (const monitor of view.of(kind)) {
        const labels = entriesAt(monitor.fields, "metadata", "labels");
        if (!monitor.sources.has("object") && !monitor.sources.has("describe")) continue;
        const wanted = servers.map((server) => entriesAt(server.fields, "spec", field, "matchLabels"));
        if (wanted.length === 0 || wanted.some((selector) => selector.size === 0 || isSelected(selector, labels)))
          continue;
        const asked = [...wanted[0]!].map(([key, value]) => `${key}=${value}`).join(",");
        yield {
          object: monitor.ref,
          severity: "warning",
          summary: `${nameOf(monitor.ref)} is selected by no Prometheus: ${nameOf(servers[0]!.ref)} takes only those with label ${asked}, and this one has ${
            [...labels]
              .map(([key, value]) => `${key}=${value}`)
              .slice(0, 3)
              .join(",") || "no labels"
          }.`,
          evidence: [monitor.cite("metadata", "labels"), servers[0]!.cite("spec", field, "matchLabels")],
          related: servers.map(({ ref }) => ref),
          next: describe(servers[0]!.ref, "Shows what it selects."),
          fix: fixByHand(`Add label ${asked} to ${nameOf(monitor.ref)}.`, []),
        };
      }
  },
);

/** Objects of operators that refer to each other by names and labels, and do not meet. */
export const meshRouteRules: readonly Rule[] = [brokenRoute, notSelected];
