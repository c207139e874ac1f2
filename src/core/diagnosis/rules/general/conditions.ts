import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { chainAbove, challengeFault } from "../../access/certificate-chain.ts";
import { certificateTrouble } from "../../access/certificate-trouble.ts";
import { refusedChallenges } from "../../access/challenge-events.ts";
import { fixWith } from "../../causes/fixes.ts";
import { type Draft, defineRule, type RuleText } from "../../define-rule.ts";
import type { Rule, Suggestion } from "../../finding.ts";
import { essence } from "../../logs/essence.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { attachmentFault, grantFault, type RouteFault } from "../../network/route-attachment.ts";
import { type FailingCondition, failingConditions } from "../../objects/failing-conditions.ts";
import { at, listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { inNamespace, list, suggest } from "../../objects/reads.ts";
import { unique } from "../../objects/relations.ts";

type Family = Omit<RuleText, "reads"> & {
  readonly kinds: ReadonlySet<string>;
  readonly next: (failing: FailingCondition) => readonly Suggestion[];
  /** What the specs of this object and of the other side show to be wrong. */
  readonly why?: (view: ClusterView, failing: FailingCondition) => RouteFault | undefined;
};

const inSpace = ({ object }: FailingCondition): string | undefined => object.ref.namespace;

/** What a certificate that is not issued or not renewed brings about. */
const ofCertificate = ["ingress-certificate-missing", "missing-secret", "volume-mount-failed", "certificate-expired"];

const families: readonly Family[] = [
  {
    code: "issuer-not-ready",
    title: "Issuer of certificates not ready",
    about:
      "A cert-manager Issuer or ClusterIssuer is not ready: its account could not be registered, its Secret is missing, or its authority cannot be reached. Nothing it should sign is issued.",
    kinds: new Set(["Issuer", "ClusterIssuer"]),
    explains: [
      "certificate-not-issued",
      "certificate-request-failing",
      "certificate-challenge-failing",
      ...ofCertificate,
    ],
    next: () =>
      suggest(["logs", "deployment/cert-manager", "-n", "cert-manager", "--tail=100"], "Shows what cert-manager says."),
  },
  {
    code: "certificate-challenge-failing",
    title: "Certificate challenge fails",
    about:
      "The certificate authority cannot prove that the domain is yours: the HTTP path is not reachable from outside, the solver's Ingress is of a class that no controller serves, the DNS record is not there, or the authority's rate limit is used up.",
    kinds: new Set(["Order", "Challenge"]),
    explains: ["certificate-not-issued", "certificate-request-failing", ...ofCertificate],
    next: (failing) => list("challenges", inSpace(failing), "Shows what the authority waits for.", "-o", "wide"),
  },
  {
    code: "certificate-request-failing",
    title: "Request for a certificate fails",
    about:
      "A CertificateRequest of cert-manager is not ready: it was denied, its issuer does not exist or is not ready, or the order behind it does not get on. The Certificate that wants it is not issued.",
    kinds: new Set(["CertificateRequest"]),
    explains: ["certificate-not-issued", ...ofCertificate],
    next: (failing) => [
      ...list("orders", inSpace(failing), "Shows whether the authority answers.", "-o", "wide"),
      ...list("challenges", inSpace(failing), "Shows what the authority waits for.", "-o", "wide"),
    ],
  },
  {
    code: "certificate-not-issued",
    title: "Certificate not issued",
    about:
      "A cert-manager Certificate is not ready: its request was denied or failed, its issuer is not ready, or the challenge behind it does not succeed. The Secret is missing or holds an old certificate.",
    kinds: new Set(["Certificate"]),
    explains: ofCertificate,
    next: (failing) => [
      ...list("certificaterequests", inSpace(failing), "Shows the request behind the certificate.", "-o", "wide"),
      ...list("challenges", inSpace(failing), "Shows what the authority waits for.", "-o", "wide"),
    ],
  },
  {
    code: "route-not-accepted",
    title: "Route or Gateway not accepted",
    about:
      "A route of the Gateway API is not accepted by its Gateway, or names a backend that does not exist or may not be used; or a Gateway has no controller, address or certificate. Its traffic goes nowhere.",
    why: routeFault,
    kinds: new Set(
      "HTTPRoute GRPCRoute TLSRoute TCPRoute UDPRoute Gateway GatewayClass ListenerSet BackendTLSPolicy VirtualService".split(
        " ",
      ),
    ),
    next: (failing) => [
      ...list("gateways", undefined, "Shows the Gateways and whether they are programmed.", "-A"),
      ...list("services", inSpace(failing), "Shows which Services its routes can lead to."),
    ],
  },
  {
    code: "resource-not-ready",
    title: "Object says that it is not ready",
    about:
      "An object of a kind that came with an operator (Flux, Argo CD, Crossplane, KEDA, Knative and others) reports by its conditions that it is not ready or degraded. The message of the condition says why.",
    kinds: new Set(),
    explains: ["autoscaler-without-metrics", "deployment-unavailable", "missing-secret"],
    next: (failing) =>
      suggest(
        [
          "get",
          resource(failing.object.ref),
          failing.object.ref.name,
          ...inNamespace(failing.object.ref),
          "-o",
          "yaml",
        ],
        "Shows all of its conditions.",
      ),
  },
];

function routeFault(view: ClusterView, { object, type, reason }: FailingCondition): RouteFault | undefined {
  if (/RefNotPermitted|ReferenceNotPermitted/.test(reason)) return grantFault(view, object);
  return /Route$/.test(object.ref.kind) && type !== "ResolvedRefs" ? attachmentFault(view, object) : undefined;
}

/** Routes of which no status is shown, and whose spec does not meet that of their Gateway. */
const unattached = (view: ClusterView): readonly Draft[] =>
  view.objects
    .filter((object) => /Route$/.test(object.ref.kind) && listAt(object.fields, "status", "parents").length === 0)
    .flatMap((object) => {
      const fault = attachmentFault(view, object);
      if (fault === undefined) return [];
      const { what, evidence, related, mend, commands } = fault;
      return {
        object: object.ref,
        confidence: "likely" as const,
        summary: `${nameOf(object.ref)} cannot attach to its Gateway: ${what}.`,
        evidence: [object.cite("spec", "parentRefs"), ...evidence],
        related,
        fix: fixWith(mend, commands, []),
      };
    });

const resource = (ref: ObjectRef): string => ref.kind.toLowerCase();

const familyOf = (failing: FailingCondition): Family =>
  families.find((family) => family.kinds.has(failing.object.ref.kind)) ?? families.at(-1)!;

/** Flux, Crossplane and others print the message of the condition as a column. */
const inRow = ({ printed }: ObservedObject): string => {
  const cell = printed.get("STATUS")?.value ?? printed.get("MESSAGE")?.value ?? "";
  return /\w \w+ \w/.test(cell) ? essence(cell, 300) : "";
};

const draftOf = (view: ClusterView, failing: FailingCondition, family: Family): Draft => {
  const { object, type, reason, message, isCertain } = failing;
  const isChallenge = /^(?:Order|Challenge)$/.test(object.ref.kind);
  const warnings = view.eventsOf(object.ref).filter((event) => event.type === "Warning");
  const why = family.why?.(view, failing);
  const heard = why || message || warnings.length > 0 ? undefined : heardOf(view, object.ref);
  const event = warnings.at(-1)?.message ?? "";
  const said = message || inRow(object);
  const told =
    why?.what ||
    (vague.test(said) && event !== "" ? `${said}: ${essence(event, 300)}` : said || event) ||
    heard?.said ||
    "";
  const fault = isChallenge ? challengeFault(view, object, told, isCertain) : undefined;
  return {
    object: object.ref,
    severity: isCertain ? "critical" : "warning",
    confidence: isCertain ? "confirmed" : "possible",
    summary: fault
      ? `${fault.what}.`
      : `${nameOf(object.ref)} ${stateOf(type, reason)}${told ? `: ${told.replace(/[.]+$/, "")}` : ""}.`,
    evidence: [
      ...failing.lines,
      ...(why?.evidence ?? fault?.lines ?? []),
      ...warnings.slice(-2).map((event) => event.line),
      heard?.line,
    ],
    related: unique([
      ...namedBy(object.ref, object.fields),
      ...(why?.related ?? []),
      ...(heard ? [heard.from] : []),
      ...(fault?.related ?? chainAbove(object)),
    ]),
    fix: why
      ? fixWith(why.mend, why.commands, [])
      : fault && told
        ? fixWith(fault.mend, [], [])
        : isCertain && plain.test(told)
          ? fixWith("Mend what its message names; its controller then tries again by itself.", [], [])
          : null,
    next: [
      ...(object.sources.has("table") && object.sources.size === 1
        ? suggest(
            ["describe", resource(object.ref), object.ref.name, ...inNamespace(object.ref)],
            "Shows its conditions and events.",
          )
        : []),
      ...family.next(failing),
    ],
  };
};

/** That something could not be done, and not why: the events say it. */
const vague = /^(?:could not|cannot|failed to|error|unable to) [^:]{1,60}$/i;

/** Words that leave no question why something could not be done. */
const plain =
  /\bdenied\b|\bforbidden\b|\b(?:HTTP|[Cc]ode:?|status) ?(?:40[134])\b|\bunauthori[sz]ed\b|\bimmutable\b|\bexpired\b/i;

type Heard = { readonly said: string; readonly line: Line; readonly from: ObjectRef };

/** What a client says of the server for which a Certificate is made, where the Certificate itself says nothing. */
const heardOf = (view: ClusterView, { kind, namespace, name }: ObjectRef): Heard | undefined => {
  if (kind !== "Certificate") return undefined;
  for (const { cause, target, log, template } of logStatements(view)) {
    const [service = "", space] = target?.host.split(".") ?? [];
    if (!cause.code.startsWith("certificate-") || service === "" || !name.startsWith(service)) continue;
    if ((space ?? log.object.namespace) !== namespace) continue;
    const trouble = certificateTrouble(template.last.text);
    if (trouble)
      return {
        said: `the log of ${nameOf(log.object)} says that the TLS certificate of ${target?.host} ${trouble.said}`,
        line: template.last,
        from: log.object,
      };
  }
  return undefined;
};

/** `is not ready (Ready is not True, reason DoesNotExist)`, `is degraded (Degraded, SyncFailed)`, `has HEALTH STATUS Degraded`. */
const stateOf = (type: string, reason: string): string => {
  const isCell = /^[A-Z ]+$/.test(type);
  if (/^[a-z]/.test(type)) return `is ${reason} (${type} ${reason})`;
  const word = type.toLowerCase().replace(/ status$/, "");
  const isGood = /ready|available|accepted|programmed|synced|healthy|installed|established|reconciled|valid/.test(word);
  const not = isGood && /^[a-z]+$/.test(word) ? `is not ${word}` : isGood ? "is not ready" : "is not well";
  if (isCell) return `${not} (${type} ${reason})`;
  return `${not} (${type}${isGood ? " is not True" : ""}${reason ? `, ${reason}` : ""})`;
};

/** Objects that a spec or the owners name: the issuer, the secret, the parents and backends of a route, the target of a scaler. */
const namedBy = (ref: ObjectRef, fields: unknown): readonly ObjectRef[] => {
  const here = (kind: string, name: string, namespace = ref.namespace): readonly ObjectRef[] =>
    kind === "" || name === ""
      ? []
      : [kind.startsWith("Cluster") || !namespace ? { kind, name } : { kind, namespace, name }];
  const referred = ["issuerRef", "scaleTargetRef", "sourceRef", "providerConfigRef"].map((key) =>
    at(fields, "spec", key),
  );
  const listed = [
    ...listAt(fields, "metadata", "ownerReferences"),
    ...listAt(fields, "spec", "parentRefs").map((one) => ({
      kind: textAt(one, "kind") || "Gateway",
      name: textAt(one, "name"),
      namespace: textAt(one, "namespace"),
    })),
    ...listAt(fields, "spec", "rules")
      .flatMap((rule) => listAt(rule, "backendRefs"))
      .map((one) => ({
        kind: textAt(one, "kind") || "Service",
        name: textAt(one, "name"),
        namespace: textAt(one, "namespace"),
      })),
  ];
  return unique([
    ...[...referred, ...listed].flatMap((one) =>
      here(textAt(one, "kind"), textAt(one, "name"), textAt(one, "namespace") || ref.namespace),
    ),
    ...here("Secret", textAt(fields, "spec", "secretName")),
    ...(makesSecret.test(ref.kind) ? here("Secret", textAt(fields, "spec", "target", "name") || ref.name) : []),
  ]);
};

/** Kinds of which an operator makes a Secret, of the same name where no other is given. */
const makesSecret = /^(?:ExternalSecret|SealedSecret|VaultStaticSecret|VaultDynamicSecret|OnePasswordItem)$/;

/** What objects of any kind say of themselves in their conditions. */
export const conditionRules: readonly Rule[] = families.map((family) =>
  defineRule({ ...family, reads: ["objects of any kind", "events"] }, (view) => [
    ...failingConditions(view)
      .filter((failing) => familyOf(failing) === family)
      .map((failing) => draftOf(view, failing, family)),
    ...(family.why === routeFault ? unattached(view) : []),
    ...(family.kinds.has("Challenge") ? refusedChallenges(view) : []),
  ]),
);
