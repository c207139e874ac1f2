import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder that only this process' user may enter, gone when the process ends in good order. One home for each cluster identity, so
 * that kubectl's discovery cache is kept between commands and nothing of the operator's own home is seen.
 */
export type PrivateFolder = { home(identity: string): string; kubeconfig(identity: string, text: string): string; remove(): void };

export function createPrivateFolder(): PrivateFolder {
  const root = mkdtempSync(join(tmpdir(), "kubetriage-"));
  const homes = new Map<string, string>();
  const home = (identity: string) => {
    const known = homes.get(identity);
    if (known !== undefined) return known;
    const folder = join(root, createHash("sha256").update(identity).digest("hex").slice(0, 24));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    homes.set(identity, folder);
    return folder;
  };
  return {
    home,
    kubeconfig(identity, text) {
      const path = join(home(identity), "config");
      writeFileSync(path, text, { mode: 0o600 });
      return path;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
