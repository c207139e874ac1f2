import { defineRule } from "../define-rule.ts";
import { textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { fixWith } from "../fixes.ts";
import { list, suggest } from "../reads.ts";

const pending = defineRule(
  {
    code: "kubelet-certificate-pending",
    title: "Serving certificate of kubelets not approved",
    about:
      "A kubelet with serverTLSBootstrap asks for its serving certificate by a CertificateSigningRequest of signer kubernetes.io/kubelet-serving, which nothing approves by itself. Until somebody does, logs, exec and metrics of its node end with `remote error: tls: internal error`.",
    reads: ["CertificateSigningRequest", "errors"],
    explains: ["api-server-unreachable", "metrics-unavailable"],
  },
  function* (view) {
    const requests = view
      .of("CertificateSigningRequest")
      .filter(
        (one) =>
          (one.printed.get("SIGNERNAME")?.value ?? textAt(one.fields, "spec", "signerName")) ===
            "kubernetes.io/kubelet-serving" && one.printed.get("CONDITION")?.value === "Pending",
      );
    const first = requests[0];
    if (first === undefined) return;
    const nodes = [
      ...new Set(requests.map((one) => (one.printed.get("REQUESTOR")?.value ?? "").replace("system:node:", ""))),
    ].filter((name) => name !== "");
    const error = view.errors.find((one) => /tls: internal error/.test(one.message));
    yield {
      object: first.ref,
      severity: error ? "critical" : "warning",
      summary: `CertificateSigningRequest ${first.ref.name} (kubelet-serving) is Pending, not approved${requests.length > 1 ? `, as are ${requests.length - 1} more` : ""}: the kubelet${nodes.length > 1 ? "s" : ""} of ${nodes.slice(0, 3).join(", ")} ha${nodes.length > 1 ? "ve" : "s"} no serving certificate, so logs and exec fail there.`,
      evidence: [...requests.slice(0, 3).map((one) => one.printed.get("CONDITION")?.line ?? one.cite()), error?.line],
      related: [
        { kind: "Cluster", name: "API server" },
        ...requests.slice(1, 10).map((one) => one.ref),
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

/** Kubelets that cannot serve. */
export const kubeletCertificateRules: readonly Rule[] = [pending];
