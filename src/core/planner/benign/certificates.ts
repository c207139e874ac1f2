import { listAt, textAt } from "../../diagnosis/fields.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { type BenignRule, callsFail, defineBenign } from "./benign.ts";
import { linesIn } from "./standing.ts";

const asked = /cert|tls|expir|renew|ssl|x509|issuer|acme|let'?s ?encrypt|csr|rotat/;

const renewed = defineBenign(
  {
    code: "certificate-renewed",
    title: "Certificate that was renewed in time",
    about:
      "A cert-manager Certificate is Ready and not expired, and was issued anew (event, revision, or a renewal time that lies ahead): a warning of its expiry, or a challenge that had to wait for DNS, is over.",
    reads: ["Certificate", "CertificateRequest", "Event"],
    asked,
    unless: callsFail,
  },
  function* (view) {
    if (linesIn(view, /certificate (?:has |is )?expired|x509: certificate|NET::ERR_CERT|ERR_CERT_DATE/i, 1).length > 0)
      return;
    for (const certificate of view.of("Certificate")) {
      const status = (name: string) => textAt(certificate.fields, "status", name);
      const until = status("notAfter");
      if (!isReady(certificate) || isServedOlder(view, until) || isOverdue(view, until, status("renewalTime")))
        continue;
      const events = view.eventsOf(certificate.ref);
      const issued = events.findLast(({ message }) => /successfully issued/.test(message));
      const failed = events.findLast(({ reason, type }) => reason === "Failed" || type === "Warning");
      if (failed !== undefined && (issued === undefined || (failed.lastSeen ?? 0) < (issued.lastSeen ?? 0))) continue;
      const dates = until === "" ? expiryLine(view) : null;
      if (until === "" && issued === undefined && dates === null) continue;
      const ago = issued?.lastSeen ?? null;
      yield {
        ref: certificate.ref,
        about: [
          ...view.of("CertificateRequest").filter(({ ref }) => ref.name.startsWith(`${certificate.ref.name}-`)),
          ...view.of("Order").filter(({ ref }) => ref.name.startsWith(`${certificate.ref.name}-`)),
        ].map(({ ref }) => ref),
        text: `Certificate ${certificate.ref.name} was renewed and is Ready: ${issued === undefined ? "it is issued" : `it was successfully issued${ago === null ? "" : ` ${hours(ago)} ago`}`}${until === "" ? "" : `, valid until ${until}`}${status("renewalTime") === "" ? "" : `, cert-manager renews it next on ${status("renewalTime")}`}${status("revision") === "" ? "" : ` (revision ${status("revision")})`}; the expiry warning is over`,
        lines: [
          certificate.cite("status", "notAfter"),
          issued?.line ?? dates ?? undefined,
          certificate.cite("status", "conditions", "Ready"),
        ],
      };
    }
  },
);

const isReady = (certificate: ObservedObject): boolean => {
  const ready = listAt(certificate.fields, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
  return ready === undefined ? certificate.printed.get("READY")?.value === "True" : textAt(ready, "status") === "True";
};

/** By the times that were printed, what else would be now: an expiry, or a renewal that should have been, before the newest of them. */
function isOverdue(view: ClusterView, ...texts: readonly string[]): boolean {
  const now = linesIn(
    view,
    /^\[?20\d\d-\d\d-\d\d[T ]\d\d:\d\d|"time(?:stamp)?":"20\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d UTC 20\d\d$/,
    400,
  )
    .flatMap(({ text }) => /20\d\d-\d\d-\d\d/.exec(text)?.[0] ?? [])
    .map((day) => Date.parse(day))
    .reduce((one, other) => Math.max(one, other), 0);
  return texts.some((text) => !Number.isNaN(Date.parse(text)) && now > Date.parse(text));
}

/** Whether a certificate that was looked at is another, older one than was issued: it is not loaded yet. */
const isServedOlder = (view: ClusterView, until: string): boolean =>
  linesIn(view, /^\s*notAfter ?=|Not After ?: [A-Z]/, 5)
    .map(({ text }) => Date.parse(text.replace(/^.*?After ?[=:] ?/, "")))
    .some((time) => Math.abs(time - Date.parse(until)) > 2 * 86_400_000);

const expiryLine = (view: ClusterView) => linesIn(view, /^\s*notAfter ?=|Not After ?:/i, 1)[0] ?? null;

const hours = (seconds: number): string =>
  seconds < 5400
    ? `${Math.round(seconds / 60)} minutes`
    : seconds < 172_800
      ? `${Math.round(seconds / 3600)} hours`
      : `${Math.round(seconds / 86_400)} days`;

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

export const certificates: readonly BenignRule[] = [renewed, rotated];
