import { textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";

const overhead = defineBenign(
  {
    code: "file-system-takes-its-share",
    onlyAsked: true,
    title: "df shows a little less than the volume has",
    about:
      "A file system needs some of its volume for itself (inode tables, journal, 5% reserved blocks of ext4), and df counts in GiB: up to 8% less than the claim's capacity is normal. Said where the capacity is what was requested and the file system is not full.",
    reads: ["PersistentVolumeClaim", "PersistentVolume", "Pod"],
    asked: /\bdf\b|\d ?gi?b?\b|capacity|\bspace\b|size|volume|disk|resiz|missing|smaller|lost\b/,
  },
  function* (view) {
    const rows = linesIn(view, row, 50).flatMap((line) => readRow(line) ?? []);
    if (
      /FileSystemResizePending|ResizeFailed|VolumeResizeFailed/.test(
        view.evidence.map(({ stdout }) => stdout.slice(0, 20_000)).join("\n"),
      )
    )
      return;
    for (const claim of view.of("PersistentVolumeClaim")) {
      const capacity = sizeOf(claim);
      const wanted = textAt(claim.fields, "spec", "resources", "requests", "storage");
      const bytes = quantity(capacity);
      if (bytes === undefined || (wanted !== "" && quantity(wanted) !== bytes)) continue;
      const claims = view.of("PersistentVolumeClaim").length;
      const fit = rows.filter(({ size }) => size >= 0.9 * bytes && size <= 1.001 * bytes);
      const full = fit.find(({ use, mount }) => use >= 95 && (claims === 1 || isMounted(view, claim, mount)));
      if (full !== undefined)
        yield {
          ref: claim.ref,
          text: `the file system of PersistentVolumeClaim ${claim.ref.name} is full: ${full.use}% of ${full.shown} is used at ${full.mount}`,
          lines: [full.line],
          isDoubt: true as const,
        };
      const found = fit.find(({ use, mount }) => use < 85 && (claims === 1 || isMounted(view, claim, mount)));
      if (found === undefined) continue;
      yield {
        ref: claim.ref,
        about: podsOf(view)
          .filter(({ ref }) => ref.namespace === claim.ref.namespace && found.line.command.includes(ref.name))
          .map(({ ref }) => ref),
        text: `nothing is missing: PersistentVolumeClaim ${claim.ref.name} has the full capacity of ${capacity}${wanted === "" ? "" : ` that it requests`}, and ${found.shown} in df is that less what the file system ${found.type} needs for itself (inode tables, journal, reserved blocks), which is normal; ${found.use}% of it is used`,
        lines: [found.line, claim.cite("status", "capacity", "storage"), claim.cite()],
      };
    }
  },
);

const row =
  /^\S{1,200}\s{1,80}(?:(?:ext[234]|xfs|btrfs|zfs|nfs4?|ceph)\s{1,20})?[\d.]{1,8}[KMGTP]i?\s{1,20}[\d.]{1,8}[KMGTP]?i?\s{1,20}[\d.]{1,8}[KMGTP]?i?\s{1,20}\d{1,3}%\s{1,4}\/\S{0,200}\s{0,4}$/;

function readRow(line: Line) {
  const cells = line.text.trim().split(/\s+/);
  const mount = cells.at(-1)!;
  const shown = cells.at(-5) ?? "";
  const size = quantity(`${shown.replace(/i$/, "")}i`);
  const type = cells.length > 6 ? cells[1]! : "";
  return size === undefined ? null : { line, mount, shown, size, type, use: Number.parseInt(cells.at(-2)!, 10) };
}

const sizeOf = (claim: ObservedObject): string =>
  textAt(claim.fields, "status", "capacity", "storage") || (claim.printed.get("CAPACITY")?.value ?? "");

/** Of several claims the one whose name or mount fits, as a line of a pod says. */
const isMounted = (view: ClusterView, { ref }: ObservedObject, mount: string): boolean =>
  ref.name.split("-").some((part) => part.length > 3 && mount.includes(part)) ||
  view.evidence.some((piece) => linesOf(piece).some(({ text }) => text.includes(ref.name) && text.includes(mount)));

export const fileSystems: readonly BenignRule[] = [overhead];
