import { kubectl, quoted } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";
import { pathSaid, previewOf } from "./spoken.ts";

/** Changes that manifests describe: applied, created, replaced, deleted, scaled by file. */
export const fileChanges: readonly ChangeForm[] = [fromFile];

function fromFile(question: Question, place: string): Change | null {
  const path = pathSaid(question);
  const { plain } = question;
  if (path === null || /\b(config ?map|secret|copy|download|upload)\b/.test(plain)) return null;
  if (!/\.(ya?ml|json)$|\/|^\.$/.test(path) || /\b(exec|inside|port[- ]?forward)\b/.test(plain)) return null;
  const isKustomization = /kustom|overlay/i.test(question.text);
  const source = `${isKustomization ? "-k" : "-f"} ${quoted(path)}`;
  const deep = /\brecursive(ly)?\b|\bsub-?(folders|directories)\b/.test(plain) ? "-R" : "";
  if (/\bset\b.{0,60}\blast[- ]applied\b/i.test(question.text))
    return changed(kubectl("apply set-last-applied", source, place), "Notes the manifest as the one last applied.");
  if (/\bscale\b/.test(plain)) {
    const replicas = /\b(?:to|replicas?)\s+(\d{1,5})\b/.exec(plain)?.[1];
    return replicas === undefined
      ? null
      : changed(kubectl("scale", `--replicas=${replicas}`, source, place), "Sets how many replicas run.");
  }
  if (/\b(delete|remove)\b/.test(plain))
    return changed(kubectl("delete", source, deep, place), "Deletes what the manifest describes.");
  if (/\breplace\b/.test(plain))
    return changed(
      kubectl("replace", source, /\bforce\b/.test(plain) && "--force", place),
      "Puts the manifest in the place of the object.",
    );
  if (!/\b(apply|create|deploy|install|update)\b/.test(plain)) return null;
  const verb =
    isKustomization ||
    !/^(?:\w+ )?create (?:an? |the )?(?:pod|deployment|service|job|object)s? (?:from|using|with)\b/.test(plain)
      ? "apply"
      : "create";
  return changed(kubectl(verb, source, deep, place, previewOf(question)), "Makes the cluster match the manifest.", {
    command: kubectl("diff", source, place),
    reason: "Shows what still differs.",
  });
}
