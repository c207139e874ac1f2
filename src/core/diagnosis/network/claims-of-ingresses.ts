import { ageSeconds } from "../../evidence/age.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { escaped } from "../../kubectl/escaped.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { endpointsOf } from "./endpoints-of.ts";

/** What an Ingress asks to be sent; without a path where a table shows the host alone. */
export type Claim = {
  readonly ingress: ObservedObject;
  readonly host: string;
  readonly path: string | undefined;
  readonly service: string;
};

/** The claims of an Ingress; a canary shares those of another one on purpose. */
export const claimsOf = (ingress: ObservedObject): readonly Claim[] =>
  entriesAt(ingress.fields, "metadata", "annotations").get("nginx.ingress.kubernetes.io/canary") === "true"
    ? []
    : listAt(ingress.fields, "spec", "rules").flatMap((rule): readonly Claim[] => {
        const host = textAt(rule, "host");
        const paths = listAt(rule, "http", "paths");
        if (host === "" || host === "*") return [];
        return paths.length === 0
          ? [{ ingress, host, path: undefined, service: "" }]
          : paths.map((one) => ({
              ingress,
              host,
              path: textAt(one, "path") || "/",
              service: textAt(one, "backend", "service", "name"),
            }));
      });

/** Both lead through the same controller, as far as their classes tell. */
export const isOfOneClass = (one: ObservedObject, other: ObservedObject): boolean => {
  const [own, its] = [classOf(one), classOf(other)];
  return own === "" || its === "" || own === its;
};

const classOf = ({ fields, printed }: ObservedObject): string =>
  textAt(fields, "spec", "ingressClassName") ||
  (printed.get("CLASS")?.value.replace("<none>", "") ??
    entriesAt(fields, "metadata", "annotations").get("kubernetes.io/ingress.class") ??
    "");

/** Whether one was made before the other; undefined where the evidence does not tell. */
export const isOlder = (one: ObservedObject, other: ObservedObject): boolean | undefined => {
  const [own, its] = [one, other].map(({ fields }) => Date.parse(textAt(fields, "metadata", "creationTimestamp")));
  if (own !== its && Number.isFinite(own) && Number.isFinite(its)) return own! < its!;
  const [ownAge, itsAge] = [one, other].map(({ printed }) => ageSeconds(printed.get("AGE")?.value ?? "?"));
  return ownAge == null || itsAge == null || ownAge === itsAge ? undefined : ownAge > itsAge;
};

/** What answers for an Ingress, as a controller's log names it, and that it answers with an error or has no endpoints. */
export type Answering = { readonly what: string; readonly lines: readonly (Line | undefined)[] };

export const failingBehind = (view: ClusterView, { ref }: ObservedObject, service: string): Answering | undefined => {
  const namespace = ref.namespace ?? "default";
  const lines = logsOfView(view).flatMap((log) => log.tail);
  const served = new RegExp(
    `(?:"[A-Z]{3,7} / HTTP/[\\d.]{1,3}" (?=404)|" (?=5))(404|5\\d\\d) .{0,600}\\[(${escaped(namespace)}-[\\w-]{1,120})\\]`,
  );
  const refused = lines.find(({ text }) => served.test(text.slice(0, 2000)));
  const [, status, upstream = ""] = served.exec(refused?.text ?? "") ?? [];
  const empty = lines.find(({ text }) => {
    const named = /Service "([\w-]{1,63})\/([\w.-]{1,63})" does not have any active [Ee]ndpoint/.exec(text);
    return named?.[1] === namespace && (named[2] === service || upstream.startsWith(`${namespace}-${named[2]}-`));
  });
  if (refused !== undefined)
    return {
      what: `its backend ${upstream} answers ${status}${empty ? " and has no endpoints" : ""}`,
      lines: [refused, empty],
    };
  const behind = service === "" ? undefined : endpointsOf(view, backendOf(namespace, service));
  if (empty === undefined && behind?.state !== "none") return undefined;
  return { what: `its Service ${namespace}/${service} has no endpoints`, lines: [empty ?? behind?.line] };
};

const backendOf = (namespace: string, name: string): ObjectRef => ({ kind: "Service", namespace, name });
