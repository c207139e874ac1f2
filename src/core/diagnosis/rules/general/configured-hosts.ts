import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { nearest } from "../../network/service-of-host.ts";
import { entriesAt, listAt, textAt } from "../../objects/fields.ts";
import { isRow } from "../../objects/is-row.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { loneSettings } from "../../objects/settings-listed.ts";

/** A host of the cluster that a setting names, with its port. */
type Setting = {
  readonly object: Pick<ObservedObject, "ref">;
  readonly key: string;
  readonly host: string;
  readonly name: string;
  readonly namespace: string;
  readonly port: string;
  readonly line: Line;
};

const inCluster = /\b([a-z][a-z0-9-]{1,62})\.([a-z0-9-]{1,63})\.svc(?:\.[a-z.]{1,60})?(?::(\d{2,5}))?/g;
const short = /(?:^|:\/\/|@)([a-z][a-z0-9-]{1,62})(?:\.([a-z][a-z0-9-]{1,62}))?:(\d{2,5})(?=$|[/?,])/g;

const hostsIn = (value: string, namespace: string): readonly Pick<Setting, "host" | "name" | "namespace" | "port">[] =>
  [...value.slice(0, 4000).matchAll(inCluster), ...value.slice(0, 4000).matchAll(short)].map((match) => ({
    host: match[0].replace(/^(?::\/\/|@)/, ""),
    name: match[1]!,
    namespace: match[2] ?? namespace,
    port: match[3] ?? "",
  }));

/** Hosts in the data of ConfigMaps and in the environment of containers. */
const settings = (view: ClusterView): readonly Setting[] => [
  ...view.of("Service").flatMap((object) =>
    hostsIn(textAt(object.fields, "spec", "externalName"), object.ref.namespace ?? "default").map((one) => ({
      ...one,
      object,
      key: "externalName (type ExternalName)",
      line: object.printed.get("EXTERNAL-IP")?.line ?? object.cite("spec", "externalName"),
    })),
  ),
  ...view.of("ConfigMap").flatMap((object) =>
    [...entriesAt(object.fields, "data")].flatMap(([key, value]) =>
      hostsIn(value, object.ref.namespace ?? "default").map((one) => ({
        ...one,
        object,
        key,
        line: lineWith(view, object, one.host) ?? object.cite("data", key),
      })),
    ),
  ),
  ...loneSettings(view).flatMap(({ ref, key, value, line }) =>
    hostsIn(value, ref.namespace ?? "default").map((one) => ({ ...one, object: { ref }, key, line })),
  ),
  ...["Deployment", "StatefulSet", "DaemonSet", "Pod"].flatMap((kind) =>
    view.of(kind).flatMap((object) => {
      if (isRow(object)) return [];
      const spec = kind === "Pod" ? ["spec"] : ["spec", "template", "spec"];
      return listAt(object.fields, ...spec, "containers").flatMap((container) =>
        listAt(container, "env").flatMap((variable) =>
          hostsIn(textAt(variable, "value"), object.ref.namespace ?? "default").map((one) => ({
            ...one,
            object,
            key: textAt(variable, "name"),
            line: object.cite(...spec, "containers", textAt(container, "name"), "env", textAt(variable, "name")),
          })),
        ),
      );
    }),
  ),
];

/** The line of a ConfigMap's data that holds the host, where the data has many. */
const lineWith = (view: ClusterView, object: ObservedObject, host: string): Line | undefined => {
  const { command } = object.cite();
  const lines =
    view.evidence
      .find((piece) => piece.command === command)
      ?.stdout.slice(0, 200_000)
      .split("\n") ?? [];
  const index = lines.findIndex((text) => text.includes(host));
  return index < 0 ? undefined : { command, line: index + 1, text: lines[index]!.replace(/\r$/, "") };
};

const isListed = (view: ClusterView, namespace: string): boolean =>
  view.listings.some(
    (one) => one.kind === "Service" && !one.narrowed && (one.namespace === null || one.namespace === namespace),
  );

const failing = /^(?:name-not-resolved|dependency-unreachable|service-name-unknown|call-timed-out)$/;

/** Whoever of the setting's namespace says in its log that it cannot reach or resolve somebody, without naming whom. */
const sufferers = (view: ClusterView, one: Setting): readonly LogStatement[] =>
  logStatements(view).filter(
    ({ cause, log, target }) =>
      failing.test(cause.code) &&
      log.object.namespace === one.object.ref.namespace &&
      (target === undefined ||
        target.host === "" ||
        one.host.startsWith(target.host) ||
        (one.object.ref.kind === "Service" && target.host.split(".")[0] === one.object.ref.name)),
  );

/** What the evidence shows to be wrong with a setting: no such Service, or no such port of it. */
const faultOf = (view: ClusterView, one: Setting): string | undefined => {
  const services = view.of("Service").filter(({ ref }) => ref.namespace === one.namespace);
  const service = services.find(({ ref }) => ref.name === one.name);
  if (service === undefined) {
    if (!isListed(view, one.namespace) || services.length === 0) return undefined;
    const near = nearest(
      one.name,
      services.map(({ ref }) => ref.name),
    );
    if (near === undefined && !/\.svc/.test(one.host)) return undefined;
    return `namespace ${one.namespace} has no Service "${one.name}"${near ? `, but one named "${near}"` : ""}, so that the host name does not exist`;
  }
  const ports = listAt(service.fields, "spec", "ports").map((port) => textAt(port, "port"));
  if (
    one.port === "" ||
    ports.length === 0 ||
    ports.includes(one.port) ||
    textAt(service.fields, "spec", "clusterIP") === "None"
  )
    return undefined;
  return `Service ${one.name} has no port ${one.port} (it offers ${ports.join(", ")})`;
};

const wrongHost = defineRule(
  {
    code: "configured-host-wrong",
    title: "Setting names a host or port that no Service has",
    about:
      "A ConfigMap or an environment variable names a Service of the cluster that does not exist, or a port that it does not offer; usually one of a similar name does. Logs often say only that something cannot be reached.",
    reads: ["ConfigMap", "Deployment", "Pod", "Service", "logs"],
    explains: [
      ...new Set([
        "name-not-resolved",
        "dependency-unreachable",
        "call-timed-out",
        "gateway-failing",
        ...crashSymptoms,
      ]),
    ],
  },
  function* (view) {
    const told = new Set<string>();
    for (const one of settings(view)) {
      const fault = faultOf(view, one);
      const said = fault === undefined ? [] : sufferers(view, one);
      const key = `${one.object.ref.kind}/${one.object.ref.name}/${one.host}`;
      if (
        fault === undefined ||
        told.has(key) ||
        (one.object.ref.kind !== "Service" && said.some(({ target }) => target && target.host !== ""))
      )
        continue;
      told.add(key);
      const objects = said.map(({ log }) => log.object);
      yield {
        object: one.object.ref,
        severity: said.length > 0 ? "critical" : "warning",
        confidence: said.length > 0 ? "likely" : "possible",
        summary: `${nameOf(one.object.ref)} sets ${one.key} to ${one.host}; ${fault}${objects[0] ? `. ${nameOf(objects[0])} cannot reach it` : ""}.`,
        evidence: [one.line, said[0]?.template.last],
        related: unique(objects.flatMap((ref): readonly ObjectRef[] => [ref, ...ownersOf(view, ref)])),
        next: list("services", one.namespace, "Shows which Services exist, and their ports."),
        fix: fixByHand(`Correct ${one.key} in ${nameOf(one.object.ref)} and restart what uses it.`, []),
      };
    }
  },
);

/** Settings that lead nowhere. */
export const configuredHostRules: readonly Rule[] = [wrongHost];
