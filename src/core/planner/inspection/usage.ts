import { type Home, kubectl, placeOf, selectorOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Form, mentions, one, says } from "./form.ts";
import { looksLikePod } from "./looks-like-pod.ts";

/** What pods and nodes use of CPU and memory. */
export function usage(question: Question, home: Home): ReturnType<Form> {
  const saysUsage = says(
    question,
    /\b(metrics|usage|utili[sz]ation|consumption|consum\w+|using the most|uses? the most|use most|used most|most (cpu|memory|ram|resources)|(cpu|memory|ram)[- ]?(hungry|heavy|hogs?)|top (pods?|nodes?|containers?|consumers?))\b|^top\b|\bhow much (cpu|memory|ram)\b|\b(cpu|memory|ram) and (cpu|memory|ram)\b|\bhighest (cpu|memory|ram)\b|\b(cpu|memory|ram) (of|for)\b|\bmost (cpu|memory|ram|resources?)\b/,
  );
  if (
    !saysUsage ||
    says(question, /\b(limits?|requests?|quota|alloc\w+|capacity|metrics[- ]server|hpa|autoscal\w*|disk|storage)\b/)
  )
    return null;
  if (mentions(question, "PersistentVolumeClaim") || mentions(question, "PersistentVolume")) return null;
  const node = question.targets.find((target) => target.kind?.kind === "Node");
  const sortBy = /\bmemory|\bram\b/.test(question.plain) && !/\bcpu\b/.test(question.plain) ? "memory" : "cpu";
  const sorts = says(
    question,
    /\b(most|highest|sort\w*|order\w*|top \d+|biggest|heaviest|hungry|hogs?|least|lowest|top (pods?|nodes?|consumers?))\b/,
  );
  const sort = sorts && !/^(show )?top (pods?|nodes?)\b(?!.*\bby\b)/.test(question.plain) ? `--sort-by=${sortBy}` : "";
  if (node !== undefined)
    return one(kubectl("top node", node.name, sort), "What the node uses, as the metrics server measured it.");
  if (mentions(question, "Node") && !mentions(question, "Pod"))
    return one(kubectl("top nodes", sort), "What each node uses, as the metrics server measured it.");
  const pod = question.targets.find(
    (target) => target.kind?.kind === "Pod" || (target.kind === null && looksLikePod(target.name)),
  );
  const containers = says(question, /\bcontainers?\b/) ? "--containers" : "";
  const everywhere = says(question, /\bcluster\b/) ? "-A" : "";
  const place = placeOf(question, home, everywhere);
  return one(
    kubectl(pod === undefined ? "top pods" : "top pod", pod?.name, place, selectorOf(question), containers, sort),
    "What the pods use, as the metrics server measured it.",
  );
}
