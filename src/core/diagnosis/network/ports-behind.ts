import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";
import { isRow } from "../objects/is-row.ts";
import { keyOf } from "../objects/name-object.ts";
import { isSelected, workloadOf } from "../objects/relations.ts";
import type { Backing } from "./backings.ts";

export type DeclaredPort = { readonly name: string; readonly port: string; readonly protocol: string };

export type PortsBehind = {
  readonly ports: readonly DeclaredPort[];
  /** Names of ports are shown where there are any: `describe` prints them only since kubectl 1.33. */
  readonly areNamesShown: boolean;
  /** Containers were shown, be it without ports. */
  readonly isShown: boolean;
  readonly lines: readonly Line[];
};

type Spec = { readonly object: ObservedObject; readonly path: readonly string[]; readonly container: unknown };

/** The ports that containers behind a Service declare: those of its pods, and of the templates that make them. */
export const portsBehind = (view: ClusterView, backing: Backing): PortsBehind => {
  const specs = [...fromPods(backing), ...fromTemplates(view, backing)];
  const ports = specs.flatMap(({ container }) =>
    listAt(container, "ports").map((port) => ({
      name: textAt(port, "name"),
      port: textAt(port, "containerPort").split("/")[0]!,
      protocol: textAt(port, "protocol") || "TCP",
    })),
  );
  const isWhole = ({ object }: Spec) => object.sources.has("object") || !isDescribed(object);
  return {
    ports: [...new Map(ports.map((one) => [`${one.name} ${one.port} ${one.protocol}`, one])).values()].filter(
      (one) => one.port !== "" && one.port !== "0",
    ),
    areNamesShown: specs.length > 0 && (ports.some((one) => one.name !== "") || specs.every(isWhole)),
    isShown: specs.length > 0,
    lines: specs
      .slice(0, 2)
      .map(({ object, path, container }) => object.cite(...path, textAt(container, "name"), "ports")),
  };
};

/** What `describe` printed carries the image and a state of its own reading; what a JSONPath printed is the API's own text. */
const isDescribed = (object: ObservedObject): boolean =>
  object.sources.has("describe") && !/jsonpath/.test(object.cite("spec", "template", "spec", "containers").command);

const fromPods = ({ pods }: Backing): readonly Spec[] =>
  pods.flatMap((pod) =>
    pod.object === undefined
      ? []
      : pod.containers
          .filter((one) => !one.init && at(one.spec, "image") !== undefined)
          .map((one) => ({ object: pod.object!, path: ["spec", "containers"], container: one.spec })),
  );

const makers = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Rollout", "ReplicationController"];

/** By the labels of the template, by the pods that it made, or by the name of the Service where no labels are shown. */
const fromTemplates = (view: ClusterView, { ref, selector, pods }: Backing): readonly Spec[] => {
  const owners = new Set(pods.map((pod) => keyOf(workloadOf(view, pod.ref))));
  return makers.flatMap((kind) =>
    view
      .of(kind)
      .filter((one) => one.ref.namespace === ref.namespace)
      .filter((one) => {
        const labels = templateLabels(one);
        if (selector.size > 0 && labels.size > 0) return isSelected(selector, labels);
        return owners.has(keyOf(one.ref)) || one.ref.name === ref.name;
      })
      .flatMap((object) =>
        listAt(object.fields, "spec", "template", "spec", "containers")
          .filter((container) => (at(container, "image") !== undefined || hasAllPorts(object)) && !isRow(object))
          .map((container) => ({ object, path: ["spec", "template", "spec", "containers"], container })),
      ),
  );
};

/** `-o jsonpath={.spec.template.spec.containers[*].ports}` printed the ports of all containers, and nothing else of them. */
const hasAllPorts = (object: ObservedObject): boolean =>
  /\.containers\[\*\]\.ports/.test(object.cite("spec", "template", "spec", "containers").command);

/** Described templates print labels and selectors, API objects carry them under metadata. */
const templateLabels = (one: ObservedObject): ReadonlyMap<string, string> => {
  const labels = entriesAt(one.fields, "spec", "template", "metadata", "labels");
  return labels.size > 0 ? labels : entriesAt(one.fields, "spec", "selector", "matchLabels");
};
