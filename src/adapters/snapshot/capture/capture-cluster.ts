import { dump } from "js-yaml";
import type { Redactor } from "../../../core/evidence/redaction/redactor.ts";
import { Fault } from "../../../core/faults/fault.ts";
import { textAt } from "../columns/fields.ts";
import type { NotRead } from "../unread.ts";
import { type ApiClient, apiClient, Refusal } from "./api-client.ts";
import { type CaptureFolder, takeFolder } from "./capture-folder.ts";
import { type CapturedLogs, captureLogs } from "./capture-logs.ts";
import { type CapturedObjects, captureObjects } from "./capture-objects.ts";
import { discover } from "./discover.ts";
import type { ListBounds } from "./list-pages.ts";
import { type Notes, openNotes } from "./notes.ts";
import type { Pace } from "./read-gate.ts";
import { isNamespaceName } from "./safe-names.ts";

export type CaptureSettings = {
  /** The folder to write into. */
  readonly path: string;
  /** Where the API of the cluster answers. */
  readonly socketPath: string;
  /** What tells this cluster from others when its own objects do not. */
  readonly server: string;
  /** The namespaces to record; null: all. */
  readonly namespaces: readonly string[] | null;
  /** Tried when it is not allowed to say which namespaces there are. */
  readonly ownNamespace: string;
  /** Last lines of each log; 0: no logs. */
  readonly logLines: number;
  /** Makes the redactor from random bytes (hexadecimal), which are forgotten when the capture is whole. */
  readonly redactorOf: (key: string) => Redactor;
  /** Told after every step. */
  readonly progress: (progress: CaptureProgress) => void;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly pace?: Pace;
  readonly bounds?: ListBounds;
};

/** How far a capture is. `of` counts resources, or pods when logs are read. */
export type CaptureProgress = {
  readonly step: "objects" | "logs";
  readonly at: string;
  readonly done: number;
  readonly of: number;
  readonly objects: number;
  readonly bytes: number;
};

/** What a capture holds when it is whole. */
export type CaptureSummary = {
  readonly kubernetesVersion: string;
  readonly recordedAt: string;
  readonly objects: number;
  readonly logs: number;
  readonly bytes: number;
  readonly resumed: boolean;
  readonly notRead: readonly {
    readonly what: string;
    readonly namespace: string | undefined;
    readonly message: string;
  }[];
  readonly logsNotRead: number;
};

const usualPace: Pace = { atOnce: 8, perSecond: 50 };
const usualBounds: ListBounds = { pageSize: 500, pageBytes: 32 * 1024 * 1024, mostPages: 2_000 };

/**
 * Records a live cluster into a folder that the snapshot server reads, redacted as it is written. An interrupted capture goes on
 * where it stopped when it is started again. Throws `bad-request` for a folder that holds something else, `bad-configuration` when the
 * cluster cannot be reached; what the cluster refuses is recorded as refused.
 */
export async function captureCluster(settings: CaptureSettings): Promise<CaptureSummary> {
  const { socketPath, signal, pace = usualPace } = settings;
  for (const name of settings.namespaces ?? [])
    if (!isNamespaceName(name)) throw new Fault("bad-request", `${JSON.stringify(name)} is no name of a namespace.`);
  const api = apiClient({ socketPath, pace, signal });
  try {
    const kubernetesVersion = await versionOf(api);
    const server = await serverOf(api, settings.server);
    const { path, namespaces, logLines } = settings;
    const folder = takeFolder(path, { server, namespaces, logLines });
    return await captureInto(folder, api, kubernetesVersion, settings);
  } finally {
    api.close();
  }
}

async function versionOf(api: ApiClient): Promise<string> {
  try {
    const { body } = await api.get("/version", { mostBytes: 65_536, attempts: 3 });
    const version = textAt(JSON.parse(body.toString("utf8")), "gitVersion");
    if (/^v\d{1,4}\.\d{1,4}(\.\d{1,6})?([-+][\w.+-]{1,100})?$/.test(version)) return version;
  } catch (error) {
    if (error instanceof Fault || !(error instanceof Refusal || error instanceof SyntaxError)) throw error;
    throw new Fault("bad-configuration", `The cluster cannot be read: ${error.message}`, { cause: error });
  }
  throw new Fault("bad-configuration", "The cluster does not say which version of Kubernetes it has.");
}

/** The uid of kube-system is the nearest thing to a name that a cluster has. */
async function serverOf(api: ApiClient, otherwise: string): Promise<string> {
  try {
    const { body } = await api.get("/api/v1/namespaces/kube-system", { mostBytes: 1024 * 1024, attempts: 2 });
    const uid = textAt(JSON.parse(body.toString("utf8")), "metadata", "uid");
    return /^[\w-]{1,100}$/.test(uid) ? uid : otherwise;
  } catch (error) {
    if (error instanceof Refusal || error instanceof SyntaxError) return otherwise;
    throw error;
  }
}

async function captureInto(
  folder: CaptureFolder,
  api: ApiClient,
  kubernetesVersion: string,
  settings: CaptureSettings,
): Promise<CaptureSummary> {
  const notes = openNotes(folder, settings.now());
  const redactor = settings.redactorOf(notes.key);
  const shared = { ...settings, api, folder, notes, redactor, bounds: settings.bounds ?? usualBounds };
  const discovered = await discover(api);
  const objects = await captureObjects({ ...shared, discovered });
  const logs = await captureLogs({ ...shared, pods: objects.pods, of: objects.count });
  const all = [...discovered.notRead, ...objects.notRead, ...logs.refused];
  const notRead = all.map((one) => ({ ...one, message: redactor.redact(one.message) }));
  const whole = {
    kubernetesVersion,
    recordedAt: new Date(objects.recordedAt).toISOString().replace(/\.\d{3}Z$/, "Z"),
    notRead,
    bytes: objects.bytes + logs.bytes,
  };
  folder.write(["discovery.json"], `${JSON.stringify(discovered.groups, null, 1)}\n`);
  folder.write(["snapshot.yaml"], about + indexOf({ ...whole, objects, logs, notes, settings }));
  folder.finish();
  return {
    ...whole,
    objects: objects.count,
    logs: logs.count,
    resumed: notes.resumed,
    notRead: notRead.map(summarised),
    logsNotRead: logs.notRead.length,
  };
}

type Whole = {
  readonly kubernetesVersion: string;
  readonly recordedAt: string;
  readonly notRead: readonly NotRead[];
  readonly bytes: number;
  readonly objects: CapturedObjects;
  readonly logs: CapturedLogs;
  readonly notes: Notes;
  readonly settings: CaptureSettings;
};

/** The text of snapshot.yaml; the mapping `capture` is what `unreadOf` reads. */
function indexOf({ kubernetesVersion, recordedAt, notRead, bytes, objects, logs, notes, settings }: Whole): string {
  const capture = {
    startedAt: notes.startedAt,
    finishedAt: new Date(settings.now()).toISOString(),
    ...(settings.namespaces === null ? {} : { namespaces: settings.namespaces }),
    namespacesTried: objects.namespacesTried,
    logLines: settings.logLines,
    objects: objects.count,
    oddEntries: objects.odd,
    logs: logs.count,
    bytes,
    notRead,
    logsNotRead: logs.notRead,
  };
  return dump({ recordedAt, kubernetesVersion, capture }, { lineWidth: -1 });
}

function summarised({ resource, group, namespace, message }: NotRead): CaptureSummary["notRead"][number] {
  return { what: group === "" ? resource : `${resource}.${group}`, namespace, message };
}

const about = `# A recording of a cluster, made by kubetriage snapshot capture: what it holds, and under notRead what it does not.
# Values of Secrets and whatever looked like a secret were left out; read it before you pass it on all the same.
`;
