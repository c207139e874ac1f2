import type { Entry } from "./log-entries.ts";
import type { Ordinary } from "./ordinary.ts";

/** How often something began anew: entries of a kind with another kind between them count as one. */
const timesOf = (all: readonly Entry[], begins: RegExp, ends: RegExp): number => {
  let times = 0;
  let isOpen = false;
  for (const { text } of all) {
    if (ends.test(text)) isOpen = false;
    else if (begins.test(text)) {
      times += isOpen ? 0 : 1;
      isOpen = true;
    }
  }
  return times;
};

/** A link that breaks over and over is ill. */
const isSeldom =
  (begins: RegExp, ends: RegExp) =>
  (all: readonly Entry[]): boolean =>
    timesOf(all, begins, ends) <= 3;

const link = "breaks of the replication link, short ones, after which the replica is in sync again";

type Link = { readonly lost: RegExp; readonly back: RegExp; readonly never?: RegExp };

const links: readonly Link[] = [
  {
    lost: /\bConnection with (?:master|replica|slave|primary)\b[^\n]{0,60}\blost\b|\bMASTER timeout\b|\bCaching the disconnected master\b|\bError condition on socket for SYNC\b|\bDisconnecting timedout replica\b|\bMASTER aborted replication\b|\bUnable to connect to MASTER\b|\bReplica \S{1,60} asks for synchronization\b/i,
    back: /\bSuccessful partial resynchronization\b|\bMASTER <-> (?:REPLICA|SLAVE) sync: (?:Finished with success|Master accepted)|\bSynchronization with (?:replica|slave) \S{1,80} succeeded\b|\bPartial resynchronization request from \S{1,80} accepted\b|\bStreamed replica with replica \S{1,80} succeeded\b/i,
    never: /\bNOAUTH\b|\bWRONGPASS\b|\bread-only file system\b|\bno space left\b/i,
  },
  {
    lost: /\bcould not (?:receive data from WAL stream|connect to the primary server)\b|\bterminating walreceiver (?:process )?due to timeout\b|\breplication terminated by primary server\b|\bcould not send data to WAL stream\b|\bterminating walsender process due to replication timeout\b/i,
    back: /\b(?:re)?started (?:WAL streaming|streaming WAL)\b|\bstandby "[^"\n]{1,80}" is now a synchronous standby\b|\breceived replication command: START_REPLICATION\b/i,
    never:
      /\bhas already been removed\b|\btimeline \d{1,9} of the primary does not match\b|\bnot a child of this server's history\b|\bpassword authentication failed\b|\bno pg_hba\.conf entry\b/i,
  },
  {
    lost: /\bError reading packet from server\b|\b(?:Slave|Replica) I\/O\b[^\n]{0,120}\b(?:error|lost|reconnect)\w*|\bLost connection to (?:MySQL )?server during query\b|\b(?:error|failed) (?:re)?connecting to (?:master|source)\b|\bReplica (?:receiver|I\/O) thread[^\n]{0,120}\b(?:error|lost)\b/i,
    back: /\bconnected to (?:source|master)\b|\bStarting GTID-based replication\b|\breplication (?:started|resumed)\b/i,
    never: /\bCould not find first log file\b|\bpurged binary logs\b|\bDuplicate entry\b|\bAccess denied\b/i,
  },
  {
    lost: /\bHeartbeat failed\b|\bMember is now in state (?:DOWN|RECOVERING|UNKNOWN)\b|\bHost failed in replica set\b|\bReplicaSetMonitor\b[^\n]{0,120}\bfail\w*|\bsync source\b[^\n]{0,120}\b(?:not available|unreachable|error)\b|"newState":"(?:DOWN|RECOVERING)"/i,
    back: /\bnow in state (?:SECONDARY|PRIMARY)\b|"newState":"(?:SECONDARY|PRIMARY)"|\btransition to (?:SECONDARY|PRIMARY)\b/i,
    never: /\btoo stale\b|\bInitial sync (?:failed|attempt failed)\b|\bAuthentication failed\b/i,
  },
];

const revoked =
  /\bgroup is (?:already )?rebalancing\b|\bREBALANCE_IN_PROGRESS\b|\brebalance in progress\b|\bpartitions? (?:were |was )?(?:revoked|lost)\b|\b(?:revok(?:e|ing|ed)|lost) (?:previously )?(?:assigned )?partitions?\b|\(Re-\)joining group\b|\bRequest joining group due to\b|\bprovided member is not known\b|\bUNKNOWN_MEMBER_ID\b|\brebalanc(?:e|ing) (?:started|triggered)\b|\bpreparing to rebalance\b/i;
const assigned =
  /\bSuccessfully (?:joined|synced) group\b|\bnewly assigned partitions?\b|\bpartitions? (?:were )?assigned\b|\bassigned partitions?\b|\bjoined (?:the )?(?:consumer )?group\b|\bStabilized group\b|\brebalance (?:finished|completed?)\b/i;

const connected = /\bconnected from \S{1,60} as ([\w.:@/-]{2,100})/;

/** Several clients, most of which are seen to connect again. */
function comeBack(all: readonly Entry[], own: readonly Entry[]): boolean {
  const again = new Set(all.flatMap(({ text }) => connected.exec(text.slice(0, 300))?.[1] ?? []));
  const names = own.flatMap(({ text }) => clientIn(text) ?? []);
  return new Set(names).size >= 2 && names.filter((one) => again.has(one)).length > own.length / 2;
}

/** A sleeping device falls silent once; one that is cut off again and again is something else. */
const isOfManyClients = (_: readonly Entry[], own: readonly Entry[]): boolean => {
  const names = own.flatMap(({ text }) => clientIn(text) ?? []);
  return own.length < 3 || (names.length === own.length && new Set(names).size >= own.length * 0.7);
};

const clientIn = (text: string): string | undefined =>
  /\b(?:client|client[-_ ]?id)["']?[ :=]{1,3}["']?([\w.:@/-]{2,100})/i.exec(text)?.[1];

/** What groups of members write while one of them comes or goes. */
export const members: readonly Ordinary[] = [
  {
    said: "steps of a rebalance of the consumer group (a member came or went), which finished: the partitions were assigned again, and consuming goes on from the committed offsets",
    of: revoked,
    not: /\bpoll timeout\b|\bmax\.poll\.interval\b|\bCommitFailed\w*|\bsession (?:has )?(?:timed out|expired)\b/i,
    endsIn: assigned,
    fits: isSeldom(revoked, assigned),
    atAnyLevel: true,
  },
  ...links.map(
    ({ lost, back, never }): Ordinary => ({
      said: link,
      of: lost,
      ...(never === undefined ? {} : { not: never }),
      endsIn: back,
      fits: (all) => isSeldom(lost, back)(all) && (never === undefined || !all.some(({ text }) => never.test(text))),
      atAnyLevel: true,
    }),
  ),
  {
    said: "clients that fell silent and were dropped after their keepalive (devices that sleep without a DISCONNECT and come back by themselves)",
    of: /\bhas exceeded timeout, disconnecting\b|\bkeep[-_ ]?alive[-_ ]?timeout\b|\bping(?:req)? timeout\b/i,
    not: /\bout of memory\b|\bsocket error\b|\boverload\w*/i,
    fits: (all, own) => isOfManyClients(all, own) || comeBack(all, own),
    isShare: true,
    atAnyLevel: true,
  },
];
