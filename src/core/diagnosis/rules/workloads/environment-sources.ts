import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms, podSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { nearest } from "../../network/service-of-host.ts";
import { at, entriesAt, listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { type PodSpec, podSpecsOf } from "../../workloads/pod-specs.ts";
import { isListedWithout, podsOf } from "../../workloads/pods.ts";

/** A ConfigMap or Secret from which a container takes its environment, or a volume its files. */
type Source = {
  readonly ref: ObjectRef;
  readonly prefix: string;
  readonly isOptional: boolean;
  readonly isEnvironment: boolean;
  readonly line: Line;
};

const sourceIn = (entry: unknown, namespace: string | undefined, line: Line, isEnvironment: boolean) =>
  (["ConfigMap", "Secret"] as const).flatMap((kind): readonly Source[] => {
    const own = kind === "ConfigMap" ? "configMap" : "secret";
    const found = at(entry, `${own}Ref`) ?? at(entry, "valueFrom", `${own}KeyRef`) ?? at(entry, own);
    const name = textAt(found, "name") || textAt(found, "secretName");
    if (name === "" || name === "kube-root-ca.crt") return [];
    const isOptional = textAt(found, "optional") === "true";
    const ref = { kind, name, ...(namespace ? { namespace } : {}) };
    return [{ ref, prefix: textAt(entry, "prefix"), isOptional, isEnvironment, line }];
  });

const sourcesOf = ({ object, spec, cite }: PodSpec): readonly Source[] => {
  const { namespace } = object.ref;
  const ofContainers = listAt(spec, "containers").flatMap((container) => {
    const name = textAt(container, "name") || "0";
    return [
      ...listAt(container, "envFrom").flatMap((one) =>
        sourceIn(one, namespace, cite("containers", name, "envFrom"), true),
      ),
      ...listAt(container, "env").flatMap((one) =>
        sourceIn(one, namespace, cite("containers", name, "env", textAt(one, "name")), true),
      ),
    ];
  });
  const ofVolumes = listAt(spec, "volumes").flatMap((volume) =>
    [volume, ...listAt(volume, "projected", "sources")].flatMap((one) =>
      sourceIn(one, namespace, cite("volumes", textAt(volume, "name")), false),
    ),
  );
  return [...ofContainers, ...ofVolumes];
};

const prefixed = defineRule(
  {
    code: "environment-prefixed",
    title: "Variables arrive under another name",
    about:
      "An application lacks an environment variable, and its container takes the variables of a ConfigMap or Secret with a prefix (`envFrom.prefix`): what is called `DATABASE_URL` there is `APP_DATABASE_URL` in the container.",
    reads: ["logs", "Pod", "Deployment", "Secret", "ConfigMap"],
    explains: ["missing-environment", "application-error", ...crashSymptoms],
  },
  function* (view) {
    for (const { cause, match, log, template } of logStatements(view)) {
      const name = match.slice(1).find((group) => group !== undefined);
      if (cause.code !== "missing-environment" || name === undefined) continue;
      const sources = podSpecsOf(view, log.object).flatMap(sourcesOf);
      const fitting = sources.filter(
        (one) => one.prefix !== "" && !name.startsWith(one.prefix) && mayHold(view, one.ref, name),
      );
      const from = fitting.find(({ ref }) => isShown(view, ref)) ?? fitting[0];
      if (from === undefined) continue;
      const isHeld = entriesAt(view.object(from.ref)?.fields, "data").has(name);
      yield {
        object: log.object,
        confidence: isHeld ? "confirmed" : "likely",
        summary: `${nameOf(log.object)} lacks environment variable ${name} because it takes the variables of ${from.ref.kind} ${from.ref.name} with the prefix "${from.prefix}" (envFrom): ${name} ${isHeld ? "is" : "would be"} ${from.prefix}${name} in the container.`,
        evidence: [template.last, from.line, view.object(from.ref)?.cite("data", name)],
        related: unique([workloadOf(view, log.object), from.ref]),
        fix: fixByHand(
          `Take the prefix out of envFrom, or have the application read ${from.prefix}${name}.`,
          verifyRollout(view, log.object),
        ),
      };
    }
  },
);

const isShown = (view: ClusterView, ref: ObjectRef): boolean => entriesAt(view.object(ref)?.fields, "data").size > 0;

/** It is shown to have the key, or is not shown. */
const mayHold = (view: ClusterView, ref: ObjectRef, key: string): boolean => {
  const data = entriesAt(view.object(ref)?.fields, "data");
  return data.size === 0 || data.has(key);
};

const optionalAbsent = defineRule(
  {
    code: "optional-source-absent",
    title: "Optional ConfigMap or Secret is not there",
    about:
      "A pod names a ConfigMap or Secret as optional, and the complete list of its namespace lacks it: the pod starts without it, with the defaults of its application, which its log tells of (a default is used, nothing answers at its own loopback address, a setting is missing).",
    reads: ["Pod", "Deployment", "ConfigMap", "Secret", "logs"],
    explains: [
      "dependency-unreachable",
      "missing-environment",
      "invalid-configuration",
      "application-error",
      ...podSymptoms,
    ],
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      const absent = podSpecsOf(view, pod.ref)
        .flatMap(sourcesOf)
        .find((one) => one.isOptional && isListedWithout(view, one.ref));
      if (absent === undefined) continue;
      const { kind, name, namespace } = absent.ref;
      const others = view.of(kind).filter(({ ref }) => ref.namespace === namespace);
      const near = nearest(
        name,
        others.map(({ ref }) => ref.name),
      );
      const told = lackIn(view, pod.ref);
      yield {
        object: pod.ref,
        severity: told === undefined ? "info" : "warning",
        confidence: told === undefined ? "possible" : "likely",
        summary: `${nameOf(pod.ref)} takes ${absent.isEnvironment ? "its environment" : "files"} from ${kind} "${name}" as optional, which does not exist in namespace ${namespace}${near ? ` (there is one named "${near}")` : ""}: it was started without it${told === undefined ? "" : ", and uses defaults"}.`,
        evidence: [absent.line, told, others.find(({ ref }) => ref.name === near)?.cite()],
        related: unique([workloadOf(view, pod.ref), absent.ref]),
        fix: fixByHand(
          `Create ${kind} ${name}${near ? `, or name ${near} instead` : ""}, and restart the pods.`,
          verifyRollout(view, pod.ref),
        ),
      };
    }
  },
);

/** The line that tells that something is not set where it should be. */
const lackIn = (view: ClusterView, pod: ObjectRef): Line | undefined => {
  const own = logsOfView(view).filter(({ object }) => object.name === pod.name && object.namespace === pod.namespace);
  const said = own.flatMap(({ tail }) => tail).find(({ text }) => usesDefault.test(text.slice(0, 1000)));
  return said ?? logStatements(view).find((one) => own.includes(one.log) && lacks(one))?.template.last;
};

const usesDefault =
  /\b(?:using|falling back to|fallback to|assuming|with) (?:the |a |its |built-?in )?defaults?\b|\bdefaulting to\b|\bno [A-Z][A-Z0-9_]{2,60} (?:given|set|configured|provided|found)\b/i;

const lacks = ({ cause, target }: { cause: { code: string }; target: { host: string } | undefined }): boolean =>
  cause.code === "missing-environment" ||
  (cause.code === "dependency-unreachable" && /^(?:localhost|127\.|\[?::1)/.test(target?.host ?? ""));

/** Where the environment of a container comes from, and does not come. */
export const environmentSourceRules: readonly Rule[] = [prefixed, optionalAbsent];
