import { writeFile } from "node:fs/promises";
import { stringify } from "yaml";

export type Connection = { readonly url: string; readonly authority: string };

/** Writes a kubeconfig with one cluster, one user and one context, readable by its owner alone. The authority is PEM text. */
export async function writeKubeconfig(path: string, to: Connection, user: string, token: string): Promise<string> {
  const authority = Buffer.from(to.authority).toString("base64");
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server: to.url, "certificate-authority-data": authority } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: "test", context: { cluster: "test", user, namespace: "default" } }],
    "current-context": "test",
  };
  await writeFile(path, stringify(kubeconfig), { mode: 0o600 });
  return path;
}
