import type { KubernetesObject } from "../api-client.ts";
import type { World } from "./world.ts";

/** The files of one volume by their path in it, or what the kubelet says when it cannot be set up. */
export type VolumeFiles = { readonly files: Map<string, string> } | { readonly error: string };

/** Texts as of the configmap, secret and projected plugins (pkg/volume/*). Volumes of other kinds are empty folders. */
export function volumeFiles(volume: any, pod: KubernetesObject, world: World): VolumeFiles {
  const namespace = pod.metadata.namespace ?? "";
  if (volume.configMap) return objectFiles("configmap", volume.configMap.name, volume.configMap, namespace, world);
  if (volume.secret) return objectFiles("secret", volume.secret.secretName, volume.secret, namespace, world);
  if (volume.projected) return projectedFiles(volume.projected.sources ?? [], namespace, world);
  return { files: new Map() };
}

function objectFiles(
  kind: "configmap" | "secret",
  name: string,
  source: any,
  namespace: string,
  world: World,
): VolumeFiles {
  const data = world.data(kind, namespace, name);
  if (data === undefined)
    return source.optional === true ? { files: new Map() } : { error: `${kind} "${name}" not found` };
  if (source.items === undefined) return { files: data };
  const files = new Map<string, string>();
  for (const { key, path } of source.items) {
    const value = data.get(key);
    if (value !== undefined) files.set(path, value);
    else if (source.optional !== true)
      return {
        error:
          kind === "configmap"
            ? `configmap references non-existent config key: ${key}`
            : `references non-existent secret key: ${key}`,
      };
  }
  return { files };
}

function projectedFiles(sources: readonly any[], namespace: string, world: World): VolumeFiles {
  const files = new Map<string, string>();
  for (const source of sources) {
    const part = source.configMap
      ? objectFiles("configmap", source.configMap.name, source.configMap, namespace, world)
      : source.secret
        ? objectFiles("secret", source.secret.name, source.secret, namespace, world)
        : {
            files: new Map<string, string>(
              source.serviceAccountToken ? [[source.serviceAccountToken.path ?? "token", "token"]] : [],
            ),
          };
    if ("error" in part) return part;
    for (const [path, text] of part.files) files.set(path, text);
  }
  return { files };
}

/** What a container finds at a path: the file of the volume mounted deepest above it. */
export function mountedFile(path: string, pod: KubernetesObject, container: any, world: World): string | undefined {
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => b.mountPath.length - a.mountPath.length);
  for (const mount of mounts) {
    const inside =
      path === mount.mountPath
        ? ""
        : path.startsWith(`${mount.mountPath.replace(/\/$/, "")}/`)
          ? path.slice(mount.mountPath.replace(/\/$/, "").length + 1)
          : undefined;
    if (inside === undefined) continue;
    const volume = pod.spec.volumes?.find(({ name }: any) => name === mount.name);
    const found = volume === undefined ? undefined : volumeFiles(volume, pod, world);
    const key = [mount.subPath, inside].filter(Boolean).join("/");
    return found !== undefined && "files" in found ? found.files.get(key) : undefined;
  }
  return undefined;
}
