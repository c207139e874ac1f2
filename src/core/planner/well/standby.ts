import { type LogReading, logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import { textAt } from "../../diagnosis/objects/fields.ts";
import { podAt, podsOf } from "../../diagnosis/workloads/pods.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { isSame, nameTest } from "../investigation/relevance.ts";
import { healthQuestion } from "../question/asks-health.ts";
import { type Question, stemsOf } from "../question/understand.ts";
import type { Reply } from "../situation.ts";
import { evidenceBlock, paragraphs } from "../wording.ts";
import { courseOf, linesOfLog } from "./log-course.ts";
import { short } from "./over.ts";

/** That a replica which does nothing waits for the leadership of another one, as it should: that one is named, and runs. */
export function standbyReply(question: Question, view: ClusterView): Reply | null {
  const asked = healthQuestion(question.text);
  if (!(asked.whether || asked.presumes || asked.moves || idle.test(question.plain))) return null;
  const isNamed = nameTest(question, view);
  const isMeant = (ref: ObjectRef) => question.targets.length === 0 || isNamed(ref);
  const isComplaint = asked.moves || idle.test(question.plain);
  const isExact = (ref: ObjectRef) => asked.presumes && question.targets.some(({ name }) => name === ref.name);
  for (const log of logsOfView(view)) {
    if (log.object.kind !== "Pod" || !isMeant(log.object) || !(isComplaint || isExact(log.object))) continue;
    const found = standbyIn(log, view);
    if (found !== null) return replyOf(log.object, found, view);
  }
  return null;
}

const idle =
  /\b(?:nothing|idle|inactive|passive|standby|lock|leader\w*|lease|hang\w*|stuck|silent|(?:does|is|do|are)(?: not|n't)|no longer|refuses|waits?|waiting)\b/;

type Standby = { readonly leader: ObjectRef; readonly lines: readonly Line[] };

const waits =
  /\block is held by\b|\bfailed to acquire (?:the )?(?:leader )?(?:lease|lock)\b|\battempting to acquire (?:the )?(?:leader )?(?:lease|lock)\b|\bnot (?:the |a )?(?:current )?leader\b|\bstand(?:ing)?[ -]?by\b|\bwaiting (?:for|to (?:become|acquire)) (?:the )?(?:lead\w*|lock|lease)\b|\bnew leader elected\b|\bfollowing (?:the |a )?(?:new )?leader\b|\bis (?:the )?(?:current )?leader\b|\bi am (?:a )?(?:follower|secondary|standby|replica)\b|\bcould not (?:acquire|obtain) (?:the )?(?:leader )?(?:lock|lease)\b/i;
const leads =
  /\bsuccessfully acquired lease\b|\bbecame (?:the )?leader\b|\b(?:started|start) leading\b|\bi am (?:now )?the (?:leader|master)\b|\bleader with the lock\b|\backquired (?:the )?(?:leader(?:ship)?|lock|lease)\b|\belected (?:as )?leader\b/i;

/** A log that only waits for the lock, without an error, while another pod of its workload that is ready holds it. */
function standbyIn(log: LogReading, view: ClusterView): Standby | null {
  const pod = podAt(view, log.object);
  if (pod !== undefined && pod.health !== "healthy") return null;
  const lines = linesOfLog(log, view).filter(({ text }) => text.trim() !== "");
  const at = lines.findLastIndex(({ text }) => waits.test(text.slice(0, 1000)));
  if (at < 0 || lines.slice(at + 1).length > 3) return null;
  if (lines.findLastIndex(({ text }) => leads.test(text.slice(0, 1000))) > at) return null;
  if (lines.slice(-30).some(({ text }) => refused.test(text.slice(0, 1000)))) return null;
  const leader = leaderOf(log.object, lines.slice(-60), view);
  if (leader === null) return null;
  const its = logsOfView(view).find((one) => isSame(one.object, leader.ref));
  if (its !== undefined && courseOf(its, view).state === "ill") return null;
  const work = its === undefined ? undefined : linesOfLog(its, view).findLast(({ text }) => text.trim() !== "");
  const proof = [lines[at]!, ...leader.lines, podAt(view, leader.ref)?.line, work];
  return { leader: leader.ref, lines: proof.filter((line) => line !== undefined) };
}

/** The lock itself cannot be read or written, or was lost: that is no standing by. */
const refused =
  /\berror (?:retrieving|initially creating|updating) (?:resource )?(?:lock|lease)|\bforbidden\b|leader ?election lost|\bfailed to (?:renew|update) (?:lease|lock)|\b(?:i\/o timeout|connection refused|context deadline exceeded)\b/i;

/** Who holds the lock: by the log, the Lease, or another replica's own log; only a pod that is shown and ready counts. */
function leaderOf(ref: ObjectRef, lines: readonly Line[], view: ClusterView) {
  const stem = stemsOf(ref.name).at(-1) ?? ref.name;
  const others = podsOf(view).filter(
    (pod) =>
      pod.health === "healthy" &&
      !isSame(pod.ref, ref) &&
      pod.ref.namespace === ref.namespace &&
      (stemsOf(pod.ref.name).at(-1) ?? pod.ref.name) === stem,
  );
  const leases = view
    .of("Lease")
    .filter((lease) => lease.ref.namespace === undefined || lease.ref.namespace === ref.namespace)
    .map((lease) => ({
      holder: textAt(lease.fields, "spec", "holderIdentity") || (lease.printed.get("HOLDER")?.value ?? ""),
      line: lease.cite("spec", "holderIdentity"),
    }));
  const isUnknown = ({ holder }: { readonly holder: string }) =>
    holder.startsWith(`${stem}-`) && !podsOf(view).some((pod) => holder.startsWith(pod.ref.name));
  if (leases.some(isUnknown)) return null;
  for (const pod of others) {
    const lease = leases.find(({ holder }) => holder.startsWith(pod.ref.name));
    const said = lines.findLast(({ text }) => text.includes(pod.ref.name));
    const its = logsOfView(view)
      .filter(({ object }) => isSame(object, pod.ref))
      .flatMap((log) => linesOfLog(log, view));
    if (its.slice(-30).some(({ text }) => refused.test(text.slice(0, 1000)))) continue;
    const own = its.findLast(({ text }) => leads.test(text.slice(0, 1000)));
    const line = lease?.line ?? said ?? own;
    const isHeldByAnother = leases.some(({ holder }) => holder.startsWith(ref.name));
    if (line !== undefined && !isHeldByAnother) return { ref: pod.ref, lines: [line] };
  }
  return null;
}

function replyOf(ref: ObjectRef, { leader, lines }: Standby, view: ClusterView): Reply {
  const its = logsOfView(view).find((one) => isSame(one.object, leader));
  const work = its === undefined ? undefined : linesOfLog(its, view).findLast(({ text }) => text.trim() !== "");
  const works = work === undefined ? "" : ` Its log goes on with the work: ${short(work)}.`;
  const summary = `Nothing is wrong with ${ref.name}: it does not hang, it is the standby replica of a leader election, and standing by is what it does until the lock is free. The leader is ${leader.name}, which is running and ready.${works}`;
  return {
    text: paragraphs(summary, evidenceBlock(lines)),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "healthy", summary, confidence: "likely" },
  };
}
