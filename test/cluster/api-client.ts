import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { createInterface } from "node:readline";

/** Any object of the Kubernetes API, as JSON. */
export type KubernetesObject = {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: any;
};
export type ObjectMeta = {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: any;
};
export type WatchEvent = {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: any;
};
export type Answer = { readonly status: number; readonly text: string };
export type PatchKind = "application/merge-patch+json" | "application/strategic-merge-patch+json";

export type Identity = { readonly token: string } | { readonly certificate: string; readonly key: string };

/** Speaks to one API server as one user. Paths are those of the REST API (`/api/v1/namespaces/default/pods`). */
export type ApiClient = {
  send(method: string, path: string, body?: unknown, contentType?: string): Promise<Answer>;
  /** The parsed answer; throws an ApiError for any status but 2xx. */
  get(path: string): Promise<any>;
  create(path: string, body: unknown): Promise<any>;
  patch(path: string, body: unknown, kind?: PatchKind): Promise<any>;
  remove(path: string, options?: unknown): Promise<any>;
  /** Gives each event to the listener until the watch ends by itself or by `stop`. */
  watch(path: string, onEvent: (event: WatchEvent) => void): { readonly ended: Promise<void>; stop(): void };
  close(): void;
};

export class ApiError extends Error {
  readonly status: number;
  constructor(method: string, path: string, answer: Answer) {
    super(`${method} ${path}: ${answer.status} ${messageOf(answer.text)}`);
    this.status = answer.status;
  }
}

/** How long an API server may be silent before a request is given up; one without an answer would hold up its caller for ever. */
const silence = 20_000;

/** The authority is the PEM text that signs the server's certificate; without an identity it speaks as nobody. */
export function connectApi(url: string, identity: Identity | undefined, authority: string): ApiClient {
  const tls =
    identity !== undefined && "key" in identity
      ? { ca: authority, cert: identity.certificate, key: identity.key }
      : { ca: authority };
  const agent = new Agent({ keepAlive: true, maxSockets: 32, ...tls });
  const watches = new Agent(tls);
  const bearer = identity !== undefined && "token" in identity ? { authorization: `Bearer ${identity.token}` } : {};
  const headers = { ...bearer, accept: "application/json" };

  function send(method: string, path: string, body?: unknown, contentType = "application/json"): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? "" : JSON.stringify(body);
      // Node says the length of a DELETE's body only where it is told, and the server then reads no options.
      const sized = { "content-type": contentType, "content-length": Buffer.byteLength(text) };
      const sent = request(`${url}${path}`, { method, agent, headers: { ...headers, ...(text === "" ? {} : sized) } });
      sent.setTimeout(silence, () => sent.destroy(new Error(`${method} ${path}: no answer within ${silence} ms`)));
      sent.on("error", reject);
      sent.on("response", (response) => readAnswer(response).then(resolve, reject));
      sent.end(text);
    });
  }
  async function parsed(method: string, path: string, body?: unknown, contentType?: string): Promise<any> {
    const answer = await send(method, path, body, contentType);
    if (answer.status >= 300) throw new ApiError(method, path, answer);
    return JSON.parse(answer.text);
  }
  return {
    send,
    get: (path) => parsed("GET", path),
    create: (path, body) => parsed("POST", path, body),
    patch: (path, body, kind = "application/merge-patch+json") => parsed("PATCH", path, body, kind),
    remove: (path, options) => parsed("DELETE", path, options),
    watch: (path, onEvent) => {
      const sent = request(`${url}${path}`, { agent: watches, headers });
      const ended = new Promise<void>((resolve) => {
        sent.on("close", resolve);
        sent.on("error", () => resolve());
        sent.on("response", (response) => {
          response.on("error", () => undefined);
          const lines = createInterface({ input: response });
          lines.on("line", (line) => line !== "" && onEvent(eventOf(line)));
          lines.on("error", () => undefined);
        });
      });
      sent.end();
      return { ended, stop: () => void sent.destroy() };
    },
    close: () => {
      agent.destroy();
      watches.destroy();
    },
  };
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") };
}

/** A watch that fails answers with a Status instead of events; both become an ERROR event. */
function eventOf(line: string): WatchEvent {
  try {
    const event = JSON.parse(line);
    return event.type === undefined ? { type: "ERROR", object: event } : event;
  } catch {
    return { type: "ERROR", object: { message: line } };
  }
}

function messageOf(text: string): string {
  try {
    return String(JSON.parse(text).message ?? text);
  } catch {
    return text;
  }
}
