import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import type { Question } from "../../question/understand.ts";
import type { Inquiry } from "../form/inquest.ts";
import { nameWords, objectsNamed, placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";
import { reachedIn } from "./impact.ts";

const users = "(?:users?|customers?|clients?|people|visitors?|anyone|anybody|the business|end users?)";
const impact = new RegExp(
  `^(?:(?:ok|okay|and|so)[, ]{1,3}){0,2}(?:is .{1,80} (?:user|customer|client)[- ]facing|(?:do|does|are|is|will|can) ${users} .{0,20}\\b(?:affected|notice|hit|impacted|suffer\\w*|see|feel|use)\\b.{0,80}|(?:who|what) (?:is|are) (?:affected|hit|impacted) (?:by|when|if) .{1,80}|what(?:'s| is) the (?:user |customer |business )?(?:impact|effect|blast radius) of .{1,80}|how bad is .{1,80})$`,
);
const still =
  /^(?:(?:ok|okay|and|so|but)[, ]{1,3}){0,2}(?:is|are) (?:the )?(?:deployment |service |statefulset )?\S{2,63}(?: in \S{2,63})? still (?:serving|up|available|reachable|answering|usable|working for \w+|serving (?:users|traffic|requests))(?: traffic| users| requests)?$/;
const beside =
  /^(?:user|users|user-facing|customer\w*|client\w*|people|visitors?|facing|affected|notice|hit|impact\w*|suffer\w*|feel|use|business|effect|blast|radius|bad|serving|up|available|reachable|answering|usable|working|traffic|requests|deployment|service|statefulset|still|end|failing|down|broken|problem|failure|outage|anyone|anybody)$/;

const reads = [
  {
    command: "kubectl get deployments,statefulsets,daemonsets,services,endpoints -A",
    reason: "Shows how many replicas serve.",
  },
  { command: "kubectl get ingresses -A -o yaml", reason: "Shows what users reach from outside." },
];

/** `is it user facing?`, `is search still serving?`: whether what users reach is served. */
export const userImpact: Inquiry = (question) => {
  const said = question.text
    .toLowerCase()
    .trim()
    .replace(/[\s?.!]{1,10}$/, "");
  if (said.length > 140 || !(impact.test(said) || still.test(said))) return null;
  const names = nameWords(question, beside).slice(0, 3);
  if (names.length === 0) return null;
  return { reads: () => reads, tell: (view) => tell(names, question, still.test(said), view) };
};

function tell(names: readonly string[], question: Question, isStill: boolean, view: ClusterView): Told | null {
  const found = objectsNamed(["Deployment", "StatefulSet", "DaemonSet"], names, question, view)[0];
  const replicas = found === undefined ? null : replicasOf(found);
  if (found === undefined || replicas === null) return null;
  const { ready, wanted } = replicas;
  const reach = reachedIn(view).get(placed(found));
  const endpoints = view.of("Endpoints").find((one) => placed(one) === placed(found));
  const isEmpty = endpoints?.printed.get("ENDPOINTS")?.value === "<none>";
  const cell = found.printed.get("READY") ?? found.printed.get("DESIRED");
  const name = `${found.ref.kind} ${placed(found)}`;
  const state = stateOf(found, ready, wanted, isEmpty);
  const serves = ready > 0 && !isEmpty;
  const who =
    reach === undefined
      ? "No Ingress leads to it, so users meet it only through what calls it."
      : `${reach.said.replace(/^users reach it/, "Users reach it")}${serves ? "" : ", and those requests fail"}.`;
  const lead = isStill
    ? serves
      ? "Yes:"
      : "No:"
    : reach === undefined
      ? "Not directly:"
      : serves
        ? "Users reach it, and it serves:"
        : "Yes, users are hit:";
  return {
    summary: `${lead} ${name}: ${state}. ${who}`,
    lines: [
      ...(cell === undefined ? [] : [cell.line]),
      ...(isEmpty ? [endpoints.printed.get("ENDPOINTS")!.line] : []),
      ...(reach === undefined ? [] : [reach.line]),
    ],
  };
}

function stateOf(object: ObservedObject, ready: number, wanted: number, isEmpty: boolean): string {
  const updated = object.printed.get("UP-TO-DATE")?.value;
  const old =
    updated !== undefined && Number(updated) < wanted && ready > 0
      ? ` (${updated} of ${wanted} are of the newest revision, the others of the one before)`
      : "";
  return `${ready} of ${wanted} replicas ${wanted === 1 ? "is" : "are"} ready${old}${isEmpty ? ", but its Service has no endpoints" : ""}`;
}
