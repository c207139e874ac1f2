import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { Evidence, Line } from "../../../evidence/evidence.ts";

/** What a node has for pods, what its pods request, and what is measured to be used. In cores, bytes and pieces. */
export type NodeRoom = {
  readonly name: string;
  /** Neither cordoned nor tainted against everything. */
  readonly takesPods: boolean;
  readonly closedBy: string;
  readonly allocatable: Amounts;
  readonly requested: Amounts;
  /** What its pods may use at most, where their containers have a limit. */
  readonly limits: Amounts;
  readonly used: Amounts | null;
  readonly lines: readonly Line[];
  readonly underDiskPressure: boolean;
};

export type Amounts = { readonly cpu: number; readonly memory: number; readonly pods: number };

/** The nodes of `kubectl describe nodes`, with what `kubectl top nodes` measured where that is at hand. */
export function nodeRooms(described: Evidence, top: Evidence | undefined): readonly NodeRoom[] {
  const lines = described.stdout.split("\n");
  const starts = lines.flatMap((text, at) => (/^Name: /.test(text) ? [at] : []));
  return starts.map((from, index) => roomOf(lines.slice(from, starts[index + 1]), from, described.command, top));
}

function roomOf(lines: readonly string[], from: number, command: string, top: Evidence | undefined): NodeRoom {
  const name = after(lines, /^Name: +(\S{1,253})/) ?? "";
  const allocatable = section(lines, "Allocatable:");
  const allocated = section(lines, "Allocated resources:");
  const cell = (part: readonly Row[], key: string) => part.find((row) => row.key === key);
  const amount = (part: readonly Row[], key: string) => quantity(cell(part, key)?.value ?? "") ?? 0;
  const pods = Number(after(lines, /^Non-terminated Pods: +\((\d{1,6}) in total\)/) ?? 0);
  const isCordoned = lines.some((text) => /^Unschedulable: +true/.test(text));
  const taint = section(lines, "Taints:", true).find(({ whole }) => /:(?:NoSchedule|NoExecute)\b/.test(whole));
  const cite = (row: Row | undefined): readonly Line[] =>
    row === undefined ? [] : [{ command, line: from + row.at + 1, text: row.whole }];
  return {
    name,
    takesPods: !isCordoned && taint === undefined,
    closedBy: isCordoned ? "cordoned" : taint === undefined ? "" : "tainted",
    allocatable: {
      cpu: amount(allocatable, "cpu"),
      memory: amount(allocatable, "memory"),
      pods: amount(allocatable, "pods"),
    },
    requested: { cpu: amount(allocated, "cpu"), memory: amount(allocated, "memory"), pods },
    limits: { cpu: limitOf(cell(allocated, "cpu")), memory: limitOf(cell(allocated, "memory")), pods },
    used: usedBy(name, top),
    lines: [...cite(cell(allocatable, "memory")), ...cite(cell(allocated, "memory"))],
    underDiskPressure: lines.some((text) => /^ +DiskPressure +True\b/.test(text)),
  };
}

type Row = { readonly key: string; readonly value: string; readonly whole: string; readonly at: number };

/** `cpu  850m (21%)  2 (50%)`: behind what is requested. */
const limitOf = (row: Row | undefined): number =>
  quantity(/\(\d{1,9}%\) +(\S{1,40}) +\(/.exec(row?.whole ?? "")?.[1] ?? "") ?? 0;

const after = (lines: readonly string[], pattern: RegExp): string | undefined =>
  lines.map((text) => pattern.exec(text)?.[1]).find((one) => one !== undefined);

/** The indented lines under a heading, as a key and its first value. */
function section(lines: readonly string[], heading: string, withHeading = false): readonly Row[] {
  const at = lines.findIndex((text) => text.startsWith(heading));
  if (at < 0) return [];
  const end = lines.findIndex((text, index) => index > at && /^\S/.test(text));
  return lines.slice(withHeading ? at : at + 1, end < 0 ? lines.length : end).map((whole, index) => {
    const [key, value] = whole.trim().split(/:? +/);
    return { key: key ?? "", value: value ?? "", whole, at: (withHeading ? at : at + 1) + index };
  });
}

function usedBy(name: string, top: Evidence | undefined): Amounts | null {
  const row = top?.stdout.split("\n").find((text) => text.startsWith(`${name} `));
  const [, cpu, , memory] = row?.trim().split(/ +/) ?? [];
  const [cores, bytes] = [quantity(cpu ?? ""), quantity(memory ?? "")];
  return cores === undefined || bytes === undefined ? null : { cpu: cores, memory: bytes, pods: 0 };
}
