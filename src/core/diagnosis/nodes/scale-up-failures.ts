import type { Evidence, Line } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { memo } from "../objects/memo.ts";
import type { PodReading } from "../workloads/pods.ts";

/** Why the last attempt to enlarge a node group failed, as the autoscaler's status, events or log say. */
export type ScaleUpFailure = {
  /** The last part of its name; "" where none is named. */
  readonly group: string;
  readonly why: string;
  readonly said: string;
  readonly mend: string;
  readonly lines: readonly Line[];
};

/** The failure that concerns a pod: that of the group which was to grow for it, else the only one that is told. */
export const scaleUpFailureFor = (view: ClusterView, pod: PodReading): ScaleUpFailure | undefined => {
  const told = pod.events.map(({ message }) => message).join("\n");
  const failures = failuresOf(view);
  const own = failures.find(({ group }) => group !== "" && told.includes(group));
  if (own !== undefined) return own;
  const isHeld = /in backoff after failed scale-?up|TriggeredScaleUp|triggered scale-up/.test(told);
  return isHeld && new Set(failures.map(({ group }) => group)).size === 1 ? failures[0] : undefined;
};

const failuresOf = memo((view: ClusterView): readonly ScaleUpFailure[] => [
  ...view.evidence.filter(({ stdout }) => /backoffInfo:/.test(stdout)).flatMap(fromStatus),
  ...view.events
    .filter(
      ({ reason, message }) =>
        /^(?:FailedToScaleUpGroup|ScaleUpFailed|FailedScaleUp|ScaleUpTimedOut)$/.test(reason) ||
        /^Scale-?up failed/i.test(message),
    )
    .flatMap(({ message, line }) => failureOf(groupIn(message), "", message, [line])),
  ...logsOfView(view)
    .filter(({ object }) => /autoscaler|karpenter/.test(object.name))
    .flatMap(({ tail }) => tail.filter(({ text }) => /[Ff]ail|error|disabl/i.test(text) && isOfCloud.test(text)))
    .flatMap((line) => failureOf(groupIn(line.text), "", line.text, [line])),
]);

/** `errorCode` and `errorMessage` below the name of a node group, in the status that the autoscaler keeps in a ConfigMap. */
const fromStatus = ({ command, stdout }: Evidence): readonly ScaleUpFailure[] => {
  const lines = stdout
    .slice(0, 400_000)
    .split("\n")
    .map((text, index) => ({ command, line: index + 1, text }));
  return lines.flatMap((line, index) => {
    const code = /^\s*errorCode:\s*["']?([\w.-]{1,80})/.exec(line.text)?.[1];
    if (code === undefined) return [];
    const name = lines.slice(0, index).findLast(({ text }) => /^\s*-?\s*name:\s*\S/.test(text));
    const message = lines.slice(index + 1, index + 4).find(({ text }) => /^\s*errorMessage:/.test(text));
    const said =
      message?.text
        .replace(/^\s*errorMessage:\s*["']?/, "")
        .replaceAll("''", "'")
        .replace(/["']\s*$/, "") ?? "";
    return failureOf(lastPart(/name:\s*["']?(\S{1,300}?)["']?\s*$/.exec(name?.text ?? "")?.[1] ?? ""), code, said, [
      line,
      ...(message ? [message] : []),
      ...(name ? [name] : []),
    ]);
  });
};

const lastPart = (name: string): string => name.split("/").at(-1) ?? "";

const groupIn = (text: string): string => {
  const named = /(?:for (?:node ?)?group|[Nn]ode ?group|MIG|ASG)[ :="']{1,3}(\S{1,300}?)["',;:]?(?:\s|$)/.exec(
    text,
  )?.[1];
  return lastPart(named ?? "");
};

const noCapacity =
  /ZONE_RESOURCE_POOL_EXHAUSTED\w*|RESOURCE_POOL_EXHAUSTED|InsufficientInstanceCapacity|InsufficientHostCapacity|(?:Overconstrained)?(?:Zonal)?AllocationFailed|SkuNotAvailable|OutOfHostCapacity|OutOfResource\w*|[Oo]ut of (?:host )?capacity|STOCKOUT|does not have enough resources|(?:no|not|in)\s?sufficient capacity/;
const noQuota =
  /QUOTA_EXCEEDED|[Qq]uota ?[Ee]xceeded|VcpuLimitExceeded|InstanceLimitExceeded|exceed\w* (?:approved )?[^\n]{0,60}quota|\bquota\b/i;
const isOfCloud = new RegExp(
  `${noCapacity.source}|QUOTA_EXCEEDED|QuotaExceeded|VcpuLimitExceeded|InstanceLimitExceeded`,
);

const failureOf = (group: string, code: string, message: string, lines: readonly Line[]): readonly ScaleUpFailure[] => {
  const text = `${code} ${message}`;
  const isEmpty = noCapacity.test(text);
  const isBound = !isEmpty && noQuota.test(text);
  const reason = code || (isEmpty ? noCapacity : noQuota).exec(text)?.[0] || "";
  const plain = message
    .replace(/^.{0,200}creation failed: /, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (reason === "" && plain === "") return [];
  return [
    {
      group,
      why: isEmpty
        ? "the cloud has no such machines left"
        : isBound
          ? "the quota of the cloud is used up"
          : "its last attempt to make one failed",
      said: [reason, code === "" && reason !== "" ? "" : (plain.split(/[.;] /)[0] ?? "").slice(0, 140)]
        .filter((one) => one !== "")
        .join(": "),
      mend: isEmpty
        ? "Let the node pool use other zones or machine types (or reserve capacity), or wait: the autoscaler tries again by itself after its backoff."
        : isBound
          ? "Ask the cloud for a higher quota, or free what uses it."
          : "Mend what the cloud refuses; the autoscaler tries again by itself after its backoff.",
      lines,
    },
  ];
};
