import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { fixByHand } from "../causes/fixes.ts";
import type { Draft } from "../define-rule.ts";
import type { LogStatement } from "../logs/log-statements.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { ownersOf, unique } from "../objects/relations.ts";

/** What a service account was refused: verb, resource (`deployments/scale`), API group, and where; no namespace: of the cluster. */
type Refused = {
  readonly account: { readonly namespace: string; readonly name: string };
  readonly verb: string;
  readonly resource: string;
  readonly group: string | undefined;
  readonly namespace: string | undefined;
};

const refusal =
  /system:serviceaccount:([\w.-]{1,253}):([\w.-]{1,253})["'\\]{1,3} cannot (\w{1,30}) resource ["'\\]{1,3}([\w./-]{1,120})["'\\]{1,3}(?: in API group ["'\\]{1,3}([\w.-]{0,120})["'\\]{1,3})?(?: in the namespace ["'\\]{1,3}([\w.-]{1,63}))?/;

const refusedIn = (text: string): Refused | undefined => {
  const match = refusal.exec(text.slice(0, 4000));
  if (match === null) return undefined;
  const [, space, name, verb, resource, group, namespace] = match;
  return { account: { namespace: space!, name: name! }, verb: verb!, resource: resource!, group, namespace };
};

type Subject = { readonly kind: string; readonly name: string; readonly namespace: string };

/** The subjects of a binding, of its object or of the column of a wide table (`tools/scaler, tools/other`). */
const subjectsOf = (binding: ObservedObject): readonly Subject[] => {
  const listed = listAt(binding.fields, "subjects").map((one) => ({
    kind: textAt(one, "kind"),
    name: textAt(one, "name"),
    namespace: textAt(one, "namespace") || (binding.ref.namespace ?? ""),
  }));
  if (listed.length > 0) return listed;
  return (binding.printed.get("SERVICEACCOUNTS")?.value ?? "")
    .split(/,\s*/)
    .filter((one) => one.includes("/"))
    .map((one) => ({ kind: "ServiceAccount", namespace: one.split("/")[0]!, name: one.split("/")[1]! }));
};

/** The role that a binding gives, of its object or of the column `Role/name`. */
const roleOf = (binding: ObservedObject): ObjectRef | undefined => {
  const [cellKind, cellName] = (binding.printed.get("ROLE")?.value ?? "").split("/");
  const kind = textAt(binding.fields, "roleRef", "kind") || cellKind || "";
  const name = textAt(binding.fields, "roleRef", "name") || cellName || "";
  if (kind === "" || name === "") return undefined;
  return kind === "ClusterRole" ? { kind, name } : { kind, name, namespace: binding.ref.namespace ?? "default" };
};

const has = (values: readonly unknown[], wanted: string): boolean => values.includes("*") || values.includes(wanted);

const isGroupOf = (wanted: string | undefined, groups: readonly unknown[]): boolean =>
  wanted === undefined || groups.length === 0 || has(groups, wanted);

/** A described subresource stands behind the group: `deployments.apps/scale` is read as group `apps/scale` of `deployments`. */
const resourcesOf = (rule: unknown): readonly string[] => {
  const below = listAt(rule, "apiGroups").map((one) => String(one).split("/")[1])[0];
  return listAt(rule, "resources").map((one) => (below ? `${String(one)}/${below}` : String(one)));
};

const groupsOf = (rule: unknown): readonly string[] =>
  listAt(rule, "apiGroups").map((one) => String(one).split("/")[0]!);

const allows = (rule: unknown, { verb, resource, group }: Refused): boolean => {
  const names = resourcesOf(rule);
  return (
    has(listAt(rule, "verbs").map(String), verb) &&
    (has(names, resource) || names.includes(`*/${resource.split("/")[1] ?? ""}`)) &&
    isGroupOf(group, groupsOf(rule))
  );
};

/** undefined: the role is not shown. */
const grants = (view: ClusterView, role: ObjectRef | undefined, refused: Refused): boolean | undefined => {
  const shown = role && view.object(role);
  const rules = listAt(shown?.fields, "rules");
  return rules.length === 0 ? undefined : rules.some((rule) => allows(rule, refused));
};

const isAccount = (one: Subject, { account }: Refused): boolean =>
  (one.kind === "ServiceAccount" && one.name === account.name && one.namespace === account.namespace) ||
  (one.kind === "Group" &&
    /^system:(?:authenticated|serviceaccounts(?::[\w.-]+)?)$/.test(one.name) &&
    (one.name.split(":")[2] ?? account.namespace) === account.namespace) ||
  (one.kind === "User" && one.name === `system:serviceaccount:${account.namespace}:${account.name}`);

const reaches = ({ ref }: ObservedObject, { namespace }: Refused): boolean =>
  ref.kind === "ClusterRoleBinding" || (namespace !== undefined && ref.namespace === namespace);

type Fault = { readonly binding: ObservedObject; readonly said: string; readonly mend: string; readonly line: Line };

const printed = (one: Subject): string =>
  `${one.kind} ${one.kind === "ServiceAccount" ? `${one.namespace}/` : ""}${one.name}`;

/** A binding that gives the permission, where it counts, to somebody else: the same name elsewhere, or another name. */
const boundToOther = (view: ClusterView, bindings: readonly ObservedObject[], refused: Refused): Fault | undefined => {
  const { account } = refused;
  for (const binding of bindings.filter((one) => reaches(one, refused))) {
    const role = roleOf(binding);
    const subjects = subjectsOf(binding);
    if (subjects.length === 0 || subjects.some((one) => isAccount(one, refused))) continue;
    const granted = grants(view, role, refused);
    const isSameName = subjects.some((one) => one.name === account.name);
    const isNamedSo = binding.ref.name.includes(account.name) || role?.name.includes(account.name) === true;
    if (granted === false || !(isSameName || granted || isNamedSo)) continue;
    const other = subjects.find((one) => one.name === account.name) ?? subjects[0]!;
    const how =
      other.name === account.name && other.namespace !== account.namespace
        ? `in another namespace (${other.namespace} instead of ${account.namespace})`
        : "another subject";
    return {
      binding,
      said: `${nameOf(binding.ref)} binds ${role ? nameOf(role) : "its role"}${granted ? ", which grants this," : ""} to ${printed(other)}, ${how}, and not to ServiceAccount ${account.namespace}/${account.name}`,
      mend: `Name ServiceAccount ${account.name} in namespace ${account.namespace} as subject of ${nameOf(binding.ref)}.`,
      line: binding.cite("subjects", other.name),
    };
  }
  return undefined;
};

/** A binding of the account: in another namespace than the one it asks for, or to a role that does not grant it. */
const boundToLess = (view: ClusterView, bindings: readonly ObservedObject[], refused: Refused): Fault | undefined => {
  const own = bindings.filter((one) => subjectsOf(one).some((subject) => isAccount(subject, refused)));
  const where = refused.namespace ? `in namespace ${refused.namespace}` : "at the cluster scope";
  for (const binding of own) {
    const role = roleOf(binding);
    const granted = grants(view, role, refused);
    if (granted === true && !reaches(binding, refused))
      return {
        binding,
        said: `${nameOf(binding.ref)} grants it in namespace ${binding.ref.namespace} only, and not ${where}`,
        mend: refused.namespace
          ? `Create a RoleBinding in namespace ${refused.namespace}.`
          : "Create a ClusterRole and a ClusterRoleBinding.",
        line: binding.cite("roleRef"),
      };
    if (
      granted === false &&
      reaches(binding, refused) &&
      own.every((one) => grants(view, roleOf(one), refused) !== undefined)
    )
      return {
        binding,
        said: `${nameOf(role!)}, which ${nameOf(binding.ref)} binds to it, does not grant verb ${refused.verb} on ${refused.resource}${nearRule(view, role!, refused)}`,
        mend: `Add verb ${refused.verb} on ${refused.resource} (API group "${refused.group ?? ""}") to ${nameOf(role!)}.`,
        line: view.object(role!)!.cite("rules"),
      };
  }
  return undefined;
};

/** What the role has of the same resource: the other verbs, or the resource in another API group. */
const nearRule = (view: ClusterView, role: ObjectRef, { resource, group }: Refused): string => {
  const rule = listAt(view.object(role)?.fields, "rules").find((one) =>
    resourcesOf(one).some((name) => name.split("/")[0] === resource.split("/")[0]),
  );
  if (rule === undefined) return "";
  const groups = groupsOf(rule);
  const verbs = listAt(rule, "verbs").map(String).join(", ");
  const isOtherGroup = group !== undefined && groups.length > 0 && !has(groups, group);
  return ` (it has ${resourcesOf(rule).join(", ")}${isOtherGroup ? ` of API group "${groups.join(", ")}" and not "${group}"` : ""}: ${verbs})`;
};

/** The binding or role at fault, where the evidence shows why a service account may not do what the log says. */
export const refusedByBinding = (view: ClusterView, one: LogStatement): Draft | undefined => {
  const refused = refusedIn(one.template.last.text);
  const bindings = [...view.of("RoleBinding"), ...view.of("ClusterRoleBinding")];
  if (refused === undefined || bindings.length === 0) return undefined;
  const fault = boundToLess(view, bindings, refused) ?? boundToOther(view, bindings, refused);
  if (fault === undefined) return undefined;
  const { binding } = fault;
  const role = roleOf(binding);
  return {
    object: binding.ref,
    severity: "critical",
    confidence: "confirmed",
    summary: `${fault.said}, so that service account ${refused.account.namespace}/${refused.account.name} may not ${refused.verb} ${refused.resource}${refused.namespace ? ` in ${refused.namespace}` : " at the cluster scope"} (the log of ${nameOf(one.log.object)}).`,
    evidence: [one.template.last, fault.line, binding.cite()],
    related: unique([
      one.log.object,
      ...ownersOf(view, one.log.object),
      ...(role ? [role] : []),
      { kind: "ServiceAccount", ...refused.account },
    ]),
    fix: fixByHand(fault.mend, []),
  };
};
