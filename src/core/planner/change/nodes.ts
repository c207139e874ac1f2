import { kubectl, quoted } from "../command-line.ts";
import { spanIn, spanWords } from "../flags/span.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";
import { graceOf, keyAndValue, wordAfter } from "./spoken.ts";

/** Changes of nodes: out of service, back in service, tainted. */
export const nodeChanges: readonly ChangeForm[] = [drain, uncordon, taint, cordon].map(
  (form): ChangeForm =>
    (question) =>
      ofMetadata.test(question.plain) ? null : form(question),
);

/** `annotate node n-3 with maintenance='friday'`: what is put on a node may be called anything. */
const ofMetadata = /^(?:\w+ )?(?:re|un)?(?:label|annotate|tag)\b/;

function nodeOf(question: Question): string | null {
  const isMany = question.kinds.some(
    ({ kind, plural, from }) =>
      kind.kind === "Node" && (plural || /^(every|each|all)$/.test(question.words[from - 1]?.lower ?? "")),
  );
  // `drain every node in zone a` names none
  const target =
    question.targets.find((one) => one.kind?.kind === "Node") ??
    question.targets.find((one) => one.kind === null && (one.sure || !isMany));
  return target?.name ?? wordAfterVerb(question);
}

/** All the nodes that a request names: `cordon n-1 and n-2`. */
function nodesOf(question: Question): string | null {
  const named = question.targets.filter((one) => one.kind === null || one.kind.kind === "Node").map((one) => one.name);
  const listed = named.filter((name, index) => index === 0 || isListed(question, name));
  return listed.length > 1 ? listed.join(" ") : nodeOf(question);
}

/** `drain all nodes labelled zone=b`: the label chooses the nodes, unless it is said of the pods. */
function selectedNodes({ selectors, kinds, text }: Question): string | null {
  const [label] = selectors.labels;
  if (label === undefined) return null;
  const isOfNodes = kinds.some(({ kind }) => kind.kind === "Node") || kinds.length === 0;
  const isOfPods = /\bpods?\b[^,.;]{0,30}\b(?:labell?ed|labels?|with|selector)\b/.test(text);
  return isOfNodes && !isOfPods ? `-l ${quoted(selectors.labels.join(","))}` : null;
}

function isListed({ words }: Question, name: string): boolean {
  const at = words.findIndex(({ lower }) => lower === name);
  const isPlain = /-|\d/.test(name) && words[at]?.text === name;
  return isPlain && (words[at - 1]?.lower === "and" || /^,/.test(words[at]?.after ?? ""));
}

/** `taint node1 with ...`: the word after the verb, when it is no kind and nothing else was named. */
function wordAfterVerb(question: Question): string | null {
  const at = question.words.findIndex((word) => /^(taint|untaint|cordon|uncordon|drain)$/.test(word.lower));
  const word = at < 0 ? undefined : question.words[at + 1];
  const isName = word !== undefined && /^[a-z][a-z0-9.-]*\d[a-z0-9.-]*$/.test(word.lower);
  return isName ? word.lower : null;
}

/** Only a node is emptied; what is cleared or emptied besides has no digit or hyphen and is not called a node. */
function isOfNode({ kinds, targets }: Question, name: string): boolean {
  return (
    kinds.some(({ kind }) => kind.kind === "Node") ||
    targets.some((one) => one.kind?.kind === "Node") ||
    /-|\d/.test(name)
  );
}

const nodes = { command: "kubectl get nodes", reason: "Shows which nodes take pods." };

function drain(question: Question): Change | null {
  const named = nodesOf(question);
  const selected = named === null ? selectedNodes(question) : null;
  const node = named ?? selected;
  if (
    node === null ||
    !(isOfNode(question, node) || /\bdrain/.test(question.plain)) ||
    !/\b(drain\w*|evict(?:ing)? (all|every\w*|(?:the|its) pods)|evacuate|empty|vacate|clear|(?:move|get|take) (?:everything|all (?:the )?pods|the pods|all (?:the )?workloads|them all) (?:off|away))\b/.test(
      question.plain,
    )
  )
    return null;
  return changed(
    kubectl(
      "drain",
      node,
      "--ignore-daemonsets",
      selected === null &&
        question.selectors.labels.length > 0 &&
        `--pod-selector=${quoted(question.selectors.labels.join(","))}`,
      graceOf(question),
      timeoutOf(question),
    ),
    "Takes the node out of service and evicts its pods, within their disruption budgets.",
    nodes,
    {
      command: kubectl("get pods -A -o wide", !node.includes(" ") && `--field-selector spec.nodeName=${node}`),
      reason: "Shows what is still on the node.",
    },
  );
}

function timeoutOf({ text }: Question): string {
  const said = limit.exec(text)?.[1];
  return said === undefined ? "" : `--timeout=${spanIn(said)}`;
}

const limit = new RegExp(
  `\\b(?:time ?out|give up|within|at most|no longer than)[^.?!\\d]{0,12}?\\b(${spanWords})`,
  "i",
);

function cordon(question: Question): Change | null {
  const node = nodesOf(question) ?? selectedNodes(question);
  const asks =
    /\bcordon\b|\bunschedulable\b|\b(stop|prevent|no|not) .*\b(schedul\w+|new pods)\b|\bno (new|more|further) pods\b|\bkeep (?:new |any |more |other )?(?:pods|workloads?) (?:off|away)\b|\bout of (service|rotation)\b|\bmaintenance\b/.test(
      question.plain,
    );
  if (node === null || !asks || /\b(?:un)?taint\w*\b/.test(question.plain)) return null;
  return changed(`kubectl cordon ${node}`, "Keeps new pods off the node; those on it stay.", nodes);
}

function uncordon(question: Question): Change | null {
  const node = nodesOf(question) ?? selectedNodes(question);
  const asks =
    /\buncordon\b|\b(mark|make|set)\b.*\bschedulable\b|\b(allow|enable) scheduling\b|\bback in(to)? (service|rotation)\b|\b(bring|put|take|get)\b.*\bback\b|\b(let|allow)\b.*\b(take|accept|run|schedule|have|get|host|receive)\b.*\b(?:pods|workloads?|work)\b|\bschedulable again\b/.test(
      question.plain,
    );
  if (node === null || !asks) return null;
  return changed(`kubectl uncordon ${node}`, "Lets the scheduler place pods on the node again.", nodes);
}

function taint(question: Question): Change | null {
  const hasEffect =
    /\b(?:NoSchedule|PreferNoSchedule|NoExecute)\b/i.test(question.text) ||
    (question.selectors.labels.length > 0 && /\btolerat\w+\b/.test(question.plain));
  if (!/\b(un)?taint\w*\b/.test(question.plain) && !hasEffect) return null;
  const node = nodeOf(question);
  const removes =
    /\b(remove|delete|untaint|drop|strip|clear|get rid of|take .* off|taints? off)\b/.test(question.plain) ||
    /:(?:No|Prefer)\w+-(?:\s|$)/.test(question.text);
  const value = taintSaid(question, removes);
  const every = question.kinds.some((mention) => mention.kind.kind === "Node") && node === null;
  const selected =
    question.selectors.labels.find((label) => isSelecting(question, label)) ??
    question.selectors.labels.find((label) => !`${value}`.startsWith(label));
  const about =
    node ??
    (every && selected !== undefined
      ? `-l ${quoted(selected)}`
      : every && /\b(all|every)\b/.test(question.plain)
        ? "--all"
        : null);
  if (about === null || value === null) return null;
  const replaces = /\b(overwrit\w*|(?<!to )replac\w*|even if|already)\b/.test(question.plain) && !removes;
  return changed(
    kubectl("taint node", about, `${value}${removes ? "-" : ""}`, replaces && "--overwrite"),
    removes ? "Takes the taint off the node." : "Keeps pods without a matching toleration off the node.",
    { command: kubectl("describe node", node), reason: "Shows the taints of the node." },
  );
}

/** How people say what a taint does; the first that fits counts. */
const effects: readonly (readonly [said: RegExp, effect: string])[] = [
  [/\bprefer\w*[ -]?(?:no|not)[ -](?:to )?schedul\w*|\bsoft\b|\bavoid\b|\bif possible\b|\brather not\b/i, "PreferNoSchedule"],
  [/\bno[ -]?exec\w*|\bevict\w*|\bkick\w* out\b|\bthrow\w* out\b/i, "NoExecute"],
  [/\bno[ -]?sched\w*|\b(?:nothing|no (?:new )?(?:pods?|workloads?)|not)\b.{0,30}\b(?:schedul|land|plac)\w*|\bkeeps?\b.{0,30}\b(?:off|away)\b|\brepel\w*|\bunless\b.{0,30}\btolerat\w*/i, "NoSchedule"],
]; // biome-ignore format: one line an effect

/** The effect that a request names, in kubectl's word or in others. */
function effectSaid(text: string): string | undefined {
  const exact = /\b(NoSchedule|PreferNoSchedule|NoExecute)\b/i.exec(text)?.[1];
  return exact === undefined ? effects.find(([said]) => said.test(text))?.[1] : canonical(exact);
}

/** The taint in kubectl's form, or null; one that is taken off may be said by its key alone. */
function taintSaid(question: Question, removes: boolean): string | null {
  const full = /([A-Za-z0-9][\w./-]{0,200}(?:=[\w.-]{0,63})?):(NoSchedule|PreferNoSchedule|NoExecute)/i.exec(
    question.text,
  );
  if (full !== null) return `${full[1]}:${canonical(full[2]!)}`;
  const pair = question.selectors.labels.find((label) => !isSelecting(question, label));
  const effect = effectSaid(question.text);
  const key = wordAfter(question, /^key$/)?.text ?? null;
  const beside = wordAfter(question, /^taints?$/)?.text;
  const loose =
    beside !== undefined && !/^(with|from|off|of|on|in|node|nodes|key)$/i.test(beside) ? beside : untainted(question);
  const spoken = pair ?? keyAndValue(question, /^key$/) ?? (removes ? (key ?? loose) : null);
  if (spoken !== null && effect !== undefined) return `${spoken}:${effect}`;
  return removes ? (key ?? loose) : null;
}

/** `untaint n-1 maintenance`, `untaint node n-1 of maintenance`: what stands beside the node. */
function untainted({ text }: Question): string | null {
  const key = "[\"'`]?([A-Za-z0-9][\\w./-]{0,100}(?:=[\\w.-]{0,63})?)[\"'`]?";
  const said = new RegExp(
    `\\buntaint (?:the )?(?:node )?\\S+,? (?:of |from |by removing )?(?:the )?(?:taint |key )?${key}(?= please| pls|[.!]?$)`,
    "i",
  ).exec(text);
  return said?.[1] ?? null;
}

/** `all nodes labelled pool=batch`: the label says which nodes. */
function isSelecting({ words }: Question, label: string): boolean {
  const at = words.findIndex(({ text }) => text === label);
  return /^(labell?ed|labels?|selector|-l|where|whose|having)$/.test(words[at - 1]?.lower ?? "");
}

function canonical(effect: string): string {
  return ["NoSchedule", "PreferNoSchedule", "NoExecute"].find((one) => one.toLowerCase() === effect.toLowerCase())!;
}
