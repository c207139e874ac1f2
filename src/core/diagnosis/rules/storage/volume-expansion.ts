import type { ClusterView, ObservedEvent, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";

/** What helps, by what the driver says. */
const remedies: readonly (readonly [said: RegExp, mend: string])[] = [
  [
    /modification rate|once (?:in|every) \d|wait at least|cooldown|rate ?exceeded|too many/i,
    "Wait until the time that the provider asks for between two changes of a volume is over, or free space in it until then; the resizer tries again by itself.",
  ],
  [
    /quota|limit exceeded|exceeds? (?:the )?(?:maximum|limit)|out of range|no (?:free )?(?:space|capacity)|insufficient/i,
    "Ask for less, or have the limit or the capacity of the storage behind it raised.",
  ],
  [
    /(?:does|do|did) not support|not supported|unimplemented|unsupported/i,
    "The driver cannot expand this volume: make a larger claim and copy the data.",
  ],
  [
    /in use|online|is attached|must be detached|published|offline/i,
    "Stop the pods that use the claim until the volume is expanded: the driver does it only to volumes that are not attached.",
  ],
  [/denied|unauthori[sz]ed|forbidden|permission/i, "Give the identity of the CSI driver the right to change volumes."],
];

const refused = defineRule(
  {
    code: "volume-expansion-failing",
    title: "Volume is not expanded",
    about:
      "A claim asks for more than it has, and the resizer cannot give it: the provider allows a change only every some hours, the driver cannot expand it while it is attached, a quota is used up. The claim keeps its old size.",
    reads: ["PersistentVolumeClaim", "events"],
    explains: ["disk-full", "warning-event"],
  },
  function* (view) {
    for (const [event, claim] of failures(view)) {
      const why = reasonIn(event.message);
      const size = textAt(claim?.fields, "status", "capacity", "storage");
      yield {
        object: event.object,
        severity: "warning",
        summary: `${nameOf(event.object)} is not expanded${size === "" ? "" : ` and keeps its ${size}`}: ${why}.`,
        evidence: [event.line, claim?.cite("status", "conditions")],
        related: usersOf(claim),
        next: claim === undefined ? describe(event.object, "Shows what it has and what it asks for.") : [],
        fix: fixByHand(
          remedies.find(([said]) => said.test(event.message))?.[1] ??
            "Mend what the driver names; the resizer tries again by itself.",
          list("pvc", event.object.namespace, "Shows whether the claim has its new capacity."),
        ),
      };
    }
  },
);

/** The newest refusal of each claim that is not said to be as large as it wants since then. */
const failures = (view: ClusterView): readonly (readonly [ObservedEvent, ObservedObject | undefined])[] => {
  const newest = new Map<string, ObservedEvent>();
  for (const event of view.events) {
    const key = `${event.object.namespace}/${event.object.name}`;
    const before = newest.get(key);
    const isLater = before === undefined || (event.lastSeen ?? 0) <= (before.lastSeen ?? 0);
    if (event.object.kind === "PersistentVolumeClaim" && ofResize.test(event.reason) && isLater) newest.set(key, event);
  }
  return [...newest.values()]
    .filter(({ reason, lastSeen }) => failed.test(reason) && (lastSeen ?? 0) <= 3600)
    .map((event) => [event, view.object(event.object)] as const)
    .filter(([, claim]) => !isGrown(claim));
};

const ofResize = /Resiz/;
const failed = /^(?:VolumeResizeFailed|FileSystemResizeFailed)$/;

const isGrown = (claim: ObservedObject | undefined): boolean => {
  const wanted = textAt(claim?.fields, "spec", "resources", "requests", "storage");
  return wanted !== "" && wanted === textAt(claim?.fields, "status", "capacity", "storage");
};

/** What the provider said, behind what the layers above it put before it. */
const reasonIn = (message: string): string => {
  const inner = message.replace(/^[\s\S]{0,1200}\bdesc = /, "");
  const said = inner.replace(/^[\s\S]{0,800}?\bapi error (\w{1,80}): /, "$1: ");
  return said
    .replaceAll(/\s+/g, " ")
    .replace(/[.\s]+$/, "")
    .slice(0, 300);
};

const usersOf = (claim: ObservedObject | undefined) =>
  listAt(claim?.fields, "status", "usedBy").map((name) => ({
    kind: "Pod",
    name: `${name}`,
    ...(claim?.ref.namespace ? { namespace: claim.ref.namespace } : {}),
  }));

/** Claims that do not grow. */
export const volumeExpansionRules: readonly Rule[] = [refused];
