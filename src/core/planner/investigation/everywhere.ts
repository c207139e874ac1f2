import { printCommand } from "../../kubectl/print.ts";
import { isAllNamespaces, namespaceOf, targetsOf } from "../../kubectl/targets.ts";
import { settle } from "../command-key.ts";

/** An output whose columns say in which namespace an object is; "" for a template that does not. */
function withNamespace(output: string): string {
  if (!/^(?:custom-columns|jsonpath|go-template|template)\b/.test(output) || output.includes(".metadata.namespace"))
    return output;
  return output.startsWith("custom-columns=")
    ? output.replace("custom-columns=", "custom-columns=NAMESPACE:.metadata.namespace,")
    : "";
}

/** The same list over all namespaces; null for what names an object or a place, or is of no namespace. */
export function everywhere(text: string): string | null {
  const command = settle(text)?.command;
  if (command === undefined || isAllNamespaces(command) || namespaceOf(command) !== null) return null;
  if (!/^(?:get|top pods?|events)$/.test(command.verb)) return null;
  const targets = targetsOf(command);
  if (command.verb !== "events" && (targets.length === 0 || targets.some(({ name }) => name !== null))) {
    if (!command.verb.startsWith("top") || targets.some(({ name }) => name !== null)) return null;
  }
  if (targets.some(({ kind }) => kind?.namespaced === false)) return null;
  const flags = command.flags.map((flag) =>
    flag.name === "output" ? { ...flag, value: withNamespace(flag.value) } : flag,
  );
  if (flags.some(({ value }) => value === "")) return null;
  return printCommand({ ...command, flags: [{ name: "all-namespaces", value: "true", position: 0 }, ...flags] });
}
