import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixWith, verifyRollout } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { mentions } from "../../objects/mentions.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { inNamespace, resourceOf, suggest } from "../../objects/reads.ts";
import { labelsOf, ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";

/** A container that was started from an image by its tag, and the digest of what it really runs. */
type Build = {
  readonly pod: PodReading;
  readonly container: string;
  readonly image: string;
  readonly policy: string;
  readonly digest: string;
  /** `repository@sha256:…`, not the id that the runtime gives to an image without a repository. */
  readonly isOfRepository: boolean;
  readonly line: Line;
};

const digestIn = /(@|^|:\/\/)sha256:([0-9a-f]{12,64})$/;

const buildsOf = (pod: PodReading): readonly Build[] =>
  listAt(pod.object?.fields, "status", "containerStatuses").flatMap((status, index) => {
    const match = digestIn.exec(textAt(status, "imageID"));
    if (match === null || pod.object === undefined || pod.deleting) return [];
    const name = textAt(status, "name");
    const specs = listAt(pod.object.fields, "spec", "containers");
    const spec = specs.find((one) => textAt(one, "name") === name) ?? (name === "" ? specs[index] : undefined);
    return [
      {
        pod,
        container: name || String(index),
        image: textAt(spec, "image") || textAt(status, "image"),
        policy: textAt(spec, "imagePullPolicy"),
        digest: match[2]!,
        isOfRepository: match[1] === "@",
        line: pod.object.cite("status", "containerStatuses", name || String(index), "imageID"),
      },
    ];
  });

/** What made the pod from one template: only pods of the same one should run the same. */
const makerOf = (view: ClusterView, { ref, object }: PodReading): ObjectRef => {
  const owner = ownersOf(view, ref)[0] ?? numbered(ref);
  const revision = object && labelsOf(object).get("controller-revision-hash");
  return revision ? { ...owner, name: `${owner.name}/${revision}` } : owner;
};

/** Pods with numbers are those of a StatefulSet, where nothing else is shown of them. */
const numbered = (ref: ObjectRef): ObjectRef =>
  /-\d{1,4}$/.test(ref.name) ? { ...ref, kind: "StatefulSet", name: ref.name.replace(/-\d{1,4}$/, "") } : ref;

/** Builds of one container of one template, by one tag: they should all have the same digest. */
const groupsOf = (view: ClusterView): readonly (readonly Build[])[] =>
  [
    ...Map.groupBy(podsOf(view).flatMap(buildsOf), ({ pod, container, image, isOfRepository }) =>
      [keyOf(makerOf(view, pod)), container, image, isOfRepository].join("\n"),
    ).values(),
  ].filter(
    (builds) =>
      !builds[0]!.image.includes("@") &&
      (builds[0]!.image !== "" || makerOf(view, builds[0]!.pod).kind === "ReplicaSet") &&
      new Set(builds.map(({ digest }) => digest)).size > 1 &&
      !areOfSeveralKinds(view, builds),
  );

/** Nodes of several architectures run several builds of one image, as they should. */
const areOfSeveralKinds = (view: ClusterView, builds: readonly Build[]): boolean => {
  const kinds = builds.map(({ pod }) => view.object({ kind: "Node", name: pod.node })).map(architectureOf);
  return new Set(kinds.filter((kind) => kind !== "")).size > 1;
};

const architectureOf = (node: ObservedObject | undefined): string =>
  node === undefined
    ? ""
    : labelsOf(node).get("kubernetes.io/arch") ||
      node.printed.get("ARCH")?.value ||
      textAt(node.fields, "status", "nodeInfo", "architecture");

const cached = /^Container image "([^"]{1,400})" already present on machine/;

/** The event by which the kubelet says that it took what the node had. */
const takenFromNode = ({ pod, image }: Build): Line | undefined =>
  pod.events.find(({ message }) => cached.exec(message)?.[1] === image)?.line;

const short = (digest: string): string => `sha256:${digest.slice(0, 12)}`;

/** `web-vw8sq on node c`; of several the first and how many more. */
const printPods = (builds: readonly Build[]): string => {
  const { ref, node } = builds[0]!.pod;
  const more = builds.length > 1 ? ` and ${builds.length - 1} more` : "";
  return `${ref.name}${node ? ` on node ${node}` : ""}${more} ${builds.length > 1 ? "run" : "runs"}`;
};

const whyOf = (policy: string): string => {
  if (policy === "Always") return "The tag was pushed again in between, and a pod runs what it meant at its start";
  const by = policy === "" ? "Unless imagePullPolicy is Always" : `With imagePullPolicy ${policy}`;
  return `${by} a node that has an image of this tag in its cache starts it and does not see that the tag was pushed again`;
};

const draftOf = (view: ClusterView, builds: readonly Build[]): Draft => {
  const [common, ...others] = [...Map.groupBy(builds, ({ digest }) => digest).values()].sort(
    (left, right) => right.length - left.length,
  );
  const rest = others.flat();
  const { image, pod } = builds[0]!;
  const policy = builds.find((one) => one.policy !== "")?.policy ?? "";
  const events = rest.map(takenFromNode).filter((line) => line !== undefined);
  const workload = numbered(workloadOf(view, pod.ref));
  const isPlain = policy === "IfNotPresent" || policy === "Never" || events.length > 0;
  return {
    object: workload,
    severity: "warning",
    confidence: isPlain ? "confirmed" : "likely",
    summary: `Pods of ${nameOf(workload)} run different builds of one tag${image ? ` (${image})` : ""}: ${printPods(rest)} digest ${short(rest[0]!.digest)}, ${printPods(common!)} ${short(common![0]!.digest)}. ${whyOf(policy)}: the answer depends on the pod.`,
    evidence: [rest[0]!.line, common![0]!.line, ...events.slice(0, 1), ...policyLine(builds)],
    related: unique(builds.map((one) => one.pod.ref)),
    fix: fixWith(
      "Give each build a tag of its own (or name the image by its digest) and roll that out; for the moment set imagePullPolicy to Always and restart the pods.",
      [],
      [...compareAgain(workload), ...verifyRollout(view, workload)],
    ),
  };
};

const policyLine = (builds: readonly Build[]): readonly Line[] => {
  const object: ObservedObject | undefined = builds[0]!.pod.object;
  return object && builds[0]!.policy !== ""
    ? [object.cite("spec", "containers", builds[0]!.container, "imagePullPolicy")]
    : [];
};

const compareAgain = (workload: ObjectRef) =>
  suggest(
    ["get", resourceOf(workload.kind), workload.name, ...inNamespace(workload), "-o", "yaml"],
    "Shows the image and the pull policy of the template.",
  );

const different = defineRule(
  {
    code: "image-builds-differ",
    title: "Pods of one workload run different builds",
    about:
      "Pods that were made from one template and name one image tag run images of different digests (`imageID`). The tag was pushed again; a node that had an image of this tag keeps using it unless the pull policy is Always, so that one part of the pods answers as the old release did.",
    reads: ["Pod", "Node", "events"],
  },
  function* (view) {
    if (!mentions(view, "sha256:")) return;
    const told = new Set<string>();
    for (const builds of groupsOf(view)) {
      const draft = draftOf(view, builds);
      if (told.has(keyOf(draft.object))) continue;
      told.add(keyOf(draft.object));
      yield draft;
    }
  },
);

/** What the pods of one workload really run. */
export const imageBuildRules: readonly Rule[] = [different];
