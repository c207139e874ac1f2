import { podsOf } from "../../diagnosis/pods.ts";
import { workloadOf } from "../../diagnosis/relations.ts";
import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { isNamed } from "../investigation/relevance.ts";
import { enumerated } from "../wording.ts";
import { type BenignRule, defineBenign } from "./benign.ts";
import { linesIn } from "./standing.ts";

const oneDigest = defineBenign(
  {
    code: "image-names-of-one-digest",
    title: "Image under another registry's name",
    about:
      "imageID names the repository under which the node first pulled an image, which may be a mirror or a cache; what was pulled is told by the digest alone. Said where all names shown of an image have one and the same digest, at least two of them, and the pod is ready. Two digests of one image are told as a doubt.",
    reads: ["Pod", "Deployment"],
    asked:
      /\b(?:image ?ids?|digests?|tamper\w*|registr(?:y|ies)|mirror\w*|repositor(?:y|ies)|image names?|(?:other|different|wrong|another) images?|swapped|pulled from|sha256)\b/,
    onlyAsked: true,
  },
  function* (view, { targets }) {
    const shown = digestedIn(view);
    const pods = podsOf(view).filter(({ ref, health }) => health === "healthy" && isOneOf(targets, ref, view));
    const [pod] = pods;
    if (pod === undefined) return;
    for (const [image, names] of Map.groupBy(shown, ({ repository }) => repository.split("/").at(-1)!)) {
      const repositories = [...new Set(names.map(({ repository }) => repository))];
      const digests = [...new Set(names.map(({ digest }) => digest))];
      if (repositories.length < 2) continue;
      const lines = repositories.map((one) => names.find(({ repository }) => repository === one)!.line);
      const about = [...pods.map(({ ref }) => ref), workloadOf(view, pod.ref)];
      if (digests.length > 1) {
        const paths = new Set(repositories.map((one) => one.slice(one.indexOf("/"))));
        if (paths.size > 1) continue;
        yield {
          ref: pod.ref,
          about,
          text: `the names of image ${image} have different digests (${enumerated(digests.map(short), 3)})`,
          lines,
          isDoubt: true,
        };
        continue;
      }
      const mirror = mirrorLine(repositories, view);
      yield {
        ref: pod.ref,
        about,
        text: `${enumerated(repositories, 3)} are two names of the same content: both have the identical digest ${short(digests[0]!)}, which alone tells what runs; imageID only names the repository (a mirror or cache) under which the node pulled it${mirror === undefined ? "" : `, and ${mirror.said} is set up as a mirror`}`,
        lines: [...lines, ...(mirror === undefined ? [] : [mirror.line]), pod.line],
        ofLog: "only" as const,
      };
    }
  },
);

type Target = { readonly name: string };

const isOneOf = (targets: readonly Target[], ref: Parameters<typeof isNamed>[0], view: ClusterView): boolean =>
  targets.length === 0 || targets.some(({ name }) => isNamed(ref, name) || isNamed(workloadOf(view, ref), name));

type Digested = { readonly repository: string; readonly digest: string; readonly line: Line };

const reference =
  /([a-z0-9][a-z0-9.-]{0,100}(?::\d{1,5})?(?:\/[a-z0-9._-]{1,100}){1,6})(?::[\w.-]{1,128})?@(sha256:[0-9a-f]{64})/g;

/** Every name of an image with its digest, wherever it was printed. */
const digestedIn = (view: ClusterView): readonly Digested[] =>
  view.evidence.flatMap((piece) =>
    linesOf(piece)
      .slice(0, 3000)
      .filter(({ text }) => text.includes("@sha256:"))
      .flatMap((line) =>
        [...line.text.slice(0, 2000).matchAll(reference)].map(([, repository, digest]) => ({
          repository: repository!,
          digest: digest!,
          line,
        })),
      ),
  );

const short = (digest: string): string => `${digest.slice(0, 19)}…`;

/** `[host."https://mirror.example"]` in a configuration of the nodes. */
function mirrorLine(repositories: readonly string[], view: ClusterView): { said: string; line: Line } | undefined {
  const hosts = repositories.map((one) => one.split("/")[0]!);
  return linesIn(view, /\[host\.|\bmirrors?\b|\bendpoints?\b|\bproxy\b/i, 50).flatMap((line) => {
    const said = hosts.find((host) => line.text.includes(`//${host}`));
    return said === undefined || line.text.includes("@sha256:") ? [] : [{ said, line }];
  })[0];
}

export const imageNames: readonly BenignRule[] = [oneDigest];
