import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { complaintsOf } from "../../logs/complaints.ts";
import { nearest } from "../../network/service-of-host.ts";
import { at, listAt, textAt } from "../../objects/fields.ts";
import { memo } from "../../objects/memo.ts";
import { nameOf } from "../../objects/name-object.ts";
import { relatedToPod, unique, workloadOf } from "../../objects/relations.ts";
import { configuredContainers } from "../../objects/settings.ts";
import { isListedWithout, type PodReading, podsOf } from "../../workloads/pods.ts";

/** A Secret or ConfigMap that the spec of a pod names, and does not call optional. */
type Named = { readonly kind: string; readonly name: string; readonly what: string; readonly line: Line };

const waits =
  /^(?:CreateContainerConfigError|ContainerCreating|PodInitializing|Pending|Init:(?:CreateContainerConfigError|\d+\/\d+))$/;

const absent = defineRule(
  {
    code: "named-object-absent",
    title: "Secret or ConfigMap is not in the list",
    about:
      "A pod waits to be created, and the complete list of its namespace lacks a Secret or ConfigMap that it names. Often one of nearly the same name is there.",
    reads: ["Pod", "Deployment", "Secret", "ConfigMap"],
    explains: ["container-not-created", "volume-mount-timeout", "init-container-waiting", ...podSymptoms],
  },
  function* (view) {
    const told = saidMissing(view);
    for (const pod of podsOf(view)) {
      if (pod.health !== "failing" || !waits.test(pod.status)) continue;
      const missing = namedBy(view, pod.ref).find(
        ({ kind, name }) => !told.has(name) && isListedWithout(view, refOf(pod, kind, name)),
      );
      if (missing === undefined) continue;
      const { kind, name, what, line } = missing;
      const others = view.of(kind).filter(({ ref }) => ref.namespace === pod.ref.namespace);
      const near = nearest(
        name,
        others.map(({ ref }) => ref.name),
      );
      const object = others.find(({ ref }) => ref.name === near);
      yield {
        object: pod.ref,
        confidence: "likely",
        summary: `${nameOf(pod.ref)} (STATUS ${pod.status}) needs ${kind} "${name}" (${what}), and namespace ${pod.ref.namespace} has none of that name${near ? `, but one named "${near}"` : ""}.`,
        evidence: [line, object?.cite(), pod.line],
        related: unique([...relatedToPod(view, pod.ref), refOf(pod, kind, name)]),
        fix: fixByHand(
          `Create ${kind} ${name}, or correct its name in the pod template.`,
          verifyRollout(view, pod.ref),
        ),
      };
    }
  },
);

/** Names of which Kubernetes itself says that they are missing: rules of their own speak of them. */
const saidMissing = memo(
  (view: ClusterView): ReadonlySet<string> =>
    new Set(
      complaintsOf(view)
        .flat()
        .flatMap(({ text }) =>
          [...text.slice(0, 2000).matchAll(/"([^"]{1,253})" not found/g)].map((match) => match[1]!),
        ),
    ),
);

const refOf = ({ ref }: PodReading, kind: string, name: string): ObjectRef => ({
  kind,
  ...(ref.namespace ? { namespace: ref.namespace } : {}),
  name,
});

const namedBy = (view: ClusterView, pod: ObjectRef): readonly Named[] => [
  ...configuredContainers(view, pod).flatMap(({ object, path, container }) => {
    const steps = [...path, textAt(container, "name") || "0"];
    const of = (entry: unknown, kind: string, what: string, ...below: string[]): readonly Named[] =>
      asNamed(entry, kind, what, object.cite(...steps, ...below));
    return [
      ...listAt(container, "env").flatMap((one) => [
        ...of(at(one, "valueFrom", "secretKeyRef"), "Secret", "its environment", "env", textAt(one, "name")),
        ...of(at(one, "valueFrom", "configMapKeyRef"), "ConfigMap", "its environment", "env", textAt(one, "name")),
      ]),
      ...listAt(container, "envFrom").flatMap((one) => [
        ...of(at(one, "secretRef"), "Secret", "its environment", "envFrom"),
        ...of(at(one, "configMapRef"), "ConfigMap", "its environment", "envFrom"),
      ]),
    ];
  }),
  ...volumesOf(view, pod),
];

const volumesOf = (view: ClusterView, pod: ObjectRef): readonly Named[] =>
  [pod, workloadOf(view, pod)].flatMap((ref) => {
    const object = view.object(ref);
    const path = ref.kind === "Pod" ? ["spec", "volumes"] : ["spec", "template", "spec", "volumes"];
    return listAt(object?.fields, ...path).flatMap((volume) => {
      const line = object!.cite(...path, textAt(volume, "name"));
      const sources = [volume, ...listAt(volume, "projected", "sources")];
      return sources.flatMap((one) => [
        ...asNamed(at(one, "secret"), "Secret", "a volume", line),
        ...asNamed(at(one, "configMap"), "ConfigMap", "a volume", line),
      ]);
    });
  });

const asNamed = (entry: unknown, kind: string, what: string, line: Line): readonly Named[] => {
  const name = textAt(entry, "name") || textAt(entry, "secretName");
  return name === "" || textAt(entry, "optional") === "true" || name === "kube-root-ca.crt"
    ? []
    : [{ kind, name, what, line }];
};

/** Objects that pods name and that a list shows to be absent. */
export const absentObjectRules: readonly Rule[] = [absent];
