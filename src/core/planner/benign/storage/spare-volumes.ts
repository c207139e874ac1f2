import { entriesAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isNamedOtherwise } from "../named-otherwise.ts";
import { isAnythingDown } from "../reading/standing.ts";

const spare = defineBenign(
  {
    code: "volume-is-spare",
    title: "Volume that no claim has asked for",
    about:
      "A PersistentVolume that was made ahead (a local disk, a share) is Available without a claim as long as nobody asks for one like it: binding did not fail, it was not tried. Said where all claims of the cluster, or of the places that have volumes, are shown and Bound, and nothing is pending.",
    reads: ["PersistentVolume", "PersistentVolumeClaim", "StorageClass", "Event"],
    asked:
      /\bavailable\b|\bunbound\b|\bunclaimed\b|\bunused\b|\bspare\b|\bidle\b|\bfree\b|\bempty\b|\b(?:no|without|lacks?|lacking|missing) (?:an? |any )?claims?\b|\bbind(?:s|ing)?\b|(?:\bnot|n't|\bnever|\bnobody|\bnothing)\b[^?.!\n]{0,40}\b(?:bound|bind\w*|claim\w*|us(?:e|es|ed|ing)|tak(?:e|es|en|ing)|pick\w*|attach\w*)\b/,
    unless:
      /\breleased\b|\bfailed\b(?= (?:state|status|phase|volumes?|pvs?))|\bpending\b|\bstuck claims?\b|\bclaims? (?:is|are) (?:stuck|waiting)\b/,
    onlyAsked: true,
  },
  function* (view, question) {
    const all = view.of("PersistentVolume").filter((one) => phaseOf(one) === "Available" && !isReserved(one));
    const named = all.filter(({ ref }) => question.text.includes(ref.name));
    const free = named.length > 0 ? named : all;
    const claims = view.of("PersistentVolumeClaim");
    if (free.length === 0 || claims.length === 0 || claims.some((one) => phaseOf(one) !== "Bound")) return;
    if (!areAllListed(view) || isRefused(view) || isAnythingDown(view) || isUnmeant(question, free)) return;
    const manual = view
      .of("StorageClass")
      .find((one) => isManual(one) && free.some((volume) => classOf(volume) === one.ref.name));
    for (const volume of free)
      yield {
        ref: volume.ref,
        text: volume === free[0] ? textOf(free, claims.length, manual) : "",
        lines: [volume.cite(), claims[0]!.cite(), manual?.cite()],
      };
  },
);

function textOf(free: readonly ObservedObject[], claims: number, manual: ObservedObject | undefined): string {
  const [isOne, names] = [free.length === 1, free.map(({ ref }) => ref.name)];
  const kinds = [...new Set(free.map((one) => [sizeOf(one), classOf(one)].filter(Boolean).join(" of class ")))];
  const made = manual === undefined ? "" : `; the class ${manual.ref.name} makes none itself, volumes are made ahead`;
  return `PersistentVolume${isOne ? "" : "s"} ${enumerated(names, 4)} (${enumerated(kinds, 3)}) ${isOne ? "is" : "are"} Available, which is no failed binding: ${isOne ? "it is" : "they are"} spare, no claim has asked for ${isOne ? "it" : "them"} yet, and ${claims === 1 ? "the one claim that is there is Bound" : `all ${claims} claims are Bound`}${made}`;
}

const phaseOf = ({ fields, printed }: ObservedObject): string =>
  printed.get("STATUS")?.value ?? textAt(fields, "status", "phase");

const classOf = ({ fields, printed }: ObservedObject): string =>
  textAt(fields, "spec", "storageClassName") || (printed.get("STORAGECLASS")?.value ?? "");

const sizeOf = ({ fields, printed }: ObservedObject): string =>
  printed.get("CAPACITY")?.value ?? entriesAt(fields, "spec", "capacity").get("storage") ?? "";

/** It is kept for a claim that is named in it. */
const isReserved = ({ fields }: ObservedObject): boolean => textAt(fields, "spec", "claimRef", "name") !== "";

const isManual = ({ fields, printed }: ObservedObject): boolean =>
  (printed.get("PROVISIONER")?.value ?? textAt(fields, "provisioner")) === "kubernetes.io/no-provisioner";

/** The claims of all namespaces, or of all those that have a volume. */
function areAllListed(view: ClusterView): boolean {
  const lists = view.listings.filter(({ kind, narrowed }) => kind === "PersistentVolumeClaim" && !narrowed);
  const used = view
    .of("PersistentVolume")
    .flatMap(({ fields }) => textAt(fields, "spec", "claimRef", "namespace") || []);
  return (
    lists.some(({ namespace }) => namespace === null) ||
    (used.length > 0 && used.every((namespace) => lists.some((one) => one.namespace === namespace)))
  );
}

/** An event tells of a claim for which there is none. */
const isRefused = (view: ClusterView): boolean =>
  view.events.some(
    ({ reason, message }) =>
      /^(?:FailedBinding|ProvisioningFailed|VolumeMismatch|ClaimMisbound)$/.test(reason) ||
      /unbound immediate PersistentVolumeClaims|didn't find available persistent volumes/.test(message),
  );

const isUnmeant = (question: Question, free: readonly ObservedObject[]): boolean =>
  isNamedOtherwise(
    question,
    free.flatMap((one) => [one.ref, { kind: "StorageClass", name: classOf(one) }]),
  );

export const spareVolumes: readonly BenignRule[] = [spare];
