/** Pieces of what kubectl prints, put together in its own layout (kubectl 1.32, `describe`). */

type PrintedOutput = readonly [command: string, output: string];

export type PrintedEvent = readonly [type: string, reason: string, age: string, from: string, message: string];

export const printedEvents = (events: readonly PrintedEvent[]): string =>
  events.length === 0
    ? "Events:          <none>\n"
    : `Events:
  Type     Reason            Age                    From               Message
  ----     ------            ----                   ----               -------
${events
  .map(
    ([type, reason, age, from, message]) =>
      `  ${type.padEnd(8)} ${reason.padEnd(17)} ${age.padEnd(22)} ${from.padEnd(18)} ${message}`,
  )
  .join("\n")}
`;

/** `kubectl get events` with one warning: columns are as wide as what stands in them. */
export const listedWarning = (kind: string, name: string, reason: string, message: string): PrintedOutput => {
  const object = `${kind}/${name}`;
  const row = (...cells: readonly [string, string, string, string, string]) =>
    `${cells[0].padEnd(12)}${cells[1].padEnd(10)}${cells[2].padEnd(reason.length + 3)}${cells[3].padEnd(object.length + 3)}${cells[4]}\n`;
  return [
    "get events -n shop",
    row("LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE") + row("2m", "Warning", reason, object, message),
  ];
};

export type PrintedPod = {
  readonly name?: string;
  readonly status?: string;
  readonly node?: string;
  readonly labels?: string;
  readonly image?: string;
  readonly state: string;
  readonly ready?: boolean;
  readonly restarts?: number;
  readonly rest?: string;
  readonly init?: string;
  readonly scheduled?: boolean;
  readonly head?: string;
  readonly volumes?: string;
  readonly events?: readonly PrintedEvent[];
};

export const podName = "web-6d4b75cb6d-x2k4p";

/** The command that prints what `describedPod` gives. */
export const describeCommand = `describe pod ${podName} -n shop`;

/** `kubectl describe pod` of one pod with one container, `app`. `state` and `rest` stand at the container. */
export const describedPod = (pod: PrintedPod): string => {
  const isReady = pod.ready ? "True" : "False";
  const isScheduled = pod.scheduled ?? true;
  return `Name:             ${pod.name ?? podName}
Namespace:        shop
Priority:         0
Service Account:  default
Node:             ${isScheduled ? (pod.node ?? "worker-1/10.0.0.11") : "<none>"}
Labels:           ${pod.labels ?? "app=web"}
                  pod-template-hash=6d4b75cb6d
Annotations:      <none>
Status:           ${pod.status ?? "Pending"}
${pod.head ?? ""}IP:               10.244.1.17
IPs:
  IP:           10.244.1.17
Controlled By:  ReplicaSet/web-6d4b75cb6d
${pod.init ?? ""}Containers:
  app:
    Container ID:   
    Image:          ${pod.image ?? "registry.example.com/shop/web:1.4.2"}
    Image ID:       
    Port:           8080/TCP
    Host Port:      0/TCP
${isScheduled ? `${pod.state}\n    Ready:          ${isReady}\n    Restart Count:  ${pod.restarts ?? 0}\n` : ""}${pod.rest ?? ""}    Environment:    <none>
    Mounts:
      /var/run/secrets/kubernetes.io/serviceaccount from kube-api-access-bgsgp (ro)
Conditions:
  Type                        Status
${isScheduled ? `  PodReadyToStartContainers   True \n  Initialized                 ${pod.init ? "False" : "True"} \n  Ready                       ${isReady} \n  ContainersReady             ${isReady} \n  PodScheduled                True ` : "  PodScheduled                False "}
Volumes:
${pod.volumes ?? ""}  kube-api-access-bgsgp:
    Type:                    Projected (a volume that contains injected data from multiple sources)
    TokenExpirationSeconds:  3607
    ConfigMapName:           kube-root-ca.crt
    Optional:                false
    DownwardAPI:             true
QoS Class:                   Burstable
Node-Selectors:              <none>
Tolerations:                 node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
                             node.kubernetes.io/unreachable:NoExecute op=Exists for 300s
${printedEvents(pod.events ?? [])}`;
};

export const waiting = (reason: string): string => `    State:          Waiting
      Reason:       ${reason}`;

export const running = `    State:          Running
      Started:      Tue, 17 Mar 2026 14:31:02 +0000`;

export const terminated = (reason: string, exitCode: number): string => `    State:          Terminated
      Reason:       ${reason}
      Exit Code:    ${exitCode}
      Started:      Tue, 17 Mar 2026 14:31:02 +0000
      Finished:     Tue, 17 Mar 2026 14:31:05 +0000`;

export const lastEnd = (reason: string, exitCode: number): string => `
    Last State:     Terminated
      Reason:       ${reason}
      Exit Code:    ${exitCode}
      Started:      Tue, 17 Mar 2026 14:31:02 +0000
      Finished:     Tue, 17 Mar 2026 14:31:05 +0000`;

export const crashed = (reason: string, exitCode: number): string =>
  `${waiting("CrashLoopBackOff")}${lastEnd(reason, exitCode)}`;

/** `kubectl describe pod` of a pod whose container cannot be created yet, and what the kubelet warns of. */
export const heldUpPod = (reason: string, message: string): readonly PrintedOutput[] => [
  [
    describeCommand,
    describedPod({
      state: waiting("ContainerCreating"),
      events: [["Warning", reason, "9s (x8 over 73s)", "kubelet", message]],
    }),
  ],
];
