import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { nearest } from "../../network/service-of-host.ts";
import { textAt } from "../../objects/fields.ts";
import { isRow } from "../../objects/is-row.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { isListedWithout } from "../../workloads/pods.ts";

const clusterAddress = (service: ObservedObject): string =>
  textAt(service.fields, "spec", "clusterIP") || (service.printed.get("CLUSTER-IP")?.value ?? "");

/** Whoever asks for a name of one of its pods (`db-0.db`) and is told that there is none. */
const askers = (view: ClusterView, { name }: ObjectRef): readonly LogStatement[] =>
  logStatements(view).filter(({ cause, target }) => {
    const first = target?.host.split(".")[0] ?? "";
    return (
      (cause.code === "name-not-resolved" || cause.code === "service-name-unknown") &&
      first.startsWith(`${name}-`) &&
      /^\d{1,4}$/.test(first.slice(name.length + 1))
    );
  });

/** The headless Service that was most likely meant: of a near name, else the only one of the namespace. */
const meant = (view: ClusterView, namespace: string | undefined, name: string): ObservedObject | undefined => {
  const headless = view
    .of("Service")
    .filter((one) => one.ref.namespace === namespace && /^none$/i.test(clusterAddress(one)));
  const near = nearest(
    name,
    headless.map(({ ref }) => ref.name),
  );
  return (
    headless.find(({ ref }) => ref.name === near) ??
    headless.find(({ ref }) => ref.name.startsWith(`${name}-`) || name.startsWith(`${ref.name}-`)) ??
    (headless.length === 1 ? headless[0] : undefined)
  );
};

/** What is wrong with the Service under whose name the pods have their DNS names. */
const faultOf = (
  view: ClusterView,
  set: ObservedObject,
  asked: string,
): { said: string; other?: ObservedObject } | undefined => {
  const name = textAt(set.fields, "spec", "serviceName");
  const ref = { kind: "Service", namespace: set.ref.namespace, name } as ObjectRef;
  const service = view.object(ref);
  if (service === undefined) {
    if (!isListedWithout(view, ref)) return undefined;
    const other = meant(view, set.ref.namespace, name);
    return {
      said: `no Service of this name exists${other ? ` (the headless Service is named "${other.ref.name}")` : ""}`,
      ...(other ? { other } : {}),
    };
  }
  const address = clusterAddress(service);
  if (/^\d|^[0-9a-f]*:/i.test(address))
    return { said: `that Service is not headless (its clusterIP is ${address}, and not None)`, other: service };
  if (asked !== "" && asked !== name)
    return { said: `their names are asked for under "${asked}", which does not match`, other: service };
  return undefined;
};

const draftOf = (view: ClusterView, set: ObservedObject): Draft | undefined => {
  const name = textAt(set.fields, "spec", "serviceName");
  const said = askers(view, set.ref);
  const host = said[0]?.target?.host ?? "";
  const fault = name === "" ? undefined : faultOf(view, set, host.split(".")[1] ?? "");
  if (fault === undefined) return undefined;
  const { other } = fault;
  return {
    object: set.ref,
    severity: said.length > 0 ? "critical" : "info",
    confidence: said.length > 0 ? "confirmed" : "likely",
    summary: `${nameOf(set.ref)} has spec.serviceName "${name}" as its governing headless Service, but ${fault.said}, so that its pods get no stable DNS names (${host || `${set.ref.name}-0.${name}`} does not resolve).`,
    evidence: [set.cite("spec", "serviceName"), other?.cite(), ...said.slice(0, 2).map((one) => one.template.last)],
    related: unique([
      ...(other ? [other.ref] : []),
      ...said.flatMap(({ log }) => [log.object, ...ownersOf(view, log.object)]),
    ]),
    next: other ? [] : list("services", set.ref.namespace, "Shows which Services exist, and which are headless."),
    fix: fixByHand(
      `Create a headless Service (clusterIP: None) named ${name}, or make ${nameOf(set.ref)} anew with the right serviceName: it cannot be changed in place.`,
      [],
    ),
  };
};

const governing = defineRule(
  {
    code: "governing-service-missing",
    title: "StatefulSet without the headless Service that it names",
    about:
      "spec.serviceName of a StatefulSet names the headless Service under which its pods have DNS names (pod-0.service). Where there is none of this name, or it has a cluster IP, no such names are published; the pods run all the same.",
    reads: ["StatefulSet", "Service", "logs"],
    explains: ["name-not-resolved", "service-name-unknown", ...crashSymptoms],
  },
  function* (view) {
    for (const set of view.of("StatefulSet")) {
      const draft = isRow(set) ? undefined : draftOf(view, set);
      if (draft) yield draft;
    }
  },
);

/** Names of pods that nobody publishes. */
export const governingServiceRules: readonly Rule[] = [governing];
