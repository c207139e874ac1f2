import type { Row } from "./cases.ts";

const code = "log-errors-ordinary";
const failed = (id: string, at: string) =>
  `[2026/03/12 ${at}] [ warn] [engine] failed to flush chunk '1-175496${id}.flb', retry in 7 seconds: task_id=0, input=tail.0 > output=search.0 (out_id=0)`;
const sent = (id: string, at: string) =>
  `[2026/03/12 ${at}] [ info] [engine] flush chunk '1-175496${id}.flb' succeeded at retry 1: task_id=0, input=tail.0 > output=search.0 (out_id=0)`;
const log = (...lines: readonly string[]) =>
  `${lines.join("\n")}
[2026/03/12 03:10:32] [error] [upstream] connection #114 to tcp://10.100.44.19:9200 timed out after 10 seconds (connection timeout)
${sent("8201", "03:10:50")}
[2026/03/12 04:00:02] [ info] [input:tail:tail.0] inotify_fs_add(): inode=1320411 watch_fd=88 name=/var/log/containers/web.log
[2026/03/12 05:00:02] [ info] [input:tail:tail.0] inotify_fs_add(): inode=1320412 watch_fd=89 name=/var/log/containers/api.log
`;
const row = (name: string, lines: readonly string[], says?: RegExp): Row => ({
  code,
  name,
  question: "Are we losing logs? shipper-9sk4v says failed to flush chunk.",
  outputs: [["kubectl logs shipper-9sk4v -n logging", log(...lines)]],
  ...(says === undefined ? {} : { says }),
});

export const shippers: readonly Row[] = [
  row(
    "each chunk was sent at a later try",
    [failed("8200", "03:10:11"), failed("8201", "03:10:16"), sent("8200", "03:10:44")],
    /each of which was sent at a later try/,
  ),
  row("one chunk was never sent", [failed("8200", "03:10:11"), failed("8201", "03:10:16")]),
];
