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
    !onlyLooks(piece.command)
  );
}

/** Whether what is run in a container only shows something: `exec web-0 -- sh -c 'cat memory.stat; df -h'`. */
function onlyLooks(command: string): boolean {
  const script = /\b(?:exec|debug)\b[^\n]{0,400}? -- (.{1,2000})$/.exec(command)?.[1];
  if (script === undefined || /[>`]|\$\((?!cat )/.test(script)) return false;
  const told = script
    .replace(/^(?:\/bin\/)?(?:ba|a|da)?sh -l?c ["']?/, "")
    .replace(/["']$/, "")
    .replaceAll(/"[^"]{0,400}"|'[^']{0,400}'/g, "x");
  return told.split(/&&|\|\||[;|]/).every((part) => looking.test(part.trim()));
}

const looking =
  /^(?:\S{0,60}\/)?(?:$|cd |ceph (?:-s|status|health|df|versions|quorum_status|(?:osd|pg|mon|mgr|mds|fs) (?:stat|status|tree|df|dump|ls))\b|(?:redis|valkey|keydb)-cli (?:-\S{1,40} ){0,4}(?:info|ping|config get|dbsize|memory|llen|xlen)\b|etcdctl (?:-\S{1,200} ){0,8}(?:endpoint|member list|alarm list)\b|patronictl (?:list|history)\b|nodetool (?:status|info|tpstats)\b|rabbitmq-diagnostics\b|rabbitmqctl (?:-\S{1,20} ){0,3}(?:list_\w{1,20}|status|cluster_status)\b|cilium(?:-dbg)? status\b|amtool alert query\b|kafka-[\w-]{1,30}(?:\.sh)? .{0,300}--describe\b|nvidia-smi\b|(?:cat|head|tail|df|du|free|ls|ps|grep|egrep|wc|date|uname|hostname|id|env|printenv|nslookup|dig|getent|echo|stat|uptime|awk|cut|sort|uniq|tr|openssl x509|ss|netstat|ip|host|ping|nc -z|traceroute|pg_isready|jcmd|jstat|jmap)\b|curl(?! .{0,400}(?:-X ?(?:POST|PUT|PATCH|DELETE)|--request|-d\b|--data|-F\b|-T\b|--upload))\b|wget (?:-qO-|-q -O ?-|-S|--spider)\b)/i;

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
