import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderPrefix, showLife } from "./left-folders.ts";

/**
 * A folder that only this process' user may enter, gone when the process ends in good order. One home for each cluster identity, so
 * that kubectl's discovery cache is kept between commands and nothing of the operator's own home is seen.
 */
export type PrivateFolder = {
  /** Where an identity's home is; made by `enter`. */
  home(identity: string): string;
  /** Makes the home, and keeps it until it is released. With `kubeconfig` it lies there as a file meanwhile. */
  enter(identity: string, kubeconfig?: string): Stay;
  remove(): void;
};

/** `kubeconfig` is the path of the file; it goes when the last stay that brought it is released. */
export type Stay = { readonly home: string; readonly kubeconfig: string | null; release(): void };

type Home = { stays: number; holders: number };

/** Homes that nobody is in go, the one not entered for longest first, when there are more than `mostHomes`. */
export function createPrivateFolder(mostHomes = 200): PrivateFolder {
  const root = mkdtempSync(join(tmpdir(), folderPrefix));
  const endLife = showLife(root);
  const homes = new Map<string, Home>();
  const pathOf = (identity: string) => join(root, createHash("sha256").update(identity).digest("hex").slice(0, 24));
  const evict = () => {
    for (const [path, home] of homes) {
      if (homes.size <= mostHomes) return;
      if (home.stays > 0) continue;
      homes.delete(path);
      rmSync(path, { recursive: true, force: true });
    }
  };
  return {
    home: pathOf,
    enter(identity, text) {
      const path = pathOf(identity);
      const home = homes.get(path) ?? { stays: 0, holders: 0 };
      homes.delete(path);
      homes.set(path, home);
      home.stays += 1;
      mkdirSync(path, { recursive: true, mode: 0o700 });
      const kubeconfig = text === undefined ? null : join(path, "config");
      if (kubeconfig !== null && home.holders === 0) writeFileSync(kubeconfig, text!, { mode: 0o600 });
      if (kubeconfig !== null) home.holders += 1;
      evict();
      return {
        home: path,
        kubeconfig,
        release() {
          home.stays -= 1;
          if (kubeconfig !== null) home.holders -= 1;
          if (kubeconfig !== null && home.holders === 0) rmSync(kubeconfig, { force: true });
          evict();
        },
      };
    },
    remove() {
      endLife();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
