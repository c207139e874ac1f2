import { kubectl, quoted } from "../command-line.ts";
import { isProse } from "../question/prose.ts";
import type { Question } from "../question/understand.ts";
import type { Word } from "../question/words.ts";
import { type Form, one, says } from "./form.ts";

/** Verbs that are asked for as a whole: they are about kubectl itself, its configuration or all of a cluster. */
export const namedVerbs: readonly Form[] = [
  completion,
  options,
  dump,
  contextsNamed,
  kustomization,
  clientVersion,
  offeredVersions,
];

function completion({ text }: Question): ReturnType<Form> {
  const shell = /\b(bash|zsh|fish|powershell)\b/i.exec(text)?.[1];
  if (shell === undefined || !/\bcompletions?\b|\btab[- ]complet\w+\b|\bauto-?complet\w+\b/i.test(text)) return null;
  return one(
    `kubectl completion ${shell.toLowerCase()}`,
    "Prints the script that completes kubectl commands in this shell.",
  );
}

function options(question: Question): ReturnType<Form> {
  const isGlobal =
    /\b(?:global|common|general|inherited) (?:kubectl )?(?:flags?|options?)\b|\b(?:flags?|options?)\b.*\b(?:every|all|any|each)\b.*\b(?:commands?|verbs?|kubectl)\b|\bkubectl options\b/;
  return says(question, isGlobal) && question.targets.length === 0
    ? one("kubectl options", "Lists the flags that every kubectl command takes.")
    : null;
}

/** `dump the state of the cluster into ./state`, `write everything about namespaces a and b to a folder for debugging`. */
function dump({ plain, text, scope, targets, kinds }: Question): ReturnType<Form> {
  const isDump = /\bcluster[- ]info dump\b|\bdump(?:s|ed)?\b/.test(plain);
  const isWhole = /\bcluster\b|\bstate\b|\beverything\b|\bbug report\b|\bcluster[- ]info\b/.test(plain);
  const isOther =
    kinds.some(({ kind }) => kind.kind !== "Namespace") ||
    /\b(?:heap|thread|core|memory|sql|database|db|env)\b/.test(plain);
  if (!isDump || !isWhole || isOther || targets.some(({ sure, kind }) => sure && kind !== null)) return null;
  const places = scope.all
    ? "--all-namespaces"
    : scope.namespaces.length > 0 && `--namespaces=${scope.namespaces.join(",")}`;
  const folder =
    /\b(?:into?|to|under|in) (?:(?:the |a )?(?:local )?(?:directory|folder|dir) )?["'`]?((?:\.{0,2}\/)[\w./-]*[\w-])/i.exec(
      text,
    )?.[1];
  return one(
    kubectl("cluster-info dump", places, folder !== undefined && `--output-directory=${quoted(folder)}`),
    "Prints the state of the cluster in full, which can be long.",
  );
}

/** `which namespace does context stage point at`: one row of the contexts says cluster, user and namespace. */
function contextsNamed({ text, plain, words }: Question): ReturnType<Form> {
  const at = words.findIndex(({ lower }) => /^(?:context|ctx)$/.test(lower));
  const said = at < 0 ? undefined : words[at + 1];
  const name =
    said !== undefined && /^\w[\w.@:/-]{0,120}$/.test(said.text) && !isProse(said) && !notContexts.test(said.lower)
      ? said.text
      : undefined;
  const asks = /\b(?:which|what|show|get|print|list|describe|display|details?)\b/;
  const isPart = /\b(?:namespace|ns|cluster|user|point|points|details?|show|get|print|describe|display)\b/;
  if (name === undefined || !asks.test(plain) || !isPart.test(`${plain} ${text.toLowerCase()}`)) return null;
  return /\bkube ?config\b|\b(?:logs?|pods?|deployments?|services?|nodes?|events?)\b/.test(plain)
    ? null
    : one(`kubectl config get-contexts ${name}`, "Shows the cluster, the user and the namespace of this context.");
}

const notContexts = /^(?:uses?|makes?|points?|needs?|has|knows?|refers?|works?|name|names)$/;

/** The folder stands behind the word for it, or is a path; without either it is the one where kubectl runs. */
export function kustomizationIn({ words }: Question): string {
  const path = words.find(({ text }) => /^\.{0,2}\/[\w./-]*$|^https?:\/\/|^[\w-]+\/[\w./-]+$/.test(text))?.text;
  if (path !== undefined) return path;
  const leads = [
    /^(?:directory|folder|dir|path)$/,
    /^(?:in|from|at|under|of)$/,
    /^(?:overlay|kustomization|kustomize)$/,
  ];
  const isName = (word: Word | undefined) =>
    word !== undefined && /^\w[\w.-]*$/.test(word.text) && !notFolders.test(word.lower);
  const behind = leads.flatMap((lead) => words.filter((_, index) => lead.test(words[index - 1]?.lower ?? "")));
  return behind.find(isName)?.text ?? ".";
}

const notFolders =
  /^(?:in|from|at|of|called|named|under|and|the|a|an|my|our|this|that|here|for|to|with|without|print|output|result|render\w*|build\w*|is|are|would|into|directory|folder|dir|kustomization|please|show|me|it|as|yaml|produces?|generates?|makes?|look|looks|file|files)$/;

function kustomization(question: Question): ReturnType<Form> {
  const text = question.text.toLowerCase().slice(0, 1000);
  const renders =
    /\b(?:build|render\w*|generate|print|expand|compile)\b.{0,80}\b(?:kustom\w*|overlays?)\b|\b(?:kustom\w*|overlay)\b.{0,80}\b(?:render\w*|builds?|generates?|produces?|prints?|outputs?|makes?|yields?|look like|comes? out)\b|\bkustomi[sz]\w+ (?:output|result|build)\b|\b(?:output|result) of (?:the )?kustom|^\W*(?:please )?(?:run )?kustomi[sz]e\b/;
  if (!renders.test(text) || /\b(?:diff\w*|apply|applied|deploy\w*|delete|would (?:\w+ )?change)\b/.test(text))
    return null;
  return one(`kubectl kustomize ${quoted(kustomizationIn(question))}`, "Prints what the kustomization makes.");
}

function clientVersion(question: Question): ReturnType<Form> {
  const text = question.text.toLowerCase().slice(0, 500);
  const asks =
    /\b(?:client|kubectl)(?: side| tool| binary)?(?:'s)? ver(?:s|sion)?\b|\bver(?:sion)? (?:of|is) (?:the |my |this )?(?:client|kubectl)\b/;
  const isBoth = /\b(?:server|cluster)\b(?! (?:is|seems|looks)? ?(?:down|away|unreachable|gone))/.test(
    text.replace(/\b(?:not|no|without|never mind|skip|ignore|instead of)\b[^,.;]*\b(?:server|cluster)\w*/g, ""),
  );
  return asks.test(text) && !isBoth && question.kinds.length === 0
    ? one("kubectl version --client", "Shows the version of kubectl, without asking the cluster.")
    : null;
}

function offeredVersions(question: Question): ReturnType<Form> {
  const asks =
    /\bgroup ?(?:\/|and|-) ?versions?\b|\bapi groups? (?:and|with|in|plus) (?:their |all )?versions?\b|\bversions? of (?:the|every|each|all) api groups?\b|\b(?:which|what|all) (?:api )?(?:groups?|versions?)\b.{0,30}\b(?:api[- ]?server|cluster|server) (?:offer|serve|support|know|have|provide|enable)\w*\b/;
  return says(question, asks) && question.kinds.length === 0 && question.targets.length === 0
    ? one("kubectl api-versions", "Lists the API groups and versions that the server offers.")
    : null;
}
