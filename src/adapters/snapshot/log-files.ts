import { readFile } from "node:fs/promises";

/** Where the logs of a snapshot lie. */
export type LogFiles = {
  /** The text of one container's log, or undefined when the snapshot has none. */
  read(namespace: string, pod: string, container: string, previous: boolean): Promise<string | undefined>;
};

/** A log file found below a snapshot folder: of one container (our layout), or of all containers of a pod (`cluster-info dump`). */
export type LogFile = { readonly file: string; readonly path: readonly string[] };

/** Finds logs among the files of a snapshot: `logs/<namespace>/<pod>/<container>[.previous].log` and `<namespace>/<pod>/logs.txt`. */
export function logFiles(files: readonly LogFile[]): LogFiles {
  const byContainer = new Map(files.flatMap(({ file, path }) => entry(file, path)));
  return {
    async read(namespace, pod, container, previous) {
      const own = byContainer.get(key(namespace, pod, `${container}${previous ? ".previous" : ""}.log`));
      if (own !== undefined) return await readFile(own, "utf8");
      const dumped = previous ? undefined : byContainer.get(key(namespace, pod, "logs.txt"));
      return dumped === undefined ? undefined : section(await readFile(dumped, "utf8"), namespace, pod, container);
    },
  };
}

const key = (...parts: readonly string[]) => parts.join("/");

function entry(file: string, path: readonly string[]): [string, string][] {
  const [namespace, pod, name] = path.slice(-3);
  if (namespace === undefined || pod === undefined || name === undefined) return [];
  if (name === "logs.txt") return [[key(namespace, pod, name), file]];
  return path.at(-4) === "logs" && name.endsWith(".log") ? [[key(namespace, pod, name), file]] : [];
}

/** The part of a dumped `logs.txt` between the markers that kubectl writes around each container. */
function section(text: string, namespace: string, pod: string, container: string): string | undefined {
  const about = `logs for container ${container} of pod ${namespace}/${pod} ====`;
  const start = text.indexOf(`==== START ${about}`);
  if (start < 0) return undefined;
  const from = text.indexOf("\n", start);
  const end = text.indexOf(`==== END ${about}`, start);
  return from < 0 ? "" : text.slice(from + 1, end < 0 ? undefined : Math.max(from + 1, end));
}
