import type { Line } from "../../../evidence/evidence.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { tabbedRows } from "../printed/tabbed.ts";

type Condition = { readonly said: RegExp; readonly types: readonly string[]; readonly note?: string };

const diskNote = " How much disk is free on a node is nothing that kubectl shows.";

const conditions: readonly Condition[] = [
  {
    said: /\bdisk ?pressure\b|\b(?:out of|low on|short of|running out of|no more|no) (?:disk|space|disk space)\b|\bdisks? (?:is |are )?(?:nearly |almost )?full\b|\bfull disks?\b|\bdisk problems?\b/,
    types: ["DiskPressure"],
    note: diskNote,
  },
  { said: /\bmemory ?pressure\b|\bout of memory\b/, types: ["MemoryPressure"] },
  { said: /\bpid ?pressure\b|\bout of (?:pids|processes)\b/, types: ["PIDPressure"] },
  { said: /\bnetwork ?(?:is )?unavailable\b|\bwithout (?:a )?network\b/, types: ["NetworkUnavailable"] },
  { said: /\bpressure\b/, types: ["DiskPressure", "MemoryPressure", "PIDPressure"] },
];

const accounted =
  /^(?:nodes?|machines?|hosts?|workers?|conditions?|reporting|under|kubelets?|suffer\w*|currently|problems?|issues?)$/;

const read = {
  command: `kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name}{range .status.conditions[*]}{"\\t"}{.type}{"="}{.status}{"="}{.lastTransitionTime}{"="}{.message}{end}{"\\n"}{end}'`,
  reason: "Prints the conditions of each node, which the table does not show.",
};

/** `which nodes are out of disk`, `is any node under memory pressure`: what the kubelets report, which no column of the list shows. */
export const nodeConditionLook: LookForm = (question, look) => {
  const asked = conditionIn(question);
  if (asked === null) return null;
  const list = { command: "kubectl get nodes", reason: "Lists the nodes with their state." };
  if (look.read(list.command) === undefined) return { ask: [list] };
  const piece = look.read(read.command);
  if (piece === undefined) return { ask: [read] };
  if (!isGood(piece)) return null;
  const nodes = tabbedRows(piece).flatMap(({ cells, line }) => {
    const [name, ...said] = cells;
    return name === undefined || name.trim() === "" ? [] : [{ name, said, line }];
  });
  const name = question.targets[0]?.name;
  const meant = name === undefined ? nodes : nodes.filter((node) => node.name === name);
  return meant.length === 0 ? null : { answered: told(asked, meant, isWhether(question)) };
};

const isWhether = ({ plain }: Question): boolean => /^(?:is|are|does|do|has|have)\b/.test(plain);

function conditionIn(question: Question): Condition | null {
  const { plain, kinds, targets, intent } = question;
  const isOfNodes = kinds.some(({ kind }) => kind.kind === "Node") || targets.some(({ kind }) => kind?.kind === "Node");
  if (!isOfNodes || intent === "change" || targets.length > 1 || /\b(?:pods?|why|events?)\b/.test(plain)) return null;
  const found = conditions.find(({ said }) => said.test(plain));
  if (found === undefined) return null;
  return wordsLeft(plain.replace(found.said, " "), accounted).length === 0 ? found : null;
}

type Node = { readonly name: string; readonly said: readonly string[]; readonly line: Line };

function told({ types, note }: Condition, nodes: readonly Node[], answers: boolean) {
  const held = nodes.flatMap((node) =>
    node.said.flatMap((text) => {
      const [type, status, since, message] = text.split("=");
      return types.includes(type!) && status !== "False" ? [{ node, type: type!, status, since, message }] : [];
    }),
  );
  const names = new Set(held.map(({ node }) => node.name));
  const unshown = nodes.filter(({ said }) => !types.some((type) => said.some((text) => text.startsWith(`${type}=`))));
  const what = types.length === 1 ? types[0]! : "a pressure";
  const all = `the ${nodes.length} ${nodes.length === 1 ? "node" : "nodes"}`;
  const each = held.map(
    ({ node, type, status, since, message }) =>
      `${node.name} (${types.length > 1 ? `${type}: ` : ""}${status === "Unknown" ? "unknown, " : ""}${message}, since ${since})`,
  );
  const unsaid =
    unshown.length === 0 ? "" : ` ${enumerated(unshown.map(({ name }) => name))} reports no such condition.`;
  const summary =
    held.length === 0
      ? `${answers ? "No: none" : "None"} of ${all} reports ${what}.${unsaid}${note ?? ""}`
      : `${answers ? "Yes: " : ""}${names.size} of ${all} ${names.size === 1 ? "reports" : "report"} ${what}: ${enumerated(each, 8)}.${unsaid}${note ?? ""}`;
  return { summary, lines: (held.length > 0 ? held.map(({ node }) => node.line) : []).slice(0, 5) };
}
