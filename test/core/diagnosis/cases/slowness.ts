import type { Case } from "../case.ts";
import { api, clock, lines, pods, running } from "./slowness-printed.ts";

const requests = (from: number, to: number, took: (minute: number) => number): string =>
  lines(to - from, (index) => `${clock(from + index)} INFO http - GET /quote status=200 took=${took(from + index)}ms`);
const top = (rows: readonly string[], place = "shop"): Case["outputs"][number] => [
  `top pods -n ${place}`,
  `NAME                       CPU(cores)   MEMORY(bytes)\n${rows.join("\n")}\n`,
];

const statement = "SELECT id, state FROM parcels WHERE carrier_ref = 'X1' ORDER BY created";

/** Why something is slow: what logs measure, what nodes and pods use. */
export const slownessCases: readonly Case[] = [
  {
    name: "a feature flag is switched, and from then on each request takes seconds",
    outputs: [
      pods([running(api)]),
      [
        `logs ${api} -n shop`,
        `${requests(0, 12, () => 40)}${clock(12, 1)} INFO flags - flag pricing-v3 changed off -> on by=lena\n${requests(13, 26, () => 2600)}`,
      ],
    ],
    roots: ["slow-since-change"],
    says: /slow since a change at 08:12:01 .*flag pricing-v3 changed off -> on.*took 40 ms, since then 2\.6 s/,
  },
  {
    name: "a configuration was reloaded in another pod of the namespace when it got slow",
    outputs: [
      pods([running(api), running("flagd-5d8f7c9b6-x2k9p")]),
      [`logs ${api} -n shop`, `${requests(0, 12, () => 40)}${requests(13, 26, () => 2600)}`],
      [
        "logs flagd-5d8f7c9b6-x2k9p -n shop",
        `${clock(3)} INFO sync ok\n${clock(11, 50)} INFO audit flag.update key=deep-model value=true\n`,
      ],
    ],
    roots: ["slow-since-change"],
    says: /`kubectl logs flagd-5d8f7c9b6-x2k9p -n shop` shows: .*key=deep-model/,
  },
  {
    name: "a flag that was switched long after it had become slow is not the cause",
    outputs: [
      pods([running(api)]),
      [
        `logs ${api} -n shop`,
        `${requests(0, 12, () => 40)}${requests(13, 40, () => 2600)}${clock(41)} INFO flags - flag dark-mode changed off -> on\n`,
      ],
    ],
    roots: [],
    notes: ["slow-request"],
  },
  {
    name: "MySQL lists a statement for which it examines millions of rows",
    outputs: [
      pods([running("mysql-0")]),
      [
        "logs mysql-0 -n shop",
        lines(
          4,
          (index) =>
            `# Time: ${clock(index)}\n# Query_time: 9.${index}00000  Lock_time: 0.000012 Rows_sent: 3  Rows_examined: 8123400\nSET timestamp=1748938${index}21;\n${statement};`,
        ),
      ],
    ],
    roots: ["slow-query"],
    says: /SELECT from table parcels WHERE carrier_ref = \? takes 9 s to 9\.3 s \(4 lines.*8123400 rows are examined for 3 that are sent: a full table scan/,
  },
  {
    name: "PostgreSQL prints the plan of a slow statement",
    outputs: [
      pods([running("pg-0")]),
      [
        "logs pg-0 -n shop",
        `${lines(3, (index) => `2025-06-03 08:0${index}:00.402 UTC [71] LOG:  duration: 8${index}08.451 ms  execute <unnamed>: ${statement}`)}2025-06-03 08:05:00.402 UTC [71] LOG:  duration: 8120.477 ms  plan:\n\tQuery Text: ${statement}\n\t  ->  Parallel Seq Scan on parcels  (cost=0.00..911232.50 rows=26 width=24)\n`,
      ],
    ],
    roots: ["slow-query"],
    says: /its plan is a Parallel Seq Scan \(sequential scan\) on parcels, so an index/,
  },
  {
    name: "MongoDB reads the whole collection",
    outputs: [
      pods([running("mongo-0")]),
      [
        "logs mongo-0 -n shop",
        lines(
          4,
          (index) =>
            `{"t":{"$date":"2025-06-03T08:0${index}:14.123+00:00"},"s":"I","msg":"Slow query","attr":{"ns":"rental.bookings","command":{"find":"bookings","filter":{"guestEmail":"x"}},"planSummary":"COLLSCAN","durationMillis":6${index}00}}`,
        ),
      ],
    ],
    roots: ["slow-query"],
    says: /query on rental\.bookings by guestEmail \(COLLSCAN\) takes 6 s to 6\.3 s/,
  },
  {
    name: "statements are fast, and calls to one server outside take seconds",
    outputs: [
      pods([running(api)]),
      [
        `logs ${api} -n shop`,
        lines(
          8,
          (index) =>
            `${clock(index)} DEBUG sql - ${statement} took 12 ms\n${clock(index)} INFO out - POST https://api.taxserve.io/v2/rates status=200 elapsed=8${index}00ms\n${clock(index)} INFO out - POST http://stock:8080/reserve status=200 elapsed=9ms`,
        ),
      ],
    ],
    roots: ["slow-call"],
    says: /calls to api\.taxserve\.io are slow \(a server outside the cluster\): .* while calls to stock:8080 take 9 ms/,
  },
  {
    name: "one request is slow, most of it in what is measured inside of it",
    outputs: [
      pods([running(api)]),
      [
        `logs ${api} -n shop`,
        lines(
          6,
          (index) =>
            `${clock(index)} INFO Completed 200 OK in 910${index}ms (Views: 11.0ms | ActiveRecord: 900${index}.4ms) path=/admin/search\n${clock(index)} INFO Completed 200 OK in 20ms path=/orders/${index}`,
        ),
      ],
    ],
    roots: [],
    notes: ["slow-request"],
    says: /\/admin\/search is slow, it takes 9\.1 s to 9\.1 s .*most of it in ActiveRecord.*others are fast \(\/orders\/\*: 20 ms\)/,
  },
  {
    name: "pods use all that their CPU limit lets them have",
    outputs: [
      pods([running(api)]),
      top([`${api}     500m         310Mi`]),
      [
        "get deployment api -n shop -o jsonpath={.spec.template.spec.containers[0].resources}",
        '{"limits":{"cpu":"500m","memory":"1Gi"},"requests":{"cpu":"250m"}}\n',
      ],
    ],
    roots: ["cpu-limit-reached"],
    says: /Deployment shop\/api is at its CPU limit .* uses 500m of a limit of 500m/,
  },
  {
    name: "a log says that its container is throttled",
    outputs: [
      pods([running(api)]),
      [
        `logs ${api} -n shop`,
        lines(6, (index) => `${clock(index)} WARN runtime: cgroup throttled periods=80${index} of 1000`),
      ],
    ],
    roots: ["cpu-throttled"],
    says: /throttled at its CPU limit, its log says \(6 lines\)/,
  },
  {
    name: "replicas that were added get no calls, as gRPC clients keep their connections",
    outputs: [
      pods([
        running("quote-7b6c5d4f8-2w9xk", "12d"),
        running("quote-7b6c5d4f8-7kz2m", "3h"),
        running("quote-7b6c5d4f8-9d4pt", "3h"),
      ]),
      top([
        "quote-7b6c5d4f8-2w9xk     988m   200Mi",
        "quote-7b6c5d4f8-7kz2m     3m   90Mi",
        "quote-7b6c5d4f8-9d4pt     4m   91Mi",
      ]),
      [
        "get svc quote -n shop",
        "NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)     AGE\nquote   ClusterIP   10.96.1.12   <none>        50051/TCP   90d\n",
      ],
      ["logs bff-5d8f7c9b6-x2k9p -n shop", "INFO grpc channel created lb_policy=pick_first\n"],
    ],
    roots: ["uneven-load"],
    says: /only the 1 old pods .* 2 younger ones \(3h\) idle at .*long-lived gRPC \(HTTP\/2\) connections/,
  },
  {
    name: "of a controller that elects a leader one replica works by design",
    outputs: [
      pods([
        running("sync-7b6c5d4f8-2w9xk", "12d"),
        running("sync-7b6c5d4f8-7kz2m", "3h"),
        running("sync-7b6c5d4f8-9d4pt", "3h"),
      ]),
      top([
        "sync-7b6c5d4f8-2w9xk     988m   200Mi",
        "sync-7b6c5d4f8-7kz2m     3m   90Mi",
        "sync-7b6c5d4f8-9d4pt     4m   91Mi",
      ]),
      [
        "logs sync-7b6c5d4f8-7kz2m -n shop",
        "I0603 08:00:01.000001       1 leaderelection.go:250] attempting to acquire leader lease shop/sync...\n",
      ],
    ],
    roots: [],
  },
  {
    name: "a batch without limits takes the CPU of the node where the slow replica runs",
    outputs: [
      [
        "get pods -A -o wide",
        `NAMESPACE   NAME                    READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES\nml          spark-exec-7            1/1     Running   0          20m   10.1.3.9   n12    <none>           <none>\nshop        quote-6f7d8c9b5-zz2kq   1/1     Running   0          3d    10.1.3.4   n12    <none>           <none>\nshop        quote-6f7d8c9b5-bb8wm   1/1     Running   0          3d    10.1.2.4   n11    <none>           <none>\n`,
      ],
      [
        "top nodes",
        "NAME   CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)\nn11    1102m        13%      8410Mi          27%\nn12    7961m        99%      19771Mi         63%\n",
      ],
      [
        "top pods -A",
        "NAMESPACE   NAME                    CPU(cores)   MEMORY(bytes)\nml          spark-exec-7            7101m        6122Mi\nshop        quote-6f7d8c9b5-zz2kq   104m         302Mi\n",
      ],
    ],
    roots: ["noisy-neighbour"],
    says: /Node n12 is at 99% CPU \(other nodes 13%\): 1 pod of ml\/spark-exec use 7\.1 cores of it, so that Pod shop\/quote-6f7d8c9b5-zz2kq/,
  },
  {
    name: "on a full node runs something without limits that nobody measured",
    outputs: [
      [
        "get pods -n shop -o wide",
        "NAME                    READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES\nquote-6f7d8c9b5-zz2kq   1/1     Running   0          3d    10.1.3.4   n12    <none>           <none>\nquote-6f7d8c9b5-bb8wm   1/1     Running   0          3d    10.1.2.4   n11    <none>           <none>\n",
      ],
      [
        "top nodes",
        "NAME   CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%\nn12    7961m        99%    19771Mi         63%\n",
      ],
      [
        "describe node n12",
        "Name:               n12\nNon-terminated Pods:          (1 in total)\n  Namespace   Name                 CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age\n  ---------   ----                 ------------  ----------  ---------------  -------------  ---\n  video       ffmpeg-batch-2x7kq   0 (0%)        0 (0%)      0 (0%)           0 (0%)         51m\nEvents:              <none>\n",
      ],
    ],
    roots: ["noisy-neighbour"],
    says: /1 pod of video\/ffmpeg-batch runs there without CPU request or limit \(BestEffort\) and may take all of it/,
  },
];
