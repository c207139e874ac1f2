import type { Kind } from "../../kubectl/kinds.ts";
import type { Question } from "../question/understand.ts";
import { says } from "./form.ts";

const sortKeys: readonly (readonly [RegExp, string])[] = [
  [/\bpriority\b/, ".spec.priority"],
  [/\bvalues?\b/, ".value"],
  [/\breplicas?\b/, ".spec.replicas"],
  [/\bschedules?\b/, ".spec.schedule"],
  [/\bpod ips?\b|\b(?:ip )?address(?:es)?\b|^ips?\b/, ".status.podIP"],
  [/\bcluster ?ips?\b/, ".spec.clusterIP"],
  [/\blast (?:seen|time ?stamp|occurrence|time)\b/, ".lastTimestamp"],
  [/\bfirst (?:seen|time ?stamp|occurrence)\b/, ".firstTimestamp"],
  [/\bhow often\b|\bcount\b(?<!restart count)/, ".count"],
  [/\breasons?\b/, ".reason"],
  [/\bstorage ?class(?:es)?\b/, ".spec.storageClassName"],
  [/\bstart(ed)?( ?time)?\b/, ".status.startTime"],
  [/\brestarts?\b|\brestart ?counts?\b/, ".status.containerStatuses[0].restartCount"],
  [/\bcapacity\b|\bsize\b/, ".spec.capacity.storage"],
  [/\bnamespaces?\b/, ".metadata.namespace"],
  [/\b(?:by|the|their|its) nodes?\b|^nodes?\b/, ".spec.nodeName"],
  [/\bstatus\b|\bphase\b/, ".status.phase"],
  [/\btypes?\b/, ".spec.type"],
  [/\bnames?\b|alphabet/, ".metadata.name"],
  [/\b(age|creation|created|time|timestamp|date|newest|oldest|latest|recent)\b/, ".metadata.creationTimestamp"],
];

/** `--sort-by` for the order that a list is wanted in, or "". */
export function sortOf(question: Question, kind: Kind): string {
  const by =
    /\b(?:sort(?:ed)?|order(?:ed)?|(?=by (?:the |their )?(?:age|names?|restarts?|restart count|creation|start time|status|size|capacity)\b))\s+(?:them\s+)?(?:by\s+)?(?:the\s+|their\s+)?(.{1,60})/.exec(
      question.plain,
    )?.[1];
  if (by !== undefined) {
    const key = sortKeys.find(([pattern]) => pattern.test(by));
    if (key !== undefined)
      return `--sort-by=${kind.kind === "PersistentVolumeClaim" && key[1].includes("capacity") ? ".spec.resources.requests.storage" : key[1]}`;
  }
  if (
    kind.kind === "Pod" &&
    says(question, /\brestart(s|ed)?\b|\brestart counts?\b/) &&
    says(question, /\b(high\w*|most|many|top|more than|over|above|at least|often|frequent\w*)\b/)
  )
    return "--sort-by=.status.containerStatuses[0].restartCount";
  if (/^PersistentVolume/.test(kind.kind) && says(question, /\b(biggest|largest|smallest)\b/))
    return `--sort-by=${kind.kind === "PersistentVolume" ? ".spec.capacity.storage" : ".spec.resources.requests.storage"}`;
  return says(question, /\b(oldest|newest|most recent(ly)?|latest|recently created|created recently)\b/)
    ? "--sort-by=.metadata.creationTimestamp"
    : "";
}
