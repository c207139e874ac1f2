import { at, entriesAt, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn, runningText } from "../reading/standing.ts";

const used = defineBenign(
  {
    code: "quota-used-up-and-enough",
    title: "Quota used up, and nothing refused",
    about:
      "A ResourceQuota is used to the last bit or nearly so, every workload of its namespace has its replicas, and no event says that the quota refused anything: it is as large as what is planned.",
    reads: ["ResourceQuota", "Deployment", "StatefulSet", "Pod", "Event"],
    asked: /quota|fully used|used up|exhaust|exceed|limits?\b|full\b/,
  },
  function* (view) {
    for (const quota of view.of("ResourceQuota")) {
      const { namespace } = quota.ref;
      const full = fullOf(quota);
      const running = runningText(view, namespace);
      if (full.length === 0 || running === "" || isAnythingDown(view, namespace)) continue;
      if (refused(view, namespace)) continue;
      const texts = full.map(({ name, used: has, hard }) => `${name} ${has} of ${hard}`);
      yield {
        ref: quota.ref,
        about: namespace === undefined ? [] : [{ kind: "Namespace", name: namespace }],
        text: `ResourceQuota ${quota.ref.name} is used up (${enumerated(texts, 3)}) and that is enough: ${running}, nothing is refused (no FailedCreate, no "exceeded quota")`,
        lines: [quota.cite("status", "used", full[0]!.name), quota.cite()],
      };
    }
  },
);

function fullOf(quota: ObservedObject) {
  const hard = entriesAt(quota.fields, "status", "hard");
  const all = hard.size > 0 ? hard : entriesAt(quota.fields, "spec", "hard");
  return [...entriesAt(quota.fields, "status", "used")].flatMap(([name, has]) => {
    const most = all.get(name);
    const [one, other] = [quantity(has), most === undefined ? undefined : quantity(most)];
    return one === undefined || other === undefined || other === 0 || one / other < 0.85
      ? []
      : [{ name, used: has, hard: most! }];
  });
}

/** Whether anything was refused by a quota. */
const refused = (view: ClusterView, namespace: string | undefined): boolean =>
  view.events.some(
    ({ object, message, reason }) =>
      (namespace === undefined || object.namespace === namespace) &&
      (/exceeded quota/.test(message) || reason === "FailedCreate"),
  ) || linesIn(view, /exceeded quota|ReplicaFailure[= ]True|FailedCreate\b(?! *"?,)/, 1).length > 0;

const injected = defineBenign(
  {
    code: "limits-set-by-limit-range",
    onlyAsked: true,
    title: "Requests and limits that a LimitRange set",
    about:
      "A pod has requests or limits that its template does not have: the LimitRange of its namespace sets its defaults at admission, as the annotation kubernetes.io/limit-ranger or equal numbers show. The template is not changed by it, so GitOps sees no drift.",
    reads: ["Pod", "LimitRange", "Deployment"],
    asked: /limit|request|resource|\bcpu\b|\bmem|drift|chang|hack|\bwho\b|inject|default|differ|quota/,
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      if (pod.object === undefined || pod.health !== "healthy" || pod.restarts > 0) continue;
      const namespace = pod.ref.namespace;
      const range = view
        .of("LimitRange")
        .find(({ ref }) => ref.namespace === namespace && defaultsOf(view.object(ref)!));
      const said = entriesAt(pod.object.fields, "metadata", "annotations").get("kubernetes.io/limit-ranger");
      const isEqual = range !== undefined && hasDefaults(pod.object, range) && isBareTemplate(view, pod.ref);
      if (said === undefined && !isEqual) continue;
      if (isAnythingDown(view, namespace)) continue;
      const name = range === undefined ? "the LimitRange of the namespace" : `LimitRange ${range.ref.name}`;
      const defaults = range === undefined ? null : defaultsOf(range);
      yield {
        ref: range?.ref ?? workloadOf(view, pod.ref),
        about: [pod.ref, workloadOf(view, pod.ref)],
        text: `nobody changed pod ${pod.ref.name}: ${name} sets its defaults${defaults === null ? "" : ` (${defaults})`} at admission on containers that have none${said === undefined ? "" : ` (annotation kubernetes.io/limit-ranger: ${said.replaceAll(/\s+/g, " ").slice(0, 120)})`}, by design and only on the pod, not in the template`,
        lines: [
          said === undefined ? undefined : pod.object.cite("metadata", "annotations", "kubernetes.io/limit-ranger"),
          range?.cite("spec", "limits"),
        ],
      };
      return;
    }
  },
);

/** The defaults of containers in words, null where it has none. */
function defaultsOf(range: ObservedObject): string | null {
  const container = listAt(range.fields, "spec", "limits").find((one) => textAt(one, "type") === "Container");
  const words = (name: string, word: string) => {
    const entries = [...entriesAt(container, name)].map(([key, value]) => `${key} ${value}`);
    return entries.length === 0 ? [] : [`${word} ${entries.join(", ")}`];
  };
  const texts = [...words("default", "limits"), ...words("defaultRequest", "requests")];
  return texts.length === 0 ? null : texts.join("; ");
}

function hasDefaults(pod: ObservedObject, range: ObservedObject): boolean {
  const container = listAt(range.fields, "spec", "limits").find((one) => textAt(one, "type") === "Container");
  const limits = [...entriesAt(container, "default")];
  return (
    limits.length > 0 &&
    listAt(pod.fields, "spec", "containers").some((one) =>
      limits.every(([key, value]) => textAt(one, "resources", "limits", key) === value),
    )
  );
}

/** Whether the template of a pod is shown, and has no limits. */
function isBareTemplate(view: ClusterView, pod: ObjectRef): boolean {
  const fields = view.object(workloadOf(view, pod))?.fields;
  const containers = listAt(fields, "spec", "template", "spec", "containers");
  return containers.length > 0 && containers.some((one) => at(one, "resources", "limits") === undefined);
}

export const quotas: readonly BenignRule[] = [used, injected];
