import type { Fields } from "../../core/evidence/observed.ts";
import { type Access, type AccessDecision, type Attributes, completeIdentity } from "./access.ts";
import { type Answer, type Identity, json } from "./answer.ts";
import { fieldsAt, hasObjectAt, textAt, textsAt } from "./columns/fields.ts";
import { reviewRequest, typeOf } from "./review-request.ts";

export type ReviewRequest = {
  /** The resource it is POSTed to. */
  readonly plural: string;
  readonly body: Buffer;
  /** The namespace in the path, for LocalSubjectAccessReview. */
  readonly namespace: string | undefined;
  readonly impersonated: Identity | undefined;
  readonly access: Access;
  /** Why the recording lets nobody change anything. */
  readonly recordingReason: string;
};

/**
 * Answers the reviews of authentication.k8s.io and authorization.k8s.io, which are POSTed but change nothing; undefined for
 * other resources. Whoever holds the kubeconfig may read everything and change nothing; for anybody else (`--as`, or the
 * user of a SubjectAccessReview) the recorded roles and bindings decide.
 */
export function review(request: ReviewRequest): Answer | undefined {
  const answer = reviews.get(request.plural);
  if (answer === undefined) return undefined;
  const asked = reviewRequest(request.body);
  const status = answer(fieldsAt(asked, "spec"), request);
  return json({ ...typeOf(asked), metadata: { creationTimestamp: null }, spec: fieldsAt(asked, "spec"), status }, 201);
}

const reads = ["get", "list", "watch"];
const reader: Identity = { user: "snapshot-reader", groups: ["system:authenticated"] };

const reviews = new Map<string, (spec: Fields, request: ReviewRequest) => object>([
  [
    "selfsubjectaccessreviews",
    (spec, { impersonated, access, recordingReason }) => {
      const wanted = attributesOf(spec, "");
      return impersonated ? access.decide(impersonated, wanted) : asReader(wanted, recordingReason);
    },
  ],
  ["subjectaccessreviews", decideForSubject],
  ["localsubjectaccessreviews", decideForSubject],
  [
    "selfsubjectrulesreviews",
    (spec, { impersonated, access }) => {
      const everything = [
        { verbs: reads, apiGroups: ["*"], resources: ["*"] },
        { verbs: ["get"], nonResourceURLs: ["*"] },
      ];
      const rules = impersonated ? access.rulesOf(impersonated, textAt(spec, "namespace")) : everything;
      return {
        resourceRules: rules.filter((rule) => textsAt(rule, "resources").length > 0),
        nonResourceRules: rules.filter((rule) => textsAt(rule, "nonResourceURLs").length > 0),
        incomplete: false,
      };
    },
  ],
  [
    "selfsubjectreviews",
    (_spec, { impersonated }) => {
      const { user, groups } = impersonated ? completeIdentity(impersonated) : reader;
      return { userInfo: { username: user, groups } };
    },
  ],
]);

function decideForSubject(spec: Fields, { access, namespace }: ReviewRequest): AccessDecision {
  const identity = { user: textAt(spec, "user"), groups: textsAt(spec, "groups") };
  return access.decide(identity, attributesOf(spec, namespace ?? ""));
}

function asReader({ verb }: Attributes, reason: string): AccessDecision {
  return { allowed: reads.includes(verb), reason };
}

function attributesOf(spec: Fields, namespace: string): Attributes {
  const path = hasObjectAt(spec, "nonResourceAttributes") ? textAt(spec, "nonResourceAttributes", "path") : undefined;
  const from = fieldsAt(spec, path === undefined ? "resourceAttributes" : "nonResourceAttributes");
  return {
    verb: textAt(from, "verb"),
    group: textAt(from, "group"),
    resource: textAt(from, "resource"),
    subresource: textAt(from, "subresource"),
    namespace: textAt(from, "namespace") || namespace,
    name: textAt(from, "name"),
    ...(path === undefined ? {} : { path }),
  };
}
