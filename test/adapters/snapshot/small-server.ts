import { request } from "node:https";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll } from "vitest";
import { type SnapshotServer, startSnapshotServer } from "../../../src/adapters/snapshot/server.ts";

const small = resolve(import.meta.dirname, "small");
const recordedAt = Date.parse("2025-11-20T10:00:00Z");
const year = 365 * 24 * 3600 * 1000;

type Asking = { method?: string; accept?: string; authorization?: string; body?: string; gzip?: boolean };
type Got = { status: number; type: string; encoding: string | undefined; text: string; warning: string | undefined };

/** Serves the small recording a year later to the tests of one file, with a client that asks it for paths. */
export function smallServer() {
  let server: SnapshotServer;
  beforeAll(async () => {
    server = await startSnapshotServer({ path: small, now: () => recordedAt + year });
  });
  afterAll(() => server.close());

  const asked = (path: string, asking: Asking = {}): Promise<Got> => ask(server, path, asking);
  const json = async (path: string, asking?: Asking): Promise<any> => JSON.parse((await asked(path, asking)).text);
  return { ask: asked, json };
}

function ask(
  { url, kubeconfig }: SnapshotServer,
  path: string,
  { method = "GET", accept, authorization, body, gzip }: Asking,
): Promise<Got> {
  const token = /token: (\S+)/.exec(kubeconfig)![1]!;
  const ca = Buffer.from(/certificate-authority-data: (\S+)/.exec(kubeconfig)![1]!, "base64");
  const headers = {
    authorization: authorization ?? `Bearer ${token}`,
    ...(accept === undefined ? {} : { accept }),
    ...(gzip ? { "accept-encoding": "gzip" } : {}),
  };
  return new Promise((done, reject) => {
    const sent = request(`${url}${path}`, { method, headers, ca }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const encoding = response.headers["content-encoding"];
        const content = Buffer.concat(chunks);
        const text = (encoding === "gzip" ? gunzipSync(content) : content).toString("utf8");
        const { "content-type": type = "", warning } = response.headers as Record<string, string | undefined>;
        done({ status: response.statusCode ?? 0, type, encoding, text, warning });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
