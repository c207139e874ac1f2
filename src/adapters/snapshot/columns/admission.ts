import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, integer, name, text } from "./column.ts";
import { entriesAt, fieldsAt, hasObjectAt, listAt, textAt, textsAt } from "./fields.ts";

/** Validating and mutating webhook configurations. */
export const webhookConfigurations: Columns = columns(
  name,
  integer("Webhooks", "How many webhooks it registers.", (object) => listAt(object, "webhooks").length),
  age,
);

export const validatingAdmissionPolicies: Columns = columns(
  name,
  integer("Validations", "How many rules it checks.", (object) => listAt(object, "spec", "validations").length),
  text("ParamKind", "Kind of the objects that hold its parameters.", paramKind),
  age,
);

export const mutatingAdmissionPolicies: Columns = columns(
  name,
  integer("Mutations", "How many changes it makes.", (object) => listAt(object, "spec", "mutations").length),
  text("ParamKind", "Kind of the objects that hold its parameters.", paramKind),
  age,
);

/** Bindings of validating and mutating admission policies. */
export const admissionPolicyBindings: Columns = columns(
  name,
  text("PolicyName", "Policy that it binds.", (object) => textAt(object, "spec", "policyName")),
  text("ParamRef", "Object with the policy's parameters.", paramRef),
  age,
);

function paramKind(policy: Fields): string {
  if (!hasObjectAt(policy, "spec", "paramKind")) return "<unset>";
  return `${textAt(policy, "spec", "paramKind", "apiVersion")}/${textAt(policy, "spec", "paramKind", "kind")}`;
}

function paramRef(binding: Fields): string {
  const reference = fieldsAt(binding, "spec", "paramRef");
  const name = textAt(reference, "name");
  if (name !== "") return `${textAt(reference, "namespace") || "*"}/${name}`;
  return hasObjectAt(reference, "selector") ? goLabelSelector(fieldsAt(reference, "selector")) : "<unset>";
}

/** The server prints this one selector in Go's notation. */
function goLabelSelector(selector: Fields): string {
  const matchLabels = fieldsAt(selector, "matchLabels");
  const labels = Object.keys(matchLabels)
    .sort()
    .map((key) => `${key}: ${textAt(matchLabels, key)},`);
  const expressions = entriesAt(selector, "matchExpressions").map(
    (expression) =>
      `LabelSelectorRequirement{Key:${textAt(expression, "key")},Operator:${textAt(expression, "operator")},Values:[${textsAt(expression, "values").join(" ")}],},`,
  );
  return `&LabelSelector{MatchLabels:map[string]string{${labels.join("")}},MatchExpressions:[]LabelSelectorRequirement{${expressions.join("")}},}`;
}
