import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView, KubectlError } from "../../evidence/observed.ts";
import { namespaceOf } from "../../kubectl/targets.ts";
import type { Question } from "../question/understand.ts";
import { similarName } from "../repairs/similar-name.ts";
import type { Reply, Situation } from "../situation.ts";
import { enumerated, evidenceBlock, paragraphs } from "../wording.ts";
import { absentKind } from "./absent-kind.ts";

/** That the place or the container which somebody asks about does not exist, and what is there instead; null where all is there. */
export function absentReply(question: Question, { view, newEvidenceFrom }: Situation): Reply | null {
  if (newEvidenceFrom >= view.evidence.length || question.intent === "change") return null;
  const found = absentKind(question, view) ?? absentPlace(question, view) ?? absentContainer(question, view);
  if (found === null) return null;
  return {
    text: paragraphs(found.summary, evidenceBlock(found.lines)),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "answered", summary: found.summary, confidence: "confirmed" },
  };
}

/** A namespace in which nothing was found, and that the list of all namespaces does not hold. */
function absentPlace({ scope, targets }: Question, view: ClusterView) {
  const whole = view.listings.find((list) => list.kind === "Namespace" && !list.narrowed && list.count > 0);
  if (whole === undefined) return null;
  const names = view.of("Namespace").map(({ ref }) => ref.name);
  const asked = [...scope.namespaces, ...targets.map(({ name }) => name)];
  const looked = view.evidence.flatMap(({ parsed }) => (parsed === null ? [] : (namespaceOf(parsed) ?? [])));
  const place = looked.find(
    (name) =>
      asked.includes(name) &&
      !names.includes(name) &&
      !view.objects.some(
        ({ ref }) => ref.namespace === name || (ref.name === name && !scope.namespaces.includes(name)),
      ),
  );
  if (place === undefined) return null;
  const near = similarName(place, names) ?? null;
  const like = near === null ? names.filter((name) => name.includes(place) || place.includes(name)) : [near];
  const offer =
    like.length > 0
      ? `; probably ${enumerated(
          like.map((name) => `"${name}"`),
          4,
        )} is meant`
      : `; the namespaces are ${enumerated(names, 8)}`;
  return {
    summary: `Namespace "${place}" does not exist (not found), so there is nothing in it to look at${offer}.`,
    lines: [whole.line, ...like.slice(0, 3).map((name) => view.object({ kind: "Namespace", name })!.cite())],
  };
}

const noContainer =
  /container "?([a-z0-9][a-z0-9-]{0,62})"? (?:is not valid for|in|not found in) pod "?([a-z0-9][a-z0-9.-]{0,252})/i;

/** A container that the pod does not have, with those that it has. */
function absentContainer({ text }: Question, view: ClusterView) {
  for (const error of view.errors.filter(({ code }) => code === "container-not-named")) {
    const [, container, pod] = noContainer.exec(error.line.text) ?? [];
    if (container === undefined || pod === undefined || !text.toLowerCase().includes(container)) continue;
    const own = containersOf(view, pod, error).filter((name) => name !== container);
    const near = similarName(container, own);
    const there =
      own.length === 0
        ? ""
        : `; its containers are ${enumerated(own, 10)}${near === null ? "" : `, probably ${near} is meant`}`;
    return {
      summary: `Pod ${pod} has no container "${container}": it does not exist (not found, not valid for this pod)${there}.`,
      lines: [error.line],
    };
  }
  return null;
}

function containersOf(view: ClusterView, pod: string, error: KubectlError): readonly string[] {
  const offered = /\[([a-z0-9 -]{1,2000})\]/.exec(error.line.text)?.[1]?.split(" ") ?? [];
  const object = view.of("Pod").find(({ ref }) => ref.name === pod);
  const shown = ["initContainers", "containers"].flatMap((list) =>
    listAt(object?.fields, "spec", list).map((one) => textAt(one, "name")),
  );
  const printed = view.evidence
    .filter(({ command }) => command.includes(pod) && /containers\[\*\]\.name/.test(command))
    .flatMap(({ stdout }) => stdout.trim().split(/\s+/));
  return [...new Set([...shown, ...offered, ...printed])].filter((name) => /^[a-z0-9-]{1,63}$/.test(name));
}
