import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { quantity } from "../objects/quantity.ts";
import { configuredContainers, settingsOf } from "../objects/settings.ts";
import type { ContainerReading } from "./containers.ts";

/** What a runtime was told that it may use for its heap, and how that stands to the limit of its container. */
export type RuntimeMemory = {
  readonly note: string;
  readonly ref: ObjectRef;
  readonly line: Line;
  readonly mend: string;
};

type Told = {
  readonly flag: string;
  readonly bytes: number;
  readonly text: string;
  readonly place: string;
  readonly ref: ObjectRef;
  readonly line: Line;
};

type Flag = { readonly pattern: RegExp; readonly unit: number };

/** `-Xmx3g` of the JVM, V8's old space in MiB, Go's soft limit, and the sizes of the commonest servers' own memory. */
const flags: readonly Flag[] = [
  { pattern: /(?:^|[\s"'=,[])(-Xmx(\d{1,12})([kKmMgGtT]?))(?![\w%])/, unit: 1 },
  { pattern: /(-XX:MaxHeapSize=(\d{1,12})([kKmMgGtT]?))(?![\w%])/, unit: 1 },
  { pattern: /(--max[-_]old[-_]space[-_]size[= ](\d{2,7})())(?!\w)/, unit: 2 ** 20 },
  { pattern: /(GOMEMLIMIT[=: "']{1,4}(\d{1,12})([KMGT]?i?B?))(?!\w)/, unit: 1 },
  { pattern: /(maxmemory[= ](\d{1,12})([kmgKMG]?[bB]?))(?!\w)/, unit: 1 },
  { pattern: /(innodb[-_]buffer[-_]pool[-_]size ?[= ] ?(\d{1,12})([KMG]?))(?!\w)/, unit: 1 },
  { pattern: /(--wiredTigerCacheSizeGB[= ](\d{1,4}(?:\.\d{1,3})?)())(?!\w)/, unit: 2 ** 30 },
  { pattern: /(shared_buffers ?= ?'?(\d{1,9})([kMGT]?B))(?!\w)/, unit: 1 },
];

const percentage = /(-XX:MaxRAMPercentage=(\d{1,3})(?:\.\d{1,3})?)(?!\w)/;

const factors: Readonly<Record<string, number>> = { "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

const bytesOf = (number: string, unit: string, base: number): number =>
  Number(number) * base * (factors[unit.slice(0, 1).toLowerCase()] ?? 1);

/** Variables whose whole value is a number of MiB. */
const bare: ReadonlyMap<string, number> = new Map([
  ["GOMEMLIMIT", 1],
  ["HEAP_SIZE", 1],
  ["MAX_HEAP_SIZE", 1],
  ["JVM_XMX", 1],
  ["KAFKA_HEAP_SIZE", 1],
]);

/**
 * The heap or cache that the configuration of a container grants its runtime, where it is as large as the memory limit, or leaves
 * no room beside it: what is not heap (threads, code, buffers) needs some too.
 */
export const runtimeMemory = (
  view: ClusterView,
  pod: ObjectRef,
  container: Pick<ContainerReading, "name" | "memoryLimit"> | undefined,
): RuntimeMemory | undefined => {
  const limit = limitOf(view, pod, container);
  const told = texts(view, pod, container?.name).flatMap(toldIn);
  const largest = told.sort((left, right) => right.bytes - left.bytes)[0];
  if (largest === undefined) return percentageOf(view, pod, container?.name);
  const size = quantity(limit);
  if (size === undefined || largest.bytes < size * tooMuch) return undefined;
  const beyond = largest.bytes > size;
  const kind = /Xmx|Heap|old.space|GOMEM/.test(largest.flag) ? "heap" : "cache";
  return {
    note: `: ${largest.place} sets ${largest.flag}, so that its ${kind} may grow to ${largest.text}, ${beyond ? `more than the limit of ${limit}` : `which leaves next to nothing of the limit of ${limit} for the rest of the process`}`,
    ref: largest.ref,
    line: largest.line,
    mend: `Set ${largest.flag.split(/[=\d]/)[0]} to about ${kind === "heap" ? "70" : "50"}% of the memory limit, or raise the limit well above ${largest.text}.`,
  };
};

/** A heap of this part of the limit leaves too little for what is not heap. */
const tooMuch = 0.92;

const percentageOf = (view: ClusterView, pod: ObjectRef, name: string | undefined): RuntimeMemory | undefined => {
  for (const { text, place, ref, line } of texts(view, pod, name)) {
    const match = percentage.exec(text);
    if (match === null || Number(match[2]) < 88) continue;
    return {
      note: `: ${place} sets ${match[1]}, so that the heap alone may take ${match[2]}% of the limit, and threads, code and buffers need more than is left`,
      ref,
      line,
      mend: "Set MaxRAMPercentage to about 70, or raise the memory limit.",
    };
  }
  return undefined;
};

const toldIn = ({ text, place, ref, line, key }: Text): readonly Told[] => {
  const found = flags.flatMap(({ pattern, unit }) => {
    const match = pattern.exec(text);
    if (match === null) return [];
    return [{ flag: match[1]!, bytes: bytesOf(match[2]!, match[3]!, unit) }];
  });
  const alone = bare.get(key);
  const value = alone === undefined ? null : /^(\d{1,12})([KMGTkmgt]i?B?)$/.exec(text.trim());
  const all =
    value === null ? found : [...found, { flag: `${key}=${text.trim()}`, bytes: bytesOf(value[1]!, value[2]!, 1) }];
  return all.map((one) => ({ ...one, text: printed(one.bytes), place, ref, line }));
};

const printed = (bytes: number): string =>
  bytes >= 2 ** 30 ? `${+(bytes / 2 ** 30).toFixed(1)}Gi` : `${Math.round(bytes / 2 ** 20)}Mi`;

type Text = {
  readonly text: string;
  readonly key: string;
  readonly place: string;
  readonly ref: ObjectRef;
  readonly line: Line;
};

/** Whatever the evidence shows of the command line and the environment of a container. */
const texts = (view: ClusterView, pod: ObjectRef, name: string | undefined): readonly Text[] => {
  const settings = settingsOf(view, pod)
    .filter(({ isOwn }) => isOwn)
    .map(({ key, value, owner, line }) => ({
      key,
      text: value.slice(0, 20_000),
      place: `${owner.kind === "ConfigMap" ? `ConfigMap ${owner.name}` : "its environment"} (${key})`,
      ref: owner,
      line: owner.kind === "ConfigMap" ? (lineWithin(view, owner, key, value) ?? line) : line,
    }));
  const lines = configuredContainers(view, pod)
    .filter(({ container }) => name === undefined || name.startsWith("[") || textAt(container, "name") === name)
    .flatMap(({ object, path, container }) =>
      ["command", "args"].map((field) => ({
        key: field,
        text: listAt(container, field).map(String).join(" ").slice(0, 20_000),
        place: "its command line",
        ref: object.ref,
        line: object.cite(...path, textAt(container, "name"), field),
      })),
    );
  return [...settings, ...lines, ...executed(view, pod)].filter(({ text }) => text !== "");
};

/** Of a value of many lines the one that speaks of memory is cited. */
const lineWithin = (view: ClusterView, owner: ObjectRef, key: string, value: string): Line | undefined =>
  value.includes("\n") ? view.object(owner)?.cite("data", key) : undefined;

/** What `exec -- env`, `ps` or `jcmd` printed within the pod. */
const executed = (view: ClusterView, pod: ObjectRef): readonly Text[] =>
  view.evidence
    .filter(({ command }) => /\bexec\b/.test(command) && command.includes(pod.name))
    .flatMap(({ command, stdout }) =>
      stdout
        .slice(0, 20_000)
        .split("\n")
        .flatMap((text, index) =>
          text.trim() === ""
            ? []
            : [
                {
                  key: /^([A-Z][A-Z0-9_]{1,60})=/.exec(text)?.[1] ?? "",
                  text,
                  place: `its process (${/\benv\b|printenv/.test(command) ? "environment" : "command line"})`,
                  ref: pod,
                  line: { command, line: index + 1, text },
                },
              ],
        ),
    );

/** The limit of the container, or where only its workload is shown, of the template. */
const limitOf = (
  view: ClusterView,
  pod: ObjectRef,
  container: Pick<ContainerReading, "name" | "memoryLimit"> | undefined,
): string => {
  if (container?.memoryLimit) return container.memoryLimit;
  const shown = configuredContainers(view, pod)
    .filter(({ path }) => path.at(-1) === "containers")
    .filter(({ container: one }) => container === undefined || textAt(one, "name") === container.name);
  const limits = shown
    .map(({ container: one }) => entriesAt(one, "resources", "limits").get("memory") ?? "")
    .filter((limit) => limit !== "");
  return new Set(limits).size === 1 ? limits[0]! : "";
};
