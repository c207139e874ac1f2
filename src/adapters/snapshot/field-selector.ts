import type { Fields } from "../../core/evidence/observed.ts";
import { badRequest } from "./api-status.ts";
import { at, textsAt } from "./columns/fields.ts";
import { toCoreField } from "./events.ts";
import { joinApiVersion, type KubeObject } from "./kube-object.ts";
import type { Matches } from "./label-selector.ts";
import type { Resource } from "./resources.ts";

const names = ["metadata.name", "metadata.namespace"];
const event = ["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"];

/** Fields by which a server selects objects, besides name and namespace (the conversion.go files of k8s.io/kubernetes/pkg/apis). */
const selectable = new Map<string, readonly string[]>([
  [
    "pods",
    [
      ...["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork"],
      ...["status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName"],
    ],
  ],
  ["nodes", ["spec.unschedulable"]],
  ["namespaces", ["status.phase"]],
  ["secrets", ["type"]],
  ["services", ["spec.clusterIP", "spec.type"]],
  ["replicationcontrollers", ["status.replicas"]],
  ["events", [...event.map((field) => `involvedObject.${field}`), "reason", "reportingComponent", "source", "type"]],
  ["events.k8s.io/events", [...event.map((field) => `regarding.${field}`), "reason", "reportingController", "type"]],
  ["batch/jobs", ["status.successful"]],
  ["certificates.k8s.io/certificatesigningrequests", ["spec.signerName"]],
  ["resource.k8s.io/resourceslices", ["spec.nodeName", "spec.driver"]],
]);

/** Fields whose Go type prints a zero value when they are not set. */
const zeroValues = new Map([
  ["spec.hostNetwork", "false"],
  ["spec.unschedulable", "false"],
  ["status.replicas", "0"],
  ["status.successful", "0"],
]);

/** Fields that selectors call otherwise than objects do. */
const storedAs = new Map([["status.successful", "status.succeeded"]]);

/** The meaning of a `fieldSelector` for one resource. Throws the 400 Status of the real server for fields that the resource does not select by. */
export function fieldSelector(text: string, resource: Resource): Matches<KubeObject> {
  if (text.trim() === "") return () => true;
  const allowed = allowedFields(resource);
  const terms = splitTerms(text).map(parseTerm);
  for (const { field } of terms) if (!allowed.has(field)) throw badRequest(unsupported(field, resource));
  const tests = terms.map(({ field, value, equal }) => {
    const read = reader(field === "spec.host" ? "spec.nodeName" : field, resource);
    return (object: KubeObject) => (read(object) === value) === equal;
  });
  return (object) => tests.every((test) => test(object));
}

const keyOf = ({ group, plural }: Resource) => (group === "" ? plural : `${group}/${plural}`);

function allowedFields(resource: Resource): ReadonlySet<string> {
  const own = selectable.get(keyOf(resource)) ?? customFields(resource);
  return new Set([
    ...(resource.namespaced ? names : ["metadata.name"]),
    ...own,
    ...(resource.plural === "pods" ? ["spec.host"] : []),
  ]);
}

function customFields({ custom }: Resource): string[] {
  const entries = custom === undefined ? undefined : at(custom, "selectableFields");
  const paths = Array.isArray(entries) ? entries.map((entry) => at(entry, "jsonPath")) : [];
  return paths.filter((path) => typeof path === "string").map((path) => path.replace(/^\./, ""));
}

function unsupported(field: string, resource: Resource): string {
  const { kind, group, version, custom } = resource;
  if (kind === "Job") return `field label "${field}" not supported for Job`;
  if (kind === "ResourceSlice")
    return `field label not supported for ${joinApiVersion(group, version)}, Kind=${kind}: ${field}`;
  if (selectable.has(keyOf(resource)) || custom !== undefined) return `field label not supported: ${field}`;
  return `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

type Term = { readonly field: string; readonly value: string; readonly equal: boolean };

/** Commas and equal signs inside values are written with a backslash (k8s.io/apimachinery/pkg/fields). */
function splitTerms(text: string): string[] {
  return [...text.matchAll(/((?:\\[\s\S]|[^,\\])*)(?:,|$)/g)].map((match) => match[1]!).filter((term) => term !== "");
}

function parseTerm(term: string): Term {
  const match = /^(?<field>[^=!\\]*)(?<operator>!=|==|=)(?<value>(?:\\[\s\S]|[^\\=,])*)$/.exec(term);
  if (match?.groups === undefined) throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
  const { field = "", operator, value = "" } = match.groups;
  return { field, value: value.replace(/\\([\s\S])/g, "$1"), equal: operator !== "!=" };
}

function reader(field: string, { plural }: Resource): (object: Fields) => string {
  if (plural === "events" && field === "source")
    return (object) => printed(at(object, "source", "component") ?? at(object, "reportingComponent"), "");
  if (field === "status.podIPs") return (object) => textsAt({ ips: podIps(object) }, "ips").join(",");
  const path = (plural === "events" ? toCoreField(field) : (storedAs.get(field) ?? field)).split(".");
  const zero = zeroValues.get(field) ?? "";
  return (object) => printed(at(object, ...path), zero);
}

function podIps(object: Fields): unknown[] {
  const entries = at(object, "status", "podIPs");
  return Array.isArray(entries) ? entries.map((entry) => at(entry, "ip")) : [];
}

function printed(value: unknown, zero: string): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : zero;
}
