import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { entriesAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";

/**
 * A query that CoreDNS forwarded and that got no answer: the name, the server and how it ended. The names of HINFO queries are drawn by
 * CoreDNS itself, which looks for loops with them; nobody waits for their answer.
 */
const unanswered =
  /plugin\/errors: \d+ (\S{1,253}) (?!HINFO)\w{1,10}: (?:read|write|dial) (?:udp|tcp) (?:\S{1,80}->)?([\d.]{7,15}|\[[\da-f:]+\]):53: (?:\w+: )?(i\/o timeout|connection refused|no route to host|network is unreachable)/;

const silent = defineRule(
  {
    code: "dns-upstream-unreachable",
    title: "Server that DNS forwards to does not answer",
    about:
      "CoreDNS answers for names of the cluster itself and forwards all others to the servers of its Corefile (forward) or of the node. These do not answer, so that names outside of the cluster cannot be resolved, and those within can.",
    reads: ["logs", "ConfigMap"],
    explains: ["name-not-resolved", "application-error", "dependency-unreachable", "call-timed-out"],
  },
  function* (view) {
    const said = logsOfView(view).flatMap((log) =>
      log.templates.flatMap((one) => {
        const match = unanswered.exec(one.last.text);
        return match ? [{ log, template: one, name: match[1]!, server: match[2]!, how: match[3]! }] : [];
      }),
    );
    for (const server of new Set(said.map((one) => one.server))) {
      const all = said.filter((one) => one.server === server);
      const first = all[0]!;
      if (all.reduce((sum, one) => sum + one.template.count, 0) < 2) continue;
      const map = view
        .of("ConfigMap")
        .find((one) =>
          [...entriesAt(one.fields, "data")].some(
            ([key, value]) => key === "Corefile" && /\bforward\b/.test(value) && value.includes(server),
          ),
        );
      const victims = logStatements(view).filter(
        (one) => one.cause.code === "name-not-resolved" && !one.target?.host.includes(".svc"),
      );
      yield {
        object: map?.ref ?? first.log.object,
        severity: victims.length > 0 ? "critical" : "warning",
        confidence: map && victims.length > 0 ? "confirmed" : "likely",
        summary: `The DNS server ${server}, to which CoreDNS forwards names outside of the cluster${map ? ` (${nameOf(map.ref)})` : ""}, does not answer (${first.how}), so that "${first.name.replace(/\.$/, "")}" and others cannot be resolved.`,
        evidence: [
          first.template.last,
          map?.cite("data", "Corefile"),
          victims[0]?.template.last,
          ...all.slice(1, 3).map((one) => one.template.last),
        ],
        related: unique(
          [...all.map((one) => one.log.object), ...victims.map((one) => one.log.object)].flatMap((ref) => [
            ref,
            ...ownersOf(view, ref),
          ]),
        ),
        next: describe(
          map?.ref ?? { kind: "ConfigMap", namespace: "kube-system", name: "coredns" },
          "Shows where DNS forwards to.",
        ),
        fix: fixByHand(
          `Bring ${server} to answer from the nodes, or let CoreDNS forward to a server that does.`,
          describe({ kind: "ConfigMap", namespace: "kube-system", name: "coredns" }, "Shows where DNS forwards to."),
        ),
      };
    }
  },
);

/** What DNS of the cluster depends on. */
export const dnsUpstreamRules: readonly Rule[] = [silent];
