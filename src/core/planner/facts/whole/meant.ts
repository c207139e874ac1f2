import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { ObservedObject } from "../../../evidence/observed.ts";
import { isNamed } from "../../investigation/relevance.ts";
import type { Question } from "../../question/understand.ts";

/** Which of the objects a question means: by node, namespace and name, each of which narrows where its words fit some of them. */
export function meantOf(
  question: Question,
  objects: readonly ObservedObject[],
): { readonly objects: readonly ObservedObject[]; readonly where: string } {
  const words = new Set(
    question.text
      .toLowerCase()
      .split(/[\s,;?!"'`()]+/)
      .map((word) => word.replace(/[.:]$/, "")),
  );
  const { namespaces } = question.scope;
  const nodes = [...new Set(objects.map(nodeOf).filter((node) => node !== ""))].filter(
    (node) => words.has(node) || words.has(node.split(".")[0]!),
  );
  const places = [...new Set(objects.map(({ ref }) => ref.namespace ?? ""))].filter(
    (place) => namespaces.includes(place) || words.has(place),
  );
  const onNode = nodes.length === 0 ? objects : objects.filter((object) => nodes.includes(nodeOf(object)));
  const inPlace = places.length === 0 ? onNode : onNode.filter(({ ref }) => places.includes(ref.namespace ?? ""));
  const named = inPlace.filter(({ ref }) =>
    question.targets.some(({ name }) => !places.includes(name) && isNamed(ref, name)),
  );
  const where = [
    nodes.length > 0 ? ` on node ${nodes.join(", ")}` : "",
    places.length > 0 ? ` in ${places.join(", ")}` : "",
  ].join("");
  return { objects: named.length > 0 ? named : inPlace, where };
}

export const nodeOf = (object: ObservedObject): string =>
  textAt(object.fields, "spec", "nodeName").split("/")[0] ||
  (object.printed.get("NODE")?.value ?? "").replace("<none>", "");
