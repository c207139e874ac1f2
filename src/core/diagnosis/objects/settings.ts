import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { entriesAt, listAt, textAt } from "./fields.ts";
import { workloadOf } from "./relations.ts";

/** A value that a workload is configured with: in its environment, or in the data of a ConfigMap of its namespace. */
export type Setting = {
  readonly key: string;
  readonly value: string;
  readonly line: Line;
  /** The ConfigMap, or the object whose environment it is. */
  readonly owner: ObjectRef;
  /** Surely read by the workload: its own environment, or a ConfigMap that it names or that is named after it. */
  readonly isOwn: boolean;
};

/** Everything that the evidence shows a workload to be configured with: its own environment first, then ConfigMaps. */
export const settingsOf = (view: ClusterView, from: ObjectRef): readonly Setting[] => {
  const containers = configuredContainers(view, from);
  const named = new Set(
    containers.flatMap(({ container }) => [
      ...listAt(container, "envFrom").map((source) => textAt(source, "configMapRef", "name")),
      ...listAt(container, "env").map((variable) => textAt(variable, "valueFrom", "configMapKeyRef", "name")),
    ]),
  );
  const workload = workloadOf(view, from).name.replace(/(?<=[a-z])-\d{1,3}$/, "");
  const maps = view.of("ConfigMap").filter((one) => one.ref.namespace === from.namespace);
  return [
    ...containers.flatMap(({ object, path, container }) =>
      listAt(container, "env")
        .filter((variable) => textAt(variable, "value") !== "")
        .map((variable) => ({
          key: textAt(variable, "name"),
          value: textAt(variable, "value"),
          line: object.cite(...path, textAt(container, "name"), "env", textAt(variable, "name")),
          owner: object.ref,
          isOwn: true,
        })),
    ),
    ...maps.flatMap((map) =>
      [...entriesAt(map.fields, "data")].map(([key, value]) => ({
        key,
        value,
        line: map.cite("data", key),
        owner: map.ref,
        isOwn: named.has(map.ref.name) || map.ref.name === workload || map.ref.name.startsWith(`${workload}-`),
      })),
    ),
  ];
};

/** Every container that the evidence shows of a workload or a pod of it, with the object and the path that show it. */
export const configuredContainers = (view: ClusterView, from: ObjectRef) =>
  ["Pod", "Deployment", "StatefulSet", "DaemonSet", "Job", "ReplicaSet"].flatMap((kind) =>
    view
      .of(kind)
      .filter((one) => one.ref.namespace === from.namespace && isOf(one.ref, from))
      .flatMap((object) => {
        const path = kind === "Pod" ? ["spec"] : ["spec", "template", "spec"];
        return ["containers", "initContainers"].flatMap((list) =>
          listAt(object.fields, ...path, list).map((container) => ({ object, path: [...path, list], container })),
        );
      }),
  );

/** The object itself, or the workload that a pod is named after. */
const isOf = (one: ObjectRef, from: ObjectRef): boolean =>
  one.name === from.name ||
  (one.kind !== "Pod" && from.name.startsWith(`${one.name}-`)) ||
  (one.kind === "Pod" && one.name.startsWith(`${from.name}-`));

/** Where a setting stands, as it goes behind a summary. */
export const placeOf = ({ owner, key }: Setting): string =>
  owner.kind === "ConfigMap"
    ? `ConfigMap ${owner.namespace}/${owner.name} sets it in ${key}`
    : `${owner.kind} ${owner.name} sets it in environment variable ${key}`;

const address =
  /(?:^|[\s"'=,@])(?:([a-z][a-z0-9+.-]{1,30}):\/\/)?(?:[^\s@/"']{0,200}@)?([a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62}){0,8}):(\d{2,5})\b/g;

export type Address = { readonly scheme: string; readonly host: string; readonly port: string };

/** The hosts that a value names: `redis://cart:6379/0`, `db.shop.svc:5432`, and a plain name where the key says that it is a host. */
export const addressesIn = ({ key, value }: Pick<Setting, "key" | "value">): readonly Address[] => {
  const text = value.slice(0, 4000);
  const found = [...text.matchAll(address)]
    .map((match) => ({ scheme: match[1] ?? "", host: match[2]!, port: match[3]! }))
    .filter((one) => !/^\d+$/.test(one.host) && one.host !== "localhost");
  if (found.length > 0) return found;
  const url = /^([a-z][a-z0-9+.-]{1,30}):\/\/(?:[^\s@/"']{0,200}@)?([a-z0-9][a-z0-9.-]{0,252})(?:[/?]|$)/.exec(
    text.trim(),
  );
  if (url) return [{ scheme: url[1]!, host: url[2]!, port: "" }];
  return /HOST|ADDR|SERVER|ENDPOINT|URL|URI|BROKER|UPSTREAM|host|server/.test(key) &&
    /^[a-z][a-z0-9-]{1,62}(?:\.[a-z0-9][a-z0-9-]{0,62}){0,8}$/.test(text.trim())
    ? [{ scheme: "", host: text.trim(), port: "" }]
    : [];
};
