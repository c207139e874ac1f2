import { diagnose } from "../diagnosis/diagnose.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { observe } from "../evidence/observe.ts";
import { isRead } from "./command-key.ts";
import type { Situation } from "./situation.ts";

/** Whether a piece of evidence is a change of the cluster that was made. */
export function isDone(piece: Evidence): boolean {
  return (
    piece.parsed !== null &&
    piece.origin === "executed" &&
    piece.exitCode === 0 &&
    !isRead(piece.parsed) &&
    !looks.test(piece.command)
  );
}

/** What is run inside a container only to look: it changes nothing. */
const looks =
  /\bexec\b[^\n]{1,400} -- (?:cat|ls|df|du|env|printenv|ps|ss|netstat|ip|id|date|free|getent|nslookup|dig|host|ping|pg_isready|(?:redis|valkey|keydb)-cli (?:-\S{1,40} ){0,4}(?:info|ping|config get|dbsize|memory)|etcdctl (?:-\S{1,200} ){0,8}(?:endpoint|member list|alarm list)|patronictl (?:list|history)|nodetool (?:status|info|tpstats)|rabbitmq-diagnostics|rabbitmqctl (?:-\S{1,20} ){0,3}(?:list_\w{1,20}|status|cluster_status)|cluster-health)\b[^;&|>\n]{0,300}$/i;

/**
 * The situation as far as it still holds: what was read before the last change of the cluster accuses nobody any more, and answers
 * nothing. Without a change it is the situation itself.
 */
export function sinceChange(situation: Situation): Situation {
  const { evidence } = situation.view;
  const last = evidence.findLastIndex(isDone);
  if (last < 0) return situation;
  const view = observe(evidence.slice(last + 1));
  return {
    ...situation,
    view,
    diagnosis: diagnose(view),
    newEvidenceFrom: Math.max(0, situation.newEvidenceFrom - last - 1),
  };
}

/** The changes that came with this message, when nothing was read after them. */
export function justDone({ view, newEvidenceFrom }: Situation): readonly Evidence[] {
  const fresh = view.evidence.slice(newEvidenceFrom);
  const last = fresh.at(-1);
  return last !== undefined && isDone(last) ? fresh.filter(isDone) : [];
}
