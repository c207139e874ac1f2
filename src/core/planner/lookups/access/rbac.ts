import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { placed } from "../form/named-parts.ts";

/** Who may hold a role. A ServiceAccount lies in a namespace. */
export type Subject = { readonly kind: string; readonly name: string; readonly namespace?: string };

/** One subject with the role that one binding gives it. `namespace` undefined: in the whole cluster. */
export type Grant = {
  readonly subject: Subject;
  readonly binding: ObservedObject;
  readonly role: { readonly kind: string; readonly name: string };
  readonly namespace: string | undefined;
  readonly line: Line;
};

/** What is to be done: `delete` of `pods`; `group` is that of the API, `name` one object. */
export type Deed = {
  readonly verb: string;
  readonly resource: string;
  readonly group: string | null;
  readonly name?: string;
};

/** Every grant that the bindings of a view show, as tables with `-o wide`, descriptions or objects print them. */
export function grantsIn(view: ClusterView): readonly Grant[] {
  return [...view.of("RoleBinding"), ...view.of("ClusterRoleBinding")].flatMap((binding) => {
    const role = roleOf(binding);
    if (role === null) return [];
    const line = binding.printed.get("ROLE")?.line ?? binding.cite("roleRef", "name");
    return subjectsOf(binding).map((subject) => ({ subject, binding, role, namespace: binding.ref.namespace, line }));
  });
}

function roleOf({ printed, fields }: ObservedObject): Grant["role"] | null {
  const [kind, name] = (printed.get("ROLE")?.value ?? "").split("/");
  if (name !== undefined && name !== "") return { kind: kind!, name };
  const named = textAt(fields, "roleRef", "name");
  return named === "" ? null : { kind: textAt(fields, "roleRef", "kind"), name: named };
}

function subjectsOf({ printed, fields, ref }: ObservedObject): readonly Subject[] {
  const cells = (heading: string) =>
    (printed.get(heading)?.value ?? "")
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== "" && one !== "<none>");
  const rows: readonly Subject[] = [
    ...cells("USERS").map((name) => ({ kind: "User", name })),
    ...cells("GROUPS").map((name) => ({ kind: "Group", name })),
    ...cells("SERVICEACCOUNTS").map((text) => {
      const [namespace, name] = text.split("/");
      return {
        kind: "ServiceAccount",
        name: name ?? namespace!,
        namespace: name === undefined ? (ref.namespace ?? "") : namespace!,
      };
    }),
  ];
  if (rows.length > 0) return rows;
  return listAt(fields, "subjects").map((one) => {
    const namespace = textAt(one, "namespace");
    return { kind: textAt(one, "kind"), name: textAt(one, "name"), ...(namespace === "" ? {} : { namespace }) };
  });
}

/** The rules of a grant's role; null when the view does not show the role. */
export function rulesOf({ role, namespace }: Grant, view: ClusterView): readonly unknown[] | null {
  const object = view.object(
    role.kind === "Role"
      ? { kind: "Role", ...(namespace === undefined ? {} : { namespace }), name: role.name }
      : { kind: "ClusterRole", name: role.name },
  );
  return object === undefined || !object.sources.has("object") ? null : listAt(object.fields, "rules");
}

/** Whether a rule allows a deed: of all objects, of these names only, or not. */
export function allows(rule: unknown, { verb, resource, group, name }: Deed): "all" | readonly string[] | null {
  const has = (list: string, ...values: readonly string[]) =>
    texts(rule, list).some((one) => one === "*" || values.includes(one));
  const part = resource.split("/")[1];
  const isResource = has("resources", resource, ...(part === undefined ? [] : [`*/${part}`]));
  if (!has("verbs", verb) || !isResource || (group !== null && !has("apiGroups", group))) return null;
  const names = texts(rule, "resourceNames");
  if (names.length === 0) return "all";
  return name === undefined ? names : names.includes(name) ? "all" : null;
}

const texts = (rule: unknown, list: string): readonly string[] =>
  listAt(rule, list).filter((one) => typeof one === "string");

/** `get, list and watch on pods, services`; rules of URLs outside the API objects say nothing here. */
export function ruleSaid(rule: unknown): string {
  const resources = texts(rule, "resources");
  if (resources.length === 0) return "";
  const verbs = texts(rule, "verbs").map((verb) => (verb === "*" ? "every verb" : verb));
  const names = texts(rule, "resourceNames");
  const on = resources.includes("*") ? "every resource" : resources.join(", ");
  return `${verbs.join(", ")} on ${on}${names.length === 0 ? "" : ` (only ${names.join(", ")})`}`;
}

/** `ServiceAccount shop/deployer`, `Group system:masters` */
export const subjectSaid = ({ kind, name, namespace }: Subject): string =>
  `${kind} ${namespace === undefined || namespace === "" ? "" : `${namespace}/`}${name}`;

/** `ClusterRole cluster-admin (ClusterRoleBinding cluster-admin)` */
export const grantSaid = ({ role, binding }: Grant): string =>
  `${role.kind} ${role.name} (${binding.ref.kind} ${placed(binding)})`;
