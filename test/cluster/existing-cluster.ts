import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { connectApi, type Identity } from "./api-client.ts";
import type { Cluster } from "./cluster.ts";
import { runKubectl } from "./run-kubectl.ts";

/**
 * A cluster that was there before (kind, k3d, anything), by its kubeconfig. It keeps running after `stop`; its nodes run real pods, so
 * images and troubles cannot be given to it, and its audit log is not ours to read.
 */
export function existingCluster(kubeconfigPath: string, kubectlPath: string): Cluster {
  const { url, authority, identity } = readKubeconfig(kubeconfigPath);
  const api = connectApi(url, identity, authority);
  const refuse = (what: string) => {
    throw new Error(`${what}: not with the existing cluster of KUBETRIAGE_TEST_KUBECONFIG (${kubeconfigPath})`);
  };
  return {
    url,
    authority,
    kubeconfigPath,
    kubectlPath,
    components: [],
    api,
    get auditLogPath(): string {
      return refuse("the audit log is read");
    },
    get folder(): string {
      return refuse("the control plane's folder is read");
    },
    connectAs: (part) => refuse(`a client speaks as ${part}`),
    kubectl: (args, input) => runKubectl(kubectlPath, kubeconfigPath, args, input),
    addImages: () => refuse("images are simulated"),
    trouble: () => refuse("a node is troubled"),
    stop: async () => api.close(),
  };
}

function readKubeconfig(path: string): { url: string; authority: string; identity: Identity } {
  const config = parse(readFileSync(path, "utf8"));
  const named = (list: any[], name: string) => list?.find((each) => each.name === name);
  const context = named(config.contexts, config["current-context"])?.context;
  const cluster = named(config.clusters, context?.cluster)?.cluster;
  const user = named(config.users, context?.user)?.user ?? {};
  if (cluster?.server === undefined) throw new Error(`${path} has no server for its current context`);
  const text = (of: any, field: string): string => {
    if (of[`${field}-data`]) return Buffer.from(of[`${field}-data`], "base64").toString("utf8");
    return of[field] ? readFileSync(resolve(dirname(path), of[field]), "utf8") : "";
  };
  const certificate = text(user, "client-certificate");
  if (user.token === undefined && certificate === "")
    throw new Error(
      `${path}: its user has neither a token nor a client certificate, which is all that is understood here`,
    );
  const identity = user.token === undefined ? { certificate, key: text(user, "client-key") } : { token: user.token };
  return { url: cluster.server, authority: text(cluster, "certificate-authority"), identity };
}
