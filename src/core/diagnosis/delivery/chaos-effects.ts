import { at, listAt, textAt } from "../objects/fields.ts";

/** What an experiment of Chaos Mesh does, from its kind, its spec and the action that its row prints. */
export const effectOf = (kind: string, spec: unknown, printed: string): string => {
  const action = textAt(spec, "action") || printed;
  return effects.get(kind)?.(spec, action) ?? `runs a fault${action === "" ? "" : ` (${action})`} on purpose`;
};

type Effect = (spec: unknown, action: string) => string;

const percent = (text: string): string => (text === "" ? "" : `${text}% of `);

const network: Effect = (spec, action) => {
  const words = new Map<string, string>([
    ["loss", `drops ${percent(textAt(spec, "loss", "loss"))}the packets (packet loss)`],
    ["delay", `delays packets${by(textAt(spec, "delay", "latency"))} (latency)`],
    ["partition", "cuts all traffic off (network partition)"],
    ["corrupt", `corrupts ${percent(textAt(spec, "corrupt", "corrupt"))}the packets`],
    ["duplicate", `duplicates ${percent(textAt(spec, "duplicate", "duplicate"))}the packets`],
    ["bandwidth", `limits the bandwidth to ${textAt(spec, "bandwidth", "rate") || "a rate"}`],
  ]);
  const netem = ["delay", "loss", "corrupt", "duplicate"].filter((key) => at(spec, key) !== undefined);
  const some = action === "netem" ? netem : [action];
  return some.map((one) => words.get(one) ?? `disturbs the network (${one})`).join(" and ");
};

const by = (amount: string): string => (amount === "" ? "" : ` by ${amount}`);

const stress: Effect = (spec) => {
  const memory = at(spec, "stressors", "memory");
  const cpu = at(spec, "stressors", "cpu");
  const words = [
    memory &&
      `fills memory${textAt(memory, "size") ? ` (${textAt(memory, "size")} by ${textAt(memory, "workers") || "1"} workers)` : ""}`,
    cpu &&
      `burns CPU${textAt(cpu, "load") ? ` (load ${textAt(cpu, "load")}% by ${textAt(cpu, "workers") || "1"} workers)` : ""}`,
  ].filter(Boolean);
  return words.length === 0 ? "puts stress on CPU or memory" : words.join(" and ");
};

const http: Effect = (spec) => {
  const code = textAt(spec, "replace", "code");
  const path = textAt(spec, "path");
  const what =
    textAt(spec, "abort") === "true"
      ? "aborts connections (abort)"
      : code !== ""
        ? `replaces answers by status ${code}`
        : textAt(spec, "delay") !== ""
          ? `delays requests by ${textAt(spec, "delay")}`
          : "changes requests or answers (replace, patch)";
  return `${what}${path === "" ? "" : ` for ${path}`}`;
};

const effects: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ["NetworkChaos", network],
  [
    "PodChaos",
    (_spec, action) =>
      action === "pod-failure"
        ? "makes pods fail (pod-failure)"
        : action === "container-kill"
          ? "kills containers (container-kill)"
          : "kills pods (pod-kill)",
  ],
  ["StressChaos", stress],
  [
    "IOChaos",
    (spec, action) =>
      `disturbs file I/O${by(textAt(spec, "delay"))} (${action || "fault"}${textAt(spec, "errno") ? `, errno ${textAt(spec, "errno")}` : ""})${textAt(spec, "volumePath") ? ` at ${textAt(spec, "volumePath")}` : ""}`,
  ],
  ["HTTPChaos", http],
  [
    "DNSChaos",
    (spec, action) =>
      `makes DNS look-ups ${action === "random" ? "answer random addresses" : "fail"}${listAt(spec, "patterns").length > 0 ? ` (${listAt(spec, "patterns").map(String).join(", ")})` : ""}`,
  ],
  ["TimeChaos", (spec) => `shifts the clock${by(textAt(spec, "timeOffset"))} (time skew)`],
  ["KernelChaos", () => "makes system calls fail in the kernel"],
  [
    "JVMChaos",
    (spec, action) =>
      `injects ${action || "a fault"} into the JVM${textAt(spec, "class") ? ` (${[textAt(spec, "class"), textAt(spec, "method")].filter(Boolean).join(".")})` : ""}`,
  ],
]);
