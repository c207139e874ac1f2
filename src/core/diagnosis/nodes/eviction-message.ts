import { quantity } from "../objects/quantity.ts";

/** Why the kubelet ended a pod, in words that follow "was evicted". */
export type EvictionReason = {
  readonly why: string;
  /** The pod went beyond a limit of its own, so that the next one will end alike. */
  readonly isOwnLimit: boolean;
  /** What was short on the node, or what the pod used too much of: `memory`, `ephemeral-storage`, `pids`, `inodes`. */
  readonly resource: string;
};

/**
 * Reads the kubelet's sentence (pkg/kubelet/eviction/helpers.go, `The node was low on resource: ...`, `Usage of EmptyDir volume ...`):
 * which resource, how much was left, and which container used how much of what it asks for.
 */
export const readEviction = (message: string): EvictionReason | undefined => {
  const flat = message.replaceAll(/\s+/g, " ").trim();
  return ofVolume(flat) ?? ofLimit(flat) ?? ofNode(flat) ?? ofCondition(flat);
};

const ofVolume = (text: string): EvictionReason | undefined => {
  const match = /Usage of EmptyDir volume "([^"]{1,253})" exceeds the limit "([^"]{1,40})"/i.exec(text);
  return match
    ? {
        why: `its emptyDir volume "${match[1]}" grew beyond its sizeLimit of ${match[2]}`,
        isOwnLimit: true,
        resource: "ephemeral-storage",
      }
    : undefined;
};

const ofLimit = (text: string): EvictionReason | undefined => {
  const container = /Container (\S{1,100}) exceeded its local ephemeral storage limit "([^"]{1,40})"/.exec(text);
  const pod =
    /Pod ephemeral local storage usage exceeds the total limit of containers "?([\w.]{1,40}?)"?\.?(?: |$)/.exec(text);
  const limit = container?.[2] ?? pod?.[1];
  if (limit === undefined) return undefined;
  const who = container ? `its container ${container[1]} wrote` : "its containers wrote";
  return {
    why: `${who} more to the node's disk than the limit of ${limit} (ephemeral-storage)`,
    isOwnLimit: true,
    resource: "ephemeral-storage",
  };
};

const ofNode = (text: string): EvictionReason | undefined => {
  const match =
    /low on resource: \[?([\w./-]{1,60}?)\]?\.?(?: Threshold quantity: ([\w.]{1,40}), available: (\w{1,40}))?(?:[. ,]|$)/.exec(
      text,
    );
  if (match === null) return undefined;
  const resource = match[1]!;
  const left = match[3] ? `, ${readable(match[3])} left of a threshold of ${readable(match[2]!)}` : "";
  const users = usersIn(text);
  return {
    why: `the node was low on resource: ${resource} (${pressureOf(resource)}${left})${users === "" ? "" : `; ${users}`}`,
    isOwnLimit: false,
    resource,
  };
};

const usage =
  /[Cc]ontainer (\S{1,100}) was using (\S{1,40}?), (?:request is (\S{1,40}?)|which exceeds its request of (\S{1,40}?))[,.](?: |$)/g;

export type ContainerUse = {
  readonly container: string;
  /** As a person says it: `41Gi`. */
  readonly used: string;
  readonly amount: number;
  /** `with a request of 1Gi`, in words. */
  readonly requested: string;
};

/** What containers used when their pod was evicted, the largest first. */
export const usesIn = (message: string): readonly ContainerUse[] =>
  [...message.matchAll(usage)]
    .map((match) => {
      const request = match[3] ?? match[4] ?? "0";
      return {
        container: match[1]!,
        used: readable(match[2]!),
        amount: quantity(match[2]!) ?? 0,
        requested: request === "0" ? "with no request (request is 0)" : `with a request of ${request}`,
      };
    })
    .sort((left, right) => right.amount - left.amount);

const usersIn = (text: string): string =>
  usesIn(text)
    .slice(0, 2)
    .map(({ container, used, requested }) => `its container ${container} was using ${used} ${requested}`)
    .join(", ");

const ofCondition = (text: string): EvictionReason | undefined => {
  const match = /node had condition:? \[?(\w{1,60})/i.exec(text);
  return match
    ? {
        why: `the node had ${match[1]} and took no such pods`,
        isOwnLimit: false,
        resource: resources.get(match[1]!) ?? "",
      }
    : undefined;
};

const pressureOf = (resource: string): string =>
  /^(?:ephemeral|nodefs|imagefs|inodes|containerfs)/.test(resource)
    ? "DiskPressure"
    : /^(?:pids?)\b/.test(resource)
      ? "PIDPressure"
      : /memory/.test(resource)
        ? "MemoryPressure"
        : "node pressure";

const resources: ReadonlyMap<string, string> = new Map([
  ["DiskPressure", "ephemeral-storage"],
  ["MemoryPressure", "memory"],
  ["PIDPressure", "pids"],
]);

/** `63990124Ki` and `9012283392` as a person says them: `61Gi`, `8.4Gi`. */
const readable = (text: string): string => {
  const match = /^(\d{5,18})(Ki|)$/.exec(text);
  if (match === null) return text;
  const bytes = Number(match[1]) * (match[2] === "Ki" ? 1024 : 1);
  const unit = units.find(({ size }) => bytes >= size);
  return unit ? `${trimmed(bytes / unit.size)}${unit.name}` : text;
};

const units = [
  { name: "Gi", size: 2 ** 30 },
  { name: "Mi", size: 2 ** 20 },
];

const trimmed = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, ""));
