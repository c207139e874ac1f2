import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { fullestNode, haltedRetention, retentionOf } from "../../products/index-lifecycles.ts";

/** Those whose log tells that the store takes no more. */
const refusedIn = (view: ClusterView, server: ObjectRef | undefined): readonly LogStatement[] =>
  logStatements(view).filter(
    ({ cause, log, template }) =>
      (cause.code === "store-full" || cause.code === "server-read-only" || cause.code === "disk-full") &&
      /watermark|read-only-allow-delete|cluster_block|No space left/i.test(template.last.text) &&
      (server === undefined || log.object.namespace === server.namespace || log.object.kind === "Log"),
  );

/** A node of which so much is used is at or before its high watermark (90 % by default). */
const high = 85;

const halted = defineRule(
  {
    code: "index-lifecycle-halted",
    title: "Old indices are not removed",
    about:
      "Elasticsearch or OpenSearch has a policy that deletes old indices, and what carries it out stands still: index lifecycle management is stopped (`GET _ilm/status`: operation_mode STOPPED), the policy is disabled, or a step of it failed. The disks fill until the flood-stage watermark, and every index that lies on such a disk becomes read-only.",
    reads: ["exec", "logs"],
    explains: [
      "store-full",
      "server-read-only",
      "disk-full",
      "api-throttled",
      "call-refused",
      "uncaught-exception",
      ...crashSymptoms,
    ],
  },
  function* (view: ClusterView) {
    const halt = haltedRetention(view);
    if (halt === undefined) return;
    const { server } = halt;
    const refused = refusedIn(view, server);
    const full = fullestNode(view);
    const clients = refused.map(({ log }) => log.object);
    const object = clients[0] ?? server;
    if (object === undefined) return;
    const retention = retentionOf(view);
    const isFull = refused.length > 0 || (full?.percent ?? 0) >= high;
    if (!isFull && !/operation_mode/.test(halt.words)) return;
    const oldest = retention.oldest
      ? `; the oldest index is ${retention.oldest}${retention.age ? `, although the policy deletes after ${retention.age}` : ""}`
      : "";
    const disks = full ? `; the disk of ${full.node || "a node"} is ${full.percent}% full` : "";
    const effect =
      refused.length > 0
        ? `${nameOf(object)} cannot write to the search store, whose disks passed the flood-stage watermark`
        : "Old indices stay in the search store";
    yield {
      object,
      severity: isFull ? "critical" : "warning",
      confidence: isFull && oldest !== "" ? "confirmed" : "likely",
      summary: `${effect}, because ${halt.words}${oldest}${disks}.`,
      evidence: [halt.line, refused[0]?.template.last, ...retention.lines, full?.line],
      related: unique([
        ...clients.flatMap((ref) => [ref, ...ownersOf(view, ref)]),
        ...(server ? [server, workloadOf(view, server)] : []),
      ]),
      fix: fixByHand(
        `${halt.mend} Delete the oldest indices by hand now, so that the disks come below the watermark; the block is lifted by itself then (or by index.blocks.read_only_allow_delete: null).`,
        [],
      ),
    };
  },
);

/** What keeps search stores from removing what is old. */
export const indexLifecycleRules: readonly Rule[] = [halted];
