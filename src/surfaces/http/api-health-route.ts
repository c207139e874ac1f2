import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from "fastify";
import { z } from "zod";
import { Fault } from "../../core/faults/fault.ts";
import { badField } from "./bad-field.ts";
import { clientSignal } from "./client-signal.ts";
import type { HttpParts } from "./http-parts.ts";
import { decodeKubeconfig } from "./kubeconfig-text.ts";
import { jsonOf } from "./request-json.ts";

/** The body of POST /api/health, for those who keep credentials out of URLs. */
export const healthBody = z.looseObject({
  data: z
    .looseObject({ kubeconfig: z.string().nullish().meta({ description: "Base64.", contentEncoding: "base64" }) })
    .nullish(),
});

/** GET and POST /api/health: is the service up, and does kubectl reach the cluster (the server's own or a given one)? */
export function addApiHealth(server: FastifyInstance, parts: HttpParts, requireKey: onRequestHookHandler): void {
  const answer = async (kubeconfig: string | null, signal: AbortSignal) => {
    const access = await parts.access(kubeconfig, signal);
    const body = { status: "healthy", kubectl_access: access.reachable, kubectl_message: access.message };
    const models = parts.models?.() ?? [];
    if (models.length === 0) return body;
    const states = models.map(({ name, resting, lastError }) => ({ name, resting, last_error: lastError }));
    return { ...body, engine: parts.settings.about.engine, models: states };
  };
  server.get("/api/health", { onRequest: requireKey }, (request, reply) =>
    answer(kubeconfigOfGet(request), clientSignal(reply.raw)),
  );
  server.post("/api/health", { onRequest: requireKey }, async (request, reply) =>
    answer(kubeconfigOfPost(request), clientSignal(reply.raw)),
  );
}

/** In a query an unescaped `+` of base64 arrives as a blank. */
function kubeconfigOfGet(request: FastifyRequest): string | null {
  const inQuery = (request.query as Record<string, unknown>)["data.kubeconfig"] ?? "";
  if (typeof inQuery !== "string") throw new Fault("bad-kubeconfig", "'data.kubeconfig' was given more than once");
  if (inQuery !== "") return decodeKubeconfig(inQuery.replaceAll(" ", "+"), "data.kubeconfig");
  const header = request.headers["x-kubeconfig"];
  return typeof header === "string" && header !== "" ? decodeKubeconfig(header, "X-Kubeconfig") : null;
}

function kubeconfigOfPost(request: FastifyRequest): string | null {
  const body = jsonOf(request);
  const checked = healthBody.safeParse(body);
  if (!checked.success) throw badField(checked.error, body);
  const given = checked.data.data?.kubeconfig;
  return given ? decodeKubeconfig(given, "data.kubeconfig") : null;
}
