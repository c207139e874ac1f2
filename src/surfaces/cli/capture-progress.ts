import { printable } from "./terminal.ts";

/** How far a capture is; `of` counts resources, or pods when logs are read. */
type Progress = {
  readonly step: "objects" | "logs";
  readonly at: string;
  readonly done: number;
  readonly of: number;
  readonly objects: number;
  readonly bytes: number;
};

type Summary = {
  readonly kubernetesVersion: string;
  readonly recordedAt: string;
  readonly objects: number;
  readonly logs: number;
  readonly bytes: number;
  readonly resumed: boolean;
  readonly notRead: readonly {
    readonly what: string;
    readonly namespace: string | undefined;
    readonly message: string;
  }[];
  readonly logsNotRead: number;
};

/** A stream that may be a terminal, on which a line can be written over. */
type Output = { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };

const everyMs = 200;
const everyMsInFile = 10_000;

/** Tells how far a capture is: on a terminal in one line that is written over, elsewhere a line every ten seconds. */
export function captureProgress(output: Output, now: () => number): { show(progress: Progress): void; end(): void } {
  const isTerminal = output.isTTY === true;
  let last = isTerminal ? 0 : now();
  return {
    show(progress) {
      if (now() - last < (isTerminal ? everyMs : everyMsInFile)) return;
      last = now();
      const line = lineOf(progress);
      output.write(isTerminal ? `\r\u001b[K${line.slice(0, (output.columns ?? 80) - 1)}` : `${line}\n`);
    },
    end() {
      if (isTerminal) output.write("\r\u001b[K");
    },
  };
}

function lineOf({ step, at, done, of, objects, bytes }: Progress): string {
  const what = step === "objects" ? `resource ${done + 1} of ${of}` : `logs of pod ${done} of ${of}`;
  return printable(`${what}, ${objects} objects, ${sizeOf(bytes)}: ${at}`);
}

const mostNotRead = 20;

/** What a capture holds, what it does not, and how to look into it. */
export function captureReport(summary: Summary, folder: string): string {
  const { kubernetesVersion, recordedAt, objects, logs, bytes, resumed, notRead, logsNotRead } = summary;
  const left = notRead.length - mostNotRead;
  const lines = [
    `${folder}: ${objects} objects and ${logs} logs (${sizeOf(bytes)}) of a cluster with Kubernetes ${kubernetesVersion}, as it was at ${recordedAt}`,
    ...(resumed ? ["  went on where an earlier capture was interrupted"] : []),
    ...(notRead.length === 0 ? [] : [`  not read (${notRead.length}; questions about these are refused):`]),
    ...notRead.slice(0, mostNotRead).map(({ what, namespace, message }) => {
      return `    ${what}${namespace === undefined ? "" : ` in ${namespace}`}: ${message}`;
    }),
    ...(left > 0 ? [`    and ${left} more, see snapshot.yaml`] : []),
    ...(logsNotRead === 0 ? [] : [`  logs that could not be read: ${logsNotRead}, see snapshot.yaml`]),
    `Look into it: kubetriage serve --snapshot ${folder}`,
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function sizeOf(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KiB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
