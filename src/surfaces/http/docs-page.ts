import { createHash } from "node:crypto";
import type { OpenApi } from "./openapi.ts";
import type { Operation } from "./openapi-parts.ts";

/** The OpenAPI document as one page that loads nothing: no script, no font, no other host. */
export function docsPage(document: OpenApi): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section(method, path, operation)),
  );
  const { title, version, description } = document.info;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} ${escaped(version)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)} <small>${escaped(version)}</small></h1>
<p>${escaped(description)} The same as a document: <a href="openapi.json">openapi.json</a>.</p>
${operations.join("\n")}
</body>
</html>
`;
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
h2{font-size:1.1rem;border-top:1px solid #d0d7de;padding-top:1rem}
code,pre{font:14px/1.45 ui-monospace,monospace}
pre{background:#f6f8fa;padding:.75rem;overflow:auto}
small{color:#57606a}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}pre{background:#161b22}small{color:#9198a1}a{color:#58a6ff}h2{border-color:#30363d}}`;

/** The page may apply this one style and nothing else. */
export const docsPolicy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

function section(method: string, path: string, operation: Operation): string {
  return [
    `<section>\n<h2><code>${method.toUpperCase()} ${escaped(path)}</code></h2>`,
    `<p>${escaped(operation.summary)}</p>`,
    block("Parameters", operation.parameters),
    block("Request", operation.requestBody),
    ...Object.entries(operation.responses).map(([status, reply]) =>
      block(`${status}: ${reply.description}`, reply.content),
    ),
    "</section>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function block(summary: string, shown: unknown): string {
  if (shown === undefined) return `<p>${escaped(summary)}</p>`.replace(/^<p>(Parameters|Request)<\/p>$/, "");
  const text = JSON.stringify(shown, null, 2);
  return `<details><summary>${escaped(summary)}</summary><pre>${escaped(text)}</pre></details>`;
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
