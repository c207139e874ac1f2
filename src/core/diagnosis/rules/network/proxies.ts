import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { spokenDuration, type TimedOperation, timedLogs } from "../../logs/timings.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";

/** A status by which a proxy says that it waited in vain: 504, nginx's 499 of a client that left, Envoy's flag UT. */
const gaveUp = /"\s(?:504|499)\s|\bstatus["']?[=: ]{1,2}["']?504\b|\s504\s|\b(?:UT|SI)\b/;

/** Requests that end at one and the same time are ended by a clock. */
const endedByClock = (one: TimedOperation): TimedOperation | undefined => {
  const timings = one.timings.filter(({ line, milliseconds }) => milliseconds >= 2000 && gaveUp.test(line.text));
  const sorted = timings.map(({ milliseconds }) => milliseconds).sort((left, right) => left - right);
  const median = sorted[sorted.length >> 1] ?? 0;
  const most = sorted.at(-1) ?? 0;
  if (timings.length < 3 || most - sorted[0]! > median * 0.03) return undefined;
  return { ...one, timings, median, least: sorted[0]!, most };
};

/** `[docs-exporter-80]` of an ingress-nginx line: namespace, Service and port joined by hyphens. */
const serviceIn = (view: ClusterView, line: string): ObjectRef | undefined => {
  const joined = /\[([a-z0-9][a-z0-9-]{2,120})-(?:\d{1,5}|[a-z][a-z0-9-]{0,14})\]/.exec(line)?.[1];
  if (joined === undefined) return undefined;
  const refs = ["Service", "Deployment", "StatefulSet", "Pod"].flatMap((kind) => view.of(kind).map(({ ref }) => ref));
  const found = refs
    .flatMap((ref) => [ref, ...ownersOf(view, ref)])
    .find((ref) => `${ref.namespace}-${ref.name}` === joined);
  return found && { kind: "Service", name: found.name, ...(found.namespace ? { namespace: found.namespace } : {}) };
};

const givesUp = defineRule(
  {
    code: "proxy-gives-up",
    title: "Proxy gives up after its time-out",
    about:
      "Requests of one kind all end with 504 after the same time: that is the time-out of the proxy (proxy_read_timeout of nginx is 60 s), not of the server behind it, which needs longer for this kind of request.",
    reads: ["logs", "Service"],
    explains: ["slow-request", "slow-operation", "gateway-failing", "call-timed-out"],
  },
  function* (view) {
    for (const { log, operations } of timedLogs(view)) {
      const one = operations.map(endedByClock).find((each) => each !== undefined);
      if (one === undefined) continue;
      const last = one.timings.at(-1)!.line;
      const service = serviceIn(view, last.text);
      const fast = operations.find(
        (each) => each.operation.label !== one.operation.label && each.median < one.median / 10,
      );
      const time = spokenDuration(one.median);
      yield {
        object: service ?? log.object,
        severity: "warning",
        confidence: "likely",
        summary: `${one.operation.label}${service ? ` (${nameOf(service)})` : ""} ends with 504 after exactly ${time} each time (${one.timings.length} lines of ${nameOf(log.object)}): the proxy's read time-out of ${time} (proxy_read_timeout) cuts it off, as the server behind it needs longer${fast ? `; other requests are fast (${fast.operation.label}: ${spokenDuration(fast.median)})` : ""}`,
        evidence: [last, one.timings[0]!.line, fast?.timings.at(-1)?.line],
        related: unique([
          log.object,
          ...ownersOf(view, log.object),
          ...(service ? ["Deployment", "StatefulSet"].map((kind) => ({ ...service, kind })) : []),
        ]),
        next: service ? describe(service, "Shows which pods stand behind it; their log says what takes so long.") : [],
        fix: fixByHand(
          "Make the request shorter or answer it in the background; else raise the time-out (annotation nginx.ingress.kubernetes.io/proxy-read-timeout).",
          [],
        ),
      };
    }
  },
);

/** What proxies end by the clock. */
export const proxyRules: readonly Rule[] = [givesUp];
