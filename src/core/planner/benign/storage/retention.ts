import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";

const limited = defineBenign(
  {
    code: "volume-limited-by-retention",
    title: "Volume that stays at the level of its retention",
    about:
      "Prometheus, Loki, Kafka, VictoriaMetrics and the like keep data up to a size or an age and delete the oldest: their volume stays at that level. Said where the limit is shown and is below the size of the volume, or old data is seen to be deleted; not from 95% on, or where a write failed for want of space.",
    reads: ["PersistentVolumeClaim", "Pod", "logs"],
    asked:
      /\b(?:volumes?|pvcs?|disks?|storage|full|fill\w*|space|enlarg\w*|resiz\w*|expand\w*|percent|grow\w*|usage|capacity)\b|\d ?%|kubepersistentvolumefillingup/,
  },
  function* (view) {
    if (linesIn(view, /no space left on device|ENOSPC|disk quota exceeded/i, 1).length > 0) return;
    for (const disk of disksIn(view)) {
      const pod = podOf(disk.line.command, view);
      const limit = limitIn(view);
      const deleted = linesIn(view, deletions, 200);
      const isBounded =
        limit !== null && limit.bytes !== null && limit.bytes < disk.size * 0.97 && disk.used <= limit.bytes * 1.1;
      const isKept = isBounded || (limit !== null && limit.bytes === null && deleted.length > 0);
      if (pod !== null && (disk.percent >= 95 || (disk.percent >= 85 && !isKept)))
        yield {
          ref: pod,
          text: `the volume of ${pod.name} is at ${disk.percent}%${limit === null ? "" : `, and its retention (${limit.text}) does not keep it below that`}`,
          lines: [disk.line],
          isDoubt: true as const,
        };
      if (pod === null || limit === null || disk.percent >= 95 || !isKept) continue;
      const claims = view.of("PersistentVolumeClaim").map(({ ref }) => ref);
      const claim = claims.find(({ name, namespace }) => namespace === pod.namespace && name.endsWith(`-${pod.name}`));
      yield {
        ref: claim ?? pod,
        about: claim === undefined ? [] : [pod],
        text: `the volume of ${pod.name} stays at ${disk.percent}% (${disk.line.text.trim().split(/\s{1,20}/)[2] ?? ""} used) because of its retention (${limit.text}): the oldest data is deleted at that level${deleted.length === 0 ? "" : `, as the log shows (${deleted.length} deletions)`}, so it does not fill up and need not be enlarged`,
        lines: [disk.line, limit.line, deleted.at(-1)],
        voids: ["volume-nearly-full", "disk-nearly-full", "slow-request", "slow-operation"],
      };
    }
  },
);

const deletions =
  /delet(?:ing|ed) (?:obsolete )?(?:block|segment|chunk|index|log segment|old)|Deleted log|retention (?:time|size|policy|ms|bytes)? ?.{0,40}breach|compactor.{0,60}delet|due to (?:log )?retention|dropping (?:old )?(?:part|shard)s?/i;

type Disk = { readonly percent: number; readonly size: number; readonly used: number; readonly line: Line };

/** Rows of `df` for a volume of its own. */
function disksIn(view: ClusterView): readonly Disk[] {
  return view.evidence
    .filter(({ command }) => /\bdf\b/.test(command))
    .flatMap((piece) => linesOf(piece).slice(0, 60))
    .flatMap((line) => {
      const cells = line.text.trim().split(/\s{1,20}/);
      const percent = /^(\d{1,3})%$/.exec(cells[4] ?? "")?.[1];
      const [size, used] = [bytes(cells[1] ?? ""), bytes(cells[2] ?? "")];
      return percent === undefined || size === null || used === null || /^(?:overlay|tmpfs|shm|udev)$/.test(cells[0]!)
        ? []
        : [{ percent: Number(percent), size, used, line }];
    });
}

/** `97.9G`, `102000000` (blocks of 1 KiB), `85GiB`, `85GB`. */
function bytes(text: string): number | null {
  const match = /^(\d{1,15}(?:\.\d{1,3})?)([KMGTP]?)(i?)B?$/.exec(text);
  if (match === null) return null;
  if (match[2] === "") return Number(match[1]) * 1024;
  return quantity(`${match[1]}${match[2]}i`) ?? null;
}

const settings: readonly RegExp[] = [
  /retention\.size[=:\s"']{1,4}(\d{1,12}(?:\.\d{1,3})?[KMGTP]i?B?)/i,
  /retentionSize["']?\s?[:=]\s?["']?(\d{1,12}(?:\.\d{1,3})?[KMGTP]i?B?)/,
  /maxDiskSpaceUsageBytes[=:\s"']{1,4}(\d{1,12}(?:\.\d{1,3})?[KMGTP]i?B?)/i,
  /retention\.time[=:\s"']{1,4}(\d{1,5}[smhdwy])/i,
  /log retention (?:time|size) (\d{1,15}(?:ms|bytes)?) breach/i,
  /retention(?:_period|Period|\.ms|\.hours|_hours|\.bytes|_time)["']?\s?[=:]\s?["']?(\d{1,15}[smhdwy]?)/,
];

/** What limits the data, a size before an age. */
function limitIn(view: ClusterView): { text: string; bytes: number | null; line: Line } | null {
  for (const setting of settings) {
    const line = linesIn(view, setting, 1)[0];
    const match = line === undefined ? null : setting.exec(line.text.slice(0, 600));
    if (line !== undefined && match !== null)
      return {
        text: match[0].replaceAll(/["']/g, "").trim(),
        bytes: /[KMGTP]i?B?$/.test(match[1]!) ? bytes(match[1]!) : null,
        line,
      };
  }
  return null;
}

/** The pod inside which a command ran. */
function podOf(command: string, view: ClusterView): ObjectRef | null {
  const words = command.split(/\s{1,5}/).map((word) => word.replace(/^pods?\//, ""));
  return view.of("Pod").find(({ ref }) => words.includes(ref.name))?.ref ?? null;
}

export const retention: readonly BenignRule[] = [limited];
