import type { Output } from "./situations.ts";

/** Whether an object is in order: the question, what is shown of it, and what is said; each sound one has near misses. */
export type SoundCase = {
  readonly name: string;
  readonly question: string;
  readonly outputs: readonly Output[];
  readonly says: RegExp;
  readonly isWell: boolean;
};

export const sound = (name: string, question: string, says: RegExp, ...outputs: readonly Output[]): SoundCase => ({
  name,
  question,
  outputs,
  says,
  isWell: true,
});
export const unsound = (name: string, question: string, says: RegExp, ...outputs: readonly Output[]): SoundCase => ({
  ...sound(name, question, says, ...outputs),
  isWell: false,
});

/** An object as `-o json` prints it. */
export const json = (command: string, object: Readonly<Record<string, unknown>>): Output => [
  `kubectl get ${command} -o json`,
  `${JSON.stringify(object)}\n`,
];
export const table = (command: string, ...lines: readonly string[]): Output => [
  `kubectl get ${command}`,
  `${lines.join("\n")}\n`,
];

const cron = (suspended: string, ago = "2h") =>
  table(
    "cronjob,job -n ops",
    "NAME                   SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE",
    `cronjob.batch/backup   0 */6 * * *   <none>     ${suspended.padEnd(7)}   0        ${ago}              80d`,
    "",
    "NAME                        STATUS     COMPLETIONS   DURATION   AGE",
    `job.batch/backup-29566200   Complete   1/1           22s        ${ago}`,
  );
const mailer = (succeeded: string) =>
  json("cronjob mailer -n post", {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: "mailer", namespace: "post" },
    spec: { schedule: "*/10 * * * *", suspend: false },
    status: { lastScheduleTime: "2026-03-20T03:10:00Z", lastSuccessfulTime: succeeded },
  });
const autoscaler = (active: string, cpu: string, limited = "DesiredWithinRange") =>
  `Name:                                                  api
Namespace:                                             shop
Reference:                                             Deployment/api
Metrics:                                               ( current / target )
  resource cpu on pods  (as a percentage of request):  ${cpu} / 70%
Min replicas:                                          2
Max replicas:                                          10
Deployment pods:                                       3 current / 3 desired
Conditions:
  Type            Status  Reason              Message
  ----            ------  ------              -------
  AbleToScale     True    ReadyForNewScale    recommended size matches current size
  ScalingActive   ${active}   ValidMetricFound    the HPA was able
  ScalingLimited  ${limited === "DesiredWithinRange" ? "False" : "True "}   ${limited}     said
Events:           <none>
`;
const describedHpa = (...told: Parameters<typeof autoscaler>): Output => [
  "kubectl describe hpa api -n shop",
  autoscaler(...told),
];
const node = (conditions: Readonly<Record<string, string>>, spec: unknown = {}) =>
  json("node w9", {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "w9" },
    spec,
    status: { conditions: Object.entries(conditions).map(([type, status]) => ({ type, status })) },
  });
const calm = { MemoryPressure: "False", DiskPressure: "False", PIDPressure: "False", Ready: "True" };
const deployment = (status: Readonly<Record<string, number>>) =>
  json("deploy cart -n shop", {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "cart", namespace: "shop", generation: 6 },
    spec: { replicas: 3 },
    status: { replicas: 3, readyReplicas: 3, availableReplicas: 3, updatedReplicas: 3, ...status },
  });
const agents = (updated: number) =>
  table(
    "ds agent -n logging",
    "NAME    DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE",
    `agent   6         6         6       ${updated}            6           <none>          90d`,
  );

const askCron = "Is anything the matter with the CronJob backup in namespace ops?";
const askMailer = "review cronjob mailer for problems please";
const askHpa = "HPA api has not scaled for a day. Is autoscaling broken?";
const askNode = "Check this node object for problems.";

export const workloadCases: readonly SoundCase[] = [
  sound("a CronJob whose runs complete", askCron, /backup-29566200, completed.*not suspended/, cron("False")),
  unsound("a CronJob that is suspended", askCron, /backup is suspended/, cron("True")),
  unsound("another CronJob than the one shown", "anything wrong with cronjob purge in ops?", /purge/, cron("False")),
  sound("a CronJob that succeeded of late", askMailer, /last succeeded at/, mailer("2026-03-20T03:10:09Z")),
  unsound("a CronJob that has not for days", askMailer, /has not succeeded since/, mailer("2026-03-11T03:10:09Z")),
  unsound(
    "a CronJob without its Jobs",
    "Is CronJob backup in ops ok?",
    /in order: .*It is not shown whether its runs succeed: `kubectl get jobs -n ops`/,
    table(
      "cronjob -n ops",
      "NAME     SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE",
      "backup   0 */6 * * *   <none>     False     0        2h              80d",
    ),
  ),
  unsound(
    "a Job that is suspended",
    "is job reindex alright?",
    /reindex is suspended/,
    json("job reindex -n s", {
      kind: "Job",
      apiVersion: "batch/v1",
      metadata: { name: "reindex", namespace: "s" },
      spec: { suspend: true, completions: 1 },
    }),
  ),
  sound(
    "a described autoscaler",
    askHpa,
    /cpu: 41%\/70%.*ScalingActive True.*between 2 and 10/,
    describedHpa("True ", "41% (123m)"),
  ),
  unsound(
    "an autoscaler that cannot measure",
    askHpa,
    /ScalingActive|does not scale/,
    describedHpa("False", "<unknown>"),
  ),
  unsound(
    "an autoscaler that wants more than it may",
    "is hpa api in order?",
    /maximum of 10/,
    describedHpa("True ", "75% (9m)", "TooManyReplicas"),
  ),
  sound("a node", askNode, /w9 is Ready, with no memory, disk, PID pressure and no taints/, node(calm)),
  sound("a node with conditions of its own", askNode, /Ready/, node({ ...calm, EtcdIsVoter: "True" })),
  unsound("a node under pressure", askNode, /DiskPressure/, node({ ...calm, DiskPressure: "True" })),
  unsound("a node without a network", askNode, /NetworkUnavailable/, node({ ...calm, NetworkUnavailable: "True" })),
  unsound("a node nobody hears of", askNode, /w9/, node({ Ready: "Unknown", MemoryPressure: "Unknown" })),
  unsound("a cordoned node", askNode, /cordoned/, node(calm, { unschedulable: true })),
  unsound(
    "a node that is not listed",
    "is node w5 healthy?",
    /w5/,
    table("nodes", "NAME   STATUS   ROLES    AGE   VERSION", "w1     Ready    <none>   9d    v1.31.4"),
  ),
  unsound(
    "a node whose pods fail",
    "Is anything wrong with node w2?",
    /w2/,
    table("nodes", "NAME   STATUS   ROLES    AGE   VERSION", "w2     Ready    <none>   9d    v1.31.4"),
    table(
      "pods -n a -o wide",
      "NAME   READY   STATUS             RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES",
      "a-0    0/1     CrashLoopBackOff   12         1h    10.1.1.1   w2     <none>           <none>",
      "b-0    0/1     CrashLoopBackOff   12         1h    10.1.1.2   w2     <none>           <none>",
    ),
  ),
  sound("a Deployment", "is deployment cart fine?", /3 of 3/, deployment({ observedGeneration: 6 })),
  unsound(
    "a Deployment that is not taken up",
    "is deployment cart fine?",
    /generation 6, observed 4/,
    deployment({ observedGeneration: 4 }),
  ),
  sound("a DaemonSet", "check daemonset agent for problems", /6 of 6/, agents(6)),
  unsound("a DaemonSet half rolled out", "check daemonset agent for problems", /only 4 of them/, agents(4)),
  unsound("only how many replicas are wanted", "is statefulset db ok?", /is to have 3 replicas.*not shown whether/, [
    "kubectl get sts db -n shop -o jsonpath='{.spec.replicas}'",
    "3",
  ]),
];

const claim = (metadata: object) =>
  json("pvc media -n cms", {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "media", namespace: "cms", ...metadata },
    spec: { volumeName: "pvc-1" },
    status: { phase: "Bound", capacity: { storage: "20Gi" } },
  });
const volume = (status: string) =>
  table(
    "pv nfs-01",
    "NAME     CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS     CLAIM       STORAGECLASS   REASON   AGE",
    `nfs-01   20Gi       RWX            Retain           ${status.padEnd(8)}   cms/media   nfs                     99d`,
  );
const budget = (allowed: number) =>
  table(
    "pdb -n web",
    "NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE",
    `web    2               N/A               ${allowed}                     30d`,
  );
const quota = (pods: number): Output => [
  "kubectl describe quota team-a -n team-a",
  `Name:            team-a\nNamespace:       team-a\nResource         Used   Hard\n--------         ----   ----\npods             ${pods}     50\nrequests.memory  6Gi    16Gi\n`,
];

export const storageCases: readonly SoundCase[] = [
  sound("a claim", "any concerns about pvc media?", /media is Bound/, claim({})),
  unsound(
    "a claim that is being deleted",
    "any concerns about pvc media?",
    /deleted/,
    claim({ deletionTimestamp: "2026-03-01T10:00:00Z" }),
  ),
  sound("a volume", "Is PV nfs-01 in good condition?", /Bound to claim cms\/media/, volume("Bound")),
  unsound("a released volume", "Is PV nfs-01 in good condition?", /Released: its claim is gone/, volume("Released")),
  sound("a budget with room", "is PDB web in order?", /allows 1 disruption/, budget(1)),
  unsound("a budget without", "is PDB web in order?", /allows 0 disruptions/, budget(0)),
  sound("a quota with room", "check resource quota team-a, any problems?", /room in all.*pods 14\/50/, quota(14)),
  unsound("a quota used up", "check resource quota team-a, any problems?", /used up: pods 50\/50/, quota(50)),
];
