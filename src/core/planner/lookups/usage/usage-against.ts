import type { Question } from "../../question/understand.ts";
import { wordsLeft } from "../form/words-left.ts";

export type Measure = "cpu" | "memory";
export type Side = "requests" | "limits";

/** What pods use, held against what they request or may use at most. */
export type Against = {
  readonly measures: readonly Measure[];
  readonly side: Side;
  /** `above` what they state, at least `near` it (from a share of it on), far `below`, or in the order of the share. */
  readonly wants: { readonly is: "above" | "near" | "below"; readonly share: number } | { readonly is: "rank" };
  /** The workload or pod that it is about; null: all. */
  readonly name: string | null;
};

const usage = /\b(?:us(?:e|es|ed|ing|age)|consum\w+|eat\w*|tak(?:e|es|ing)|need\w*|burn\w*|utili[sz]\w+)\b/;
const above =
  /\b(?:more(?: \w{2,9}){0,2} than|above|over|exceed\w*|beyond|past|higher than|greater than|bigger than|outgrow\w*|outgrown)\b/;
const near =
  /\b(?:(?:close|near|next|up) to|near(?:ly|ing)?|almost (?:at|out)|at (?:the|its|their)|approaching|about to (?:hit|reach|exceed)|hit(?:ting|s)?|reach(?:ing|ed|es)?|within)\b/;
const below =
  /\b(?:(?:much|far|way|a lot) (?:less|lower|below|under)(?: than)?|less(?: \w{2,9}){0,2} than|below|under(?:using|used|utili[sz]ed)?|fewer than|over-?(?:provisioned|requested|requesting))\b/;
const compared =
  /\b(?:compared (?:with|to)|relative to|in relation to|against|versus|vs|as a share of|percent\w* of|% of|share of)\b/;
const most = /\b(?:most|highest|top|biggest|closest|nearest|largest)\b/;

const accounted =
  /^(?:pods?|containers?|workloads?|deployments?|apps?|applications?|cpus?|cores?|memory|ram|mem|resources?|requests?|requested|requesting|limits?|limited|allowed|more|less|fewer|most|highest|top|biggest|closest|nearest|largest|higher|greater|bigger|lower|much|far|way|lot|close|near|nearly|nearing|next|almost|approaching|hit|hitting|hits|reach\w*|above|below|under\w*|beyond|past|exceed\w*|outgrow\w*|over-?provisioned|over-?request\w*|compared|comparison|relative|relation|against|versus|vs|share|percent\w*|usage|consum\w+|eat\w*|burn\w*|utili[sz]\w+|actual\w*|real\w*|asked|ask|reserved?|reserves|own|using|sorted|order\w*|by|is|anything|something)$/;

/** Reads the question as one about use against requests or limits; null where a word of it is not understood. */
export function againstIn(question: Question): Against | null {
  const { targets, selectors, intent, kinds } = question;
  const plain = `${question.plain} ${question.container ?? ""}`.trim();
  if (intent === "change" || selectors.labels.length > 0 || targets.length > 1) return null;
  if (kinds.some(({ kind }) => !isPodLike.test(kind.kind)) || /\b(?:nodes?|quotas?|cluster|set|no)\b/.test(plain))
    return null;
  const side = sideIn(plain);
  const wants = side === null ? null : wantsIn(plain);
  if (side === null || wants === null) return null;
  const measures = measuresIn(plain);
  const isOfUse =
    usage.test(plain) ||
    /\b(?:over|above|beyond|past|under|below) (?:their|its|the)\b/.test(plain) ||
    wants.is === "near" ||
    /\bexceed|\bover-?(?:prov|req)|\boutgrow/.test(plain) ||
    compared.test(plain);
  if (!isOfUse || (measures.length === 2 && !/\bresources?\b/.test(plain) && !usage.test(plain) && wants.is !== "near"))
    return null;
  return leftName(question, plain, { measures, side, wants });
}

const isPodLike = /^(?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob)$/;

function leftName({ targets }: Question, plain: string, asked: Omit<Against, "name">): Against | null {
  const target = targets[0]?.name ?? null;
  const left = wordsLeft(plain.replaceAll(/\d{1,3} ?(?:%|percent)/g, " "), accounted);
  if (target !== null) return left.length === 0 ? { ...asked, name: target } : null;
  if (left.length === 0) return { ...asked, name: null };
  return left.length === 1 && /^(?:does|do|is|are|has|how)\b/.test(plain) ? { ...asked, name: left[0]! } : null;
}

function sideIn(plain: string): Side | null {
  if (/\b(?:limits?|allowed|limited)\b/.test(plain)) return "limits";
  return /\b(?:requests?|requested|requesting|asked for|ask for|reserved?|reserves|over-?provisioned)\b/.test(plain)
    ? "requests"
    : null;
}

function wantsIn(plain: string): Against["wants"] | null {
  const said = /\b(\d{1,3}) ?(?:%|percent)/.exec(plain)?.[1];
  const share = said === undefined ? null : Number(said) / 100;
  if ((share === null && compared.test(plain)) || (most.test(plain) && !above.test(plain.replace(/\bmore\b/, ""))))
    return { is: "rank" };
  if (below.test(plain))
    return { is: "below", share: share ?? (/\b(?:much|far|way|lot|over-?\w+)\b/.test(plain) ? 0.3 : 1) };
  if (near.test(plain)) return { is: "near", share: share ?? 0.8 };
  return above.test(plain) ? { is: "above", share: share ?? 1 } : null;
}

function measuresIn(plain: string): readonly Measure[] {
  const isMemory = /\b(?:memory|ram|mem)\b/.test(plain);
  const isCpu = /\b(?:cpus?|cores?)\b/.test(plain);
  return isMemory === isCpu ? ["memory", "cpu"] : isMemory ? ["memory"] : ["cpu"];
}
