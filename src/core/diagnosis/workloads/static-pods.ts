import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { listAt, textAt } from "../objects/fields.ts";

/** An argument of a part of the control plane, as its manifest gives it: `--etcd-servers=https://127.0.0.1:2379`. */
export type Argument = { readonly name: string; readonly value: string; readonly line: Line };

/** The container of a part of the control plane whose manifest or pod is shown. */
export type StaticPart = {
  readonly object: ObservedObject;
  readonly name: string;
  readonly container: unknown;
  readonly args: readonly Argument[];
};

const parts = /^(?:kube-(?:apiserver|scheduler|controller-manager)|etcd)$/;

/** The parts of the control plane of which the evidence shows a manifest or the whole pod. */
export const staticParts = (view: ClusterView): readonly StaticPart[] =>
  view.of("Pod").flatMap((object) =>
    listAt(object.fields, "spec", "containers")
      .filter((container) => parts.test(textAt(container, "name")))
      .map((container) => ({
        object,
        name: textAt(container, "name"),
        container,
        args: argumentsOf(object, container),
      })),
  );

const argumentsOf = (object: ObservedObject, container: unknown): readonly Argument[] =>
  ["command", "args"].flatMap((field) =>
    listAt(container, field).flatMap((word, index): Argument[] => {
      const match = /^--([\w-]{2,80})=(.{0,1000})$/.exec(String(word));
      if (match === null) return [];
      const line = object.cite("spec", "containers", textAt(container, "name"), field, String(index));
      return [{ name: match[1]!, value: match[2]!, line }];
    }),
  );

/** The argument of that name. */
export const argumentOf = (part: StaticPart, name: string): Argument | undefined =>
  part.args.find((one) => one.name === name);

/** The ports that addresses name (`https://127.0.0.1:2379,https://10.0.0.10:2379`). */
export const portsIn = (value: string): readonly string[] =>
  [...value.slice(0, 1000).matchAll(/:(\d{2,5})(?=[,/\s"]|$)/g)].map(([, port]) => port!);

/** The paths below which the container sees files of its node. */
export const mountsOf = ({ container }: StaticPart): readonly string[] =>
  listAt(container, "volumeMounts")
    .map((one) => textAt(one, "mountPath"))
    .filter((path) => path !== "");

export const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
