import type { Output } from "../situations.ts";

/** Lines a few seconds apart, from a time of day on; `%` stands for it. */
export const at = (from: string, step: number, lines: readonly string[]): readonly string[] =>
  lines.map((line, index) => {
    const [hours, minutes, seconds] = from.split(":").map(Number);
    const sum = hours! * 3600 + minutes! * 60 + seconds! + index * step;
    const part = (value: number) => String(value).padStart(2, "0");
    return line.replace(
      "%",
      `2026-02-11T${part(Math.floor(sum / 3600))}:${part(Math.floor(sum / 60) % 60)}:${part(sum % 60)}Z`,
    );
  });

/** Lines over and over. */
export const times = (count: number, ...lines: readonly string[]): readonly string[] =>
  Array.from({ length: count }, () => lines).flat();

export const log = (pod: string, namespace: string, lines: readonly string[]): Output => [
  `kubectl logs ${pod} -n ${namespace}`,
  `${lines.join("\n")}\n`,
];

/** A list of pods, its columns three blanks apart. */
export const pods = (namespace: string, ...rows: readonly string[]): Output => [
  `kubectl get pods -n ${namespace}`,
  `NAME READY STATUS RESTARTS AGE\n${rows.join("\n")}\n`.replaceAll(/ +/g, "   "),
];
