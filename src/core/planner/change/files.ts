import { kubectl, quoted } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";
import { pathSaid, previewOf } from "./spoken.ts";

/** Changes that manifests describe: applied, created, replaced, deleted, scaled by file. */
export const fileChanges: readonly ChangeForm[] = [pasted, fromFile];

/** `apply this manifest:` with the manifest in the message: it is applied from a file on the person's own machine. */
function pasted(question: Question): Change | null {
  const { plain } = question;
  const isPasted =
    /^(?:please |can you |could you |now )*(?:apply|create|deploy|install|replace) (?:this|these|the following|the below|below|what follows|the pasted|the attached|my)\b/;
  const isWhole = /\b(?:this|these|following|below|follows|here|please|manifests?|ya?ml|json|resources?|objects?)$/;
  if (!isPasted.test(plain) || !isWhole.test(plain) || pathSaid(question) !== null || question.targets.length > 0)
    return null;
  const verb = /\breplace\b/.test(plain) ? "replace" : "apply";
  return changed(
    kubectl(verb, "-f manifest.yaml", previewOf(question)),
    "Save the manifest of your message under that name first; whether the cluster took it, `kubectl diff -f manifest.yaml` shows.",
  );
}

function fromFile(question: Question, place: string): Change | null {
  const path = pathSaid(question);
  const { plain } = question;
  const isMade =
    /\b(?:config ?map|secret)\b/.test(plain) &&
    !(/\.(?:ya?ml|json)$/.test(path ?? "") && /^(?:\w+ )?(?:apply|replace)\b/.test(plain));
  if (path === null || isMade || /\bjson[- ]?patch/i.test(question.text) || /\b(copy|download|upload)\b/.test(plain))
    return null;
  if (!/\.(ya?ml|json)$|\/|^\.$/.test(path) || /\b(exec|inside|port[- ]?forward)\b/.test(plain)) return null;
  const isKustomization = /kustom|overlay/i.test(question.text);
  const source = `${isKustomization ? "-k" : "-f"} ${quoted(path)}`;
  const deep = /\brecursive(ly)?\b|\bsub-?(folders|directories)\b/.test(plain) ? "-R" : "";
  if (/\bset\b.{0,60}\blast[- ]applied\b/i.test(question.text))
    return changed(kubectl("apply set-last-applied", source, place), "Notes the manifest as the one last applied.");
  if (/^(?:\w+ )?reconcile\b/.test(plain))
    return changed(
      kubectl("auth reconcile", source, deep),
      "Makes roles and bindings hold at least what the manifest says.",
    );
  if (/\bscale\b/.test(plain)) {
    const replicas = /\b(?:to|replicas?)\s+(\d{1,5})\b/.exec(plain)?.[1];
    return replicas === undefined
      ? null
      : changed(kubectl("scale", `--replicas=${replicas}`, source, place), "Sets how many replicas run.");
  }
  if (/\b(delete|remove)\b/.test(plain) && !/^(?:\w+ ){0,2}(?:apply|deploy|create|install|replace)\b/.test(plain))
    return changed(kubectl("delete", source, deep, place), "Deletes what the manifest describes.");
  if (/(?<!to )\breplace\b/.test(plain))
    return changed(kubectl("replace", source, place), "Puts the manifest in the place of the object.");
  if (!/\b(apply|applying|create|creating|deploy|install|update)\b/.test(plain)) return null;
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
