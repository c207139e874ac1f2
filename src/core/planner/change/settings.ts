import { kubectl, quoted, singularOf } from "../command-line.ts";
import { isStopWord } from "../question/stop-words.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed, subjectOf } from "./form.ts";
import { rolledOut } from "./workloads.ts";

/** `kubectl set`: images, resources, environment of workloads. */
export const settingChanges: readonly ChangeForm[] = [image, resources, environment];

const templated: ReadonlySet<string> = new Set([
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "Job",
  "CronJob",
]);

const imageName = /^(?:[a-z0-9.-]+(?::\d{1,5})?\/)?[a-z0-9._/-]+(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/i;

function image(question: Question, place: string): Change | null {
  if (
    !/\bimages?\b|\bversion\b|\btag\b/.test(question.plain) ||
    !/\b(set|update|change|upgrade|use|to|downgrade|bump)\b/.test(question.plain)
  )
    return null;
  const subject = subjectOf(question, templated);
  const found = question.words.findLast(
    (word) => /[:@/]/.test(word.text) && imageName.test(word.text) && word.lower !== subject?.name,
  );
  const pair =
    question.selectors.labels.find((label) => label.includes("=")) ??
    question.words.find((word) => /^[a-z0-9-]+=[^=]+[:/]/.test(word.text))?.text;
  if (subject === null || (found === undefined && pair === undefined)) return null;
  const set = pair ?? `${question.container ?? namedBefore(question) ?? subject.name}=${found!.text}`;
  return changed(
    kubectl("set image", `${singularOf(subject.kind)}/${subject.name}`, quoted(set), place),
    `Rolls out ${set.slice(set.indexOf("=") + 1)}.`,
    rolledOut(subject.kind, subject.name, place),
  );
}

/** `the nginx image of deployment web`: the container is called nginx. */
function namedBefore(question: Question): string | null {
  const at = question.words.findIndex((word) => word.lower === "image");
  const word = question.words[at - 1];
  const named =
    word !== undefined && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(word.lower) && !isStopWord(word.lower);
  return named ? word.lower : null;
}

const quantity = "(\\d+(?:\\.\\d+)?\\s?(?:m|[kKMGT]i?B?)?)(?![\\w.])";

function resources(question: Question, place: string): Change | null {
  if (!/\b(limits?|requests?|cpu|memory|ram)\b/.test(question.plain)) return null;
  if (/\bauto[- ]?scal\w*|\bcreate\b/.test(question.plain)) return null;
  const subject = subjectOf(question, templated);
  const text = question.text.slice(0, 1000);
  const cpu = valueAfter(text, "cpu");
  const memory = valueAfter(text, "(?:memory|ram|mem)");
  if (subject === null || (cpu === null && memory === null)) return null;
  const values = [cpu !== null && `cpu=${cpu}`, memory !== null && `memory=${memory}`]
    .filter((one) => one !== false)
    .join(",");
  const requests = /\brequests?\b/.test(question.plain);
  const limits = /\blimits?\b/.test(question.plain) || !requests;
  return changed(
    kubectl(
      "set resources",
      singularOf(subject.kind),
      subject.name,
      place,
      question.container !== null && `-c ${question.container}`,
      limits && `--limits=${values}`,
      requests && `--requests=${values}`,
    ),
    "Rolls out pods with these resources.",
    rolledOut(subject.kind, subject.name, place),
  );
}

function valueAfter(text: string, word: string): string | null {
  const after = new RegExp(
    `\\b${word}\\b(?:\\s+(?:limits?|requests?|to|of|is|at|and|for|up))*\\s*[=:]?\\s*${quantity}`,
    "i",
  ).exec(text);
  const far = after ?? new RegExp(`\\b${word}\\b[^,;.]{0,80}?\\bto\\s+${quantity}`, "i").exec(text);
  const before = far ?? new RegExp(`${quantity}\\s+(?:of\\s+)?${word}\\b`, "i").exec(text);
  return before === null ? null : before[1]!.replace(/\s|B$/g, "");
}

function environment(question: Question, place: string): Change | null {
  if (question.selectors.variables.length === 0) return null;
  const subject = subjectOf(question, templated);
  if (subject === null) return null;
  return changed(
    kubectl(
      "set env",
      `${singularOf(subject.kind)}/${subject.name}`,
      ...question.selectors.variables.map(quoted),
      place,
    ),
    "Rolls out pods with this environment.",
    rolledOut(subject.kind, subject.name, place),
  );
}
