import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm, listed } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { cellOf, tableRows } from "../printed/table.ts";

const scaler = /\b(?:hpas?|(?:horizontal ?pod ?)?auto-?scalers?|horizontalpodautoscalers?|auto-?scal(?:ed|ing))\b/;
const accounted =
  /^(?:deployments?|statefulsets?|workloads?|hpas?|horizontal\w*|pod|auto-?scal\w+|no|not|without|lack\w*|missing|don't|aren't|covered)$/;

/** `which deployments have no hpa`: those that no autoscaler refers to. */
export const scaledLook: LookForm = (question, look) => {
  const asked = askedIn(question);
  if (asked === null) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl("get", asked.resource, place),
    reason: `Lists the ${asked.resource}.`,
  }));
  if (found === null || "ask" in found) return found;
  const place = / (-A|-n \S+)$/.exec(found.piece.command)?.[1] ?? "";
  const scalers = { command: kubectl("get hpa", place), reason: "Shows what each autoscaler scales." };
  const piece = look.read(scalers.command);
  if (piece === undefined) return { ask: [scalers] };
  if (!isGood(piece)) return null;
  const said = /^-n (\S+)$/.exec(place)?.[1] ?? look.namespace;
  const kind = asked.resource === "deployments" ? "Deployment" : "StatefulSet";
  const scaled = new Map(
    tableRows(piece).map((row) => [
      `${cellOf(row, "NAMESPACE") || said}/${cellOf(row, "REFERENCE").replace(`${kind}/`, "")}`,
      `${cellOf(row, "MINPODS")} to ${cellOf(row, "MAXPODS")}`,
    ]),
  );
  const rows = tableRows(found.piece);
  const names = rows.map((row) => `${cellOf(row, "NAMESPACE") || said}/${cellOf(row, "NAME")}`);
  const meant = names.filter((name) => scaled.has(name) !== asked.lacks);
  const told = meant.map((name) => (asked.lacks ? name : `${name} (${scaled.get(name)} replicas)`));
  const verb = meant.length === 1 ? "has" : "have";
  return {
    answered: {
      summary:
        meant.length === 0
          ? `None of the ${rows.length} ${asked.resource} ${found.where} ${asked.lacks ? "is without an" : "has an"} autoscaler.`
          : `${meant.length} of ${rows.length} ${asked.resource} ${found.where} ${verb} ${asked.lacks ? "no" : "an"} autoscaler: ${enumerated(told, 45)}.`,
      lines: tableRows(piece)
        .slice(0, 6)
        .map(({ line }) => line),
    },
  };
};

function askedIn({
  plain,
  kinds,
  targets,
  intent,
}: Question): { resource: "deployments" | "statefulsets"; lacks: boolean } | null {
  if (
    intent === "change" ||
    targets.length > 0 ||
    !scaler.test(plain) ||
    !/^(?:which|what|list|show|how many|are there)\b/.test(plain)
  )
    return null;
  const kind = kinds.map((mention) => mention.kind.kind).find((one) => one === "Deployment" || one === "StatefulSet");
  if (kind === undefined || wordsLeft(plain, accounted).length > 0) return null;
  const lacks = /\b(?:no|not|without|lack\w*|missing|don't|aren't)\b/.test(plain);
  return { resource: kind === "Deployment" ? "deployments" : "statefulsets", lacks };
}
