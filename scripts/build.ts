import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Makes dist/: the sources as JavaScript, and the data files that stand beside them. */
const root = join(import.meta.dirname, "..");

rmSync(join(root, "dist"), { recursive: true, force: true });
execFileSync("tsc", ["--project", "tsconfig.build.json"], { cwd: root, stdio: "inherit" });
cpSync(join(root, "src"), join(root, "dist"), { recursive: true, filter: (path) => !path.endsWith(".ts") });
chmodSync(join(root, "dist/main/cli.js"), 0o755);
