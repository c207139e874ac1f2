import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { defineRule } from "../define-rule.ts";
import { listAt, textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { fixByHand, verifyRollout } from "../fixes.ts";
import { logStatements } from "../log-statements.ts";
import { type LogReading, logsOfView } from "../logs-of-view.ts";
import { nameOf } from "../name-object.ts";
import { podsOf, readyCell } from "../pods.ts";
import { describe, list } from "../reads.ts";
import { labelsOf, ownersOf, workloadOf } from "../relations.ts";
import { crashSymptoms } from "../symptoms.ts";

const callSymptoms = [
  "dependency-unreachable",
  "connection-broken",
  "call-refused",
  "call-timed-out",
  "gateway-failing",
  "uncaught-exception",
  "wrong-credentials",
  "permission-denied",
  "api-access-forbidden",
  ...crashSymptoms,
];

const isStrict = (policy: ObservedObject): boolean =>
  textAt(policy.fields, "spec", "mtls", "mode") === "STRICT" || policy.printed.get("MODE")?.value === "STRICT";

const roots = new Set(["istio-system", "istio-config"]);

/** The policy that makes a namespace strict: its own, else that of the whole mesh. */
const strictFor = (view: ClusterView, namespace: string): ObservedObject | undefined => {
  const all = view.of("PeerAuthentication");
  const own = all.filter(({ ref }) => ref.namespace === namespace);
  if (own.length > 0) return own.find(isStrict);
  return all.find((one) => roots.has(one.ref.namespace ?? "") && isStrict(one));
};

/** Why a pod is known to have no sidecar, with the line that shows it; undefined where nothing tells. */
const withoutSidecar = (
  view: ClusterView,
  pod: ObjectRef,
): { readonly why: string; readonly line: Line } | undefined => {
  const space = view.object({ kind: "Namespace", name: pod.namespace ?? "default" });
  const pods = podsOf(view).filter(
    (one) => one.ref.name === pod.name || ownersOf(view, one.ref).some((owner) => owner.name === pod.name),
  );
  if (pods.some(({ containers }) => containers.some((one) => one.name === "istio-proxy"))) return undefined;
  const cell = space?.printed.get("ISTIO-INJECTION")?.value;
  const labels = space ? labelsOf(space) : new Map<string, string>();
  const isInjected =
    cell === "enabled" ||
    labels.get("istio-injection") === "enabled" ||
    labels.has("istio.io/rev") ||
    (cell === undefined && labels.size === 0);
  if (space && !isInjected)
    return { why: `namespace ${space.ref.name} has no sidecar injection`, line: space.cite("metadata", "labels") };
  const single = pods.find((one) => one.object && readyCell(one.object)?.wanted === 1);
  return single?.line ? { why: "its pods have one container, so no sidecar", line: single.line } : undefined;
};

const plaintextRefused =
  /filter_chain_not_found|TLS error[^\n]{0,80}WRONG_VERSION_NUMBER|connection reset|ECONNRESET|ConnectionResetError|connection (?:was )?aborted|upstream connect error|Recv failure|reset by peer/i;

const strictPeer = defineRule(
  {
    code: "mesh-requires-mutual-tls",
    title: "Service mesh requires mutual TLS of a caller without sidecar",
    about:
      "A PeerAuthentication of mode STRICT lets only callers in that speak the mesh's mutual TLS. The caller has no sidecar (its namespace is not injected), speaks plain text, and its connections are reset.",
    reads: ["PeerAuthentication", "Namespace", "Pod", "logs"],
    explains: callSymptoms,
  },
  function* (view) {
    for (const one of logStatements(view)) {
      if (!/^(?:dependency-unreachable|connection-broken|gateway-failing|call-timed-out)$/.test(one.cause.code))
        continue;
      if (!plaintextRefused.test(one.template.last.text)) continue;
      const from = one.log.object;
      const [, named] = (one.target?.host ?? hostIn(one.log)).split(".");
      const policy = strictFor(view, named ?? from.namespace ?? "default");
      const lacks = policy && withoutSidecar(view, from);
      if (!policy || !lacks) continue;
      const seen = logsOfView(view)
        .flatMap((log) => log.templates)
        .find((each) => /filter_chain_not_found/.test(each.last.text));
      yield {
        object: policy.ref,
        confidence: seen ? "confirmed" : "likely",
        summary: `${nameOf(policy.ref)} is STRICT, so that namespace ${named ?? policy.ref.namespace} takes only mutual TLS (mTLS) of the mesh; ${nameOf(workloadOf(view, from))} speaks plaintext, as ${lacks.why}, and its connections are reset.`,
        evidence: [
          policy.printed.get("MODE")?.line ?? policy.cite("spec", "mtls", "mode"),
          lacks.line,
          one.template.last,
          seen?.last,
        ],
        related: [from, ...ownersOf(view, from)],
        next: [
          ...list("peerauthentications", undefined, "Shows where mutual TLS is required.", "-A"),
          ...list("namespaces", undefined, "Shows which namespaces are injected.", "-L", "istio-injection"),
        ],
        fix: fixByHand(
          `Label namespace ${from.namespace ?? "default"} istio-injection=enabled and restart its pods, or make the PeerAuthentication PERMISSIVE for this workload.`,
          verifyRollout(view, from),
        ),
      };
    }
  },
);

/** The host of a URL in the lines beside: the client's exception often names none. */
const hostIn = (log: LogReading): string =>
  log.templates.map((one) => /\b[a-z]{2,5}:\/\/([\w.-]{1,253})/.exec(one.last.text)?.[1]).find(Boolean) ?? "";

type Denied = { readonly line: Line; readonly log: LogReading; readonly principal: string; readonly policy: string };

/** Envoy's and Linkerd's words for a call that a policy of the mesh does not allow, and whose it was. */
const denied = (view: ClusterView): readonly Denied[] =>
  logsOfView(view).flatMap((log) => {
    const texts = log.templates.map((one) => one.last);
    const line =
      texts.find((one) =>
        /rbac_access_denied_matched_policy\[[^\]]{0,200}\]|Request denied[^\n]{0,200}policy\.linkerd\.io/.test(
          one.text,
        ),
      ) ?? texts.find((one) => /RBAC: access denied|unauthorized request on route|enforced denied/.test(one.text));
    if (line === undefined) return [];
    const all = texts.map((one) => one.text).join("\n");
    const spiffe = /spiffe:\/\/([\w./-]{1,300}\/ns\/[\w-]{1,63}\/sa\/[\w.-]{1,253})/.exec(all)?.[1];
    const linkerd = /([\w-]{1,63}\.[\w-]{1,63}\.serviceaccount\.identity\.[\w.-]{1,200})"?\)/.exec(line.text)?.[1];
    const policy = /matched_policy\[ns\[([\w-]{1,63})\]-policy\[([\w.-]{1,253})\]/.exec(line.text)?.[2] ?? "";
    return [{ line, log, principal: spiffe ?? linkerd ?? "", policy }];
  });

/** Whom the policies of a namespace admit: Istio's principals and namespaces, Linkerd's identities. */
const admitted = (view: ClusterView, namespace: string | undefined) => {
  const here = (kind: string) => view.of(kind).filter(({ ref }) => ref.namespace === namespace);
  const istio = here("AuthorizationPolicy").map((policy) => ({
    policy,
    names: listAt(policy.fields, "spec", "rules").flatMap((rule) =>
      listAt(rule, "from").flatMap((one) =>
        ["principals", "namespaces", "serviceAccounts"].flatMap((key) => listAt(one, "source", key).map(String)),
      ),
    ),
  }));
  const linkerd = here("MeshTLSAuthentication").map((policy) => ({
    policy,
    names: [
      ...listAt(policy.fields, "spec", "identities").map(String),
      ...listAt(policy.fields, "spec", "identityRefs").map((one) => textAt(one, "name")),
    ],
  }));
  return [...linkerd, ...istio];
};

/** Pods or workloads of one service account, by which the mesh knows a caller. */
const shortOf = (principal: string): string =>
  /\/ns\/([\w-]+)\/sa\/([\w.-]+)/.exec(principal)?.slice(1, 3).join("/") ??
  /^([\w-]+)\.([\w-]+)\.serviceaccount/.exec(principal)?.slice(1, 3).reverse().join("/") ??
  principal;

const policyDenies = defineRule(
  {
    code: "mesh-policy-denies",
    title: "Authorization policy of the mesh denies the caller",
    about:
      "The proxy beside the called application refuses the request (403, RBAC: access denied, PERMISSION_DENIED) before the application sees it: no policy admits the caller's service account. A pod without its own service account calls as `default`.",
    reads: ["AuthorizationPolicy", "MeshTLSAuthentication", "logs"],
    explains: callSymptoms,
  },
  function* (view) {
    for (const one of denied(view)) {
      const all = admitted(view, one.log.object.namespace);
      const chosen =
        all.find(({ policy }) => policy.ref.name === one.policy) ?? all.find(({ names }) => names.length > 0) ?? all[0];
      if (
        !chosen ||
        (one.principal !== "" &&
          chosen.names.some((name) => name.includes(one.principal) || one.principal.endsWith(name)))
      )
        continue;
      const guessed = one.principal === "" ? callerOf(view, one) : "";
      const who = one.principal ? `service account ${shortOf(one.principal)}` : guessed || "the caller";
      const allowed = chosen.names.slice(0, 3).map(shortOf).join(", ");
      yield {
        object: chosen.policy.ref,
        confidence: one.principal ? "confirmed" : "likely",
        summary: `${nameOf(chosen.policy.ref)} does not admit ${who} to ${workloadOf(view, one.log.object).name}${allowed ? ` (it admits service account ${allowed})` : ""}, so that the proxy denies its calls (403, access denied).`,
        evidence: [one.line, chosen.policy.cite("spec", "rules"), chosen.policy.cite("spec", "identities")],
        related: [one.log.object, ...ownersOf(view, one.log.object), ...callersOf(view)],
        next: [
          ...describe(chosen.policy.ref, "Shows whom the policy admits."),
          ...list("pods", undefined, "Shows the pods; with -o yaml their service accounts.", "-A"),
        ],
        fix: fixByHand(
          `Admit ${who} in ${nameOf(chosen.policy.ref)}, or let the caller run under a service account that it admits.`,
          [],
        ),
      };
    }
  },
);

/** The only other workload shown whose service account is not admitted. */
const callerOf = (view: ClusterView, one: Denied): string => {
  const accounts = podsOf(view).flatMap((pod) => {
    const account = textAt(pod.object?.fields, "spec", "serviceAccountName");
    return account === "" || workloadOf(view, pod.ref).name === workloadOf(view, one.log.object).name
      ? []
      : [`service account ${pod.ref.namespace}/${account}`];
  });
  return [...new Set(accounts)].length === 1 ? accounts[0]! : "";
};

/** Whoever says in its log that it was refused. */
const callersOf = (view: ClusterView): readonly ObjectRef[] =>
  logsOfView(view)
    .filter((log) =>
      log.templates.some((one) => /\b403\b|PERMISSION_?DENIED|RBAC: access denied|Forbidden/i.test(one.last.text)),
    )
    .flatMap((log) => [log.object, ...ownersOf(view, log.object)]);

/** What a service mesh does not let through. */
export const meshRules: readonly Rule[] = [strictPeer, policyDenies];
