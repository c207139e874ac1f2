import type { ClusterView, LogTemplate, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { entriesAt, listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";

/** What nginx writes of a request that it refused: the zone carries namespace and name of the Ingress, or the host stands behind it. */
const limiting =
  /\blimiting (requests|connections)\b[^\n]{0,80}by zone "([^"\n]{1,300})"(?:[^\n]{0,400}?\bhost: "([\w.-]{1,253}))?/;

const limitOf = /nginx\.(?:ingress\.kubernetes\.io|org)\/(limit-(?:rps|rpm|connections|req-rate)[\w-]{0,20})$/;

const refused = defineRule(
  {
    code: "ingress-limit-refuses",
    title: "Limit of an Ingress refuses requests",
    about:
      "An Ingress limits the requests or connections of a client address (limit-rps, limit-rpm, limit-connections), and the controller answers what exceeds it with 503 (or 429) itself. Clients behind one address (a proxy, an office) share one limit.",
    reads: ["Ingress", "logs"],
    explains: ["gateway-failing", "call-refused", "api-throttled", "connection-broken", "application-error"],
  },
  function* (view) {
    for (const ingress of view.of("Ingress")) {
      const limits = [...entriesAt(ingress.fields, "metadata", "annotations")].filter(([key]) => limitOf.test(key));
      const lines = limits.length === 0 ? [] : refusalsOf(view, ingress);
      const first = lines[0];
      if (first === undefined) continue;
      const said = limits.map(([key, value]) => `${limitOf.exec(key)![1]} ${value}`).join(", ");
      yield {
        object: ingress.ref,
        summary: `${nameOf(ingress.ref)} limits each client address (${said}), and the ingress controller refuses what exceeds that itself ("limiting ${first.what}"), before any pod is asked.`,
        evidence: [...limits.map(([key]) => ingress.cite("metadata", "annotations", key)), first.template.last],
        related: unique(lines.flatMap(({ log }) => [log.object, ...ownersOf(view, log.object)])),
        fix: fixByHand(
          `Raise or remove ${limits.map(([key]) => key).join(", ")} at ${nameOf(ingress.ref)}, or except the addresses that many clients share (limit-whitelist).`,
          describe(ingress.ref, "Shows its annotations."),
        ),
      };
    }
  },
);

type Refusal = { readonly log: LogReading; readonly template: LogTemplate; readonly what: string };

const refusalsOf = (view: ClusterView, { ref, fields }: ObservedObject): readonly Refusal[] => {
  const hosts = listAt(fields, "spec", "rules").map((rule) => textAt(rule, "host"));
  return logsOfView(view).flatMap((log) =>
    log.templates.flatMap((template) => {
      const match = limiting.exec(template.last.text.slice(0, 2000));
      if (match === null) return [];
      const [, what = "", zone = "", host = ""] = match;
      const isOwn = zone.startsWith(`${ref.namespace}_${ref.name}_`) || (host !== "" && hosts.includes(host));
      return isOwn ? [{ log, template, what }] : [];
    }),
  );
};

/** What an Ingress lets through of one client. */
export const ingressLimitRules: readonly Rule[] = [refused];
