import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { Evidence, Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { atLeast } from "../reading/now.ts";

/** Who holds a lease that was shown, "" for nobody, and when it was last renewed, "" where that was not shown. */
export type Hold = {
  readonly holder: string;
  readonly renewed: string;
  readonly lease: string;
  readonly line: Line | undefined;
};

/** By Lease objects, else by what was cut out of them: `get lease -o yaml | grep holder`, `-o jsonpath=...`, an annotation as a lock. */
export function holdsIn(view: ClusterView): readonly Hold[] {
  const shown = view.of("Lease").flatMap((lease): readonly Hold[] => {
    const holder = textAt(lease.fields, "spec", "holderIdentity") || (lease.printed.get("HOLDER")?.value ?? "");
    const line = lease.cite("spec", "holderIdentity");
    const isWhole = lease.sources.has("object") || lease.sources.has("describe");
    const renewed = textAt(lease.fields, "spec", "renewTime");
    return holder === "" && !isWhole ? [] : [{ holder, renewed, lease: lease.ref.name, line }];
  });
  return shown.length > 0
    ? shown
    : view.evidence.filter(({ command }) => !/\blogs\b/.test(command)).flatMap((piece) => cutOut(piece));
}

/**
 * Whether a pod is the holder: by its name, or, of static pods, by the node they run on: `master-3_9d1b` holds the lease
 * `kube-scheduler`, and `kube-scheduler-master-3` is that.
 */
export const isHolder = ({ holder, lease }: Pick<Hold, "holder" | "lease">, { name }: ObjectRef): boolean =>
  holder.startsWith(name) || (lease !== "" && name === `${lease}-${holder.split("_")[0]}`);

function cutOut(piece: Evidence): readonly Hold[] {
  const isLease = /\bleases?\b/.test(piece.command);
  const lines = linesOf(piece).slice(0, 2000);
  return lines.flatMap((line, index): readonly Hold[] => {
    const holder = identity.exec(line.text.slice(0, 2000))?.[1] ?? (isLease ? bare.exec(line.text)?.[1] : undefined);
    if (holder === undefined) return [];
    const near = lines.slice(index, index + 8).flatMap(({ text }) => renewal.exec(text.slice(0, 2000))?.[1] ?? []);
    return [{ holder, renewed: near[0] ?? moment.exec(line.text.slice(0, 400))?.[0] ?? "", lease: "", line }];
  });
}

const identity = /\bholder ?Identity\b["\\]{0,3}:[ "'\\]{0,40}([\w.-]{0,300})/i;
const bare = /^\s{0,20}([a-z0-9][\w.-]{1,250}_[\w.-]{4,80})(?:\s|$)/;
const renewal = /\brenew ?Time\b["\\]{0,3}:[ "'\\]{0,40}(\d{4}-\d{2}-\d{2}T[\d:.]{8,18}Z)/i;
const moment = /\b\d{4}-\d{2}-\d{2}T[\d:.]{8,18}Z/;

/** Whether the holder has not renewed it for more than five minutes, by the time of the outputs. */
export function isStale(view: ClusterView, renewed: string): boolean {
  const now = atLeast(view);
  const at = Date.parse(renewed);
  return now !== null && !Number.isNaN(at) && now - at > 300_000;
}
