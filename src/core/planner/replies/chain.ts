import type { Finding } from "../../diagnosis/finding.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { isSame, nameTest, touch } from "../investigation/relevance.ts";
import type { Question } from "../question/understand.ts";
import { sentence } from "../wording.ts";

/**
 * What a root brings about, as a sentence: what is nearest to it and, where somebody asked about something farther away, that too.
 * Symptoms of what is asked about come before others. Empty where it explains nothing.
 */
export function chainOf(main: Finding, findings: readonly Finding[], question: Question, view: ClusterView): string {
  const [first, last] = linksTo(main, findings, question, view);
  if (first === undefined) return "";
  const said =
    last === undefined || last === first ? told(first) : `${told(first).replace(/\.$/, "")}; and that ${told(last)}`;
  return `This explains that ${said}`;
}

/** The nearest symptom, and the one on what is asked about, where it is another. */
function linksTo(
  main: Finding,
  findings: readonly Finding[],
  question: Question,
  view: ClusterView,
): readonly [] | readonly [first: Finding, last?: Finding] {
  const direct = symptomsOf(main, findings).filter((one) => !isSaidAlready(main, one));
  const isNamed = askedTest(question, view);
  const isSomethingAsked = question.targets.length > 0 || findings.some(({ object }) => isNamed(object));
  const loud = direct.filter(({ severity }) => severity !== "info");
  const isOfPod = ({ object }: Finding) => object.kind === "Pod";
  const asked = loud.filter(({ object }) => isSomethingAsked && isNamed(object));
  const wide = [...asked, ...loud, ...direct].find((one) => !isOfPod(one));
  const nearest = wide ?? asked[0] ?? direct[0];
  if (nearest === undefined) return [];
  if (!isSomethingAsked || asked.length > 0 || isNamed(main.object)) return [nearest];
  const [from, ...path] = wayTo(main, findings, ({ object, related }) => [object, ...related].some(isNamed));
  return from === undefined ? [nearest] : [from, path.at(-1) ?? from];
}

/** Whether somebody asked about an object: by its name, or about a namespace as a whole. */
function askedTest(question: Question, view: ClusterView): (ref: ObjectRef) => boolean {
  const isNamed = nameTest(question, view);
  return (ref) =>
    isNamed(ref) ||
    (ref.kind === "Namespace" && question.targets.length === 0 && question.scope.namespaces.includes(ref.name));
}

/** The shortest way from a finding over what it explains to one that is asked about; empty where there is none. */
function wayTo(main: Finding, findings: readonly Finding[], isAsked: (one: Finding) => boolean): readonly Finding[] {
  const seen = new Set([main]);
  let ways: readonly (readonly Finding[])[] = [[]];
  while (ways.length > 0) {
    const longer = ways.flatMap((way) =>
      symptomsOf(way.at(-1) ?? main, findings).flatMap((next) => {
        if (seen.has(next)) return [];
        seen.add(next);
        return [[...way, next]];
      }),
    );
    const found = longer.find((way) => isAsked(way.at(-1)!));
    if (found !== undefined) return found;
    ways = longer;
  }
  return [];
}

const symptomsOf = (main: Finding, findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((one) => one !== main && main.explains.includes(one.code) && touch(main, one));

/** That a Service has no endpoints, behind what says so of the same one. */
const isSaidAlready = (main: Finding, { object, code }: Finding): boolean =>
  code === "service-without-endpoints" && isSame(main.object, object) && /\bendpoints\b/.test(main.summary);

const told = ({ summary }: Finding): string =>
  sentence(
    summary.replace("; the evidence does not show why", "").replace(/^(The|An?|Its) /, (word) => word.toLowerCase()),
  );
