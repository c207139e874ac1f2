import { createHash } from "node:crypto";
import type { KubernetesObject } from "../api-client.ts";
import type { Program } from "./program.ts";
import type { World } from "./world.ts";

/** What registries hold: a program for each image, by its name as in a manifest. */
export type Images = Readonly<Record<string, Program>>;
export type Pulled =
  | { readonly program: Program; readonly id: string }
  | { readonly error: string }
  | { readonly invalid: string };

type Name = { readonly host: string; readonly repository: string; readonly tag: string };

/** Looks an image up for a pod. Errors are the texts of containerd 1.7, as the kubelet hands them on. */
export function pull(image: string, pod: KubernetesObject, images: Images, world: World): Pulled {
  const name = parseImage(image);
  if (name === undefined) return { invalid: `couldn't parse image name "${image}": invalid reference format` };
  const full = fullName(name);
  const known = new Map(Object.entries(images).map(([key, program]) => [fullName(parseImage(key)!), program]));
  const program = known.get(full);
  if (program !== undefined && (program.private !== true || hasPullSecret(name.host, pod, world)))
    return { program, id: `${name.host}/${name.repository}@sha256:${createHash("sha256").update(full).digest("hex")}` };
  return { error: pullError(name, program !== undefined, [...known.keys()]) };
}

function parseImage(image: string): Name | undefined {
  const match =
    /^(?:([a-zA-Z0-9.-]+(?::\d+)?)\/)?([a-z0-9][a-z0-9._/-]*)(?::([\w][\w.-]*))?(?:@sha256:([0-9a-f]{64}))?$/.exec(
      image,
    );
  if (match === null) return undefined;
  const [, first, rest = "", tag, digest] = match;
  const isHost = first !== undefined && (/[.:]/.test(first) || first === "localhost");
  const path = first === undefined || isHost ? rest : `${first}/${rest}`;
  const host = isHost ? first : "docker.io";
  const repository = host === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  return { host, repository, tag: digest === undefined ? `:${tag ?? "latest"}` : `@sha256:${digest}` };
}

function fullName({ host, repository, tag }: Name): string {
  return `${host}/${repository}${tag}`;
}

function pullError(name: Name, isPrivate: boolean, known: readonly string[]): string {
  const full = fullName(name);
  const start = (code: string) =>
    `rpc error: code = ${code} desc = failed to pull and unpack image "${full}": failed to resolve reference "${full}": `;
  const manifest = `https://${name.host}/v2/${name.repository}/manifests/${name.tag.slice(1)}`;
  const hosts = new Set([
    "docker.io",
    "ghcr.io",
    "quay.io",
    "registry.k8s.io",
    ...known.map((each) => each.split("/")[0]!),
  ]);
  if (!hosts.has(name.host))
    return `${start("Unknown")}failed to do request: Head "${manifest}": dial tcp: lookup ${name.host} on 10.0.0.1:53: no such host`;
  if (isPrivate && name.host !== "docker.io")
    return `${start("Unknown")}failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://${name.host}/token?scope=repository%3A${encodeURIComponent(name.repository)}%3Apull&service=${name.host}: 401 Unauthorized`;
  const hasRepository = known.some((each) => each.startsWith(`${name.host}/${name.repository}:`));
  if (name.host === "docker.io" && (isPrivate || !hasRepository))
    return `${start("Unknown")}pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`;
  return `${start("NotFound")}${full}: not found`;
}

/** Names of the pod's pull secrets that do not exist. */
export function missingPullSecrets(pod: KubernetesObject, world: World): string[] {
  const { namespace = "" } = pod.metadata;
  return pullSecrets(pod).filter((name) => world.data("secret", namespace, name) === undefined);
}

function hasPullSecret(host: string, pod: KubernetesObject, world: World): boolean {
  return pullSecrets(pod).some((name) => {
    const text = world.data("secret", pod.metadata.namespace ?? "", name)?.get(".dockerconfigjson") ?? "";
    return (
      text.includes(`"${host}"`) ||
      text.includes(`"https://${host}`) ||
      (host === "docker.io" && text.includes("index.docker.io"))
    );
  });
}

function pullSecrets(pod: KubernetesObject): string[] {
  return (pod.spec.imagePullSecrets ?? []).map(({ name }: any) => name);
}
