import { listAt, textAt } from "../../diagnosis/fields.ts";
import { podsOf } from "../../diagnosis/pods.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { type BenignRule, callsFail, defineBenign } from "./benign.ts";
import { linesIn } from "./standing.ts";

const unused = defineBenign(
  {
    code: "claim-waits-for-its-first-pod",
    title: "Claim that no pod uses yet",
    about:
      "With volumeBindingMode WaitForFirstConsumer a claim stays Pending until a pod uses it: then the volume is made where that pod runs. Not where a pod that uses it is shown, or a volume could not be made.",
    reads: ["PersistentVolumeClaim", "StorageClass", "Pod", "Event"],
    asked: /\bpending\b|\bpvcs?\b|\bclaims?\b|\bvolumes?\b|\bbound\b|\bbind\w*\b|storage/,
    unless: callsFail,
  },
  function* (view) {
    for (const object of view.of("PersistentVolumeClaim")) {
      if ((object.printed.get("STATUS")?.value ?? textAt(object.fields, "status", "phase")) !== "Pending") continue;
      const events = view.eventsOf(object.ref);
      if (events.some(({ type }) => type === "Warning") || isUsed(object, view)) continue;
      const said = events.find(({ reason }) => reason === "WaitForFirstConsumer");
      const mode = modeOf(object, view);
      const nobody = linesIn(view, /^Used By:\s{1,20}<none>/, 1)[0];
      if ((said === undefined && mode === undefined) || (nobody === undefined && said === undefined)) continue;
      const name = object.printed.get("STORAGECLASS")?.value ?? textAt(object.fields, "spec", "storageClassName");
      yield {
        ref: object.ref,
        text: `PersistentVolumeClaim ${object.ref.name} is Pending by design: no pod uses it yet, and its StorageClass${name === "" ? "" : ` ${name}`} binds only then (volumeBindingMode WaitForFirstConsumer, waiting for first consumer); it is bound as soon as the first pod that uses it is scheduled`,
        lines: [said?.line, mode?.cite(), nobody, object.cite()],
        voids: ["claim-waits-for-consumer", "claim-pending"],
      };
    }
  },
);

function modeOf(object: ObservedObject, view: ClusterView): ObservedObject | undefined {
  const name = object.printed.get("STORAGECLASS")?.value ?? textAt(object.fields, "spec", "storageClassName");
  return view
    .of("StorageClass")
    .find(
      ({ ref, printed, fields }) =>
        ref.name === name &&
        (printed.get("VOLUMEBINDINGMODE")?.value ?? textAt(fields, "volumeBindingMode")) === "WaitForFirstConsumer",
    );
}

/** A pod names it, or waits in its namespace without telling for what. */
function isUsed({ ref, printed }: ObservedObject, view: ClusterView): boolean {
  if (linesIn(view, /^Used By:\s{1,20}(?!<none>)\S/, 1).length > 0) return true;
  if ((printed.get("VOLUME")?.value ?? "") !== "") return true;
  return podsOf(view).some(
    (pod) =>
      pod.ref.namespace === ref.namespace &&
      (mounts(pod.object, ref) ||
        /^(?:Pending|ContainerCreating)$/.test(pod.status) ||
        ref.name.endsWith(`-${pod.ref.name}`)),
  );
}

const mounts = (pod: ObservedObject | undefined, { name }: ObjectRef): boolean =>
  listAt(pod?.fields, "spec", "volumes").some((one) => textAt(one, "persistentVolumeClaim", "claimName") === name);

const kept = defineBenign(
  {
    code: "volume-kept-by-retain",
    title: "Volume that is Released and kept",
    about:
      "With reclaim policy Retain a volume stays as Released when its claim is deleted: its data is kept on purpose until somebody removes it or clears its claimRef. Not where a claim waits for it.",
    reads: ["PersistentVolume", "PersistentVolumeClaim"],
    asked: /\breleased\b|\bpvs?\b|\bpersistentvolumes?\b|reclaim|retain|leftover|orphan|volumes?/,
    unless: callsFail,
  },
  function* (view) {
    if (
      view
        .of("PersistentVolumeClaim")
        .some(({ printed }) => /^(?:Pending|Lost)$/.test(printed.get("STATUS")?.value ?? ""))
    )
      return;
    const volumes = view
      .of("PersistentVolume")
      .filter(
        ({ printed, fields }) =>
          (printed.get("STATUS")?.value ?? textAt(fields, "status", "phase")) === "Released" &&
          (printed.get("RECLAIM POLICY")?.value ?? textAt(fields, "spec", "persistentVolumeReclaimPolicy")) ===
            "Retain",
      );
    const [first] = volumes;
    if (first === undefined) return;
    const claim = first.printed.get("CLAIM")?.value ?? textAt(first.fields, "spec", "claimRef", "name");
    yield {
      ref: first.ref,
      about: volumes.map(({ ref }) => ref),
      text: `${volumes.length === 1 ? `PersistentVolume ${first.ref.name} is` : `${volumes.length} PersistentVolumes (${first.ref.name}, ...) are`} Released and kept on purpose: the claim${claim === "" ? "" : ` ${claim}`} was deleted, and reclaim policy Retain keeps the data until somebody removes the volume or clears its claimRef`,
      lines: volumes.slice(0, 3).map((one) => one.cite()),
      voids: ["volume-released", "released-volume"],
    };
  },
);

export const waitingClaims: readonly BenignRule[] = [unused, kept];
