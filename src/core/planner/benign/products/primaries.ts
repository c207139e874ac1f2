import { at, textAt } from "../../../diagnosis/objects/fields.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn } from "../reading/standing.ts";

const anyPrimary = defineBenign(
  {
    code: "primary-is-another-instance",
    title: "Database whose primary is not its first instance",
    about:
      "After a switchover or failover another instance is the primary; which one it is does not matter. Said where the cluster says that it is healthy, all instances are ready, and the replicas stream (or nothing says otherwise). Not where one lags, failed or is missing.",
    reads: ["Cluster", "postgresql", "PerconaXtraDBCluster", "MongoDBCommunity", "Pod"],
    asked: /primary|master|leader|switch(?:ed)? ?over|fail(?:ed)? ?over|instance|degraded|replicas?|standby|promot\w*/,
  },
  function* (view) {
    if (isAnythingDown(view) || linesIn(view, broken, 1).length > 0) return;
    for (const object of view.objects) {
      const state = stateOf(object, view);
      if (state === null) continue;
      const { ref } = object;
      const since = linesIn(
        view,
        /Primary promotion time:|switchover|current-primary-since|currentPrimaryTimestamp|promoted/i,
        1,
      )[0];
      const streaming = linesIn(view, /\bstreaming\b/i, 9).filter(({ text }) => !/^Streaming/.test(text));
      yield {
        ref,
        about: podsOf(view)
          .filter((pod) => pod.ref.namespace === ref.namespace && pod.ref.name.startsWith(`${ref.name}-`))
          .map((pod) => pod.ref),
        text: `${ref.kind} ${ref.name} is healthy: ${state.primary} is its primary, which any instance may be after a switchover${since === undefined ? "" : ` (${since.text.trim().replaceAll(/\s+/g, " ").slice(0, 90)})`}, ${state.ready} instances are ready${streaming.length === 0 ? "" : `, and ${streaming.length} ${streaming.length === 1 ? "replica is" : "replicas are"} streaming`}`,
        lines: [state.line, since, streaming[0]],
        voids: ["not-ready", "database-failover", "primary-changed"],
      };
    }
  },
);

const broken =
  /\b(?:start failed|crashed|not streaming|wal_receiver.{0,20}stopped|fenced|failed to (?:start|connect)|Failing over|Switchover in progress|Unrecoverable|needs? re-?init|divergent|timeline mismatch)\b|\|\s{0,6}[1-9]\d{2,9}\s{0,6}\|$|\b(?:Write|Replay) Lag\S{0,4}: ?[1-9]/i;

/** The primary and the instances of a database whose cluster says that it is healthy with all of them; else null. */
export function stateOf(object: ObservedObject, view: ClusterView) {
  const cell = (name: string) => object.printed.get(name)?.value;
  const phase = cell("STATUS") ?? textAt(object.fields, "status", "phase");
  const primary = cell("PRIMARY") ?? textAt(object.fields, "status", "currentPrimary");
  if (object.ref.kind !== "Cluster" || primary === "" || !/^Cluster in healthy state/.test(phase))
    return patroniOf(object, view);
  const target = textAt(object.fields, "status", "targetPrimary");
  const ready = cell("READY") ?? `${at(object.fields, "status", "readyInstances") ?? ""}`;
  const wanted =
    cell("INSTANCES") ?? `${at(object.fields, "spec", "instances") ?? at(object.fields, "status", "instances") ?? ""}`;
  const line = object.printed.get("PRIMARY")?.line ?? object.cite("status", "currentPrimary");
  if (ready === "" || ready !== wanted || (target !== "" && target !== primary)) return null;
  return { primary, ready: `${ready} of ${wanted}`, line };
}

const member =
  /^[|+]\s{0,4}(?:\S{1,63}\s{1,8}\|\s{0,4})?([a-z0-9][a-z0-9-]{0,62})\s{1,40}\|[^|\n]{1,60}\|\s{0,4}(Leader|Replica|Sync Standby|Quorum Standby|Standby Leader)\s{0,20}\|\s{0,4}(running|streaming)\s{0,20}\|/;

/** The members that `patronictl list` printed, where it was asked of a StatefulSet or `postgresql` with all its replicas. */
function patroniOf(object: ObservedObject, view: ClusterView) {
  if (!/^(?:StatefulSet|Postgresql|postgresql|PostgresCluster)$/.test(object.ref.kind)) return null;
  const lines = view.evidence.flatMap((piece) => linesOf(piece).slice(0, 60));
  const rows = lines.filter(({ text }) =>
    /\|\s{0,4}(?:Leader|Replica|Sync Standby|Quorum Standby)\s{0,20}\|/.test(text),
  );
  const members = rows.flatMap((line) => {
    const found = member.exec(line.text);
    return found?.[1]?.startsWith(`${object.ref.name}-`) ? [{ name: found[1], role: found[2]!, line }] : [];
  });
  const leader = members.find(({ role }) => role === "Leader");
  if (leader === undefined || members.length < 2 || members.length < rows.length) return null;
  return { primary: leader.name, ready: `all ${members.length}`, line: leader.line };
}

export const primaries: readonly BenignRule[] = [anyPrimary];
