import type { Case } from "../case.ts";

/** Pods, times and lines of logs as the cases of slowness print them. */
export const pods = (rows: readonly string[], place = "shop"): Case["outputs"][number] => [
  `get pods -n ${place}`,
  `NAME                       READY   STATUS    RESTARTS   AGE\n${rows.join("\n")}\n`,
];
export const running = (name: string, age = "9d"): string => `${name}   1/1     Running   0          ${age}`;
export const api = "api-7c9f8d6b5-k2x9p";
export const clock = (minute: number, second = 0): string =>
  `2025-06-03T08:${`${minute}`.padStart(2, "0")}:${`${second}`.padStart(2, "0")}Z`;
export const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join("");
