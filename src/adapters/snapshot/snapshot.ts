import type { KubeObject } from "./kube-object.ts";
import type { LogFiles } from "./log-files.ts";
import type { RecordedGroup } from "./recorded-discovery.ts";
import type { Unread } from "./unread.ts";

/** A recorded cluster in memory. Logs stay on disk until somebody asks for them. */
export type Snapshot = {
  /** The file or folder it was read from. */
  readonly path: string;
  /** Milliseconds since 1970; ages are counted from here. */
  readonly recordedAt: number;
  /** As an API server says it: `v1.34.2`. */
  readonly kubernetesVersion: string;
  readonly objects: readonly KubeObject[];
  readonly logs: LogFiles;
  /** What the API server said it serves; undefined when nobody asked it. */
  readonly discovery: readonly RecordedGroup[] | undefined;
  readonly unread: Unread;
};
