import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import type { Suggestion } from "../finding.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { keyOf, nameOf } from "../objects/name-object.ts";
import { describe, inNamespace, list, suggest } from "../objects/reads.ts";
import { placeOf, settingsOf } from "../objects/settings.ts";
import { isListedWithout } from "../workloads/pods.ts";
import { behind } from "./behind-service.ts";
import type { Target } from "./endpoint-in-text.ts";
import { holderOfAddress } from "./holder-of-address.ts";

export type AboutTarget = {
  /** What the evidence shows of the target, to go behind a summary. */
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly Line[];
  readonly next: readonly Suggestion[];
  /** A Service of the cluster is meant, and the evidence shows that there is none of this name. */
  readonly isAbsent: boolean;
  /** Where the name is set wrongly, and what would be right, when the evidence shows both. */
  readonly correction: Correction | undefined;
};

/** A value in the data of a ConfigMap, and what it should be. */
export type Correction = { readonly map: ObjectRef; readonly key: string; readonly value: string };

const nothing: AboutTarget = {
  note: "",
  related: [],
  evidence: [],
  next: [],
  isAbsent: false,
  correction: undefined,
};

/**
 * What the evidence knows of a host that a pod wants to reach: its Service (`name`, `name.namespace`, `name.namespace.svc...`,
 * or a cluster IP), that no such Service exists, or which one is spelt nearly so. `isUnknown`: DNS has answered that there is no
 * such name, so that a Service of this name in another namespace is what was meant.
 */
export const aboutTarget = (
  view: ClusterView,
  from: ObjectRef,
  target: Target | undefined,
  isUnknown = false,
): AboutTarget => {
  if (target === undefined) return nothing;
  const ref = serviceRef(view, from, target.host);
  const setting = settingOf(view, from, target.host);
  const holder = ref === undefined && isAddress.test(target.host) ? holderOfAddress(view, from, target) : undefined;
  if (holder !== undefined) return { ...nothing, ...holder };
  if (ref === undefined) return { ...nothing, ...setting };
  const service = view.object(ref);
  const related = [
    ref,
    ...["Deployment", "StatefulSet"].map((kind) => ({ ...ref, kind })).filter((one) => view.object(one)),
  ];
  const leadsTo = behind(view, ref, target);
  if (service)
    return {
      ...nothing,
      note: `${isAddress.test(target.host) ? `; that is ${nameOf(ref)}` : ""}${wrongPort(view, ref, target)}${leadsTo.note}`,
      related,
      evidence: [service.cite("spec", "ports"), ...leadsTo.evidence],
      next: describe(ref, "Shows its selector, ports and endpoints."),
    };
  const notFound = view.errors.find(
    (error) => error.code === "not-found" && error.object && keyOf(error.object) === keyOf(ref),
  );
  const places = placesOf(view, ref);
  if (!isListedWithout(view, ref) && !notFound && !(isUnknown && places.length > 0))
    return {
      ...nothing,
      ...setting,
      related: [...related, ...setting.related],
      next: list(
        "services",
        ref.namespace,
        `Shows whether a Service named ${ref.name} exists in namespace ${ref.namespace}.`,
      ),
    };
  if (places.length > 0) return inOtherNamespace(view, ref, places, { related, setting, host: target.host });
  const near = nearest(
    ref.name,
    view
      .of("Service")
      .filter((one) => one.ref.namespace === ref.namespace)
      .map((one) => one.ref.name),
  );
  const nearObject = near === undefined ? undefined : view.object({ ...ref, name: near });
  return {
    note: `; namespace ${ref.namespace} has no Service "${ref.name}"${near ? `, but one named "${near}"` : ""}${setting.note}`,
    related: [...related, ...setting.related],
    evidence: [...setting.evidence, ...(notFound ? [notFound.line] : []), ...(nearObject ? [nearObject.cite()] : [])],
    next: near
      ? readsOfSetting(view, from, setting)
      : list("services", undefined, `Shows what Services there are, and in which namespaces.`, "-A"),
    isAbsent: true,
    correction: near && setting.at ? corrected(setting.at, target.host, ref.name, near) : undefined,
  };
};

/** Services of the same name in other namespaces. */
const placesOf = (view: ClusterView, { namespace, name }: ObjectRef): readonly ObservedObject[] =>
  view.of("Service").filter((one) => one.ref.name === name && one.ref.namespace !== namespace);

type Around = { readonly related: readonly ObjectRef[]; readonly setting: Found; readonly host: string };

/** A short name is completed with the caller's own namespace; a Service elsewhere needs its namespace behind its name. */
const inOtherNamespace = (
  view: ClusterView,
  ref: ObjectRef,
  places: readonly ObservedObject[],
  { related, setting, host }: Around,
): AboutTarget => {
  const spaces = places.map((one) => one.ref.namespace ?? "default");
  const full = `${ref.name}.${spaces[0]}`;
  const isShort = !host.includes(".");
  return {
    note: `; Service "${ref.name}" is in namespace ${spaces.slice(0, 3).join(", ")}, not in ${ref.namespace}${isShort ? ", and a short name is looked up in the caller's own namespace only" : ""}: the name is ${full} (${full}.svc.cluster.local)${setting.note}`,
    related: [...places.map((one) => one.ref), ...related, ...setting.related],
    evidence: [...setting.evidence, ...places.slice(0, 2).map((one) => one.cite())],
    next:
      setting.note === "" ? readsOfSetting(view, { kind: "Service", ...inSpace(ref), name: ref.name }, setting) : [],
    isAbsent: true,
    correction: setting.at && isShort ? corrected(setting.at, host, ref.name, full) : undefined,
  };
};

const inSpace = ({ namespace }: ObjectRef) => (namespace ? { namespace } : {});

/** The host names the Service that exists instead; the namespace and whatever else stands around it stay. */
const corrected = (at: Correction, host: string, wrong: string, right: string): Correction | undefined =>
  isPlainAddress.test(at.value) && host.startsWith(wrong)
    ? { ...at, value: at.value.replace(host, `${right}${host.slice(wrong.length)}`) }
    : undefined;

/** A host, with a scheme, a port or a path around it; nothing that may hold a password or a part that was hidden. */
const isPlainAddress = /^(?:[a-z][a-z0-9+.-]{0,30}:\/\/)?[\w.-]{1,253}(?::\d{1,5})?(?:\/[\w./-]{0,200})?$/;

/** The ConfigMaps that the containers take their environment from; all of the namespace where those are not known. */
const readsOfSetting = (view: ClusterView, from: ObjectRef, setting: Found): readonly Suggestion[] => {
  if (setting.note !== "" || from.namespace === undefined) return [];
  const containers = listAt(view.object(from)?.fields, "spec", "containers");
  const named = containers.flatMap((one) => [
    ...listAt(one, "envFrom").map((source) => textAt(source, "configMapRef", "name")),
    ...listAt(one, "env").map((variable) => textAt(variable, "valueFrom", "configMapKeyRef", "name")),
  ]);
  const maps = [...new Set(named)].filter((name) => name !== "").slice(0, 3);
  const why = "Shows where the host name is set.";
  return maps.length === 0
    ? list("configmaps", from.namespace, why, "-o", "yaml")
    : maps.flatMap((name) => suggest(["get", "configmap", name, ...inNamespace(from), "-o", "yaml"], why));
};

type Found = Pick<AboutTarget, "note" | "related" | "evidence"> & { readonly at?: Correction };

/** Where the host is set: the environment of the workload's containers, or a ConfigMap's data. */
const settingOf = (view: ClusterView, from: ObjectRef, host: string): Found => {
  if (host.length < 3 || /^\d+(?:\.\d+){3}$/.test(host)) return nothing;
  const setting = settingsOf(view, from).find((one) => one.value.includes(host));
  if (setting === undefined) return nothing;
  const isMap = setting.owner.kind === "ConfigMap";
  return {
    note: `; ${placeOf(setting)}`,
    related: isMap ? [setting.owner] : [],
    evidence: [setting.line],
    ...(isMap ? { at: { map: setting.owner, key: setting.key, value: setting.value } } : {}),
  };
};

const isAddress = /^\d{1,3}(?:\.\d{1,3}){3}$/;

const clusterDomain = /^([a-z0-9][a-z0-9-]*)(?:\.([a-z0-9][a-z0-9-]*)(?:\.svc(?:\.cluster\.local)?)?)?\.?$/;

export const serviceRef = (view: ClusterView, from: ObjectRef, host: string): ObjectRef | undefined => {
  if (isAddress.test(host))
    return view.of("Service").find((one) => textAt(one.fields, "spec", "clusterIP") === host)?.ref;
  const match = clusterDomain.exec(host.toLowerCase());
  if (match === null || host === "localhost") return undefined;
  const namespace = match[2] ?? from.namespace ?? "default";
  const ref = { kind: "Service", namespace, name: match[1]! };
  const isSure =
    match[2] === undefined ||
    host.includes(".svc") ||
    view.object(ref) !== undefined ||
    isKnownNamespace(view, namespace);
  return isSure ? ref : undefined;
};

const isKnownNamespace = (view: ClusterView, name: string): boolean =>
  view.object({ kind: "Namespace", name }) !== undefined ||
  view.objects.some((object) => object.ref.namespace === name);

const wrongPort = (view: ClusterView, ref: ObjectRef, target: Target): string => {
  const ports = listAt(view.object(ref)?.fields, "spec", "ports")
    .map((port) => textAt(port, "port"))
    .filter((port) => port !== "");
  return target.port && ports.length > 0 && !ports.includes(target.port)
    ? `; Service ${ref.namespace}/${ref.name} has no port ${target.port}, only ${ports.join(", ")}`
    : "";
};

/** The name that differs least: one within another, or at most two letters apart. */
export const nearest = (wanted: string, names: readonly string[]): string | undefined => {
  const ranked = names
    .map((name) => ({ name, distance: isStem(name, wanted) ? 1 : distance(wanted, name) }))
    .filter((one) => one.distance <= Math.max(2, Math.floor(wanted.length / 4)))
    .sort((left, right) => left.distance - right.distance || (left.name < right.name ? -1 : 1));
  return ranked[0]?.name;
};

const isStem = (name: string, wanted: string): boolean =>
  stem(name) === stem(wanted) ||
  wanted.startsWith(`${name}-`) ||
  name.startsWith(`${wanted}-`) ||
  first(name) === first(wanted) ||
  isShortened(name.split("-"), wanted.split("-"));

/** `report-gen-0` for `report-generator-0`: word by word the beginning of the other. */
const isShortened = (name: readonly string[], wanted: readonly string[]): boolean =>
  name.length > 1 &&
  name.length === wanted.length &&
  name.every((word, index) => {
    const other = wanted[index]!;
    const [short, long] = word.length < other.length ? [word, other] : [other, word];
    return short === long || (short.length > 2 && long.startsWith(short));
  });

/** What stands before the last dash, when it is long enough to mean something: `report-api-config`, `report-api-settings`. */
const first = (name: string): string => (name.lastIndexOf("-") >= 5 ? name.slice(0, name.lastIndexOf("-")) : name);

const stem = (name: string): string => name.replace(/-(?:svc|service)$/, "").replace(/s$/, "");

const distance = (left: string, right: string): number => {
  if (Math.abs(left.length - right.length) > 8 || left.length > 100) return 99;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length; at++) {
    const next = [at];
    for (let to = 1; to <= right.length; to++)
      next[to] = Math.min(row[to]! + 1, next[to - 1]! + 1, row[to - 1]! + (left[at - 1] === right[to - 1] ? 0 : 1));
    row = next;
  }
  return row[right.length]!;
};
