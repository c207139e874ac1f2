import { architectureOf } from "../../../diagnosis/nodes/node-architecture.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown } from "../reading/standing.ts";

const perArchitecture = defineBenign(
  {
    code: "digest-per-architecture",
    onlyAsked: true,
    title: "One tag, a digest for each architecture",
    about:
      "Pods of one workload run different image digests under one tag since their nodes have different architectures: the tag is an index (manifest list) with a manifest for each. Said where each architecture has exactly one digest; not where two pods of the same architecture differ.",
    reads: ["Pod", "Node", "Deployment", "DaemonSet"],
    asked: /digest|sha256|image ?ids?|\btags?\b|supply.?chain|tamper|overwrit|differ\w* images?|images? differ/,
  },
  function* (view) {
    const placed = podsOf(view).flatMap((pod) => {
      const found = digestOf(pod.ref.name, view);
      const arch = architectureOf(view.object({ kind: "Node", name: pod.node || found?.node || "" }));
      return found === null || arch === "" ? [] : [{ pod, arch, ...found }];
    });
    for (const same of Map.groupBy(
      placed,
      ({ pod }) => `${pod.ref.namespace}/${workloadOf(view, pod.ref).name}`,
    ).values()) {
      const ref = workloadOf(view, same[0]!.pod.ref);
      const byArch = Map.groupBy(same, ({ arch }) => arch);
      const digests = new Set(same.map(({ digest }) => digest));
      if (digests.size < 2 || isAnythingDown(view, ref.namespace)) continue;
      if ([...byArch.values()].some((some) => new Set(some.map(({ digest }) => digest)).size > 1)) {
        yield {
          ref,
          text: "pods on nodes of one architecture run different digests",
          lines: [same[0]!.line],
          isDoubt: true as const,
        };
        continue;
      }
      const index = indexOf(view, [...digests]);
      if (index === null) continue;
      const each = [...byArch].map(([arch, some]) => `${arch} ${some[0]!.digest.slice(0, 12)}…`);
      yield {
        ref,
        about: same.map(({ pod }) => pod.ref),
        text: `the ${digests.size} digests of ${ref.kind} ${ref.name} are one image, nobody overwrote the tag: its nodes have different architectures, and a multi-arch tag has a digest for each (${each.join(", ")})${index === undefined ? "" : `; the index of the tag lists ${digests.size === 2 ? "both" : "all"}`}; all its pods are ready`,
        lines: [...byArch.values()].map((some) => some[0]!.line).concat(index ?? []),
      };
    }
  },
);

function digestOf(pod: string, view: ClusterView): { digest: string; node: string; line: Line } | null {
  for (const piece of view.evidence)
    for (const line of linesOf(piece).slice(0, 3000)) {
      const digest = /@sha256:([0-9a-f]{64})/.exec(line.text.slice(0, 4000))?.[1];
      const words = line.text.slice(0, 4000).split(/[\s",=]+/);
      if (digest === undefined || !words.includes(pod)) continue;
      const node = words.find((word) => view.object({ kind: "Node", name: word }) !== undefined) ?? "";
      return { digest, node, line };
    }
  return null;
}

/** The line of the index that was printed; undefined where none was, null where it lacks one of the digests. */
function indexOf(view: ClusterView, digests: readonly string[]): Line | undefined | null {
  const piece = view.evidence.find(({ stdout }) =>
    /image\.index|manifest\.list|"platform"|Platform:\s/.test(stdout.slice(0, 20_000)),
  );
  if (piece === undefined) return undefined;
  if (!digests.every((digest) => piece.stdout.includes(digest))) return null;
  return linesOf(piece).find(({ text }) => digests.some((digest) => text.includes(digest)));
}

export const architectures: readonly BenignRule[] = [perArchitecture];
