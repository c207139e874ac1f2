import { kubectl } from "../../command-line.ts";
import { type LookForm, listed } from "../form/look.ts";
import { nameLeft } from "../form/name-left.ts";
import { cellOf, rowName, type TableRow, tableRows } from "../printed/table.ts";

const accounted =
  /^(?:hpas?|horizontal\w*|auto-?scal\w+|maximum|minimum|max|min|number|replicas?|doing|scale[sd]?|scaling|bounds?|limits?|status|state|target|targets)$/;

/** `does catalog have an hpa`, `what is the hpa of storefront doing`, `the maximum number of replicas of web-api`. */
export const autoscalerLook: LookForm = (question, look) => {
  const lower = question.text.toLowerCase();
  const asks =
    /\b(?:hpas?|auto-?scalers?|autoscal(?:ed|ing)|horizontal pod autoscalers?)\b|\b(?:max|min)(?:imum)? (?:number of )?replicas\b/;
  if (!asks.test(lower) || /\b(?:why|create|add|delete|set|change|yaml|json|describe|not|fail\w*)\b/.test(lower))
    return null;
  if (question.targets.some(({ kind }) => kind?.kind === "HorizontalPodAutoscaler")) return null;
  const name = nameLeft(question, accounted);
  if (name === null) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl("get hpa", place),
    reason: "Shows what each autoscaler scales, by what, and between which bounds.",
  }));
  if (found === null || "ask" in found) return found;
  const rows = tableRows(found.piece);
  const own = rows.filter((row) => cellOf(row, "NAME") === name || cellOf(row, "REFERENCE").endsWith(`/${name}`));
  return {
    answered: {
      summary:
        own.length === 0
          ? `No: none of the ${rows.length} autoscalers ${found.where} scales ${name}.`
          : own.map(told).join(" "),
      lines: own.map(({ line }) => line),
    },
  };
};

function told(row: TableRow): string {
  const [least, most, now] = ["MINPODS", "MAXPODS", "REPLICAS"].map((heading) => cellOf(row, heading));
  const bound = now === most ? ", which is its maximum" : now === least ? ", which is its minimum" : "";
  return `HorizontalPodAutoscaler ${rowName(row)} scales ${cellOf(row, "REFERENCE")} between ${least} and ${most} replicas, and holds it at ${now}${bound} (${cellOf(row, "TARGETS")}).`;
}
