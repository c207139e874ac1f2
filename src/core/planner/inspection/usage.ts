import { type Home, kubectl, placeOf, selectorOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Form, mentions, one, says } from "./form.ts";
import { looksLikePod } from "./looks-like-pod.ts";

const measured = "(?:cpu|memory|ram|mem|resources?)";

/** How people ask for what is used. */
const usagePhrases: readonly RegExp[] = [
  /\b(?:metrics|usage|(?:cpu|memory|ram|mem) use|utili[sz]ation|consumption|consum\w+)\b|^top\b|\btop (?:pods?|nodes?|containers?|consumers?)\b/,
  /\bbusiest\b.{0,40}\b(?:cpu|memory|ram)\b|\b(?:cpu|memory|ram)[- ]?wise\b/,
  /\b(?:using the most|uses? the most|use most|used most)\b/,
  new RegExp(
    `\\b${measured}[- ]?(?:hungry|heavy|hogs?|eaters?)\\b|\\b(?:most|highest|least|lowest|much|many) ${measured}\\b`,
  ),
  new RegExp(
    `\\bhow much (?:of )?${measured}\\b|\\b${measured} and ${measured}\\b|\\b(?:cpu|memory|ram|mem) (?:of|for|by|per)\\b|\\b${measured} (?:is|are|does|do)\\b`,
  ),
  new RegExp(
    `\\b(?:eat\\w*|ate|devour\\w*|swallow\\w*|burn\\w*|hog\\w*|chew\\w*|gobbl\\w*|us(?:e|es|ed|ing)|tak(?:e|es|ing)|heavy on|sorted by|ranked by|ordered by|by)\\b.{0,30}\\b${measured}\\b`,
  ),
  /\bhow much (?:are|is|do|does)\b.{0,80}\b(?:us(?:e|ing)|consum\w+|taking|eating)\b(?! of)/,
  /\bhow (?:loaded|busy|hot|full|used|utili[sz]ed) (?:is|are)\b|\bload (?:of|on) (?:the |my |our |all |each )*(?:nodes?|pods?)\b/,
];

const otherThanUsage =
  /\b(limits?|requests?|quotas?|alloc\w+|capacity|metrics[- ]server|hpa|autoscal\w*|disks?|file ?systems?|storage|restarts?|names? (?:only )?(?:sorted|ordered))\b/;

/** `usage of the nodes with their capacity`: what is used is asked for, and shown beside what there is. */
function withoutCapacity({ plain }: Question): string {
  return /\b(?:usage|uses?|consum\w+)\b/.test(plain) ? plain.replace(/\bcapacit(?:y|ies)\b/g, "") : plain;
}

/** `how much memory does node n-1 have`: what there is, not what is used of it. */
const hasIt = /^how (?:much|many) \w+ (?:does|do)\b.*\b(?:have|got)$/;

/** What pods and nodes use of CPU and memory. */
export function usage(question: Question, home: Home): ReturnType<Form> {
  if (!usagePhrases.some((phrase) => says(question, phrase)) || otherThanUsage.test(withoutCapacity(question)))
    return null;
  if (mentions(question, "PersistentVolumeClaim") || mentions(question, "PersistentVolume")) return null;
  const sort = sortOf(question);
  const node = question.targets.find((target) => target.kind?.kind === "Node");
  if (node !== undefined && says(question, hasIt)) return null;
  if (node !== undefined && !says(question, /^(?:which|what) pods\b/))
    return one(kubectl("top node", node.name, sort), "What the node uses, as the metrics server measured it.");
  if ((mentions(question, "Node") || mentions(question, "NodeMetrics")) && !mentions(question, "Pod"))
    return one(
      kubectl("top nodes", selectorOf(question), sort),
      "What each node uses, as the metrics server measured it.",
    );
  const pod = question.targets.find(
    (target) => target.kind?.kind === "Pod" || (target.kind === null && looksLikePod(target.name)),
  );
  return one(
    kubectl(
      pod === undefined ? "top pods" : "top pod",
      pod?.name,
      placeOf(question, home, node !== undefined || says(question, /\bcluster\b/) ? "-A" : ""),
      selectorOf(question),
      says(question, /\b(containers?|sidecars?)\b/) && "--containers",
      says(
        question,
        /\b(sum|sums|summed|total up|add(ed)? up|altogether|grand total|total (?:cpu|memory|ram|usage|use)|with (a |the )?totals?)\b/,
      ) && "--sum",
      sort,
    ),
    "What the pods use, as the metrics server measured it.",
  );
}

function sortOf(question: Question): string {
  const sorts = says(
    question,
    /\b(most|highest|sort\w*|order\w*|rank\w*|top \d+|biggest|busiest|heaviest|hungriest|hungry|hogs?|hogging|eaters?|eating|ate|eaten|least|lowest|first|top (pods?|nodes?|consumers?))\b/,
  );
  if (!sorts || /^(show )?top (pods?|nodes?)\b(?!.*\b(by|first|sort\w*|order\w*)\b)/.test(question.plain)) return "";
  const isMemory = /\b(memory|ram|mem)\b/.test(question.plain) && !/\bcpu\b/.test(question.plain);
  const byMemory = /\b(?:by|most|biggest|highest) (?:the )?(?:memory|ram|mem)\b|\b(?:memory|ram|mem) first\b/.test(
    question.plain,
  );
  return `--sort-by=${isMemory || byMemory ? "memory" : "cpu"}`;
}
