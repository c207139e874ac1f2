import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixWith, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { isOver, type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { entriesAt, listAt, textAt } from "../../objects/fields.ts";
import { changeOf, isBefore, type Moment, newestIn, startsOf } from "../../objects/moments.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { inNamespace, resourceOf, suggest } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { addressesIn } from "../../objects/settings.ts";
import { podSpecsOf, type SpecContainer, specContainersOf } from "../../workloads/pod-specs.ts";

/** A value that a container reads once, when it starts, from a Secret or ConfigMap. */
type Use = {
  readonly from: ObservedObject;
  readonly how: "env" | "subPath";
  /** The keys that are read; none: all of them. */
  readonly keys: readonly string[];
  readonly line: Line;
};

const sources = [
  { kind: "Secret", all: "secretRef", one: "secretKeyRef", volume: "secret", name: "secretName" },
  { kind: "ConfigMap", all: "configMapRef", one: "configMapKeyRef", volume: "configMap", name: "name" },
] as const;

const usesIn = (view: ClusterView, container: SpecContainer): readonly Use[] => {
  const namespace = container.pod.object.ref.namespace;
  return sources.flatMap(({ kind, all, one, volume, name }) => {
    const use = (source: string, how: Use["how"], keys: readonly string[], line: () => Line): readonly Use[] => {
      const from = view.object({ kind, ...(namespace ? { namespace } : {}), name: source });
      return source === "" || from === undefined ? [] : [{ from, how, keys, line: line() }];
    };
    return [
      ...listAt(container.spec, "env").flatMap((variable) =>
        use(textAt(variable, "valueFrom", one, "name"), "env", [textAt(variable, "valueFrom", one, "key")], () =>
          container.cite("env", textAt(variable, "name"), "valueFrom", one, "name"),
        ),
      ),
      ...listAt(container.spec, "envFrom").flatMap((entry, index) =>
        use(textAt(entry, all, "name"), "env", [], () => container.cite("envFrom", `${index}`, all, "name")),
      ),
      ...listAt(container.spec, "volumeMounts")
        .filter((mount) => textAt(mount, "subPath") !== "")
        .flatMap((mount) => {
          const found = listAt(container.pod.spec, "volumes").find(
            (each) => textAt(each, "name") === textAt(mount, "name"),
          );
          return use(textAt(found, volume, name), "subPath", [], () =>
            container.cite("volumeMounts", textAt(mount, "name"), "subPath"),
          );
        }),
    ];
  });
};

const credentials = new Set(["wrong-credentials", "vault-refuses", "credentials-missing", "cluster-secret-differs"]);
const calls = new Set([
  "name-not-resolved",
  "dependency-unreachable",
  "call-timed-out",
  "gateway-failing",
  "missing-database-object",
  "queue-or-topic-missing",
]);
const settings = new Set(["missing-environment", "invalid-configuration", "malformed-value"]);

/** Whether what a log complains of is a value that the newer data have otherwise. */
const isAbout = ({ cause, target, template, about, match }: LogStatement, { from, keys, how }: Use): boolean => {
  const data = [...entriesAt(from.fields, "data")].filter(([key]) => keys.length === 0 || keys.includes(key));
  if (credentials.has(cause.code)) return from.ref.kind === "Secret" || how === "subPath";
  if (settings.has(cause.code)) {
    const name = match.slice(1).find((group) => group !== undefined && group !== "");
    return name === undefined ? how === "subPath" : data.some(([key]) => key === name);
  }
  if (!calls.has(cause.code) || from.ref.kind !== "ConfigMap") return false;
  const named = data.flatMap(([key, value]) => addressesIn({ key, value }));
  const services = about.related.filter(({ kind }) => kind === "Service").map(({ name }) => name);
  const isAsked = (host: string, port: string) =>
    (host === target?.host || services.includes(host.split(".")[0]!)) &&
    (port === "" || (target?.port ?? "") === "" || port === target?.port);
  const isNamed = data.some(([, value]) => target !== undefined && target.port === "" && value.includes(target.host));
  return (
    target !== undefined &&
    named.length > 0 &&
    !isNamed &&
    !named.some(({ host, port }) => isAsked(host, port)) &&
    template.level !== "info"
  );
};

type Late = { readonly use: Use; readonly changed: Moment; readonly started: Moment };

const lateIn = (view: ClusterView, said: LogStatement): Late | undefined => {
  if (!credentials.has(said.cause.code) && !calls.has(said.cause.code) && !settings.has(said.cause.code))
    return undefined;
  const started = startsOf(view, workloadOf(view, said.log.object));
  const now = newestIn(said.log);
  const specs = podSpecsOf(view, said.log.object);
  for (const use of specs
    .flatMap((spec) => specContainersOf(spec, said.log.container))
    .flatMap((one) => usesIn(view, one))) {
    const changed = isAbout(said, use) ? changeOf(use.from) : undefined;
    const before = changed && started.find((start) => isBefore(start, changed, now));
    if (changed && before) return { use, changed, started: before };
  }
  return undefined;
};

const outdatedValue = defineRule(
  {
    code: "configuration-newer-than-pod",
    title: "Pod started before its configuration was changed",
    about:
      "A Secret or ConfigMap was changed after the pod started, and the pod still works with the old value: environment variables are read when a container starts, and a file that is mounted with subPath is never updated. The log complains of the old value, and the new one looks right.",
    reads: ["logs", "Secret", "ConfigMap", "Pod", "Deployment"],
    explains: [...credentials, ...calls, ...settings, "service-name-unknown", "uncaught-exception", ...crashSymptoms],
  },
  function* (view) {
    const seen = new Set<string>();
    for (const said of logStatements(view)) {
      const late = isOver(said) ? undefined : lateIn(view, said);
      const workload = workloadOf(view, said.log.object);
      if (late === undefined || seen.has(`${keyOf(workload)}\n${keyOf(late.use.from.ref)}`)) continue;
      seen.add(`${keyOf(workload)}\n${keyOf(late.use.from.ref)}`);
      const { from, how, line } = late.use;
      const why =
        how === "env"
          ? "environment variables are read only at the start"
          : "a file that is mounted with subPath is not updated while the container runs";
      yield {
        object: from.ref,
        severity: said.log.health === "failing" ? "critical" : "warning",
        confidence: "likely",
        summary: `${nameOf(said.log.object)} still has the old value of ${nameOf(from.ref)}, which was changed ${late.changed.said}, after the pod started (${late.started.said}): ${why}.`,
        evidence: [late.changed.line, late.started.line, line, said.template.last],
        related: unique([said.log.object, ...ownersOf(view, said.log.object)]),
        fix: fixWith(
          "Restart the pods, so that they read the present values; a tool that restarts them on a change (such as Reloader) spares the next time.",
          ["Deployment", "StatefulSet", "DaemonSet"].includes(workload.kind)
            ? suggest(
                ["rollout", "restart", `${resourceOf(workload.kind)}/${workload.name}`, ...inNamespace(workload)],
                "New containers get the present values.",
              )
            : [],
          verifyRollout(view, said.log.object),
        ),
      };
    }
  },
);

/** Pods that work with values which were changed since they started. */
export const outdatedValueRules: readonly Rule[] = [outdatedValue];
