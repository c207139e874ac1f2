import { anthropic } from "./vendor-anthropic.ts";
import { bedrock } from "./vendor-bedrock.ts";
import { openai, openaiCompatible } from "./vendor-openai.ts";
import type { VendorProtocol } from "./vendor-protocol.ts";

/** Every provider of the service with the wire format that its vendor speaks. */
export const vendorProtocols = {
  openai,
  "openai-compatible": openaiCompatible,
  anthropic,
  bedrock,
} satisfies Record<string, VendorProtocol>;
