import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { logStatements } from "../logs/log-statements.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { ownersOf } from "../objects/relations.ts";

/** Who says that what it kept in a cache or session store is gone. */
export type LostEntry = { readonly ref: ObjectRef; readonly line: Line };

/** What applications write when what they stored is gone. */
const missed =
  /\bsessions?\b[^\n]{0,60}\b(?:not found|unknown|missing|lost|gone|does not exist)\b|\bcache is empty\b|\bnot found in (?:the )?(?:session )?(?:store|cache|redis)\b|\b(?:key|token|cart|job)s?\b[^\n]{0,40}\b(?:vanished|gone|no longer exists?)\b/i;

/** The lines of logs that tell of entries which are gone, with the pods and workloads that wrote them. */
export const lostEntries = (view: ClusterView): readonly LostEntry[] => [
  ...logStatements(view)
    .filter(({ cause }) => cause.code === "session-affinity-missing")
    .map(({ log, template }) => ({ ref: log.object, line: template.last })),
  ...logsOfView(view).flatMap(({ object, evidence, templates }) => {
    const found = evidence < 0 ? undefined : templates.find(({ last }) => missed.test(last.text.slice(0, 2000)));
    return found === undefined
      ? []
      : [{ ref: object, line: found.last }, ...ownersOf(view, object).map((ref) => ({ ref, line: found.last }))];
  }),
];

/** The pod or workload in which the store was asked. */
export const storeAsked = (view: ClusterView, command: string): ObjectRef =>
  logsOfView(view).find(({ tail }) => tail[0]?.command === command)?.object ?? { kind: "Store", name: "the store" };
