import { entriesAt, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";
import { isAnythingDown, linesIn } from "../reading/standing.ts";

const larger = defineBenign(
  {
    code: "volume-larger-than-request",
    onlyAsked: true,
    title: "Volume that is larger than its claim requests",
    about:
      "A claim may be bound to a volume that is larger than it requests: a static PersistentVolume has the size it was made with, and provisioners round up to what their storage offers. CAPACITY is the size of the volume. Said where the claim is Bound, no resize is open, and the volume, where it is shown, names this claim.",
    reads: ["PersistentVolumeClaim", "PersistentVolume", "Pod"],
    asked:
      /capacity|bigger|larger|\bsize|request\w*|asked for|ask for|wanted|ordered|only (?:need|want)|instead of|more than|\d ?[kmgtpe]i?b?\b|wrong (?:disk|volume|pv)|somebody else|mistake|bound/,
  },
  function* (view) {
    for (const claim of view.of("PersistentVolumeClaim")) {
      const asks = requestOf(claim, view);
      const has = capacityOf(claim, view);
      if (phaseOf(claim) !== "Bound" || asks === null || has === null) continue;
      if ((quantity(asks.value) ?? 0) >= (quantity(has.value) ?? 0) || isResizing(claim, view)) continue;
      if (isAnythingDown(view, claim.ref.namespace)) continue;
      const volume = volumeOf(claim, view);
      const owner = volume === undefined ? null : ownerOf(volume);
      if (owner !== null && owner !== `${claim.ref.namespace}/${claim.ref.name}`) continue;
      yield {
        ref: claim.ref,
        about: volume === undefined ? [] : [volume.ref],
        text: `PersistentVolumeClaim ${claim.ref.name} is Bound as intended: it requests ${asks.value} and its volume has ${has.value}, and a claim may get a larger volume than it requests (CAPACITY shows the size of the volume)${volume === undefined ? madeBy(claim) : volumeText(volume, owner)}`,
        lines: [asks.line, has.line, volume?.cite("spec", "claimRef", "name") ?? volume?.cite()],
        ofLog: "only" as const,
      };
    }
  },
);

const phaseOf = ({ fields, printed }: ObservedObject): string =>
  printed.get("STATUS")?.value ?? textAt(fields, "status", "phase");

type Size = { readonly value: string; readonly line: Line };

function requestOf(claim: ObservedObject, view: ClusterView): Size | null {
  const path = ["spec", "resources", "requests", "storage"];
  const value = textAt(claim.fields, ...path);
  if (value !== "") return { value, line: claim.cite(...path) };
  const found = printedOf(view, claim.ref, /"?requests"?:\s?\{?\s{0,4}"?storage"?:\s?"?(\d{1,6}[KMGTPE]i?)\b/)[0];
  if (found !== undefined) return { value: found.match[1]!, line: found.line };
  const bare = view.evidence.find(
    ({ command }) => command.includes(claim.ref.name) && /jsonpath=\S{0,20}\.spec\.resources\.requests/.test(command),
  );
  const size = bare === undefined ? undefined : printedOf(view, claim.ref, /^["']?(\d{1,6}[KMGTPE]i?)["']?$/)[0];
  return size === undefined ? null : { value: size.match[1]!, line: size.line };
}

function capacityOf(claim: ObservedObject, view: ClusterView): Size | null {
  const cell = claim.printed.get("CAPACITY");
  if (cell !== undefined && quantity(cell.value) !== undefined) return cell;
  const value = textAt(claim.fields, "status", "capacity", "storage");
  if (value !== "") return { value, line: claim.cite("status", "capacity", "storage") };
  const volume = volumeOf(claim, view);
  const size = textAt(volume?.fields, "spec", "capacity", "storage");
  return size === "" ? null : { value: size, line: volume!.cite("spec", "capacity", "storage") };
}

const volumeOf = (claim: ObservedObject, view: ClusterView): ObservedObject | undefined => {
  const name = textAt(claim.fields, "spec", "volumeName") || (claim.printed.get("VOLUME")?.value ?? "");
  return view.of("PersistentVolume").find(({ ref }) => ref.name === name);
};

/** `namespace/name` of the claim that a volume is bound to. */
function ownerOf({ fields, printed }: ObservedObject): string | null {
  const name = textAt(fields, "spec", "claimRef", "name");
  if (name !== "") return `${textAt(fields, "spec", "claimRef", "namespace")}/${name}`;
  return printed.get("CLAIM")?.value ?? null;
}

function isResizing(claim: ObservedObject, view: ClusterView): boolean {
  return (
    listAt(claim.fields, "status", "conditions").some((one) => /Resiz/.test(textAt(one, "type"))) ||
    view.eventsOf(claim.ref).some(({ type }) => type === "Warning") ||
    linesIn(view, /FileSystemResizePending|already bound to a different claim/, 1).length > 0
  );
}

/** A provisioner that rounds up. */
function madeBy({ fields, cite }: ObservedObject): string {
  const by = [...entriesAt(fields, "metadata", "annotations")].find(([key]) => /storage-provisioner$/.test(key))?.[1];
  return by === undefined || cite === undefined ? "" : `; ${by} made it and rounds up to what its storage offers`;
}

const volumeText = ({ ref }: ObservedObject, owner: string | null): string =>
  `; PersistentVolume ${ref.name} ${owner === null ? "is the one that it is bound to" : `is bound to this very claim (${owner}), to no other`}`;

export const largerVolumes: readonly BenignRule[] = [larger];
