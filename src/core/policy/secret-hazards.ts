import type { KubectlCommand } from "../kubectl/command.ts";
import { flagOf, outputOf, targetsOf } from "../kubectl/targets.ts";
import type { Hazard } from "./hazard.ts";

/**
 * Commands that print secret values or credentials. A table or `describe` of secrets shows names and sizes only (and, for a secret of
 * type `kubernetes.io/service-account-token`, its token, which redaction takes out).
 */
export function secretHazards(command: KubectlCommand): readonly Hazard[] {
  const isOn = (name: string) => flagOf(command, name) === "true";
  if (command.verb === "config view" && (isOn("raw") || isOn("flatten")))
    return [sensitive("prints the credentials of the kubeconfig")];
  if (command.verb === "create token") return [sensitive("prints a token that others can use")];
  if (isOn("show-secrets")) return [sensitive("prints secret values")];
  if (command.verb === "set env" && isOn("resolve"))
    return [sensitive("prints the secret values that the variables refer to")];
  if (command.verb === "apply view-last-applied" && namesSecret(command)) return [sensitive("prints secret values")];
  if (!namesSecret(command)) return [];
  if (asksForField(command)) return [sensitive("answers questions about secret values, one by one")];
  if (!showsFields(command)) return [];
  return [sensitive("prints secret values; `kubectl describe secret` shows names and sizes only")];
}

function sensitive(reason: string): Hazard {
  return { risk: "sensitive", reason };
}

/** The order of objects by a field, or a wait for its value, tells the value to whoever asks often enough. */
function asksForField(command: KubectlCommand): boolean {
  const sortedBy = flagOf(command, "sort-by");
  const isPlain = sortedBy === undefined || /^\{?\.?(?:metadata|type)\b[\w.]*\}?$/.test(sortedBy);
  return !isPlain || (command.verb === "wait" && /^jsonpath/i.test(flagOf(command, "for") ?? ""));
}

function showsFields(command: KubectlCommand): boolean {
  return flagOf(command, "template") !== undefined || !["", "name", "wide"].includes(outputOf(command));
}

/** A target is of kind Secret, or cannot be told from one: a file, or a word of the form `secrets.something`. */
function namesSecret(command: KubectlCommand): boolean {
  if (command.stdin !== undefined && /secret/i.test(command.stdin)) return true;
  return targetsOf(command).some(
    ({ resource, kind }) => kind?.kind === "Secret" || /^secrets?(?:\.|$)/i.test(resource),
  );
}
