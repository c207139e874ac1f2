import { Fault } from "../../core/faults/fault.ts";

/** A command as the wire contract has it, with the additive fields this client shows. */
export type WireCommand = {
  readonly Command: string;
  readonly Output: string;
  readonly execute: boolean;
  readonly reason?: string;
  readonly risk?: string;
  readonly exit_code?: number | null;
  readonly duration_ms?: number;
  readonly truncated?: boolean;
  readonly blocked?: { readonly rule: string; readonly reason: string };
};

export type WireReply = {
  readonly Content: string;
  readonly thread_id: string;
  readonly data: {
    readonly Cmds: readonly WireCommand[];
    readonly executedCmds: readonly WireCommand[];
    readonly conclusion?: { readonly verdict: string; readonly summary: string };
  };
};

export type WireRequest = {
  readonly content: string;
  readonly Cmds?: readonly WireCommand[];
  readonly RejectedCommands?: readonly { readonly command: string; readonly reason: string }[];
  readonly executeAll?: boolean;
};

export type MessageClient = { send(request: WireRequest): Promise<WireReply> };

export type Connection = {
  readonly server: string;
  readonly apiKey: string | null;
  readonly namespace: string | null;
  /** Sent once, with the first message. */
  readonly kubeconfig: string | null;
  readonly threadId: string | null;
};

/** Speaks /api/sendMessage and keeps the thread's id. Throws faults in words for the person at the terminal. */
export function createMessageClient(connection: Connection): MessageClient {
  let threadId = connection.threadId;
  let kubeconfig = connection.kubeconfig;
  return {
    async send({ content, Cmds = [], RejectedCommands = [], executeAll = false }) {
      const reply = await post(connection, {
        content,
        ...(threadId === null ? {} : { thread_id: threadId }),
        ...(connection.namespace === null ? {} : { platform_context: { k8s_namespace: connection.namespace } }),
        data: {
          Cmds,
          RejectedCommands,
          execute_all: executeAll,
          ...(kubeconfig === null ? {} : { kubeconfig: Buffer.from(kubeconfig).toString("base64") }),
        },
      });
      threadId = reply.thread_id;
      kubeconfig = null;
      return reply;
    },
  };
}

async function post(connection: Connection, body: unknown): Promise<WireReply> {
  const url = new URL("/api/sendMessage", connection.server);
  const headers = {
    "content-type": "application/json",
    ...(connection.apiKey === null ? {} : { "x-api-key": connection.apiKey }),
  };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) }).catch((cause: unknown) => {
    throw new Fault(
      "not-found",
      `No kubetriage server answers at ${url.origin}. Start one with npm start, or leave --server out.`,
      { cause },
    );
  });
  const text = await response.text();
  if (response.ok) return readReply(text, url);
  throw new Fault(
    response.status === 401 ? "unauthorized" : "bad-request",
    `${url.origin} answered ${response.status}: ${errorOf(text)}`,
  );
}

function readReply(text: string, url: URL): WireReply {
  const reply = parseJson(text) as Partial<WireReply> | null;
  if (typeof reply?.Content === "string" && typeof reply.thread_id === "string" && Array.isArray(reply.data?.Cmds))
    return reply as WireReply;
  throw new Fault("bad-request", `What answers at ${url.origin} is no kubetriage server.`);
}

function errorOf(text: string): string {
  const body = parseJson(text) as { error?: unknown } | null;
  return typeof body?.error === "string" ? body.error : text.slice(0, 300);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
