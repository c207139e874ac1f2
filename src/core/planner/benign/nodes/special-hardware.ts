import { entriesAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podAt } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { escaped } from "../../../kubectl/escaped.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";

const partitioned = defineBenign(
  {
    code: "gpus-are-partitioned",
    title: "Node whose GPUs are offered as MIG slices",
    about:
      "With the MIG strategy `mixed`, a node whose GPUs are partitioned offers `nvidia.com/mig-...` instead of `nvidia.com/gpu`, which is 0. The cards are well. Not where the MIG manager's state is not success, or no slices are offered.",
    reads: ["Node", "Pod"],
    asked: /\bgpus?\b|nvidia|\bcards?\b|\bmig\b|\bh[12]00|\ba[13]00|driver|allocatable/,
  },
  function* (view) {
    for (const object of view.of("Node")) {
      const offer = sliceOf(object, view);
      const isFailed = linesIn(
        view,
        new RegExp(
          `^${escaped(object.ref.name)}\\s.{0,200}\\b(?:failed|pending|rebooting)\\b|mig\\.config\\.state[=:"\\s]{1,4}(?:failed|pending)`,
        ),
        1,
      );
      const isUnable = offer === null && textAt(object.fields, "status", "allocatable", "nvidia.com/gpu") === "0";
      if (isFailed.length > 0 || isUnable)
        yield {
          ref: object.ref,
          text: `node ${object.ref.name} offers no GPU${isFailed.length > 0 ? ", and its MIG configuration did not succeed" : " and no slices of one"}`,
          lines: [isFailed[0] ?? object.cite("status", "allocatable", "nvidia.com/gpu")],
          isDoubt: true as const,
        };
      if (offer === null || isFailed.length > 0) continue;
      yield {
        ref: object.ref,
        text: `node ${object.ref.name} offers its GPUs as MIG slices by design: nvidia.com/gpu is 0 because the cards are partitioned (${offer.config}), and ${offer.count} ${offer.resource} are allocatable`,
        lines: [offer.line],
        voids: ["extended-resource-missing", "device-plugin-missing"],
      };
    }
  },
);

type Offer = { readonly resource: string; readonly count: string; readonly config: string; readonly line: Line };

/** The slices that a node offers, from its fields or from a table of columns that somebody chose. */
function sliceOf(object: ObservedObject, view: ClusterView): Offer | null {
  const config = entriesAt(object.fields, "metadata", "labels").get("nvidia.com/mig.config") ?? "";
  const given = [...entriesAt(object.fields, "status", "allocatable")].find(
    ([key, value]) => /^nvidia\.com\/mig-/.test(key) && Number(value) > 0,
  );
  if (given !== undefined)
    return {
      resource: given[0],
      count: given[1],
      config: config || "MIG",
      line: object.cite("status", "allocatable", given[0]),
    };
  const row = linesIn(
    view,
    new RegExp(
      `^${escaped(object.ref.name)}\\s{1,20}.{0,200}\\ball-\\dg\\.\\d{1,3}gb|^${escaped(object.ref.name)}\\s{1,20}.{0,200}\\bmig-\\dg`,
    ),
    1,
  )[0];
  const column = [...object.printed].find(
    ([heading, { value }]) => /MIG/.test(heading) && /^[1-9]\d{0,3}$/.test(value),
  );
  const profile = row === undefined ? null : /\b(?:all-)?\dg\.\d{1,3}gb\b/.exec(row.text);
  const resource = /mig-\dg\\?\.\d{1,3}gb/.exec(row?.command ?? "")?.[0].replace("\\", "");
  if (row === undefined || profile === null || column === undefined) return null;
  return {
    resource: resource === undefined ? "MIG slices" : `nvidia.com/${resource}`,
    count: column[1].value,
    config: `mig.config ${profile[0]}`,
    line: row,
  };
}

const polling = defineBenign(
  {
    code: "busy-polling-by-design",
    title: "Program that polls its cores busily",
    about:
      "A packet processor in poll mode (DPDK, VPP, netmap, busy-poll) uses 100% of its cores whether there is traffic or not. Its own statistics tell the load: idle polls, few busy cycles, no drops. Not where packets are dropped.",
    reads: ["Pod", "PodMetrics", "logs"],
    asked: /\bcpus?\b|\bcores?\b|100 ?%|burn|loop|busy|\bload\b|throttl|hot\b|spin/,
  },
  function* (view) {
    const mode = linesIn(
      view,
      /poll[-_ ]?mode|\bdpdk\b|\bPMD\b|busy[-_ ]?poll|idle_polls|\blcores?\b|hugepages-1Gi.{0,200}sriov|\bvpp\b/i,
      400,
    );
    if (mode.length === 0) return;
    const drops = linesIn(
      view,
      /\b(?:rx|tx)?_?drop(?:s|ped)?["']?\s?[=:]\s?["']?[1-9]|imissed["']?\s?[=:]\s?[1-9]|rx_nombuf["']?\s?[=:]\s?[1-9]/i,
      1,
    );
    if (drops.length > 0) return;
    for (const object of view.of("Pod")) {
      const { name } = object.ref;
      const own = mode.filter(({ command }) =>
        command.split(/[\s/,]/).some((word) => word === name || (word !== "" && name.startsWith(`${word}-`))),
      );
      const stats = own.find(({ text }) => /idle_?polls?|busy_?cycles?/i.test(text));
      const used = view.object({ ...object.ref, kind: "PodMetrics" })?.printed.get("CPU(CORES)");
      const isBusy = used === undefined || (quantity(used.value) ?? 0) >= 0.9;
      if (own.length === 0 || stats === undefined || podAt(view, object.ref)?.health !== "healthy" || !isBusy) continue;
      yield {
        ref: object.ref,
        about: [workloadOf(view, object.ref)],
        text: `pod ${name} polls its cores busily by design (poll mode, DPDK): it uses 100% of them${used === undefined ? "" : ` (${used.value})`} with or without traffic; its own statistics show ${/(?:idle_?polls?|busy_?cycles?)\S{0,20}(?: idle_?polls?\S{0,20})?/i.exec(stats.text)?.[0] ?? "idle polls"} and no drops`,
        lines: [stats, own.find(({ text }) => /poll[-_ ]?mode|busy|dpdk/i.test(text)), used?.line],
        voids: ["cpu-at-limit", "cpu-throttled", "cpu-saturated"],
      };
    }
  },
);

const shared = defineBenign(
  {
    code: "gpus-are-time-sliced",
    title: "Node that offers more GPUs than it has cards",
    about:
      "With time-slicing or MPS a card is offered several times: `nvidia.com/gpu.replicas` says how often, the product label ends in -SHARED, and allocatable is cards times replicas.",
    reads: ["Node"],
    asked: /\bgpus?\b|nvidia|\bcards?\b|allocatable|too many/,
  },
  function* (view) {
    for (const object of view.of("Node")) {
      const labels = entriesAt(object.fields, "metadata", "labels");
      const [count, replicas] = [
        Number(labels.get("nvidia.com/gpu.count")),
        Number(labels.get("nvidia.com/gpu.replicas")),
      ];
      const offered = Number(textAt(object.fields, "status", "allocatable", "nvidia.com/gpu"));
      if (!(count > 0 && replicas > 1) || offered !== count * replicas) continue;
      yield {
        ref: object.ref,
        text: `node ${object.ref.name} offers ${offered} nvidia.com/gpu by design: it has ${count} cards and each is shared ${replicas} times (nvidia.com/gpu.replicas=${replicas}, time-slicing)`,
        lines: [
          object.cite("metadata", "labels", "nvidia.com/gpu.replicas"),
          object.cite("status", "allocatable", "nvidia.com/gpu"),
        ],
      };
    }
  },
);

export const specialHardware: readonly BenignRule[] = [partitioned, polling, shared];
