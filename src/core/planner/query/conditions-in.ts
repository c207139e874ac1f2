import type { Clause } from "./clause.ts";
import { comparisons, windows } from "./compare-conditions.ts";
import type { Condition } from "./condition.ts";
import { nodeConditions, partConditions } from "./node-fields.ts";
import { pairConditions } from "./pair-conditions.ts";
import { phrasePattern } from "./phrases.ts";
import { phaseConditions, replicaConditions } from "./replica-conditions.ts";
import type { RowSet } from "./row.ts";
import { absences, presences, stateConditions } from "./state-conditions.ts";
import { statusConditions, valueConditions } from "./value-conditions.ts";
import { versionConditions } from "./version-conditions.ts";

/** Verbs and places that go without saying for a sort of records. */
export function saysNothing(set: RowSet): readonly RegExp[] {
  if (set.sort === "log")
    return [
      /\b(?:appears?|appeared|shows? up|showed up|turn(?:s|ed)? up|come(?:s)? up|came up|occurs?|occurred|mentioned|written|printed|seen)\b/,
      /\b(?:returned|returns?|answered|answers?|responded|sent|sends?|made|issued|served|gave|got)\b/,
      /\b(?:gunicorn|uvicorn|nginx|apache|envoy|traefik|haproxy|postgres|postgresql|mysql|redis|kafka|spring|java|python|node\.?js|rails|ingress|edge|proxy|gateway|controller)\b/,
      ...(set.place ?? []).map((one) => phrasePattern(one)),
    ];
  if (set.sort === "event") return [/\b(?:seen|observed|reported|recorded)\b/];
  if (set.nouns.includes("node")) return [/\b(?:running|bound|created|placed|configured|installed)\b/];
  if (set.nouns.includes("port"))
    return [
      /\b(?:reachable|reach(?:es|ed)?|exposed|exposes?|open|opens|listening|listens?|published|leads?|leading|maps?|mapped|behind|forwards?|forwarded|served?|serves|numbers?)\b/,
    ];
  if (set.nouns.includes("resource type"))
    return [/\b(?:serves?|served|offers?|supports?|provides?|called|abbreviated)\b/];
  return [
    /\b(?:adds?|sums?) up(?: to)?\b/,
    /\b(?:listens?|listening|exposes?|exposed|serves?|served|reachable)\b/,
    /\b(?:bound|mounted|deployed|installed|created|scheduled|placed|assigned|allowed|configured|defined|handed out|given out|spread|distributed|located|hosted|reside|residing|living|sit|sitting|live|lives)\b/,
  ];
}

export function conditionsIn(clause: Clause, set: RowSet): readonly Condition[] {
  return [
    ...pairConditions(clause, set),
    ...replicaConditions(clause, set),
    ...phaseConditions(clause, set),
    ...nodeConditions(clause, set),
    ...partConditions(clause, set),
    ...windows(clause, set),
    ...comparisons(clause, set),
    ...absences(clause, set),
    ...statusConditions(clause, set),
    ...versionConditions(clause, set),
    ...valueConditions(clause, set),
    ...stateConditions(clause, set),
    ...presences(clause, set),
  ];
}
