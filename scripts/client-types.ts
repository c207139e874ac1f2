import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openApi } from "../src/surfaces/http/openapi.ts";
import { typesOf } from "./openapi-types.ts";

/** Writes the types of the HTTP API for TypeScript clients, from the same document that the service serves. */
const root = join(import.meta.dirname, "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
writeFileSync(join(root, "docs/api-types.ts"), typesOf(openApi(version)));
