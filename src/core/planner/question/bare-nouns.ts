import { isSoftWord } from "./stop-words.ts";
import { startsClause, type Word } from "./words.ts";

/**
 * Whether a bare word may be what a sentence is about, that nobody has shown, that carries no digit or hyphen and no kind beside it. What
 * speaks of how things are (`security`, `the election`), of how far (`how far is`) or of something else (`the height of web`) is not; and
 * behind an article only what applications have is changed: `restart the api`, but not `restart the culprit`.
 */
export function mayBeName(words: readonly Word[], at: number, isOrder: boolean): boolean {
  const { lower } = words[at]!;
  if (/[-.\d]/.test(lower)) return true;
  const [before, next] = [words[at - 1]?.lower ?? "", words[at + 1]];
  if (before === "how") return isDoing(words, at);
  if (isQuality(lower) || isOfSearch(lower) || (lower === "root" && /^causes?$/.test(next?.lower ?? ""))) return false;
  const isApart = next === undefined || startsClause(next);
  if (!isApart && next.lower === "of" && !/^(instead|out|because|ahead)$/.test(lower)) return false;
  if (!/^(the|our|my|this|that|an?)$/.test(before)) return true;
  return !isEvent(lower) && (!isOrder || isPart(lower));
}

/** `how web is doing`, but not `how far is the rollout`. */
function isDoing(words: readonly Word[], at: number): boolean {
  const [verb, next] = [words[at + 1]?.lower ?? "", words[at + 2]?.lower ?? ""];
  return /^(is|are)$/.test(verb)
    ? /ing$|^(now|today|configured|set|deployed|exposed|scheduled)$/.test(next)
    : /^(works|runs|behaves|looks|performs)$/.test(verb);
}

/** How something is, as a noun: `availability`, `latency`, `throughput`. Places may be called so, and are read elsewhere. */
const isQuality = (lower: string): boolean =>
  /(?:ability|ibility|nectivity|ductivity|security|acity|undancy|latency|istency|formance|intenance|mpliance|eadiness|bandwidth|throughput|progress)$/.test(
    lower,
  );

/** What somebody looks for who looks for a cause: `find the culprit`. */
const isOfSearch = (lower: string): boolean =>
  /^(?:culprits?|bottlenecks?|symptoms?|incidents?|outages?|offenders?|suspects?|clues?|faults?)$/.test(lower);

/** What happens, as a noun: `the election`, `the migration`, unless applications are called so. */
const isEvent = (lower: string): boolean =>
  /^[a-z]{2,}(?:tion|sion|tuation)$/.test(lower) && !isSoftWord(lower) && !services.test(lower);

const services =
  /^(?:recommendation|authentication|authorization|registration|subscription|integration|ingestion|validation|translation|transaction|reservation|location|aggregation|promotion|moderation|personalization|session|ation|station|auction|collection|donation|education|vacation)$/;

/** What applications are made of, and called after. */
const isPart = (lower: string): boolean => isSoftWord(lower) || parts.test(lower);

const parts =
  /^(?:[a-z]*(?:api|apis|app|web|db|sql|end|gateway|proxy|worker|workers|server|servers|service|cache|queue|broker|store|shop|cart|checkout|payments?|orders?|billing|invoices?|catalog|catalogue|inventory|shipping|login|auth|mailer|mail|relay|scheduler|crawler|router|ingress|balancer|bot|portal|dashboard|ui|hub|sync|bus|log|stream|mesh|registry|grafana|prometheus|redis|kafka|rabbit|rabbitmq|nginx|mongo|mongodb|postgres|mysql|elastic|elasticsearch|memcached|vault|consul|jenkins|keycloak|database|controller|operator|agent|exporter|importer|collector|consumer|producer|publisher|processor|engine|builder|renderer|loader|runner|handler|manager|listener|watcher|fetcher|parser|indexer|uploader|sender|notifier|tracker|monitor|bridge|adapter|connector|receiver|forwarder|poller|coordinator|resolver|provider|validator|generator))$/;
