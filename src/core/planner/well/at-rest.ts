import { textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { replicasOf } from "../answers/lacking.ts";
import { isOpenToState } from "../question/open-to-state.ts";
import type { Question } from "../question/understand.ts";
import type { Reply } from "../situation.ts";
import { enumerated } from "../wording.ts";

/** A CronJob that somebody suspended beside those that run, and that nobody asks for: `did the nightly backups go through?` */
export const isSuspendedBeside =
  ({ targets, text }: Question) =>
  (object: ObservedObject | undefined): boolean =>
    object?.ref.kind === "CronJob" &&
    /^true$/i.test(object.printed.get("SUSPEND")?.value ?? textAt(object.fields, "spec", "suspend")) &&
    !object.ref.name.split("-").some((part) => part.length >= 4 && text.toLowerCase().includes(part)) &&
    !targets.some(({ name }) => object.ref.name.startsWith(name)) &&
    !/\bsuspend\w*|\bpaused?\b|\bnot (?:run|start|fire|schedul)\w*|\bnever\b|\bno\b/i.test(text);

/**
 * A workload that wants no replicas among others that run, where somebody looks over a place and names none of it: nothing of it fails.
 * A claim that waits for its first pod rests with it.
 */
export const isAtZeroBeside =
  (question: Question, view: ClusterView) =>
  (object: ObservedObject | undefined): boolean =>
    object !== undefined &&
    isOpenToState(question) &&
    !question.targets.some(({ name }) => object.ref.name.startsWith(name) && !isPlace(name, question)) &&
    (replicasOf(object)?.wanted === 0 || (object.ref.kind === "PersistentVolumeClaim" && waitsForPod(object, view)));

const isPlace = (name: string, { scope }: Question): boolean => scope.namespaces.includes(name);

const waitsForPod = ({ ref }: ObservedObject, view: ClusterView): boolean =>
  view.eventsOf(ref).some(({ reason }) => reason === "WaitForFirstConsumer") &&
  view.eventsOf(ref).every(({ type }) => type !== "Warning");

/** What rests is told after what runs: whether it should run, only people know. */
export function withAtZero(reply: Reply, resting: readonly ObservedObject[]): Reply {
  const names = resting.flatMap(({ ref }) => (ref.kind === "ReplicaSet" ? [] : [`${ref.kind} ${ref.name}`]));
  if (names.length === 0) return reply;
  const [first, ...rest] = reply.text.split("\n\n");
  const note = `Not in use: ${enumerated(names, 4)} (no replicas are wanted, so that nothing of it runs and nothing fails).`;
  return {
    ...reply,
    text: [`${first} ${note}`, ...rest].join("\n\n"),
    conclusion: { ...reply.conclusion, summary: `${reply.conclusion.summary} ${note}` },
  };
}
