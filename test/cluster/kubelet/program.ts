/**
 * What is inside an image, as data: what the program needs, prints, listens on and how it ends. Nothing about it is in the cluster; a
 * container behaves as it does because of its spec, its ConfigMaps, the Services around it and this. So a fix in the cluster heals it.
 */
export type Program = {
  /** Lines on standard output as soon as it runs. `${NAME}` is a variable of its environment. */
  readonly says?: readonly string[];
  /** Lines once all it needs is there. */
  readonly saysReady?: readonly string[];
  /** Checked in this order when it starts. The first that does not hold ends it. */
  readonly needs?: readonly Need[];
  /** TCP ports it listens on: a number, or the variable that holds it with the number it takes without. */
  readonly listens?: readonly (number | { readonly env: string; readonly otherwise: number })[];
  /** Seconds between its start and its listening; default 0. */
  readonly startSeconds?: number;
  /** HTTP status of a path; 404 for others. Without it every path is answered with 200. */
  readonly answers?: Readonly<Record<string, number | Answer>>;
  /** It ends by itself; without it, it runs on. */
  readonly ends?: End;
  /** Working set and use of CPU, as quantities; default 20Mi and 5m. A working set above the memory limit is killed. */
  readonly memory?: string;
  readonly cpu?: string;
  /** What it writes to its own file system, as a quantity; above the limit of ephemeral storage the pod is evicted. */
  readonly disk?: string;
  /** Seconds until it uses all of its memory and disk; default 1. */
  readonly growSeconds?: number;
  /** The user of the image; default root. */
  readonly user?: "root" | "non-root";
  /** Commands that exist in the image; default: any. Others cannot be started. */
  readonly executables?: readonly string[];
  /** The image has a shell: `sh -c` scripts of the pod run (see shell.ts for what is understood). */
  readonly shell?: boolean;
  /** Default amd64. Another one cannot be executed on the nodes. */
  readonly architecture?: "amd64" | "arm64";
  /** It cannot be pulled without an image pull secret for its registry. */
  readonly private?: boolean;
  /** It does not end when asked to, only when killed after the grace period. */
  readonly ignoresTermination?: boolean;
  readonly files?: Readonly<Record<string, string>>;
};

export type End = { readonly afterSeconds?: number; readonly exitCode: number; readonly says?: readonly string[] };
export type Answer = { readonly status: number; readonly needs: Condition; readonly otherwise: number };

/** When the condition does not hold, the program prints these lines (`${error}` is what the system said) and ends. */
export type Need = { readonly that: Condition; readonly otherwise: End };

/** Something that is so or not from inside a container. */
export type Condition =
  /** The variable is set and not empty; its value is exactly this; it matches the pattern. */
  | { readonly env: string; readonly is?: string; readonly matches?: string }
  /** The file is there (mounted or part of the image), and contains the text. */
  | { readonly file: string; readonly contains?: string }
  /** One of its arguments is exactly this. */
  | { readonly argument: string }
  /** A TCP connection succeeds: `host:port` or a URL, as text or in a variable. Names are resolved as in a pod. */
  | { readonly reaches: string | { readonly env: string } }
  /** No memory limit, or at least this much. */
  | { readonly memoryLimit: string }
  | { readonly user: "root" | "non-root" }
  /** The folder can be written: a writable root file system, or a volume that is not read-only. */
  | { readonly writes: string }
  /** The API server lets the pod's service account do this in the pod's namespace (or the one given). */
  | { readonly may: string; readonly resource: string; readonly group?: string; readonly namespace?: string }
  | { readonly not: Condition }
  | { readonly any: readonly Condition[] };
