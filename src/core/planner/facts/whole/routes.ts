import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import type { Question } from "../../question/understand.ts";

/** A host and path that lead to a port of a Service, as an Ingress or an HTTPRoute says. */
type Route = {
  readonly from: ObservedObject;
  readonly host: string;
  readonly path: string;
  readonly exact: boolean;
  readonly service: string;
  readonly port: string;
};

/** In which Service and port requests for a host and path end, and which Secret holds the certificate of that host. */
export function routeAnswer({ text }: Question, view: ClusterView): Answered | null {
  const routes = [...view.of("Ingress").flatMap(ingressRoutes), ...view.of("HTTPRoute").flatMap(httpRoutes)];
  if (routes.length === 0 || !asks.test(text)) return null;
  const asked = addressIn(text, routes);
  if (asked === null) return null;
  const { host, path } = asked;
  const ofHost = host === "" ? routes : bestHost(routes, host);
  const secret = secretFor(view, host);
  const fitting = ofHost.filter((route) => leads(route, path)).toSorted(nearest);
  const found = path === "" && ofHost.length > 1 ? undefined : fitting[0];
  const wanted = `${host === "" ? "" : host}${path}`;
  if (found !== undefined)
    return {
      summary: `${endOf(found, wanted, fitting, view)}${secret.said}`,
      details: "",
      lines: [lineOf(found), ...serviceLines(found, view), ...secret.lines],
    };
  if (ofHost.length > 0 && path === "")
    return {
      summary: `Requests to ${host} go by path: ${ofHost
        .slice(0, 10)
        .map((route) => `${route.path} to Service ${route.service}, port ${portSaid(route, view)}`)
        .join("; ")}.${secret.said}`,
      details: "",
      lines: [...ofHost.slice(0, 5).map(lineOf), ...secret.lines],
    };
  return {
    summary: `No rule that was shown leads ${wanted} to a Service: ${host === "" || ofHost.length > 0 ? `the paths are ${[...new Set((ofHost.length > 0 ? ofHost : routes).map((route) => route.path))].slice(0, 10).join(", ")}` : `the hosts are ${[...new Set(routes.map((route) => route.host || "*"))].slice(0, 10).join(", ")}`}.${secret.said}`,
    details: "",
    lines: (ofHost.length > 0 ? ofHost : routes).slice(0, 5).map(lineOf),
  };
}

const asks =
  /\b(?:which|what|where|who|tell me|find|look up|to which|into which|requests? (?:to|for)|does|do)\b[^?]{0,200}\b(?:services?|backends?|ports?|secrets?|cert\w*|tls|go|goes|end|ends|land|lands|routed?|routes?|serves?|served|handles?|handled|answers?|lead|leads|points?|sent|forwarded|reach\w*|hit|hits|behind)\b/i;

/** The URL, host or path that a question speaks of, as far as the routes know such. */
function addressIn(text: string, routes: readonly Route[]): { readonly host: string; readonly path: string } | null {
  const words = text.split(/[\s,;"'`()<>]+/).map((word) => word.replace(/[.?!:]+$/, ""));
  const url = words
    .map((word) =>
      /^(?:https?:\/\/)?((?:\*\.)?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6})(?::\d{1,5})?(\/[^?#]{0,300})?(?:[?#]|$)/i.exec(
        word,
      ),
    )
    .filter((one) => one !== null);
  const hosts = new Set(routes.map(({ host }) => host));
  const known = url.find(
    ([whole, host]) =>
      /^https?:/.test(whole) ||
      bestHost(routes, host!.toLowerCase()).some(({ host: own }) => own !== "") ||
      hosts.has(host!.toLowerCase()),
  );
  const path = known?.[2] ?? words.find((word) => /^\/[\w./%*-]{0,300}$/.test(word));
  if (known === undefined && path === undefined) return null;
  return { host: known?.[1]?.toLowerCase() ?? "", path: path ?? "" };
}

/** Rules of the very host before those of a wildcard, and these before those of no host. */
function bestHost(routes: readonly Route[], host: string): readonly Route[] {
  const exact = routes.filter((route) => route.host === host);
  if (exact.length > 0) return exact;
  const wild = routes.filter(
    (route) => route.host.startsWith("*.") && host.slice(host.indexOf(".")) === route.host.slice(1),
  );
  return wild.length > 0 ? wild : routes.filter((route) => route.host === "" || route.host === "*");
}

function leads({ path: own, exact }: Route, asked: string): boolean {
  const path = asked === "" ? "/" : asked;
  if (exact) return own === path;
  const plain = own.replace(/(?:\(\/\|\$\)|\/?\(\.\*\)|\/?\.\*|\/\*)[^/]{0,20}$/, "").replace(/\/$/, "");
  return path === plain || path.startsWith(`${plain}/`) || plain === "";
}

const nearest = (one: Route, other: Route): number =>
  Number(other.exact) - Number(one.exact) || other.path.length - one.path.length;

function endOf(found: Route, wanted: string, fitting: readonly Route[], view: ClusterView): string {
  const shorter = fitting.filter((route) => route !== found && route.service !== found.service);
  const beats =
    shorter.length > 0
      ? `; it goes before the ${found.exact ? "prefix" : "shorter path"} ${shorter[0]!.path} (${shorter[0]!.service})`
      : "";
  const { ref } = found.from;
  return `Requests to ${wanted} end in Service ${found.service}, port ${portSaid(found, view)}, by the path ${found.path}${found.exact ? " (exact)" : ""} of ${ref.kind} ${ref.name}${beats}.`;
}

const serviceOf = ({ service, from }: Route, view: ClusterView): ObservedObject | undefined =>
  view.of("Service").find(({ ref }) => ref.name === service && ref.namespace === from.ref.namespace) ??
  view.of("Service").find(({ ref }) => ref.name === service);

/** `web-tls = 9443, to port 8443 of the pods`: a port that is named by what the Service says of it. */
function portSaid(route: Route, view: ClusterView): string {
  const object = serviceOf(route, view);
  const ports = listAt(object?.fields, "spec", "ports");
  const port = ports.find((one) => textAt(one, "name") === route.port || textAt(one, "port") === route.port);
  const number = textAt(port, "port");
  const target = textAt(port, "targetPort");
  const own = number === "" || number === route.port ? route.port : `${route.port} = ${number}`;
  return `${own}${target === "" || target === number ? "" : ` (target port ${target})`}`;
}

function serviceLines(route: Route, view: ClusterView) {
  const object = serviceOf(route, view);
  return object === undefined ? [] : [object.cite("spec", "ports")];
}

const lineOf = ({ from, service }: Route) => {
  const line = from.cite("spec", "rules");
  return line.text.includes(service) ? line : from.cite();
};

function secretFor(view: ClusterView, host: string) {
  const entries = view
    .of("Ingress")
    .flatMap((object) => listAt(object.fields, "spec", "tls").map((tls) => ({ object, tls })));
  if (entries.length === 0 || host === "") return { said: "", lines: [] };
  const fits = ({ tls }: (typeof entries)[number], name: string) => listAt(tls, "hosts").includes(name);
  const found =
    entries.find((one) => fits(one, host)) ?? entries.find((one) => fits(one, `*${host.slice(host.indexOf("."))}`));
  const secret = textAt(found?.tls, "secretName");
  if (secret === "") return { said: ` No TLS Secret is set for ${host} in what was shown.`, lines: [] };
  return {
    said: ` The TLS certificate of ${host} is in Secret ${secret}.`,
    lines: [found!.object.cite("spec", "tls")],
  };
}

function ingressRoutes(from: ObservedObject): readonly Route[] {
  const rules = listAt(from.fields, "spec", "rules").flatMap((rule) =>
    listAt(rule, "http", "paths").map((path) => ({
      from,
      host: textAt(rule, "host").toLowerCase(),
      path: textAt(path, "path") || "/",
      exact: textAt(path, "pathType") === "Exact",
      service: textAt(path, "backend", "service", "name") || textAt(path, "backend", "serviceName"),
      port:
        textAt(path, "backend", "service", "port", "number") ||
        textAt(path, "backend", "service", "port", "name") ||
        textAt(path, "backend", "servicePort"),
    })),
  );
  const other = textAt(from.fields, "spec", "defaultBackend", "service", "name");
  const port =
    textAt(from.fields, "spec", "defaultBackend", "service", "port", "number") ||
    textAt(from.fields, "spec", "defaultBackend", "service", "port", "name");
  const last = other === "" ? [] : [{ from, host: "", path: "/", exact: false, service: other, port }];
  return [...rules, ...last].filter(({ service }) => service !== "");
}

function httpRoutes(from: ObservedObject): readonly Route[] {
  const hosts = listAt(from.fields, "spec", "hostnames").map((host) => `${host}`.toLowerCase());
  return listAt(from.fields, "spec", "rules").flatMap((rule) => {
    const backends = listAt(rule, "backendRefs");
    const matches = listAt(rule, "matches");
    return (matches.length > 0 ? matches : [{}]).flatMap((match) =>
      (hosts.length > 0 ? hosts : [""]).flatMap((host) =>
        backends.slice(0, 1).map((backend) => ({
          from,
          host,
          path: textAt(match, "path", "value") || "/",
          exact: textAt(match, "path", "type") === "Exact",
          service: textAt(backend, "name"),
          port: textAt(backend, "port"),
        })),
      ),
    );
  });
}
