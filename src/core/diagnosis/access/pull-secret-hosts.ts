import { askedBy } from "../../evidence/asked.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { podSpecsOf } from "../workloads/pod-specs.ts";

/** The registries, as written, for which a pull secret holds credentials. */
type Credentials = { readonly ref: ObjectRef; readonly registries: readonly string[]; readonly line: Line };

/** Pull secrets of a pod, none of which is for the registry of its image. */
export type OtherRegistries = { readonly words: string; readonly secrets: readonly Credentials[] };

/** What the evidence shows of the pull secrets of a pod: that they are all for other registries than the one of its image. */
export const otherRegistries = (view: ClusterView, pod: ObjectRef, image: string): OtherRegistries | undefined => {
  if (/\s/.test(image)) return undefined;
  const names = pullSecretsOf(view, pod);
  const shown = credentialsOf(view).filter(({ ref }) => ref.namespace === pod.namespace);
  const own = names.length === 0 ? shown : shown.filter(({ ref }) => names.includes(ref.name));
  const isAllShown = names.every((name) => own.some(({ ref }) => ref.name === name));
  if (own.length === 0 || !isAllShown || own.some((one) => one.registries.some((key) => isFor(key, image))))
    return undefined;
  const whose = names.length === 0 ? "the pull secret" : "its image pull secret";
  const held = own.map(({ ref, registries }) => `${ref.name} holds credentials for ${listed(registries)} only`);
  return { words: `${whose} ${held.join(", ")}, none for ${placeOf(image)}`, secrets: own };
};

const listed = (registries: readonly string[]): string =>
  `${registries.slice(0, 3).join(", ")}${registries.length > 3 ? ", …" : ""}`;

/** The names of the pull secrets that the pod, what made it or its service account shows. */
export const pullSecretsOf = (view: ClusterView, pod: ObjectRef): readonly string[] => {
  const specs = podSpecsOf(view, pod).map(({ spec }) => spec);
  const account = specs.map((spec) => textAt(spec, "serviceAccountName")).find((name) => name !== "") ?? "default";
  const ofAccount = view.object({ ...pod, kind: "ServiceAccount", name: account })?.fields;
  const own = specs.find((spec) => listAt(spec, "imagePullSecrets").length > 0) ?? ofAccount;
  return listAt(own, "imagePullSecrets")
    .map((one) => textAt(one, "name"))
    .filter((name) => name !== "");
};

const credentialsOf = memo((view: ClusterView): readonly Credentials[] => [...inObjects(view), ...inTexts(view)]);

const inObjects = (view: ClusterView): readonly Credentials[] =>
  view.of("Secret").flatMap((secret) => {
    const key = [".dockerconfigjson", ".dockercfg"].find(
      (one) => entriesAt(secret.fields, "data").has(one) || entriesAt(secret.fields, "stringData").has(one),
    );
    if (key === undefined) return [];
    const encoded = entriesAt(secret.fields, "data").get(key);
    const plain = encoded === undefined ? entriesAt(secret.fields, "stringData").get(key) : decoded(encoded);
    const registries = registriesIn((plain ?? "").slice(0, 100_000));
    return registries.length > 0 ? [{ ref: secret.ref, registries, line: secret.cite("data", key) }] : [];
  });

const decoded = (value: string): string => {
  try {
    return atob(value.replaceAll(/\s/g, ""));
  } catch {
    return "";
  }
};

/** What commands printed that decode a Secret, or pick the registries out of it. */
const inTexts = (view: ClusterView): readonly Credentials[] =>
  view.evidence.flatMap((piece): readonly Credentials[] => {
    if (!/secret/.test(piece.command) || !/docker|auths|base64/.test(piece.command)) return [];
    const asked = askedBy(piece.parsed, piece.command);
    const name = asked.kinds.includes("Secret") && asked.names.length === 1 ? asked.names[0]!.name : undefined;
    const text = piece.stdout.slice(0, 100_000);
    const registries = /\bkeys\b/.test(piece.command) ? namesIn(text) : registriesIn(text);
    if (name === undefined || registries.length === 0) return [];
    const lines = text.split("\n");
    const at = Math.max(
      0,
      lines.findIndex((line) => line.includes(registries[0]!)),
    );
    const line = { command: piece.command, line: at + 1, text: lines[at]!.replace(/\r$/, "") };
    return [{ ref: { kind: "Secret", namespace: asked.namespace ?? piece.namespace, name }, registries, line }];
  });

/** The keys of entries that hold a login, below `auths` or, in the older form, at the top. */
const registriesIn = (text: string): readonly string[] => [
  ...new Set(
    [
      ...text.matchAll(
        /\\?"([\w.*:/-]{1,253})\\?"\s{0,20}:\s{0,20}\{\s{0,40}\\?"(?:auth|username|password|email|identitytoken|registrytoken)\\?"/g,
      ),
    ].map((match) => match[1]!),
  ),
];

const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/^[\s[,]{0,20}"?([\w.*:/-]{1,253})"?[\s,\]]{0,20}$/gm)]
    .map((match) => match[1]!)
    .filter((name) => /[.:]|^localhost/.test(name));

/** The host of an image with the path below it, as the kubelet takes it. */
const wholeName = (image: string): string => {
  const first = image.split("/")[0]!;
  const hasHost = image.includes("/") && /[.:]|^localhost$/.test(first);
  return hasHost ? image : `docker.io/${image}`;
};

const placeOf = (image: string): string => wholeName(image).split("/")[0]!;

/**
 * Whether an entry is used for an image: host with its port, a `*` for a part of the host's name, and a path only if the image lies
 * below it. https://kubernetes.io/docs/concepts/containers/images/#config-json
 */
const isFor = (registry: string, image: string): boolean => {
  const key = registry.replace(/^https?:\/\//, "").replace(/\/(?:v[12]\/?)?$/, "");
  const [host = "", ...path] = key.split("/");
  const [own = "", ...below] = wholeName(image).split("/");
  const wanted = hub.test(host) ? "docker.io" : host;
  const parts = own.replace(hub, "docker.io").split(".");
  const isHost =
    wanted.split(".").length === parts.length && wanted.split(".").every((part, index) => fits(part, parts[index]!));
  return isHost && below.join("/").startsWith(path.join("/"));
};

const hub = /^(?:index\.)?docker\.io$/;

const fits = (pattern: string, part: string): boolean => {
  const [before = "", ...after] = pattern.split("*");
  return after.length === 0 ? part === pattern : part.startsWith(before) && part.endsWith(after.at(-1)!);
};
