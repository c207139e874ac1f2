import { kubectl, quoted } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";
import { folderNamed, pathSaid, previewOf } from "./spoken.ts";

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

/** `apply a.yaml, b.yaml and c.yaml`: what is listed behind the first one belongs to it. */
function filesSaid({ words }: Question, first: string): readonly string[] {
  const files = [first];
  for (let at = words.findIndex(({ text }) => text === first) + 1; at > 0 && at < words.length; at++) {
    const { text, lower } = words[at]!;
    if (/^(?:and|plus|&|then)$/.test(lower)) continue;
    if (!/\.(?:ya?ml|json)$/.test(text)) break;
    if (!files.includes(text)) files.push(text);
  }
  return files;
}

/** Deleted and made again, which is one command. */
const anew =
  /\b(?:delet|remov)(?:e|ing)(?: (?:it|them|everything))?,? and (?:then )?(?:re-?creat(?:e|ing)|creat(?:e|ing) (?:it |them )?(?:again|anew))\b|\b(?<!not )re-?creat(?:e|ing)\b/;

/** `the folder manifests`. */
function folderSaid(question: Question): string | null {
  if (!/\b(?:apply|create|deploy|install|delete|remove|replace)\b/.test(question.plain)) return null;
  return /\b(?:manifests?|files?|resources|everything|apply|applied)\b/.test(question.plain)
    ? folderNamed(question)
    : null;
}

function fromFile(question: Question, place: string): Change | null {
  const path = pathSaid(question) ?? folderSaid(question);
  const { plain, text } = question;
  if (path === null || /\bjson[- ]?patch/i.test(text) || isOfContents(question, path)) return null;
  const isKustomization = /kustom|overlay/i.test(text);
  const source = isKustomization
    ? `-k ${quoted(path)}`
    : filesSaid(question, path)
        .map((file) => `-f ${quoted(file)}`)
        .join(" ");
  const deep = recursively.test(plain) ? "-R" : "";
  if (/\bset\b.{0,60}\blast[- ]applied\b/i.test(text))
    return changed(kubectl("apply set-last-applied", source, place), "Notes the manifest as the one last applied.");
  if (/^(?:\w+ )?reconcile\b/.test(plain))
    return changed(
      kubectl("auth reconcile", source, deep),
      "Makes roles and bindings hold at least what the manifest says.",
    );
  if (anew.test(plain) || /\breplace\b.*\b(?:with|by|using) force\b/i.test(text))
    return changed(kubectl("replace --force", source, place), "Deletes what the manifest describes and makes it anew.");
  if (/\bscale\b/.test(plain)) return scaled(plain, source, place);
  if (deletes.test(plain) && !/^(?:\w+ ){0,2}(?:apply|deploy|create|install|replace)\b/.test(plain))
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

const deletes = /\b(delete|remove|get rid of|take down|tear down|uninstall)\b/;

const recursively =
  /\brecursive(ly)?\b|\b(?:sub|nested )-?(?:folders|directories|dirs)\b|\band (?:everything |all )?(?:below|beneath|underneath|under it)\b/;

function scaled(plain: string, source: string, place: string): Change | null {
  const replicas = /\b(?:to|replicas?)\s+(\d{1,5})\b/.exec(plain)?.[1];
  return replicas === undefined
    ? null
    : changed(kubectl("scale", `--replicas=${replicas}`, source, place), "Sets how many replicas run.");
}

/** Whether a path is of what a config map is made of, or of what stands in a container, and not of a manifest. */
function isOfContents(question: Question, path: string): boolean {
  const { plain } = question;
  const isManifest = /\.(?:ya?ml|json)$/.test(path);
  const isMade =
    /\b(?:config ?map|secret)\b/.test(plain) && !(isManifest && /^(?:\w+ )?(?:apply|replace)\b/.test(plain));
  const isInside = /^\//.test(path) && !isManifest && /\b(?:pod|container)\b/.test(plain);
  const isOther = pathSaid(question) !== null && !/\.(ya?ml|json)$|\/|^\.$/.test(path);
  return (
    isMade ||
    isInside ||
    isOther ||
    /\b(copy|download|upload)\b/.test(plain) ||
    /\b(exec|inside|port[- ]?forward)\b/.test(plain)
  );
}
