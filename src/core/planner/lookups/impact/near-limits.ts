import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { Evidence, Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { placed } from "../form/named-parts.ts";
import { endOf, nowAt } from "../network/certificates.ts";
import { specRows } from "../printed/spec-rows.ts";
import { cellOf, rowName, tableRows } from "../printed/table.ts";
import { nodeRooms } from "../room/node-room.ts";
import { usesOf } from "../usage/usage-against-look.ts";

/** Something that is near its end or its limit, or past it; the smaller the rank, the sooner it hurts. `namespace` null: of the cluster. */
export type Near = {
  readonly said: string;
  readonly rank: number;
  readonly namespace: string | null;
  readonly line: Line | null;
};

type Printed = {
  readonly quotas: Evidence | undefined;
  readonly nodes: Evidence | undefined;
  readonly autoscalers: Evidence | undefined;
  readonly claims: Evidence | undefined;
  readonly usage: Evidence | undefined;
  readonly limits: Evidence | undefined;
  readonly view: ClusterView;
};

/** From this share on something is called near its limit. */
const close = 0.9;

export const nearIn = (printed: Printed): readonly Near[] => [
  ...certificatesNear(printed.view),
  ...(printed.quotas === undefined ? [] : quotasNear(printed.quotas)),
  ...(printed.nodes === undefined ? [] : nodesNear(printed.nodes)),
  ...(printed.autoscalers === undefined ? [] : autoscalersNear(printed.autoscalers)),
  ...(printed.usage === undefined || printed.limits === undefined ? [] : memoryNear(printed.usage, printed.limits)),
  ...(printed.claims === undefined ? [] : claimsNear(printed.claims)),
];

const day = 86_400_000;

function certificatesNear(view: ClusterView): readonly Near[] {
  return view.of("Certificate").flatMap((one) => {
    const [end, now] = [endOf(one), nowAt(one)];
    const days = end === null || now === null ? null : Math.round((end - now) / day);
    if (days === null || days > 30) return [];
    const said = days < 0 ? `has expired ${-days} days ago` : `ends in ${days} days`;
    return [
      {
        said: `Certificate ${placed(one)} ${said}`,
        rank: days < 0 ? 0 : days < 7 ? 1 : 4,
        namespace: one.ref.namespace ?? null,
        line: one.cite("status", "notAfter"),
      },
    ];
  });
}

/** `limits.memory: 12416Mi/12800Mi` in the cells of a quota. */
function quotasNear(piece: Evidence): readonly Near[] {
  return tableRows(piece).flatMap((row) =>
    [...row.line.text.matchAll(/([\w./-]{1,80}): (\w{1,20}(?:\.\d{1,9})?\w{0,3})\/(\w{1,20})/g)].flatMap(
      ([, resource, used, hard]) => {
        const [taken, whole] = [quantity(used!), quantity(hard!)];
        if (taken === undefined || whole === undefined || whole === 0 || taken / whole < close) return [];
        const share = Math.round((taken / whole) * 100);
        const said = `ResourceQuota ${rowName(row)} has ${share}% of ${resource} used (${used} of ${hard})`;
        return [{ said, rank: share >= 97 ? 1 : 3, namespace: cellOf(row, "NAMESPACE"), line: row.line }];
      },
    ),
  );
}

function nodesNear(piece: Evidence): readonly Near[] {
  return nodeRooms(piece, undefined).flatMap(({ name, allocatable, requested, lines, underDiskPressure }) => {
    const full = (["cpu", "memory", "pods"] as const).flatMap((resource) => {
      const share = allocatable[resource] === 0 ? 0 : requested[resource] / allocatable[resource];
      const noun = resource === "pods" ? "its number of pods" : resource === "cpu" ? "CPU" : "memory";
      const said = `Node ${name} has ${Math.round(share * 100)}% of ${noun} ${resource === "pods" ? "taken" : "requested"}`;
      return share < close ? [] : [{ said, rank: 3, namespace: null, line: lines[0] ?? null }];
    });
    const disk = { said: `Node ${name} is short of disk (DiskPressure)`, rank: 0, namespace: null, line: null };
    return underDiskPressure ? [disk, ...full] : full;
  });
}

function autoscalersNear(piece: Evidence): readonly Near[] {
  return tableRows(piece).flatMap((row) => {
    const [most, now] = [cellOf(row, "MAXPODS"), cellOf(row, "REPLICAS")];
    if (!/^\d+$/.test(most) || Number(now) < Number(most)) return [];
    const said = `HorizontalPodAutoscaler ${rowName(row)} is at its maximum of ${most} replicas (${cellOf(row, "TARGETS")}) and scales no further`;
    return [{ said, rank: 2, namespace: cellOf(row, "NAMESPACE"), line: row.line }];
  });
}

/** Who comes to the memory limit is killed. */
function memoryNear(usage: Evidence, limits: Evidence): readonly Near[] {
  const asked = { measures: ["memory"], side: "limits", wants: { is: "rank" }, name: null } as const;
  return usesOf(asked, usage, specRows(limits), "").flatMap(({ name, used, stated, line }) => {
    if (stated === undefined || stated === 0 || used / stated < close) return [];
    const said = `Pod ${name} uses ${Math.round((used / stated) * 100)}% of its memory limit`;
    return [{ said, rank: used / stated >= 0.97 ? 1 : 2, namespace: name.split("/")[0] ?? null, line }];
  });
}

function claimsNear(piece: Evidence): readonly Near[] {
  return tableRows(piece).flatMap((row) => {
    const status = cellOf(row, "STATUS");
    if (status === "Bound") return [];
    const said = `PersistentVolumeClaim ${rowName(row)} is ${status}, so it has no volume`;
    return [{ said, rank: 5, namespace: cellOf(row, "NAMESPACE"), line: row.line }];
  });
}
