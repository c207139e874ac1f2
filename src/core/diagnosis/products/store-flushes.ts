import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { podSpecsOf, specContainersOf } from "../workloads/pod-specs.ts";

/** That somebody emptied a cache, as the cache itself tells. */
export type Flush = {
  readonly verb: string;
  /** Address and name by which the client is known to it; empty where not shown. */
  readonly client: string;
  readonly name: string;
  /** Seconds since 1970; undefined where not shown. */
  readonly time: number | undefined;
  readonly line: Line;
  readonly lines: readonly Line[];
  /** The host that a job's command names, and when the job runs. */
  readonly store?: string;
  readonly schedule?: string;
};

const verb = /"?\b(FLUSHALL|FLUSHDB)\b"?/i;
const isAsked = /\b(?:slowlog|monitor|client list|latency)\b/i;

/** What `SLOWLOG GET`, `MONITOR` and `CLIENT LIST` of Redis and Valkey show of FLUSHALL and FLUSHDB. */
export const flushesIn = (view: ClusterView): readonly Flush[] =>
  view.evidence
    .filter(({ command, stdout }) => isAsked.test(command) && /flush(?:all|db)/i.test(stdout))
    .flatMap((piece) => {
      const lines = linesOf(piece);
      return lines.flatMap((line, index) => flushAt(lines, line, index));
    });

/** Commands of CronJobs and Jobs that empty a cache: `redis-cli -h cache flushall`. */
export const flushesInSpecs = (view: ClusterView): readonly Flush[] =>
  ["CronJob", "Job"].flatMap((kind) =>
    view.of(kind).flatMap(({ ref, fields }) =>
      podSpecsOf(view, ref)
        .flatMap((pod) => specContainersOf(pod))
        .flatMap((container): readonly Flush[] => {
          const words = ["command", "args"].flatMap((key) => listAt(container.spec, key).map(String)).join(" ");
          const said = /\b(?:redis|valkey|keydb)-cli\b[^\n]{0,300}?\b(flushall|flushdb)\b/i.exec(words.slice(0, 4000));
          if (said === null) return [];
          const line = container.cite(/flush/i.test(String(listAt(container.spec, "args"))) ? "args" : "command");
          const store = /\s(?:-h|-u)\s+(?:rediss?:\/\/)?([\w.-]{1,253})/.exec(said[0])?.[1] ?? "its store";
          const schedule = textAt(fields, "spec", "schedule");
          return [
            {
              verb: said[1]!.toUpperCase(),
              client: "",
              name: ref.name,
              time: undefined,
              line,
              lines: [],
              store,
              schedule,
            },
          ];
        }),
    ),
  );

const flushAt = (lines: readonly Line[], line: Line, index: number): readonly Flush[] => {
  const text = line.text.slice(0, 2000);
  const said = verb.exec(text)?.[1]?.toUpperCase();
  if (said === undefined) return [];
  const monitored = /^"?(\d{9,11})(?:\.\d{1,6})? \[\d{1,5} ([\d.]{7,15}|[\da-f:[\]]{3,45}):\d{1,5}\] "FLUSH/i.exec(
    text,
  );
  if (monitored) return [{ verb: said, client: monitored[2]!, name: "", time: Number(monitored[1]), line, lines: [] }];
  const listed = /\baddr=([\d.]{7,15}):\d{1,5}\b/.exec(text);
  if (listed)
    return [
      {
        verb: said,
        client: listed[1]!,
        name: /\bname=(\S{1,100})/.exec(text)?.[1] ?? "",
        time: undefined,
        line,
        lines: [],
      },
    ];
  return /^[\s\d)]*"FLUSH(?:ALL|DB)"/i.test(text) ? [slow(lines, said, line, index)] : [];
};

/** An entry of the slow log: id, time, duration, the words of the command, the client's address and its name. */
const slow = (lines: readonly Line[], said: string, line: Line, index: number): Flush => {
  const below = lines.slice(index + 1, index + 5);
  const address = below.find(({ text }) => /"[\d.]{7,15}:\d{1,5}"/.test(text));
  const named = address && lines[lines.indexOf(address) + 1];
  const times = lines
    .slice(Math.max(0, index - 3), index)
    .flatMap(({ text }) => /\(integer\) (\d{9,10})$/.exec(text)?.[1] ?? []);
  return {
    verb: said,
    client: /"([\d.]{7,15}):/.exec(address?.text ?? "")?.[1] ?? "",
    name: /^\s*\d{1,2}\) "([^"]{1,100})"$/.exec(named?.text ?? "")?.[1] ?? "",
    time: times[0] === undefined ? undefined : Number(times[0]),
    line,
    lines: address ? [address] : [],
  };
};
