import { listAt, textAt } from "../../diagnosis/fields.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { isNamed } from "../investigation/relevance.ts";
import { enumerated } from "../wording.ts";
import type { AnswerForm } from "./answer.ts";

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
