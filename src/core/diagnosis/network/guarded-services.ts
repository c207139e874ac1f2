import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { unique, workloadOf } from "../objects/relations.ts";
import { podsOf } from "../workloads/pods.ts";
import type { Target } from "./endpoint-in-text.ts";
import { keptOutOf } from "./kept-out.ts";

/** Whom a call may have been for, whose line names nobody: those that a policy surely keeps the caller from. */
export type Guarded = {
  readonly target: Target;
  /** The line speaks of it by a part of its name: `RiskClient` for `risk-engine`. */
  readonly isNamed: boolean;
};

/** Words that many names have and that tell nothing apart. */
const common =
  /^(?:service|server|client|api|app|backend|frontend|worker|prod|stage|main|default|http|https|internal|primary|engine|manager|handler|request|error|data)$/;

/** The services and workloads of the caller's namespace that a policy admits callers to by name, and not this one; best first. */
export const guardedFrom = (view: ClusterView, from: ObjectRef, line: string): readonly Guarded[] => {
  const own = workloadOf(view, from).name;
  const words = new Set(wordsIn(line));
  const shown = unique([
    ...["Service", "Endpoints", "StatefulSet", "Deployment"].flatMap((kind) => view.of(kind).map(({ ref }) => ref)),
    ...podsOf(view).map(({ ref }) => workloadOf(view, ref)),
  ]);
  const names = [...new Set(shown.filter(({ namespace }) => namespace === from.namespace).map(nameOfServer))];
  const guarded = names
    .filter((name) => name !== own && name !== from.name)
    .filter((name) => {
      const kept = keptOutOf(view, from, { host: name, port: "" }, line);
      return kept !== undefined && kept.port === undefined && !kept.isForAll;
    })
    .map((name) => ({
      target: { host: name, port: "" },
      isNamed: name.split("-").some((part) => part.length > 2 && !common.test(part) && words.has(part)),
    }));
  const named = guarded.filter(({ isNamed }) => isNamed);
  return named.length > 0 ? named : guarded.length === 1 ? guarded : [];
};

const nameOfServer = ({ kind, name }: ObjectRef): string => (kind === "Pod" ? name.replace(/-\d{1,3}$/, "") : name);

/** The words of a line, also those within `RiskClient` and `risk_check`. */
const wordsIn = (line: string): readonly string[] =>
  line
    .slice(0, 4000)
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
