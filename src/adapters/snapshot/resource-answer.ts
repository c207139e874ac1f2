import { type Attributes, forbidden } from "./access.ts";
import type { Answer, Asked } from "./answer.ts";
import { pathNotFound, recordingIsReadOnly, recordingReason } from "./api-status.ts";
import { isTrue } from "./logs.ts";
import { readAnswer } from "./read-answer.ts";
import type { ResourcePath } from "./request-path.ts";
import { review } from "./reviews.ts";
import type { Served } from "./served.ts";
import { warningOf } from "./warnings.ts";

/** Answers a request for a resource: reads from the snapshot, reviews, and 403 for everything that would change something. */
export async function answerResource(served: Served, asked: Asked, path: ResourcePath): Promise<Answer> {
  const { recordedAt, kubernetesVersion, unread } = served.snapshot;
  const resource = served.catalogue.find(path.group, path.version, path.plural);
  if (resource === undefined) throw unread.groupRefusal(path.group, path.version) ?? pathNotFound();
  const reviewed = reviewAnswer(served, asked, path);
  if (reviewed !== undefined) return reviewed;
  const change = changeOf(asked.method, path);
  if (change !== undefined)
    throw recordingIsReadOnly(change, { group: path.group, plural: path.plural, name: path.name ?? "" }, recordedAt);
  checkImpersonated(served, asked, path);
  const answer = await readAnswer({ served, asked, path, resource });
  const left = path.name === undefined ? unread.warning(resource, path.namespace) : undefined;
  return withWarning(answer, warningOf(resource, served.catalogue.resources, kubernetesVersion) ?? left);
}

function reviewAnswer(
  { snapshot, access }: Served,
  { method, body, impersonated }: Asked,
  path: ResourcePath,
): Answer | undefined {
  const isReview = path.group === "authorization.k8s.io" || path.group === "authentication.k8s.io";
  if (method !== "POST" || !isReview || path.name !== undefined) return undefined;
  const { plural, namespace } = path;
  return review({
    plural,
    body,
    namespace,
    impersonated,
    access,
    recordingReason: recordingReason(snapshot.recordedAt),
  });
}

const writeVerbs = new Map([
  ["POST", "create"],
  ["PUT", "update"],
  ["PATCH", "patch"],
  ["DELETE", "delete"],
]);

/** Subresources that reach into a running cluster, some of them by GET. */
const connecting = new Map([
  ["exec", "exec"],
  ["attach", "attach"],
  ["portforward", "forward ports"],
  ["proxy", "proxy"],
  ["eviction", "evict"],
  ["binding", "bind"],
  ["token", "create a token"],
]);

/** What a request would do to a running cluster; undefined for reads. */
function changeOf(method: string, { subresource = "" }: ResourcePath): string | undefined {
  return (
    connecting.get(subresource) ?? (method === "GET" ? undefined : (writeVerbs.get(method) ?? method.toLowerCase()))
  );
}

/** With `--as`, a read is allowed exactly when the recorded roles would have allowed it. */
function checkImpersonated({ access }: Served, { impersonated, query }: Asked, path: ResourcePath): void {
  if (impersonated === undefined) return;
  const listing = isTrue(query.get("watch")) ? "watch" : "list";
  const wanted: Attributes = {
    verb: path.name === undefined ? listing : "get",
    group: path.group,
    resource: path.plural,
    subresource: path.subresource ?? "",
    namespace: path.namespace ?? "",
    name: path.name ?? "",
  };
  const { allowed, reason } = access.decide(impersonated, wanted);
  if (!allowed) throw forbidden(impersonated, wanted, reason);
}

function withWarning(answer: Answer, warning: string | undefined): Answer {
  if (warning === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, warning: `299 - "${warning}"` } };
}
