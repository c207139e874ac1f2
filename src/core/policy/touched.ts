import { podVerbs } from "../kubectl/arguments.ts";
import type { KubectlCommand } from "../kubectl/command.ts";
import { kindNamed } from "../kubectl/kinds.ts";
import { flagOf, targetsOf } from "../kubectl/targets.ts";
import type { Risk } from "./decision.ts";
import { kindsIn, resourcesIn } from "./manifest.ts";
import { hasUnknownScope } from "./namespaces.ts";

/** What a command does, where it can be told; null: it may be any. Resources are words as they were given. */
export type Touched = {
  readonly verbs: readonly string[] | null;
  readonly resources: readonly string[] | null;
  readonly namespaces: readonly string[] | null;
  /** No kind is named that may be cluster-wide without our knowing. */
  readonly isScopeKnown: boolean;
};

export function touchedBy(command: KubectlCommand, risk: Risk, namespaces: readonly string[] | null): Touched {
  return {
    verbs: verbsOf(command, risk),
    resources: resourcesOf(command, risk),
    namespaces,
    isScopeKnown: !hasUnknownScope(command),
  };
}

const isChange = (risk: Risk) => risk === "write" || risk === "destructive";

/** The verb, and `delete` where flags make it delete. A raw request that changes, or that reaches into a workload, may do anything. */
function verbsOf(command: KubectlCommand, risk: Risk): readonly string[] | null {
  if (isChange(risk) && (isRaw(command) || command.verb === "get")) return null;
  const isForced = ["apply", "replace"].includes(command.verb) && flagOf(command, "force") === "true";
  return isForced || prunes(command) ? [command.verb, "delete"] : [command.verb];
}

function isRaw(command: KubectlCommand): boolean {
  return command.verb !== "config view" && flagOf(command, "raw") !== undefined;
}

function prunes(command: KubectlCommand): boolean {
  return flagOf(command, "prune") === "true";
}

function resourcesOf(command: KubectlCommand, risk: Risk): readonly string[] | null {
  const inManifest = command.stdin === undefined ? [] : resourcesIn(command.stdin);
  if (inManifest === null || reachesBeyondWords(command)) return null;
  const words = [...targetsOf(command).map(({ resource }) => resource), ...made(command), ...inManifest];
  return words.length === 0 && isChange(risk) ? null : words;
}

/** With a namespace goes all that is in it; overrides of `run` and `expose` are objects of their own. */
function reachesBeyondWords(command: KubectlCommand): boolean {
  const removesNamespace =
    command.verb === "delete" &&
    (targetsOf(command).some(({ kind }) => kind?.kind === "Namespace") ||
      kindsIn(command.stdin ?? "").includes("Namespace"));
  return (
    isRaw(command) ||
    prunes(command) ||
    removesNamespace ||
    command.verb.startsWith("cluster-info") ||
    flagOf(command, "overrides") !== undefined
  );
}

/** Kinds that a verb makes or reaches besides those it names. */
function made(command: KubectlCommand): readonly string[] {
  const [verb, kind] = command.verb.split(" ") as [string, string | undefined];
  if (verb === "create")
    return [kind === undefined ? undefined : kindNamed(kind)?.plural].filter((word) => word !== undefined);
  if (verb === "run") return flagOf(command, "expose") === "true" ? ["pods", "services"] : ["pods"];
  if (podVerbs.has(verb) || verb === "drain") return ["pods"];
  return also.get(verb) ?? [];
}

const also: ReadonlyMap<string, readonly string[]> = new Map([
  ["expose", ["services"]],
  ["autoscale", ["horizontalpodautoscalers"]],
  ["events", ["events"]],
]);
