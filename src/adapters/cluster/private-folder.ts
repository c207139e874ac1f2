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
  home(identity: string): string;
  lease(identity: string, text: string): Lease;
  remove(): void;
};

/** A kubeconfig as a file for as long as a command runs; the file goes when the last lease of it is released. */
export type Lease = { readonly path: string; release(): void };

export function createPrivateFolder(): PrivateFolder {
  const root = mkdtempSync(join(tmpdir(), folderPrefix));
  const endLife = showLife(root);
  const homes = new Map<string, string>();
  const leases = new Map<string, number>();
  const home = (identity: string) => {
    const known = homes.get(identity);
    if (known !== undefined) return known;
    const folder = join(root, createHash("sha256").update(identity).digest("hex").slice(0, 24));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    homes.set(identity, folder);
    return folder;
  };
  const release = (path: string) => {
    const holders = (leases.get(path) ?? 1) - 1;
    leases.set(path, holders);
    if (holders === 0) rmSync(path, { force: true });
  };
  return {
    home,
    lease(identity, text) {
      const path = join(home(identity), "config");
      const holders = leases.get(path) ?? 0;
      if (holders === 0) writeFileSync(path, text, { mode: 0o600 });
      leases.set(path, holders + 1);
      return { path, release: () => release(path) };
    },
    remove() {
      endLife();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
