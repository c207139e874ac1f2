import { type Answer, json } from "./answer.ts";
import { badRequest } from "./api-status.ts";
import { fieldsAt, textAt } from "./columns/fields.ts";

const reads = ["get", "list", "watch"];

/** Answers the reviews of authentication.k8s.io and authorization.k8s.io, which are POSTed but change nothing. Undefined for other resources. */
export function review(plural: string, body: string, recordedAt: number): Answer | undefined {
  const answer = reviews[plural];
  if (answer === undefined) return undefined;
  const asked = parse(body);
  return json({ ...asked, metadata: { creationTimestamp: null }, status: answer(asked, recordedAt) }, 201);
}

const reviews: Readonly<Record<string, (asked: object, recordedAt: number) => object>> = {
  selfsubjectaccessreviews: (asked, recordedAt) => {
    const verb =
      textAt(asked, "spec", "resourceAttributes", "verb") || textAt(asked, "spec", "nonResourceAttributes", "verb");
    const allowed = reads.includes(verb);
    const when = new Date(recordedAt).toISOString().replace(/\.\d{3}Z$/, "Z");
    return { allowed, reason: `this cluster is a recording made at ${when}: it can be read and cannot be changed` };
  },
  selfsubjectrulesreviews: () => ({
    resourceRules: [{ verbs: reads, apiGroups: ["*"], resources: ["*"] }],
    nonResourceRules: [{ verbs: ["get"], nonResourceURLs: ["*"] }],
    incomplete: false,
  }),
  selfsubjectreviews: () => ({ userInfo: { username: "snapshot-reader", groups: ["system:authenticated"] } }),
};

function parse(body: string): object {
  try {
    return fieldsAt({ body: JSON.parse(body) as unknown }, "body");
  } catch {
    throw badRequest("the body of the request is not JSON");
  }
}
