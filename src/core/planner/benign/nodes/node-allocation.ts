import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { escaped } from "../../../kubectl/escaped.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, isNodeReady, linesIn, runningText } from "../reading/standing.ts";
import { pairsOf } from "../workloads/misread-conditions.ts";

const overcommitted = defineBenign(
  {
    code: "limits-overcommitted",
    onlyAsked: true,
    title: "Limits of a node over 100%",
    about:
      "The limits of the pods on a node add up to more than it has. Limits may be overcommitted, the scheduler counts requests only; requests that fill the node are reservations, not use. The node is Ready without pressure, nothing waits and nothing was killed.",
    reads: ["Node", "Pod"],
    asked:
      /over.?commit|over.?(?:book|provision|load|subscri)|\b1\d\d ?%|\b[2-9]\d\d ?%|\b9\d ?%|limits?|allocat|request|full\b|capacity/,
  },
  function* (view) {
    if (wasShort(view) || isAnythingDown(view)) return;
    for (const node of view.of("Node")) {
      const told = pairsOf(node, view);
      const isReady = isNodeReady(node) || told.some(({ type, status }) => type === "Ready" && status === "True");
      if (!isReady || isPressed(node) || told.some(({ type, status }) => /Pressure$/.test(type) && status === "True"))
        continue;
      const rows = allocationsOf(node, view);
      const over = rows.filter(({ limits, requests }) => limits > 100 || requests >= 90);
      const first = over.toSorted((one, other) => other.limits - one.limits)[0];
      if (first === undefined || rows.some(({ requests }) => requests > 100)) continue;
      const used = node.printed.get("CPU%")?.value ?? node.printed.get("CPU(%)")?.value;
      const running = runningText(view);
      yield {
        ref: node.ref,
        about: podsOf(view)
          .filter((pod) => pod.node === node.ref.name)
          .map(({ ref }) => ref),
        text: `Node ${node.ref.name} is Ready without pressure: ${first.limits > 100 ? `limits of ${first.limits}% (${first.name}) are overcommitment, which is allowed and normal, ` : ""}the scheduler counts requests (${rows
          .map(({ name, requests }) => `${name} ${requests}%`)
          .slice(0, 2)
          .join(
            ", ",
          )}), which are reservations and no use${used === undefined ? "" : `; it really uses ${used} of its CPU`}${running === "" ? "" : `; ${running}, nothing is Pending or evicted`}`,
        lines: over.map(({ line }) => line).concat(node.cite("status", "conditions", "Ready")),
      };
    }
  },
);

type Allocation = { readonly name: string; readonly requests: number; readonly limits: number; readonly line: Line };

const row = /^ {2}(cpu|memory)\s+\S{1,20} \((\d{1,5})%\)\s+\S{1,20} \((\d{1,5})%\)/;

/** The rows of `Allocated resources:` of the description of a node. */
function allocationsOf(node: ObservedObject, view: ClusterView): readonly Allocation[] {
  const piece = view.evidence.findLast(
    ({ command, stdout }) =>
      (/\bdescribe\b/.test(command) && command.split(/[\s/]+/).includes(node.ref.name)) ||
      new RegExp(`^Name: {3,20}${escaped(node.ref.name)}$`, "m").test(stdout),
  );
  if (piece === undefined || (piece.stdout.match(/^Allocated resources:/gm) ?? []).length > 1) return [];
  return linesOf(piece).flatMap((line) => {
    const found = row.exec(line.text);
    return found === null ? [] : [{ name: found[1]!, requests: Number(found[2]), limits: Number(found[3]), line }];
  });
}

const isPressed = (node: ObservedObject): boolean =>
  listAt(node.fields, "status", "conditions").some(
    (one) => /Pressure$|NetworkUnavailable/.test(textAt(one, "type")) && textAt(one, "status") === "True",
  );

const wasShort = (view: ClusterView): boolean =>
  linesIn(
    view,
    /OOMKill|SystemOOM|\bEvict(?:ed|ing|ion)\b|FailedScheduling|Insufficient (?:cpu|memory)|[1-9]\d* Insufficient/,
    1,
  ).length > 0;

/** Where replicas or slowness are asked about, it is their measure and no mere number. */
const ofScaling = /\bhpa\b|autoscal|replicas|slow|latenc|\b50[0-4]\b|time[ds]? ?out/i;

const aboveRequest = defineBenign(
  {
    code: "use-above-request",
    onlyAsked: true,
    title: "Use above the request",
    about:
      "A pod uses more CPU or memory than it requests and less than its limit. A request is what the scheduler reserves, no ceiling; the pod runs, is ready and was not restarted.",
    reads: ["Pod", "PodMetrics"],
    asked: /request|\b1\d\d ?%|\b[2-9]\d\d ?%|more than|above|exceed|over\b/,
  },
  function* (view, question) {
    if (ofScaling.test(question.text)) return;
    if (wasShort(view)) return;
    for (const metrics of view.of("PodMetrics")) {
      const pod = podsOf(view).find(
        ({ ref }) => ref.name === metrics.ref.name && ref.namespace === metrics.ref.namespace,
      );
      if (pod?.object === undefined || pod.health !== "healthy" || pod.restarts > 0) continue;
      const containers = listAt(pod.object.fields, "spec", "containers");
      if (containers.length !== 1 || isAnythingDown(view, pod.ref.namespace)) continue;
      const amount = (kind: string, name: string) => textAt(containers[0], "resources", kind, name);
      const above = ["cpu", "memory"].flatMap((name) => {
        const uses = textAt(metrics.fields, "usage", name);
        const [use, request, limit] = [uses, amount("requests", name), amount("limits", name)].map((text) =>
          quantity(text),
        );
        const isOver = use !== undefined && request !== undefined && use > request;
        return isOver && (limit === undefined ? name === "cpu" : use < 0.85 * limit) ? [{ name, uses }] : [];
      })[0];
      if (above === undefined) continue;
      const limit = amount("limits", above.name);
      yield {
        ref: pod.ref,
        about: [workloadOf(view, pod.ref)],
        text: `pod ${pod.ref.name} uses ${above.uses} ${above.name}, more than its request of ${amount("requests", above.name)}${limit === "" ? "" : ` and less than its limit of ${limit}`}: that is normal, a request is what the scheduler reserves and no ceiling; it is running and ready without a restart`,
        lines: [metrics.cite(), pod.line],
      };
    }
  },
);

export const nodeAllocation: readonly BenignRule[] = [overcommitted, aboveRequest];
