import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach } from "vitest";
import { parse } from "yaml";
import { type CaptureSettings, captureCluster } from "../../../src/adapters/snapshot/capture/capture-cluster.ts";
import { createRedactor } from "../../../src/core/evidence/redaction/redactor.ts";
import { type Answers, noGroups, type SmallApi, smallApi, version } from "./small-api.ts";

type Changed = Partial<CaptureSettings>;

/** Where the servers of one test listen and where they are captured to. */
type Place = { readonly home: string; readonly folder: string; readonly opened: SmallApi[] };

/** Captures of small API servers for the tests of one file. All of it lies in `home`, which every test finds empty. */
export function smallCaptures() {
  const home = mkdtempSync(join(tmpdir(), "kubetriage-capture-"));
  const place: Place = { home, folder: join(home, "taken"), opened: [] };

  afterEach(async () => {
    await Promise.all(place.opened.splice(0).map((api) => api.close()));
    for (const name of readdirSync(home)) rmSync(join(home, name), { recursive: true, force: true });
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  return {
    home,
    folder: place.folder,
    serve: (answers: Answers) => serve(place, answers),
    capture: (changed?: Changed) => capture(place, changed),
    taken: async (answers: Answers, changed?: Changed) => {
      await serve(place, answers);
      return await capture(place, changed);
    },
    written: () => written(place),
    everything: () => everything(place),
    index: () => parse(readFileSync(join(place.folder, "snapshot.yaml"), "utf8")),
  };
}

async function serve({ home, opened }: Place, answers: Answers): Promise<SmallApi> {
  const api = await smallApi(join(home, `${opened.length}.sock`), {
    "/version": version,
    "/apis": noGroups,
    ...answers,
  });
  opened.push(api);
  return api;
}

function capture({ home, folder, opened }: Place, changed: Changed = {}) {
  return captureCluster({
    path: folder,
    socketPath: join(home, `${opened.length - 1}.sock`),
    server: "small",
    namespaces: null,
    ownNamespace: "shop",
    logLines: 100,
    redactorOf: (key) => createRedactor((secret) => `${key.length}${secret.length}`),
    progress: () => {},
    signal: new AbortController().signal,
    now: Date.now,
    pace: { atOnce: 4, perSecond: 10_000 },
    ...changed,
  });
}

function written({ folder }: Place): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function everything(place: Place): string {
  return written(place)
    .map((file) => readFileSync(join(place.folder, file), "utf8"))
    .join("\n");
}
