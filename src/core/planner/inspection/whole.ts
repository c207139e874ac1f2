import { type Home, kubectl, placesOf, selectorOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Form, mentions, says } from "./form.ts";
import { outputOf } from "./listing.ts";

/** Questions about what a manifest holds, whether a namespace is there, and all that runs somewhere. */
export const wholeForms: readonly Form[] = [everything, existence];

/** What a manifest or a kustomization describes, or what applying it would change. */
export function manifest(question: Question): ReturnType<Form> {
  const isKustomization = /\bkustomiz|\boverlays?\b/i.test(question.text);
  const isOfFolder = says(question, /\b(?:folder|directory|manifests)\b/);
  const asksForChanges = says(question, /\bdiff\w*\b|\bwould (?:\w+ )*change\b|\bpreview\b/);
  const path = question.words.find(
    (word) =>
      (isOfFolder && /^\.{1,2}\/[\w./-]+$/.test(word.text)) ||
      (asksForChanges && /^\w[\w.-]*(?:\/[\w.-]+)*\/$/.test(word.text)) ||
      /^[\w./-]+\.(ya?ml|json)$/.test(word.text) ||
      (isKustomization && /^\.{0,2}[\w-]*\/[\w./-]*$|^\.$/.test(word.text)),
  );
  if (path === undefined || question.targets.some((target) => target.sure && target.name !== path.lower)) return null;
  const kustom = isKustomization || /kustom/i.test(path.text) ? "-k" : "-f";
  if (says(question, /\bdiff\w*\b|\bwould (?:\w+ )*change\b|\bchanges?\b|\bcompare\b|\bpreview\b/))
    return [{ command: `kubectl diff ${kustom} ${path.text}`, reason: "Shows what applying it would change." }];
  const verb = says(question, /\bdescribe\b|\bdetails?\b/) ? "describe" : "get";
  if (
    !says(
      question,
      /\b(describes?|details?|get|show|list|status|display|what|which|print|read|fetch|give|see|view|dump|look)\b/,
    )
  )
    return null;
  return [{ command: kubectl(verb, kustom, path.text, outputOf(question)), reason: "Shows what the manifest names." }];
}

/** `does the namespace payments exist?`: its word was read as a place. */
function existence(question: Question): ReturnType<Form> {
  const namespace = question.scope.namespaces[0];
  const isAbout =
    /\b(exists?|there|have|labels?|annotations?|status|finalizers?|yaml|describe|details?|age|old|created|creation|phase)\b/;
  if (namespace === undefined || question.kinds.length > 0 || question.targets.length > 0 || !says(question, isAbout))
    return null;
  if (
    !/\b(namespace|ns)\b/i.test(question.text) ||
    says(question, /\b(in|inside|within) (the )?$|\brunning\b|\bwhat\b(?! (labels?|annotations?|finalizers?|status)\b)/)
  )
    return null;
  const verb = says(question, /\b(describe|details?)\b/) ? "describe" : "get";
  const labels = says(question, /\blabels?\b/) && verb === "get" ? "--show-labels" : "";
  return [
    {
      command: kubectl(verb, "namespace", namespace, labels, verb === "get" && outputOf(question)),
      reason: "Shows the namespace, or that there is none of this name.",
    },
  ];
}

function everything(question: Question, home: Home): ReturnType<Form> {
  if (question.kinds.some((mention) => mention.kind.kind !== "Namespace") || question.targets.length > 0) return null;
  if (mentions(question, "Namespace") && question.scope.namespaces.length === 0) return null;
  if (says(question, /\b(?:labels|annotations) (?:of|on)\b/)) return null;
  if (
    !says(
      question,
      /\b(everything|all (of )?(the )?(things|stuff|resources|objects|workloads)|resources|objects|workloads|what('s| is)? (is )?(running|deployed|there)|what do (i|we) have|(list|get|show) all|overview|apps|applications)\b/,
    )
  )
    return null;
  return placesOf(question, home, says(question, /\bcluster\b/) ? "-A" : "").map((place) => ({
    command: kubectl("get all", place, selectorOf(question)),
    reason: "Lists workloads, their pods and services.",
  }));
}
