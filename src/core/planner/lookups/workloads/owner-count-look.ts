import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { type LookForm, listed } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { type SpecRow, specRows, templateOf } from "../printed/spec-rows.ts";

const asks =
  /\b(?:per|by|for each|for every|in each|of each|each|every) (?:owner|controller|workload|deployment|statefulset|daemonset|replicaset|job|app|application|service)s?\b/;

const accounted =
  /^(?:pods?|owners?|controllers?|workloads?|deployments?|statefulsets?|daemonsets?|replicasets?|jobs?|apps?|applications?|grouped|running)$/;

const kindOf: Readonly<Record<string, string>> = {
  deployment: "Deployment",
  statefulset: "StatefulSet",
  daemonset: "DaemonSet",
  job: "Job",
};

function askedIn({ plain, targets, intent, selectors }: Question): string | null {
  const said = asks.exec(plain)?.[0];
  if (said === undefined || intent === "change" || targets.length > 0 || selectors.labels.length > 0) return null;
  if (!/\bpods\b/.test(plain) || !/\b(?:how many|number of|count|list|show)\b/.test(plain)) return null;
  return wordsLeft(plain, accounted).length === 0 ? said.split(" ").at(-1)!.replace(/s$/, "") : null;
}

/** `how many pods per owner`: counted by what their owner references lead to. */
export const ownerCountLook: LookForm = (question, look) => {
  const asked = askedIn(question);
  if (asked === null) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl(
      "get pods",
      place,
      templateOf("pods", ["^metadata.ownerReferences[*].kind", "^metadata.ownerReferences[*].name"], []),
    ),
    reason: "Prints what owns each pod.",
  }));
  if (found === null || "ask" in found) return found;
  const rows = specRows(found.piece);
  const wanted = kindOf[asked];
  const groups = [...Map.groupBy(rows, ownerOf)]
    .filter(([owner]) => wanted === undefined || owner.startsWith(`${wanted} `))
    .sort((one, other) => other[1].length - one[1].length || one[0].localeCompare(other[0]));
  const noun = wanted === undefined ? "owner" : wanted.toLowerCase();
  const said = groups.map(([owner, own]) => `${owner} ${own.length}`);
  const counted = groups.reduce((sum, [, own]) => sum + own.length, 0);
  return {
    answered: {
      summary:
        groups.length === 0
          ? `None of the ${rows.length} pods ${found.where} belongs to a ${noun}.`
          : `Pods per ${noun} ${found.where} (${counted} pods, ${groups.length} ${noun}s): ${enumerated(said, 12)}.`,
      details: said
        .slice(11, 200)
        .map((one) => `  ${one}`)
        .join("\n"),
    },
  };
};

/** A ReplicaSet that a Deployment made stands for it; its name ends in the hash of the template. */
function ownerOf({ namespace, name, value }: SpecRow): string {
  const [kind, owner] = value.split(" ");
  if (kind === undefined || owner === undefined || kind === "") return `no owner (${namespace}/${name})`;
  const base = owner.replace(/-[bcdfghjklmnpqrstvwxz2456789]{6,10}$/, "");
  return kind === "ReplicaSet" && base !== owner ? `Deployment ${namespace}/${base}` : `${kind} ${namespace}/${owner}`;
}
