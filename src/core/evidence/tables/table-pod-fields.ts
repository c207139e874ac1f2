import type { RowFields } from "./row-fields.ts";
import type { Cells } from "./table-cells.ts";

type ContainerStatus = { [field: string]: unknown };

/**
 * The fields behind a pod's row. kubectl prints in STATUS the reason of one container, or of the pod
 * (`printPod` in pkg/printers/internalversion/printers.go), so the containers appear here without their names:
 * as many as READY counts, the reason on the first that is not ready, all restarts on that one too.
 */
export function podStatusFields(cells: Cells, set: (path: string, value: unknown) => void, fields: RowFields): void {
  const status = cells.get("STATUS") ?? "";
  const restarts = /^(\d+)/.exec(cells.get("RESTARTS") ?? "")?.[1];
  const ready = /^(\d+)\/(\d+)/.exec(cells.get("READY") ?? "");
  set("spec.nodeName", shownCell(cells.get("NODE")));
  set("status.podIP", shownCell(cells.get("IP")));
  set("status.nominatedNodeName", shownCell(cells.get("NOMINATED NODE")));
  if (status === "") return;
  set("status.phase", phaseOf(status));
  if (status === "Terminating") set("metadata.deletionTimestamp", "shown as Terminating");
  if (podReasons.has(status)) set("status.reason", status);
  if (status === "SchedulingGated") {
    fields.add("status.conditions", {
      type: "PodScheduled",
      status: "False",
      reason: status,
    });
  }
  const init = status.startsWith("Init:") ? initStatuses(status.slice(5), Number(restarts ?? 0)) : undefined;
  if (init !== undefined) set("status.initContainerStatuses", init);
  if (ready === null || phaseOf(status) === undefined) return;
  const noneStarted = status === "Pending" || status === "SchedulingGated" || podReasons.has(status);
  if (noneStarted) return;
  const reason = init === undefined ? status : "PodInitializing";
  set("status.containerStatuses", statuses(Number(ready[1]), Number(ready[2]), reason, Number(restarts ?? 0)));
}

const shownCell = (cell: string | undefined) =>
  cell === undefined || cell === "" || cell === "<none>" ? undefined : cell;

/** Reasons that STATUS takes from the pod itself (`status.reason`), not from a container. */
const podReasons = new Set([
  "Evicted",
  "NodeLost",
  "NodeAffinity",
  "NodeShutdown",
  "OutOfcpu",
  "OutOfmemory",
  "OutOfpods",
  "UnexpectedAdmissionError",
  "DeadlineExceeded",
  "Preempting",
  "Shutdown",
  "Terminated",
  "OutOfephemeral-storage",
]);

/** The phase that a STATUS implies; undefined when it implies none (Unknown and odd words). */
function phaseOf(status: string): string | undefined {
  if (["Pending", "Running", "Succeeded", "Failed", "Unknown"].includes(status)) return status;
  if (status === "Completed") return "Succeeded";
  if (podReasons.has(status)) return "Failed";
  if (status.startsWith("Init:") || status === "PodInitializing" || status === "SchedulingGated") return "Pending";
  if (pendingReasons.has(status)) return "Pending";
  if (status === "Terminating" || status === "NotReady") return "Running";
  return /^[A-Z][A-Za-z]+(?::\d+)?$/.test(status) ? "Running" : undefined;
}

const pendingReasons = new Set([
  "ContainerCreating",
  "ImagePullBackOff",
  "ErrImagePull",
  "ErrImageNeverPull",
  "InvalidImageName",
  "CreateContainerConfigError",
  "CreateContainerError",
  "ImageInspectError",
  "RegistryUnavailable",
  "SignatureValidationFailed",
]);

function statuses(ready: number, total: number, status: string, restarts: number): readonly ContainerStatus[] {
  const count = Math.min(total, 100);
  return Array.from({ length: count }, (_, index): ContainerStatus => {
    const isReady = index >= count - ready;
    const restartCount = index === 0 ? restarts : 0;
    return { ready: isReady, restartCount, state: isReady ? { running: {} } : stateOf(status, index) };
  });
}

function stateOf(status: string, index: number): ContainerStatus {
  if (status === "Completed") return { terminated: { reason: "Completed", exitCode: 0 } };
  if (status === "PodInitializing" || status === "ContainerCreating") return { waiting: { reason: status } };
  if (status === "Running" || status === "Terminating" || status === "NotReady" || index > 0) return { running: {} };
  return reasonState(status);
}

/** A container's state by the reason that STATUS shows. */
function reasonState(reason: string): ContainerStatus {
  const code = /^(ExitCode|Signal):(\d+)$/.exec(reason);
  if (code !== null) return { terminated: { [code[1] === "Signal" ? "signal" : "exitCode"]: Number(code[2]) } };
  return terminatedReasons.has(reason) ? { terminated: { reason } } : { waiting: { reason } };
}

const terminatedReasons = new Set([
  "Error",
  "OOMKilled",
  "Completed",
  "ContainerCannotRun",
  "StartError",
  "ContainerStatusUnknown",
  "DeadlineExceeded",
]);

/** Init containers by what follows `Init:`, which is `1/3` while one runs, or the reason of the failing one. */
function initStatuses(rest: string, restarts: number): readonly ContainerStatus[] {
  const progress = /^(\d+)\/(\d+)$/.exec(rest);
  if (progress === null) return [{ ready: false, restartCount: restarts, state: reasonState(rest) }];
  const done = Number(progress[1]);
  return Array.from({ length: Math.min(Number(progress[2]), 100) }, (_, index) => ({
    ready: index < done,
    restartCount: index === done ? restarts : 0,
    state:
      index < done
        ? { terminated: { reason: "Completed", exitCode: 0 } }
        : index === done
          ? { running: {} }
          : { waiting: { reason: "PodInitializing" } },
  }));
}
