import { kubectl } from "../../command-line.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm, listed } from "../form/look.ts";
import { cellOf, rowName, type TableRow, tableRows } from "../printed/table.ts";

/** What one column of a list of the whole cluster says, put as a sentence. */
type ColumnFact = {
  readonly said: RegExp;
  readonly resource: string;
  readonly isOfCluster: boolean;
  readonly reason: string;
  tells(rows: readonly TableRow[], where: string, asked: string): string;
};

const facts: readonly ColumnFact[] = [
  {
    said: /\bhow old is (?:the|our|my|this) cluster\b|\bwhen was (?:the|our|my|this) cluster (?:created|installed|built|made|set up)\b|\bage of (?:the|our|this) cluster\b/,
    resource: "namespaces",
    isOfCluster: true,
    reason: "The namespace kube-system is as old as the cluster.",
    tells: (rows) => {
      const first = rows.find((row) => cellOf(row, "NAME") === "kube-system");
      return first === undefined
        ? "The list shows no namespace kube-system, which is as old as the cluster."
        : `The cluster is ${cellOf(first, "AGE")} old: so old is its namespace kube-system.`;
    },
  },
  {
    said: /^(?:which|what)(?:'s| is)? .{0,20}\bdefault storage ?class\b|^(?:which|what) storage ?class(?:es)? (?:is|are) (?:the |our )?default|\bstorage ?class(?:es)?\b.{0,30}\bwhich (?:one )?is (?:the )?default\b|^(?:which|what) storage ?class\b.{0,40}\b(?:claims?|pvcs?|volumes?)\b.{0,20}\b(?:without|no|not|none|unless)\b.{0,30}$/,
    resource: "storageclasses",
    isOfCluster: true,
    reason: "Marks the default one.",
    tells: (rows) => {
      const names = rows.map((row) => cellOf(row, "NAME"));
      const own = names.filter((name) => name.endsWith("(default)")).map((name) => name.replace(" (default)", ""));
      const others = names.filter((name) => !name.endsWith("(default)"));
      return own.length === 0
        ? `No storage class is the default; there are ${enumerated(names, 8)}.`
        : `The default storage class is ${enumerated(own)}.${others.length > 0 ? ` There is ${enumerated(others, 8)}, too.` : ""}`;
    },
  },
  {
    said: /\b(?:pdbs?|(?:pod ?)?disruption ?budgets?)\b.{0,40}\b(?:block\w*|prevent\w*|allow no|no disruptions?|zero|stop)\b|\b(?:block\w*|prevent\w*) .{0,20}\b(?:drain|eviction)\w*\b.{0,20}\bpdbs?\b/,
    resource: "pdb",
    isOfCluster: false,
    reason: "Shows how many pods each budget lets go.",
    tells: (rows, where) => {
      const shut = rows.filter((row) => cellOf(row, "ALLOWED DISRUPTIONS") === "0");
      return shut.length === 0
        ? `None of the ${rows.length} PodDisruptionBudgets ${where} blocks a drain: all allow a disruption.`
        : `${shut.length} of ${rows.length} PodDisruptionBudgets ${where} ${shut.length === 1 ? "allows" : "allow"} no disruption, and so ${shut.length === 1 ? "blocks" : "block"} a drain: ${enumerated(shut.map(budget), 12)}.`;
    },
  },
  {
    said: /^(?:which|what|are there|list|show)\b.{0,20}\bservices?\b.{0,30}\b(?:no|without|lack\w*|missing|empty)\b.{0,20}\b(?:endpoints?|backends?)\b|^do all (?:the |our )?services have (?:ready )?(?:endpoints?|backends?)\b/,
    resource: "endpoints",
    isOfCluster: false,
    reason: "Shows the addresses behind each service.",
    tells: (rows, where, asked) => {
      const isWhether = /^do all\b/.test(asked);
      const bare = rows.filter((row) => /^(?:<none>|)$/.test(cellOf(row, "ENDPOINTS")));
      return bare.length === 0
        ? `${isWhether ? "Yes" : "None"}: all ${rows.length} services ${where} have endpoints.`
        : `${isWhether ? "No: " : ""}${bare.length} of ${rows.length} services ${where} have no ready endpoints: ${enumerated(bare.map(rowName), 30)}.`;
    },
  },
  {
    said: /^(?:which|what|are there|are any|list|show)\b.{0,16}\bjobs\b(?: (?:are|that are|which are))? ?(?:currently |still |now )?(?:running|active|in progress)\b(?! (?:into|out|as|on|in|longer|for|since))/,
    resource: "jobs",
    isOfCluster: false,
    reason: "Shows the state of each job.",
    tells: (rows, where) => {
      const own = rows.filter((row) => cellOf(row, "STATUS") === "Running");
      return own.length === 0
        ? `None of the ${rows.length} jobs ${where} is running.`
        : `${own.length} of ${rows.length} jobs ${where} ${own.length === 1 ? "is" : "are"} running: ${enumerated(own.map(rowName), 20)}.`;
    },
  },
  {
    said: /^(?:which|what|are there|are any|any|list|show)\b.{0,16}\bcron ?jobs\b.{0,20}\bfail\w*\b|^(?:which|what|are there|any|list|show)\b.{0,16}\bfail\w* cron ?jobs\b/,
    resource: "jobs",
    isOfCluster: false,
    reason: "The jobs that the cron jobs made show how the last runs ended.",
    tells: lastRuns,
  },
  nodes(/\b(?:kernels?)\b/, "KERNEL-VERSION", "kernel"),
  nodes(/\b(?:os|operating systems?|distributions?|distros?|os images?)\b/, "OS-IMAGE", "operating system"),
  nodes(
    /\b(?:container )?runtimes?\b/,
    "CONTAINER-RUNTIME",
    "container runtime",
    "^(?:what|which) container runtime\\b",
  ),
  nodes(/\b(?:kubelet |kubernetes |k8s )?versions?\b/, "VERSION", "version"),
  nodes(/\b(?:internal )?(?:ips?|ip address(?:es)?|addresses)\b/, "INTERNAL-IP", "internal address"),
];

/** The newest job of each cron job, which names them after itself and the time. */
function lastRuns(rows: readonly TableRow[], where: string): string {
  const runs = rows.filter((row) => /-\d{6,10}$/.test(cellOf(row, "NAME")));
  const groups = [...Map.groupBy(runs, (row) => rowName(row).replace(/-\d{6,10}$/, ""))].map(([name, own]) => ({
    name,
    last: own.toSorted((one, other) => cellOf(other, "NAME").localeCompare(cellOf(one, "NAME")))[0]!,
  }));
  const failed = groups.filter(({ last }) => cellOf(last, "STATUS") === "Failed");
  const said = failed.map(({ name, last }) => `${name} (${cellOf(last, "NAME")}, ${cellOf(last, "AGE")} ago)`);
  return failed.length === 0
    ? `None of the ${groups.length} cron jobs ${where} that left a job failed in its last run.`
    : `${failed.length} of ${groups.length} cron jobs ${where} that left a job failed in ${failed.length === 1 ? "its" : "their"} last run: ${enumerated(said, 12)}.`;
}

function budget(row: TableRow): string {
  const [least, most] = [cellOf(row, "MIN AVAILABLE"), cellOf(row, "MAX UNAVAILABLE")];
  return `${rowName(row)} (${least === "N/A" ? `at most ${most} may be away` : `${least} must stay`})`;
}

/** A column of the nodes: the value that all have, or each with its own. */
function nodes(said: RegExp, heading: string, noun: string, alone = ""): ColumnFact {
  const pattern = new RegExp(
    `^(?:which|what|show|list)\\b.{0,30}(?:${said.source}).{0,30}\\bnodes\\b(?! .{0,30}\\b(?:with|older|newer|not|have no)\\b)|^(?:what|which) (?:${said.source}) (?:do|are) (?:the |our |all )?nodes\\b|^(?:are|do|have) all (?:the |our |of the )?nodes\\b.{0,30}(?:${said.source})${alone === "" ? "" : `|${alone}`}`,
  );
  return {
    said: pattern,
    resource: "nodes -o wide",
    isOfCluster: true,
    reason: `Shows the ${noun} of each node.`,
    tells: (rows, _where, asked) => {
      const isWhether = /^(?:are|do|have) all\b/.test(asked);
      const groups = Map.groupBy(rows, (row) => cellOf(row, heading));
      const first = rows[0] === undefined ? "" : cellOf(rows[0], heading);
      return groups.size === 1
        ? `${isWhether ? "Yes: all" : "All"} ${rows.length} nodes have the ${noun} ${first}.`
        : `${isWhether ? "No: the" : "The"} nodes have ${groups.size} different values of ${noun}: ${[...groups]
            .map(
              ([value, own]) =>
                `${value} (${enumerated(
                  own.map((row) => cellOf(row, "NAME")),
                  12,
                )})`,
            )
            .join("; ")}.`;
    },
  };
}

/** Facts that stand in a column, and that a list of names does not tell. */
export const tableLook: LookForm = (question, look) => {
  const lower = question.text.toLowerCase();
  const fact = facts.find(({ said }) => said.test(lower));
  if (fact === undefined || question.targets.some(({ sure }) => sure)) return null;
  const draft = (place: string) => ({ command: kubectl("get", fact.resource, place), reason: fact.reason });
  if (fact.isOfCluster) {
    const piece = look.read(draft("").command);
    if (piece === undefined) return { ask: [draft("")] };
    return isGood(piece) ? { answered: answerOf(fact, tableRows(piece), "", lower) } : null;
  }
  const found = listed(question, look, draft);
  if (found === null || "ask" in found) return found;
  return { answered: answerOf(fact, tableRows(found.piece), found.where, lower) };
};

const answerOf = (fact: ColumnFact, rows: readonly TableRow[], where: string, asked: string) => ({
  summary: fact.tells(rows, where, asked),
  lines: rows.slice(0, 8).map(({ line }) => line),
});
