import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiClient, connectApi } from "./api-client.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { type Component, startComponent } from "./component.ts";
import { apiServerFlags, controllerManagerFlags, etcdFlags, kwokFlags, schedulerFlags } from "./component-flags.ts";
import { type Part, type Tokens, writeCredentials } from "./credentials.ts";
import { freePort } from "./free-port.ts";
import { type Connection, writeKubeconfig } from "./kubeconfig.ts";
import { type Reaper, startReaper } from "./reaper.ts";
import { until } from "./until.ts";

/** The API server, the controllers and the scheduler of a cluster that has no nodes yet. */
export type ControlPlane = {
  readonly url: string;
  /** The PEM text that signs the server's certificate. */
  readonly authority: string;
  /** The administrator's kubeconfig. */
  readonly kubeconfigPath: string;
  /** One JSON event a line (audit.k8s.io/v1, level Request), of everybody but the control plane's own parts. */
  readonly auditLogPath: string;
  /** Holds the data, the logs of the parts (`<name>.log`) and the kubeconfigs; gone after stop. */
  readonly folder: string;
  readonly components: readonly Component[];
  /** The API as administrator. */
  readonly api: ApiClient;
  /** A client that speaks as one of the cluster's own parts, which the audit log leaves out. */
  connectAs(part: Part): ApiClient;
  /** Ends every process and removes the folder. */
  stop(): Promise<void>;
};

/**
 * Starts etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok on free loopback ports with throwaway keys and data, and
 * resolves once the API server and the controllers answer. Whatever ends this process, nothing stays behind.
 */
export async function startControlPlane(): Promise<ControlPlane> {
  const binaries = await findBinaries();
  const attempts = 3;
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(binaries);
    } catch (error) {
      // Between choosing a free port and listening on it somebody else can take it.
      if (attempt === attempts || !String(error).includes("address already in use")) throw error;
    }
  }
}

type Place = { readonly folder: string; readonly reaper: Reaper };

async function startOnce(binaries: Binaries): Promise<ControlPlane> {
  const folder = await mkdtemp(join(tmpdir(), "kubetriage-cluster-"));
  const place = { folder, reaper: startReaper(folder) };
  const components: Component[] = [];
  const stop = async () => {
    await Promise.all(components.map((component) => component.kill()));
    place.reaper.dismiss();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const tokens = await writeCredentials(folder);
    const connection = await startApiServer(binaries, place, components);
    const api = connectApi(connection.url, { token: tokens.administrator }, connection.authority);
    await startParts(binaries, place, components, connection, tokens);
    await until("the controllers make service accounts", async () => {
      for (const component of components) component.check();
      return (await api.send("GET", "/api/v1/namespaces/default/serviceaccounts/default")).status === 200;
    });
    const clients = [api];
    return {
      ...connection,
      kubeconfigPath: await writeKubeconfig(
        join(folder, "kubeconfig.yaml"),
        connection,
        "kubernetes-admin",
        tokens.administrator,
      ),
      auditLogPath: join(folder, "audit.log"),
      folder,
      components,
      api,
      connectAs: (part) => {
        const client = connectApi(connection.url, { token: tokens[part] }, connection.authority);
        clients.push(client);
        return client;
      },
      stop: async () => {
        for (const client of clients) client.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startApiServer(binaries: Binaries, place: Place, components: Component[]): Promise<Connection> {
  const etcd = `http://127.0.0.1:${await freePort()}`;
  const port = await freePort();
  components.push(startComponent("etcd", binaries.etcd, etcdFlags(place.folder, etcd), place));
  components.push(
    startComponent("kube-apiserver", binaries["kube-apiserver"], apiServerFlags(place.folder, etcd, port), place),
  );
  const certificate = join(place.folder, "certificates", "apiserver.crt");
  const url = `https://127.0.0.1:${port}`;
  const authority = await until("the API server makes its certificate", () => {
    for (const component of components) component.check();
    return readCertificate(certificate);
  });
  const anonymous = connectApi(url, undefined, authority);
  await until("the API server is ready", async () => {
    for (const component of components) component.check();
    const answer = await anonymous.send("GET", "/readyz").catch(() => undefined);
    return answer?.status === 200;
  }).finally(() => anonymous.close());
  return { url, authority };
}

async function startParts(
  binaries: Binaries,
  place: Place,
  components: Component[],
  connection: Connection,
  tokens: Tokens,
): Promise<void> {
  const { folder } = place;
  const kubeconfigOf = (name: string, token: string) =>
    writeKubeconfig(join(folder, `${name}.kubeconfig.yaml`), connection, name, token);
  const controllers = await kubeconfigOf("kube-controller-manager", tokens.controllers);
  const scheduler = await kubeconfigOf("kube-scheduler", tokens.scheduler);
  const kwok = await kubeconfigOf("kwok", tokens.kwok);
  const parts = {
    "kube-controller-manager": controllerManagerFlags(folder, controllers),
    "kube-scheduler": schedulerFlags(scheduler),
    kwok: kwokFlags(kwok),
  };
  for (const [name, flags] of Object.entries(parts))
    components.push(startComponent(name, binaries[name as keyof typeof parts], flags, place));
}

function readCertificate(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8") || undefined;
  } catch {
    return undefined;
  }
}
