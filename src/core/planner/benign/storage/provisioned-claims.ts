import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef, ObservedEvent, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isNamedOtherwise } from "../named-otherwise.ts";
import { isAnythingDown } from "../reading/standing.ts";

const provisioned = defineBenign(
  {
    code: "claim-was-provisioned-since",
    title: "Claim whose volume was made after it waited",
    about:
      "Waiting for a volume to be created, please verify that the provisioner is running (ExternalProvisioning), External provisioner is provisioning and waiting for first consumer are what every claim says while its volume is made. Said where ProvisioningSucceeded or Bound came after that, and what was printed of the pod that uses it shows no trouble with a volume; not where it waits again, failed last, or the pod does not start.",
    reads: ["PersistentVolumeClaim", "Event", "Pod"],
    asked:
      /provision|\bpvcs?\b|\bpvs?\b|claim|volume|storage|\bcsi\b|disk|\bhangs?\b|stuck|pending|\bwaits?\b|waiting|\bbind|unbound|attach|first consumer/,
    onlyAsked: true,
  },
  function* (view, question) {
    const claims = claimsIn(view);
    const isNamed = claims.some(({ name }) => question.text.includes(name));
    for (const ref of claims) {
      if (!isNamed && claims.some((one) => one.namespace === ref.namespace && waitsStill(one, view))) continue;
      const events = view.eventsOf(ref);
      const waited = events.filter(({ reason }) => waits.test(reason));
      const first = waited.find(({ reason }) => reason === "ExternalProvisioning") ?? waited.at(-1);
      const done = events.findLast(({ reason }) => reason === "ProvisioningSucceeded");
      const object = view.object(ref);
      const phase = phaseOf(object);
      const isBound = phase === "Bound";
      if (first === undefined || (phase !== "" && !isBound) || (done === undefined && !isBound)) continue;
      if (waitsStill(ref, view)) continue;
      if (events.some((event) => isBad(event) && !isOver(event, done, isBound))) continue;
      const volume = volumeOf(done) ?? textAt(object?.fields, "spec", "volumeName");
      const use = useOf(ref, volume, view);
      if (use === null || isNamedOtherwise(question, [ref, ...use.pods]) || isAnythingDown(view, ref.namespace))
        continue;
      yield {
        ref,
        about: use.pods,
        text: `PersistentVolumeClaim ${ref.name} does not hang, and nothing is wrong with the provisioner: "${first.message.split(/ either by |[.;]/)[0]!.slice(0, 90)}" (event ${first.reason}) is what every claim says while its volume is made; ${madeIn(first, done)}${volume === "" ? "its volume" : `volume ${volume}`} was provisioned${done === undefined ? "" : " (event ProvisioningSucceeded)"}${isBound ? ", the claim is Bound" : ""}${use.text}`,
        lines: [first.line, done?.line, isBound ? object?.cite() : undefined, ...use.lines],
        voids: ["claim-pending", "claim-waits-for-consumer", "provisioner-absent", "pod-unschedulable"],
      };
    }
  },
);

const waits = /^(?:ExternalProvisioning|Provisioning|WaitForFirstConsumer|WaitForPodScheduled)$/;

/** Nothing came after it waited, and it is not shown to be bound. */
function waitsStill(ref: ObjectRef, view: ClusterView): boolean {
  const events = view.eventsOf(ref);
  const done = events.findLast(({ reason }) => reason === "ProvisioningSucceeded");
  const waited = events.filter(({ reason }) => waits.test(reason));
  return done === undefined
    ? waited.length > 0 && phaseOf(view.object(ref)) !== "Bound"
    : waited.some((one) => !isBefore(one, done));
}

const phaseOf = (claim: ObservedObject | undefined): string =>
  claim?.printed.get("STATUS")?.value ?? textAt(claim?.fields, "status", "phase");

const isBad = ({ type, reason }: ObservedEvent): boolean => type === "Warning" || /Fail|Lost|Error/.test(reason);

/** Whether it was last seen no later than the other. Without the other it is taken to be before it. */
const isBefore = ({ lastSeen }: ObservedEvent, other: ObservedEvent | undefined): boolean =>
  other === undefined || (lastSeen ?? 0) >= (other.lastSeen ?? 0);

/** A try to make the volume failed, and a later one did not. */
const isOver = (event: ObservedEvent, done: ObservedEvent | undefined, isBound: boolean): boolean =>
  /^(?:ProvisioningFailed|FailedBinding)$/.test(event.reason) && (done === undefined ? isBound : isBefore(event, done));

const claimsIn = (view: ClusterView): readonly ObjectRef[] => [
  ...new Map(
    view.events
      .filter(({ object }) => object.kind === "PersistentVolumeClaim")
      .map(({ object }) => [`${object.namespace}/${object.name}`, object]),
  ).values(),
];

const volumeOf = (done: ObservedEvent | undefined): string | undefined =>
  /provisioned volume (\S{1,253})/.exec(done?.message ?? "")?.[1];

/** `5 seconds later `. */
function madeIn({ lastSeen, firstSeen }: ObservedEvent, done: ObservedEvent | undefined): string {
  const from = firstSeen ?? lastSeen;
  const seconds = from === null || done?.lastSeen == null ? 0 : from - done.lastSeen;
  return seconds < 1 || seconds > 7200
    ? ""
    : `${seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`} later `;
}

/** What the pods that use it tell of it: they started, or nothing was printed of them. Null where one has trouble or has not started. */
function useOf(claim: ObjectRef, volume: string, view: ClusterView) {
  const attached = view.events.filter(
    ({ reason, message }) => reason === "SuccessfulAttachVolume" && volume !== "" && message.includes(`"${volume}"`),
  );
  const users = podsOf(view).filter(
    ({ ref, object }) =>
      ref.namespace === claim.namespace &&
      (claim.name.endsWith(`-${ref.name}`) ||
        attached.some((event) => event.object.name === ref.name) ||
        listAt(object?.fields, "spec", "volumes").some(
          (one) => textAt(one, "persistentVolumeClaim", "claimName") === claim.name,
        )),
  );
  const names = new Set([...attached.map(({ object }) => object.name), ...users.map(({ ref }) => ref.name)]);
  const isOfClaim = ({ object }: ObservedEvent) =>
    object.kind === "Pod" &&
    object.namespace === claim.namespace &&
    (names.size === 0 || names.has(object.name) || claim.name.endsWith(`-${object.name}`));
  const own = view.events.filter(isOfClaim);
  if (names.size === 0 && own.some(isBad)) return null;
  const started = own.findLast(({ reason, count }) => reason === "Started" && count <= 1);
  const isWell = users.some(({ health }) => health === "healthy" || health === "done");
  const isIll = own.some((event) => isBad(event) && !isOfStart(event, started));
  const isUnmounted = view.events.some(
    ({ reason, object, lastSeen }) =>
      object.namespace === claim.namespace &&
      /^Failed(?:Mount|AttachVolume|MapVolume)$/.test(reason) &&
      !(started !== undefined && (lastSeen ?? 0) >= (started.lastSeen ?? 0)),
  );
  if (isIll || isUnmounted || (own.length > 0 && started === undefined && !isWell)) return null;
  const running = users.find(({ health }) => health === "healthy");
  const pod = running?.ref.name ?? started?.object.name;
  return {
    pods: [...names].map((name) => ({ ...claim, kind: "Pod", name })),
    text: `${attached.length === 0 ? "" : ", it was attached"}${pod === undefined ? "" : ` and pod ${pod} that uses it ${running === undefined ? "has started" : "is running and ready"}`}`,
    lines: [attached.at(-1)?.line, running?.line ?? started?.line],
  };
}

/** Before a pod started, or a probe of its first two minutes. */
const isOfStart = (event: ObservedEvent, started: ObservedEvent | undefined): boolean =>
  started !== undefined &&
  (isBefore(event, started) ||
    (/^(?:Readiness|Startup) probe/.test(event.message) && (event.lastSeen ?? 0) >= (started.lastSeen ?? 0) - 120));

export const provisionedClaims: readonly BenignRule[] = [provisioned];
