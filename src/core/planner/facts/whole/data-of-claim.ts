import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import { isNamed } from "../../investigation/relevance.ts";
import type { Question } from "../../question/understand.ts";

/** `if I delete the claim, is the data gone?`, `which reclaim policy has its volume?`: the policy of the claim's volume decides, not that of its class. */
export function dataOfClaim({ text, targets }: Question, view: ClusterView): Answered | null {
  if (!asksForDataOfClaim(text)) return null;
  const isMeant = (ref: ObjectRef) => targets.some(({ name }) => name === ref.name || isNamed(ref, name));
  const claims = view.of("PersistentVolumeClaim").filter(({ ref }) => isMeant(ref));
  const volumes = claims.length === 0 ? view.of("PersistentVolume").filter((one) => isMeant(claimOf(one))) : [];
  if (claims.length + volumes.length !== 1) return null;
  const volume = volumes[0] ?? volumeOf(claims[0]!, view);
  const policy = volume && policyOf(volume);
  if (volume === undefined || !policy) return null;
  const { namespace, name } = claims[0]?.ref ?? claimOf(volume);
  const result = results.get(policy);
  if (result === undefined) return null;
  const usual = policyOfClass(volume, view);
  const differs = usual !== "" && usual !== policy ? ` (its class gives ${usual}, the volume itself counts)` : "";
  return {
    summary: `PersistentVolume ${volume.ref.name} of claim ${namespace}/${name} has the reclaim policy ${policy}${differs}: when the claim is deleted, ${result}.`,
    details: "",
    lines: [
      volume.printed.get("RECLAIM POLICY")?.line ?? volume.cite("spec", "persistentVolumeReclaimPolicy"),
      claims[0]?.cite() ?? volume.cite(),
    ],
  };
}

/** Whether it is asked for the policy, or for what stays of the data. */
export const asksForDataOfClaim = (text: string): boolean =>
  /\breclaim ?polic/i.test(text) || (deletes.test(text) && asksWhatStays.test(text));

/** Somebody means to delete it, and has not yet. */
const deletes = /\b(?:delete|deleting|remove|removes|removing|deletes|drop|drops|uninstall|get rid of)\b/i;

const asksWhatStays =
  /\b(?:data|volume|disk|contents?|files)\b[^?]{0,40}\b(?:gone|lost|deleted|destroyed|erased|wiped|kept|safe|survives?|stays?|remains?)\b[^?]{0,60}\?|\b(?:los[es]|keep|kept)\b[^?]{0,30}\b(?:data|volume|disk)\b[^?]{0,60}\?/i;

/** https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming */
const results: ReadonlyMap<string, string> = new Map([
  ["Retain", "the volume and its data stay (Released), until somebody deletes them"],
  ["Delete", "the volume and its data are deleted with it"],
  ["Recycle", "the volume's files are deleted and it is offered anew"],
]);

const claimOf = ({ fields }: ObservedObject): ObjectRef => ({
  kind: "PersistentVolumeClaim",
  namespace: textAt(fields, "spec", "claimRef", "namespace"),
  name: textAt(fields, "spec", "claimRef", "name"),
});

function volumeOf(claim: ObservedObject, view: ClusterView): ObservedObject | undefined {
  const name = textAt(claim.fields, "spec", "volumeName");
  return view
    .of("PersistentVolume")
    .find(
      ({ ref, fields }) =>
        (name !== "" && ref.name === name) ||
        (textAt(fields, "spec", "claimRef", "name") === claim.ref.name &&
          textAt(fields, "spec", "claimRef", "namespace") === claim.ref.namespace),
    );
}

const policyOf = ({ printed, fields }: ObservedObject): string =>
  printed.get("RECLAIM POLICY")?.value ?? textAt(fields, "spec", "persistentVolumeReclaimPolicy");

function policyOfClass(volume: ObservedObject, view: ClusterView): string {
  const name = textAt(volume.fields, "spec", "storageClassName") || (volume.printed.get("STORAGECLASS")?.value ?? "");
  const found = view.of("StorageClass").find(({ ref }) => ref.name === name);
  return found?.printed.get("RECLAIMPOLICY")?.value ?? textAt(found?.fields, "reclaimPolicy");
}
