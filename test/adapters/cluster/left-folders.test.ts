import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { folderPrefix, removeLeftFolders } from "../../../src/adapters/cluster/left-folders.ts";

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "kubetriage-left-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const later = () => Date.now() + 3_600_000;

/** A process of its own that holds a private folder with a kubeconfig in it. */
async function holder() {
  const file = resolve(import.meta.dirname, "../../../src/adapters/cluster/private-folder.ts");
  const code = `const { createPrivateFolder } = await import(${JSON.stringify(file)});
    createPrivateFolder().enter("cluster", "token: open-sesame"); setInterval(() => {}, 1000); console.log("held");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    env: { ...process.env, TMPDIR: parent },
  });
  await once(child.stdout, "data");
  return child;
}

test("the folder of a service that was killed goes, that of a living one stays", async () => {
  const child = await holder();
  const [name] = readdirSync(parent) as [string];
  await expect.poll(() => existsSync(join(parent, name, "alive")), { interval: 2 }).toBe(true);
  await removeLeftFolders(later(), parent);
  expect(readdirSync(parent)).toEqual([name]);
  child.kill("SIGKILL");
  await once(child, "exit");
  await removeLeftFolders(Date.now(), parent);
  expect(readdirSync(parent)).toEqual([name]);
  await removeLeftFolders(later(), parent);
  expect(readdirSync(parent)).toEqual([]);
});

test("a folder without such a socket is somebody else's", async () => {
  mkdirSync(join(parent, `${folderPrefix}x`));
  mkdirSync(join(parent, "kubetriage-x"));
  await removeLeftFolders(later(), parent);
  expect(existsSync(join(parent, `${folderPrefix}x`))).toBe(true);
  expect(existsSync(join(parent, "kubetriage-x"))).toBe(true);
});
