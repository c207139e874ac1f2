import { type Answer, type Asked, json, refused, text } from "./answer.ts";
import { pathNotFound } from "./api-status.ts";
import { discovery } from "./discovery.ts";
import { resourcePath } from "./request-path.ts";
import { answerResource } from "./resource-answer.ts";
import type { Catalogue } from "./resources.ts";
import type { Served } from "./served.ts";
import { serverVersion } from "./server-version.ts";

/** Answers one request as the API server of the recorded cluster would. Never throws for anything that a client sends. */
export async function answer(served: Served, asked: Asked): Promise<Answer> {
  try {
    return await route(served, asked);
  } catch (error) {
    return refused(error);
  }
}

async function route(served: Served, asked: Asked): Promise<Answer> {
  const { segments, accept, method } = asked;
  const [root = ""] = segments;
  if (method === "GET" && /^(healthz|livez|readyz)$/.test(root)) return text("ok");
  if (method === "GET" && root === "version") return versionAnswer(served);
  if (method === "GET" && root === "openapi" && segments[1] === "v3")
    return served.openApi(segments.slice(2)) ?? notServed();
  const path = resourcePath(segments);
  if (path !== undefined) return await answerResource(served, asked, path);
  if (method === "GET" && (root === "api" || root === "apis"))
    return discovery(served.catalogue, segments, accept) ?? notServed();
  if (method === "GET" && segments.length === 0) return json({ paths: rootPaths(served.catalogue) });
  return notServed();
}

/** The one document that the real server indents. */
function versionAnswer({ snapshot }: Served): Answer {
  return text(JSON.stringify(serverVersion(snapshot.kubernetesVersion), null, 2), "application/json");
}

function notServed(): never {
  throw pathNotFound();
}

function rootPaths({ resources }: Catalogue): string[] {
  const groups = resources.map(({ group, version }) =>
    group === "" ? `/api/${version}` : `/apis/${group}/${version}`,
  );
  return [
    "/api",
    "/apis",
    ...new Set(groups),
    "/healthz",
    "/livez",
    "/openapi/v2",
    "/openapi/v3",
    "/readyz",
    "/version",
  ].sort();
}
