import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { namespaceOf, targetsOf } from "../../kubectl/targets.ts";
import { type Home, kubectl, singularOf } from "../command-line.ts";
import { firstLook } from "../investigation/first-look.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { commandBlock, leftOutNote, paragraphs, sentence } from "../wording.ts";

/** A change that was proposed against a trouble has run: whether the trouble is gone is not known before it was looked at again. */
export function replyAfterChange(
  question: Question,
  changes: readonly Evidence[],
  situation: Situation,
  home: Home,
): Reply {
  const places = [...new Set(changes.flatMap(placeOfChange))];
  const drafts = [
    ...changes.flatMap(checksOf),
    ...places.flatMap(podsIn),
    ...(places.length === 0 ? firstLook(question, home) : []),
  ];
  const choice = choose(drafts, { ...situation, answered: [] });
  const last = changes.at(-1)!;
  const first = choice.suggestions[0];
  const check = first === undefined ? "" : ` Whether it helped, \`${first.command}\` shows.`;
  const summary = `\`${last.command}\` has run: ${sentence(printed(last) || "it printed nothing")}${check}`;
  return {
    text: paragraphs(
      summary,
      changes.length > 1 &&
        changes
          .slice(0, -1)
          .map((one) => `$ ${one.command}\n${printed(one)}`)
          .join("\n"),
      commandBlock("Check that it worked:", choice.suggestions),
      leftOutNote(choice.leftOut),
    ),
    suggestions: choice.suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}

const workloads = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

/** What shows that a change has come to its end. */
function checksOf({ parsed, namespace }: Evidence): readonly Suggestion[] {
  if (parsed === null) return [];
  return targetsOf(parsed).flatMap(({ kind, name }) => {
    if (kind === undefined || name === null || !workloads.has(kind.kind)) return [];
    const place = `-n ${namespaceOf(parsed) ?? namespace}`;
    return {
      command: kubectl("rollout status", `${singularOf(kind)}/${name}`, place, "--watch=false"),
      reason: "Shows whether the new pods became ready.",
    };
  });
}

/** The namespace of a change; none for what belongs to no namespace. */
function placeOfChange({ parsed, namespace }: Evidence): readonly string[] {
  if (parsed === null) return [];
  const isClusterWide = targetsOf(parsed).every(({ kind }) => kind?.namespaced === false);
  return isClusterWide ? [] : [namespaceOf(parsed) ?? namespace];
}

function podsIn(namespace: string): readonly Suggestion[] {
  return [
    { command: kubectl("get pods", `-n ${namespace}`), reason: "Shows whether the pods run and are ready now." },
    {
      command: kubectl("get events", `-n ${namespace}`, "--field-selector type=Warning --sort-by=.lastTimestamp"),
      reason: "Shows whether new warnings came after the change.",
    },
  ];
}

function printed(piece: Evidence): string {
  return (piece.stdout.trim() || piece.stderr.trim()).split("\n").slice(0, 5).join("\n").slice(0, 600);
}
