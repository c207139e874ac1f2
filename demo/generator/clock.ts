/** The instant of recording; every time in the demo cluster is told as an age before it. */
export const recordedAt = Date.parse("2026-03-17T14:32:10Z");

const unitSeconds: Record<string, number> = { d: 86_400, h: 3_600, m: 60, s: 1 };

/** Seconds in a duration written as kubectl writes ages: `3d4h`, `38m`, `2m10s`. Throws on anything else. */
export function seconds(duration: string): number {
  if (!/^(\d+(\.\d+)?[dhms])+$/.test(duration)) throw new Error(`not a duration: ${duration}`);
  return [...duration.matchAll(/([\d.]+)([dhms])/g)].reduce((sum, part) => sum + Number(part[1]) * unitSeconds[part[2]!]!, 0);
}

/** Milliseconds since the epoch of the instant that lies `duration` before the recording. */
export const ago = (duration: string): number => recordedAt - seconds(duration) * 1000;

/** RFC 3339 with whole seconds, as metav1.Time. */
export const stamp = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, "Z");

/** RFC 3339 with microseconds, as metav1.MicroTime. */
export const microStamp = (time: number): string => new Date(time).toISOString().replace("Z", "417Z");

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The time stamp formats of log lines: the token in a source line and what it prints. */
export const logStamps: Record<string, (time: number) => string> = {
  iso: (time) => new Date(time).toISOString(),
  isos: stamp,
  isomicro: microStamp,
  epoch: (time) => String(time),
  epochs: (time) => (time / 1000).toFixed(6),
  pg: (time) => `${new Date(time).toISOString().replace("T", " ").replace("Z", "")} UTC`,
  space: (time) => new Date(time).toISOString().replace("T", " ").replace("Z", ""),
  comma: (time) => new Date(time).toISOString().replace("T", " ").replace(".", ",").replace("Z", ""),
  slash: (time) => new Date(time).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " "),
  klog: (time) => `${new Date(time).toISOString().slice(5, 23).replace("-", "").replace("T", " ")}000`,
  nginx: (time) => `${day(time)}/${month(time)}/2026:${new Date(time).toISOString().slice(11, 19)} +0000`,
  redis: (time) => `${day(time)} ${month(time)} 2026 ${new Date(time).toISOString().slice(11, 23)}`,
};

const day = (time: number) => new Date(time).toISOString().slice(8, 10);
const month = (time: number) => months[new Date(time).getUTCMonth()]!;
