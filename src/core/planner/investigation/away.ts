import type { Diagnosis, Finding } from "../../diagnosis/finding.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { namespaceOf } from "../../kubectl/targets.ts";
import { healthQuestion } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import { withCauses } from "./relevance.ts";

/**
 * Whether a finding is away from where somebody looked: they handed over what they read of one namespace, and a list of the whole cluster
 * shows what fails in another one besides. It counts when it explains anything of the place, and where nothing else
 * fails, unless it is asked whether all is well there.
 */
export function awayTest(question: Question, diagnosis: Diagnosis, view: ClusterView): (finding: Finding) => boolean {
  const places = placesMeant(question, view);
  if (places.length === 0) return () => false;
  const isOfPlace = ({ object: { namespace } }: Finding) =>
    namespace === undefined || places.includes(namespace) || namespace.startsWith("kube-");
  const inPlace = diagnosis.findings.filter(isOfPlace);
  const isWhether = healthQuestion(question.text).whether;
  if (!isWhether && !inPlace.some(({ severity }) => severity !== "info")) return () => false;
  const counts = withCauses(inPlace, diagnosis.findings);
  return (finding) => !counts.has(finding);
}

/** Where somebody looked who names neither an object nor a place; none where they ask about the whole cluster. */
export function placesMeant(question: Question, view: ClusterView): readonly string[] {
  const isPlain = question.targets.length + question.scope.namespaces.length === 0 && !isOfWhole(question);
  return isPlain ? placesLookedInto(view) : [];
}

/** Namespaces of which somebody handed over more than a list, else those of which there is any list of their own. */
export function placesLookedInto({ evidence }: ClusterView): readonly string[] {
  if (evidence.some(({ origin }) => origin === "executed")) return [];
  const commands = evidence.flatMap(({ parsed }) => (parsed === null ? [] : [parsed]));
  const placesOf = (some: typeof commands) => [...new Set(some.flatMap((command) => namespaceOf(command) ?? []))];
  const deep = placesOf(commands.filter(({ verb }) => looksInto.test(verb)));
  return deep.length > 0 ? deep : placesOf(commands);
}

const looksInto = /^(?:describe|logs|events|top)$/;

/** `is anything wrong in the cluster?` asks about every place. */
const isOfWhole = ({ scope, plain }: Question): boolean =>
  scope.all || /\b(?:cluster|all namespaces|every namespace|everywhere|anywhere|overall)\b/.test(plain);
