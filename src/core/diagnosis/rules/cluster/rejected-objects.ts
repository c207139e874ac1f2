import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";

/** Kinds that controllers take up and turn into something else; what they cannot take they say in an event. */
const kinds =
  /^(?:Ingress|IngressRoute|IngressClass|HTTPRoute|GRPCRoute|TLSRoute|TCPRoute|Gateway|VirtualServer|NetworkPolicy)$/;

const recently = 3600;

const rejected = defineRule(
  {
    code: "object-rejected",
    title: "Controller does not take the object",
    about:
      "The controller that should serve an Ingress, a route or a Gateway says in a warning that it cannot: a Secret that is no valid certificate, an annotation that it does not allow, a backend it does not find.",
    reads: ["Ingress", "HTTPRoute", "Gateway", "events"],
    explains: ["warning-event", "ingress-certificate-missing"],
  },
  function* (view) {
    const told = new Set<string>();
    for (const event of [...view.events].sort((left, right) => (left.lastSeen ?? 0) - (right.lastSeen ?? 0))) {
      const { object, message, reason } = event;
      const key = `${object.kind}/${object.namespace}/${object.name}`;
      if (!kinds.test(object.kind) || event.type !== "Warning" || (event.lastSeen ?? 0) > recently || told.has(key))
        continue;
      told.add(key);
      yield {
        object,
        severity: "warning",
        confidence: "likely",
        summary: `The controller of ${nameOf(object)} complains: ${message.slice(0, 200)} (${reason}).`,
        evidence: [event.line],
        next: describe(object, "Shows all that the controller says of it."),
      };
    }
  },
);

/** What controllers refuse to serve. */
export const rejectedObjectRules: readonly Rule[] = [rejected];
