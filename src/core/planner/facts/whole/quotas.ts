import { entriesAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { said, short } from "./amounts.ts";

type Entry = {
  readonly object: ObservedObject;
  readonly resource: string;
  readonly used: string;
  readonly hard: string;
  readonly left: number;
  readonly share: number;
};

/** What a ResourceQuota allows, what of it is used and left, and which of its resources is nearest to the end. */
export function quotaAnswer({ text, scope }: Question, view: ClusterView): Answered | null {
  const asked = text.toLowerCase();
  if (!/\b(?:quotas?|hard limit)\b/.test(asked)) return null;
  if (
    !/\b(?:how (?:much|many)|which|what|nearest|closest|left|free|remain\w*|more|share|percent\w*|used)\b/.test(asked)
  )
    return null;
  const entries = view
    .of("ResourceQuota")
    .filter(({ ref }) => scope.namespaces.length === 0 || scope.namespaces.includes(ref.namespace ?? ""))
    .flatMap(entriesOf);
  if (entries.length === 0) return null;
  const meant = entries.filter(({ resource }) => isMeant(resource, asked));
  const ranks = /\b(?:nearest|closest|highest|most|tightest|least|fullest)\b/.test(asked) || meant.length === 0;
  const shown = ranks ? entries.toSorted((one, other) => other.share - one.share) : meant;
  const told = shown
    .slice(0, 6)
    .map(
      (entry) =>
        `${entry.resource} ${entry.used} of ${entry.hard} (${Math.round(entry.share * 100)}%, ${leftOf(entry)} left)`,
    );
  const { ref } = shown[0]!.object;
  const lead =
    ranks && entries.length > 1
      ? `Nearest to its limit in ResourceQuota ${ref.namespace}/${ref.name} is ${told[0]}. Then ${enumerated(told.slice(1))}`
      : `ResourceQuota ${ref.namespace}/${ref.name}: ${told.join("; ")}`;
  return {
    summary: `${lead}.`,
    details: "",
    lines: shown.map(({ object, resource }) => object.cite("status", "used", resource)).slice(0, 6),
  };
}

function entriesOf(object: ObservedObject): readonly Entry[] {
  const hard = entriesAt(object.fields, "status", "hard");
  const used = entriesAt(object.fields, "status", "used");
  return [...hard].flatMap(([resource, limit]) => {
    const [all, taken] = [quantity(limit), quantity(used.get(resource) ?? "")];
    return all === undefined || taken === undefined || all === 0
      ? []
      : [{ object, resource, used: used.get(resource)!, hard: limit, left: all - taken, share: taken / all }];
  });
}

function isMeant(resource: string, asked: string): boolean {
  const isLimit = resource.startsWith("limits.");
  const isRequest = !isLimit && /^(?:requests\.)?(?:cpu|memory)$/.test(resource);
  const wantsLimit = /\blimits\b|\b(?:cpu|memory) limit\b|\blimits?\.(?:cpu|memory)/.test(asked);
  const wantsRequest = /\brequest/.test(asked);
  const name = resource.replace(/^(?:requests|limits|count)[./]/, "").replace(/\..*$/, "");
  const words =
    name === "memory"
      ? /\b(?:memory|ram)\b/
      : name === "cpu"
        ? /\bcpus?\b|\bcores?\b/
        : name === "persistentvolumeclaims"
          ? /\b(?:pvcs?|claims?|persistentvolumeclaims?)\b/
          : new RegExp(`\\b${name.replace(/s$/, "").replaceAll(/[^a-z0-9]/g, ".")}s?\\b`);
  if (!words.test(asked)) return false;
  if (isLimit) return wantsLimit || !wantsRequest;
  return isRequest ? wantsRequest || !wantsLimit : true;
}

function leftOf({ resource, left }: Entry): string {
  if (/cpu$/.test(resource)) return said(left, "cpu");
  return /memory$|storage$/.test(resource) ? short(left, "memory") : String(left);
}
