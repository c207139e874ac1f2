import type { Suggestion } from "../../../diagnosis/finding.ts";
import { kindNamed } from "../../../kubectl/kinds.ts";
import { kubectl } from "../../command-line.ts";
import { whatIsAsked } from "../../inspection/rights.ts";
import type { Question } from "../../question/understand.ts";
import type { Deed } from "./rbac.ts";

/** What shows who holds which role, and what these allow. `place` as flags: `-A`, `-n shop`. */
export const rightsReads = (place: string): readonly Suggestion[] => [
  {
    command: kubectl("get rolebindings,clusterrolebindings", place, "-o wide"),
    reason: "Shows which users, groups and service accounts hold which role here and in the whole cluster.",
  },
  { command: "kubectl get clusterroles -o yaml", reason: "Shows what the cluster-wide roles allow." },
  { command: kubectl("get roles", place, "-o yaml"), reason: "Shows what the roles of namespaces allow." },
];

/** The verb and the resource that a question about rights is about; null when it names none. */
export function deedIn(question: Question): Deed | null {
  const [lead, verb, said] = whatIsAsked(question);
  const asked = said?.replace(" --subresource=", "/");
  if (lead !== "auth can-i" || verb === undefined || asked === undefined || asked.startsWith("/")) return null;
  const [resource, rest] = asked.split("/");
  const group = kindNamed(resource!)?.group ?? null;
  const isPart =
    rest !== undefined &&
    /^(?:status|scale|log|exec|proxy|finalizers|token|binding|approval|portforward|attach|eviction)$/.test(rest);
  if (rest === undefined || isPart) return { verb, resource: asked, group };
  return { verb, resource: resource!, group, name: rest };
}

/** `delete pods`; of one object `delete namespace x`. */
export const deedSaid = ({ verb, resource, name }: Deed): string =>
  name === undefined ? `${verb} ${resource}` : `${verb} ${kindNamed(resource)?.singular ?? resource} ${name}`;
