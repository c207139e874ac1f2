import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn, runningText } from "../reading/standing.ts";
import { provisionedClaims } from "./provisioned-claims.ts";
import { spareVolumes } from "./spare-volumes.ts";

const asked =
  /pvc|\bpvs?\b|claim|volume|storage|\bcsi\b|disk|mount|attach|resiz|expan|grow|grew|released|provision|persistent|bigger|enlarg/;

const phaseOf = ({ fields, printed }: ObservedObject): string =>
  printed.get("STATUS")?.value ?? textAt(fields, "status", "phase");

const waiting = defineBenign(
  {
    code: "claim-waits-for-its-first-pod",
    title: "Claim that waits for its first pod",
    about:
      "A PersistentVolumeClaim is Pending since its class binds only when a pod uses it (WaitForFirstConsumer), and no pod that was shown does so: it is not used yet. The provisioner has not been asked for anything.",
    reads: ["PersistentVolumeClaim", "StorageClass", "Event", "Pod"],
    asked,
  },
  function* (view) {
    for (const claim of view.of("PersistentVolumeClaim")) {
      if (phaseOf(claim) !== "Pending") continue;
      const events = view.eventsOf(claim.ref);
      const event = events.find(({ reason }) => reason === "WaitForFirstConsumer");
      const name = textAt(claim.fields, "spec", "storageClassName") || (claim.printed.get("STORAGECLASS")?.value ?? "");
      const found = view.of("StorageClass").find(({ ref }) => ref.name === name);
      const mode = found?.printed.get("VOLUMEBINDINGMODE")?.value ?? textAt(found?.fields, "volumeBindingMode");
      if (event === undefined && mode !== "WaitForFirstConsumer") continue;
      const isPrepared = events.some(
        ({ reason, type }) => type === "Warning" || /Provisioning|ExternalProv/.test(reason),
      );
      if (isPrepared || isUsed(view, claim.ref) || isAnythingDown(view, claim.ref.namespace)) continue;
      yield {
        ref: claim.ref,
        text: `PersistentVolumeClaim ${claim.ref.name} is Pending by design: its class ${name} has WaitForFirstConsumer, so a volume is made only when a pod uses the claim (first consumer), and no pod uses it yet; nothing is broken`,
        lines: [claim.cite(), event?.line, found?.cite()],
        voids: ["claim-waits-for-consumer", "claim-pending"],
      };
    }
  },
);

/** Whether a pod that is shown waits with this claim, or runs on a claim of its name. */
const isUsed = (view: ClusterView, claim: ObjectRef): boolean =>
  podsOf(view).some(
    ({ ref, object, health }) =>
      ref.namespace === claim.namespace &&
      health !== "done" &&
      (claim.name.endsWith(`-${ref.name}`) ||
        listAt(object?.fields, "spec", "volumes").some(
          (one) => textAt(one, "persistentVolumeClaim", "claimName") === claim.name,
        )),
  );

const kept = defineBenign(
  {
    code: "volume-kept-by-retain",
    title: "Volume that was kept after its claim",
    about:
      "A PersistentVolume is Released: its claim was deleted, and its reclaim policy Retain keeps the data until somebody deletes it. The claims that are in use are Bound and what uses them runs.",
    reads: ["PersistentVolume", "PersistentVolumeClaim", "Pod"],
    asked: /released|\bpvs?\b|volume|storage|retain|data loss|orphan|leftover|\bred\b/,
  },
  function* (view) {
    const policy = ({ fields, printed }: ObservedObject) =>
      printed.get("RECLAIM POLICY")?.value ?? textAt(fields, "spec", "persistentVolumeReclaimPolicy");
    const all = view.of("PersistentVolume").filter((one) => phaseOf(one) === "Released" && policy(one) === "Retain");
    const claims = view.of("PersistentVolumeClaim");
    const spaces = new Set(all.map((one) => textAt(one.fields, "spec", "claimRef", "namespace")));
    const running = [...spaces].map((space) => runningText(view, space)).find((text) => text !== "");
    const isTold = running !== undefined || claims.length > 0;
    if (all.length === 0 || !isTold || claims.some((one) => phaseOf(one) !== "Bound") || isAnythingDown(view)) return;
    const first = all[0]!;
    const names = enumerated(
      all.map(({ ref }) => ref.name),
      3,
    );
    for (const volume of all)
      yield {
        ref: volume.ref,
        about: [...spaces].map((name) => ({ kind: "Namespace", name })),
        text:
          volume === first
            ? `PersistentVolume ${names} ${all.length === 1 ? "is" : "are"} Released by design: the claim was deleted and reclaim policy Retain keeps the data, nothing is lost${claims.length === 0 ? "" : `; all ${claims.length} claims shown are Bound`}${running === undefined ? "" : `, ${running}`}`
            : `${volume.ref.name} is kept likewise`,
        lines: [volume.cite()],
        voids: ["volume-not-reusable"],
      };
  },
);

const resized = defineBenign(
  {
    code: "resize-has-finished",
    title: "Volume whose resize has finished",
    about:
      "A claim was enlarged and has the new capacity: FileSystemResizeSuccessful came after the events of waiting, and no resize condition is left.",
    reads: ["PersistentVolumeClaim", "Event"],
    asked: /resiz|expan|grow|grew|bigger|enlarg|capacity|\d ?gi?b?\b/,
    onlyAsked: true,
  },
  function* (view) {
    for (const claim of view.of("PersistentVolumeClaim")) {
      const events = view.eventsOf(claim.ref);
      const done = events.find(({ reason }) => /^(?:FileSystemResize|VolumeResize)Successful$/.test(reason));
      const wants = textAt(claim.fields, "spec", "resources", "requests", "storage");
      const has = claim.printed.get("CAPACITY")?.value ?? textAt(claim.fields, "status", "capacity", "storage");
      const open = listAt(claim.fields, "status", "conditions").some((one) => /Resiz/.test(textAt(one, "type")));
      const failed = events.some(
        ({ reason, lastSeen }) =>
          /Resize(?:Failed|Error)|Failed/.test(reason) &&
          (done === undefined || (lastSeen ?? 0) <= (done.lastSeen ?? 0)),
      );
      const isSame = wants !== "" && wants === has;
      if (phaseOf(claim) !== "Bound" || has === "" || open || failed || (wants !== "" && wants !== has)) continue;
      if (done === undefined && !isSame) continue;
      if (linesIn(view, /FileSystemResizePending["':= ]{0,4}(?:True|status)/, 1).length > 0) continue;
      yield {
        ref: claim.ref,
        text: `the resize of PersistentVolumeClaim ${claim.ref.name} has finished: it is Bound with a capacity of ${has}${isSame ? `, which is what it requests` : ""}${done === undefined ? "" : ` (event ${done.reason})`}, and no resize is pending`,
        lines: [claim.cite("status", "capacity", "storage"), done?.line],
      };
    }
  },
);

const mounted = defineBenign(
  {
    code: "mount-failed-and-went-on",
    title: "Volume that was mounted after some tries",
    about:
      "Events of FailedMount or FailedAttachVolume (Multi-Attach, a timeout, a secret that came later) are minutes old or more, and the pod has been running and ready since: the kubelet tried again and it worked.",
    reads: ["Pod", "Event"],
    asked: new RegExp(`${asked.source}|failed to sync (?:configmap|secret) cache|config\\w*|secrets?`),
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      const bad = pod.events.filter(({ reason }) => /^Failed(?:Mount|AttachVolume|MapVolume)$/.test(reason));
      const last = bad.toSorted((one, other) => (one.lastSeen ?? 0) - (other.lastSeen ?? 0))[0];
      if (pod.health !== "healthy" || last?.lastSeen == null || last.lastSeen < 300) continue;
      if (pod.events.some(({ type, reason }) => type === "Warning" && !/^Failed/.test(reason))) continue;
      const good = pod.events.find(({ reason }) => /^(?:SuccessfulAttachVolume|Started)$/.test(reason));
      yield {
        ref: pod.ref,
        about: [
          workloadOf(view, pod.ref),
          ...view
            .of("PersistentVolumeClaim")
            .filter(({ ref }) => ref.name.endsWith(`-${pod.ref.name}`))
            .map(({ ref }) => ref),
        ],
        text: `the volume of pod ${pod.ref.name} is mounted and the pod is running and ready: ${last.reason} (${last.message.replaceAll(/\s+/g, " ").slice(0, 110)}) is ${Math.round(last.lastSeen / 60)} minutes old and over, a later try succeeded${good === undefined ? "" : ` (event ${good.reason})`}, so nothing has to be done by hand`,
        lines: [pod.line, last.line, good?.line],
        voids: [
          "volume-mount-failing",
          "volume-not-mounted",
          "volume-multi-attach",
          "volume-attach-failed",
          "volume-mount-failed",
          "volume-mount-timeout",
          "warning-event",
        ],
      };
    }
  },
);

export const storage: readonly BenignRule[] = [waiting, kept, resized, mounted, ...provisionedClaims, ...spareVolumes];
