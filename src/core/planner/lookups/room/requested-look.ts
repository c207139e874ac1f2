import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { type LookForm, listed } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { isPodOf } from "../printed/pod-name.ts";
import { specRows, templateOf } from "../printed/spec-rows.ts";

const accounted =
  /^(?:cpus?|cores?|memory|ram|mem|requests?|requested|requesting|limits?|limited|total|sum|altogether|pods?|reserved|summed|resources?)$/;

type Asked = { readonly measures: readonly ("cpu" | "memory")[]; readonly side: "requests" | "limits" };

/** `how much cpu is requested in production`: the sum over the pods that have not ended. */
export const requestedLook: LookForm = (question, look) => {
  const asked = askedIn(question);
  if (asked === null) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl(
      "get pods",
      place,
      "--field-selector=status.phase!=Succeeded,status.phase!=Failed",
      templateOf("pods", [], [`resources.${asked.side}`]),
    ),
    reason: `Shows the ${asked.side} of each container of the pods that have not ended.`,
  }));
  if (found === null || "ask" in found) return found;
  const name = question.targets[0]?.name;
  const rows = specRows(found.piece).filter((row) => name === undefined || isPodOf(row.name, name));
  if (rows.length === 0) return null;
  const parts = asked.measures.map((measure) => {
    const amounts = rows.flatMap(({ containers }) =>
      containers.map(({ value }) => quantity(new RegExp(`"${measure}":"([^"]{1,40})"`).exec(value)?.[1] ?? "")),
    );
    const sum = amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
    const none = amounts.filter((amount) => amount === undefined).length;
    const said =
      measure === "cpu"
        ? `${Number(sum.toFixed(2))} cores of CPU`
        : `${Number((sum / 2 ** 30).toFixed(1))}Gi of memory`;
    return `${said}${none === 0 ? "" : ` (${none} of ${amounts.length} containers state none)`}`;
  });
  const whose = name === undefined ? "" : ` of ${name}`;
  const verb = asked.side === "requests" ? "request" : "have limits of";
  return {
    answered: {
      summary: `The ${rows.length} pods${whose} ${found.where} that have not ended ${verb} ${enumerated(parts)} in all.`,
    },
  };
};

function askedIn({ plain, targets, kinds, selectors, intent }: Question): Asked | null {
  if (intent === "change" || targets.length > 1 || selectors.labels.length > 0) return null;
  if (!/^(?:how much|how many|what(?:'s| is)? the (?:total|sum)|(?:the )?total|sum of)\b/.test(plain)) return null;
  if (
    kinds.some(({ kind }) => kind.kind !== "Pod") ||
    /\b(?:nodes?|quota|free|left|each|per|most|without|no)\b/.test(plain)
  )
    return null;
  const side = /\blimits?\b|\blimited\b/.test(plain)
    ? "limits"
    : /\b(?:requests?|requested|reserved)\b/.test(plain)
      ? "requests"
      : null;
  const isSummed = targets.length === 0 || /\b(?:total|sum|altogether)\b/.test(plain);
  if (side === null || !isSummed || wordsLeft(plain, accounted).length > 0) return null;
  const isMemory = /\b(?:memory|ram|mem)\b/.test(plain);
  const isCpu = /\b(?:cpus?|cores?)\b/.test(plain);
  if (!isMemory && !isCpu && !/\bresources\b/.test(plain)) return null;
  return { side, measures: isMemory === isCpu ? ["cpu", "memory"] : isMemory ? ["memory"] : ["cpu"] };
}
