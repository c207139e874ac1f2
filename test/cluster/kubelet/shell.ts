import type { PodContext } from "./container-runner.ts";
import { commandLine, type Inside } from "./inside.ts";
import { connect } from "./network.ts";
import type { RunEnd } from "./run-program.ts";
import { parseScript, type Statement, type Word } from "./shell-script.ts";

const shells = new Set(["sh", "bash", "ash", "/bin/sh", "/bin/bash", "/bin/ash"]);
type Say = (lines: readonly string[]) => void;

/** The script that a container of an image with a shell runs; undefined when it runs the program of the image. */
export function scriptOf(inside: Inside): Statement | undefined {
  const { program, container } = inside;
  const isBare = program.listens === undefined && program.needs === undefined;
  if (program.shell !== true || (container.command === undefined && !isBare)) return undefined;
  const [name, ...args] = commandLine(container);
  if (name === undefined) return undefined;
  if (shells.has(name)) return parseScript(args[0]?.endsWith("c") ? (args[1] ?? "") : "");
  return { kind: "command", words: [name, ...args].map((text) => ({ text, literal: true })) };
}

/**
 * Runs a script with the commands of busybox that manifests use: echo, sleep, exit, true, false, cat, test, nslookup, nc, wget and curl.
 * A command it does not know is not found, as in a real shell.
 */
export async function runScript(
  script: Statement,
  inside: Inside,
  say: Say,
  context: PodContext,
  signal: AbortSignal,
): Promise<RunEnd> {
  let exit: number | undefined;
  const { pace, world } = context;
  const status = await run(script);
  if (signal.aborted) return new Promise(() => undefined);
  const exitCode = exit ?? status;
  return { exitCode, reason: exitCode === 0 ? "Completed" : "Error" };

  async function run(statement: Statement): Promise<number> {
    if (signal.aborted || exit !== undefined) return exit ?? 143;
    if (statement.kind === "command") return command(words(statement.words));
    if (statement.kind === "loop") return loop(statement);
    if (statement.kind === "if") {
      if ((await run(statement.condition)) === 0) return run(statement.body);
      return statement.otherwise === undefined ? 0 : run(statement.otherwise);
    }
    const left = await run(statement.left);
    if (statement.kind === "then") return run(statement.right);
    return (left === 0) === (statement.kind === "and") ? run(statement.right) : left;
  }
  async function loop({ condition, body, until }: Extract<Statement, { kind: "loop" }>): Promise<number> {
    while (!signal.aborted && exit === undefined && ((await run(condition)) === 0) !== until) {
      await run(body);
      await pace.sleep(0.1, signal);
    }
    return 0;
  }
  function words(list: readonly Word[]): string[] {
    return list.map(({ text, literal }) =>
      literal
        ? text
        : text.replace(
            /\$(?:(\w+)|\{(\w+)(?::-([^}]*))?\})/g,
            (_, plain, braced, otherwise) => inside.environment.get(plain ?? braced) || otherwise || "",
          ),
    );
  }
  async function command(line: readonly string[]): Promise<number> {
    const [name, ...args] = line.filter((word) => !/^\d?>/.test(word));
    const target = args.findLast((arg) => !arg.startsWith("-")) ?? "";
    if (name === undefined || name === "true" || name === ":" || /^\w+=/.test(name)) return 0;
    if (name === "exec") return command(args);
    if (name === "false") return 1;
    if (name === "echo" || name === "printf") return print([args.filter((arg) => arg !== "-n").join(" ")]);
    if (name === "exit") return leave(Number(args[0] ?? 0));
    if (name === "sleep") return sleep(args[0] ?? "0");
    if (name === "cat") return cat(target);
    if (name === "test" || name === "[") return test(args.filter((arg) => arg !== "]"));
    if (name === "nslookup") return resolve(target);
    if (name === "wget" || name === "curl") return reach(target, name);
    if (name === "nc")
      return reach(
        args
          .filter((arg) => !arg.startsWith("-"))
          .slice(-2)
          .join(":"),
        name,
      );
    return print([`sh: ${name}: not found`], 127);
  }
  function leave(code: number): number {
    exit = code;
    return code;
  }
  function print(lines: readonly string[], code = 0): number {
    say(lines);
    return code;
  }
  async function sleep(length: string): Promise<number> {
    const factor = { s: 1, m: 60, h: 3600, d: 86400 }[length.slice(-1)] ?? 1;
    await (/^inf/.test(length)
      ? new Promise((done) => signal.addEventListener("abort", done))
      : pace.sleep(Number.parseFloat(length) * factor, signal));
    return 0;
  }
  function cat(path: string): number {
    const text = inside.file(path);
    if (text === undefined) return print([`cat: can't open '${path}': No such file or directory`], 1);
    return print(text.trimEnd().split("\n"));
  }
  function test([first = "", second = "", third = ""]: readonly string[]): number {
    if (first === "-f" || first === "-e" || first === "-s") return inside.file(second) === undefined ? 1 : 0;
    if (first === "-n") return second === "" ? 1 : 0;
    if (first === "-z") return second === "" ? 0 : 1;
    return (second === "!=") === (first !== third) ? 0 : 1;
  }
  function resolve(host: string): number {
    const error = connect(inside.pod, `${host}:1`, world);
    if (error?.includes("no such host")) return print([`** server can't find ${host}: NXDOMAIN`], 1);
    return print([`Name:\t${host}`]);
  }
  function reach(address: string, name: string): number {
    const withScheme = name === "nc" || /:\/\//.test(address) ? address : `http://${address}`;
    const error = connect(inside.pod, withScheme, world);
    if (error === undefined) return 0;
    const what = error.includes("no such host")
      ? "bad address"
      : error.includes("timeout")
        ? "Operation timed out"
        : "Connection refused";
    return print(
      [
        name === "curl"
          ? `curl: (7) Failed to connect to ${address}: ${what}`
          : `${name}: can't connect to remote host (${address}): ${what}`,
      ],
      1,
    );
  }
}
