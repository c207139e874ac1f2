import type { ClusterView } from "../../evidence/observed.ts";
import type { Finding } from "../finding.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { link } from "./links.ts";

/** A cache that is not there makes nothing fail and everything slow: what its clients say of it links the two. */
export const linkCaches = (view: ClusterView, findings: readonly Finding[], links: Map<Finding, Finding[]>): void => {
  const gone = findings.filter((one) => absent.has(one.code) && caches.test(one.object.name));
  for (const cause of gone) {
    const { namespace } = cause.object;
    const isMissed = logsOfView(view).some(
      (log) => log.object.namespace === namespace && log.templates.some((one) => missed.test(one.last.text)),
    );
    if (!isMissed) continue;
    for (const symptom of findings)
      if (/^(?:slow-|call-timed-out$)/.test(symptom.code) && symptom.object.namespace === namespace)
        link(links, cause, symptom);
  }
};

const caches = /(?:^|-)(?:redis|memcached?|valkey|keydb|dragonfly|varnish|hazelcast|infinispan|cache)(?:-|$)/;

/** Nobody answers there. */
const absent: ReadonlySet<string> = new Set([
  "scaled-to-zero",
  "service-without-endpoints",
  "service-selector-mismatch",
  "crash-loop",
  "oom-killed",
]);

/** `cache unavailable, falling back to database`, `cache miss (connection refused)`, `without cache`. */
const missed =
  /\bcach(?:e|ing)\b[^\n]{0,80}\b(?:unavailable|unreachable|bypass\w*|down|refused|fail\w*|error|disabled|offline|fall(?:ing|s)? ?back|skip\w*|not (?:available|reachable|connected))|\b(?:without|bypass\w*|no) (?:the |a )?cache\b|\bfall(?:ing|s)? ?back to (?:the )?(?:database|db|origin|source)\b/i;
