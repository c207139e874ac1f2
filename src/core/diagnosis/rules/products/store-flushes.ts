import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { lostEntries, storeAsked } from "../../products/lost-entries.ts";
import { type Flush, flushesIn, flushesInSpecs } from "../../products/store-flushes.ts";

const emptied = defineRule(
  {
    code: "store-emptied",
    title: "Cache is emptied by a client",
    about:
      "A client of a cache or session store runs FLUSHALL or FLUSHDB, which deletes all keys, those of others as well: sessions, tokens and queues that live there are gone. Mostly a job that was meant to clear its own cache. The slow log, MONITOR or the command of the job name it.",
    reads: ["logs", "Pod", "CronJob"],
    explains: ["session-affinity-missing", "application-error", "call-refused", "uncaught-exception"],
  },
  function* (view) {
    const seen = flushesIn(view);
    const flushes = seen.length > 0 ? seen : flushesInSpecs(view);
    const last = [...flushes].sort((left, right) => (right.time ?? 0) - (left.time ?? 0))[0];
    if (last === undefined) return;
    const suffering = lostEntries(view);
    const client = flushes.map((one) => clientOf(view, one)).find((one) => one !== undefined);
    const store = last.store ? { kind: "Store", name: last.store } : storeAsked(view, last.line.command);
    const who = client ? nameOf(client) : last.name ? `client ${last.name}` : "a client";
    const every = last.schedule ? ` by the schedule "${last.schedule}"` : periodOf(flushes);
    yield {
      object: client ?? store,
      severity: suffering.length > 0 ? "critical" : "info",
      confidence: suffering.length === 0 ? "possible" : seen.length > 1 ? "confirmed" : "likely",
      summary: `${who} runs ${last.verb} on ${store.name}${every}${last.client !== "" ? ` (client ${last.client}${last.name ? `, ${last.name}` : ""})` : ""}, which deletes all keys${last.verb === "FLUSHALL" ? " of all databases" : ""}, and with them what others keep there${suffering.length > 0 ? `: "${suffering[0]!.line.text.trim().slice(-110)}"` : ""}.`,
      evidence: [last.line, ...last.lines, ...suffering.slice(0, 1).map(({ line }) => line)],
      related: unique([store, ...suffering.flatMap(({ ref }) => [ref, workloadOf(view, ref)])]),
      fix: fixByHand(
        `Let ${who} delete only keys of its own (UNLINK by prefix) or use a store or database of its own, and forbid ${last.verb} to clients (ACL, rename-command).`,
        client ? describe(client, "Shows what it runs.") : [],
      ),
    };
  },
);

/** The workload of the pod that has the client's address, else the one that is named as the client is. */
const clientOf = (view: ClusterView, { client, name }: Flush): ObjectRef | undefined => {
  const pod = view
    .of("Pod")
    .find((one) => client !== "" && (textAt(one.fields, "status", "podIP") || one.printed.get("IP")?.value) === client);
  if (pod !== undefined) return workloadOf(view, pod.ref);
  if (name === "") return undefined;
  return ["CronJob", "Deployment", "StatefulSet", "Job"]
    .flatMap((kind) => view.of(kind))
    .find(({ ref }) => ref.name === name)?.ref;
};

/** `, every 15 minutes`: where the times of three lie evenly apart. */
const periodOf = (flushes: readonly Flush[]): string => {
  const times = flushes.flatMap(({ time }) => time ?? []).sort((left, right) => left - right);
  const gaps = times.slice(1).map((time, index) => time - times[index]!);
  const least = Math.min(...gaps);
  if (gaps.length < 2 || least < 30 || Math.max(...gaps) > least * 1.2) return "";
  return least < 5400 ? ` every ${Math.round(least / 60)} minutes` : ` every ${Math.round(least / 3600)} hours`;
};

/** What becomes of what applications keep in a cache. */
export const storeFlushRules: readonly Rule[] = [emptied];
