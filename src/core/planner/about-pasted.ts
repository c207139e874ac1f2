import type { Finding } from "../diagnosis/finding.ts";
import type { ClusterView } from "../evidence/observed.ts";
import { targetsOf } from "../kubectl/targets.ts";
import { nameTest, relevant } from "./investigation/relevance.ts";
import type { Question } from "./question/understand.ts";
import type { Situation } from "./situation.ts";

/**
 * Output that a person hands over with a question is what the question is about, in whatever words: `arm node` with a log, `training
 * pod pending` with a describe of `train-0`. Words that were only guessed to be names, and that the output does not show, give way;
 * and when nothing that fails in it bears on the rest of the words either, what fails in it is the answer. Orders to list or count
 * stay what they are.
 */
export function aboutPasted(question: Question, situation: Situation): Question {
  const { view, newEvidenceFrom } = situation;
  const pasted = view.evidence.slice(newEvidenceFrom).filter((piece) => piece.origin === "pasted");
  if (pasted.length === 0 || !["inspect", "troubleshoot"].includes(question.intent) || isOrder(question))
    return question;
  const targets = question.targets.filter((one) => one.sure || isShown(one, view));
  const namespaces = [...new Set(question.scope.namespaces.flatMap((name) => placesOf(name, view)))];
  const read: Question = { ...question, targets, scope: { ...question.scope, namespaces } };
  const failing = situation.diagnosis.findings.filter(
    (finding) => finding.severity !== "info" && isFrom(finding, pasted),
  );
  if (failing.length === 0) return read;
  const asked: Question = { ...read, intent: "troubleshoot" };
  if (relevant(asked, situation.diagnosis, view).findings.length > 0) return asked;
  const isSeen = asked.targets.some((target) => isShown(target, view));
  const isSearch = asked.targets.length > 0 && !pasted.some(isOfOneObject);
  return isSeen || isSearch ? read : { ...asked, targets: [], kinds: [], scope: { ...asked.scope, namespaces: [] } };
}

function isOrder({ plain, intent }: Question): boolean {
  return (
    intent === "inspect" &&
    /^(?:please |can you |could you )*(?:list|show|get|display|print|count|find|describe|give|which|who|how (?:many|much|often)|what (?:is|are|version|image|images|does)|when|where|check|summari[sz]e)\b/.test(
      plain,
    )
  );
}

/**
 * A namespace as what was handed over knows it: by its name, or by a part that only one has (`prod` of `fleet-prod`). Where objects are
 * shown, a word that is neither was hardly meant as one.
 */
function placesOf(name: string, view: ClusterView): readonly string[] {
  const shown = new Set(view.objects.flatMap(({ ref }) => ref.namespace ?? []));
  const isKnown =
    shown.size === 0 ||
    shown.has(name) ||
    view.objects.some(({ ref }) => ref.kind === "Namespace" && ref.name === name) ||
    view.evidence.some(({ command }) => command.split(/[\s=,]/).includes(name)) ||
    view.listings.some((list) => list.namespace === name);
  if (isKnown) return [name];
  const like = [...shown].filter((one) => one.split("-").includes(name));
  return like.length === 1 ? like : [];
}

function isShown(target: Question["targets"][number], view: ClusterView): boolean {
  const isNamed = nameTest({ targets: [target] }, view);
  return view.objects.some((object) => isNamed(object.ref));
}

function isFrom(finding: Finding, pasted: ClusterView["evidence"]): boolean {
  return finding.evidence.some((line) => pasted.some((piece) => piece.command === line.command));
}

/** Somebody looked at this very object; a list may just not hold what was asked for. */
function isOfOneObject({ parsed }: ClusterView["evidence"][number]): boolean {
  if (parsed === null) return true;
  return parsed.verb === "logs" || targetsOf(parsed).some((target) => target.name !== null);
}
