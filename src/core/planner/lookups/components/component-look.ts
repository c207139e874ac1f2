import { diagnose } from "../../../diagnosis/diagnose.ts";
import type { Finding } from "../../../diagnosis/finding.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { kindNamed } from "../../../kubectl/kinds.ts";
import type { Question } from "../../question/understand.ts";
import { isLoopTest } from "../../well/log-course.ts";
import { enumerated, sentence } from "../../wording.ts";
import { isGood, type Look, type LookForm, type Step } from "../form/look.ts";
import type { Told } from "../form/told.ts";
import { wordsLeft } from "../form/words-left.ts";
import { cellOf, rowName, type TableRow, tableRows } from "../printed/table.ts";
import { type Component, componentSaid, tableOf } from "./components.ts";

export const listed = {
  command: "kubectl get pods -A",
  reason: "Shows the pods of the cluster's own components, in whatever namespace they are.",
};
export const owners = {
  command: "kubectl get deployments,daemonsets,statefulsets -A",
  reason: "Shows whether each component has all the pods that it wants.",
};

const opener =
  /^(?:(?:and|ok|okay|so|hi|hey|please|check|tell me|show me)[ ,]+){0,3}(?:is|are|does|do|how|what|which|where|any|check|status|state|health|the|our|has|have|show|list|whether|if|can you)\b/;

const accounted =
  /^(?:ok|okay|healthy|health|unhealthy|running|runs?|working|works?|up|down|fine|alive|dead|broken|good|well|sane|stable|ready|installed|deployed|present|available|enabled|status|state|check|doing|pods?|components?|problems?|issues?|trouble|errors?|wrong|anything|something|kube-system|active|functional|operational|behaving|behave|order|properly|correctly|whether|if|there|here|cluster's|responding|crashing|failing)$/;

/** The component that a question is about, and nothing else; null for every other question. */
export function componentIn({ text, intent, selectors, scope }: Question): Component | null {
  const lower = text.toLowerCase();
  if (intent === "change" || lower.length > 200 || selectors.labels.length > 0 || !opener.test(lower)) return null;
  const component = componentSaid(lower);
  if (/\bcsi ?drivers\b/.test(lower) && /^(?:list|show|get|which)\b/.test(lower)) return null;
  if (component === null || scope.namespaces.some((name) => name !== "kube-system")) return null;
  const rest = lower.replace(component.said, " ");
  if (/\b(?:logs?|events?|describe|ya?ml|version|how (?:many|much|often|long|old))\b/.test(rest)) return null;
  return wordsLeft(rest, accounted).length === 0 ? component : null;
}

/** `is the ingress controller ok`, `do we have a metrics server`: a component of the cluster, found by how such are called. */
export const componentLook: LookForm = (question, look) => {
  const component = componentIn(question);
  if (component === null) return null;
  const wanted = [listed, owners, ...(component.beside === undefined ? [] : [component.beside])];
  const missing = wanted.filter(({ command }) => look.read(command) === undefined);
  if (missing.length > 0) return { ask: missing.map(({ command, reason }) => ({ command, reason })) };
  const pods = look.read(listed.command)!;
  if (!isGood(pods)) return null;
  const nameOf = (row: TableRow) => cellOf(row, "NAME").replace(/^[a-z.]+\//, "");
  const isOwn = (row: TableRow) => component.names.test(nameOf(row));
  const own = tableRows(pods).filter(isOwn);
  const rows = tableOf(look.read(owners.command));
  const said = component.said.exec(question.text.toLowerCase())?.[0].replaceAll(" ", "-");
  if (rows.some((row) => nameOf(row) === said && !isOwn(row))) return null;
  const workloads = rows.filter(isOwn);
  const piece = component.beside === undefined ? undefined : look.read(component.beside.command);
  const beside = piece === undefined ? "" : (component.beside?.tells(tableOf(piece), piece) ?? "");
  if (own.length + workloads.length === 0) return { answered: notSeen(component, beside) };
  return shown(component, own, workloads, beside, look);
};

/** That nothing is called like it does not say that there is none. */
function notSeen({ noun }: Component, beside: string): Told {
  const elsewhere = /server|scheduler|etcd|control plane|controller manager|autoscaler|load balancer/i.test(noun)
    ? " A provider that runs it outside the cluster shows no pods of it."
    : " It may be installed under a name that does not tell.";
  return {
    summary: `No ${noun} is seen: no pod and no workload in any namespace is called like one, so whether it works cannot be said from here.${elsewhere}${beside === "" ? "" : ` ${beside}`}`,
  };
}

/** What is not well is looked into, and of what is well the log is read: a pod that is ready may still log errors. */
function shown(
  component: Component,
  own: readonly TableRow[],
  workloads: readonly TableRow[],
  beside: string,
  look: Look,
): Step {
  const bad = own.filter((row) => !isWell(row));
  const first = bad[0] ?? own[0];
  const wanted = first === undefined ? [] : readsOf(first, bad.length > 0);
  const missing = wanted.filter(({ command }) => look.read(command) === undefined);
  if (missing.length > 0) return { ask: missing };
  const short = workloads.filter(isShort);
  const findings = findingsOf(look.view, own);
  const isSound = bad.length === 0 && short.length === 0 && own.length > 0;
  const troubles = [
    ...bad.slice(0, 6).map((row) => `${rowName(row)} (${cellOf(row, "STATUS")}, READY ${cellOf(row, "READY")})`),
    ...short.map((row) => `${rowName(row)} (${standOf(row)})`),
  ];
  const { noun } = component;
  const said = logged(look.view, first);
  const head = isSound
    ? `${said.startsWith("But") || findings.length > 0 ? `The ${noun} runs` : `Nothing is wrong with the ${noun} as far as the cluster shows`}: ${own.length === 1 ? "its pod" : `all ${own.length} pods`} ${enumerated(own.map(rowName), 6)} ${own.length === 1 ? "is" : "are"} ready${restartsOf(own)}.`
    : own.length === 0
      ? `The ${noun} has no pods: ${enumerated(troubles)}.`
      : `The ${noun} is not well: ${bad.length} of ${own.length} pods ${bad.length === 1 ? "is" : "are"} not as wanted: ${enumerated(troubles)}.`;
  const cause = findings[0] === undefined ? "" : sentence(findings[0].summary);
  const limit = isSound && cause === "" ? "Ready is what the cluster shows; no request was tried." : "";
  return {
    answered: {
      summary: [head, cause, said, beside, limit].filter((text) => text !== "").join(" "),
      lines: [
        ...(bad.length > 0 ? bad : own).slice(0, 5).map(({ line }) => line),
        ...(findings[0]?.evidence ?? []).slice(0, 3),
      ],
      findings: isSound ? [] : findings.slice(0, 3),
      about: aboutOf(own, workloads, first),
    },
  };
}

/** What `it` means afterwards: the pod that is not well, else the one workload. */
function aboutOf(
  own: readonly TableRow[],
  workloads: readonly TableRow[],
  first: TableRow | undefined,
): ObjectRef | null {
  const [workload] = workloads;
  const row = workloads.length === 1 && own.every(isWell) ? workload : first;
  if (row === undefined) return null;
  const [kind, name] = /\//.test(cellOf(row, "NAME"))
    ? cellOf(row, "NAME").split("/", 2)
    : ["pod", cellOf(row, "NAME")];
  return { kind: kindNamed(kind!)?.kind ?? "Pod", namespace: cellOf(row, "NAMESPACE"), name: name! };
}

function isWell(row: TableRow): boolean {
  const [ready, wanted] = cellOf(row, "READY").split("/");
  const status = cellOf(row, "STATUS");
  return /^(?:Completed|Succeeded)$/.test(status) || (status === "Running" && ready === wanted);
}

/** `2/3` of a Deployment, DESIRED 5 and READY 4 of a DaemonSet. */
function isShort(row: TableRow): boolean {
  const [ready, wanted] = /\//.test(cellOf(row, "READY"))
    ? cellOf(row, "READY").split("/")
    : [cellOf(row, "READY"), cellOf(row, "DESIRED")];
  return Number(ready) < Number(wanted);
}

const standOf = (row: TableRow): string =>
  cellOf(row, "DESIRED") === ""
    ? `READY ${cellOf(row, "READY")}`
    : `${cellOf(row, "READY")} of ${cellOf(row, "DESIRED")} ready`;

function restartsOf(own: readonly TableRow[]): string {
  const restarted = own.filter((row) => /^[1-9]/.test(cellOf(row, "RESTARTS")));
  if (restarted.length === 0) return own.length === 1 ? " and has not restarted" : ", and none has restarted";
  const said = restarted.map((row) => `${cellOf(row, "NAME")} ${cellOf(row, "RESTARTS")}`);
  return `; restarts: ${enumerated(said, 4)}`;
}

function readsOf(row: TableRow, isBad: boolean) {
  const place = `${cellOf(row, "NAME")} -n ${cellOf(row, "NAMESPACE")}`;
  const log = { command: `kubectl logs ${place} --tail=100`, reason: "A pod that is ready may still log errors." };
  if (!isBad) return [log];
  const described = { command: `kubectl describe pod ${place}`, reason: "Shows why it is not ready." };
  const restarted = /^[1-9]/.test(cellOf(row, "RESTARTS"));
  const before = {
    command: `kubectl logs ${place} --previous --tail=100`,
    reason: "Shows what it said before it ended.",
  };
  return restarted ? [described, before] : [described];
}

/** What was found of these pods; the cause before what it explains. */
function findingsOf(view: ClusterView, own: readonly TableRow[]): readonly Finding[] {
  const names = new Set(own.map(rowName));
  return diagnose(view).findings.filter(
    ({ object, severity }) => severity !== "info" && names.has(`${object.namespace}/${object.name}`),
  );
}

function logged(view: ClusterView, row: TableRow | undefined): string {
  if (row === undefined || !isWell(row)) return "";
  const [name, namespace] = [cellOf(row, "NAME"), cellOf(row, "NAMESPACE")];
  const log = view.logs.findLast(
    ({ object, previous }) => !previous && object?.name === name && object.namespace === namespace,
  );
  if (log === undefined) return "";
  const told = (levels: RegExp, noun: string): string => {
    const some = log.templates.filter(({ level, last }) => levels.test(level) && !isLoopTest(last));
    const lines = some.reduce((sum, { count }) => sum + count, 0);
    const [top] = some.toSorted((one, other) => other.count - one.count);
    const said = top === undefined ? "" : top.last.text.trim().slice(0, 240);
    return lines === 0 ? "" : `${lines} ${noun}${lines === 1 ? "" : "s"}, above all \`${said}\``;
  };
  const found = [told(/^(?:error|fatal)$/, "error line"), told(/^warning$/, "warning")].filter((text) => text !== "");
  if (found.length > 0) return `But the log of ${name} holds ${found.join(", and ")}.`;
  return log.lineCount === 0 ? "" : `The last lines of the log of ${name} hold no errors.`;
}
