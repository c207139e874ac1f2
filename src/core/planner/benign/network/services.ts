import { endpointAddresses, endpointsOf } from "../../../diagnosis/network/endpoints-of.ts";
import { entriesAt, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { escaped } from "../../../kubectl/escaped.ts";
import { isSame } from "../../investigation/relevance.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn } from "../reading/standing.ts";

const typeOf = ({ fields, printed }: ObservedObject): string =>
  printed.get("TYPE")?.value ?? textAt(fields, "spec", "type");

const external = defineBenign(
  {
    code: "external-name-has-no-endpoints",
    title: "ExternalName Service without endpoints",
    about:
      "A Service of type ExternalName has no selector, no cluster IP and never any endpoints: its name is a CNAME to a host outside. That it has none is no fault, as long as nothing says that the host cannot be reached.",
    reads: ["Service"],
    asked: /endpoint|cluster-?.?ip|external|service|svc|dns|selector|backend|database|\bdb\b|none|behind/,
  },
  function* (view) {
    for (const object of view.of("Service")) {
      if (typeOf(object) !== "ExternalName") continue;
      const host = textAt(object.fields, "spec", "externalName") || (object.printed.get("EXTERNAL-IP")?.value ?? "");
      if (host === "" || isRefused(view, host) || isRefused(view, object.ref.name)) continue;
      const absent = ["Endpoints", "EndpointSlice"].map((kind) => ({ ...object.ref, kind }));
      yield {
        ref: object.ref,
        about: absent,
        voids: ["not-found"],
        errors: view.errors.filter(
          (error) =>
            error.code === "not-found" && absent.some((ref) => error.object !== null && isSame(ref, error.object)),
        ),
        text: `Service ${object.ref.name} is of type ExternalName: by design it has no endpoints, no selector and no cluster IP, its name is a CNAME (alias) for ${host} outside the cluster`,
        lines: [
          object.cite("spec", "externalName"),
          ...linesIn(
            view,
            new RegExp(`${escaped(host)}\\s+${escaped(object.ref.name)}\\b|canonical name = ${escaped(host)}`),
            1,
          ),
        ],
      };
    }
  },
);

const refusing =
  "(?:NXDOMAIN|no such host|no response|rejecting connections|could not (?:translate|resolve)|unknown host|not known|ENOTFOUND|EAI_AGAIN|timed? ?out|refused|unreachable|failed|SERVFAIL|bad address|can't find|can't resolve)";

/** Whether a line says of a host that it is not found or not reached. */
const isRefused = (view: ClusterView, host: string): boolean =>
  linesIn(view, new RegExp(`${escaped(host)}[^\\n]{0,200}${refusing}|${refusing}[^\\n]{0,200}${escaped(host)}`, "i"), 1)
    .length > 0;

const headless = defineBenign(
  {
    code: "headless-service-has-no-ip",
    title: "Headless Service without a cluster IP",
    about:
      "A Service has CLUSTER-IP None, on purpose: it is headless, its name resolves to the addresses of its pods, as StatefulSets need it. It has ready endpoints.",
    reads: ["Service", "Endpoints", "StatefulSet"],
    asked: /cluster-? ?ip|headless|\bnone\b|no ip|\bits ip|virtual ip/,
    onlyAsked: true,
  },
  function* (view) {
    for (const object of view.of("Service")) {
      const ip = object.printed.get("CLUSTER-IP")?.value ?? textAt(object.fields, "spec", "clusterIP");
      if (ip !== "None" || endpointsOf(view, object.ref).state !== "some") continue;
      if (isAnythingDown(view, object.ref.namespace)) continue;
      yield {
        ref: object.ref,
        text: `Service ${object.ref.name} is a headless Service: cluster IP None is set on purpose, by design, its name resolves to the pods directly, and it has ready endpoints (${endpointAddresses(view, object.ref).slice(0, 3).join(", ")})`,
        lines: [object.cite("spec", "clusterIP"), endpointsOf(view, object.ref).line],
      };
    }
  },
);

const byHand = defineBenign(
  {
    code: "service-without-selector",
    title: "Service whose endpoints are kept by hand",
    about:
      "A Service has no selector, and Endpoints or an EndpointSlice of its name hold the addresses that somebody entered: no pod is behind it, on purpose.",
    reads: ["Service", "Endpoints", "EndpointSlice"],
    asked: /endpoint|selector|service|svc|no pods?|behind|backend/,
  },
  function* (view) {
    for (const object of view.of("Service")) {
      const isShown =
        object.sources.has("object") || object.printed.get("SELECTOR")?.value === "<none>" || isDescribed(object);
      const addresses = endpointAddresses(view, object.ref);
      if (!isShown || entriesAt(object.fields, "spec", "selector").size > 0 || addresses.length === 0) continue;
      if (typeOf(object) === "ExternalName" || isRefused(view, object.ref.name)) continue;
      yield {
        ref: object.ref,
        text: `Service ${object.ref.name} has no selector on purpose: its endpoints (${addresses.slice(0, 3).join(", ")}) are kept by hand and lead outside, so no pods belong to it`,
        lines: [object.cite("spec", "selector"), endpointsOf(view, object.ref).line],
      };
    }
  },
);

const isDescribed = (object: ObservedObject): boolean =>
  object.sources.has("describe") && /^Selector:\s+<none>/.test(object.cite("spec", "selector").text);

const shortened = defineBenign(
  {
    code: "endpoints-shortened",
    onlyAsked: true,
    title: "Endpoints column shortened, Endpoints deprecated",
    about:
      "kubectl prints the first three addresses and `+ N more...`, and since 1.33 warns that v1 Endpoints is deprecated. Neither says anything of the Service: the addresses are there.",
    reads: ["Endpoints", "EndpointSlice", "Deployment"],
    asked: /endpoint|deprecat|warn|\bmore\b|column|truncat|cut off/,
  },
  function* (view) {
    const warned = linesIn(view, /v1 Endpoints is deprecated/, 1)[0];
    const unready = linesIn(view, /\bready["']?[=:]\s?["']?false|notReadyAddresses/i, 1);
    if (unready.length > 0) return;
    for (const object of view.of("Endpoints")) {
      const cell = object.printed.get("ENDPOINTS")?.value ?? "";
      const more = /\+ (\d{1,6}) more\.\.\.$/.exec(cell)?.[1];
      if (cell === "" || cell === "<none>" || (more === undefined && warned === undefined)) continue;
      if (isAnythingDown(view, object.ref.namespace)) continue;
      const total = cell.split(",").length + Number(more ?? 0);
      const display =
        more === undefined
          ? ""
          : `"+ ${more} more..." is only shortened (truncated) display of more than three addresses, there are ${total}`;
      const warning =
        warned === undefined
          ? ""
          : "the warning is only the deprecation notice of v1 Endpoints (EndpointSlice replaces it)";
      yield {
        ref: object.ref,
        about: [{ ...object.ref, kind: "Service" }],
        text: `the endpoints of ${object.ref.name} are all there: ${[display, warning].filter((text) => text !== "").join(", and ")}`,
        lines: [object.printed.get("ENDPOINTS")?.line, warned],
      };
    }
  },
);

const internal = defineBenign(
  {
    code: "cluster-ip-has-no-external-ip",
    onlyAsked: true,
    title: "ClusterIP Service without an external IP",
    about:
      "A Service of type ClusterIP has EXTERNAL-IP <none>: it is reached from inside, and from outside through an Ingress or Gateway. Only for type LoadBalancer would an address be missing.",
    reads: ["Service", "Endpoints", "Ingress"],
    asked: /external[- ]?ips?|public ip|<none>|\bnone\b/,
  },
  function* (view) {
    for (const object of view.of("Service")) {
      if (typeOf(object) !== "ClusterIP" || object.printed.get("EXTERNAL-IP")?.value !== "<none>") continue;
      if (object.printed.get("CLUSTER-IP")?.value === "None") continue;
      const { state } = endpointsOf(view, object.ref);
      if (state === "none" || state === "only-not-ready" || isAnythingDown(view, object.ref.namespace)) continue;
      const ingress = view
        .of("Ingress")
        .find((one) => one.ref.namespace === object.ref.namespace && leadsTo(one, object.ref.name));
      yield {
        ref: object.ref,
        text: `Service ${object.ref.name} is of type ClusterIP, for which EXTERNAL-IP <none> is normal: it is reached inside the cluster at ${object.printed.get("CLUSTER-IP")?.value}${ingress === undefined ? "" : ` and from outside through Ingress ${ingress.ref.name}`}${state === "some" ? ", and has ready endpoints" : ""}`,
        lines: [object.cite()],
      };
    }
  },
);

const leadsTo = (ingress: ObservedObject, service: string): boolean =>
  listAt(ingress.fields, "spec", "rules").some((rule) =>
    listAt(rule, "http", "paths").some((path) => textAt(path, "backend", "service", "name") === service),
  );

const nodePorts = defineBenign(
  {
    code: "node-port-is-allocated",
    onlyAsked: true,
    title: "Node port of a Service",
    about:
      "`80:31742/TCP` means port 80 of the Service and port 31742 on each node, which Kubernetes gives to Services of type NodePort and LoadBalancer out of 30000-32767.",
    reads: ["Service", "Endpoints"],
    asked: /\b3[0-2]\d{3}\b|node ?ports?/,
  },
  function* (view) {
    for (const object of view.of("Service")) {
      const pair = /\b(\d{1,5}):(3[0-2]\d{3})\b/.exec(object.printed.get("PORT(S)")?.value ?? "");
      if (pair === null || !/^(?:NodePort|LoadBalancer)$/.test(typeOf(object))) continue;
      const { state } = endpointsOf(view, object.ref);
      if (state !== "some" || object.printed.get("EXTERNAL-IP")?.value === "<pending>") continue;
      yield {
        ref: object.ref,
        text: `Service ${object.ref.name} is of type ${typeOf(object)}: ${pair[0]} means its port ${pair[1]} and node port ${pair[2]}, which Kubernetes allocates by design (30000-32767); it has ready endpoints`,
        lines: [object.cite()],
      };
    }
  },
);

export const services: readonly BenignRule[] = [external, headless, byHand, shortened, internal, nodePorts];
