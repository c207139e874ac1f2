import type { Fields } from "../../../core/evidence/observed.ts";
import type { Redactor } from "../../../core/evidence/redaction/redactor.ts";
import { entriesAt, fieldsAt, hasObjectAt, optionalTextAt, textAt } from "../columns/fields.ts";
import { type KubeObject, nameOf, namespaceOf } from "../kube-object.ts";
import type { NotRead } from "../unread.ts";
import { type ApiClient, Refusal } from "./api-client.ts";
import type { CaptureProgress } from "./capture-cluster.ts";
import type { CaptureFolder } from "./capture-folder.ts";
import { inTurn } from "./in-turn.ts";
import type { LogNote, Notes } from "./notes.ts";
import { isContainerName, isNamespaceName, isObjectName } from "./safe-names.ts";

export type LogCapture = {
  readonly api: ApiClient;
  readonly folder: CaptureFolder;
  readonly notes: Notes;
  readonly redactor: Redactor;
  readonly logLines: number;
  /** Pods that were recorded. */
  readonly pods: number;
  /** Objects that were recorded, for the progress. */
  readonly of: number;
  readonly progress: (progress: CaptureProgress) => void;
};

export type CapturedLogs = {
  readonly count: number;
  readonly bytes: number;
  readonly notRead: readonly Fields[];
  /** Namespaces in which no log may be read. */
  readonly refused: readonly NotRead[];
};

const podsAtOnce = 8;
/** Of longer logs the end counts. */
const mostBytes = 1024 * 1024;

/** Reads the last lines of every container, and of the one before it where there was one, into `logs/`. */
export async function captureLogs(capture: LogCapture): Promise<CapturedLogs> {
  const { folder, notes, progress, logLines } = capture;
  const refused = new Map<string, NotRead>();
  let [count, bytes, done] = [0, 0, 0];
  const notRead: Fields[] = [];
  const ofPod = async (pod: KubeObject) => {
    const at = `${namespaceOf(pod)}/${nameOf(pod)}`;
    const note = notes.log(at) ?? (await recordPod(capture, pod, refused));
    count += note.logs;
    bytes += note.bytes;
    notRead.push(...note.notRead);
    done += 1;
    progress({ step: "logs", at, done, of: capture.pods, objects: capture.of, bytes });
  };
  for (const file of logLines === 0 ? [] : folder.list(["objects", "pods"])) {
    const { items } = JSON.parse(folder.read(["objects", "pods", file])) as { items: KubeObject[] };
    await inTurn(items.filter(hasSafeName), podsAtOnce, ofPod);
  }
  return { count, bytes, notRead, refused: [...refused.values()] };
}

function hasSafeName(pod: KubeObject): boolean {
  return isNamespaceName(namespaceOf(pod)) && isObjectName(nameOf(pod));
}

/** Where the first log of a namespace is forbidden, its others are not asked for, and no note is kept: they are asked for next time. */
async function recordPod(capture: LogCapture, pod: KubeObject, refused: Map<string, NotRead>): Promise<LogNote> {
  const namespace = namespaceOf(pod);
  const logsOf = `${namespace}/${nameOf(pod)}`;
  const notRead: Fields[] = [];
  let [logs, bytes] = [0, 0];
  for (const wanted of logsWorthAsking(pod)) {
    if (refused.has(namespace)) return { logsOf, logs, bytes, notRead };
    try {
      bytes += await recordLog(capture, pod, wanted);
      logs += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, reason } = error;
      const message = capture.redactor.redact(error.message);
      if (code === 403)
        refused.set(namespace, { group: "", version: "v1", resource: "pods/log", namespace, code, reason, message });
      else notRead.push({ namespace, pod: nameOf(pod), ...wanted, code, message });
    }
  }
  const note = { logsOf, logs, bytes, notRead };
  if (!refused.has(namespace)) capture.notes.done(note);
  return note;
}

type Wanted = { readonly container: string; readonly previous: boolean };

/** The kubelet keeps the log of a container that runs or ended, and of the one before. While a container waits for its next start both are the same. */
function logsWorthAsking(pod: KubeObject): Wanted[] {
  return ["initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"]
    .flatMap((field) => entriesAt(pod, "status", field))
    .filter((status) => isContainerName(textAt(status, "name")))
    .flatMap((status) => {
      const container = textAt(status, "name");
      const hasCurrent = hasObjectAt(status, "state", "running") || hasRun(fieldsAt(status, "state"));
      const hasPrevious = hasRun(fieldsAt(status, "lastState"));
      return [
        ...(hasCurrent ? [{ container, previous: false }] : []),
        ...(hasPrevious ? [{ container, previous: true }] : []),
      ];
    });
}

function hasRun(state: Fields): boolean {
  return hasObjectAt(state, "terminated") && optionalTextAt(state, "terminated", "containerID") !== "";
}

async function recordLog(capture: LogCapture, pod: KubeObject, { container, previous }: Wanted): Promise<number> {
  const query = new URLSearchParams({
    container,
    tailLines: String(capture.logLines),
    timestamps: "true",
    ...(previous ? { previous: "true" } : {}),
  });
  const path = `/api/v1/namespaces/${namespaceOf(pod)}/pods/${nameOf(pod)}/log?${query}`;
  const { body } = await capture.api.get(path, { mostBytes, keepsEnd: true, attempts: 2 });
  const text = redactLog(body.toString("utf8"), capture.redactor);
  const file = `${container}${previous ? ".previous" : ""}.log`;
  capture.folder.write(["logs", namespaceOf(pod), nameOf(pod), file], text);
  return Buffer.byteLength(text);
}

/** The time that the container runtime puts before each line. */
const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d) ?/;

/** The redactor sees the lines as the program wrote them, and they get their times back after it. */
function redactLog(text: string, redactor: Redactor): string {
  const lines = text.split("\n");
  const stamps = lines.map((line) => stamp.exec(line)?.[0] ?? "");
  const redacted = redactor.redact(lines.map((line, at) => line.slice(stamps[at]!.length)).join("\n")).split("\n");
  if (redacted.length !== lines.length) return redacted.join("\n");
  return redacted.map((line, at) => stamps[at] + line).join("\n");
}
