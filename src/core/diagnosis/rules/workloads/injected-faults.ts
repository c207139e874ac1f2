import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import { type Experiment, experimentsIn } from "../../delivery/chaos-experiments.ts";
import type { Rule } from "../../finding.ts";
import { failureSwitches } from "../../logs/failure-switches.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { logPurposes } from "../../logs/statements/purposes.ts";
import { type MeshFault, markedLines, meshFaultsIn } from "../../network/mesh-faults.ts";
import { isRow } from "../../objects/is-row.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list, suggest } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { podsOf } from "../../workloads/pods.ts";

/** What faults that are made on purpose look like to those who do not know of them. */
const looks = [
  "application-error",
  "call-refused",
  "call-timed-out",
  "connection-broken",
  "container-killed",
  "cpu-limit-reached",
  "cpu-throttled",
  "dependency-unreachable",
  "gateway-failing",
  "name-not-resolved",
  "oom-killed",
  "retry-storm",
  "slow-call",
  "slow-operation",
  "slow-query",
  "slow-request",
  "slow-since-change",
  "too-many-connections",
  "uncaught-exception",
  ...crashSymptoms,
];

const summaryOf = ({ object, tool, effect, aim, state }: Experiment): string =>
  `${nameOf(object.ref)} (${tool}, a chaos experiment) ${effect}${aim === "" ? "" : `: aimed at ${aim}`}${state === "running" ? ", and it is running" : "; whether it runs now is not shown"}. The fault is injected on purpose.`;

const chaosRuns = defineRule(
  {
    code: "chaos-experiment-runs",
    title: "Chaos experiment injects faults",
    about:
      "An experiment of Chaos Mesh, Litmus or ChaosBlade kills pods, disturbs their network, their files or their clock, or burns CPU and memory. What suffers looks ill and is not: it is well again when the experiment ends.",
    reads: ["NetworkChaos", "PodChaos", "StressChaos", "HTTPChaos", "DNSChaos", "ChaosEngine", "Schedule", "events"],
    explains: looks,
  },
  function* (view) {
    for (const one of experimentsIn(view)) {
      if (one.state === "over" || one.state === "paused") continue;
      const { ref } = one.object;
      yield {
        object: ref,
        severity: one.state === "running" ? "critical" : "warning",
        confidence: one.state === "running" ? "confirmed" : "likely",
        summary: summaryOf(one),
        evidence: one.lines,
        related: one.targets,
        next: isRow(one.object)
          ? suggest(
              ["get", ref.kind.toLowerCase(), ref.name, ...(ref.namespace ? ["-n", ref.namespace] : []), "-o", "yaml"],
              "Shows what it is aimed at and whether it runs.",
            )
          : [],
        fix: fixByHand(
          `End the experiment: delete ${nameOf(ref)}, or pause it${one.tool === "Litmus" ? " (spec.engineState: stop)" : ""}.`,
          [],
        ),
      };
    }
  },
);

/** Tools that kill pods now and then, by the words of their logs. */
const killer = /\bterminating pod\b|[Tt]erminated pod \S|Killing (?:pod|random pod)|Deleted pod \S{1,200}.{0,40}chaos/;

const killsPods = defineRule(
  {
    code: "chaos-tool-kills-pods",
    title: "Chaos tool kills pods",
    about:
      "chaoskube, kube-monkey or another chaos monkey of the cluster deletes pods at random or by schedule; its log names them. Their workloads make new ones.",
    reads: ["logs", "Pod"],
    explains: looks,
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      if (!/chaos|monkey/i.test(`${log.object.name} ${log.container ?? ""}`)) continue;
      const template = log.templates.find((one) => killer.test(one.last.text));
      if (template === undefined) continue;
      const text = template.last.text;
      const space = /namespace["']?[=: ]{1,2}["']?([a-z0-9-]{1,63})/.exec(text)?.[1];
      const victims = podsOf(view).filter(({ ref }) => space === undefined || ref.namespace === space);
      yield {
        object: log.object,
        severity: "critical",
        confidence: "confirmed",
        summary: `${nameOf(log.object)} is a chaos tool and kills pods${space ? ` in namespace ${space}` : ""} on purpose (${template.count} lines): ${text.slice(0, 200)}`,
        evidence: [template.last, template.first],
        related: unique([
          ...ownersOf(view, log.object),
          ...victims.flatMap(({ ref }) => [ref, workloadOf(view, ref)]),
          ...(space ? [{ kind: "Namespace", name: space }] : []),
        ]),
        fix: fixByHand(`Stop ${nameOf(log.object)}, or exclude the namespace or the workload from it.`, []),
      };
    }
  },
);

const hostRefs = (view: ClusterView, { object, hosts }: MeshFault): readonly ObjectRef[] =>
  hosts.flatMap((host) => {
    const [name = "", space] = host.split(".");
    const namespace = space ?? object.ref.namespace ?? "default";
    const pods = podsOf(view).filter(({ ref }) => ref.namespace === namespace && ref.name.startsWith(`${name}-`));
    return [
      { kind: "Service", namespace, name },
      { kind: "Deployment", namespace, name },
      ...pods.flatMap(({ ref }) => [ref, workloadOf(view, ref)]),
    ];
  });

const meshInjects = defineRule(
  {
    code: "mesh-injects-fault",
    title: "Service mesh injects a fault",
    about:
      "A route of the mesh (fault.abort, fault.delay of a VirtualService) answers or delays requests itself, for a test. They never reach the server, whose pods are well and whose log is quiet; Envoy marks them with FI or DI (fault_filter_abort).",
    reads: ["VirtualService", "MeshFaultInjection", "logs"],
    explains: [...looks, "mesh-route-broken"],
  },
  function* (view) {
    const lines = markedLines(view);
    const faults = meshFaultsIn(view);
    const callers = lines.flatMap(({ log }) => [log.object, ...ownersOf(view, log.object)]);
    for (const fault of faults) {
      const isSure = fault.match === "" || lines.length > 0;
      yield {
        object: fault.object.ref,
        severity: isSure ? "critical" : "warning",
        confidence: isSure ? "confirmed" : "likely",
        summary: `${nameOf(fault.object.ref)} injects a fault (fault injection of the mesh${fault.object.ref.kind === "VirtualService" ? ", Istio" : ""}): it ${fault.effect}${fault.hosts.length > 0 ? ` to ${fault.hosts.join(", ")}` : ""}${fault.match === "" ? "" : ` that match ${fault.match}`}, so that these do not come from the server${lines.length > 0 ? "; the proxy marks them as injected (FI, fault_filter_abort)" : ""}.`,
        evidence: [fault.object.cite(...fault.path), fault.object.cite("spec", "http"), lines[0]?.template.last],
        related: unique([...hostRefs(view, fault), ...callers]),
        fix: fixByHand(`Take the fault section out of ${nameOf(fault.object.ref)}.`, []),
      };
    }
    if (faults.length > 0) return;
    for (const { log, template, host } of lines)
      yield {
        object: log.object,
        severity: "critical",
        confidence: "confirmed",
        summary: `The mesh's proxy (Envoy, Istio) of ${nameOf(log.object)} answers calls${host ? ` to ${host}` : ""} itself with an injected fault (fault_filter_abort, response flag FI or DI; ${template.count} lines): a VirtualService or EnvoyFilter has a fault section, the server is not at fault.`,
        evidence: [template.last, template.first],
        related: unique([
          ...ownersOf(view, log.object),
          ...(host ? [{ kind: "Service", namespace: log.object.namespace ?? "default", name: host }] : []),
          ...podsOf(view).flatMap(({ ref }) => (host && ref.name.startsWith(`${host}-`) ? [ref] : [])),
        ]),
        next: list("virtualservices", log.object.namespace, "Shows which route has a fault section.", "-o", "yaml"),
      };
  },
);

const switchedOn = defineRule(
  {
    code: "failure-switch-on",
    title: "Switch that makes a program fail is on",
    about:
      "A feature flag of a demo (flagd's adFailure, productCatalogFailure), or a variable such as EXTRA_LATENCY or CHAOS_MONKEY_ENABLED, makes a program fail or wait on purpose.",
    reads: ["ConfigMap", "Deployment", "StatefulSet", "Pod", "logs"],
    explains: ["failure-on-purpose", ...looks],
  },
  function* (view) {
    for (const one of failureSwitches(view)) {
      const said = logsOfView(view)
        .filter(({ object }) => object.namespace === one.owner.namespace)
        .flatMap(({ object, templates }) => templates.map((template) => ({ object, template })))
        .find(({ template }) => failureWords.test(template.last.text));
      const writers = logsOfView(view).filter(({ object }) => object.namespace === one.owner.namespace);
      yield {
        object: one.owner,
        severity: said ? "critical" : "warning",
        confidence: said ? "confirmed" : "likely",
        summary: `${nameOf(one.owner)} has ${one.kind} ${one.name} switched on (${one.value}), which makes the program fail or wait on purpose${said ? `: ${saidIn(said.template.last.text).slice(0, 120)}` : ""}.`,
        evidence: [one.line, said?.template.last],
        related: unique(writers.flatMap(({ object }) => [object, ...ownersOf(view, object)])),
        fix: fixByHand(`Switch ${one.name} off in ${nameOf(one.owner)}.`, []),
      };
    }
  },
);

const failureWords = logPurposes[0]!.pattern;

/** Faults that somebody makes on purpose. */
export const injectedFaultRules: readonly Rule[] = [chaosRuns, killsPods, meshInjects, switchedOn];
