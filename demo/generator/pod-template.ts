import { container, drop } from "./containers.ts";
import type { Doc } from "./world.ts";

/** The pod template of a workload description: labels, annotations and a complete pod spec. */
export function podTemplate(work: Doc): Doc {
  return {
    metadata: drop({ annotations: work.podAnnotations, labels: labelsOf(work) }),
    spec: drop({
      ...podSpec(work),
      ...work.podSpec,
    }),
  };
}

/** Labels of the pods; `app` selects unless the description says otherwise. */
export const labelsOf = (work: Doc): Doc => ({ ...selectorOf(work), ...work.labels });
export const selectorOf = (work: Doc): Doc => work.selector ?? { app: work.name };

function podSpec(work: Doc): Doc {
  return {
    containers: [container(work, work.name), ...(work.sidecars ?? []).map((extra: Doc) => container(extra, extra.name))].map((c, i) => (i === 0 && work.container ? { ...c, name: work.container } : c)),
    initContainers: work.init?.map((extra: Doc) => container(extra, extra.name)),
    dnsPolicy: work.hostNetwork ? "ClusterFirstWithHostNet" : "ClusterFirst",
    hostNetwork: work.hostNetwork || undefined,
    imagePullSecrets: work.pullSecret ? [{ name: work.pullSecret }] : undefined,
    nodeSelector: work.nodeSelector,
    priorityClassName: work.priority,
    restartPolicy: work.restartPolicy ?? "Always",
    schedulerName: "default-scheduler",
    securityContext: work.podSecurity ?? {},
    serviceAccount: work.serviceAccount,
    serviceAccountName: work.serviceAccount,
    terminationGracePeriodSeconds: work.grace ?? 30,
    tolerations: work.tolerations,
    volumes: work.volumes,
  };
}
