import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, listAt, textAt } from "./fields.ts";
import { isRow } from "./is-row.ts";
import { memo } from "./memo.ts";
import { keyOf } from "./name-object.ts";

/**
 * The objects above one: a pod's ReplicaSet and Deployment, StatefulSet, DaemonSet, Job and CronJob, nearest first.
 * From owner references; where a table shows none, from the names that controllers give (`<deployment>-<hash>-<suffix>`).
 */
export const ownersOf = (view: ClusterView, ref: ObjectRef): readonly ObjectRef[] => {
  const known = knownOwners(view);
  const owners = known.get(ref) ?? climb(view, ref);
  known.set(ref, owners);
  return owners;
};

/** Every rule asks for the owners of the same pods. */
const knownOwners = memo((_view: ClusterView) => new WeakMap<ObjectRef, readonly ObjectRef[]>());

const climb = (view: ClusterView, ref: ObjectRef): readonly ObjectRef[] => {
  const owners: ObjectRef[] = [];
  for (let next = ownerOf(view, ref); next && owners.length < 4; next = ownerOf(view, next)) owners.push(next);
  return owners;
};

/** The topmost controller of an object, which is what a person changes; the object itself when nothing owns it. */
export const workloadOf = (view: ClusterView, ref: ObjectRef): ObjectRef => ownersOf(view, ref).at(-1) ?? ref;

const controllers = new Set([
  "ReplicaSet",
  "StatefulSet",
  "DaemonSet",
  "Job",
  "ReplicationController",
  "Deployment",
  "CronJob",
]);

const ownerOf = (view: ClusterView, ref: ObjectRef): ObjectRef | undefined => {
  const object = isShown(view, ref.kind) ? view.object(ref) : undefined;
  const owner = object && !isRow(object) ? listAt(object.fields, "metadata", "ownerReferences")[0] : undefined;
  const kind = textAt(owner, "kind");
  if (controllers.has(kind)) return named(kind, ref, textAt(owner, "name"));
  if (ref.kind === "ReplicaSet") return byName(ref, /^(.+)-[a-z0-9]{6,10}$/, "Deployment");
  if (ref.kind === "Job") return byName(ref, runOfCronJob, "CronJob");
  return ref.kind === "Pod" ? ownerByName(view, ref) : undefined;
};

/** Looking up one object costs a key; most lists show one kind only. */
const isShown = (view: ClusterView, kind: string): boolean => view.of(kind).length > 0;

const named = (kind: string, below: ObjectRef, name: string): ObjectRef =>
  below.namespace === undefined ? { kind, name } : { kind, namespace: below.namespace, name };

const byName = (ref: ObjectRef, pattern: RegExp, kind: string): ObjectRef | undefined => {
  const name = pattern.exec(ref.name)?.[1];
  return name === undefined ? undefined : named(kind, ref, name);
};

/**
 * The name of a run of a CronJob: it ends with the minutes since 1970 of its time, before Kubernetes 1.21 with the seconds (cronjob
 * controller `getJobName`). A drawn hash of ten figures holds neither 0 nor 1 nor 3, and `20250610` is a day that somebody wrote.
 */
export const runOfCronJob = /^(.+)-(?:1\d{9}|(?:2[1-9]|3\d)\d{6})$/;

/** A pod of an Indexed Job carries its index before its suffix. */
const indexed = /^(.+)-\d{1,5}-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** The letters that Kubernetes draws suffixes and hashes from leave out vowels and what looks alike (apimachinery `rand.SafeEncodeString`). */
const suffix = /^(.+)-([bcdfghjklmnpqrstvwxz2456789]{5})$/;
const hashed = /^.+-[bcdfghjklmnpqrstvwxz2456789]{6,10}$/;

const ownerByName = (view: ClusterView, ref: ObjectRef): ObjectRef | undefined => {
  const ordinal = byName(ref, /^(.+)-\d{1,4}$/, "StatefulSet");
  if (ordinal && isShown(view, "StatefulSet") && view.object(ordinal)) return ordinal;
  const prefix = suffix.exec(ref.name)?.[1];
  if (prefix === undefined) return undefined;
  const known = ["DaemonSet", "Job", "ReplicaSet"]
    .filter((kind) => isShown(view, kind))
    .map((kind) => named(kind, ref, prefix))
    .find((one) => view.object(one));
  if (known) return known;
  const ofIndex = isShown(view, "Job") ? byName(ref, indexed, "Job") : undefined;
  if (ofIndex && view.object(ofIndex)) return ofIndex;
  if (runOfCronJob.test(prefix)) return named("Job", ref, prefix);
  return hashed.test(prefix) ? named("ReplicaSet", ref, prefix) : undefined;
};

/** Whether a map of labels carries everything a selector asks for; an empty selector selects nothing here. */
export const isSelected = (selector: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean =>
  selector.size > 0 && [...selector].every(([key, value]) => labels.get(key) === value);

export const labelsOf = (object: ObservedObject): ReadonlyMap<string, string> =>
  entriesAt(object.fields, "metadata", "labels");

export const selectorOf = (service: ObservedObject): ReadonlyMap<string, string> =>
  entriesAt(service.fields, "spec", "selector");

const servicesBySpace = memo((view) => {
  const services = new Map<string, ObservedObject[]>();
  for (const service of view.of("Service")) {
    const namespace = service.ref.namespace ?? "";
    services.set(namespace, [...(services.get(namespace) ?? []), service]);
  }
  return services;
});

/** The Services that send traffic to a pod: by selector, else by carrying the name of its workload. */
export const servicesOf = (view: ClusterView, pod: ObjectRef): readonly ObjectRef[] => {
  if (!isShown(view, "Service")) return [];
  const object = view.object(pod);
  const labels = object ? labelsOf(object) : new Map<string, string>();
  const workload = workloadOf(view, pod).name;
  return (servicesBySpace(view).get(pod.namespace ?? "") ?? [])
    .filter((service) => {
      const selector = selectorOf(service);
      return selector.size > 0 && labels.size > 0
        ? isSelected(selector, labels)
        : isNamedAfter(service.ref.name, workload);
    })
    .map((service) => service.ref);
};

const isNamedAfter = (service: string, workload: string): boolean =>
  service === workload || service === `${workload}-svc` || service === `${workload}-service`;

/** Everything a pod's failure touches: its controllers, its Services, its node. */
export const relatedToPod = (view: ClusterView, pod: ObjectRef): readonly ObjectRef[] => {
  const known = knownRelated(view);
  const related = known.get(pod) ?? lookUpRelated(view, pod);
  known.set(pod, related);
  return related;
};

/** Several rules ask for what is around the same pod. */
const knownRelated = memo((_view: ClusterView) => new WeakMap<ObjectRef, readonly ObjectRef[]>());

const lookUpRelated = (view: ClusterView, pod: ObjectRef): readonly ObjectRef[] => {
  const object = view.object(pod);
  const node =
    object && isRow(object)
      ? object.printed.get("NODE")?.value
      : textAt(object?.fields, "spec", "nodeName").split("/")[0];
  return unique([
    ...ownersOf(view, pod),
    ...servicesOf(view, pod),
    ...(node && node !== "<none>" ? [{ kind: "Node", name: node }] : []),
  ]);
};

export const unique = (refs: readonly ObjectRef[]): readonly ObjectRef[] =>
  refs.length < 2 ? refs : [...new Map(refs.map((ref) => [keyOf(ref), ref])).values()];
