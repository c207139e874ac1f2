import { createServer, type ServerResponse } from "node:http";

/** What a path of a small API server answers: a value as JSON, a text, or whatever a function does with the response. */
export type Answers = Readonly<Record<string, unknown>>;

export type SmallApi = {
  /** Every path with its query that was asked for, in order. */
  readonly asked: string[];
  close(): Promise<void>;
};

/** A server on a unix socket that answers some paths as an API server would, or as none ever would; the rest it does not know. */
export async function smallApi(socketPath: string, answers: Answers): Promise<SmallApi> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const url = new URL(request.url ?? "", "http://localhost");
    const answer = answers[`${url.pathname}${url.search}`] ?? answers[url.pathname] ?? refusal(404, "NotFound", "no");
    if (typeof answer === "function") return (answer as (to: ServerResponse, url: URL) => void)(response, url);
    response.statusCode = codeOf(answer);
    response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return {
    asked,
    close: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
}

/** A Status as an API server sends it. */
export function refusal(code: number, reason: string, message: string): object {
  return { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message };
}

function codeOf(answer: unknown): number {
  const { kind, code } = answer as { kind?: unknown; code?: unknown };
  return kind === "Status" ? Number(code) : 200;
}

export function list(kind: string, items: readonly unknown[], more = ""): object {
  return { kind: `${kind}List`, apiVersion: "v1", metadata: more === "" ? {} : { continue: more }, items };
}

type Listed = { readonly name: string; readonly kind: string; readonly namespaced?: boolean };

export function resources(...listed: readonly Listed[]): object {
  const whole = listed.map((one) => ({ namespaced: true, singularName: "", verbs: ["get", "list"], ...one }));
  return { kind: "APIResourceList", groupVersion: "v1", resources: whole };
}

/** An object as it stands in a list. */
export const object = (name: string, more: object = {}, namespace = "shop") => ({
  metadata: { name, namespace },
  ...more,
});

/** A pod whose one container runs. */
export const running = (name: string, namespace = "shop") =>
  object(
    name,
    {
      spec: { nodeName: "n", containers: [{ name: "app" }] },
      status: { containerStatuses: [{ name: "app", state: { running: {} }, lastState: {} }] },
    },
    namespace,
  );

export const shop = { metadata: { name: "shop" } };
export const kinds = {
  namespaces: { name: "namespaces", kind: "Namespace", namespaced: false },
  pods: { name: "pods", kind: "Pod" },
  secrets: { name: "secrets", kind: "Secret" },
  configMaps: { name: "configmaps", kind: "ConfigMap" },
};

export const version = { gitVersion: "v1.34.2" };
export const noGroups = { kind: "APIGroupList", groups: [] };
