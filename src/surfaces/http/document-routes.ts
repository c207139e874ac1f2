import type { FastifyInstance } from "fastify";
import { docsPage, docsPolicy } from "./docs-page.ts";
import type { HttpParts } from "./http-parts.ts";
import { openApi } from "./openapi.ts";

/** GET /health, /metrics, /openapi.json and /docs: open to everybody and not limited, as in the original. */
export function addDocuments(server: FastifyInstance, { metrics, settings }: HttpParts): void {
  const document = openApi(settings.about.version);
  const page = docsPage(document);
  server.get("/health", async () => ({ status: "healthy" }));
  server.get("/openapi.json", async () => document);
  server.get("/docs", (_request, reply) =>
    reply.type("text/html; charset=utf-8").header("content-security-policy", docsPolicy).send(page),
  );
  server.get("/metrics", async (_request, reply) => {
    const { contentType, body } = await metrics.text();
    return reply.type(contentType).send(body);
  });
}
