import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { standsBy } from "../../../diagnosis/workloads/lease-holders.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { stemsOf } from "../../question/understand.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";
import { holdsIn, isHolder, isStale } from "./leases.ts";

const standby = defineBenign(
  {
    code: "replica-is-hot-standby",
    title: "Replicas that wait for the leadership",
    about:
      "With leader election one replica works, and the others stand by: `attempting to acquire leader lease` is their last line for as long as the leader lives. Said where the Lease names a pod that is ready as its holder and was renewed lately; not where the lease cannot be read or renewed.",
    reads: ["Lease", "Pod", "logs"],
    asked:
      /\b(?:hang\w*|hung|stuck|nothing|idle|leader\w*|lease|lock|standby|passive|inactive|waits?|waiting|start\w*|silent|only one|one of|quiet|dead\w*|useless|logs?|never|elect\w*|no longer|any ?more|do(?:es)? not)\b/,
  },
  function* (view, question) {
    if (undone.test(question.text)) return;
    const broken =
      /error (?:retrieving|initially creating|updating) (?:resource )?(?:lock|lease)|leader ?election lost|failed to (?:renew|update) (?:lease|lock)|leases? .{0,80}forbidden/i;
    if (linesIn(view, broken, 1).length > 0) return;
    const doubts = [...leaderless(view)];
    yield* doubts;
    for (const { holder, renewed, line, lease } of doubts.length > 0 ? [] : holdsIn(view)) {
      const leader = podsOf(view).find(({ ref, health }) => health === "healthy" && isHolder({ holder, lease }, ref));
      if (leader === undefined || isStale(view, renewed)) continue;
      const isStatic = !holder.startsWith(leader.ref.name);
      const stem = isStatic ? lease : stemsOf(leader.ref.name).at(-1);
      const isAkin = (name: string) => (isStatic ? name.startsWith(`${lease}-`) : stemsOf(name).at(-1) === stem);
      const others = podsOf(view).filter(
        ({ ref, health }) =>
          ref !== leader.ref && ref.namespace === leader.ref.namespace && isAkin(ref.name) && health === "healthy",
      );
      const waits = others.flatMap(({ ref }) => waitOf(view, ref.name) ?? []);
      if (waits.length === 0) continue;
      const work = linesOfPod(view, leader.ref.name).at(-1);
      yield {
        ref: workloadOf(view, leader.ref),
        about: [leader.ref, ...others.map(({ ref }) => ref)],
        text: `${others.length === 1 ? `pod ${others[0]!.ref.name} does not hang, it is` : `${others.length} pods of ${stem ?? leader.ref.name} do not hang, they are`} hot standby by leader election: pod ${leader.ref.name} holds the lease ${lease === "" ? "" : `${lease} `}and is the leader that works, the others wait for it and are ready`,
        lines: [line, waits[0], work],
        ofLog: true as const,
      };
    }
  },
);

/** A replica waits for a lease of its own that nobody holds, or nobody renews, as far as was shown. */
function* leaderless(view: ClusterView) {
  for (const pod of podsOf(view).filter(({ health }) => health === "healthy")) {
    const wait = waitOf(view, pod.ref.name);
    const holds = holdsIn(view);
    const stem = stemsOf(pod.ref.name).at(-1) ?? holds.find(({ lease }) => pod.ref.name.startsWith(`${lease}-`))?.lease;
    if (wait === null || stem === undefined || stem === "") continue;
    const isAlone = !podsOf(view).some(
      ({ ref }) => ref !== pod.ref && (stemsOf(ref.name).at(-1) === stem || ref.name.startsWith(`${stem}-`)),
    );
    for (const { holder, renewed, lease, line } of holds) {
      const isOwn = holder.startsWith(`${stem}-`) || (lease !== "" && wait.text.includes(lease));
      const isGone = !podsOf(view).some(({ ref, health }) => health === "healthy" && isHolder({ holder, lease }, ref));
      const fault =
        holder === "" && (isOwn || holds.length === 1)
          ? "nobody holds the lease"
          : isOwn && isStale(view, renewed)
            ? `${holder} holds the lease and has not renewed it since ${renewed}`
            : isOwn && isGone && !isAlone
              ? `${holder} holds the lease, and no such pod was shown to be ready`
              : null;
      if (fault === null) continue;
      yield {
        ref: pod.ref,
        about: [workloadOf(view, pod.ref)],
        text: `pod ${pod.ref.name} waits for the leadership, and ${fault}, so nobody may do the work`,
        lines: [wait, line],
        isDoubt: true as const,
      };
    }
  }
}

/** The work itself is not done: not by the leader either. */
export const undone =
  /\b(?:no|none of|nothing|not|neither)\b[^?.!\n]{0,60}\b(?:reconcil|process|updat|creat|sync|handl|deliver|schedul|issu|renew|provision|sent|picked)[a-z]{0,6}\b[^?.!\n]{0,60}\b(?:since|any ?more|any longer|for (?:\d|hours|days))|\bbacklog\b|\bpil(?:es?|ing) up\b|\bqueues? (?:is |are )?grow/i;

const linesOfPod = (view: ClusterView, name: string): readonly Line[] =>
  view.evidence
    .filter(({ command }) => /\blogs\b/.test(command))
    .flatMap((piece) => {
      const lines = linesOf(piece).slice(-5000);
      const own = lines.filter(({ text }) => text.startsWith(`[pod/${name}/`));
      return own.length > 0 ? own : piece.command.includes(name) ? lines.filter(({ text }) => text.trim() !== "") : [];
    });

/** The last line of a pod, where it waits for the leadership. */
function waitOf(view: ClusterView, name: string): Line | null {
  const last = linesOfPod(view, name).at(-1);
  return last !== undefined && standsBy.test(last.text.slice(0, 1000)) ? last : null;
}

export const hotStandbys: readonly BenignRule[] = [standby];
