import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type Look, type LookForm, searchPlace } from "../form/look.ts";
import type { Told } from "../form/told.ts";
import { wordsLeft } from "../form/words-left.ts";
import { cellOf, rowName, type TableRow, tableRows } from "../printed/table.ts";

const asks =
  /^(?:and |so |ok |then )?(?:does|do|has|have|is|are)\b.{0,80}\b(?:endpoints?|backends?|anything behind|something behind|pods? behind|pods? stand behind)\b/;

const accounted =
  /^(?:endpoints?|backends?|behind|anything|something|any|pods?|stands?|services?|svc|ready|healthy|working|of|for|its?)$/;

/** The one service that is asked whether something stands behind it. */
function nameIn({ text, plain, targets, intent, selectors }: Question): string | null {
  if (intent === "change" || selectors.labels.length > 0 || !asks.test(text.toLowerCase())) return null;
  const [target, ...more] = targets;
  if (target === undefined || more.length > 0 || !/^(?:Service|Endpoints)$/.test(target.kind?.kind ?? "Service"))
    return null;
  return wordsLeft(plain, accounted).filter((word) => word !== target.name).length === 0 ? target.name : null;
}

/** `does service cart have endpoints`: yes or no, and where there are none, which pods its selector chooses and how they are. */
export const endpointsLook: LookForm = (question, look) => {
  const name = nameIn(question);
  if (name === null) return null;
  const { namespace, place } = searchPlace(question, look);
  const list = {
    command:
      namespace === null
        ? kubectl("get endpoints", place, `--field-selector=metadata.name=${name}`)
        : kubectl(`get endpoints ${name}`, place),
    reason: "Shows the addresses behind the service.",
  };
  const piece = look.read(list.command);
  if (piece === undefined) return { ask: [list] };
  if (!isGood(piece)) return null;
  const [row, ...others] = tableRows(piece);
  if (row === undefined || others.length > 0) return null;
  const where = cellOf(row, "NAMESPACE") || (namespace ?? look.namespace);
  const addresses = cellOf(row, "ENDPOINTS");
  const full = `${where}/${name}`;
  if (addresses !== "<none>" && addresses !== "") {
    const more = /\+ (\d+) more/.exec(addresses)?.[1];
    const shown = addresses.split(",").length + (more === undefined ? 0 : Number(more));
    const summary = `Yes: Service ${full} has ${shown} endpoint${shown === 1 ? "" : "s"}: ${addresses}.`;
    return { answered: { summary, lines: [row.line] } };
  }
  return withoutAny(name, where, full, row, look);
};

function withoutAny(name: string, namespace: string, full: string, row: TableRow, look: Look) {
  const service = {
    command: kubectl(`get service ${name}`, `-n ${namespace}`, "-o wide"),
    reason: "Shows which pods its selector chooses.",
  };
  const piece = look.read(service.command);
  if (piece === undefined) return { ask: [service] };
  const selector = isGood(piece) ? cellOf(tableRows(piece)[0] ?? row, "SELECTOR") : "";
  const no = `No: Service ${full} has no endpoints`;
  if (selector === "" || selector === "<none>")
    return { answered: { summary: `${no}, and no selector that would choose pods.`, lines: [row.line] } };
  const pods = {
    command: kubectl("get pods", `-n ${namespace}`, `-l ${selector}`),
    reason: "Shows the pods that its selector chooses.",
  };
  const chosen = look.read(pods.command);
  if (chosen === undefined) return { ask: [pods] };
  return { answered: ofPods(no, selector, isGood(chosen) ? tableRows(chosen) : [], row) };
}

function ofPods(no: string, selector: string, rows: readonly TableRow[], row: TableRow): Told {
  const said = rows.map((pod) => `${rowName(pod)} (${cellOf(pod, "STATUS")}, READY ${cellOf(pod, "READY")})`);
  const why =
    rows.length === 0
      ? `: no pod carries what its selector asks for (${selector})`
      : `: ${rows.length === 1 ? "the one pod" : `none of the ${rows.length} pods`} of its selector (${selector}) is ${rows.length === 1 ? "not ready" : "ready"}: ${enumerated(said, 6)}`;
  return { summary: `${no}${why}.`, lines: [row.line, ...rows.slice(0, 4).map(({ line }) => line)] };
}
