import { kubectl, quoted } from "../../command-line.ts";
import { asksForDataOfClaim, dataOfClaim } from "../../facts/whole/data-of-claim.ts";
import type { Inquiry } from "../form/inquest.ts";

/** `if I delete the claim, is the data gone?`: the claim and the volumes, of which its own has the policy that decides. */
export const lossOfClaim: Inquiry = (question) => {
  const [target, ...others] = question.targets;
  if (target?.kind?.kind !== "PersistentVolumeClaim" || others.length > 0 || !asksForDataOfClaim(question.text))
    return null;
  const place = question.scope.namespaces[0];
  const claim =
    place === undefined
      ? ["-A", `--field-selector=metadata.name=${target.name}`]
      : [quoted(target.name), `-n ${place}`];
  const reads = [
    { command: kubectl("get pvc", ...claim), reason: "Shows the volume that the claim is bound to." },
    { command: "kubectl get pv", reason: "Shows what becomes of each volume when its claim is deleted." },
    { command: "kubectl get storageclasses", reason: "Shows what new volumes of the class get." },
  ];
  return {
    reads: (view) => (dataOfClaim(question, view) === null ? reads : []),
    tell: (view) => dataOfClaim(question, view),
  };
};
