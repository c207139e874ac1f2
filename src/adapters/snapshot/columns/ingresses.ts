import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, name, named, objectName, text } from "./column.ts";
import { entriesAt, fieldsAt, hasObjectAt, listAt, optionalTextAt, textAt } from "./fields.ts";
import { labelSelectorOrNone } from "./label-selector.ts";
import { loadBalancerAddresses } from "./load-balancer.ts";

export const ingresses: Columns = columns(
  name,
  text(
    "Class",
    "Ingress class that serves it.",
    (object) => optionalTextAt(object, "spec", "ingressClassName") ?? "<none>",
  ),
  text("Hosts", "Host names that its rules match.", hosts),
  text("Address", "Addresses at which it is reached.", (object) => loadBalancerAddresses(object).join(",")),
  text("Ports", "80, and 443 when it has TLS.", (object) =>
    listAt(object, "spec", "tls").length > 0 ? "80, 443" : "80",
  ),
  age,
);

export const ingressClasses: Columns = columns(
  named(text("Name", "Name of the object; says which class is the default.", classNameWithDefault)),
  text("Controller", "Controller that serves the class.", (object) => textAt(object, "spec", "controller")),
  text("Parameters", "Object with further settings of the class.", parameters),
  age,
);

export const networkPolicies: Columns = columns(
  name,
  text("Pod-Selector", "Label selector of the pods that it covers.", (object) =>
    labelSelectorOrNone(fieldsAt(object, "spec", "podSelector")),
  ),
  age,
);

/** Up to three hosts; rules beyond the third host count as more, with or without a host of their own. */
function hosts(ingress: Fields): string {
  const rules = entriesAt(ingress, "spec", "rules");
  const all = rules.map((rule) => textAt(rule, "host"));
  const named = all.filter((host) => host !== "").slice(0, 3);
  if (named.length === 0) return "*";
  const third = named.length === 3 ? nth(all, 3) : all.length;
  return all.length > third + 1 ? `${named.join(",")} + ${rules.length - 3} more...` : named.join(",");
}

/** Index of the n-th host that is not empty. */
function nth(hosts: readonly string[], n: number): number {
  let seen = 0;
  return hosts.findIndex((host) => host !== "" && ++seen === n);
}

function classNameWithDefault(object: Fields): string {
  const isDefault = textAt(object, "metadata", "annotations", "ingressclass.kubernetes.io/is-default-class") === "true";
  return `${objectName(object)}${isDefault ? " (default)" : ""}`;
}

function parameters(object: Fields): string {
  if (!hasObjectAt(object, "spec", "parameters")) return "<none>";
  const reference = fieldsAt(object, "spec", "parameters");
  const group = optionalTextAt(reference, "apiGroup");
  return `${textAt(reference, "kind")}${group === undefined ? "" : `.${group}`}/${textAt(reference, "name")}`;
}
