import type { ContainerRecord, LogLine } from "./container-record.ts";
import type { PodContext } from "./container-runner.ts";
import { holds } from "./holds.ts";
import { fillIn, type Inside, portsOf } from "./inside.ts";
import type { End } from "./program.ts";
import { numberOf } from "./quantity.ts";
import { runScript, scriptOf } from "./shell.ts";

/** How a run of a container ended. */
export type RunEnd = { readonly exitCode: number; readonly reason: string };

/** Lives through the program of a container until it ends by itself; otherwise until the signal. */
export async function runProgram(
  record: ContainerRecord,
  inside: Inside,
  log: LogLine[],
  context: PodContext,
  signal: AbortSignal,
): Promise<RunEnd> {
  const { program } = inside;
  const { pace } = context;
  const say = (lines: readonly string[] = [], variables: ReadonlyMap<string, string> = inside.environment) => {
    for (const line of lines) log.push({ at: pace.now(), text: fillIn(line, variables) });
  };
  const end = async (how: End, error = "") => {
    say(how.says, new Map([...inside.environment, ["error", error]]));
    await pace.sleep(how.afterSeconds ?? 1, signal);
    return { exitCode: how.exitCode, reason: how.exitCode === 0 ? "Completed" : "Error" };
  };

  record.usage = { memory: numberOf("10Mi"), cpu: numberOf("1m"), disk: 0 };
  if (program.architecture === "arm64")
    return end({ exitCode: 255, says: ["exec /usr/local/bin/app: exec format error"] });
  const script = scriptOf(inside);
  if (script !== undefined) return runScript(script, inside, say, context, signal);
  say(program.says);
  for (const need of program.needs ?? []) {
    const held = await holds(need.that, inside, context.world);
    if (!held.holds) return end(need.otherwise, held.error);
  }
  say(program.saysReady);
  await pace.sleep(program.startSeconds ?? 0, signal);
  if (signal.aborted) return forever(signal);
  for (const port of portsOf(inside)) record.listening.add(port);
  context.changed();
  const outcome = await Promise.race([
    grow(record, inside, context, signal),
    ...(program.ends ? [end(program.ends)] : []),
  ]);
  return outcome ?? forever(signal);
}

/** Takes its memory and disk; undefined when it may have them (and never, when the program is not meant to end by this). */
async function grow(
  record: ContainerRecord,
  inside: Inside,
  context: PodContext,
  signal: AbortSignal,
): Promise<RunEnd> {
  const { program, container } = inside;
  await context.pace.sleep(program.growSeconds ?? 1, signal);
  if (signal.aborted) return forever(signal);
  const memory = numberOf(program.memory ?? "20Mi");
  const limit = container.resources?.limits?.memory;
  if (limit !== undefined && memory > numberOf(limit)) return { exitCode: 137, reason: "OOMKilled" };
  record.usage = { memory, cpu: numberOf(program.cpu ?? "5m"), disk: numberOf(program.disk ?? 0) };
  const diskLimit = container.resources?.limits?.["ephemeral-storage"];
  if (program.disk !== undefined && diskLimit !== undefined && numberOf(program.disk) > numberOf(diskLimit))
    context.evict("Evicted", `Pod ephemeral local storage usage exceeds the total limit of containers ${diskLimit}. `);
  return forever(signal);
}

/** Never resolves: what a program does that runs on. The garbage collector takes it once nobody waits for it. */
function forever(_signal: AbortSignal): Promise<never> {
  return new Promise(() => undefined);
}
