import type { Fields } from "../../core/evidence/observed.ts";
import type { Identity } from "./answer.ts";
import { ApiStatus, qualified } from "./api-status.ts";
import { entriesAt, textAt, textsAt } from "./columns/fields.ts";
import { type KubeObject, nameOf, namespaceOf } from "./kube-object.ts";

/** What somebody wants to do, in the terms of an authorizer. A path is given for URLs that are no resources. */
export type Attributes = {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly path?: string;
};

/** `reason` is what the real authorizer says; empty for a plain no. */
export type AccessDecision = { readonly allowed: boolean; readonly reason: string };

/** The recorded roles and bindings, as an authorizer reads them. */
export type Access = {
  decide(identity: Identity, wanted: Attributes): AccessDecision;
  /** Every rule that holds for somebody in a namespace, cluster-wide rules among them. */
  rulesOf(identity: Identity, namespace: string): readonly Fields[];
};

/** Role-based access control over the recorded objects (plugin/pkg/auth/authorizer/rbac): who could do what in the cluster when it was recorded. */
export function access(objects: readonly KubeObject[]): Access {
  const rbac = objects.filter(({ apiVersion }) => apiVersion.startsWith("rbac.authorization.k8s.io/"));
  const roles = new Map(rbac.map((object) => [`${object.kind}/${namespaceOf(object)}/${nameOf(object)}`, object]));
  const bindings = rbac.filter(({ kind }) => kind === "ClusterRoleBinding" || kind === "RoleBinding");
  const grantsOf = (identity: Identity, namespace: string) =>
    bindings
      .filter((binding) => binding.kind === "ClusterRoleBinding" || namespaceOf(binding) === namespace)
      .flatMap((binding) => grant(binding, completeIdentity(identity), roles));
  return {
    decide(identity, wanted) {
      if (identity.groups.includes("system:masters")) return { allowed: true, reason: "" };
      if (rbac.length === 0) return { allowed: false, reason: "this recording holds no roles and no bindings" };
      const found = grantsOf(identity, wanted.namespace).find(({ rules }) =>
        rules.some((rule) => allows(rule, wanted)),
      );
      return found === undefined
        ? { allowed: false, reason: "" }
        : { allowed: true, reason: `RBAC: allowed by ${found.by}` };
    },
    rulesOf: (identity, namespace) => grantsOf(identity, namespace).flatMap(({ rules }) => rules),
  };
}

/** The groups that an API server adds to somebody who is impersonated (k8s.io/apiserver/pkg/endpoints/filters/impersonation). */
export function completeIdentity({ user, groups }: Identity): Identity {
  const [, , namespace] = /^system:serviceaccount:/.test(user) ? user.split(":") : [];
  const own = namespace === undefined ? [] : ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
  const authenticated = user === "system:anonymous" ? "system:unauthenticated" : "system:authenticated";
  return { user, groups: [...new Set([...groups, ...(groups.length === 0 ? own : []), authenticated])] };
}

type Grant = { readonly by: string; readonly rules: readonly Fields[] };

function grant(binding: KubeObject, identity: Identity, roles: ReadonlyMap<string, KubeObject>): Grant[] {
  const subject = entriesAt(binding, "subjects").find((each) => isSubject(each, identity, namespaceOf(binding)));
  if (subject === undefined) return [];
  const kind = textAt(binding, "roleRef", "kind");
  const name = textAt(binding, "roleRef", "name");
  const role = roles.get(`${kind}/${kind === "Role" ? namespaceOf(binding) : ""}/${name}`);
  const place = binding.kind === "RoleBinding" ? `${nameOf(binding)}/${namespaceOf(binding)}` : nameOf(binding);
  const by = `${binding.kind} "${place}" of ${kind} "${name}" to ${describe(subject, namespaceOf(binding))}`;
  return role === undefined ? [] : [{ by, rules: entriesAt(role, "rules") }];
}

function isSubject(subject: Fields, { user, groups }: Identity, namespace: string): boolean {
  const name = textAt(subject, "name");
  const kind = textAt(subject, "kind");
  if (kind === "User") return name === user;
  if (kind === "Group") return groups.includes(name);
  return (
    kind === "ServiceAccount" && user === `system:serviceaccount:${textAt(subject, "namespace") || namespace}:${name}`
  );
}

function describe(subject: Fields, namespace: string): string {
  const name = textAt(subject, "name");
  const kind = textAt(subject, "kind");
  return kind === "ServiceAccount"
    ? `ServiceAccount "${name}/${textAt(subject, "namespace") || namespace}"`
    : `${kind} "${name}"`;
}

function allows(rule: Fields, wanted: Attributes): boolean {
  const has = (field: string, value: string) => {
    const listed = textsAt(rule, field);
    return listed.includes("*") || listed.includes(value);
  };
  if (!has("verbs", wanted.verb)) return false;
  if (wanted.path !== undefined) return textsAt(rule, "nonResourceURLs").some((url) => coversPath(url, wanted.path!));
  const names = textsAt(rule, "resourceNames");
  return (
    has("apiGroups", wanted.group) &&
    coversResource(rule, wanted) &&
    (names.length === 0 || names.includes(wanted.name))
  );
}

function coversResource(rule: Fields, { resource, subresource }: Attributes): boolean {
  const listed = textsAt(rule, "resources");
  if (listed.includes("*")) return true;
  if (subresource === "") return listed.includes(resource);
  return listed.includes(`${resource}/${subresource}`) || listed.includes(`*/${subresource}`);
}

function coversPath(url: string, path: string): boolean {
  return url === "*" || url === path || (url.endsWith("*") && path.startsWith(url.slice(0, -1)));
}

/** The 403 that an API server sends to somebody who may not do what they ask for. */
export function forbidden({ user }: Identity, wanted: Attributes, reason: string): ApiStatus {
  const target = { group: wanted.group, plural: wanted.resource };
  const what = `${qualified(target)}${wanted.name === "" ? "" : ` "${wanted.name}"`}`;
  const resource = wanted.subresource === "" ? wanted.resource : `${wanted.resource}/${wanted.subresource}`;
  const where = wanted.namespace === "" ? "at the cluster scope" : `in the namespace "${wanted.namespace}"`;
  const message = `${what} is forbidden: User "${user}" cannot ${wanted.verb} resource "${resource}" in API group "${wanted.group}" ${where}`;
  const details = { ...(wanted.name === "" ? {} : { name: wanted.name }), group: wanted.group, kind: wanted.resource };
  return new ApiStatus(403, "Forbidden", reason === "" ? message : `${message}: ${reason}`, details);
}
