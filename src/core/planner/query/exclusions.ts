import { excludedIn } from "./asks.ts";
import { Clause } from "./clause.ts";
import { anyOf, type Condition, denied } from "./condition.ts";
import { conditionsIn } from "./conditions-in.ts";
import { isFiller } from "./filler.ts";
import { phrasePattern } from "./phrases.ts";
import type { RowSet } from "./row.ts";
import { takeNouns, toldIn } from "./taken-words.ts";

/** What an exclusion or a rule of counting says, as conditions that must not hold. */
export function excluded(rider: string, set: RowSet): { conditions: readonly Condition[]; left: readonly string[] } {
  if (/\bonce\b/.test(rider)) return { conditions: [], left: [] };
  if (isGranted(rider)) return { conditions: [], left: [] };
  const isOnly = /^only\b/.test(rider);
  const clause = new Clause(isOnly ? rider.slice(4) : excludedIn(rider));
  if (set.nouns.includes("resource type")) clause.take(/\bapis?\b/);
  const found = [...globs(clause, set), ...conditionsIn(clause, set), ...pieces(clause, set)];
  takeNouns(clause, set);
  clause.take(/\b(?:health ?checks?|probes?|jobs?|pods?|ones?|runs?|system|calls?|requests?)\b/);
  toldIn(clause, set);
  const left = clause.left().filter((word) => !isFiller(word));
  if (found.length === 0) return { conditions: [], left: left.length > 0 ? left : [rider] };
  return { conditions: isOnly ? found : [denied(anyOf(found))], left };
}

/** Rules of counting that hold anyhow: a candidate is no release, an image without a registry is Docker Hub's, a contrast says no more. */
const isGranted = (rider: string): boolean =>
  /\b(?:release candidates?|pre-?releases?|rcs?|betas?)\b.{0,30}\bcounts? as not\b/.test(rider) ||
  /\bwithout (?:a |any )?registry\b.{0,60}\bcount/.test(rider) ||
  /\bterminating\b.{0,20}\bis not ready either\b/.test(rider) ||
  /^(?:rather than|instead of)\b/.test(rider);

/** `kube-*`. */
function globs(clause: Clause, set: RowSet): readonly Condition[] {
  const match = clause.take(/(?:^|\s)([a-z0-9][a-z0-9-]{0,60})\*/);
  const field = set.nouns.includes("namespace")
    ? "name"
    : set.fields.some(({ name }) => name === "namespace")
      ? "namespace"
      : "name";
  return match === null
    ? []
    : [{ said: `in ${match[1]}*`, fields: [], holds: ({ cells }) => (cells.get(field) ?? "").startsWith(match[1]!) }];
}

/** A word that is a part of namespaces or names: `staging`. */
function pieces(clause: Clause, set: RowSet): readonly Condition[] {
  return clause
    .left()
    .filter((word) => !isFiller(word) && /^[a-z0-9]{2,40}$/.test(word))
    .flatMap((word): readonly Condition[] => {
      const isPart = (text: string | undefined) => (text ?? "").split(/[-.]/).includes(word);
      const field = ["namespace", "name"].find((one) => set.rows.some(({ cells }) => isPart(cells.get(one))));
      if (field === undefined) return [];
      clause.take(phrasePattern(word));
      return [{ said: `of ${word}`, fields: [field], holds: ({ cells }) => isPart(cells.get(field)) }];
    });
}
