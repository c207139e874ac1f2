import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { endpointsOf } from "../../network/endpoints-of.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";
import { ownersOf } from "../../objects/relations.ts";
import { isListedWithout, podsOf } from "../../workloads/pods.ts";

type Backend = {
  readonly service: string;
  readonly why: string;
  readonly lines: readonly (Line | undefined)[];
  readonly mend?: string;
};

const backend = defineRule(
  {
    code: "ingress-backend-unavailable",
    title: "Ingress leads nowhere",
    about:
      "A backend of the Ingress is a Service that does not exist or has no endpoints. The ingress controller answers 503 for it, or 404.",
    reads: ["Ingress", "HTTPRoute", "Service", "Endpoints", "logs"],
  },
  function* (view) {
    const routes = ["HTTPRoute", "GRPCRoute", "TCPRoute"].flatMap((kind) => view.of(kind));
    for (const ingress of [...view.of("Ingress"), ...routes])
      for (const one of distinct([...described(view, ingress), ...specified(view, ingress)])) {
        const service = { kind: "Service", namespace: ingress.ref.namespace ?? "default", name: one.service };
        yield {
          object: ingress.ref,
          summary: `${nameOf(ingress.ref)} leads to Service ${one.service}, which ${one.why}.`,
          evidence: one.lines,
          related: [service],
          next: [
            ...describe(service, "Shows its selector, ports and endpoints."),
            ...list("services", ingress.ref.namespace, "Shows which Services exist."),
          ],
          fix: fixByHand(
            one.mend ?? "Correct the Service's name in the Ingress, or bring the Service and its pods back.",
            describe(ingress.ref, "Shows the endpoints behind each path."),
          ),
        };
      }
  },
);

/** One a Service, as it was told first: `describe` prints the backend itself. */
const distinct = (backends: readonly Backend[]): readonly Backend[] => [
  ...new Map([...backends].reverse().map((one) => [one.service, one])).values(),
];

/** `describe ingress` resolves each backend, and says so when it cannot. */
const described = (view: ClusterView, ingress: ObservedObject): readonly Backend[] => {
  if (!ingress.sources.has("describe")) return [];
  const { command } = ingress.cite();
  const lines = (view.evidence.find((piece) => piece.command === command)?.stdout.slice(0, 200_000) ?? "").split("\n");
  return lines.flatMap((text, index) => {
    const match =
      /\s([a-z0-9][a-z0-9-]{0,62}):([\w-]{1,30}) \((?:<error: (?:services|endpoints) "[^"]{1,63}" not found>|(<none>)?)\)/.exec(
        text,
      );
    if (match === null || /^Default backend: +default-http-backend:80 /.test(text)) return [];
    const [, service, port] = match;
    const own = { command, line: index + 1, text };
    const lacking = withoutPort(view, ingress, service!, port!)[0];
    if (lacking !== undefined) return [{ ...lacking, lines: [own, lacking.lines.at(-1)] }];
    const why = text.includes("<error:") ? "does not exist (not found)" : "has no endpoints";
    return [{ service: service!, why, lines: [own] }];
  });
};

const specified = (view: ClusterView, ingress: ObservedObject): readonly Backend[] => {
  const rules = listAt(ingress.fields, "spec", "rules");
  const lacking = backendsOf(ingress).flatMap(({ service, port }) => withoutPort(view, ingress, service, port));
  if (lacking.length > 0) return lacking;
  const names = rules.flatMap((rule) =>
    listAt(rule, "http", "paths").map((path) => textAt(path, "backend", "service", "name")),
  );
  return [...new Set([...names, textAt(ingress.fields, "spec", "defaultBackend", "service", "name")])].flatMap(
    (service) => {
      if (service === "") return [];
      const ref = { kind: "Service", namespace: ingress.ref.namespace ?? "default", name: service };
      if (isListedWithout(view, ref))
        return [{ service, why: "does not exist", lines: [ingress.cite("spec", "rules")] }];
      const endpoints = endpointsOf(view, ref);
      return endpoints.state === "none"
        ? [{ service, why: "has no endpoints", lines: [endpoints.line, ingress.cite("spec", "rules")] }]
        : [];
    },
  );
};

/** The backends of an Ingress, and those of a route of the Gateway API that are Services of its own namespace. */
const backendsOf = (ingress: ObservedObject) =>
  listAt(ingress.fields, "spec", "rules").flatMap((rule) => [
    ...listAt(rule, "http", "paths").map((path) => ({
      service: textAt(path, "backend", "service", "name"),
      port: textAt(path, "backend", "service", "port", "number") || textAt(path, "backend", "service", "port", "name"),
    })),
    ...listAt(rule, "backendRefs")
      .filter((one) => /^(?:Service|)$/.test(textAt(one, "kind")) && textAt(one, "namespace") === "")
      .map((one) => ({ service: textAt(one, "name"), port: textAt(one, "port") })),
  ]);

/** The Service is there and does not offer the port that the Ingress asks for. */
const withoutPort = (view: ClusterView, ingress: ObservedObject, name: string, port: string): readonly Backend[] => {
  const service = view.object({ kind: "Service", namespace: ingress.ref.namespace ?? "default", name });
  const ports = listAt(service?.fields, "spec", "ports");
  if (service === undefined || port === "" || ports.length === 0) return [];
  const isNumber = /^\d+$/.test(port);
  // Tables of Services show the numbers of ports, not their names.
  if (!isNumber && ports.every((one) => textAt(one, "name") === "") && ports.length > 1) return [];
  if (ports.some((one) => textAt(one, isNumber ? "port" : "name") === port)) return [];
  if (!isNumber && !service.sources.has("describe") && !service.sources.has("object")) return [];
  const offered = ports.map((one) => textAt(one, "port")).join(", ");
  return [
    {
      service: name,
      why: `has no port ${port} (it offers ${offered})`,
      mend: `Name a port in the Ingress that Service ${name} offers (${offered}), or add port ${port} to the Service.`,
      lines: [ingress.cite("spec", "rules"), service.cite("spec", "ports")],
    },
  ];
};

const apiService = defineRule(
  {
    code: "api-service-unavailable",
    title: "Aggregated API not available",
    about:
      "An APIService (metrics, custom metrics, a webhook of a product) does not answer. What needs it fails, and deleting namespaces can hang.",
    reads: ["APIService"],
    explains: ["metrics-unavailable", "autoscaler-without-metrics", "namespace-stuck-terminating"],
  },
  function* (view) {
    for (const one of view.of("APIService")) {
      const cell = one.printed.get("AVAILABLE");
      const condition = listAt(one.fields, "status", "conditions").find(
        (item) => textAt(item, "type") === "Available" && textAt(item, "status") === "False",
      );
      if (!cell?.value.startsWith("False") && !condition) continue;
      const reason = textAt(condition, "message") || /\(([^)]{1,80})\)/.exec(cell?.value ?? "")?.[1] || "not available";
      const [namespace, name] = (
        one.printed.get("SERVICE")?.value ??
        `${textAt(one.fields, "spec", "service", "namespace")}/${textAt(one.fields, "spec", "service", "name")}`
      ).split("/");
      yield {
        object: one.ref,
        severity: "warning",
        summary: `${nameOf(one.ref)} is not available: ${reason.slice(0, 320)}${name ? ` (Service ${namespace}/${name})` : ""}.`,
        evidence: [cell?.line, condition ? one.cite("status", "conditions", "Available") : undefined],
        related: name && namespace ? standingBehind(view, { kind: "Service", namespace, name }) : [],
        next: name && namespace ? list("pods", namespace, "Shows whether the pods behind it run.") : [],
      };
    }
  },
);

/** The Service of an API, and the workloads that are called like it: seldom is shown what the Service selects. */
const standingBehind = (view: ClusterView, service: ObjectRef): readonly ObjectRef[] => {
  const owners = new Set(podsOf(view).flatMap(({ ref }) => ownersOf(view, ref).map(keyOf)));
  return [
    service,
    ...["Deployment", "StatefulSet", "DaemonSet"]
      .map((kind) => ({ ...service, kind, name: service.name.replace(/-(?:svc|service)$/, "") }))
      .filter((ref) => view.object(ref) !== undefined || owners.has(keyOf(ref))),
  ];
};

/** Ingresses without a backend, and APIs that do not answer. */
export const ingressRules: readonly Rule[] = [backend, apiService];
