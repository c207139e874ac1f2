import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

export type SigningKey = {
  readonly id: string;
  readonly secret: string;
  readonly region: string;
  readonly service: string;
};

/**
 * Checks the Authorization header of a request as AWS does (Signature Version 4, "Create a signed AWS API request" in the IAM
 * user guide) and says what is wrong with it; null: nothing.
 */
export function signatureProblem(request: IncomingMessage, body: string, key: SigningKey): string | null {
  const form = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, credential, names, signature] = form.exec(request.headers.authorization ?? "") ?? [];
  if (signature === undefined) return "the Authorization header has another form";
  const time = String(request.headers["x-amz-date"]);
  const scope = `${time.slice(0, 8)}/${key.region}/${key.service}/aws4_request`;
  if (credential !== `${key.id}/${scope}`) return `the scope is ${credential}`;
  const signed = names!.split(";");
  for (const needed of ["host", "x-amz-date", "x-amz-security-token"])
    if (!signed.includes(needed)) return `${needed} is not signed`;
  const canonical = [
    request.method,
    (request.url ?? "").split("/").map(encodeURIComponent).join("/"),
    "",
    ...signed.map((name) => `${name}:${String(request.headers[name]).trim().replace(/ +/g, " ")}`),
    "",
    names,
    sha256(body),
  ].join("\n");
  const text = ["AWS4-HMAC-SHA256", time, scope, sha256(canonical)].join("\n");
  const signingKey = [time.slice(0, 8), key.region, key.service, "aws4_request"].reduce<string | Buffer>(
    (previous, part) => createHmac("sha256", previous).update(part).digest(),
    `AWS4${key.secret}`,
  );
  const expected = createHmac("sha256", signingKey).update(text).digest("hex");
  return signature === expected ? null : "the signature does not match";
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
