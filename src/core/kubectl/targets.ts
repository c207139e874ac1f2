import { fixedResources, podVerbs, resourceVerbs, subjectsOf } from "./arguments.ts";
import type { KubectlCommand } from "./command.ts";
import { type Kind, kindNamed } from "./kinds.ts";

/** An object or a whole kind that a command names. `name` is null for the kind as a whole (or as a selector narrows it). */
export type Target = { readonly resource: string; readonly name: string | null; readonly kind: Kind | undefined };

/** What a command is about, in the order named: `pods web`, `pod/web`, `deploy,svc`, `logs deploy/web`, `exec web --`. */
export function targetsOf(command: KubectlCommand): readonly Target[] {
  const args = subjectsOf(command.verb, command.args);
  if (podVerbs.has(command.verb)) return args.slice(0, 1).map((arg) => slashed(arg) ?? target("pods", arg));
  const fixed = fixedResources.get(command.verb);
  if (fixed !== undefined)
    return args.length === 0 ? [target(fixed, null)] : args.map((arg) => slashed(arg) ?? target(fixed, arg));
  if (command.verb === "events") return forTargets(command);
  if (command.verb === "auth can-i") return canI(args);
  if (!resourceVerbs.has(command.verb)) return [];
  if (args.some((arg) => arg.includes("/"))) return args.flatMap((arg) => slashed(arg) ?? target(arg, null));
  const [types, ...names] = args;
  const resources = types === undefined ? [] : types.split(",").filter((word) => word !== "");
  return resources.flatMap((resource) =>
    names.length === 0 ? [target(resource, null)] : names.map((name) => target(resource, name)),
  );
}

/** The namespace that the command names (the last `-n` wins), or null when it names none. */
export function namespaceOf(command: KubectlCommand): string | null {
  const value = flagOf(command, "namespace");
  return value === undefined || value === "" ? null : value;
}

export function isAllNamespaces(command: KubectlCommand): boolean {
  return flagOf(command, "all-namespaces") === "true";
}

/** The value of a flag by its long name; the last one wins, as pflag has it. undefined when it is not given. */
export function flagOf(command: KubectlCommand, name: string): string | undefined {
  return command.flags.findLast((flag) => flag.name === name)?.value;
}

/** The output format without its template: `json`, `wide`, `jsonpath`; "" for the printed table. */
export function outputOf(command: KubectlCommand): string {
  return (flagOf(command, "output") ?? "").split("=", 1)[0]!.toLowerCase();
}

function target(resource: string, name: string | null): Target {
  return { resource, name, kind: kindNamed(resource) };
}

function slashed(arg: string): Target | null {
  const slash = arg.indexOf("/");
  return slash < 0 ? null : target(arg.slice(0, slash), arg.slice(slash + 1));
}

function forTargets(command: KubectlCommand): readonly Target[] {
  const about = flagOf(command, "for");
  return about === undefined ? [target("events", null)] : [slashed(about) ?? target("pods", about)];
}

function canI(args: readonly string[]): readonly Target[] {
  const [, resource, name] = args;
  if (resource === undefined || resource.startsWith("/")) return [];
  return [slashed(resource) ?? target(resource, name ?? null)];
}
