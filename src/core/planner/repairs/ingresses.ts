import type { Finding } from "../../diagnosis/finding.ts";
import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { kubectl } from "../command-line.ts";
import type { Plan, Repair } from "./repair.ts";
import { similarName } from "./similar-name.ts";
import { replaceValue, wholeObject } from "./workload-spec.ts";

/** Ingresses that lead to a Service or a port of it that is called otherwise. */
export const ingressRepairs: readonly Repair[] = [{ codes: ["ingress-backend-unavailable"], plan: rightBackend }];

function rightBackend(finding: Finding, view: ClusterView): Plan | null {
  const ref = finding.object;
  const { namespace } = ref;
  if (ref.kind !== "Ingress" || namespace === undefined) return null;
  const ingress = view.object(ref);
  if (ingress === undefined || !ingress.sources.has("object")) return { reads: [wholeObject(ref)] };
  const isListed = view.listings.some(
    (list) => list.kind === "Service" && !list.narrowed && (list.namespace === null || list.namespace === namespace),
  );
  if (!isListed)
    return {
      reads: [
        { command: kubectl("get services", `-n ${namespace}`), reason: "Shows which Services and ports there are." },
      ],
    };
  const services = view.of("Service").filter((service) => service.ref.namespace === namespace);
  const commands = backendsOf(ingress).flatMap(({ path, backend }) => {
    const name = textAt(backend, "service", "name");
    const service = services.find((one) => one.ref.name === name);
    if (service === undefined) {
      const meant = similarName(
        name,
        services.map((one) => one.ref.name),
      );
      return meant === null
        ? []
        : [replaceValue(ref, [...path, "service", "name"], meant, `Leads to Service ${meant}, which exists.`)];
    }
    const port = rightPort(backend, service);
    return port === null
      ? []
      : [
          replaceValue(
            ref,
            [...path, "service", "port"],
            { number: port },
            `Leads to port ${port}, which the Service offers.`,
          ),
        ];
  });
  return commands.length === 0 ? null : { summary: "Let the Ingress lead to what there is.", commands };
}

type Backend = { readonly path: readonly (string | number)[]; readonly backend: unknown };

function backendsOf({ fields }: ObservedObject): readonly Backend[] {
  return listAt(fields, "spec", "rules").flatMap((rule, at) =>
    listAt(rule, "http", "paths").map((path, to) => ({
      path: ["spec", "rules", at, "http", "paths", to, "backend"],
      backend: (path as { backend?: unknown }).backend,
    })),
  );
}

/** The only port of the Service, when it is not the one asked for. */
function rightPort(backend: unknown, { fields }: ObservedObject): number | null {
  const ports = listAt(fields, "spec", "ports");
  const offered = ports.map((port) => textAt(port, "port"));
  const number = textAt(backend, "service", "port", "number");
  const name = textAt(backend, "service", "port", "name");
  const isOffered = number === "" ? ports.some((port) => textAt(port, "name") === name) : offered.includes(number);
  return isOffered || offered.length !== 1 || !/^\d{1,5}$/.test(offered[0]!) ? null : Number(offered[0]);
}
