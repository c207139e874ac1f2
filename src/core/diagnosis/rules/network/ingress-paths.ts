import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";

type Route = {
  readonly path: string;
  readonly host: string;
  readonly service: string;
  readonly cite: readonly string[];
};

const routesOf = ({ ref, fields }: ObservedObject): readonly Route[] => {
  const rules = listAt(fields, "spec", "rules");
  if (ref.kind === "Ingress")
    return rules.flatMap((rule) =>
      listAt(rule, "http", "paths").map((one) => ({
        path: textAt(one, "path"),
        host: textAt(rule, "host"),
        service: textAt(one, "backend", "service", "name"),
        cite: ["spec", "rules", textAt(rule, "host") || "*", "http", "paths", textAt(one, "path")],
      })),
    );
  return rules.flatMap((rule, index) =>
    listAt(rule, "matches").flatMap((match) =>
      listAt(rule, "backendRefs").map((one) => ({
        path: textAt(match, "path", "value"),
        host: String(listAt(fields, "spec", "hostnames")[0] ?? ""),
        service: textAt(one, "name"),
        cite: ["spec", "rules", `${index}`],
      })),
    ),
  );
};

const common = /^(?:api|apis|v\d+|app|web|www|rest|public|internal|service|svc|static|assets|graphql|prod|stage)$/;

/** Words of a path that may name a service: `/api/v1/bookings/` gives `bookings`. */
const wordsOf = (path: string): readonly string[] =>
  path
    .toLowerCase()
    .split(/[^a-z0-9-]+/)
    .filter((word) => word.length >= 4 && !common.test(word));

const singular = (word: string): string => word.replace(/ies$/, "y").replace(/s$/, "");

/** Whether a Service is called after a word: `bookings`, `bookings-api`, `booking-svc`. */
const isCalled = (service: string, word: string): boolean =>
  service.split("-").some((piece) => singular(piece) === singular(word)) ||
  service.startsWith(`${word}-`) ||
  service === word;

/** A line that shows the path answered with 404. */
const notFound = (view: ClusterView, path: string) => {
  const bare = path.replace(/[/*]+$/, "");
  return logsOfView(view)
    .flatMap((log) => log.templates)
    .map((one) => one.last)
    .find(({ text }) => text.includes(bare) && /\b(?:404|405)\b|[Nn]ot ?[Ff]ound|no route/.test(text));
};

const strangeBackend = defineRule(
  {
    code: "route-backend-strange",
    title: "Path leads to the Service of another path",
    about:
      "A path of an Ingress or a route leads to a Service that another path is named after, while a Service named after this path exists. Usually a line was copied; the Service that gets the requests answers 404.",
    reads: ["Ingress", "HTTPRoute", "Service", "logs"],
    explains: ["call-refused"],
  },
  function* (view) {
    for (const object of [...view.of("Ingress"), ...view.of("HTTPRoute")]) {
      const routes = routesOf(object);
      const services = [...view.of("Service"), ...view.of("Endpoints")]
        .filter(({ ref }) => ref.namespace === object.ref.namespace)
        .map(({ ref }) => ref.name);
      for (const route of routes) {
        const words = wordsOf(route.path);
        if (route.service === "" || words.length === 0 || words.some((word) => isCalled(route.service, word))) continue;
        const own = services.find((name) => words.some((word) => isCalled(name, word)));
        const other = routes.find(
          (one) => one.service === route.service && wordsOf(one.path).some((word) => isCalled(one.service, word)),
        );
        if (own === undefined || other === undefined) continue;
        const line = notFound(view, route.path);
        yield {
          object: object.ref,
          severity: line ? "critical" : "warning",
          confidence: line ? "likely" : "possible",
          summary: `${nameOf(object.ref)} leads path ${route.path} to Service ${route.service}, whose own path is ${other.path}, although there is a Service ${own}${line ? "; what it gets there is answered with 404" : ""}.`,
          evidence: [object.cite(...route.cite), line],
          related: [route.service, own].map((name) => ({
            kind: "Service",
            namespace: object.ref.namespace ?? "default",
            name,
          })),
          next: [
            ...describe(object.ref, "Shows where each path leads."),
            ...list("services", object.ref.namespace, "Shows which Services there are."),
          ],
          fix: fixByHand(
            `Lead path ${route.path} of ${nameOf(object.ref)} to Service ${own}.`,
            describe(object.ref, "Shows where each path leads."),
          ),
        };
      }
    }
  },
);

/** Routes that look mixed up. */
export const ingressPathRules: readonly Rule[] = [strangeBackend];
