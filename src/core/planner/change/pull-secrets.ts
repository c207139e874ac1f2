import { kubectl, singularOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Change, changed } from "./form.ts";
import { patchType } from "./spoken.ts";

const spoken =
  /\b(?:image )?pull ?-?secrets?\b|\bimagePullSecrets?\b|\bpull(?:s|ing)?\b.{0,30}\bimages?\b.{0,30}\bsecret\b/i;
const makes = /^\W*(?:please )?(?:create|new|generate|delete|remove|drop|unset|take)\b/i;

/** Names that stand beside the words for such a secret, when it is not called a secret besides. */
const beside =
  /\b(?:image )?pull ?-?secrets?(?: called| named|:)? ["'`]?([a-z0-9][a-z0-9.-]{0,80})|["'`]?([a-z0-9][a-z0-9.-]{0,80})["'`]? as (?:an? |the )?(?:image )?pull ?-?secret/i;
const prose = /^(?:to|for|of|on|in|with|from|the|an?|as|and|is|it)$/i;

/** `let service account builder pull images with the secret regcred`: whoever runs as it, or the pods of a workload, may pull with it. */
export function pullSecrets(question: Question, place: string): Change | null {
  const { text, targets } = question;
  if (!spoken.test(text) || makes.test(text)) return null;
  const owner = targets.find(
    ({ kind }) => kind !== null && /^(?:ServiceAccount|Deployment|StatefulSet|DaemonSet)$/.test(kind.kind),
  );
  const told = beside.exec(text);
  const said = [told?.[1], told?.[2]].find((one) => one !== undefined && !prose.test(one));
  const secret = targets.find(({ kind }) => kind?.kind === "Secret")?.name ?? said?.toLowerCase();
  if (owner?.kind === undefined || owner.kind === null || secret === undefined || secret === owner.name) return null;
  const pulls = { imagePullSecrets: [{ name: secret }] };
  const patch = owner.kind.kind === "ServiceAccount" ? pulls : { spec: { template: { spec: pulls } } };
  const word = singularOf(owner.kind);
  return changed(
    kubectl("patch", word, owner.name, place, patchType(question), `-p '${JSON.stringify(patch)}'`),
    `Lets ${owner.name} pull images with the secret ${secret}, beside those it has.`,
    { command: kubectl("get", word, owner.name, place, "-o yaml"), reason: "Shows the object as it is." },
  );
}
