import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, LogTemplate, ObservedObject } from "../../../evidence/observed.ts";
import { escaped } from "../../../kubectl/escaped.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { targetIn } from "../../network/endpoint-in-text.ts";
import { withoutSidecar } from "../../network/without-sidecar.ts";
import { textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { addressesIn, settingsOf } from "../../objects/settings.ts";

const callSymptoms = [
  "dependency-unreachable",
  "connection-broken",
  "call-refused",
  "call-timed-out",
  "gateway-failing",
  "uncaught-exception",
  "tls-mismatch",
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

const plaintextRefused =
  /filter_chain_not_found|TLS error[^\n]{0,80}WRONG_VERSION_NUMBER|connection reset|ECONNRESET|ConnectionResetError|connection (?:was )?aborted|upstream connect error|Recv failure|reset by peer/i;

const broken =
  /^(?:dependency-unreachable|connection-broken|gateway-failing|call-timed-out|tls-mismatch|uncaught-exception)$/;

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
    if (view.of("PeerAuthentication").length === 0) return;
    for (const one of logStatements(view)) {
      if (!broken.test(one.cause.code) || !plaintextRefused.test(one.template.last.text)) continue;
      const from = one.log.object;
      const called = calledIn(view, one);
      const policy = strictFor(view, called ?? from.namespace ?? "default");
      const lacks = policy && withoutSidecar(view, from, called);
      if (!policy || !lacks) continue;
      const refusing = logsOfView(view).find((log) => log.templates.some(isPlaintextSeen));
      const seen = refusing?.templates.find(isPlaintextSeen)?.last;
      yield {
        object: policy.ref,
        severity: seen || lacks.line ? "critical" : "warning",
        confidence: seen ? "confirmed" : "likely",
        summary: `${nameOf(policy.ref)} is STRICT, so that namespace ${called ?? policy.ref.namespace} takes only mutual TLS (mTLS) of the mesh; ${nameOf(workloadOf(view, from))} speaks plaintext, as ${lacks.why}, and its connections are reset.`,
        evidence: [
          policy.printed.get("MODE")?.line ?? policy.cite("spec", "mtls", "mode"),
          lacks.line,
          one.template.last,
          seen,
        ],
        related: unique([
          from,
          ...ownersOf(view, from),
          ...one.about.related.filter(({ kind }) => kind === "Service"),
          ...(refusing ? [refusing.object] : []),
        ]),
        next: lacks.line
          ? []
          : list("namespaces", undefined, "Shows which namespaces are injected.", "-L", "istio-injection"),
        fix: fixByHand(
          `Label namespace ${from.namespace ?? "default"} istio-injection=enabled and restart its pods, or make the PeerAuthentication PERMISSIVE for this workload.`,
          verifyRollout(view, from),
        ),
      };
    }
  },
);

const isPlaintextSeen = ({ last }: LogTemplate): boolean => /filter_chain_not_found/.test(last.text);

/** The namespace that was called: of the Service that the host is, else of one that the log or the caller's settings name. */
const calledIn = (view: ClusterView, one: LogStatement): string | undefined => {
  const service = one.about.related.find(({ kind }) => kind === "Service");
  if (service !== undefined) return service.namespace;
  const hosts = one.target === undefined ? hostsBeside(view, one.log) : [one.target.host];
  const spaces = hosts.flatMap((host) => host.split(".")[1] ?? []);
  return spaces.find((name) => one.target !== undefined || isShownSpace(view, name));
};

/** The hosts that a log names in other lines, and those that its workload is told to call: the client's exception often names none. */
const hostsBeside = (view: ClusterView, log: LogReading): readonly string[] => [
  ...log.templates.slice(-200).flatMap(({ last }) => targetIn(last.text)?.host ?? []),
  ...settingsOf(view, log.object)
    .filter((one) => one.isOwn)
    .flatMap(addressesIn)
    .map(({ host }) => host),
];

const isShownSpace = (view: ClusterView, name: string): boolean =>
  view.object({ kind: "Namespace", name }) !== undefined || view.objects.some(({ ref }) => ref.namespace === name);

/** What clients are told to speak by a DestinationRule, and the line that shows it. */
const toldTls = (rule: ObservedObject): { readonly mode: string; readonly line: Line } | undefined => {
  const mode = textAt(rule.fields, "spec", "trafficPolicy", "tls", "mode");
  return mode === "" ? undefined : { mode, line: rule.cite("spec", "trafficPolicy", "tls", "mode") };
};

/** Calls that are reset or answered for the host: by its name, or without any. */
const callsTo = (view: ClusterView, host: string): readonly LogStatement[] =>
  logStatements(view).filter(
    ({ cause, target, template, log }) =>
      broken.test(cause.code) &&
      !(log.object.name === host || log.object.name.startsWith(`${host}-v`)) &&
      (target?.host.split(".")[0] === host || new RegExp(`\\b${escaped(host)}\\b`).test(template.last.text)),
  );

const plainAgainstStrict = defineRule(
  {
    code: "mesh-tls-conflict",
    title: "DestinationRule and PeerAuthentication disagree on mutual TLS",
    about:
      "A DestinationRule tells clients of a host to speak plain text (tls mode DISABLE) or a TLS of their own, while a PeerAuthentication of mode STRICT lets only the mesh's mutual TLS (ISTIO_MUTUAL) in; or it tells them to speak the mesh's mutual TLS to pods that have no sidecar and speak plain text (WRONG_VERSION_NUMBER). The connections are reset: 503 UC, upstream_reset_before_response_started.",
    reads: ["DestinationRule", "PeerAuthentication", "Pod", "logs"],
    explains: callSymptoms,
  },
  function* (view) {
    for (const rule of view.of("DestinationRule")) {
      const told = toldTls(rule);
      const host = textAt(rule.fields, "spec", "host") || (rule.printed.get("HOST")?.value ?? "");
      const [name = "", space = rule.ref.namespace ?? "default"] = host.split(".");
      if (!told || name.includes("*") || name === "") continue;
      const bare =
        told.mode === "ISTIO_MUTUAL" ? mutualToBare(view, { rule, line: told.line, name, space }) : undefined;
      if (bare !== undefined) yield bare;
      const policy = strictFor(view, space);
      if (told.mode === "ISTIO_MUTUAL" || !policy) continue;
      const said = callsTo(view, name);
      yield {
        object: rule.ref,
        severity: said.length > 0 ? "critical" : "warning",
        confidence: said.length > 0 ? "confirmed" : "likely",
        summary: `${nameOf(rule.ref)} sets tls mode ${told.mode} for ${name}, so that its clients ${told.mode === "DISABLE" ? "speak plaintext" : "speak a TLS of their own"}, while ${nameOf(policy.ref)} is STRICT and takes only mutual TLS (mTLS) of the mesh: the sidecar of ${name} resets their connections.`,
        evidence: [
          told.line,
          policy.printed.get("MODE")?.line ?? policy.cite("spec", "mtls", "mode"),
          said[0]?.template.last,
        ],
        related: unique([
          policy.ref,
          { kind: "Service", namespace: space, name },
          ...said.flatMap(({ log }) => [log.object, ...ownersOf(view, log.object)]),
        ]),
        fix: fixByHand(`Set tls mode ISTIO_MUTUAL in ${nameOf(rule.ref)}, or take its tls section out.`, []),
      };
    }
  },
);

type ToldHost = { readonly rule: ObservedObject; readonly line: Line; readonly name: string; readonly space: string };

/** Clients are told to speak the mesh's mutual TLS to pods that no sidecar stands before, and say that the other side does not. */
const mutualToBare = (view: ClusterView, { rule, line, name, space }: ToldHost): Draft | undefined => {
  const said = callsTo(view, name).filter(({ template }) => spokenPlain.test(template.last.text));
  const lacks = withoutSidecar(view, { kind: "Deployment", namespace: space, name }, space);
  if (said.length === 0 || lacks === undefined) return undefined;
  return {
    object: rule.ref,
    severity: "critical",
    confidence: "confirmed",
    summary: `${nameOf(rule.ref)} makes clients of ${name} speak the mesh's mutual TLS (tls mode ISTIO_MUTUAL), and ${name} speaks plaintext: ${lacks.why}. Their connections fail (WRONG_VERSION_NUMBER, 503).`,
    evidence: [line, lacks.line, said[0]!.template.last],
    related: unique([
      { kind: "Service", namespace: space, name },
      ...said.flatMap(({ log }) => [log.object, ...ownersOf(view, log.object)]),
    ]),
    fix: fixByHand(
      `Set tls mode DISABLE in ${nameOf(rule.ref)} (or take its tls section out), or give ${name} a sidecar.`,
      [],
    ),
  };
};

const spokenPlain = /WRONG_VERSION_NUMBER|wrong version number|TLS_error|TLS error/;

/** What a service mesh does not let through. */
export const meshRules: readonly Rule[] = [strictPeer, plainAgainstStrict];
