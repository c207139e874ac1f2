import type { Finding } from "../../diagnosis/finding.ts";
import { at, entriesAt, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { kubectl } from "../command-line.ts";
import type { Plan, Repair } from "./repair.ts";
import { similarName } from "./similar-name.ts";
import { spokenKind } from "./spoken-kind.ts";
import { containersOf, placeOfRef, replaceValue, specOf, type WorkloadSpec } from "./workload-spec.ts";

/** Names of ConfigMaps, Secrets and their keys that are spelt differently where they are used. */
export const configurationRepairs: readonly Repair[] = [
  { codes: ["missing-configmap"], plan: (finding, view) => nameOf(finding, view, "ConfigMap") },
  { codes: ["missing-secret"], plan: (finding, view) => nameOf(finding, view, "Secret") },
  { codes: ["missing-configmap-key"], plan: (finding, view) => keyOf(finding, view, "ConfigMap") },
  { codes: ["missing-secret-key"], plan: (finding, view) => keyOf(finding, view, "Secret") },
];

function nameOf(finding: Finding, view: ClusterView, kind: "ConfigMap" | "Secret"): Plan | null {
  const missing = finding.related.find((ref) => ref.kind === kind);
  const { namespace } = finding.object;
  if (missing === undefined || namespace === undefined) return null;
  if (
    !view.listings.some((list) => list.kind === kind && (list.namespace ?? namespace) === namespace && !list.narrowed)
  )
    return {
      reads: [
        {
          command: kubectl("get", `${kind.toLowerCase()}s`, `-n ${namespace}`),
          reason: `Shows whether it is called otherwise.`,
        },
      ],
    };
  const names = view.of(kind).filter(({ ref }) => ref.namespace === namespace);
  const meant = similarName(
    missing.name,
    names.map(({ ref }) => ref.name),
  );
  if (meant === null) return null;
  const spec = specOf(view, finding.object);
  if (spec === null || "read" in spec) return spec === null ? null : { reads: [spec.read] };
  const places = placesOfName(spec, kind, missing.name);
  return {
    summary: `There is a ${kind} "${meant}": use its name instead of "${missing.name}".`,
    commands: places.map((path) =>
      replaceValue(spec.ref, [...spec.path, ...path], meant, `Takes ${kind} ${meant}, which exists.`),
    ),
  };
}

type Place = readonly (string | number)[];

/** Where a pod's spec names a ConfigMap or Secret: variables, sets of variables, volumes. */
function placesOfName(spec: WorkloadSpec, kind: "ConfigMap" | "Secret", name: string): Place[] {
  const [ref, keyRef] = kind === "ConfigMap" ? ["configMapRef", "configMapKeyRef"] : ["secretRef", "secretKeyRef"];
  const inContainers = containersOf(spec).flatMap(({ list, index, spec: container }): Place[] => [
    ...indexes(container, "envFrom", (entry) => textAt(entry, ref!, "name") === name).map(
      (at): Place => [list, index, "envFrom", at, ref!, "name"],
    ),
    ...indexes(container, "env", (entry) => textAt(entry, "valueFrom", keyRef!, "name") === name).map(
      (at): Place => [list, index, "env", at, "valueFrom", keyRef!, "name"],
    ),
  ]);
  const [volume, field] = kind === "ConfigMap" ? ["configMap", "name"] : ["secret", "secretName"];
  const inVolumes = indexes(spec.podSpec, "volumes", (entry) => textAt(entry, volume!, field!) === name);
  return [...inContainers, ...inVolumes.map((at): Place => ["volumes", at, volume!, field!])];
}

function indexes(value: unknown, list: string, isMeant: (entry: unknown) => boolean): number[] {
  return listAt(value, list).flatMap((entry, index) => (isMeant(entry) ? [index] : []));
}

function keyOf(finding: Finding, view: ClusterView, kind: "ConfigMap" | "Secret"): Plan | null {
  const holder = holderOf(finding, kind);
  if (holder === null) return null;
  const keys = keysOf(view, holder);
  if (keys === null)
    return {
      reads: [
        {
          command: kubectl("describe", spokenKind(kind), holder.name, placeOfRef(holder)),
          reason: "Shows which keys it has.",
        },
      ],
    };
  const spec = specOf(view, finding.object);
  if (spec === null || "read" in spec) return spec === null ? null : { reads: [spec.read] };
  const field = kind === "ConfigMap" ? "configMapKeyRef" : "secretKeyRef";
  const uses = containersOf(spec).flatMap(({ list, index, spec: container }) =>
    listAt(container, "env").map((entry, at) => ({
      place: [list, index, "env", at, "valueFrom", field, "key"],
      entry,
    })),
  );
  const wrong = uses.filter(({ entry }) => {
    const key = textAt(entry, "valueFrom", field, "key");
    return textAt(entry, "valueFrom", field, "name") === holder.name && key !== "" && !keys.includes(key);
  });
  const mended = wrong.flatMap(({ place, entry }) => {
    const key = textAt(entry, "valueFrom", field, "key");
    const meant = similarName(key, keys);
    return meant === null ? [] : [{ place, key, meant }];
  });
  if (mended.length === 0) return null;
  return {
    summary: `${kind} ${holder.name} has a key "${mended[0]!.meant}": use it instead of "${mended[0]!.key}".`,
    commands: mended.map(({ place, meant }) =>
      replaceValue(spec.ref, [...spec.path, ...place], meant, `Takes key ${meant}, which exists.`),
    ),
  };
}

/** As the kubelet says it: `couldn't find key REGION in ConfigMap shop/geo`. */
function holderOf(finding: Finding, kind: "ConfigMap" | "Secret"): ObjectRef | null {
  const said = finding.evidence.map((line) => line.text).join("\n");
  const match = new RegExp(`key \\S+ in ${kind} ([a-z0-9-]{1,63})/([a-z0-9.-]{1,253})`).exec(said);
  if (match !== null) return { kind, namespace: match[1]!, name: match[2]! };
  return finding.related.find((ref) => ref.kind === kind) ?? null;
}

/** The keys that the evidence shows, null when it does not show the data. */
function keysOf(view: ClusterView, ref: ObjectRef): readonly string[] | null {
  const seen = view.object(ref);
  if (seen === undefined || !(seen.sources.has("describe") || seen.sources.has("object"))) return null;
  const data = at(seen.fields, "data");
  return typeof data === "object" && data !== null && !Array.isArray(data)
    ? [...entriesAt(seen.fields, "data").keys()]
    : null;
}
