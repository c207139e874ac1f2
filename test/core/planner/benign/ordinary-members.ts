import type { Row } from "./cases.ts";

/** Notes of groups and probes. */
export const ordinaryMembers: readonly Row[] = [
  {
    code: "log-errors-ordinary",
    name: "declined cards, asked in passing",
    question: "checkout-pay spits out errors like crazy, customers lose money?",
    outputs: [
      [
        "kubectl logs deploy/checkout-pay -n shop --tail=40",
        `2025-06-18T08:20:00Z INFO  payment captured order=1000 amount=12.00 provider=adyen
2025-06-18T08:20:05Z INFO  payment captured order=1001 amount=12.01 provider=adyen
2025-06-18T08:20:10Z INFO  payment captured order=1002 amount=12.02 provider=adyen
2025-06-18T08:20:15Z INFO  payment captured order=1003 amount=12.03 provider=adyen
2025-06-18T08:20:20Z ERROR card declined: insufficient_funds order=1004 provider=adyen
2025-06-18T08:20:25Z INFO  payment captured order=1005 amount=12.05 provider=adyen
2025-06-18T08:20:30Z INFO  payment captured order=1006 amount=12.06 provider=adyen
2025-06-18T08:20:35Z INFO  payment captured order=1007 amount=12.07 provider=adyen
2025-06-18T08:20:40Z INFO  payment captured order=1008 amount=12.08 provider=adyen
2025-06-18T08:20:45Z INFO  payment captured order=1009 amount=12.09 provider=adyen
2025-06-18T08:20:50Z INFO  payment captured order=1010 amount=12.10 provider=adyen
2025-06-18T08:20:55Z INFO  payment captured order=1011 amount=12.11 provider=adyen
2025-06-18T08:21:00Z INFO  payment captured order=1012 amount=12.12 provider=adyen
2025-06-18T08:21:05Z ERROR card declined: insufficient_funds order=1013 provider=adyen
2025-06-18T08:21:10Z INFO  payment captured order=1014 amount=12.14 provider=adyen
2025-06-18T08:21:15Z INFO  payment captured order=1015 amount=12.15 provider=adyen
2025-06-18T08:21:20Z INFO  payment captured order=1016 amount=12.16 provider=adyen
2025-06-18T08:21:25Z INFO  payment captured order=1017 amount=12.17 provider=adyen
2025-06-18T08:21:30Z INFO  payment captured order=1018 amount=12.18 provider=adyen
2025-06-18T08:21:35Z INFO  payment captured order=1019 amount=12.19 provider=adyen
2025-06-18T08:21:40Z INFO  payment captured order=1020 amount=12.20 provider=adyen
2025-06-18T08:21:45Z INFO  payment captured order=1021 amount=12.21 provider=adyen
2025-06-18T08:21:50Z ERROR card declined: insufficient_funds order=1022 provider=adyen
2025-06-18T08:21:55Z INFO  payment captured order=1023 amount=12.23 provider=adyen
2025-06-18T08:22:00Z INFO  payment captured order=1024 amount=12.24 provider=adyen
2025-06-18T08:22:05Z INFO  payment captured order=1025 amount=12.25 provider=adyen
2025-06-18T08:22:10Z INFO  payment captured order=1026 amount=12.26 provider=adyen
2025-06-18T08:22:15Z INFO  payment captured order=1027 amount=12.27 provider=adyen
2025-06-18T08:22:20Z INFO  payment captured order=1028 amount=12.28 provider=adyen
2025-06-18T08:22:25Z INFO  payment captured order=1029 amount=12.29 provider=adyen
2025-06-18T08:22:30Z INFO  payment captured order=1030 amount=12.30 provider=adyen
2025-06-18T08:22:35Z ERROR card declined: insufficient_funds order=1031 provider=adyen
2025-06-18T08:22:40Z INFO  payment captured order=1032 amount=12.32 provider=adyen
2025-06-18T08:22:45Z INFO  payment captured order=1033 amount=12.33 provider=adyen
2025-06-18T08:22:50Z INFO  payment captured order=1034 amount=12.34 provider=adyen
2025-06-18T08:22:55Z INFO  payment captured order=1035 amount=12.35 provider=adyen
2025-06-18T08:23:00Z INFO  payment captured order=1036 amount=12.36 provider=adyen
2025-06-18T08:23:05Z INFO  payment captured order=1037 amount=12.37 provider=adyen
2025-06-18T08:23:10Z INFO  payment captured order=1038 amount=12.38 provider=adyen
2025-06-18T08:23:15Z INFO  payment captured order=1039 amount=12.39 provider=adyen
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME   READY   STATUS   RESTARTS   AGE
checkout-pay-7b89d9f5cc-2tqgk   1/1   Running   0   9d
`,
      ],
    ],
    says: /refusals of a customer/,
  },
  {
    code: "log-errors-ordinary",
    name: "declined cards, and then timeouts",
    question: "many ERR in checkout-pay, payments failing??",
    outputs: [
      [
        "kubectl logs deploy/checkout-pay -n shop --tail=40",
        `2025-06-18T08:20:00Z INFO  payment captured order=1000 amount=12.00 provider=adyen
2025-06-18T08:20:05Z INFO  payment captured order=1001 amount=12.01 provider=adyen
2025-06-18T08:20:10Z INFO  payment captured order=1002 amount=12.02 provider=adyen
2025-06-18T08:20:15Z INFO  payment captured order=1003 amount=12.03 provider=adyen
2025-06-18T08:20:20Z ERROR card declined: insufficient_funds order=1004 provider=adyen
2025-06-18T08:20:25Z INFO  payment captured order=1005 amount=12.05 provider=adyen
2025-06-18T08:20:30Z INFO  payment captured order=1006 amount=12.06 provider=adyen
2025-06-18T08:20:35Z INFO  payment captured order=1007 amount=12.07 provider=adyen
2025-06-18T08:20:40Z INFO  payment captured order=1008 amount=12.08 provider=adyen
2025-06-18T08:20:45Z INFO  payment captured order=1009 amount=12.09 provider=adyen
2025-06-18T08:20:50Z INFO  payment captured order=1010 amount=12.10 provider=adyen
2025-06-18T08:20:55Z INFO  payment captured order=1011 amount=12.11 provider=adyen
2025-06-18T08:21:00Z INFO  payment captured order=1012 amount=12.12 provider=adyen
2025-06-18T08:21:05Z ERROR card declined: insufficient_funds order=1013 provider=adyen
2025-06-18T08:21:10Z INFO  payment captured order=1014 amount=12.14 provider=adyen
2025-06-18T08:21:15Z INFO  payment captured order=1015 amount=12.15 provider=adyen
2025-06-18T08:21:20Z INFO  payment captured order=1016 amount=12.16 provider=adyen
2025-06-18T08:21:25Z INFO  payment captured order=1017 amount=12.17 provider=adyen
2025-06-18T08:21:30Z INFO  payment captured order=1018 amount=12.18 provider=adyen
2025-06-18T08:21:35Z INFO  payment captured order=1019 amount=12.19 provider=adyen
2025-06-18T08:21:40Z INFO  payment captured order=1020 amount=12.20 provider=adyen
2025-06-18T08:21:45Z INFO  payment captured order=1021 amount=12.21 provider=adyen
2025-06-18T08:21:50Z ERROR card declined: insufficient_funds order=1022 provider=adyen
2025-06-18T08:21:55Z INFO  payment captured order=1023 amount=12.23 provider=adyen
2025-06-18T08:22:00Z INFO  payment captured order=1024 amount=12.24 provider=adyen
2025-06-18T08:22:05Z ERROR payment provider adyen: request timed out after 10000 ms order=2000
2025-06-18T08:22:10Z ERROR payment provider adyen: request timed out after 10000 ms order=2001
2025-06-18T08:22:15Z ERROR payment provider adyen: request timed out after 10000 ms order=2002
2025-06-18T08:22:20Z ERROR payment provider adyen: request timed out after 10000 ms order=2003
2025-06-18T08:22:25Z ERROR payment provider adyen: request timed out after 10000 ms order=2004
2025-06-18T08:22:30Z ERROR payment provider adyen: request timed out after 10000 ms order=2005
2025-06-18T08:22:35Z ERROR payment provider adyen: request timed out after 10000 ms order=2006
2025-06-18T08:22:40Z ERROR payment provider adyen: request timed out after 10000 ms order=2007
2025-06-18T08:22:45Z ERROR payment provider adyen: request timed out after 10000 ms order=2008
2025-06-18T08:22:50Z ERROR payment provider adyen: request timed out after 10000 ms order=2009
2025-06-18T08:22:55Z ERROR payment provider adyen: request timed out after 10000 ms order=2010
2025-06-18T08:23:00Z ERROR payment provider adyen: request timed out after 10000 ms order=2011
2025-06-18T08:23:05Z ERROR payment provider adyen: request timed out after 10000 ms order=2012
2025-06-18T08:23:10Z ERROR payment provider adyen: request timed out after 10000 ms order=2013
2025-06-18T08:23:15Z ERROR payment provider adyen: request timed out after 10000 ms order=2014
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME   READY   STATUS   RESTARTS   AGE
checkout-pay-7b89d9f5cc-2tqgk   1/1   Running   0   9d
`,
      ],
    ],
  },
  {
    code: "log-errors-ordinary",
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
    code: "log-errors-ordinary",
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
    code: "log-errors-ordinary",
    name: "a probe without a user",
    question: "wiki-db floods its log with role root does not exist, is someone attacking?",
    outputs: [
      [
        "kubectl logs wiki-db-0 -n wiki",
        `2025-06-18 08:20:00.018 UTC [900] FATAL:  role "root" does not exist
2025-06-18 08:20:15.018 UTC [901] FATAL:  role "root" does not exist
2025-06-18 08:20:30.018 UTC [991] LOG:  checkpoint complete: wrote 12 buffers
2025-06-18 08:20:45.018 UTC [902] FATAL:  role "root" does not exist
2025-06-18 08:21:00.018 UTC [903] FATAL:  role "root" does not exist
2025-06-18 08:21:15.018 UTC [904] FATAL:  role "root" does not exist
2025-06-18 08:21:30.018 UTC [994] LOG:  checkpoint complete: wrote 12 buffers
2025-06-18 08:21:45.018 UTC [905] FATAL:  role "root" does not exist
2025-06-18 08:22:00.018 UTC [906] FATAL:  role "root" does not exist
2025-06-18 08:22:15.018 UTC [907] FATAL:  role "root" does not exist
2025-06-18 08:22:30.018 UTC [997] LOG:  checkpoint complete: wrote 12 buffers
`,
      ],
      [
        "kubectl describe pod wiki-db-0 -n wiki",
        `Name:             wiki-db-0
Namespace:        wiki
Status:           Running
Containers:
  db:
    Image:          postgres:15
    State:          Running
      Started:      Fri, 02 May 2025 19:10:33 +0200
    Ready:          True
    Restart Count:  0
    Liveness:       exec [pg_isready] delay=5s timeout=3s period=15s #success=1 #failure=3
Conditions:
  Type              Status
  Ready             True
Events:             <none>
`,
      ],
    ],
    says: /calls of a probe that names no user/,
  },
  {
    code: "log-errors-ordinary",
    name: "a role of the application is missing",
    question: "wiki-db: FATAL role app does not exist, broken?",
    outputs: [
      [
        "kubectl logs wiki-db-0 -n wiki",
        `2025-06-18 08:20:00.018 UTC [900] FATAL:  role "wikiapp" does not exist
2025-06-18 08:20:15.018 UTC [901] FATAL:  role "wikiapp" does not exist
2025-06-18 08:20:30.018 UTC [991] LOG:  checkpoint complete: wrote 12 buffers
2025-06-18 08:20:45.018 UTC [902] FATAL:  role "wikiapp" does not exist
2025-06-18 08:21:00.018 UTC [903] FATAL:  role "wikiapp" does not exist
2025-06-18 08:21:15.018 UTC [904] FATAL:  role "wikiapp" does not exist
2025-06-18 08:21:30.018 UTC [994] LOG:  checkpoint complete: wrote 12 buffers
2025-06-18 08:21:45.018 UTC [905] FATAL:  role "wikiapp" does not exist
2025-06-18 08:22:00.018 UTC [906] FATAL:  role "wikiapp" does not exist
2025-06-18 08:22:15.018 UTC [907] FATAL:  role "wikiapp" does not exist
2025-06-18 08:22:30.018 UTC [997] LOG:  checkpoint complete: wrote 12 buffers
`,
      ],
      [
        "kubectl describe pod wiki-db-0 -n wiki",
        `Name:             wiki-db-0
Namespace:        wiki
Status:           Running
Containers:
  db:
    Image:          postgres:15
    State:          Running
      Started:      Fri, 02 May 2025 19:10:33 +0200
    Ready:          True
    Restart Count:  0
    Liveness:       exec [pg_isready] delay=5s timeout=3s period=15s #success=1 #failure=3
Conditions:
  Type              Status
  Ready             True
Events:             <none>
`,
      ],
    ],
  },
  {
    code: "log-errors-ordinary",
    name: "a probe without a password",
    question:
      "mysql of crm logs Access denied for user 'root'@'localhost' (using password: NO) all the time. brute force?",
    outputs: [
      [
        "kubectl logs crm-mysql-0 -n wiki",
        `2025-06-18T08:20:00Z 0 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:20:10Z 1 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:20:20Z 2 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:20:30Z 3 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:20:40Z 4 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:20:50Z 5 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:21:00Z 6 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:21:10Z 7 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
`,
      ],
      [
        "kubectl describe pod crm-mysql-0 -n wiki",
        `Name:             crm-mysql-0
Namespace:        wiki
Status:           Running
Containers:
  db:
    Image:          mysql:8
    State:          Running
      Started:      Fri, 02 May 2025 19:10:33 +0200
    Ready:          True
    Restart Count:  0
    Liveness:       exec [mysqladmin ping -h localhost] delay=5s timeout=3s period=15s #success=1 #failure=3
Conditions:
  Type              Status
  Ready             True
Events:             <none>
`,
      ],
    ],
    says: /calls of a probe that names no user/,
  },
  {
    code: "log-errors-ordinary",
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
    code: "log-errors-ordinary",
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
