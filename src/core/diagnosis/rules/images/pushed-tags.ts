import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixWith, verifyRollout } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { mentions } from "../../objects/mentions.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { inNamespace, resourceOf, suggest } from "../../objects/reads.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";

/** What a tag means at the registry: the digest that was pushed under it, or that the registry tells of it. */
type Pushed = { readonly image: string; readonly digest: string; readonly line: Line };

const digest = /sha256:([0-9a-f]{64})/;
const pushedAs =
  /(?:^|[\s"'=])([\w.-]{1,100}(?::\d{1,5})?(?:\/[\w.-]{1,100}){1,6}:[\w.-]{1,128})@sha256:([0-9a-f]{64})/;
const told = /\b([\w.-]{1,100}(?::\d{1,5})?(?:\/[\w.-]{1,100}){1,6}):([\w.-]{1,128}): digest: sha256:([0-9a-f]{64})/;
const askedOf = /\b(?:crane digest|skopeo inspect|regctl image digest|docker (?:manifest|buildx imagetools) inspect)\b/;

/** Lines of builds (`pushing manifest for repo/app:tag@sha256:...`, `tag: digest: sha256:...`), and registries that were asked for a tag. */
const pushedIn = (view: ClusterView): readonly Pushed[] =>
  view.evidence.flatMap(({ command, stdout }) => {
    const asked = askedOf.test(command) ? /\s(?:docker:\/\/)?([\w.:-]+(?:\/[\w.-]+)+:[\w.-]+)/.exec(command)?.[1] : "";
    return stdout
      .slice(0, longest)
      .split("\n")
      .flatMap((text, index) => {
        const line = { command, line: index + 1, text };
        const match = pushedAs.exec(text);
        if (match) return [{ image: match[1]!, digest: match[2]!, line }];
        const said = told.exec(text);
        if (said) return [{ image: `${said[1]}:${said[2]}`, digest: said[3]!, line }];
        const answer = asked ? digest.exec(text) : null;
        return asked && answer ? [{ image: asked, digest: answer[1]!, line }] : [];
      });
  });

const longest = 200_000;
const cached = /^Container image "([^"]{1,400})" already present on machine/;

/** The event by which the kubelet says that it started what the node had under this tag. */
const takenFromNode = (pod: PodReading, image: string): Line | undefined =>
  pod.events.find(({ message }) => cached.exec(message)?.[1] === image)?.line;

/** The digests that a pod runs of a repository, by its status or by a line that begins with its name. */
const runningIn = (
  view: ClusterView,
  { ref, object }: PodReading,
  repository: string,
): readonly { readonly digest: string; readonly line: Line }[] => {
  const inStatus = listAt(object?.fields, "status", "containerStatuses").flatMap((status, index) => {
    const id = textAt(status, "imageID");
    const key = textAt(status, "name") || String(index);
    return object && id.includes(`${repository}@`)
      ? [{ id, line: object.cite("status", "containerStatuses", key, "imageID") }]
      : [];
  });
  const printed = view.evidence.flatMap(({ command, stdout }) =>
    stdout
      .slice(0, longest)
      .split("\n")
      .flatMap((text, index) =>
        text.startsWith(ref.name) &&
        /[\s:,]/.test(text[ref.name.length] ?? "") &&
        text.includes(`${repository}@sha256:`)
          ? [{ id: text, line: { command, line: index + 1, text } }]
          : [],
      ),
  );
  return [...inStatus, ...printed].flatMap(({ id, line }) => {
    const found = digest.exec(id)?.[1];
    return found ? [{ digest: found, line }] : [];
  });
};

type Stale = { readonly pod: PodReading; readonly running: Line; readonly digest: string; readonly event: Line };

const short = (text: string): string => `sha256:${text.slice(0, 12)}`;

const notPulled = defineRule(
  {
    code: "pushed-image-not-pulled",
    title: "Tag was pushed again, and nodes start the image that they have",
    about:
      "The pods were started anew and still run the former build: their image is named by a tag that was pushed again, and with `imagePullPolicy: IfNotPresent` a node that has an image of this tag does not ask the registry. The digest that was pushed and the one that runs (`imageID`) differ.",
    reads: ["Pod", "events", "logs"],
    explains: ["image-builds-differ"],
  },
  function* (view) {
    if (!mentions(view, "sha256:") || !mentions(view, "already present on machine")) return;
    const pushed = new Map(pushedIn(view).map((one) => [one.image, one]));
    const seen = new Set<string>();
    for (const { image, digest: newest, line } of pushed.values()) {
      const repository = image.slice(0, image.lastIndexOf(":"));
      const stale = podsOf(view).flatMap((pod): readonly Stale[] => {
        const event = pod.health === "gone" ? undefined : takenFromNode(pod, image);
        const running = event && runningIn(view, pod, repository);
        const old = running?.every((one) => one.digest !== newest) ? running[0] : undefined;
        return event && old ? [{ pod, running: old.line, digest: old.digest, event }] : [];
      });
      const first = stale[0];
      const workload: ObjectRef | undefined = first && workloadOf(view, first.pod.ref);
      if (first === undefined || workload === undefined || seen.has(keyOf(workload))) continue;
      seen.add(keyOf(workload));
      yield {
        object: workload,
        severity: "warning",
        confidence: "confirmed",
        summary: `${nameOf(workload)} runs a former build of ${image}: the tag was pushed again as ${short(newest)}, and its node started the cached image that it had by this tag (already present on machine, not pulled: imagePullPolicy IfNotPresent), ${short(first.digest)}. A restart does not change that.`,
        evidence: [first.event, first.running, line],
        related: unique(stale.map(({ pod }) => pod.ref)),
        fix: fixWith(
          "Give each build a tag of its own (or name the image by its digest) and roll that out; for the moment set imagePullPolicy to Always and restart the pods.",
          [],
          [
            ...suggest(
              ["get", resourceOf(workload.kind), workload.name, ...inNamespace(workload), "-o", "yaml"],
              "Shows the image and the pull policy of the template.",
            ),
            ...verifyRollout(view, workload),
          ],
        ),
      };
    }
  },
);

/** What nodes start under a tag. */
export const pushedTagRules: readonly Rule[] = [notPulled];
