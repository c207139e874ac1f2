import type { ApiClient, KubernetesObject } from "../api-client.ts";
import { kubeletLabel } from "../nodes.ts";
import { type Watched, watchAll } from "./watched.ts";

/** The cluster around the pods, as a kubelet, kube-proxy and the cluster's DNS know it. */
export type World = {
  readonly api: ApiClient;
  readonly watched: Readonly<Record<keyof typeof resources, Watched>>;
  /** The keys and values of a ConfigMap or Secret; undefined when there is none. */
  data(kind: "configmap" | "secret", namespace: string, name: string): Map<string, string> | undefined;
  node(name: string): KubernetesObject | undefined;
  /** A node whose kubelet has stopped neither reports nor can be reached. */
  isUp(nodeName: string): boolean;
  podByAddress(address: string): KubernetesObject | undefined;
  /** Ports on which containers of the pod listen now. */
  listening(pod: KubernetesObject): ReadonlySet<number>;
  /** Hosts outside the cluster that can be reached. */
  readonly outside: ReadonlySet<string>;
  stop(): void;
};

const resources = {
  configmap: "/api/v1/configmaps",
  secret: "/api/v1/secrets",
  service: "/api/v1/services",
  endpointSlice: "/apis/discovery.k8s.io/v1/endpointslices",
  namespace: "/api/v1/namespaces",
  networkPolicy: "/apis/networking.k8s.io/v1/networkpolicies",
  serviceAccount: "/api/v1/serviceaccounts",
  claim: "/api/v1/persistentvolumeclaims",
} as const;

type Options = {
  readonly nodes: Watched;
  readonly outside: readonly string[];
  listening(pod: KubernetesObject): ReadonlySet<number>;
  podByAddress(address: string): KubernetesObject | undefined;
};

/** Resolves when everything that is there now is known. */
export async function watchWorld(api: ApiClient, options: Options): Promise<World> {
  const names = Object.keys(resources) as (keyof typeof resources)[];
  const entries = await Promise.all(names.map(async (name) => [name, await watchAll(api, resources[name])] as const));
  const watched = Object.fromEntries(entries) as World["watched"];
  return {
    api,
    watched,
    data: (kind, namespace, name) => dataOf(kind, watched[kind].get(namespace, name)),
    node: (name) => options.nodes.get("", name),
    isUp: (name) => hasKubelet(options.nodes.get("", name)),
    listening: options.listening,
    podByAddress: options.podByAddress,
    outside: new Set(options.outside),
    stop: () => {
      for (const [, each] of entries) each.stop();
    },
  };
}

function dataOf(kind: "configmap" | "secret", object: KubernetesObject | undefined): Map<string, string> | undefined {
  if (object === undefined) return undefined;
  const entries = Object.entries<string>(object.data ?? {});
  if (kind === "configmap") return new Map(entries);
  return new Map(entries.map(([key, value]) => [key, Buffer.from(value, "base64").toString("utf8")]));
}

export function hasKubelet(node: KubernetesObject | undefined): boolean {
  return node?.metadata.labels?.[kubeletLabel.key] === kubeletLabel.value;
}
