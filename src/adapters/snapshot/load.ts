import type { Dirent } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { CORE_SCHEMA, load } from "js-yaml";
import { Fault } from "../../core/faults/fault.ts";
import { hasObjectAt } from "./columns/fields.ts";
import { completed } from "./completed.ts";
import type { KubeObject } from "./kube-object.ts";
import { logFiles } from "./log-files.ts";
import { readObjects } from "./read-objects.ts";
import { readDiscovery } from "./recorded-discovery.ts";
import { recordingOf } from "./recording.ts";
import type { Snapshot } from "./snapshot.ts";
import { progressFile } from "./unfinished.ts";
import { unreadOf } from "./unread.ts";

/**
 * Reads a recorded cluster: a folder of YAML or JSON files with `logs/`, a folder that `kubectl cluster-info dump` wrote, or
 * one file of `kubectl get -o yaml`. Throws `bad-snapshot`, naming the file (and the line) and the problem.
 */
export async function loadSnapshot(path: string): Promise<Snapshot> {
  await refuseUnfinished(path);
  const files = await snapshotFiles(path);
  const describing = files.find(({ below }) => below.length === 1 && /^snapshot\.ya?ml$/.test(below[0]!));
  const described = describing === undefined ? undefined : await readDescription(describing.path);
  const isCapture = hasObjectAt(described, "capture");
  const listing = isCapture ? files.find(({ below }) => below.join("/") === "discovery.json") : undefined;
  const holding = files.filter((file) => file !== describing && file !== listing && /\.(ya?ml|json)$/i.test(file.path));
  if (holding.length === 0) throw new Fault("bad-snapshot", `${path}: no .yaml, .yml or .json file in it`);
  const objects = (await Promise.all(holding.map(readFileObjects))).flat();
  if (objects.length === 0) throw new Fault("bad-snapshot", `${path}: no Kubernetes object in it`);
  const recording = recordingOf(described, describing?.path ?? path, objects);
  const logs = files.filter((file) => /\.(log|txt)$/.test(file.path));
  return {
    path,
    ...recording,
    objects: completed(objects),
    logs: logFiles(logs.map((file) => ({ file: file.path, path: file.below }))),
    discovery: listing && readDiscovery(await readText(listing.path), listing.path),
    unread: unreadOf(described),
  };
}

/** What is missing in half a recording would look as if it were missing in the cluster. */
async function refuseUnfinished(path: string): Promise<void> {
  const found = await stat(join(path, progressFile)).catch(() => undefined);
  if (found !== undefined)
    throw new Fault(
      "bad-snapshot",
      `${path}: the capture into this folder was interrupted; give the same command again.`,
    );
}

type Found = { readonly path: string; readonly below: readonly string[] };

async function readFileObjects({ path }: Found): Promise<KubeObject[]> {
  return readObjects(await readText(path), path);
}

async function readDescription(path: string): Promise<unknown> {
  try {
    return load(await readText(path), { schema: CORE_SCHEMA });
  } catch (cause) {
    throw new Fault("bad-snapshot", `${path}: ${(cause as Error).message}`, { cause });
  }
}

async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).replace(/^\uFEFF/, "");
  } catch (cause) {
    throw new Fault("bad-snapshot", `${path}: cannot be read (${(cause as NodeJS.ErrnoException).code})`, { cause });
  }
}

async function snapshotFiles(path: string): Promise<Found[]> {
  try {
    const root = await realpath(path);
    if ((await stat(root)).isDirectory()) return await filesBelow(root, root);
    return [{ path: root, below: [basename(path)] }];
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Fault(
      "bad-snapshot",
      `${path}: ${code === "ENOENT" ? "no such file or folder" : `cannot be read (${code})`}`,
      {
        cause,
      },
    );
  }
}

/** Files below a folder, in the order of their names; hidden ones and links that lead out of the snapshot are left out. */
async function filesBelow(folder: string, root: string): Promise<Found[]> {
  const entries = (await readdir(folder, { withFileTypes: true }))
    .filter(({ name }) => !name.startsWith("."))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return (await Promise.all(entries.map((entry) => filesOf(entry, folder, root)))).flat();
}

async function filesOf(entry: Dirent, folder: string, root: string): Promise<Found[]> {
  const path = join(folder, entry.name);
  const found = [{ path, below: relative(root, path).split(sep) }];
  if (entry.isDirectory()) return await filesBelow(path, root);
  if (entry.isFile()) return found;
  const inside = entry.isSymbolicLink() && (await realpath(path)).startsWith(`${root}${sep}`);
  return inside && (await stat(path)).isFile() ? found : [];
}
