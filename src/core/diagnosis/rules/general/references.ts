import type { ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { nearest } from "../../network/service-of-host.ts";
import { type Dangling, danglingOf, insteadOf, isCluster } from "../../objects/dangling.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";

/** An object that does its work already does not need what made it. */
const isDone = (object: ObservedObject): boolean =>
  /^true$/i.test(object.printed.get("READYTOUSE")?.value ?? "") ||
  /^true$/i.test(object.printed.get("READY")?.value ?? "") ||
  textAt(object.fields, "status", "readyToUse") === "true" ||
  listAt(object.fields, "status", "conditions").some(
    (one) => /^(?:Ready|Accepted|Available)$/.test(textAt(one, "type")) && textAt(one, "status") === "True",
  ) ||
  listAt(object.fields, "status", "loadBalancer", "ingress").length > 0;

const effects: ReadonlyMap<string, string> = new Map([
  ["Ingress", "no controller serves it"],
  ["VolumeSnapshot", "no snapshot is made"],
  ["Certificate", "nobody issues it"],
  ["Gateway", "no controller serves it"],
  ["RoleBinding", "it gives nobody the role"],
  ["ClusterRoleBinding", "it gives nobody the role"],
  ["TriggerAuthentication", "the scaler cannot read its metric"],
  ["ScaledObject", "it scales nothing"],
  [
    "ValidatingWebhookConfiguration",
    "the API server cannot call it and refuses what it is to check (unless failurePolicy is Ignore)",
  ],
  [
    "MutatingWebhookConfiguration",
    "the API server cannot call it and refuses what it is to change (unless failurePolicy is Ignore)",
  ],
  ["VirtualService", "no gateway takes requests for it (404)"],
  ["HTTPRoute", "it is attached to nothing and gets no traffic"],
]);

const draftOf = (object: ObservedObject, found: Dangling): Draft => {
  const one = found.reference;
  const near = nearest(one.name, found.names);
  const effect = effects.get(object.ref.kind);
  const kind = one.or ? `${one.kind} or ${one.or}` : one.kind;
  return {
    object: object.ref,
    severity: "critical",
    confidence: found.isSure ? "confirmed" : "likely",
    summary: `${nameOf(object.ref)} refers to ${kind} "${one.name}", which does not exist (not found; ${insteadOf(found)})${effect ? `, so ${effect}` : ""}.`,
    evidence: [object.cite(...one.path), object.cite()],
    related: [
      isCluster(one.kind) || !one.namespace
        ? { kind: one.kind, name: one.name }
        : { kind: one.kind, namespace: one.namespace, name: one.name },
      ...(near && one.namespace ? [{ kind: one.kind, namespace: one.namespace, name: near }] : []),
    ],
    next: list(
      `${one.kind
        .toLowerCase()
        .replace(/([^aeiou])y$/, "$1ie")
        .replace(/s$/, "se")}s`,
      undefined,
      `Shows which exist.`,
      "-A",
    ),
    fix: fixByHand(
      `Name ${one.kind} ${near ? `"${near}"` : "one that exists"} in ${nameOf(object.ref)}, or create "${one.name}".`,
      [],
    ),
  };
};

/** Kinds that refer to nothing here, or whose missing references other rules tell; lists of them are long. */
const kinds =
  /^(?:Event|Pod|ReplicaSet|PersistentVolumeClaim|PersistentVolume|EndpointSlice|Endpoints|Node|Namespace|Secret|ConfigMap|Service|ServiceAccount|Lease|Job|HorizontalPodAutoscaler|PodMetrics|NodeMetrics)$/;

type Seen = { readonly object: ObservedObject; readonly found: Dangling };

/** A request is made with the issuer of its Certificate (and its name before a number): what lacks is told of the Certificate. */
const isRequestOf = ({ object, found }: Seen, certificate: Seen): boolean =>
  object.ref.kind === "CertificateRequest" &&
  object.ref.namespace === certificate.object.ref.namespace &&
  object.ref.name.startsWith(`${certificate.object.ref.name}-`) &&
  found.reference.name === certificate.found.reference.name;

const referenceMissing = defineRule(
  {
    code: "reference-missing",
    title: "Object refers to one that does not exist",
    about:
      "An object names another one (a class, an issuer, a gateway, a store, a service account) of which a whole list shows that there is none of this name. Nothing takes care of the object, and often nothing says so.",
    reads: ["objects of any kind", "lists"],
    explains: [
      "resource-not-ready",
      "certificate-not-issued",
      "certificate-request-failing",
      "route-not-accepted",
      "ingress-certificate-missing",
      "missing-secret",
      "call-timed-out",
      "api-access-forbidden",
      "scaled-to-zero",
      "queue-unread",
      "webhook-unreachable",
      "api-service-unavailable",
      "mesh-route-broken",
    ],
  },
  function* (view) {
    const dangling = view.objects.flatMap((object) => {
      const found = kinds.test(object.ref.kind) || isDone(object) ? undefined : danglingOf(view, object);
      return found === undefined ? [] : [{ object, found }];
    });
    const certificates = dangling.filter(({ object }) => object.ref.kind === "Certificate");
    for (const one of dangling)
      if (!certificates.some((other) => isRequestOf(one, other))) yield draftOf(one.object, one.found);
  },
);

/** References that lead to nothing. */
export const referenceRules: readonly Rule[] = [referenceMissing];
