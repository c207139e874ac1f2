import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";
import { noteOf, said } from "../reading/words.ts";

const variants =
  /^(.{2,200})-(canary|baseline|preview|next|beta|alpha|rc\d{0,3}|blue|green|v\d{1,4}|a|b|new|old|pilot|shadow|experiment|stable|primary|edge|test)$/;

const canaries = defineBenign(
  {
    code: "canary-of-its-own",
    title: "A second version runs as a Deployment of its own",
    about:
      "Besides a Deployment there is another of the same application for another version: a canary, blue and green, a pilot. Both have all their replicas, so no rollout is stuck between the two.",
    reads: ["Deployment", "Pod"],
    asked:
      /\b(?:versions?|tags?|images?|canary|canaries|halfway|half|different|mixed|wrong|old|new|blue|green|rollouts?|stuck|two|second|both|duplicate\w*|twice|release|rc\d?)\b/,
  },
  function* (view) {
    const all = view.of("Deployment");
    for (const object of all) {
      const variant = variants.exec(object.ref.name);
      const note = noteOf(object, /canary|blue.?green|pilot|experiment|shadow|preview|ab-?test/i, view);
      const stem = variant?.[1];
      const main = all.find(
        (one) =>
          one !== object &&
          one.ref.namespace === object.ref.namespace &&
          (one.ref.name === stem || (stem !== undefined && variants.exec(one.ref.name)?.[1] === stem)),
      );
      if (stem === undefined || main === undefined) continue;
      const own = replicasOf(object);
      const its = replicasOf(main);
      if (own === null || its === null || own.ready < own.wanted || its.ready < its.wanted || own.wanted === 0)
        continue;
      const [image, other] = [imageOf(object), imageOf(main)];
      if (image !== "" && image === other && note === null && !/canary|preview|pilot/.test(object.ref.name)) continue;
      const notes = printedOf(view, object.ref, /canary|pilot|blue.?green/i).find(({ line }) =>
        /annot|canary-|until|owner|note/i.test(line.text),
      );
      yield {
        ref: object.ref,
        about: [main.ref, { ...main.ref, name: stem }, ...podsUnder(object.ref, view), ...podsUnder(main.ref, view)],
        text: `${object.ref.name} is a Deployment of its own beside ${main.ref.name} (${what(variant![2]!)})${image === "" ? "" : `, on purpose with another version: ${tagOf(image)} beside ${tagOf(other)}`}; no rollout is stuck, ${object.ref.name} has ${own.ready} of ${own.wanted} replicas ready and ${main.ref.name} ${its.ready} of ${its.wanted}${note === null ? "" : `; ${said(note)}`}`,
        lines: [object.cite(), main.cite(), note?.line ?? notes?.line],
      };
    }
  },
);

const what = (ending: string): string =>
  /canary/.test(ending) ? "a canary" : /blue|green/.test(ending) ? "blue and green" : "a separate version";

const tagOf = (image: string): string => (image.includes("/") ? image.slice(image.lastIndexOf("/") + 1) : image);

function imageOf(object: ObservedObject): string {
  const first = listAt(object.fields, "spec", "template", "spec", "containers")[0];
  return textAt(first, "image") || (object.printed.get("IMAGES")?.value ?? "").split(",")[0]!;
}

const podsUnder = (owner: ObjectRef, view: ClusterView): readonly ObjectRef[] =>
  podsOf(view)
    .map(({ ref }) => ref)
    .filter((ref) => workloadOf(view, ref).name === owner.name && ref.namespace === owner.namespace);

const pausedOnPurpose = defineBenign(
  {
    code: "deployment-paused-on-purpose",
    title: "Deployment paused on purpose",
    about: "A Deployment is paused, an annotation of it says who did so or why, and all its replicas are available.",
    reads: ["Deployment"],
    asked: /\b(?:paus\w*|rollouts?|updat\w*|deploy\w*|stuck|revision|version|image|release|roll\w*|freez\w*|hold)\b/,
  },
  function* (view) {
    for (const object of view.of("Deployment")) {
      if (textAt(object.fields, "spec", "paused") !== "true") continue;
      const note = noteOf(
        object,
        /paus|freez|frozen|hold|mainten|reason|why|comment|note|until|ticket|change|stop|canary|CHG|approv/i,
        view,
      );
      const available = numberAt(object.fields, "status", "availableReplicas") ?? replicasOf(object)?.ready;
      const wanted = numberAt(object.fields, "spec", "replicas") ?? replicasOf(object)?.wanted;
      if (note === null || available === undefined || wanted === undefined || available < wanted) continue;
      yield {
        ref: object.ref,
        about: podsUnder(object.ref, view),
        text: `Deployment ${object.ref.name} is paused on purpose (spec.paused: true), ${said(note)}; ${available} of ${wanted} replicas are available`,
        lines: [object.cite("spec", "paused"), note.line],
        voids: ["rollout-paused"],
      };
    }
  },
);

export const deployments: readonly BenignRule[] = [canaries, pausedOnPurpose];
