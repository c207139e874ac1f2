import type { Fields } from "../../../core/evidence/observed.ts";
import { type Column, text, wide } from "./column.ts";
import { entriesAt, fieldsAt, textAt } from "./fields.ts";
import { labelSelectorOrNone } from "./label-selector.ts";

/** The CONTAINERS and IMAGES columns of a workload whose pod spec lies at a path. */
export function containerColumns(...podSpec: readonly string[]): readonly Column[] {
  const joined = (object: Fields, key: string) =>
    entriesAt(object, ...podSpec, "containers")
      .map((container) => textAt(container, key))
      .join(",");
  return [
    text("Containers", "Names of the containers of the pod template.", (object) => joined(object, "name")),
    text("Images", "Images of the containers of the pod template.", (object) => joined(object, "image")),
  ];
}

/** CONTAINERS and IMAGES as most workloads show them: with `-o wide`. */
export const wideContainers: readonly Column[] = containerColumns("spec", "template", "spec").map(wide);

/** The wide SELECTOR column of workloads with a label selector at a path. */
export function wideSelector(...path: readonly string[]): Column {
  return wide(
    text("Selector", "Label selector of the pods that belong to the object.", (object) =>
      labelSelectorOrNone(fieldsAt(object, ...path)),
    ),
  );
}
