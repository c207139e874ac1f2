import { listAt, textAt } from "../../diagnosis/fields.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { type BenignRule, callsFail, defineBenign } from "./benign.ts";
import { linesIn } from "./standing.ts";

const asked = /cert|tls|expir|renew|ssl|x509|issuer|acme|let'?s ?encrypt|csr|rotat/;

const rotated = defineBenign(
  {
    code: "kubelet-certificate-rotated",
    title: "Certificate of a kubelet that was rotated",
    about:
      "A kubelet's certificate was to expire and was rotated: its CertificateSigningRequest is approved and issued, or its log says that the certificate rotated, and the node is Ready.",
    reads: ["CertificateSigningRequest", "Node"],
    asked,
    unless: callsFail,
  },
  function* (view) {
    const requests = view.of("CertificateSigningRequest");
    const condition = (one: ObservedObject) => one.printed.get("CONDITION")?.value ?? "";
    if (requests.some((one) => /Pending|Denied|Failed/.test(condition(one)))) return;
    for (const node of view.of("Node")) {
      const ready = listAt(node.fields, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
      if (textAt(ready, "status") !== "True") continue;
      const request = requests.find(
        (one) =>
          one.printed.get("REQUESTOR")?.value === `system:node:${node.ref.name}` &&
          /Approved,Issued/.test(condition(one)),
      );
      const logged = linesIn(
        view,
        /certificate rotat(?:ed|ion)|rotated? (?:the )?(?:client|serving|server) certificate|Certificate rotation is enabled/i,
        3,
      ).find(({ text, command }) => (text + command).includes(node.ref.name));
      const line = request?.cite() ?? logged;
      if (line === undefined) continue;
      yield {
        ref: node.ref,
        about: request === undefined ? [] : [request.ref],
        text: `the kubelet certificate of node ${node.ref.name} was renewed in time by rotation${request === undefined ? "" : ` (CSR ${request.ref.name} is Approved,Issued)`}, and the node is Ready`,
        lines: [line, node.cite("status", "conditions", "Ready")],
      };
    }
  },
);

export const certificates: readonly BenignRule[] = [rotated];
