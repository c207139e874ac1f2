import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";

const asked = /cert|tls|expir|renew|ssl|x509|issuer|acme|let'?s ?encrypt|csr|rotat/;

const issued = defineBenign(
  {
    code: "certificate-issued-anew",
    title: "Certificate that was just issued anew",
    about:
      "A Certificate is Ready and an event, not older than a failure of it, says that it was successfully issued: a warning of its end is over, unless what is served is still the old one.",
    reads: ["Certificate", "Event"],
    asked,
  },
  function* (view) {
    if (linesIn(view, /certificate (?:has |is )?expired|x509: certificate|ERR_CERT_/i, 1).length > 0) return;
    for (const certificate of view.of("Certificate")) {
      if (textAt(certificate.fields, "status", "notAfter") !== "") continue;
      const conditions = listAt(certificate.fields, "status", "conditions");
      const ready = conditions.find((one) => textAt(one, "type") === "Ready");
      if ((certificate.printed.get("READY")?.value ?? textAt(ready, "status")) !== "True") continue;
      const events = view.eventsOf(certificate.ref);
      const done = events.find(({ message }) => /successfully issued/.test(message));
      const age = done?.lastSeen ?? null;
      if (done === undefined || age === null) continue;
      if (
        events.some(
          ({ type, reason, lastSeen }) => (type === "Warning" || reason === "Failed") && (lastSeen ?? 0) < age,
        )
      )
        continue;
      yield {
        ref: certificate.ref,
        text: `Certificate ${certificate.ref.name} was renewed and is Ready: it was successfully issued ${age < 5400 ? `${Math.round(age / 60)} minutes` : age < 172_800 ? `${Math.round(age / 3600)} hours` : `${Math.round(age / 86_400)} days`} ago, so the warning of its end is over`,
        lines: [certificate.cite(), done.line],
      };
    }
  },
);

const rotated = defineBenign(
  {
    code: "kubelet-certificate-rotated",
    title: "Certificate of a kubelet that was rotated",
    about:
      "A kubelet's certificate was to expire and was rotated: its CertificateSigningRequest is approved and issued, or its log says that the certificate rotated, and the node is Ready.",
    reads: ["CertificateSigningRequest", "Node"],
    asked,
  },
  function* (view) {
    const requests = view.of("CertificateSigningRequest");
    const condition = (one: ObservedObject) => one.printed.get("CONDITION")?.value ?? "";
    const open = requests.filter((one) => /Pending|Denied|Failed/.test(condition(one)));
    for (const request of open) {
      const name = (request.printed.get("REQUESTOR")?.value ?? "").replace("system:node:", "");
      yield {
        ref: { kind: "Node", name },
        text: `the certificate request ${request.ref.name} of node ${name} is ${condition(request)}`,
        lines: [request.cite()],
        isDoubt: true as const,
      };
    }
    if (open.length > 0) return;
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

export const rotatedCertificates: readonly BenignRule[] = [issued, rotated];
