/** A question that several lookups take, which of them is right, and why. */
export type Precedence = {
  readonly question: string;
  readonly first: string;
  readonly second: string;
  readonly because: string;
};

/** Why lookups stand before others in the list: all pairs of which one question is known that both would take. */
export const precedences: readonly Precedence[] = [
  {
    question: "which service accounts can delete deployments in books",
    first: "access/who-may",
    second: "spec/spec-look",
    because: "who holds a right is asked, not as which account pods run",
  },
  {
    question: "may the service account janitor read secrets in books",
    first: "access/rights-of",
    second: "references/uses-look",
    because: "the account is the one that reads; who else uses it is not asked",
  },
  {
    question: "could i exec into pods in shop",
    first: "access/rights-of",
    second: "access/shell-look",
    because: "whether it is allowed is asked, not how it is done",
  },
  {
    question: "can I safely delete configmap tax-rates",
    first: "references/dependents",
    second: "access/rights-of",
    because: "who asks whether it is safe wants to know what breaks, not whether it is allowed",
  },
  {
    question: "what would happen if I drain node worker-2",
    first: "loss/loss-of-node",
    second: "references/dependents",
    because: "with a node goes what runs on it; no manifest says that it depends on a node",
  },
  {
    question: "what would happen if I delete pod store-0?",
    first: "loss/loss-of-object",
    second: "references/dependents",
    because: "a pod is made anew by its owner, so who misses it is only a part of the answer",
  },
  {
    question: "what was the last change to ledger?",
    first: "changes/changes",
    second: "objects/object-look",
    because: "the history of rollouts tells what was changed, the newest revision only when",
  },
  {
    question: "what was deployed in the last 24 hours?",
    first: "changes/changes",
    second: "times/window-look",
    because: "it tells what each rollout changed and what was newly made, a list of ReplicaSets only how old they are",
  },
  {
    question: "what changed in shop today?",
    first: "changes/changes",
    second: "times/event-look",
    because: "events tell what happened to objects, not what was changed in them",
  },
  {
    question: "when did cronjob dunning of ns fin start the last time",
    first: "times/runs",
    second: "objects/object-look",
    because: "the last run of a CronJob is a Job of its own, with its start and its end",
  },
  {
    question: "which service account does web use?",
    first: "objects/object-look",
    second: "spec/spec-look",
    because: "one object is named, so its own manifest answers, and not the list of all pods",
  },
  {
    question: "how big is pvc media-store in ns cms",
    first: "usage/volume-fill-look",
    second: "objects/object-look",
    because: "who asks how big a volume is gets where it is mounted and how full it is, too",
  },
  {
    question: "which container is above 90% of its memory limit?",
    first: "usage/usage-against-look",
    second: "spec/spec-look",
    because: "what is used is held against the limit; the specification knows the limit alone",
  },
  {
    question: "how many pods per owner?",
    first: "workloads/owner-count-look",
    second: "spec/spec-look",
    because: "pods are counted by what owns them, a ReplicaSet standing for its Deployment",
  },
  {
    question: "which node could take forecast?",
    first: "room/where-fits-look",
    second: "objects/object-look",
    because: "where a pod of it would fit is asked, not where its pods run",
  },
];
