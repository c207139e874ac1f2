import { at, entriesAt, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { columnsOf, podSpecOf } from "../facts/columns.ts";
import { spelledSeconds } from "../query/amounts.ts";
import { describedLeaves } from "./described.ts";

export type Value = { readonly value: string; readonly line: Line };

/** What an object shows of something; nothing where it does not show it. */
export type Reader = (object: ObservedObject, view: ClusterView) => readonly Value[];

export const column =
  (...headings: readonly string[]): Reader =>
  (object) => {
    const columns = columnsOf(object);
    const found = headings.flatMap((heading) => columns.get(heading) ?? [])[0];
    return found === undefined || /^(?:<none>|<unset>|<unknown>|<pending>|)$/.test(found.value) ? [] : [found];
  };

export const path =
  (...steps: readonly string[]): Reader =>
  (object) => {
    const value = textAt(object.fields, ...steps);
    return value === "" ? [] : [{ value, line: object.cite(...steps) }];
  };

export const either =
  (...readers: readonly Reader[]): Reader =>
  (object, view) =>
    readers.map((read) => read(object, view)).find((values) => values.length > 0) ?? [];

/** The images of the containers, else what a custom resource says of its image. */
export const images: Reader = (object, view) => {
  const spec = podSpecOf(object);
  const own = listAt(spec, "containers").flatMap((one) => {
    const [name, value] = [textAt(one, "name"), textAt(one, "image")];
    return value === "" ? [] : [{ value, name, line: object.cite("spec", "containers", name, "image") }];
  });
  if (own.length > 0)
    return own.map(({ value, name, line }) => ({ value: own.length > 1 ? `${value} (${name})` : value, line }));
  return either(
    column("IMAGES", "IMAGE"),
    path("spec", "imageName"),
    path("spec", "image"),
    path("status", "image"),
  )(object, view);
};

/** `cluster ip`, `selector`: keys and their values, joined. */
export const pairs =
  (...steps: readonly string[]): Reader =>
  (object) => {
    const found = [...entriesAt(object.fields, ...steps)];
    const value = found.map(([key, one]) => `${key}=${one}`).join(", ");
    return value === "" ? [] : [{ value, line: object.cite(...steps) }];
  };

/** `443:31844/TCP` opens the port 31844 of every node. */
export const nodePorts: Reader = (object) => {
  const printed = object.printed.get("PORT(S)");
  const cell = [...(printed?.value ?? "").matchAll(/\b\d{1,5}:(\d{1,5})\b/g)].map((one) => one[1]!);
  if (cell.length > 0) return [{ value: cell.join(", "), line: printed!.line }];
  return listAt(object.fields, "spec", "ports").flatMap((port) => {
    const value = textAt(port, "nodePort");
    return value === "" ? [] : [{ value, line: object.cite("spec", "ports") }];
  });
};

/** What a Service of the type ExternalName stands for; others name nothing. */
export const externalName: Reader = (object, view) => {
  const [type] = either(column("TYPE"), path("spec", "type"))(object, view);
  return type?.value === "ExternalName"
    ? either(path("spec", "externalName"), column("EXTERNAL-IP"))(object, view)
    : [];
};

/** What a description says under a heading, which is given in small letters without blanks. */
export const describedAs =
  (heading: string): Reader =>
  (object, view) =>
    describedLeaves(object, view)
      .filter(
        ({ path: own, value }) =>
          own.toLowerCase().replaceAll(/[^a-z]/g, "") === heading && !/^(?:<none>|)$/.test(value),
      )
      .slice(0, 1);

/** The pods that mount a claim: those that show it, else what its description says. */
export const usersOfClaim: Reader = (object, view) => {
  const { ref } = object;
  const pods = view
    .of("Pod")
    .filter(
      (pod) =>
        pod.ref.namespace === ref.namespace &&
        listAt(pod.fields, "spec", "volumes").some(
          (one) => textAt(one, "persistentVolumeClaim", "claimName") === ref.name,
        ),
    );
  if (pods.length > 0) return pods.map((pod) => ({ value: pod.ref.name, line: pod.cite("spec", "volumes") }));
  return describedAs("usedby")(object, view);
};

/** The node of a pod, without the address that a description puts behind it. */
export const nodeOf: Reader = (object, view) =>
  either(column("NODE"), path("spec", "nodeName"))(object, view).map(({ value, line }) => ({
    value: value.split("/")[0]!,
    line,
  }));

/** What nodes have of something. */
export const amountOf =
  (key: string): Reader =>
  (object) => {
    const where = at(object.fields, "status", "capacity", key) === undefined ? "allocatable" : "capacity";
    const value = textAt(object.fields, "status", where, key);
    return value === "" ? [] : [{ value, line: object.cite("status", where, key) }];
  };

/** Taints; that there is none is an answer, too. */
export const taints: Reader = (object) => {
  const all = listAt(object.fields, "spec", "taints").map((one) => {
    const value = textAt(one, "value");
    return `${textAt(one, "key")}${value === "" ? "" : `=${value}`}:${textAt(one, "effect")}`;
  });
  if (all.length > 0) return [{ value: all.join(", "), line: object.cite("spec", "taints") }];
  const isWhole = object.sources.has("describe") || object.sources.has("object");
  return isWhole ? [{ value: "none", line: object.cite("spec", "taints") }] : [];
};

/** What `top` measured of it. */
export const measured =
  (heading: RegExp): Reader =>
  ({ ref }, view) => {
    const found = view.object({ ...ref, kind: `${ref.kind}Metrics` });
    const cells = [...(found?.printed ?? [])].filter(([name]) => heading.test(name));
    const first = cells[0]?.[1];
    return first === undefined ? [] : [{ value: cells.map(([, { value }]) => value).join(", "), line: first.line }];
  };

/** When an autoscaler last changed the number of replicas, as its events say. */
export const lastRescale: Reader = ({ ref }, view) => {
  const [newest] = view
    .eventsOf(ref)
    .filter(({ reason, lastSeen }) => reason === "SuccessfulRescale" && lastSeen !== null)
    .toSorted((one, other) => one.lastSeen! - other.lastSeen!);
  if (newest === undefined) return [];
  return [{ value: `${spelledSeconds(newest.lastSeen!)} ago (${newest.message})`, line: newest.line }];
};

/** Of what an autoscaler takes the load. */
export const metricsOf: Reader = (object, view) => {
  const names = listAt(object.fields, "spec", "metrics").flatMap((one) =>
    ["resource", "pods", "external", "object", "containerResource"].flatMap(
      (sort) => textAt(one, sort, "name") || textAt(one, sort, "metric", "name") || [],
    ),
  );
  const [targets] = column("TARGETS")(object, view);
  if (names.length === 0) return targets === undefined ? [] : [targets];
  const value = `${names.join(", ")}${targets === undefined ? "" : ` (${targets.value})`}`;
  return [{ value, line: targets?.line ?? object.cite("spec", "metrics") }];
};
