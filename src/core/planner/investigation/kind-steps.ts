import type { Suggestion } from "../../diagnosis/finding.ts";
import { kubectl } from "../command-line.ts";

type Steps = (name: string, place: string) => readonly (readonly [command: string, reason: string])[];

const pods: Steps = (name, place) => [
  [kubectl("get pods", place), `Shows whether the pods of ${name} run and are ready.`],
  [
    kubectl("get events", place, "--field-selector type=Warning --sort-by=.lastTimestamp"),
    "Shows what the cluster complains about, newest last.",
  ],
];

/** What to look at besides `describe` when an object of a kind does not do what it should, best first. */
const byKind: Readonly<Record<string, Steps>> = {
  Pod: (name, place) => [
    [kubectl("logs", name, place, "--all-containers=true --tail=100"), "The log says what the containers did."],
    [
      kubectl("logs", name, place, "--previous --tail=100"),
      "The log of the run before the last restart says why it ended.",
    ],
  ],
  Deployment: (name, place) => [
    ...pods(name, place),
    [kubectl(`logs deployment/${name}`, place, "--tail=100"), "The log says what the application did."],
    [kubectl("get hpa", place), "Shows whether an autoscaler sets the number of replicas."],
  ],
  StatefulSet: (name, place) => [
    ...pods(name, place).slice(0, 1),
    [kubectl("get pvc", place), "Shows whether the claims of its pods are bound."],
    ...pods(name, place).slice(1),
  ],
  DaemonSet: (_name, place) => [
    [kubectl("get pods", place, "-o wide"), "Shows on which nodes its pods run."],
    [kubectl("get nodes"), "Shows which nodes are ready."],
    [
      kubectl("get events", place, "--field-selector type=Warning --sort-by=.lastTimestamp"),
      "Shows what the cluster complains about, newest last.",
    ],
  ],
  ReplicaSet: pods,
  Job: (name, place) => [
    [kubectl("get pods", place, `-l job-name=${name}`), "Shows how the pods of the job ended."],
    [kubectl(`logs job/${name}`, place, "--tail=100"), "The log says why the job failed."],
  ],
  CronJob: (_name, place) => [[kubectl("get jobs", place), "Shows which runs failed."], ...pods("the runs", place)],
  Service: (name, place) => [
    [
      kubectl(`get endpoints ${name}`, place),
      "Lists the pods behind the service; `<none>` means that no ready pod matches.",
    ],
    [kubectl("get pods", place, "--show-labels"), "Shows the labels that the selector has to match."],
    [kubectl("get networkpolicies", place), "Shows whether a policy keeps traffic away."],
  ],
  Ingress: (_name, place) => [
    [kubectl("get services", place), "Shows whether the backend exists, with its ports."],
    [kubectl("get endpoints", place), "Shows whether pods stand behind the backend."],
    [kubectl("get ingressclasses"), "Shows whether the class is served."],
  ],
  PersistentVolumeClaim: (_name, place) => [
    [kubectl("get pv"), "Shows which volumes exist and what they are bound to."],
    [kubectl("get storageclasses"), "Shows which classes exist and which one is the default."],
    [kubectl("get pods", place), "Shows which pods wait for it."],
  ],
  PersistentVolume: () => [[kubectl("get pvc -A"), "Shows which claims wait or are bound."]],
  HorizontalPodAutoscaler: (_name, place) => [
    [kubectl("top pods", place), "Shows whether there are metrics, and how high they are."],
    [kubectl("get deployments", place), "Shows wanted and available replicas."],
  ],
  Node: (name) => [
    [kubectl("get nodes"), "Shows whether other nodes have the same trouble."],
    [kubectl("get pods -A -o wide", `--field-selector spec.nodeName=${name}`), "Shows the pods on the node."],
    [kubectl("top node", name), "Shows what the node uses."],
  ],
  Namespace: (name) => [
    [kubectl(`get pods -n ${name}`), "Shows which pods do not run."],
    [
      kubectl(`get events -n ${name}`, "--field-selector type=Warning --sort-by=.lastTimestamp"),
      "Shows what the cluster complains about, newest last.",
    ],
  ],
};

/** The steps for one object, best first; empty for kinds of which `describe` says it all. */
export function stepsFor(kind: string, name: string, place: string): readonly Suggestion[] {
  const steps = Object.hasOwn(byKind, kind) ? byKind[kind]!(name, place) : [];
  return steps.map(([command, reason]) => ({ command, reason }));
}
