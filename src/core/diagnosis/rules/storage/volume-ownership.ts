import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { memo } from "../../objects/memo.ts";
import { mentions } from "../../objects/mentions.ts";
import { nameOf } from "../../objects/name-object.ts";
import { relatedToPod } from "../../objects/relations.ts";
import { claimsOf } from "../../storage/volume-place.ts";
import { podSpecsOf } from "../../workloads/pod-specs.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";

const slow = defineRule(
  {
    code: "volume-ownership-slow",
    title: "Ownership of every file of the volume is changed at each start",
    about:
      "The pod has an `fsGroup`, and without `fsGroupChangePolicy: OnRootMismatch` the kubelet changes group and mode of every file on its volumes at each start (kubelet `SetVolumeOwnership`). With millions of files that takes minutes to hours, and the pod stands in ContainerCreating for so long.",
    reads: ["Pod", "StatefulSet", "Deployment", "events", "logs"],
    explains: ["volume-mount-timeout", "slow-operation", ...podSymptoms],
  },
  function* (view) {
    if (!mentions(view, "fsGroup", "volume ownership", "ownership change", "VolumePermissionChange")) return;
    for (const pod of podsOf(view)) {
      const group = groupOf(view, pod.ref);
      if (group?.policy === "OnRootMismatch" || pod.health === "done" || pod.health === "gone") continue;
      const told = toldOf(view, pod);
      const files = told === undefined && (group === undefined || !isKeptWaiting(pod)) ? undefined : filesOn(view, pod);
      if (told === undefined && (files === undefined || files.count < many)) continue;
      const count = files && files.count >= many ? ` (${spoken(files.count)} files)` : "";
      yield {
        object: pod.ref,
        severity: pod.health === "failing" || pod.health === "starting" ? "critical" : "info",
        confidence: told && group ? "confirmed" : "likely",
        summary: `${nameOf(pod.ref)} starts slowly because the kubelet changes the ownership of every file on its volume${count} before each start: ${group ? `it has fsGroup ${group.id} and ${group.policy === "" ? "no fsGroupChangePolicy" : `fsGroupChangePolicy ${group.policy}`}, so that a volume whose root has the right group is gone through as well` : "it has an fsGroup"}.`,
        evidence: [told, group?.line, files?.line, pod.line],
        related: relatedToPod(view, pod.ref),
        fix: fixByHand(
          "Set fsGroupChangePolicy: OnRootMismatch in the securityContext of the pod template, or take fsGroup out where the files belong to the right group already.",
          verifyRollout(view, pod.ref),
        ),
      };
    }
  },
);

/** As many files take minutes. */
const many = 500_000;

const spoken = (count: number): string =>
  count >= 1e6 ? `${+(count / 1e6).toFixed(1)} million` : `${Math.round(count / 1000)},000`;

type Group = { readonly id: string; readonly policy: string; readonly line: Line };

const groupOf = (view: ClusterView, pod: ObjectRef): Group | undefined =>
  podSpecsOf(view, pod)
    .map(({ spec, cite }) => ({
      id: textAt(spec, "securityContext", "fsGroup"),
      policy: textAt(spec, "securityContext", "fsGroupChangePolicy"),
      line: cite("securityContext", "fsGroup"),
    }))
    .find(({ id }) => id !== "");

/** Its volume was attached, and the mount was not done in time. */
const isKeptWaiting = ({ health, events }: PodReading): boolean =>
  health === "failing" &&
  events.some(({ message }) => /unmounted volumes=[\s\S]*(?:context deadline exceeded|timed out)/.test(message)) &&
  !events.some(({ reason, message }) => reason === "FailedAttachVolume" || /MountVolume\.\w+ failed/.test(message));

const saying = /Setting volume ownership for|Perform(?:ing)? recursive ownership change for/;

/** The kubelet says that it is at it: in an event of the pod (from 1.32 on), or in its own log about a volume of the pod. */
const toldOf = (view: ClusterView, pod: PodReading): Line | undefined => {
  const event = pod.events.find(
    ({ reason, message }) => reason === "VolumePermissionChangeInProgress" || saying.test(message),
  );
  if (event !== undefined) return event.line;
  const marks = marksOf(view, pod);
  return kubeletLines(view).find(({ text }) => marks.some((mark) => text.includes(mark)));
};

const kubeletLines = memo((view: ClusterView): readonly Line[] =>
  view.evidence.flatMap(({ command, stdout }) =>
    saying.test(stdout)
      ? stdout
          .slice(0, 1_000_000)
          .split("\n")
          .flatMap((text, index) => (saying.test(text) ? [{ command, line: index + 1, text }] : []))
      : [],
  ),
);

/** What the path of a volume of the pod holds: the pod's uid, the names of its volumes. */
const marksOf = (view: ClusterView, pod: PodReading): readonly string[] => {
  const namespace = pod.ref.namespace ?? "default";
  const volumes = claimsOf(view, pod).map((name) =>
    textAt(view.object({ kind: "PersistentVolumeClaim", namespace, name })?.fields, "spec", "volumeName"),
  );
  const attached = pod.events.flatMap(
    ({ message }) => /AttachVolume\.Attach succeeded for volume "([^"]{1,253})"/.exec(message)?.[1] ?? [],
  );
  const uid = textAt(pod.object?.fields, "metadata", "uid");
  return [uid, ...volumes, ...attached].filter((mark) => mark !== "").map((mark) => `/${mark}/`);
};

type Files = { readonly count: number; readonly line: Line };

const inodeRow = /^\S{1,200}\s+(\d{4,15})\s+(\d{3,15})\s+\d{1,15}\s+\d{1,3}%\s+(\/\S{0,400})/;

/** How many files are on a volume of the node, as `df -i` counts them, or the kubelet has gone through. */
const filesOn = (view: ClusterView, pod: PodReading): Files | undefined => {
  const processed = pod.events
    .map(({ message, line }) => ({ count: Number(/processed (\d{1,15}) files/.exec(message)?.[1] ?? 0), line }))
    .find(({ count }) => count > 0);
  return processed ?? inodesOn(view, pod)[0];
};

const inodesOn = (view: ClusterView, pod: PodReading): readonly Files[] =>
  view.evidence
    .filter(({ command }) => /\bdf\b/.test(command) && isOn(command, pod))
    .flatMap(({ command, stdout }) =>
      stdout.split("\n").flatMap((text, index): readonly Files[] => {
        const match = inodeRow.exec(text);
        const isVolume = /kubernetes\.io[/~]|\/csi\//.test(match?.[3] ?? "") || isMounted(view, pod, match?.[3] ?? "");
        return match === null || !isVolume
          ? []
          : [{ count: Number(match[2]), line: { command, line: index + 1, text } }];
      }),
    )
    .sort((left, right) => right.count - left.count);

const isOn = (command: string, pod: PodReading): boolean => {
  const words = command.split(/[\s/@]+/);
  return words.includes(pod.ref.name) || (pod.node !== "" && words.includes(pod.node));
};

const isMounted = (view: ClusterView, pod: PodReading, path: string): boolean =>
  podSpecsOf(view, pod.ref).some(({ spec }) =>
    listAt(spec, "containers").some((one) =>
      listAt(one, "volumeMounts").some((mount) => textAt(mount, "mountPath") === path),
    ),
  );

/** What the kubelet does to the files of a volume before a pod starts. */
export const volumeOwnershipRules: readonly Rule[] = [slow];
