import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { stateOf } from "../../handed-over/object-states.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";

const newest = defineBenign(
  {
    code: "newest-revision-is-applied",
    title: "Nothing newer to apply",
    about:
      "Flux applies a revision when its source has a new one. Where source and Kustomizations are Ready and all have applied the revision that the source holds, nothing is blocked however old it is: nobody pushed. A doubt where the branch is shown to have another head.",
    reads: ["GitRepository", "OCIRepository", "Bucket", "Kustomization", "HelmRelease"],
    asked:
      /\b(?:not|n't|nothing|no|never)\b.{0,60}\b(?:deploy|appl|sync|updat|reconcil|roll|new|chang)\w*|\b(?:old|stale|outdated|behind|block\w*|stuck)\b|\b(?:days|weeks|months) (?:old|ago)\b/,
    onlyAsked: true,
  },
  function* (view, question) {
    const sources = sourcesIn(view);
    if (sources.length === 0) return;
    const appliers = ["Kustomization", "HelmRelease"]
      .flatMap((kind) => view.of(kind))
      .map((one) => ({ one, ...revisionOf(one) }));
    const known = appliers.filter(({ revision }) => revision !== "");
    if (known.length === 0 || appliers.some(({ one }) => stateOf(one, view)?.isWell !== true)) return;
    const isNewest = known.every(({ revision }) => sources.some((source) => source.revision === revision));
    if (!isNewest || asksForOther(question.text, sources)) return;
    const head = linesIn(view, /^[0-9a-f]{40}\s+refs\/heads\//, 1)[0];
    const source = sources[0]!;
    const isBehind = head !== undefined && !sources.some(({ revision }) => revision.includes(head.text.slice(0, 40)));
    const names = enumerated(
      known.map(({ one }) => one.ref.name),
      4,
    );
    yield isBehind
      ? {
          ref: source.one.ref,
          about: known.map(({ one }) => one.ref),
          text: `the branch has another head than the revision that ${source.one.ref.kind} ${source.one.ref.name} holds`,
          lines: [head, source.line],
          isDoubt: true as const,
        }
      : {
          ref: source.one.ref,
          about: known.map(({ one }) => one.ref),
          text: `nothing is blocked: ${names} ${known.length === 1 ? "has" : "have"} applied the newest revision that ${source.one.ref.kind} ${source.one.ref.name} holds (${short(source.revision)})${head === undefined ? "" : ", which is the head of the branch"}, and all are Ready; there is nothing newer to deploy`,
          lines: [source.line, known[0]!.line, head],
        };
  },
);

type Revision = { readonly revision: string; readonly line: Line | undefined };

const sourcesIn = (view: ClusterView) =>
  ["GitRepository", "OCIRepository", "Bucket"]
    .flatMap((kind) => view.of(kind))
    .filter((one) => stateOf(one, view)?.isWell === true)
    .map((one) => ({ one, ...revisionOf(one) }))
    .filter(({ revision }) => revision !== "");

/** `main@sha1:4c8e...`, from the fields of an object, or from the message that its list prints. */
function revisionOf(object: ObservedObject): Revision {
  for (const path of [
    ["status", "artifact", "revision"],
    ["status", "lastAppliedRevision"],
  ]) {
    const revision = textAt(object.fields, ...path);
    if (revision !== "") return { revision, line: object.cite(...path) };
  }
  const cell = object.printed.get("STATUS");
  const said = /(?:revision:? '?)([\w./-]{1,200}[@/:][\w.:+-]{6,200})/.exec(cell?.value ?? "")?.[1];
  return { revision: said ?? "", line: cell?.line };
}

/** A commit is named that the source does not have. */
const asksForOther = (text: string, sources: readonly Revision[]): boolean =>
  [...text.matchAll(/\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b/g)].some(
    ([hash]) => !sources.some(({ revision }) => revision.includes(hash)),
  );

const short = (revision: string): string => revision.replace(/([0-9a-f]{8})[0-9a-f]{8,}/, "$1");

export const appliedRevisions: readonly BenignRule[] = [newest];
