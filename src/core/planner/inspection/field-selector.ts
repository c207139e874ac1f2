import type { Kind } from "../../kubectl/kinds.ts";
import type { Question } from "../question/understand.ts";

const serviceTypes = ["LoadBalancer", "NodePort", "ClusterIP", "ExternalName"];
const secretTypes: ReadonlyMap<string, string> = new Map([
  ["tls", "kubernetes.io/tls"],
  ["opaque", "Opaque"],
  ["dockerconfigjson", "kubernetes.io/dockerconfigjson"],
]);

/** The field selector for a type that a question names: services and secrets can be selected by theirs. */
export function typeOf(question: Question, kind: Kind): readonly string[] {
  const said = /\btype (\S+)|\b(load ?balancer|node ?port|cluster ?ip|external ?name)s?\b/.exec(question.plain);
  const type = (said?.[1] ?? said?.[2] ?? "").replace(" ", "");
  if (kind.kind === "Service") {
    const service = serviceTypes.find((one) => one.toLowerCase() === type);
    return service === undefined ? [] : [`spec.type=${service}`];
  }
  const secret = kind.kind === "Secret" ? secretTypes.get(type) : undefined;
  return secret === undefined ? [] : [`type=${secret}`];
}
