import type { KubernetesObject } from "../api-client.ts";
import { numberOf } from "./quantity.ts";
import type { World } from "./world.ts";

/** The environment of a container, or what the kubelet says when an object that it refers to is missing. */
export type Environment = { readonly variables: Map<string, string> } | { readonly error: string };

/** Texts and order as makeEnvironmentVariables in pkg/kubelet/kubelet_pods.go: envFrom first, then env, which replaces. */
export function environmentOf(pod: KubernetesObject, container: any, world: World): Environment {
  const variables = new Map<string, string>([
    ["HOSTNAME", pod.metadata.name],
    ["KUBERNETES_SERVICE_HOST", "10.96.0.1"],
    ["KUBERNETES_SERVICE_PORT", "443"],
  ]);
  const namespace = pod.metadata.namespace ?? "";
  for (const source of container.envFrom ?? []) {
    const found = sourceData(source, namespace, world);
    if (typeof found === "string") return { error: found };
    for (const [key, value] of found) variables.set(`${source.prefix ?? ""}${key}`, value);
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    const found =
      valueFrom === undefined
        ? { value: expand(value ?? "", variables) }
        : referredValue(valueFrom, pod, container, world);
    if (found.error !== undefined) return { error: found.error };
    if (found.value !== undefined) variables.set(name, found.value);
  }
  return { variables };
}

function sourceData(source: any, namespace: string, world: World): Map<string, string> | string {
  const [kind, reference] = source.configMapRef
    ? (["configmap", source.configMapRef] as const)
    : (["secret", source.secretRef] as const);
  const data = world.data(kind, namespace, reference.name);
  if (data !== undefined) return data;
  return reference.optional === true ? new Map() : `${kind} "${reference.name}" not found`;
}

function referredValue(
  from: any,
  pod: KubernetesObject,
  container: any,
  world: World,
): { value?: string; error?: string } {
  if (from.configMapKeyRef) return keyOf("configmap", "ConfigMap", from.configMapKeyRef, pod, world);
  if (from.secretKeyRef) return keyOf("secret", "Secret", from.secretKeyRef, pod, world);
  if (from.fieldRef) return { value: fieldOf(from.fieldRef.fieldPath, pod) };
  if (from.resourceFieldRef) return { value: resourceOf(from.resourceFieldRef.resource, container) };
  return {};
}

function keyOf(kind: "configmap" | "secret", title: string, reference: any, pod: KubernetesObject, world: World) {
  const { namespace = "" } = pod.metadata;
  const data = world.data(kind, namespace, reference.name);
  const value = data?.get(reference.key);
  if (value !== undefined || reference.optional === true) return value === undefined ? {} : { value };
  return {
    error:
      data === undefined
        ? `${kind} "${reference.name}" not found`
        : `couldn't find key ${reference.key} in ${title} ${namespace}/${reference.name}`,
  };
}

function fieldOf(path: string, pod: KubernetesObject): string {
  const key = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (key !== null) return pod.metadata[key[1]!]?.[key[2]!] ?? "";
  return String(path.split(".").reduce((value: any, part) => value?.[part], pod) ?? "");
}

function resourceOf(resource: string, container: any): string {
  const [list = "limits", name = "cpu"] = resource.split(".");
  return String(Math.ceil(numberOf(container.resources?.[list]?.[name] ?? 0)));
}

/** `$(NAME)` in a value is a variable that was set before it; an unknown one stays as it is. */
export function expand(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(/\$\((\w+)\)/g, (whole, name: string) => variables.get(name) ?? whole);
}
