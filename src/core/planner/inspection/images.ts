import { type Home, kubectl, placesOf, pluralOf, selectorOf, singularOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Form, kindOf, says } from "./form.ts";
import { looksLikePod } from "./looks-like-pod.ts";

const templated = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"];

/** Which images run: of one object, or a line for each of a list. */
export function images(question: Question, home: Home): ReturnType<Form> {
  if (
    !says(question, /\bimages?\b|\bimage version|\bimage tags?\b/) ||
    says(question, /\bwhy\b|\bpull\w*\b|\bos image/)
  )
    return null;
  const target = question.targets[0];
  const mentioned = question.kinds.find(
    (mention) => mention.kind.kind === "Pod" || templated.includes(mention.kind.kind),
  )?.kind;
  const guessed = kindOf(target === undefined || looksLikePod(target.name) ? "pods" : "deployments");
  const kind = target?.kind ?? mentioned ?? guessed;
  const path = templated.includes(kind.kind)
    ? ".spec.template.spec.containers[*].image"
    : kind.kind === "CronJob"
      ? ".spec.jobTemplate.spec.template.spec.containers[*].image"
      : ".spec.containers[*].image";
  const isOpen = target === undefined;
  const everywhere =
    isOpen &&
    says(
      question,
      /\bcluster\b|\beverywhere\b|^(?:\w+ )?(?:which|what) (?:pods?|deployments?|workloads?|containers?|\w+sets?)\b.*\b(?:use|uses|using|run|runs|running|with|have)\b/,
    )
      ? "-A"
      : "";
  return placesOf(question, home, everywhere).map((place) => {
    if (target !== undefined) {
      return {
        command: kubectl("get", singularOf(kind), target.name, place, `-o jsonpath='{${path}}'`),
        reason: "Prints the images of its containers.",
      };
    }
    const namespace = place === "-A" ? "NAMESPACE:.metadata.namespace," : "";
    return {
      command: kubectl(
        "get",
        pluralOf(kind),
        place,
        selectorOf(question),
        `-o custom-columns=${namespace}NAME:.metadata.name,IMAGE:${path}`,
      ),
      reason: "Lists each object with the images of its containers.",
    };
  });
}
