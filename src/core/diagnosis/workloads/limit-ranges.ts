import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";

/** What admission notes at a pod of the defaults that it gave: for which container, and of which resources. */
export type NotedDefault = {
  readonly part: "request" | "limit";
  readonly container: string;
  readonly resources: readonly string[];
  readonly line: Line;
};

const key = "kubernetes.io/limit-ranger";

/** `LimitRanger plugin set: cpu, memory request for container app; memory limit for init container init` */
export const defaultsNoted = (pod: ObservedObject | undefined): readonly NotedDefault[] => {
  const note = entriesAt(pod?.fields, "metadata", "annotations").get(key) ?? "";
  return note
    .replace(/^[^:]{0,60}: ?/, "")
    .split(";")
    .flatMap((text): readonly NotedDefault[] => {
      const match = /^\s*([\w., /-]{1,300}) (request|limit) for (?:init )?container (\S{1,63})/.exec(text);
      if (match === null || pod === undefined) return [];
      const resources = match[1]!.split(",").map((one) => one.trim());
      const part = match[2] === "limit" ? "limit" : "request";
      return [{ part, container: match[3]!, resources, line: pod.cite("metadata", "annotations", key) }];
    });
};

/** What a LimitRange gives to containers that state nothing themselves. */
export type GivenDefault = { readonly object: ObservedObject; readonly amount: string; readonly line: Line };

/** The default for a resource in a namespace; where no default request is set, the default limit stands for it. */
export const defaultIn = (
  view: ClusterView,
  namespace: string | undefined,
  resource: string,
  wanted: "default" | "defaultRequest",
): GivenDefault | undefined =>
  view
    .of("LimitRange")
    .filter(({ ref }) => ref.namespace === namespace)
    .flatMap((object) =>
      listAt(object.fields, "spec", "limits").flatMap((limit, index): readonly GivenDefault[] => {
        const field = textAt(limit, wanted, resource) === "" ? "default" : wanted;
        const amount = textAt(limit, field, resource);
        if (textAt(limit, "type") !== "Container" || amount === "") return [];
        return [{ object, amount, line: object.cite("spec", "limits", `${index}`, field, resource) }];
      }),
    )[0];
