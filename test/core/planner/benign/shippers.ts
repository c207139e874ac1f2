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

const silent = (client: string, at: string) =>
  `2026-03-11T${at}: Client ${client} has exceeded timeout, disconnecting.`;
const back = (client: string, at: string) =>
  `2026-03-11T${at}: New client connected from 10.60.1.236:59442 as ${client} (p2, c0, k60, u'meter').`;
const broker = (name: string, lines: readonly string[], says?: RegExp): Row => ({
  code,
  name,
  question: "Are there errors in the log of mqtt-0 that I should act on? It keeps talking about timeouts.",
  outputs: [["kubectl logs mqtt-0 -n iot", `${lines.join("\n")}\n`]],
  ...(says === undefined ? {} : { says }),
});
const radio = [
  back("m-1", "06:40:31"),
  back("m-2", "06:41:31"),
  silent("m-1", "06:42:08"),
  back("m-1", "06:42:27"),
  silent("m-2", "06:43:08"),
];

export const radioClients: readonly Row[] = [
  broker(
    "clients come back",
    [...radio, back("m-2", "06:43:27")],
    /fell silent and were dropped after their keepalive/,
  ),
  broker("no client comes back", [
    back("m-1", "06:40:31"),
    silent("m-2", "06:42:08"),
    silent("m-3", "06:43:08"),
    silent("m-4", "06:44:08"),
  ]),
];
