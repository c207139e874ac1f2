import { kindNamed } from "../../kubectl/kinds.ts";
import { kubectl, quoted, selectorOf, singularOf } from "../command-line.ts";
import { isStopWord } from "../question/stop-words.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed, subjectOf } from "./form.ts";
import { narrows } from "./narrows.ts";
import { resourcesSaid } from "./resources-said.ts";
import { pairsSaid, wordAfter } from "./spoken.ts";
import { subjectsOfBinding } from "./subjects.ts";
import { rolledOut } from "./workloads.ts";

/** `kubectl set`: images, resources, environment of workloads. */
export const settingChanges: readonly ChangeForm[] = [
  selector,
  subjectsOfBinding,
  imageOfMany,
  image,
  resources,
  account,
  environment,
];

const templated: ReadonlySet<string> = new Set([
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "Job",
  "CronJob",
]);

const tagged = /^[a-z0-9.-]+(?:\/[a-z0-9._-]+)*:v?\d[\w.-]*$/i;

const imageName = /^(?:[a-z0-9.-]+(?::\d{1,5})?\/)?[a-z0-9._/-]+(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/i;

function image(question: Question, place: string): Change | null {
  if (
    !(
      /\bimages?\b|\bversion\b|\btag\b/.test(question.plain) || question.words.some((word) => tagged.test(word.text))
    ) ||
    !/\b(set|update|change|upgrade|use|to|downgrade|bump|push|ship|release|promote|roll|put|move|swap|substitute|replace|give|should)\b/.test(
      question.plain,
    )
  )
    return null;
  const subject = subjectOf(question, new Set([...templated, "Pod"]));
  const found = question.words.findLast(
    (word) => /[:@/]/.test(word.text) && imageName.test(word.text) && word.lower !== subject?.name,
  );
  const pair =
    question.selectors.labels.find((label) => label.includes("=")) ??
    question.words.find((word) => /^[a-z0-9-]+=[^=]+[:/]/.test(word.text))?.text;
  if (subject === null || (found === undefined && pair === undefined)) return null;
  const several = imagesOfContainers(question);
  if (several.length > 1)
    return changed(
      kubectl("set image", `${singularOf(subject.kind)}/${subject.name}`, ...several.map(quoted), place),
      `Rolls out ${several.map((one) => one.slice(one.indexOf("=") + 1)).join(" and ")}.`,
      rolledOut(subject.kind, subject.name, place),
    );
  const everyContainer = /\b(all|every|each)( (of )?(the|its))? containers?\b/.test(question.plain);
  const set =
    pair ?? `${everyContainer ? "*" : (question.container ?? namedBefore(question) ?? subject.name)}=${found!.text}`;
  return changed(
    kubectl("set image", `${singularOf(subject.kind)}/${subject.name}`, quoted(set), place),
    `Rolls out ${set.slice(set.indexOf("=") + 1)}.`,
    rolledOut(subject.kind, subject.name, place),
  );
}

/** `the nginx container to nginx:1.9 and the container sidecar to busybox`: each container with its own image. */
function imagesOfContainers({ text }: Question): readonly string[] {
  const name = "([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)";
  const to = "(?:'s)?(?: image)? (?:to|=|->|with|on) [\"'`]?([a-z0-9][\\w./:@-]{0,200}\\w)";
  const before = new RegExp(`\\b${name} container${to}`, "gi");
  const behind = new RegExp(`\\bcontainer (?!image|to|of|in)${name}${to}`, "gi");
  const said = [before, behind].flatMap((pattern) => [...text.slice(0, 2000).matchAll(pattern)]);
  const pairs = said
    .sort((one, other) => one.index - other.index)
    .map(([, container, image]) => [container!.toLowerCase(), image!] as const);
  return [...new Map(pairs)].map(([container, image]) => `${container}=${image}`);
}

/** One image for every workload of some kinds. */
function imageOfMany(question: Question, place: string): Change | null {
  if (
    !/\bimages?\b/.test(question.plain) ||
    !/\b(all|every|each)\b/.test(question.plain) ||
    question.targets.length > 0
  )
    return null;
  const kinds = question.kinds.filter(
    (mention) => templated.has(mention.kind.kind) || mention.kind.kind === "ReplicationController",
  );
  const found = question.words.findLast((word) => /[:@/]/.test(word.text) && imageName.test(word.text))?.text;
  if (kinds.length === 0 || found === undefined) return null;
  const resources = [...new Set(kinds.map((mention) => mention.kind.plural))].join(",");
  return changed(
    kubectl(
      "set image",
      resources,
      quoted(`${question.container ?? "*"}=${found}`),
      place,
      selectorOf(question) || "--all",
    ),
    `Rolls out ${found} everywhere.`,
    { command: kubectl("get", resources, place, "-o wide"), reason: "Shows the images." },
  );
}

/** Which pods a service sends to. */
function selector(question: Question, place: string): Change | null {
  const service = question.targets.find((target) => target.kind?.kind === "Service");
  const labels = question.selectors.labels.filter((label) => /^[^=!]+=[^=]+$/.test(label));
  if (service === undefined || labels.length === 0 || !/\bselectors?\b/.test(question.plain)) return null;
  if (!/\b(set|change|update|switch|point|make)\b/.test(question.plain)) return null;
  return changed(
    kubectl("set selector service", service.name, quoted(labels.join(",")), place),
    "Sends to the pods that carry these labels.",
    { command: kubectl("get endpoints", service.name, place), reason: "Shows the pods behind the service." },
  );
}

/** `the nginx image of deployment web`: the container is called nginx. */
function namedBefore(question: Question): string | null {
  const at = question.words.findIndex((word) => word.lower === "image");
  const word = question.words[at - 1];
  const named =
    at > 1 && word !== undefined && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(word.lower) && !isStopWord(word.lower);
  return named ? word.lower : null;
}

const quantity = "(\\d+(?:\\.\\d+)?\\s?(?:m|[kKMGT]i?B?)?)(?![\\w.])";

function resources(question: Question, place: string): Change | null {
  if (!/\b(limits?|requests?|cpu|memory|ram)\b/.test(question.plain)) return null;
  if (/\bauto[- ]?scal\w*|\bcreate\b/.test(question.plain)) return null;
  const subject = subjectOf(question, templated);
  const text = question.text.slice(0, 1000);
  const half = /\bhalf an? (?:cpu|core)\b/i.test(text) ? "500m" : null;
  const cpu = half ?? valueAfter(text, "(?:cpus?|cores?)");
  const memory = valueAfter(text, "(?:memory|ram|mem)");
  if (cpu === null && memory === null) return null;
  const many = subject === null ? manyOf(question) : null;
  if (subject === null && many === null) return null;
  const values = [cpu !== null && `cpu=${cpu}`, memory !== null && `memory=${memory}`]
    .filter((one) => one !== false)
    .join(",");
  const each = resourcesSaid(text);
  const requests = /\brequests?\b/.test(question.plain);
  const limits = /\blimits?\b/.test(question.plain) || !requests;
  const about = subject === null ? many! : [singularOf(subject.kind), subject.name];
  return changed(
    kubectl(
      "set resources",
      ...about,
      place,
      question.container !== null && `-c ${question.container}`,
      ...(each ?? [limits && `--limits=${values}`, requests && `--requests=${values}`]),
    ),
    "Rolls out pods with these resources.",
    subject === null
      ? { command: kubectl("get", about[0]!, place, "-o wide"), reason: "Shows whether their pods are up to date." }
      : rolledOut(subject.kind, subject.name, place),
  );
}

function valueAfter(text: string, word: string): string | null {
  const after = new RegExp(
    `\\b${word}\\b(?:\\s+(?:limits?|requests?|to|of|is|at|for|up))*\\s*[=:]?\\s*${quantity}`,
    "i",
  ).exec(text);
  const far = after ?? new RegExp(`\\b${word}\\b[^,;.]{0,80}?\\bto\\s+${quantity}`, "i").exec(text);
  const before = far ?? new RegExp(`${quantity}\\s+(?:of\\s+)?${word}\\b`, "i").exec(text);
  return before === null ? null : before[1]!.replace(/\s|B$/g, "");
}

/** The service account under which the pods of a workload run. */
function account(question: Question, place: string): Change | null {
  if (!/\b(set|update|change|use|switch|let|make|runs?|give|assign|put|move|have|work)\b/.test(question.plain))
    return null;
  const mention = question.kinds.find((one) => one.kind.kind === "ServiceAccount");
  const said = question.targets.filter((one) => one.kind?.kind !== "ServiceAccount");
  const isOfWorkload = question.kinds.some(({ kind }) => accounted.has(kind.kind));
  const subject = mention === undefined || !isOfWorkload ? null : subjectOf({ ...question, targets: said }, accounted);
  const named = question.targets.find((one) => one.kind?.kind === "ServiceAccount");
  const name = named?.name ?? wordAfter(question, /^(to|use)$/)?.lower;
  if (mention === undefined || subject === null || name === undefined || kindNamed(name) !== undefined) return null;
  if (named === undefined && name === subject.name) return null;
  return changed(
    kubectl("set serviceaccount", singularOf(subject.kind), subject.name, quoted(name), place),
    `Rolls out pods that run as ${name}.`,
    rolledOut(subject.kind, subject.name, place),
  );
}

/** Job templates cannot be changed in place. */
const accounted: ReadonlySet<string> = new Set([...templated].filter((kind) => kind !== "Job" && kind !== "CronJob"));

function environment(question: Question, place: string): Change | null {
  const speaks = /\b(env|environment|variables?)\b/.test(question.plain);
  const source = question.targets.find((one) => one.kind?.kind === "ConfigMap" || one.kind?.kind === "Secret");
  const subject = subjectOf(question, templated) ?? subjectOf(question, new Set(["Pod"]));
  if (/^(?:\w+ )?(create|run|expose)\b/.test(question.plain)) return null;
  if (subject === null) return environmentOfMany(question, place);
  const from = speaks && source !== undefined && /\b(from|import|load|all|every|take)\b/.test(question.plain);
  const sets = from ? [`--from=${singularOf(source.kind!)}/${source.name}`] : variablesOf(question, speaks);
  if (sets.length === 0) return null;
  return changed(
    kubectl(
      "set env",
      `${singularOf(subject.kind)}/${subject.name}`,
      ...sets.map(quoted),
      place,
      question.container !== null && `-c ${question.container}`,
    ),
    "Rolls out pods with this environment.",
    rolledOut(subject.kind, subject.name, place),
  );
}

/** The environment of every workload of a kind, or of those that a label selects; not of those of a state or a likeness. */
function environmentOfMany(question: Question, place: string): Change | null {
  const { plain, container } = question;
  const sets = variablesOf(question, /\b(env|environment|variables?)\b/.test(plain));
  const about = manyOf(question);
  if (about === null || sets.length === 0) return null;
  return changed(
    kubectl("set env", ...about, ...sets.map(quoted), place, container !== null && `-c ${container}`),
    `Rolls out pods of all these ${about[0]} with this environment.`,
    { command: kubectl("set env", ...about, "--list", place), reason: "Lists the variables." },
  );
}

/** Every workload of a kind, or those that a label selects; not those of a state or a likeness. */
function manyOf(question: Question): readonly [plural: string, chosen: string] | null {
  const { plain, kinds, targets } = question;
  const kind = kinds.find((mention) => templated.has(mention.kind.kind))?.kind;
  const selector = selectorOf(question);
  const isAll = /\b(all|every|each)\b/.test(plain) && !narrows.test(plain);
  if (kind === undefined || targets.length > 0 || (selector === "" && !isAll)) return null;
  return [kind.plural, selector || "--all"];
}

/** `KEY=value`, `KEY to value`, and `KEY-` for what is taken away. */
function variablesOf(question: Question, speaks: boolean): readonly string[] {
  const isName = (text: string) => /^[A-Z][A-Z0-9_]*$/.test(text);
  const names = question.words.filter((word) => isName(word.text) && word.text.length > 1);
  if (
    /\b(?:remove|delete|unset|drop|strip|clear|erase|get rid of|(?:throw|kick|toss|take)(?: .{1,60})? (?:out|away|off))\b/.test(
      question.plain,
    )
  )
    return speaks || /\bunset\b/.test(question.plain) ? names.map((word) => `${word.text}-`) : [];
  const pairs = pairsSaid(question).filter((pair) => speaks || isName(pair.split("=")[0]!));
  if (pairs.length > 0) return pairs;
  return names.flatMap((word) => {
    const at = question.words.indexOf(word);
    const value = /^(to|as|=)$/.test(question.words[at + 1]?.lower ?? "") ? question.words[at + 2] : undefined;
    return value === undefined ? [] : [`${word.text}=${value.text}`];
  });
}
