import { ageSeconds } from "../../../evidence/age.ts";
import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type Look, type Step } from "../form/look.ts";
import { type Manifest, manifestName } from "../printed/manifests.ts";
import { cellOf, type TableRow, tableRows } from "../printed/table.ts";

/** Where the pods of a workload run, under which address, since when, and how often they restarted. */
export function podsStep(question: Question, look: Look, owner: Manifest): Step | null {
  const list = {
    command: kubectl("get pods", `-n ${owner.namespace}`, "-o wide"),
    reason: `Shows the pods of ${owner.name}, where they run and since when.`,
  };
  const piece = look.read(list.command);
  if (piece === undefined) return { ask: [list] };
  if (!isGood(piece)) return null;
  const rows = tableRows(piece).filter((row) => isOf(cellOf(row, "NAME"), owner));
  const lower = question.text.toLowerCase();
  const what = /\brestart/.test(lower)
    ? "restarts"
    : /\b(?:how long|since when|uptime|when)\b/.test(lower)
      ? "age"
      : /\bip\b|\bips\b|\baddress/.test(lower)
        ? "ip"
        : "node";
  const name = manifestName(owner);
  if (rows.length === 0) return { answered: { summary: `${name} has no pods.` } };
  const said = rows.map((row) => told(row, what));
  return {
    answered: {
      summary:
        owner.kind === "Pod" && what === "restarts"
          ? restartsOf(name, rows[0]!)
          : `${lead(name, rows, what, /\bsame (?:node|machine|host)\b/.test(lower))}${enumerated(said, 12)}.`,
      lines: rows.slice(0, 8).map(({ line }) => line),
    },
  };
}

function restartsOf(name: string, row: TableRow): string {
  const [count, again] = cellOf(row, "RESTARTS").split(" (");
  const times = `${count} ${count === "1" ? "time" : "times"}`;
  return count === "0"
    ? `${name} has not restarted.`
    : `${name} restarted ${times}${again === undefined ? "" : `, last ${again.replace(")", "")}`}.`;
}

type What = "restarts" | "age" | "ip" | "node";

function lead(name: string, rows: readonly TableRow[], what: What, isOfOne: boolean): string {
  if (what === "restarts") {
    const sum = rows.reduce((total, row) => total + Number.parseInt(cellOf(row, "RESTARTS"), 10), 0);
    return `The pods of ${name} restarted ${sum} ${sum === 1 ? "time" : "times"} in all: `;
  }
  if (what === "node" && isOfOne) {
    const nodes = new Set(rows.map((row) => cellOf(row, "NODE")));
    return `${nodes.size === 1 ? "Yes" : "No"}: ${name} runs on ${nodes.size === 1 ? "one node" : `${nodes.size} nodes`}: `;
  }
  if (what !== "age") return `${name} ${what === "node" ? "runs on" : "has the pod addresses"}: `;
  const ages = rows.map((row) => ({ text: cellOf(row, "AGE"), seconds: ageSeconds(cellOf(row, "AGE")) ?? 0 }));
  const oldest = ages.sort((one, other) => other.seconds - one.seconds)[0]!;
  const running = rows.filter((row) => cellOf(row, "STATUS") === "Running").length;
  return `${name} has had ${rows.length === 1 ? "its pod" : "pods of the present set"} for ${oldest.text}${running === rows.length ? "" : ` (${running} of ${rows.length} are running)`}: `;
}

function told(row: TableRow, what: What): string {
  const name = cellOf(row, "NAME");
  const restarts = cellOf(row, "RESTARTS");
  const again = /\((\S+ ago)\)/.exec(restarts)?.[1];
  if (what === "restarts") return `${name} ${restarts}`;
  if (what === "ip") return `${name} ${cellOf(row, "IP")}`;
  if (what === "node") return `${cellOf(row, "NODE")} (${name})`;
  return `${name} for ${cellOf(row, "AGE")}${again === undefined ? "" : `, its container last restarted ${again}`}`;
}

/** The names that controllers generate for pods of a workload. */
function isOf(pod: string, { kind, name }: Manifest): boolean {
  if (kind === "Pod") return pod === name;
  const rest = pod.startsWith(`${name}-`) ? pod.slice(name.length + 1) : null;
  if (rest === null) return false;
  if (kind === "StatefulSet") return /^\d+$/.test(rest);
  if (kind === "Deployment") return /^[bcdfghjklmnpqrstvwxz2456789]{6,10}-[a-z0-9]{5}$/.test(rest);
  return kind === "CronJob" ? /^\d+-[a-z0-9]{5}$/.test(rest) : /^[a-z0-9]{5}$/.test(rest);
}
