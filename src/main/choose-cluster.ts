import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { type OwnCluster, serviceAccountFolder } from "../adapters/cluster/own-cluster.ts";
import { Fault } from "../core/faults/fault.ts";
import type { Config } from "./config.ts";
import type { Environment } from "./environment.ts";

/** Which cluster the service looks at by itself, and in words for the person who starts it. */
export type ClusterChoice =
  | { readonly kind: "snapshot"; readonly path: string; readonly label: string }
  | { readonly kind: "own"; readonly own: OwnCluster; readonly label: string };

export const demoPath = join(import.meta.dirname, "../../demo/cluster");

/** KUBETRIAGE_CLUSTER decides; unset: a kubeconfig if there is one, else the pod's service account, else the demo. */
export function chooseCluster(config: Config, environment: Environment): ClusterChoice {
  switch (config.KUBETRIAGE_CLUSTER) {
    case undefined:
      return kubeconfigChoice(environment) ?? inClusterChoice(environment) ?? demoChoice("no kubeconfig found");
    case "demo":
      return demoChoice("KUBETRIAGE_CLUSTER=demo");
    case "kubeconfig":
      return (
        kubeconfigChoice(environment) ?? wrong("kubeconfig", "no kubeconfig was found in KUBECONFIG or ~/.kube/config")
      );
    case "in-cluster":
      return (
        inClusterChoice(environment) ?? wrong("in-cluster", "this process does not run in a pod with a service account")
      );
    default:
      return snapshotChoice(config.KUBETRIAGE_CLUSTER);
  }
}

function demoChoice(why: string): ClusterChoice {
  return { kind: "snapshot", path: demoPath, label: `the embedded demo cluster (${why})` };
}

function snapshotChoice(path: string): ClusterChoice {
  if (!existsSync(path))
    return wrong(path, "demo, kubeconfig, in-cluster, or the path of a snapshot was expected, and no such path exists");
  return { kind: "snapshot", path: resolve(path), label: `the snapshot ${path}` };
}

function kubeconfigChoice(environment: Environment): ClusterChoice | null {
  const named = environment.KUBECONFIG;
  const paths = (named ?? join(environment.HOME ?? homedir(), ".kube", "config"))
    .split(delimiter)
    .filter((path) => path !== "");
  const found = paths.map((path) => resolve(path)).filter((path) => existsSync(path));
  if (found.length === 0) return null;
  return {
    kind: "own",
    own: { kind: "files", paths: found.join(delimiter) },
    label: `the kubeconfig ${named === undefined ? "~/.kube/config" : named}`,
  };
}

function inClusterChoice(environment: Environment): ClusterChoice | null {
  const host = environment.KUBERNETES_SERVICE_HOST;
  if (host === undefined || !existsSync(`${serviceAccountFolder}/token`)) return null;
  const port = environment.KUBERNETES_SERVICE_PORT ?? "443";
  return { kind: "own", own: { kind: "in-cluster", host, port }, label: "the cluster this pod runs in" };
}

function wrong(value: string, problem: string): never {
  throw new Fault("bad-configuration", `KUBETRIAGE_CLUSTER=${JSON.stringify(value)}: ${problem}.`);
}
