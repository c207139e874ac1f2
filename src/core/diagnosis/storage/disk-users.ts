import type { Line } from "../../evidence/evidence.ts";
import { readJsonTexts } from "../../evidence/objects/json-text.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { at, numberAt, textAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { nameOf } from "../objects/name-object.ts";
import { quantity } from "../objects/quantity.ts";
import { podsOf } from "../workloads/pods.ts";

/** What a pod has written to the disk of its node, as somebody had it measured. */
type DiskUse = {
  readonly pod: ObjectRef;
  readonly node: string;
  readonly bytes: number;
  readonly used: string;
  readonly line: Line;
};

/** Commands that print what pods use on a disk: the kubelet's own summary, or `du` over the folders that it keeps for pods. */
const measures = /\/stats\/summary|\bdu +-|\bncdu\b|kubectl[ -]df|ephemeral-storage|\bpods?\b[^\n]{0,200}\bdu\b/;

/** Every measured use in the evidence, the largest first. */
const diskUses = memo((view: ClusterView): readonly DiskUse[] =>
  view.evidence
    .filter(({ command }) => measures.test(command))
    .flatMap(({ command, stdout }) => {
      const lines = stdout.slice(0, 400_000).split("\n");
      const node = /nodes?\/([a-z0-9][a-z0-9.-]{0,252})/.exec(command)?.[1] ?? "";
      const used = [...lines.flatMap((text, index) => rowOf(view, text, index, command)), ...summaryOf(lines, command)];
      return used.map((one) => ({ ...one, node: podsOf(view).find((pod) => isSame(pod.ref, one.pod))?.node || node }));
    })
    .sort((left, right) => right.bytes - left.bytes),
);

const isSame = (one: ObjectRef, other: ObjectRef) => one.name === other.name && one.namespace === other.namespace;

type Use = Omit<DiskUse, "node">;

const podFolder = /\/(?:log\/)?pods\/([a-z0-9][a-z0-9-]{0,62})_([a-z0-9][a-z0-9.-]{0,252})_[0-9a-f-]{36}/;
const nameWord = /^[a-z0-9][a-z0-9.-]{1,252}$/;

/** `84G /var/log/pods/<namespace>_<pod>_<uid>`, `namespace pod bytes` in any order of the amount. */
const rowOf = (view: ClusterView, text: string, index: number, command: string): readonly Use[] => {
  const words = text
    .trim()
    .split(/[\s,|"]+/)
    .filter((word) => word !== "");
  if (words.length < 2 || words.length > 8) return [];
  const amount = words.find((word) => amountOf(word) !== undefined);
  const folder = podFolder.exec(text);
  const line = { command, line: index + 1, text };
  const bytes = amount === undefined ? undefined : amountOf(amount)! * (/\d$/.test(amount) ? unitOf(command) : 1);
  if (bytes === undefined || bytes < least) return [];
  if (folder !== null) return [use({ namespace: folder[1]!, name: folder[2]! }, bytes, line)];
  const names = words
    .filter((word) => !word.startsWith("/"))
    .flatMap((word) => word.split("/"))
    .filter((word) => nameWord.test(word) && amountOf(word) === undefined);
  const ref = podsOf(view).find(
    (pod) => names.includes(pod.ref.name) && (names.length === 1 || names.includes(pod.ref.namespace ?? "")),
  )?.ref;
  if (ref !== undefined) return [use({ namespace: ref.namespace ?? "default", name: ref.name }, bytes, line)];
  return names.length === 2 ? [use({ namespace: names[0]!, name: names[1]! }, bytes, line)] : [];
};

/** Bytes of an amount without a unit: what the command divides by, the blocks of `du`, else single bytes. */
const unitOf = (command: string): number => {
  const divisor = /\/ ?(1073741824|1048576|1e9|1e6|1000000000|1000000)\b/.exec(command)?.[1];
  if (divisor !== undefined) return Number(divisor);
  const steps = /(?:\/ ?1024\b){1,3}/.exec(command)?.[0].match(/1024/g)?.length ?? 0;
  if (steps > 0) return 1024 ** steps;
  const flags = /\bdu((?: +-[\w-]+(?:=\S+)?)+)/.exec(command)?.[1];
  if (flags === undefined) return 1;
  if (/ -[a-zA-Z]*m|(?: -[a-zA-Z]*B|--block-size=)1?M/.test(flags)) return 2 ** 20;
  return / -[a-zA-Z]*b|--bytes/.test(flags) ? 1 : 1024;
};

/** Less is nothing to a node. */
const least = 100 * 2 ** 20;

const amountOf = (word: string): number | undefined => {
  const match = /^(\d{1,18}(?:\.\d{1,3})?)(?:([KMGT])(?:iB|i|B)?)?$/.exec(word);
  if (match === null) return undefined;
  return match[2] === undefined ? Number(match[1]) : quantity(`${match[1]}${match[2]}i`);
};

const use = (
  { namespace, name }: { readonly namespace: string; readonly name: string },
  bytes: number,
  line: Line,
): Use => ({
  pod: { kind: "Pod", namespace, name },
  bytes,
  used: `${+(bytes / 2 ** 30).toFixed(1)}Gi`,
  line,
});

const nameKeys = ["name", "pod", "podName", "pod_name"];
const spaceKeys = ["namespace", "ns"];
const bytesKeys = ["usedBytes", "used", "bytes", "usage", "size", "ephemeral", "ephemeral-storage", "disk"];

/** The kubelet's summary as JSON, or what `jq` made of it: an object that names a pod, and what it uses. */
const summaryOf = (lines: readonly string[], command: string): readonly Use[] => {
  const text = lines.join("\n");
  if (!/^\s*[{[]/.test(text)) return [];
  const found = readJsonTexts(text).flatMap(({ value }) => usesWithin(value, 0));
  return found.map(({ name, namespace, bytes }) => {
    const index = lines.findIndex((line) => line.includes(`"${name}"`));
    return use({ namespace, name }, bytes, { command, line: index + 1, text: lines[index] ?? "" });
  });
};

type Named = { readonly name: string; readonly namespace: string; readonly bytes: number };

const usesWithin = (value: unknown, depth: number): readonly Named[] => {
  if (typeof value !== "object" || value === null || depth > 6) return [];
  const own = namedUse(value);
  if (own !== undefined) return [own];
  return Object.values(value)
    .slice(0, 2000)
    .flatMap((inner) => usesWithin(inner, depth + 1));
};

const namedUse = (value: object): Named | undefined => {
  const ref = at(value, "podRef") ?? value;
  const name = nameKeys.map((key) => textAt(ref, key)).find((text) => nameWord.test(text));
  const namespace = spaceKeys.map((key) => textAt(ref, key)).find((text) => nameWord.test(text));
  const amounts = [
    numberAt(value, "ephemeral-storage", "usedBytes"),
    ...(ref === value ? bytesKeys.map((key) => amountOf(textAt(value, key))) : []),
  ];
  const bytes = amounts.find((amount) => amount !== undefined);
  return name === undefined || namespace === undefined || bytes === undefined || bytes < least
    ? undefined
    : { name, namespace, bytes };
};

/** Who fills the disk of a node, where one pod has written several times as much as the next. */
export const diskFiller = (view: ClusterView, node: string): (DiskUse & { readonly text: string }) | undefined => {
  const here = diskUses(view).filter((one) => one.node === node || one.node === "");
  const [first, second] = [...new Map(here.map((one) => [`${one.pod.namespace}/${one.pod.name}`, one])).values()];
  if (first === undefined || first.bytes < 2 ** 30 || first.bytes < 3 * (second?.bytes ?? 0)) return undefined;
  return {
    ...first,
    text: `${nameOf(first.pod)} has written ${first.used} to its disk, by far the most of all pods there`,
  };
};
