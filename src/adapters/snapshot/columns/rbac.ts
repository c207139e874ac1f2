import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Column, type Columns, columns, name, text, wide } from "./column.ts";
import { entriesAt, textAt } from "./fields.ts";

/** Role bindings and cluster role bindings. */
export const roleBindings: Columns = columns(
  name,
  text(
    "Role",
    "Role that is granted.",
    (binding) => `${textAt(binding, "roleRef", "kind")}/${textAt(binding, "roleRef", "name")}`,
  ),
  age,
  subjects("Users", "Users that it is granted to.", "User"),
  subjects("Groups", "Groups that it is granted to.", "Group"),
  subjects("ServiceAccounts", "Service accounts that it is granted to.", "ServiceAccount"),
);

export const serviceAccounts: Columns = columns(name, age);

function subjects(title: string, description: string, kind: string): Column {
  const print = (subject: Fields) =>
    kind === "ServiceAccount" ? `${textAt(subject, "namespace")}/${textAt(subject, "name")}` : textAt(subject, "name");
  return wide(
    text(title, description, (binding) =>
      entriesAt(binding, "subjects")
        .filter((subject) => textAt(subject, "kind") === kind)
        .map(print)
        .join(", "),
    ),
  );
}
