import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import type { Question } from "../../question/understand.ts";

/** Who leads, since when, and how often that changed, by the Lease of what the question names. */
export function leaderAnswer({ text, targets }: Question, view: ClusterView): Answered | null {
  if (!asks.test(text)) return null;
  const leases = view.of("Lease").filter((lease) => holderOf(lease) !== "");
  const named = leases.filter((lease) =>
    targets.some(({ name }) => lease.ref.name.includes(name) || holderOf(lease).startsWith(name)),
  );
  const lease = named[0] ?? leases[0];
  if (lease === undefined || named.length > 1 || (named.length === 0 && (leases.length > 1 || targets.length > 0)))
    return null;
  const changes = textAt(lease.fields, "spec", "leaseTransitions");
  const since = textAt(lease.fields, "spec", "acquireTime");
  const renewed = textAt(lease.fields, "spec", "renewTime");
  const parts = [
    `${leaderOf(holderOf(lease), view)} holds the lease ${lease.ref.name}`,
    since === "" ? "" : `since ${since}`,
    renewed === "" ? "" : `(renewed ${renewed})`,
  ];
  const told =
    changes === ""
      ? asksHowOften.test(text)
        ? " How often that changed was not shown."
        : ""
      : ` The leadership changed ${changes} times (leaseTransitions).`;
  return {
    summary: `${parts.filter((one) => one !== "").join(" ")}.${told}`,
    details: "",
    lines: [lease.cite("spec", "holderIdentity"), lease.cite("spec", "leaseTransitions")],
  };
}

const asks =
  /\b(?:(?:which|who|what|where)\b[^?.]{0,60}\b(?:leader|leads|leading|lease|lock)\b|how (?:often|many times)\b[^?.]{0,40}\b(?:leader\w*|lease|lock)\b)/i;

const asksHowOften = /\bhow (?:often|many times)\b/i;

const holderOf = (lease: ObservedObject): string =>
  textAt(lease.fields, "spec", "holderIdentity") || (lease.printed.get("HOLDER")?.value ?? "");

/** The pod whose name an identity begins with: client-go puts `_` and a UUID behind it. */
function leaderOf(identity: string, view: ClusterView): string {
  const host = identity.split("_")[0]!;
  return view.of("Pod").some(({ ref }) => ref.name === host) ? `Pod ${host}` : identity;
}
