import type { ClusterView } from "../../../evidence/observed.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import type { Inquiry } from "../form/inquest.ts";
import type { Told } from "../form/told.ts";

/** `what happens if I delete the namespace x`, `can I safely delete namespace x`: all that goes with it. */
export const lossOfNamespace: Inquiry = (question) => {
  const name = nameIn(question);
  if (name === null) return null;
  const reads = [
    {
      command: `kubectl get pods,deployments,statefulsets,daemonsets,cronjobs,services,ingresses,configmaps,pvc -n ${name}`,
      reason: "Shows what is in it and would be deleted with it.",
    },
    { command: `kubectl get namespace ${name}`, reason: "Shows whether it is there." },
  ];
  return { reads: () => reads, tell: (view) => tell(name, view) };
};

const consequence =
  /\b(?:what|which|who)\b[^?]{0,40}\b(?:if|when|by)\b[^?]{0,20}\b(?:delet\w*|remov\w*|drop\w*)\b[^?]{0,20}\b(?:namespace|ns)\b|\b(?:safe|safely|ok|okay|fine)\b[^?]{0,20}\b(?:delet\w*|remov\w*|drop)\b[^?]{0,20}\b(?:namespace|ns)\b/;

function nameIn({ text, scope, targets }: Question): string | null {
  if (!consequence.test(text.toLowerCase()) || text.length > 160) return null;
  return scope.namespaces[0] ?? targets.find(({ kind }) => kind?.kind === "Namespace")?.name ?? null;
}

const kinds = [
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "CronJob",
  "Pod",
  "Service",
  "Ingress",
  "ConfigMap",
  "PersistentVolumeClaim",
];

function tell(name: string, view: ClusterView): Told | null {
  const found = kinds
    .map((kind) => ({
      kind,
      objects: view.of(kind).filter(({ ref }) => ref.namespace === name && ref.name !== "kube-root-ca.crt"),
    }))
    .filter(({ objects }) => objects.length > 0);
  const status = view.object({ kind: "Namespace", name })?.printed.get("STATUS");
  if (found.length === 0) {
    const gone = view.errors.find(({ code, object }) => code === "not-found" && object?.name === name);
    if (gone !== undefined) return { summary: `There is no namespace ${name}.`, lines: [gone.line] };
    if (status === undefined) return null;
    const already =
      status.value === "Terminating" ? `Namespace ${name} is being deleted already (Terminating); nothing` : `Nothing`;
    return {
      summary: `${already} of the usual kinds (pods, workloads, services, claims) is in ${name}. Secrets and custom resources were not read.`,
      lines: [status.line],
    };
  }
  const counts = found.map(
    ({ kind, objects }) => `${objects.length} ${kind}${objects.length === 1 ? "" : kind.endsWith("s") ? "es" : "s"}`,
  );
  const claims = found.find(({ kind }) => kind === "PersistentVolumeClaim")?.objects ?? [];
  const data =
    claims.length === 0
      ? ""
      : ` With the claims ${enumerated(
          claims.map(({ ref }) => ref.name),
          6,
        )} their data goes, unless the volumes' reclaim policy is Retain.`;
  return {
    summary: `Everything in ${name} is deleted with it and does not come back: ${enumerated(counts, 10)}, besides its Secrets, roles and custom resources.${data}`,
    details: found
      .filter(({ kind }) => kind !== "Pod" && kind !== "ConfigMap")
      .map(
        ({ kind, objects }) =>
          `  - ${kind}: ${enumerated(
            objects.map(({ ref }) => ref.name),
            12,
          )}`,
      )
      .join("\n"),
    lines: found.slice(0, 4).flatMap(({ objects }) => objects[0]!.cite("metadata", "name")),
  };
}
