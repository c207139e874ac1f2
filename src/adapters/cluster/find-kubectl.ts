import { accessSync, closeSync, constants, openSync, readSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The program to start, and the PATH that it gets. */
export type Kubectl = { readonly executable: string; readonly path: string };

/**
 * Finds kubectl on the operator's PATH each time it is needed. A program of its own gets a PATH on which there is nothing to start;
 * a script (version managers put one in front) needs the operator's, and so does a kubeconfig with a credential plugin.
 */
export function findKubectl(
  name: string,
  searched: string | undefined,
  emptyFolder: string,
): (wanted: string | undefined) => Kubectl {
  return (wanted) => {
    const executable = name.includes("/") ? name : findOnPath(name, searched ?? "");
    if (executable === null) return { executable: name, path: emptyFolder };
    return { executable, path: wanted ?? (isScript(executable) ? (searched ?? "") : emptyFolder) };
  };
}

/** The path of the program of that bare name; null when no folder of the PATH holds it. */
export function findOnPath(name: string, searched: string): string | null {
  const paths = searched.split(delimiter).filter((folder) => folder !== "");
  return paths.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isScript(path: string): boolean {
  try {
    const file = openSync(path, "r");
    const start = Buffer.alloc(2);
    readSync(file, start, 0, 2, 0);
    closeSync(file);
    return start.toString("latin1") === "#!";
  } catch {
    return true;
  }
}
