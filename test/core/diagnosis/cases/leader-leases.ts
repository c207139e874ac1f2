import type { Case } from "../case.ts";

type Output = Case["outputs"][number];

const pods = (...others: readonly string[]): Output => [
  "get pods -n post",
  `NAME                      READY   STATUS    RESTARTS   AGE
mailer-6d4b75cb6d-x2k4p   1/1     Running   0          4d
mailer-6d4b75cb6d-9wqzn   1/1     Running   0          4d
${others.map((one) => `${one}\n`).join("")}`,
];
const trial = "mailer-trial              1/1     Running   0          5d";
const lease = (holder: string): Output => [
  "get lease -n post",
  `NAME     HOLDER                                          AGE\nmailer   ${holder.padEnd(48)}200d\n`,
];
const waits: Output = [
  "logs mailer-6d4b75cb6d-x2k4p -n post",
  "starting\nattempting to acquire leader lease post/mailer...\n",
];
const rehearses: Output = [
  "logs mailer-trial -n post",
  "became leader\n[dry-run] would send 41 mails\n[dry-run] would send 12 mails\n",
];

/** Leases, and whether their holder does the work. */
export const leaderLeaseCases: readonly Case[] = [
  {
    name: "a lease that a leftover pod holds, which only rehearses",
    outputs: [pods(trial), lease("mailer-trial_7c1d0f"), waits, rehearses],
    roots: ["leader-does-no-work"],
    says: /^Lease post\/mailer is held by Pod mailer-trial, which is no pod of Deployment mailer and works without effect, as a dry run \(its log says ".{0,40}would send 12 mails"\): Pod mailer-6d4b75cb6d-x2k4p only stands by/,
    suggests: "kubectl delete pod mailer-trial -n post",
  },
  {
    name: "a lease that another workload holds with an option for a dry run",
    outputs: [
      pods("mailer-next-5f7d9c8b64-tq8vz 1/1     Running   0          2d"),
      lease("mailer-next-5f7d9c8b64-tq8vz"),
      waits,
      [
        "get pod mailer-next-5f7d9c8b64-tq8vz -n post -o yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: mailer-next-5f7d9c8b64-tq8vz, namespace: post}\nspec:\n  containers:\n  - name: app\n    image: post/mailer:9\n    args: [--dry-run]\nstatus: {phase: Running}\n",
      ],
    ],
    roots: ["leader-does-no-work"],
    says: /is no pod of Deployment mailer and works without effect, as a dry run \(it is started with --dry-run\)/,
  },
  {
    name: "a lease whose holder does not exist any more",
    outputs: [pods(), lease("mailer-6d4b75cb6d-zz4tv"), waits],
    roots: ["leader-does-no-work"],
    says: /^Lease post\/mailer is still held by mailer-6d4b75cb6d-zz4tv, a pod that does not exist any more/,
  },
  {
    name: "near miss: the holder is a pod of the same workload",
    outputs: [pods(), lease("mailer-6d4b75cb6d-9wqzn_7c1d0f"), waits],
    roots: [],
  },
  {
    name: "near miss: the holder is named by its node",
    outputs: [pods(), lease("node-b_7c1d0f"), waits],
    roots: [],
  },
  {
    name: "near miss: the pod that rehearses holds no lease",
    outputs: [pods(trial), lease("mailer-6d4b75cb6d-9wqzn_7c1d0f"), waits, rehearses],
    roots: [],
  },
  {
    name: "near miss: another workload holds the lease and works",
    outputs: [
      pods("mailer-blue-5f7d9c8b64-tq8vz 1/1     Running   0          2d"),
      lease("mailer-blue-5f7d9c8b64-tq8vz"),
      waits,
      ["logs mailer-blue-5f7d9c8b64-tq8vz -n post", "became leader\nsent 41 mails\n"],
    ],
    roots: [],
  },
];
