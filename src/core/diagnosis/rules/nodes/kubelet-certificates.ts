import type { ObservedObject } from "../../../evidence/observed.ts";
import { fixWith } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { list, suggest } from "../../objects/reads.ts";
import { workloadOf } from "../../objects/relations.ts";

const pending = defineRule(
  {
    code: "kubelet-certificate-pending",
    title: "Serving certificate of kubelets not approved",
    about:
      "A kubelet with serverTLSBootstrap asks for its serving certificate by a CertificateSigningRequest of signer kubernetes.io/kubelet-serving, which nothing approves by itself. Until somebody does, logs, exec and metrics of its node end with `remote error: tls: internal error`.",
    reads: ["CertificateSigningRequest", "errors"],
    explains: [
      "api-server-unreachable",
      "metrics-unavailable",
      "application-error",
      "uncaught-exception",
      "certificate-untrusted",
      "connection-broken",
      "tls-mismatch",
      "readiness-probe-failing",
      "api-service-unavailable",
      "autoscaler-without-metrics",
    ],
  },
  function* (view) {
    const requests = view
      .of("CertificateSigningRequest")
      .filter((one) => signerOf(one) === "kubernetes.io/kubelet-serving" && stateOf(one) !== "");
    const first = requests[0];
    if (first === undefined) return;
    const nodes = [...new Set(requests.map(requestorOf))].filter((name) => name !== "");
    const error = view.errors.find((one) => isHelpless.test(one.message));
    const logs = logsOfView(view).flatMap((log) => {
      const line = log.templates.find((one) => isHelpless.test(one.last.text))?.last;
      return line === undefined ? [] : [{ object: log.object, line }];
    });
    const state = stateOf(first);
    yield {
      object: first.ref,
      severity: error || logs.length > 0 ? "critical" : "warning",
      summary: `CertificateSigningRequest ${first.ref.name} (kubelet-serving) is ${state}${requests.length > 1 ? `, as are ${requests.length - 1} more` : ""}: the kubelet${nodes.length > 1 ? "s" : ""} of ${nodes.slice(0, 3).join(", ")} ha${nodes.length > 1 ? "ve" : "s"} no serving certificate, so logs, exec and metrics fail there (tls: internal error).`,
      evidence: [
        ...requests.slice(0, 3).map((one) => one.printed.get("CONDITION")?.line ?? one.cite()),
        error?.line,
        logs[0]?.line,
      ],
      related: [
        { kind: "Cluster", name: "API server" },
        ...requests.slice(1, 10).map((one) => one.ref),
        ...logs.flatMap(({ object }) => [object, workloadOf(view, object)]),
        ...nodes.map((name) => ({ kind: "Node", name })),
      ],
      next: list("csr", undefined, "Shows which requests wait for approval."),
      fix: fixWith(
        "Approve the requests of nodes that are yours, and run an approver for kubelet-serving certificates.",
        suggest(["certificate", "approve", first.ref.name], "Gives the kubelet its certificate."),
        list("csr", undefined, "Shows whether they are approved and issued."),
      ),
    };
  },
);

/** What a kubelet without a serving certificate answers, and what it writes itself. */
const isHelpless = /remote error: tls: internal error|no serving certificate available for the kubelet/;

const signerOf = ({ printed, fields }: ObservedObject): string =>
  printed.get("SIGNERNAME")?.value ?? (textAt(fields, "spec", "signerName") || textAt(fields, "signer"));

const requestorOf = ({ printed, fields }: ObservedObject): string =>
  (printed.get("REQUESTOR")?.value ?? (textAt(fields, "spec", "username") || textAt(fields, "requestingUser"))).replace(
    "system:node:",
    "",
  );

/** Why it has led to no certificate; "" for one that was issued. */
const stateOf = ({ printed, fields, sources }: ObservedObject): string => {
  const conditions = listAt(fields, "status", "conditions").map((one) => textAt(one, "type"));
  const isWhole = sources.has("object") && textAt(fields, "spec", "signerName") !== "";
  const state =
    printed.get("CONDITION")?.value ||
    textAt(fields, "status") ||
    (isWhole ? [...conditions, textAt(fields, "status", "certificate") ? "Issued" : ""].join(",") || "Pending" : "");
  if (/Issued/.test(state)) return "";
  if (/Denied/.test(state)) return "Denied";
  if (/Failed/.test(state)) return "Failed";
  return /Pending|^,?$/.test(state) && (state !== "" || isWhole) ? "Pending, not approved" : "";
};

/** Kubelets that cannot serve. */
export const kubeletCertificateRules: readonly Rule[] = [pending];
