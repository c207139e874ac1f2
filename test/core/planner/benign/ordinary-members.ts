import type { Row } from "./cases.ts";

const code = "log-errors-ordinary";

/** Members of a group and clients of a broker that come and go. */
export const ordinaryMembers: readonly Row[] = [
  {
    code,
    name: "a rebalance",
    question: "order-indexer logs that partitions were revoked after we added a replica. Are messages lost?",
    outputs: [
      [
        "kubectl logs order-indexer-6f7c8b9bb5-ksd8w -n idx",
        `2025-06-18T10:00:00Z level=info msg="consumer/broker/2 rebalance: kafka: error: The provided member is not known, rebalance in progress"
2025-06-18T10:00:05Z level=info msg="partitions revoked" topic=orders partitions=[0 1 2 3]
2025-06-18T10:00:10Z level=info msg="joined group" generation=12
2025-06-18T10:00:15Z level=info msg="partitions assigned" topic=orders partitions=[0 1]
2025-06-18T10:00:20Z level=info msg="processed batch" count=200
2025-06-18T10:00:25Z level=info msg="processed batch" count=201
2025-06-18T10:00:30Z level=info msg="processed batch" count=202
2025-06-18T10:00:35Z level=info msg="processed batch" count=203
2025-06-18T10:00:40Z level=info msg="processed batch" count=204
2025-06-18T10:00:45Z level=info msg="processed batch" count=205
`,
      ],
      [
        "kubectl get pods -n idx",
        `NAME   READY   STATUS   RESTARTS   AGE
order-indexer-6f7c8b9bb5-ksd8w   1/1   Running   0   9d
order-indexer-6f7c8b9bb5-wz99p   1/1   Running   0   9d
`,
      ],
    ],
    says: /steps of a rebalance/,
  },
  {
    code,
    name: "a rebalance for want of polls",
    question:
      'order-indexer: "Attempt to heartbeat failed since group is rebalancing" all the time. do we lose messages?',
    outputs: [
      [
        "kubectl logs order-indexer-6f7c8b9bb5-ksd8w -n idx",
        `2025-06-18T10:00:00Z WARN [Consumer clientId=c1, groupId=idx] consumer poll timeout has expired. This means the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms
2025-06-18T10:00:05Z INFO [Consumer clientId=c1, groupId=idx] Member c1 sending LeaveGroup request to coordinator due to consumer poll timeout has expired.
2025-06-18T10:00:10Z INFO [Consumer clientId=c1, groupId=idx] Attempt to heartbeat failed since group is rebalancing
2025-06-18T10:00:15Z INFO [Consumer clientId=c1, groupId=idx] Revoke previously assigned partitions orders-0
2025-06-18T10:00:20Z INFO [Consumer clientId=c1, groupId=idx] Successfully joined group with generation 9
2025-06-18T10:00:25Z INFO [Consumer clientId=c1, groupId=idx] Adding newly assigned partitions: orders-0
2025-06-18T10:00:30Z WARN [Consumer clientId=c1, groupId=idx] consumer poll timeout has expired. This means the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms
2025-06-18T10:00:35Z INFO [Consumer clientId=c1, groupId=idx] Member c1 sending LeaveGroup request to coordinator due to consumer poll timeout has expired.
2025-06-18T10:00:40Z INFO [Consumer clientId=c1, groupId=idx] Attempt to heartbeat failed since group is rebalancing
2025-06-18T10:00:45Z INFO [Consumer clientId=c1, groupId=idx] Revoke previously assigned partitions orders-0
2025-06-18T10:00:50Z INFO [Consumer clientId=c1, groupId=idx] Successfully joined group with generation 9
2025-06-18T10:00:55Z INFO [Consumer clientId=c1, groupId=idx] Adding newly assigned partitions: orders-0
2025-06-18T10:01:00Z WARN [Consumer clientId=c1, groupId=idx] consumer poll timeout has expired. This means the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms
2025-06-18T10:01:05Z INFO [Consumer clientId=c1, groupId=idx] Member c1 sending LeaveGroup request to coordinator due to consumer poll timeout has expired.
2025-06-18T10:01:10Z INFO [Consumer clientId=c1, groupId=idx] Attempt to heartbeat failed since group is rebalancing
2025-06-18T10:01:15Z INFO [Consumer clientId=c1, groupId=idx] Revoke previously assigned partitions orders-0
2025-06-18T10:01:20Z INFO [Consumer clientId=c1, groupId=idx] Successfully joined group with generation 9
2025-06-18T10:01:25Z INFO [Consumer clientId=c1, groupId=idx] Adding newly assigned partitions: orders-0
2025-06-18T10:01:30Z WARN [Consumer clientId=c1, groupId=idx] consumer poll timeout has expired. This means the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms
2025-06-18T10:01:35Z INFO [Consumer clientId=c1, groupId=idx] Member c1 sending LeaveGroup request to coordinator due to consumer poll timeout has expired.
2025-06-18T10:01:40Z INFO [Consumer clientId=c1, groupId=idx] Attempt to heartbeat failed since group is rebalancing
2025-06-18T10:01:45Z INFO [Consumer clientId=c1, groupId=idx] Revoke previously assigned partitions orders-0
2025-06-18T10:01:50Z INFO [Consumer clientId=c1, groupId=idx] Successfully joined group with generation 9
2025-06-18T10:01:55Z INFO [Consumer clientId=c1, groupId=idx] Adding newly assigned partitions: orders-0
2025-06-18T10:02:00Z WARN [Consumer clientId=c1, groupId=idx] consumer poll timeout has expired. This means the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms
2025-06-18T10:02:05Z INFO [Consumer clientId=c1, groupId=idx] Member c1 sending LeaveGroup request to coordinator due to consumer poll timeout has expired.
2025-06-18T10:02:10Z INFO [Consumer clientId=c1, groupId=idx] Attempt to heartbeat failed since group is rebalancing
2025-06-18T10:02:15Z INFO [Consumer clientId=c1, groupId=idx] Revoke previously assigned partitions orders-0
2025-06-18T10:02:20Z INFO [Consumer clientId=c1, groupId=idx] Successfully joined group with generation 9
2025-06-18T10:02:25Z INFO [Consumer clientId=c1, groupId=idx] Adding newly assigned partitions: orders-0
`,
      ],
      [
        "kubectl get pods -n idx",
        `NAME   READY   STATUS   RESTARTS   AGE
order-indexer-6f7c8b9bb5-ksd8w   1/1   Running   0   9d
`,
      ],
    ],
  },
  {
    code,
    name: "devices that sleep",
    question: "mosquitto for the meters says exceeded timeout, disconnecting. overloaded?",
    outputs: [
      [
        "kubectl logs mosquitto-0 -n iot",
        `1750230000: Client meter-4898 has exceeded timeout, disconnecting.
1750230007: New client connected from 10.1.0.1:50890 as meter-9916 (p2, c0, k60).
1750230014: New client connected from 10.1.0.2:50890 as meter-3136 (p2, c0, k60).
1750230021: New client connected from 10.1.0.3:50890 as meter-7061 (p2, c0, k60).
1750230028: Client meter-8766 has exceeded timeout, disconnecting.
1750230035: New client connected from 10.1.0.5:50890 as meter-2073 (p2, c0, k60).
1750230042: New client connected from 10.1.0.6:50890 as meter-1215 (p2, c0, k60).
1750230049: New client connected from 10.1.0.7:50890 as meter-8687 (p2, c0, k60).
1750230056: Client meter-5249 has exceeded timeout, disconnecting.
1750230063: New client connected from 10.1.0.9:50890 as meter-4839 (p2, c0, k60).
1750230070: New client connected from 10.1.0.10:50890 as meter-4141 (p2, c0, k60).
1750230077: New client connected from 10.1.0.11:50890 as meter-8704 (p2, c0, k60).
1750230084: Client meter-9863 has exceeded timeout, disconnecting.
1750230091: New client connected from 10.1.0.13:50890 as meter-8804 (p2, c0, k60).
1750230098: New client connected from 10.1.0.14:50890 as meter-7506 (p2, c0, k60).
1750230105: New client connected from 10.1.0.15:50890 as meter-3467 (p2, c0, k60).
1750230112: Client meter-4799 has exceeded timeout, disconnecting.
1750230119: New client connected from 10.1.0.17:50890 as meter-3484 (p2, c0, k60).
1750230126: New client connected from 10.1.0.18:50890 as meter-9571 (p2, c0, k60).
1750230133: New client connected from 10.1.0.19:50890 as meter-7388 (p2, c0, k60).
1750230140: Client meter-1248 has exceeded timeout, disconnecting.
1750230147: New client connected from 10.1.0.21:50890 as meter-2049 (p2, c0, k60).
1750230154: New client connected from 10.1.0.22:50890 as meter-3611 (p2, c0, k60).
1750230161: New client connected from 10.1.0.23:50890 as meter-1701 (p2, c0, k60).
1750230168: Client meter-5935 has exceeded timeout, disconnecting.
1750230175: New client connected from 10.1.0.25:50890 as meter-1508 (p2, c0, k60).
1750230182: New client connected from 10.1.0.26:50890 as meter-5414 (p2, c0, k60).
1750230189: New client connected from 10.1.0.27:50890 as meter-8745 (p2, c0, k60).
1750230196: Client meter-7350 has exceeded timeout, disconnecting.
1750230203: New client connected from 10.1.0.29:50890 as meter-7994 (p2, c0, k60).
`,
      ],
      [
        "kubectl get pods -n iot",
        `NAME   READY   STATUS   RESTARTS   AGE
mosquitto-0   1/1   Running   0   9d
`,
      ],
    ],
    says: /clients that fell silent/,
  },
  {
    code,
    name: "one client over and over",
    question: "mosquitto says exceeded timeout, disconnecting. overloaded?",
    outputs: [
      [
        "kubectl logs mosquitto-0 -n iot",
        `1750230000: Client plc-7 has exceeded timeout, disconnecting.
1750230007: New client connected from 10.1.0.4:50890 as plc-7 (p2, c0, k60).
1750230014: Client plc-7 has exceeded timeout, disconnecting.
1750230021: New client connected from 10.1.0.4:50890 as plc-7 (p2, c0, k60).
1750230028: Client plc-7 has exceeded timeout, disconnecting.
1750230035: New client connected from 10.1.0.4:50890 as plc-7 (p2, c0, k60).
1750230042: Client plc-7 has exceeded timeout, disconnecting.
1750230049: New client connected from 10.1.0.4:50890 as plc-7 (p2, c0, k60).
1750230056: Client plc-7 has exceeded timeout, disconnecting.
1750230063: New client connected from 10.1.0.4:50890 as plc-7 (p2, c0, k60).
1750230070: Client plc-7 has exceeded timeout, disconnecting.
1750230077: New client connected from 10.1.0.4:50890 as plc-7 (p2, c0, k60).
1750230084: Client plc-7 has exceeded timeout, disconnecting.
1750230091: New client connected from 10.1.0.4:50890 as plc-7 (p2, c0, k60).
1750230098: Client plc-7 has exceeded timeout, disconnecting.
1750230105: New client connected from 10.1.0.4:50890 as plc-7 (p2, c0, k60).
1750230112: Client plc-7 has exceeded timeout, disconnecting.
1750230119: New client connected from 10.1.0.4:50890 as plc-7 (p2, c0, k60).
1750230126: Client plc-7 has exceeded timeout, disconnecting.
1750230133: New client connected from 10.1.0.4:50890 as plc-7 (p2, c0, k60).
1750230140: Client plc-7 has exceeded timeout, disconnecting.
1750230147: New client connected from 10.1.0.4:50890 as plc-7 (p2, c0, k60).
1750230154: Client plc-7 has exceeded timeout, disconnecting.
1750230161: New client connected from 10.1.0.4:50890 as plc-7 (p2, c0, k60).
`,
      ],
      [
        "kubectl get pods -n iot",
        `NAME   READY   STATUS   RESTARTS   AGE
mosquitto-0   1/1   Running   0   9d
`,
      ],
    ],
  },
];
