import type { Evidence, Line } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { memo } from "../objects/memo.ts";
import { nodeOf } from "../storage/node-folders.ts";

/** What a node says of its clock. */
export type Clock = {
  readonly node: string;
  /** Seconds by which it is ahead (positive) or behind; undefined where nothing tells. */
  readonly offset: number | undefined;
  /** Against a time server; otherwise by the clock of the board, which may be off itself. */
  readonly isMeasured: boolean;
  readonly isSynchronised: boolean;
  readonly service: string;
  readonly lines: readonly Line[];
};

/** The clocks that `timedatectl`, `chronyc tracking` or `ntpq` show of nodes. */
export const clocksOf = memo((view: ClusterView): readonly Clock[] =>
  view.evidence
    .filter(({ command, stdout }) => /timedatectl|chronyc|ntpstat|timesync/.test(`${command} ${stdout.slice(0, 2000)}`))
    .flatMap((piece) => {
      const node = nodeOf(view, piece.command);
      const lines = linesOf(piece);
      const read = node === "" ? undefined : (fromTimedatectl(lines) ?? fromChrony(lines));
      return read === undefined ? [] : [{ node, ...read }];
    }),
);

const linesOf = ({ command, stdout }: Evidence): readonly Line[] =>
  stdout
    .slice(0, 20_000)
    .split("\n")
    .map((text, index) => ({ command, line: index + 1, text }));

type Reading = Omit<Clock, "node">;

/** `System clock synchronized: no` and `NTP service: inactive`; the clock of the board (RTC), where it is in UTC, tells how far off the system is. */
const fromTimedatectl = (lines: readonly Line[]): Reading | undefined => {
  const valued = (pattern: RegExp): Line | undefined => lines.find(({ text }) => pattern.test(text));
  const synchronised = valued(/^\s*(?:System clock|NTP) synchronized:\s*(?:yes|no)\b/);
  if (synchronised === undefined) return undefined;
  const isSynchronised = /:\s*yes\b/.test(synchronised.text);
  const service = valued(/^\s*(?:NTP service|Network time on|systemd-timesyncd\.service active):/);
  const [universal, board] = [valued(/^\s*Universal time:/), valued(/^\s*RTC time:/)];
  const isLocal = valued(/^\s*RTC in local TZ:\s*yes/) !== undefined;
  const difference = isLocal || isSynchronised ? undefined : secondsBetween(board?.text, universal?.text);
  const isTold = difference !== undefined && Math.abs(difference) > 5;
  return {
    offset: difference,
    isMeasured: false,
    isSynchronised,
    service: /:\s*([\w/-]{1,20})\s*$/.exec(service?.text ?? "")?.[1] ?? "",
    lines: [synchronised, service, ...(isTold ? [universal, board] : [])].filter((line) => line !== undefined),
  };
};

const moment = (text: string | undefined): number => {
  const match = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(text ?? "");
  return match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2]}Z`) / 1000;
};

const secondsBetween = (reference: string | undefined, own: string | undefined): number | undefined => {
  const difference = moment(own) - moment(reference);
  return Number.isNaN(difference) ? undefined : difference;
};

/** `System time : 429.123 seconds slow of NTP time` and `Leap status : Not synchronised`. */
const fromChrony = (lines: readonly Line[]): Reading | undefined => {
  const system = lines.find(({ text }) => /^System time\s*:/.test(text));
  const leap = lines.find(({ text }) => /^Leap status\s*:/.test(text));
  if (system === undefined && leap === undefined) return undefined;
  const [, seconds, side] = /:\s*([\d.]{1,20}) seconds (slow|fast)\b/.exec(system?.text ?? "") ?? [];
  const offset = seconds === undefined ? undefined : Number(seconds) * (side === "slow" ? -1 : 1);
  return {
    offset,
    isMeasured: offset !== undefined,
    isSynchronised: !/Not synchroni[sz]ed/.test(leap?.text ?? ""),
    service: "",
    lines: [system, leap].filter((line) => line !== undefined),
  };
};
