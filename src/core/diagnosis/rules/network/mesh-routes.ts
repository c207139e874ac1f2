import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { entriesAt, listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";
import { isSelected, labelsOf, selectorOf, workloadOf } from "../../objects/relations.ts";
import { isListedWithout } from "../../workloads/pods.ts";

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

/** Subsets whose labels no pod of the host carries, where the labels of its pods are shown. */
function* emptySubsets(view: ClusterView): Generator<Draft> {
  for (const rule of view.of("DestinationRule")) {
    const host = textAt(rule.fields, "spec", "host");
    const namespace = spaceOf(host, rule.ref.namespace ?? "default");
    const name = shortName(host);
    const selector = selectorOfService(view, { kind: "Service", namespace, name });
    const pods = view
      .of("Pod")
      .filter(({ ref }) => ref.namespace === namespace)
      .map((pod) => ({ pod, labels: labelsOf(pod) }))
      .filter(
        ({ pod, labels }) =>
          labels.size > 0 && (selector ? isSelected(selector, labels) : pod.ref.name.startsWith(`${name}-`)),
      );
    if (pods.length === 0) continue;
    for (const subset of listAt(rule.fields, "spec", "subsets")) {
      const labels = entriesAt(subset, "labels");
      if (labels.size === 0 || pods.some((one) => isSelected(labels, one.labels))) continue;
      const asked = [...labels].map(([key, value]) => `${key}=${value}`).join(",");
      const has = [
        ...new Set(
          pods.map((one) => [...labels.keys()].map((key) => `${key}=${one.labels.get(key) ?? "(none)"}`).join(",")),
        ),
      ];
      yield {
        object: rule.ref,
        summary: `${nameOf(rule.ref)} defines subset "${textAt(subset, "name")}" of ${name} by label ${asked}, and no pod of ${name} has it: its pods have ${has.slice(0, 4).join(" or ")}, so that requests to this subset are answered with 503 (no healthy upstream).`,
        evidence: [rule.cite("spec", "subsets"), pods[0]!.pod.cite("metadata", "labels")],
        related: [
          { kind: "Service", namespace, name },
          ...pods.flatMap(({ pod }) => [pod.ref, workloadOf(view, pod.ref)]),
          ...view.of("VirtualService").map(({ ref }) => ref),
        ],
        fix: fixByHand(`Give the subset the labels that the pods of ${name} carry, or label these so.`, []),
      };
    }
  }
}

const selectorOfService = (view: ClusterView, ref: ObjectRef): ReadonlyMap<string, string> | undefined => {
  const service = view.object(ref);
  const selector = service ? selectorOf(service) : new Map<string, string>();
  return selector.size > 0 ? selector : undefined;
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
    yield* emptySubsets(view);
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
