import type { Row } from "./cases.ts";

const history = (...numbers: readonly number[]): readonly [string, string] => [
  "kubectl rollout history deployment/edge -n cdn",
  `deployment.apps/edge 
REVISION  CHANGE-CAUSE
${numbers.map((one) => `${one}         edge ${one}.0`).join("\n")}
`,
];
const deployment = (ready: string): readonly [string, string] => [
  "kubectl get deploy -n cdn",
  `NAME   READY   UP-TO-DATE   AVAILABLE   AGE
edge   ${ready}     4            4           40d
`,
];

const commit = "4c8e1fa07b52d96e3300c1f6d1e7a9b05f248c7d";
const other = "91b2c3d4e5f60718293a4b5c6d7e8f9012345678";
const flux = (applied: string, ready = "True"): readonly [string, string] => [
  "kubectl get gitrepositories,kustomizations -n flux-system",
  `NAME                                           URL                            AGE    READY   STATUS
gitrepository.source.toolkit.fluxcd.io/fleet   ssh://git@git.lan/fleet.git    1y2d   True    stored artifact for revision 'main@sha1:${commit}'

NAME                                             AGE    READY   STATUS
kustomization.kustomize.toolkit.fluxcd.io/apps   1y2d   ${ready.padEnd(5)}   Applied revision: main@sha1:${applied}
`,
];
const head = (hash: string): readonly [string, string] => [
  "git ls-remote ssh://git@git.lan/fleet.git refs/heads/main",
  `${hash}\trefs/heads/main\n`,
];

const backups = (phase: string): readonly [string, string] => [
  "kubectl get backups.velero.io -n velero -o custom-columns=NAME:.metadata.name,PHASE:.status.phase",
  `NAME                     PHASE
nightly-20250802013000   Completed
nightly-20250803013000   ${phase}
`,
];
const collected = (name: string): readonly [string, string] => [
  "kubectl logs -n velero deploy/velero --since=8h",
  `time="2025-08-31T02:11:05Z" level=info msg="Backup has expired" backup=velero/${name} controller=gc expiration="2025-08-31 01:30:00 +0000 UTC"
time="2025-08-31T02:11:09Z" level=info msg="Removing backup from backup storage" backup=${name} controller=backup-deletion
`,
];

const staticPods = (third: string): readonly [string, string] => [
  "kubectl get pods -n kube-system",
  `NAME                        READY   STATUS    RESTARTS   AGE
kube-scheduler-alpha        1/1     Running   0          2d1h
kube-scheduler-beta         1/1     Running   0          2d1h
kube-scheduler-gamma        ${third}   0          2d1h
`,
];
const lease: readonly [string, string] = [
  "kubectl get lease -n kube-system kube-scheduler",
  "NAME             HOLDER                                       AGE\nkube-scheduler   gamma_9d1b2c6e-05f1-4f59-b4b2-3c7cf1f5de08   512d\n",
];
const waits: readonly [string, string] = [
  "kubectl logs -n kube-system kube-scheduler-beta",
  'I0711 06:58:02.731290       1 server.go:188] "Starting" version="v1.32.6"\nI0711 06:58:02.734611       1 leaderelection.go:257] attempting to acquire leader lease kube-system/kube-scheduler...\n',
];

/** What looks lost, blocked or dead, and is where and as it should be. */
export const notLost: readonly Row[] = [
  {
    code: "revision-renumbered-by-rollback",
    name: "the history jumps over the revision that is the newest now",
    question: "Somebody lost revision 7 of deployment edge. What went wrong there?",
    outputs: [history(5, 6, 8, 9), deployment("4/4")],
    says: /revision 7 of Deployment edge is not lost: a rollback gives the revision that it goes back to the next number \(the newest is 9\)/,
  },
  {
    code: "revision-renumbered-by-rollback",
    name: "and replicas are missing",
    question: "Somebody lost revision 7 of deployment edge. What went wrong there?",
    outputs: [history(5, 6, 8, 9), deployment("1/4")],
  },
  {
    code: "newest-revision-is-applied",
    name: "nobody pushed for weeks",
    question: "Flux has not deployed anything since the end of April. What is blocking it?",
    outputs: [flux(commit), head(commit)],
    says: /nothing is blocked: apps has applied the newest revision that GitRepository fleet holds \(main@sha1:4c8e1fa0\), which is the head of the branch/,
  },
  {
    code: "newest-revision-is-applied",
    name: "the branch has gone on",
    question: "Flux has not deployed anything since the end of April. What is blocking it?",
    outputs: [flux(commit), head(other)],
  },
  {
    code: "newest-revision-is-applied",
    name: "another revision is applied than the source holds",
    question: "Flux has not deployed anything since the end of April. What is blocking it?",
    outputs: [flux(other)],
  },
  {
    code: "backup-expired",
    name: "its time was over",
    question: "Why is Velero deleting our backups? nightly-20250801013000 is gone.",
    outputs: [backups("Completed"), collected("nightly-20250801013000")],
    says: /backup nightly-20250801013000 was deleted as planned: it expired at 2025-08-31 01:30:00 by its ttl, and 2 later backups are there/,
  },
  {
    code: "backup-expired",
    name: "another one failed",
    question: "Why is Velero deleting our backups? nightly-20250801013000 is gone.",
    outputs: [backups("Failed"), collected("nightly-20250801013000")],
  },
  {
    code: "replica-is-hot-standby",
    name: "a static pod, whose leader is called by its node",
    question: "kube-scheduler-beta stopped logging two days ago. What is it stuck on?",
    outputs: [staticPods("1/1     Running"), lease, waits],
    says: /pod kube-scheduler-gamma holds the lease kube-scheduler and is the leader that works/,
  },
  {
    code: "replica-is-hot-standby",
    name: "a static pod, and the one on the leader's node is not ready",
    question: "kube-scheduler-beta stopped logging two days ago. What is it stuck on?",
    outputs: [staticPods("0/1     Running"), lease, waits],
  },
];
