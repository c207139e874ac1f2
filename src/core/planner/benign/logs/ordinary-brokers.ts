import type { Entry } from "./log-entries.ts";
import type { Ordinary } from "./ordinary.ts";

/** Between the beginning and the end of a defragmentation, or right around it. */
const isInDefragmentation = (all: readonly Entry[], own: readonly Entry[]): boolean => {
  const first = all.findIndex(({ text }) => /\bstart\w* defragment|\bdefragmenting\b/i.test(text));
  const last = all.findLastIndex(({ text }) => /\bfinished defragment|\bdefragmented\b/i.test(text));
  return (
    first >= 0 && last > first && own.every((entry) => all.indexOf(entry) > first && all.indexOf(entry) < last + 3)
  );
};

/** A member that is restarted leaves and comes back once; one that does so over and over is ill. */
const isOnce = (all: readonly Entry[]): boolean => {
  const moves = all.flatMap(({ text }) => /\b(Shrinking|Expanding) ISR\b/.exec(text)?.[1] ?? []);
  return moves.filter((move, index) => move === "Shrinking" && moves[index - 1] !== "Shrinking").length <= 3;
};

/** What stores with several members write while one of them is away for a short time. */
export const brokers: readonly Ordinary[] = [
  {
    said: "slow applies of etcd during its defragmentation, which blocks for its time and has finished",
    of: /\bapply request took too long\b|\bslow fdatasync\b|\bwaiting for ReadIndex response took too long\b|\bleader failed to send out heartbeat on time\b|\brequest timed out\b/i,
    fits: isInDefragmentation,
  },
  {
    said: "notes of brokers about one that was restarted (connection lost, fewer replicas in sync), which came back",
    of: /\bConnection to (?:node )?\S{1,120}(?: \([^)\n]{1,200}\))? (?:failed|could not be established|was disconnected)\b|\bError in response for fetch request\b|\bError sending fetch request\b|\b(?:LEADER_NOT_AVAILABLE|NOT_LEADER_OR_FOLLOWER|NOT_LEADER_FOR_PARTITION|NOT_COORDINATOR|REBALANCE_IN_PROGRESS|COORDINATOR_NOT_AVAILABLE|COORDINATOR_LOAD_IN_PROGRESS)\b|\bShrinking ISR\b|\bRebalanceInProgress\w*|\bNotLeaderOrFollower\w*|\bAttempt to heartbeat failed since group is rebalancing\b|\bGroup coordinator \S{1,120} is unavailable\b|\b(?:partition|node)s? (?:went )?(?:offline|down)\b/i,
    endsIn:
      /\bExpanding ISR\b|\bISR (?:expanded|updated)\b|\bSuccessfully (?:joined|synced) group\b|\bDiscovered group coordinator\b|\bStabilized group\b|\bnode [^\n]{1,80} up\b/i,
    fits: isOnce,
    isShare: true,
  },
];
