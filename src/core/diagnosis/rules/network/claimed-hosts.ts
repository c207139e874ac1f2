import type { ClusterView } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type Claim, claimsOf, failingBehind, isOfOneClass, isOlder } from "../../network/claims-of-ingresses.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";

const claimedTwice = defineRule(
  {
    code: "host-claimed-twice",
    title: "Two Ingresses claim the same host and path",
    about:
      "Two Ingresses of one class, often in different namespaces, ask for the same host and path. Controllers send the requests to the backend of the older one (ingress-nginx by its creation time); the younger one gets none, however well its pods are.",
    reads: ["Ingress", "Service", "Endpoints", "logs"],
    explains: ["gateway-failing", "call-refused", "ingress-backend-unavailable", "service-without-endpoints"],
  },
  function* (view) {
    const claims = view.of("Ingress").flatMap(claimsOf);
    const told = new Set<string>();
    for (const claim of claims)
      for (const older of claims) {
        const pair = `${keyOf(claim.ingress.ref)} ${keyOf(older.ingress.ref)}`;
        if (told.has(pair) || !isTakenBy(claim, older)) continue;
        const draft = draftOf(view, claim, older);
        if (draft === undefined) continue;
        told.add(pair);
        yield draft;
      }
  },
);

/** The other Ingress asks for the same, was made before, and leads to something else. */
const isTakenBy = (claim: Claim, older: Claim): boolean =>
  claim.host === older.host &&
  claim.path === older.path &&
  keyOf(claim.ingress.ref) !== keyOf(older.ingress.ref) &&
  isOfOneClass(claim.ingress, older.ingress) &&
  !(claim.ingress.ref.namespace === older.ingress.ref.namespace && claim.service === older.service) &&
  isOlder(older.ingress, claim.ingress) === true;

/** Where no paths are shown, the same host may be shared in peace: then what answers for the older one has to be seen failing. */
const draftOf = (view: ClusterView, { ingress, host, path }: Claim, older: Claim): Draft | undefined => {
  const failing = failingBehind(view, older.ingress, older.service);
  const isElsewhere = older.ingress.ref.namespace !== ingress.ref.namespace;
  if (path === undefined && (failing === undefined || !isElsewhere)) return undefined;
  const other = older.ingress;
  const age = other.printed.get("AGE")?.value;
  return {
    object: ingress.ref,
    severity: failing ? "critical" : "warning",
    confidence: path !== undefined && failing ? "confirmed" : "likely",
    summary: `${nameOf(ingress.ref)} and ${nameOf(other.ref)} claim the same host ${host}${path ? ` and path ${path}` : ""}, and the controller sends its requests to the older one, ${other.ref.namespace}/${other.ref.name}${age ? ` (${age} old)` : ""}${failing ? `: ${failing.what}` : older.service ? ` (Service ${older.service})` : ""}.`,
    evidence: [
      ingress.printed.get("HOSTS")?.line ?? ingress.cite("spec", "rules", host),
      other.printed.get("HOSTS")?.line ?? other.cite("spec", "rules", host),
      ...(failing?.lines ?? []),
    ],
    related: older.service === "" ? [other.ref] : [other.ref, { ...other.ref, kind: "Service", name: older.service }],
    fix: fixByHand(
      `Take host ${host} out of ${nameOf(other.ref)}, or delete that Ingress, if ${nameOf(ingress.ref)} shall get the requests.`,
      describe(ingress.ref, "Shows where each path leads."),
    ),
  };
};

/** Hosts that more than one Ingress asks for. */
export const claimedHostRules: readonly Rule[] = [claimedTwice];
