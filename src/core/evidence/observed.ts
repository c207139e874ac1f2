import type { Evidence, Line } from "./evidence.ts";

/** A value with the line that shows it. */
export type Seen<T> = { readonly value: T; readonly line: Line };

/** Kind in the singular CamelCase of the API (`Pod`, `PersistentVolumeClaim`); namespace absent for cluster-scoped objects. */
export type ObjectRef = { readonly kind: string; readonly namespace?: string; readonly name: string };

/** A plain value in the shape of the Kubernetes API; every field may be missing because the evidence did not show it. */
export type Fields = { readonly [key: string]: unknown };

/**
 * One object as far as the evidence shows it, joined over every piece of evidence that names it; the newest wins.
 * Whatever its source (a table row, `describe`, YAML, JSON), `fields` has the shape of the Kubernetes API object, so that a
 * rule reads `spec.replicas` or `status.containerStatuses` and does not care what was printed.
 */
export type ObservedObject = {
  readonly ref: ObjectRef;
  readonly fields: Fields;
  /** Cells of printed tables by upper-case column heading (`STATUS`, `READY`, `RESTARTS`), as printed. */
  readonly printed: ReadonlyMap<string, Seen<string>>;
  readonly sources: ReadonlySet<"table" | "part" | "describe" | "object">;
  /** Index into the evidence of the newest piece that shows this object: larger is newer. */
  readonly newest: number;
  /**
   * The line that shows a field, by its path; entries of named lists are addressed by name
   * (`cite("status", "containerStatuses", "app", "state")`), others by index. Falls back to the nearest line above it in the
   * path, last to the line that names the object.
   */
  cite(...path: readonly string[]): Line;
};

export type ObservedEvent = {
  readonly type: string;
  readonly reason: string;
  readonly object: ObjectRef;
  readonly message: string;
  readonly count: number;
  /** Seconds before the evidence was taken; null when not printed. */
  readonly lastSeen: number | null;
  readonly firstSeen: number | null;
  readonly source: string;
  readonly line: Line;
};

/** Log lines that differ only in numbers, ids, times and addresses. */
export type LogTemplate = {
  readonly pattern: string;
  readonly level: "fatal" | "error" | "warning" | "info" | "debug" | "unknown";
  readonly count: number;
  readonly first: Line;
  readonly last: Line;
};

export type ObservedLog = {
  /** The pod (or workload) whose log it is, when the command tells. */
  readonly object: ObjectRef | null;
  readonly container: string | null;
  readonly previous: boolean;
  readonly lineCount: number;
  readonly templates: readonly LogTemplate[];
  /** The last lines as printed, newest last (up to 50). */
  readonly tail: readonly Line[];
  readonly evidence: number;
};

/** An error that kubectl itself printed. */
export type KubectlError = {
  readonly code:
    | "forbidden"
    | "not-found"
    | "no-such-kind"
    | "unauthorized"
    | "connection-refused"
    | "timeout"
    | "dns"
    | "x509"
    | "metrics-unavailable"
    | "kubectl-not-found"
    | "container-waiting"
    | "no-previous-container"
    | "container-not-named"
    | "invalid"
    | "admission-denied"
    | "other";
  readonly object: ObjectRef | null;
  readonly message: string;
  readonly line: Line;
  readonly evidence: number;
};

/** That a list was asked for and what it covered, so that "nothing wrong" can be said of what was really looked at. */
export type Listing = {
  readonly kind: string;
  /** null: all namespaces, or a cluster-scoped kind. */
  readonly namespace: string | null;
  readonly count: number;
  /** A selector, a name, a field selector or a filter behind kubectl narrowed it. */
  readonly narrowed: boolean;
  readonly line: Line;
  readonly evidence: number;
};

/** Everything the evidence of a thread shows. Built by `observe(evidence)`; rules and the planner read nothing else. */
export type ClusterView = {
  readonly evidence: readonly Evidence[];
  readonly objects: readonly ObservedObject[];
  readonly events: readonly ObservedEvent[];
  readonly logs: readonly ObservedLog[];
  readonly errors: readonly KubectlError[];
  readonly listings: readonly Listing[];
  /** Objects of one kind, in order of namespace and name. */
  of(kind: string): readonly ObservedObject[];
  object(ref: ObjectRef): ObservedObject | undefined;
  eventsOf(ref: ObjectRef): readonly ObservedEvent[];
  logsOf(ref: ObjectRef): readonly ObservedLog[];
};
