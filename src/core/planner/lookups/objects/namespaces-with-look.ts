import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { cellOf, tableRows } from "../printed/table.ts";

const things: readonly (readonly [said: RegExp, resource: string, noun: string])[] = [
  [/\b(?:resource ?)?quotas?\b/, "resourcequotas", "resource quota"],
  [/\blimit ?ranges?\b/, "limitranges", "limit range"],
  [/\b(?:network|traffic) ?polic(?:y|ies)\b/, "networkpolicies", "network policy"],
  [/\b(?:pdbs?|(?:pod )?disruption ?budgets?)\b/, "pdb", "disruption budget"],
  [/\b(?:hpas?|autoscalers?)\b/, "hpa", "autoscaler"],
];
const lacking = /\b(?:no|not|without|lack\w*|missing|don't|doesn't|haven't|isn't|aren't)\b/;
const accounted =
  /^(?:no|not|without|lack\w*|missing|don't|doesn't|haven't|covered|protected|limited|set|defined|isn't|aren't)$/;

const all = { command: "kubectl get namespaces", reason: "Lists the namespaces." };

/** `which namespaces have no resource quota`: those in which there is none of it. */
export const namespacesWithLook: LookForm = (question, look) => {
  const thing = thingIn(question);
  if (thing === null) return null;
  const [, resource, noun] = thing;
  const draft = { command: `kubectl get ${resource} -A`, reason: "Shows in which namespaces there are any." };
  const [own, list] = [look.read(draft.command), look.read(all.command)];
  if (own === undefined || list === undefined) return { ask: [draft, all] };
  if (!isGood(own) || !isGood(list)) return null;
  const namespaces = tableRows(list).map((row) => cellOf(row, "NAME"));
  const rows = tableRows(own);
  const groups = Map.groupBy(rows, (row) => cellOf(row, "NAMESPACE"));
  const lacks = lacking.test(question.plain);
  const meant = namespaces.filter((name) => groups.has(name) !== lacks);
  const said = meant.map((name) =>
    lacks
      ? name
      : `${name} (${enumerated(
          (groups.get(name) ?? []).map((row) => cellOf(row, "NAME")),
          5,
        )})`,
  );
  const verb = meant.length === 1 ? "has" : "have";
  return {
    answered: {
      summary:
        meant.length === 0
          ? `None of the ${namespaces.length} namespaces ${lacks ? "is without" : "has"} a ${noun}.`
          : `${meant.length} of ${namespaces.length} namespaces ${verb} ${lacks ? "no" : "a"} ${noun}: ${enumerated(said, 20)}.`,
      lines: lacks ? [] : rows.slice(0, 8).map(({ line }) => line),
    },
  };
};

function thingIn({ plain, text, targets, intent }: Question): (typeof things)[number] | null {
  if (
    intent === "change" ||
    targets.length > 0 ||
    !/^(?:which|what|how many|are there|do all|list)\b.{0,16}\bnamespaces\b/i.test(text)
  )
    return null;
  const found = things.find(([said]) => said.test(plain));
  return found !== undefined && wordsLeft(plain.replace(found[0], " "), accounted).length === 0 ? found : null;
}
