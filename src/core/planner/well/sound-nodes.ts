import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { enumerated } from "../wording.ts";
import { about, type Look } from "./stand.ts";

/** Ready, under no pressure, and open to pods. */
export const nodes: Look = (object, view) => {
  const status = object.printed.get("STATUS")?.value ?? "";
  const conditions = listAt(object.fields, "status", "conditions");
  const ready = conditions.find((one) => textAt(one, "type") === "Ready");
  const isReady = ready === undefined ? /^Ready\b/.test(status) : textAt(ready, "status") === "True";
  if (ready === undefined && status === "") return null;
  const lost = lostOften(object, view);
  if (lost !== undefined)
    return {
      ref: object.ref,
      isWell: false,
      text: `${about(object.ref)} goes to and fro: it was NotReady ${lost.count} times`,
      lines: [lost.line],
    };
  const pressed = conditions.filter(isComplaint).map((one) => `${textAt(one, "type")} ${textAt(one, "status")}`);
  const isClosed = /SchedulingDisabled/.test(status) || textAt(object.fields, "spec", "unschedulable") === "true";
  const barred = taintsOf(object).filter((taint) => taint.startsWith("node.kubernetes.io/") && !isClosed);
  const bad = [
    ...(isReady ? [] : [`not Ready${ready === undefined ? ` (${status})` : ` (${textAt(ready, "status")})`}`]),
    ...(isClosed ? ["cordoned (SchedulingDisabled)"] : []),
    ...(pressed.length > 0 ? [`in trouble: ${enumerated(pressed)}`] : []),
    ...(isReady && barred.length > 0 ? [`tainted ${enumerated(barred)}`] : []),
  ];
  const since = textAt(ready, "lastTransitionTime");
  const told = [...(isReady ? [`Ready${since === "" ? "" : ` (since ${since})`}`] : []), ...bad];
  return {
    ref: object.ref,
    isWell: bad.length === 0,
    text: `${about(object.ref)} is ${enumerated(told)}${bad.length === 0 ? calm(object) : ""}`,
    lines: [object.cite("status", "conditions", "Ready")],
  };
};

/** Of conditions other than Ready those are bad that are true and named after a trouble, or that nobody knows any more. */
function isComplaint(condition: unknown): boolean {
  const [type, status] = [textAt(condition, "type"), textAt(condition, "status")];
  return type !== "Ready" && (status === "Unknown" || (status === "True" && !fine.test(type)));
}

const fine = /^EtcdIsVoter$|(?:Ready|Healthy|Available|Running|Up|Ok|Synced|Valid|InSync)$/;

const taintsOf = ({ fields }: ObservedObject): readonly string[] =>
  listAt(fields, "spec", "taints").map((one) => {
    const value = textAt(one, "value");
    return `${textAt(one, "key")}${value === "" ? "" : `=${value}`}:${textAt(one, "effect")}`;
  });

/** What is said of a sound node whose conditions were shown. */
function calm(object: ObservedObject): string {
  const known = listAt(object.fields, "status", "conditions").map((one) => textAt(one, "type"));
  const pressures = ["Memory", "Disk", "PID"].filter((one) => known.includes(`${one}Pressure`));
  const taints = taintsOf(object);
  const parts = [
    ...(pressures.length > 0
      ? [`no ${pressures.map((one) => (one === "PID" ? one : one.toLowerCase())).join(", ")} pressure`]
      : []),
    ...(known.includes("NetworkUnavailable") ? ["its network available"] : []),
    ...(taints.length > 0 ? [`the taints ${enumerated(taints)}`] : object.sources.has("table") ? [] : ["no taints"]),
  ];
  return parts.length === 0 ? "" : `, with ${enumerated(parts)}`;
}

const lostOften = (object: ObservedObject, view: ClusterView) =>
  view
    .eventsOf(object.ref)
    .find(({ reason, count, lastSeen }) => reason === "NodeNotReady" && count > 2 && (lastSeen ?? 0) < 86_400);
