import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { isNamed } from "../investigation/relevance.ts";
import type { Question } from "../question/understand.ts";
import { enumerated } from "../wording.ts";
import type { Answered, AnswerForm } from "./answer.ts";

const specs: readonly (readonly string[])[] = [
  ["spec"],
  ["spec", "template", "spec"],
  ["spec", "jobTemplate", "spec", "template", "spec"],
];

/** The images of the objects asked for. */
export const imageAnswer: AnswerForm = (question, { view }) => {
  if (!/\bimages?\b|\bimage (version|tag)/.test(question.plain) || /\bpull/.test(question.plain)) return null;
  const { namespaces } = question.scope;
  const meant = view.objects.filter(
    (object) =>
      imagesOf(object).length > 0 &&
      (question.targets.length === 0 || question.targets.some((target) => isNamed(object.ref, target.name))) &&
      (namespaces.length === 0 || namespaces.includes(object.ref.namespace ?? "")),
  );
  if (meant.length === 0) return null;
  const wanted = wantedImage(question);
  if (wanted !== null) return using(wanted, meant);
  const first = meant[0]!;
  if (meant.length === 1)
    return {
      summary: `${first.ref.kind} ${first.ref.name} uses ${enumerated(imagesOf(first))}.`,
      details: "",
      lines: linesOf(first),
    };
  const images = new Set(meant.flatMap(imagesOf));
  return {
    summary: `${meant.length} objects use ${images.size} ${images.size === 1 ? "image" : "images"}:`,
    details: meant
      .slice(0, 30)
      .map(
        (object) =>
          `  ${object.ref.namespace === undefined ? "" : `${object.ref.namespace}/`}${object.ref.name}: ${imagesOf(object).join(", ")}`,
      )
      .join("\n"),
    lines: [],
  };
};

/** `which deployments use image nginx:1.25`: the image that is looked for. */
function wantedImage(question: Question): string | null {
  if (
    !/\b(?:use|uses|using|run|runs|running|with|have|has)\b/.test(question.plain) ||
    question.targets.some((target) => target.sure)
  )
    return null;
  const word = question.words.find((one) => /[:/]/.test(one.text) && /^[\w.-]+(?:[:/][\w.-]+)+$/.test(one.text));
  const at = question.words.findIndex((one) => one.lower === "image");
  const after = at < 0 ? undefined : question.words[at + 1];
  const named =
    after !== undefined &&
    /^[a-z0-9][\w./:@-]*$/.test(after.lower) &&
    !/^(in|of|from|version|name|tag|is|are|and)$/.test(after.lower)
      ? after
      : undefined;
  return word?.text ?? named?.text ?? null;
}

function using(wanted: string, objects: readonly ObservedObject[]): Answered {
  const found = objects.filter((object) =>
    imagesOf(object).some(
      (image) => image === wanted || image.startsWith(`${wanted}:`) || image.includes(`/${wanted}`),
    ),
  );
  const names = found.map(
    ({ ref }) => `${ref.kind} ${ref.namespace === undefined ? "" : `${ref.namespace}/`}${ref.name}`,
  );
  return {
    summary:
      found.length === 0
        ? `None of the ${objects.length} objects shown uses ${wanted}.`
        : `${wanted} is used by ${found.length} of ${objects.length}: ${enumerated(names, 20)}.`,
    details: "",
    lines: found.map((object) => object.cite()).slice(0, 8),
  };
}

function imagesOf(object: ObservedObject): readonly string[] {
  const found = specs.flatMap((path) =>
    ["initContainers", "containers"].flatMap((list) => listAt(object.fields, ...path, list)),
  );
  const printed = object.printed.get("IMAGES")?.value ?? object.printed.get("IMAGE")?.value;
  const images = found.map((container) => textAt(container, "image")).filter((image) => image !== "");
  return images.length > 0
    ? [...new Set(images)]
    : printed === undefined || printed === "<none>"
      ? []
      : printed.split(",");
}

function linesOf(object: ObservedObject) {
  return specs
    .flatMap((path) =>
      listAt(object.fields, ...path, "containers").map((container) =>
        object.cite(...path, "containers", textAt(container, "name"), "image"),
      ),
    )
    .slice(0, 3);
}
