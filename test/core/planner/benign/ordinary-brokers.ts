import type { Row } from "./cases.ts";
import { at, log, pods, times } from "./printed-logs.ts";

const code = "log-errors-ordinary";

const etcd = (end: readonly string[]): readonly string[] =>
  at("02:00:00", 10, [
    ...times(3, '{"level":"info","ts":"%","msg":"finished scheduled compaction"}'),
    '{"level":"info","ts":"%","msg":"starting defragment"}',
    ...times(3, '{"level":"warn","ts":"%","msg":"apply request took too long","took":"310ms"}'),
    ...end,
  ]);

/** What stores with several members write while one of them is put in order. */
export const ordinaryBrokers: readonly Row[] = [
  {
    code,
    name: "slow applies while etcd is defragmented",
    question: "etcd-m1 in kube-system: 'apply request took too long' warnings in its log last night. Is etcd sick?",
    outputs: [
      log(
        "etcd-m1",
        "kube-system",
        etcd([
          '{"level":"info","ts":"%","msg":"finished defragment"}',
          ...times(3, '{"level":"info","ts":"%","msg":"finished scheduled compaction"}'),
        ]),
      ),
      pods("kube-system", "etcd-m1 1/1 Running 0 90d"),
    ],
    says: /defragmentation/,
  },
  {
    code,
    name: "slow applies that go on",
    question: "etcd-m1 in kube-system: 'apply request took too long' warnings in its log last night. Is etcd sick?",
    outputs: [
      log(
        "etcd-m1",
        "kube-system",
        etcd([
          '{"level":"info","ts":"%","msg":"finished defragment"}',
          ...times(9, '{"level":"warn","ts":"%","msg":"apply request took too long","took":"2.3s"}'),
        ]),
      ),
      pods("kube-system", "etcd-m1 1/1 Running 0 90d"),
    ],
  },
];
