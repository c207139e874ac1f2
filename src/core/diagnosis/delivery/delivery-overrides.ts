import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { pathOf } from "../workloads/pod-specs.ts";

/** A version that the object of a delivery tool sets itself, over whatever its source in git or its chart has. */
export type Override = {
  readonly by: ObservedObject;
  /** `spec.source.kustomize.images`. */
  readonly field: string;
  /** `registry.lan/shop/web:2.7.3`, or what is set in the words of the field. */
  readonly value: string;
  readonly tag: string;
  readonly line: Line;
  /** Workloads that run just this version. */
  readonly users: readonly User[];
};

type User = { readonly ref: ObjectRef; readonly image: string; readonly line: Line };
type Found = Omit<Override, "by" | "users"> & { readonly image: string };

/** The overrides of Argo CD Applications and of Flux Kustomizations and HelmReleases that the workloads shown run by. */
export const deliveryOverrides = memo((view: ClusterView): readonly Override[] =>
  [...view.of("Application"), ...view.of("Kustomization"), ...view.of("HelmRelease")].flatMap((by) =>
    foundIn(by).map(({ image, ...found }) => ({ ...found, by, users: usersOf(view, image, found.tag) })),
  ),
);

const foundIn = (object: ObservedObject): readonly Found[] => {
  if (object.ref.kind === "Application")
    return [
      ["spec", "source"],
      ...listAt(object.fields, "spec", "sources").map((_, index) => ["spec", "sources", `${index}`]),
    ].flatMap((path) => [
      ...ofKustomize(object, path),
      ...ofParameters(object, path),
      ...ofValues(object, [...path, "helm", "valuesObject"]),
    ]);
  return object.ref.kind === "HelmRelease"
    ? ofValues(object, ["spec", "values"])
    : [...ofImages(object), ...ofSubstitutes(object)];
};

/** `registry.lan/web:2.7.3`, or `web=registry.lan/web:2.7.3`, of an Application. */
const ofKustomize = (object: ObservedObject, path: readonly string[]): readonly Found[] =>
  listAt(object.fields, ...path, "kustomize", "images").flatMap((entry, index) => {
    const [, image = "", tag = ""] =
      /^(?:[^=]{1,300}=)?([^@=]{1,300}?)[:@]([\w][\w.:-]{0,127})$/.exec(`${entry}`) ?? [];
    const line = object.cite(...path, "kustomize", "images", `${index}`);
    return tag === "" ? [] : [{ field: `${path.join(".")}.kustomize.images`, value: `${entry}`, image, tag, line }];
  });

/** `image.tag` among the parameters that an Application gives to Helm. */
const ofParameters = (object: ObservedObject, path: readonly string[]): readonly Found[] =>
  listAt(object.fields, ...path, "helm", "parameters").flatMap((entry) => {
    const [name, tag] = [textAt(entry, "name"), textAt(entry, "value")];
    const line = object.cite(...path, "helm", "parameters", name, "value");
    return isTagName(name) && tag !== ""
      ? [{ field: `${path.join(".")}.helm.parameters`, value: `${name}=${tag}`, image: "", tag, line }]
      : [];
  });

/** A `tag` at any depth of the values that are given to Helm. */
const ofValues = (object: ObservedObject, path: readonly string[]): readonly Found[] => {
  const value = at(object.fields, ...path);
  if (path.length > 8 || typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.keys(value).flatMap((key) => {
    const tag = textAt(value, key);
    const here = [...path, key];
    if (tag === "") return ofValues(object, here);
    const image = textAt(value, "repository");
    return isTagName(key) ? [{ field: here.join("."), value: tag, image, tag, line: object.cite(...here) }] : [];
  });
};

/** `spec.images` of a Flux Kustomization. */
const ofImages = (object: ObservedObject): readonly Found[] =>
  listAt(object.fields, "spec", "images").flatMap((entry) => {
    const name = textAt(entry, "name");
    const tag = textAt(entry, "newTag") || textAt(entry, "digest");
    const image = textAt(entry, "newName") || name;
    const line = object.cite("spec", "images", name, textAt(entry, "newTag") ? "newTag" : "digest");
    return tag === "" ? [] : [{ field: "spec.images", value: `${image}:${tag}`, image, tag, line }];
  });

const ofSubstitutes = (object: ObservedObject): readonly Found[] =>
  [...entriesAt(object.fields, "spec", "postBuild", "substitute")].flatMap(([key, tag]) =>
    isTagName(key)
      ? [
          {
            field: "spec.postBuild.substitute",
            value: `${key}=${tag}`,
            image: "",
            tag,
            line: object.cite("spec", "postBuild", "substitute", key),
          },
        ]
      : [],
  );

const isTagName = (name: string): boolean =>
  /(?:^|[._-])(?:tag|image_?version|version)$|(?:[a-z])(?:Tag|ImageVersion)$/i.test(name);

const usersOf = (view: ClusterView, image: string, tag: string): readonly User[] =>
  ["Deployment", "StatefulSet", "DaemonSet", "CronJob"]
    .flatMap((kind) => view.of(kind))
    .flatMap((object) => {
      const used = imagesOf(object).find(
        (one) => one.image.endsWith(`:${tag}`) && (image === "" || one.image.includes(image)),
      );
      return used === undefined ? [] : [{ ref: object.ref, ...used }];
    });

const imagesOf = (object: ObservedObject): readonly { readonly image: string; readonly line: Line }[] => {
  const cell = object.printed.get("IMAGES");
  const printed = cell === undefined ? [] : cell.value.split(",").map((image) => ({ image, line: cell.line }));
  const path = pathOf(object.ref.kind);
  const specified = listAt(object.fields, ...path, "containers").map((one) => ({
    image: textAt(one, "image"),
    line: object.cite(...path, "containers", textAt(one, "name"), "image"),
  }));
  return [...printed, ...specified];
};
