import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { largestEvicted } from "../../nodes/evicted-users.ts";
import { textAt } from "../../objects/fields.ts";
import { nameOf, unnamed } from "../../objects/name-object.ts";
import { describe, list, suggest } from "../../objects/reads.ts";
import { folderFiller } from "../../storage/disk-folders.ts";
import { diskFiller } from "../../storage/disk-users.ts";
import { conditionOf, explains, podsOn } from "./node-states.ts";

type Pressure = {
  readonly type: string;
  readonly code: string;
  readonly what: string;
  /** As evictions name it. */
  readonly resource: RegExp;
  /** What the kubelet says in events when it begins, and when it is over. */
  readonly begins: RegExp;
  readonly ends: RegExp;
};

const pressure = (one: Pressure): Rule =>
  defineRule(
    {
      code: one.code,
      title: `Node short of ${one.what}`,
      about: `The node runs out of ${one.what}. The kubelet evicts pods, least important first, and takes no new ones until that passes.`,
      reads: ["Node", "events"],
      explains,
    },
    function* (view) {
      for (const { ref, object, message, line } of pressed(view, one)) {
        const filler = one.type === "DiskPressure" ? diskFiller(view, ref.name) : undefined;
        const folder = one.type === "DiskPressure" && !filler ? folderFiller(view, ref.name) : undefined;
        const user = filler || folder ? undefined : largestEvicted(view, ref.name, one.resource);
        const who = filler ?? folder ?? user;
        yield {
          object: ref,
          summary: `${nameOf(ref)} is under ${one.type} and evicts pods: ${who ? `${who.text}; ` : ""}${message || `short of ${one.what}`}.`,
          evidence: [line, who?.line, ...(folder?.evidence ?? [])],
          related: [
            ...(object ? podsOn(view, object) : []),
            ...(filler ? [filler.pod] : []),
            ...(folder?.owner ? [folder.owner] : []),
          ],
          next: filler
            ? describe(filler.pod, "Shows what it is and what it writes.")
            : folder
              ? []
              : [
                  ...describe(ref, "Shows what the node has and what its pods request."),
                  ...suggest(["top", "pods", "-A", "--sort-by=memory"], "Shows which pods use the most."),
                ],
          fix: filler
            ? fixByHand(
                `Stop ${nameOf(filler.pod)} or let it write to a volume; a limit for ephemeral-storage keeps that from happening again.`,
                list("nodes", undefined, "Shows the state of the nodes."),
              )
            : folder
              ? fixByHand(folder.mend, list("nodes", undefined, "Shows the state of the nodes."))
              : null,
        };
      }
    },
  );

type Pressed = {
  readonly ref: ObjectRef;
  readonly object: ObservedObject | undefined;
  readonly message: string;
  readonly line: Line;
};

/** Nodes whose condition says so; where the condition is not shown, those of which the kubelet says so in its events. */
const pressed = (view: ClusterView, { type, begins, ends }: Pressure): readonly Pressed[] => {
  const shown = view.of("Node").flatMap((object): readonly Pressed[] => {
    const condition = conditionOf(object, type);
    if (textAt(condition, "status") !== "True") return [];
    const message = textAt(condition, "message") || textAt(condition, "reason");
    return [{ ref: object.ref, object, message, line: object.cite("status", "conditions", type) }];
  });
  const events = view.events.filter((event) => event.object.kind === "Node" && event.object.name !== unnamed);
  const told = new Map(
    events
      .filter((event) => begins.test(`${event.reason}: ${event.message}`) && (event.lastSeen ?? 0) < 3600)
      .filter(({ object, lastSeen }) => {
        const node = view.object(object);
        const isOver = events.some(
          (other) =>
            other.object.name === object.name && ends.test(other.reason) && (other.lastSeen ?? 0) <= (lastSeen ?? 0),
        );
        return !isOver && (node === undefined || conditionOf(node, type) === undefined);
      })
      .map((event): readonly [string, Pressed] => [
        event.object.name,
        {
          ref: event.object,
          object: view.object(event.object),
          message: event.message.slice(0, 200),
          line: event.line,
        },
      ]),
  );
  return [...shown, ...told.values()];
};

/** Nodes that run out of something and evict pods. */
export const nodePressureRules: readonly Rule[] = [
  pressure({
    type: "DiskPressure",
    code: "node-disk-pressure",
    what: "disk",
    resource: /^(?:ephemeral|nodefs|imagefs|inodes|containerfs)/,
    begins: /^NodeHasDiskPressure|^EvictionThresholdMet: [^\n]{0,60}(?:ephemeral|nodefs|imagefs|inodes)/,
    ends: /^NodeHasNoDiskPressure$/,
  }),
  pressure({
    type: "MemoryPressure",
    code: "node-memory-pressure",
    what: "memory",
    resource: /memory/,
    begins: /^NodeHasInsufficientMemory|^EvictionThresholdMet: [^\n]{0,60}memory/,
    ends: /^NodeHasSufficientMemory$/,
  }),
  pressure({
    type: "PIDPressure",
    code: "node-pid-pressure",
    what: "process ids",
    resource: /^pids?\b/,
    begins: /^NodeHasInsufficientPID|^EvictionThresholdMet: [^\n]{0,60}pids?/,
    ends: /^NodeHasSufficientPID$/,
  }),
];
