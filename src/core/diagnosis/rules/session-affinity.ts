import { backings } from "../backings.ts";
import { defineRule } from "../define-rule.ts";
import { numberAt, textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { fixWith } from "../fixes.ts";
import { logsOfView } from "../logs-of-view.ts";
import { nameOf } from "../name-object.ts";
import { inNamespace, list, suggest } from "../reads.ts";
import { ownersOf, unique, workloadOf } from "../relations.ts";

/** What servers say of a session that another replica holds. */
const unknownSession =
  /(?:session|sid)(?: ?id)?["']?[ :=]{0,3}\S{0,80} (?:is )?(?:unknown|not found|does not exist|invalid)|(?:unknown|invalid|no such|missing) (?:session|sid)\b|no session (?:found )?(?:for|with)|session[^\n]{0,40} not found|unknown sid/i;

const missing = defineRule(
  {
    code: "session-affinity-missing",
    title: "Sessions live in one replica, requests go to all",
    about:
      "Several replicas each keep sessions in their own memory and do not know those of the others, while neither the Service nor the Ingress keeps a client with one replica (sticky sessions). With one replica all was well.",
    reads: ["logs", "Service", "Ingress", "Deployment"],
    explains: ["connection-broken", "call-refused", "application-error"],
  },
  function* (view) {
    for (const { ref, service, pods } of backings(view)) {
      if (!service || textAt(service.fields, "spec", "sessionAffinity") === "ClientIP") continue;
      const workloads = unique([...pods.map((pod) => workloadOf(view, pod.ref)), { ...ref, kind: "Deployment" }]);
      const replicas = Math.max(
        pods.length,
        ...workloads.map((one) => numberAt(view.object(one)?.fields, "spec", "replicas") ?? 0),
      );
      if (replicas < 2) continue;
      const line = logsOfView(view)
        .filter(
          (log) =>
            [log.object, ...ownersOf(view, log.object)].some((one) =>
              workloads.some((other) => other.name === one.name || one.name.startsWith(`${other.name}-`)),
            ) || log.isMixed,
        )
        .flatMap((log) => log.templates)
        .find((one) => unknownSession.test(one.last.text))?.last;
      const sticky = view
        .of("Ingress")
        .some(
          (one) =>
            one.ref.namespace === ref.namespace &&
            /affinity|sticky|session-cookie/.test(JSON.stringify(one.fields.metadata ?? {})),
        );
      if (line === undefined || sticky) continue;
      yield {
        object: ref,
        confidence: "likely",
        summary: `${nameOf(ref)} has no session affinity (no sticky sessions) and spreads requests over ${replicas} replicas, each of which knows only its own sessions: a client that reaches another pod gets "${unknownSession.exec(line.text)![0].slice(0, 60)}".`,
        evidence: [
          line,
          service.cite("spec", "sessionAffinity"),
          ...workloads.map((one) => view.object(one)?.cite("spec", "replicas")).slice(0, 1),
        ],
        related: [...workloads, ...pods.map((pod) => pod.ref)],
        next: list("ingresses", ref.namespace, "Shows whether an Ingress sets sticky sessions.", "-o", "yaml"),
        fix: fixWith(
          "Keep each client with one pod (session affinity at the Service, sticky cookies at the Ingress), or keep sessions in a store that all replicas share.",
          suggest(
            ["patch", "service", ref.name, ...inNamespace(ref), `--patch='{"spec":{"sessionAffinity":"ClientIP"}}'`],
            "Keeps each client's address with one pod.",
          ),
          list("pods", ref.namespace, "Shows whether all replicas run."),
        ),
      };
    }
  },
);

/** Sessions that are lost between replicas. */
export const sessionAffinityRules: readonly Rule[] = [missing];
