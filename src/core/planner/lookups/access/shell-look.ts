import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { isPodOf } from "../printed/pod-name.ts";
import { type SpecRow, specRows, templateOf } from "../printed/spec-rows.ts";

const shells = /\b(?:shell|bash|terminal|console|exec|ssh|log ?in(?:to)?)\b/;
const opened =
  /^(?:how (?:do|can|would|could|to)|what(?:'s| is) the command|can (?:i|we|you)|could (?:i|we|you)|open|get|give|start|i (?:need|want))\b/;
const accounted =
  /^(?:shell|bash|sh|terminal|console|exec|ssh|log|login|inside|open|start|pods?|containers?|deployment|statefulset|node|command|interactive|session|prompt|try|access)$/;

/** A pod that is named whole needs no looking up; nodes end in a number, too. */
const ofPod = /^(?!.*(?:node|worker|master|control-plane)-?\d).*-(?:\d{1,3}|[bcdfghjklmnpqrstvwxz2456789]{5})$/;

/** The one name that a shell is wanted in, which may have been read as a place. */
function nameIn({ plain, text, targets, scope, intent }: Question): { name: string; namespace: string | null } | null {
  if (!shells.test(plain) || !opened.test(plain)) return null;
  if (/\bcan (?:i|we) exec\b/.test(plain)) return null;
  if (/\b(?:allowed|permi\w+|rights?|why|fail\w*|error\w*)\b/.test(plain)) return null;
  const left = wordsLeft(plain, accounted);
  const [place] = scope.namespaces;
  const [target] = targets;
  if (targets.length > 1 || left.length > 1) return null;
  if (intent === "change" && target !== undefined && ofPod.test(target.name)) return null;
  if (target !== undefined) return left.length === 0 ? { name: target.name, namespace: place ?? null } : null;
  if (left.length === 1) return { name: left[0]!, namespace: place ?? null };
  const isPlace = /\b(?:namespace|ns)\b|-n /i.test(text);
  return place === undefined || isPlace ? null : { name: place, namespace: null };
}

/** `how do I get a shell in X`: the command for the pod that there is, to be run by oneself. */
export const shellLook: LookForm = (question, look) => {
  const asked = nameIn(question);
  if (asked === null) return null;
  const namespace = asked.namespace ?? look.home.namespace;
  const list = {
    command: kubectl(
      "get pods",
      namespace === null ? "-A" : `-n ${namespace}`,
      templateOf("pods", ["^status.phase", "^status.containerStatuses[*].ready"], []),
    ),
    reason: `Shows where the pods of ${asked.name} are, with their containers.`,
  };
  const nodes = { command: "kubectl get nodes", reason: "A name may be that of a node." };
  const [piece, machines] = [look.read(list.command), look.read(nodes.command)];
  if (piece === undefined || machines === undefined) return { ask: [list, nodes] };
  if (!isGood(piece)) return null;
  const isNode = new RegExp(`^${asked.name.replaceAll(/[^a-z0-9-]/g, "\\$&")} `, "m").test(machines.stdout);
  if (isNode)
    return answered(
      `Run this yourself, as nothing is run inside nodes from here: \`kubectl debug node/${asked.name} -it --image=busybox\`. It starts a pod on the node, with its files under /host; delete that pod afterwards.`,
    );
  const rows = specRows(piece).filter(({ name }) => isPodOf(name, asked.name));
  if (rows.length === 0)
    return answered(
      `There is no pod of "${asked.name}" ${namespace === null ? "in any namespace" : `in ${namespace}`} to get a shell in.`,
    );
  return answered(told(rows, asked.name), rows);
};

const answered = (summary: string, rows: readonly SpecRow[] = []) => ({
  answered: { summary, lines: rows.slice(0, 5).map(({ line }) => line) },
});

function told(rows: readonly SpecRow[], name: string): string {
  const ready = rows.find(({ value }) => /^Running\b/.test(value) && !/\bfalse\b/.test(value));
  const { namespace, name: pod, containers } = ready ?? rows[0]!;
  const [first, ...others] = containers.map((one) => one.name);
  const inside = others.length === 0 ? "" : ` -c ${first}`;
  const more = others.length === 0 ? "" : ` Its other containers are ${enumerated(others)}.`;
  const several = rows.length === 1 ? "" : ` ${rows.length} pods are of ${name}; any of them will do.`;
  if (ready !== undefined)
    return `Run this yourself, as nothing is run inside containers from here: \`kubectl exec -it ${pod} -n ${namespace}${inside} -- sh\` (or bash, where the image has it).${more}${several}`;
  return `No container of ${name} is ready, so a shell may not last or not start: \`kubectl exec -it ${pod} -n ${namespace}${inside} -- sh\` works while it runs. Beside one that crashes this opens one: \`kubectl debug -it ${pod} -n ${namespace} --image=busybox --target=${first}\`. Run it yourself, as nothing is run inside containers from here.${more}`;
}
