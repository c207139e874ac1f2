import type { Case } from "../case.ts";
import { podName } from "../printed.ts";

const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

const running: Case["outputs"][number] = [
  "get pods,svc -n shop",
  rows(
    "NAME                       READY   STATUS    RESTARTS   AGE",
    `pod/${podName}   1/1     Running   0          54m`,
    "pod/stock-0                1/1     Running   0          21d",
    "",
    "NAME            TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE",
    "service/stock   ClusterIP   10.96.90.77    <none>        80/TCP    21d",
  ),
];
const environment = (...lines: readonly string[]): Case["outputs"][number] => [
  `exec -n shop ${podName} -- env`,
  rows("PATH=/usr/local/bin:/usr/bin", `HOSTNAME=${podName}`, ...lines),
];
const proxy = "HTTP_PROXY=http://px.example.com:3128";
const failing = (url: string): Case["outputs"][number] => [
  `logs ${podName} -n shop`,
  rows(
    "level=info msg=started",
    ...["1", "2", "3"].map((number) => `level=error n=${number} msg="GET ${url} failed with status code 503"`),
  ),
];
const called = (url: string, ...headers: readonly string[]): Case["outputs"][number] => [
  `exec -n shop ${podName} -- curl -sSI ${url}`,
  rows("HTTP/1.1 503 Service Unavailable", ...headers, "Content-Length: 3822"),
];

const broken = (...lines: readonly string[]): Case["outputs"][number] => [
  `logs ${podName} -n shop`,
  rows("level=info msg=started", ...lines),
];

const stats = (of: (hour: number) => string, ...end: readonly string[]): Case["outputs"][number] => [
  `logs ${podName} -n shop --previous`,
  rows(
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((hour) => `2026-03-17T0${hour}:00:00Z level=info msg=stats ${of(hour)}`),
    ...end,
  ),
];
const users = [410, 380, 330, 290, 450, 720, 950, 1010, 800, 480];
const heapEnd = "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory";
const crashing: Case["outputs"][number] = [
  "get pods -n shop",
  rows(
    "NAME                   READY   STATUS             RESTARTS      AGE",
    `${podName}   0/1     CrashLoopBackOff   7 (3m ago)    6d`,
  ),
];

/** What the environment of a process, or what it holds over time, brings about. */
export const runtimeSettingCases: readonly Case[] = [
  {
    name: "an internal call that the proxy gets",
    outputs: [
      running,
      failing("http://stock.shop.svc/v1/items"),
      environment(proxy, "NO_PROXY=localhost,.example.com"),
      called("http://stock.shop.svc/v1/items", "X-Squid-Error: ERR_DNS_FAIL 0"),
    ],
    roots: ["internal-call-through-proxy"],
    says: /sends its calls to stock\.shop\.svc to the proxy instead of the Service itself: HTTP_PROXY=http:\/\/px\.example\.com:3128 is set, and NO_PROXY has only localhost,\.example\.com, which does not cover stock\.shop\.svc.*ERR_DNS_FAIL/,
  },
  {
    name: "an internal call of a JVM that the proxy gets",
    outputs: [
      running,
      failing("http://stock.shop.svc.cluster.local/v1/items"),
      environment('JAVA_TOOL_OPTIONS=-Dhttp.proxyHost=px.example.com -Dhttp.nonProxyHosts="localhost|*.example.com"'),
    ],
    roots: ["internal-call-through-proxy"],
    says: /http\.nonProxyHosts has only localhost\|\*\.example\.com/,
  },
  {
    name: "an address of the cluster that no range excepts",
    outputs: [
      running,
      broken('level=error msg="Get \\"http://10.96.90.77/v1\\": proxyconnect tcp: i/o timeout"'),
      environment("https_proxy=http://px.example.com:3128", "no_proxy=10.244.0.0/16"),
    ],
    roots: ["internal-call-through-proxy"],
  },
  {
    name: "near miss: the suffix is excepted, and the Service itself answers so",
    outputs: [
      running,
      failing("http://stock.shop.svc/v1/items"),
      environment(proxy, "NO_PROXY=localhost,.svc,.cluster.local"),
    ],
    roots: [],
    notes: ["gateway-failing"],
  },
  {
    name: "near miss: a host outside is to be called through the proxy",
    outputs: [
      running,
      failing("http://api.partner.example/v1/items"),
      environment(proxy, "NO_PROXY=localhost"),
      called("http://api.partner.example/v1/items", "X-Squid-Error: ERR_DNS_FAIL 0"),
    ],
    roots: [],
    notes: ["gateway-failing"],
  },
  {
    name: "a locale without UTF-8",
    outputs: [
      broken(
        "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 3: ordinal not in range(128)",
      ),
      environment("LC_ALL=POSIX", "PYTHONIOENCODING=ascii"),
    ],
    roots: ["characters-not-encodable"],
    says: /its environment sets LC_ALL=POSIX, PYTHONIOENCODING=ascii, so that it does not read and write text as UTF-8/,
  },
  {
    name: "no locale at all",
    outputs: [broken("ERROR ArgumentError: invalid byte sequence in US-ASCII"), environment("RACK_ENV=production")],
    roots: ["characters-not-encodable"],
    says: /its environment sets neither LANG nor LC_ALL, so that the locale is C/,
  },
  {
    name: "the command locale shows POSIX",
    outputs: [
      broken(
        "ERROR java.nio.file.InvalidPathException: Malformed input or input contains unmappable characters: /data/a",
      ),
      [`exec ${podName} -n shop -- locale`, rows("LANG=", 'LC_CTYPE="POSIX"', "LC_ALL=")],
    ],
    roots: ["characters-not-encodable"],
    says: /its environment sets LC_CTYPE=POSIX/,
  },
  {
    name: "near miss: the locale is UTF-8, and the code itself encodes as ASCII",
    outputs: [
      broken(
        "UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 3: ordinal not in range(128)",
      ),
      environment("LANG=C.UTF-8"),
    ],
    roots: ["characters-not-encodable"],
    says: /^(?!.*its environment sets)/,
  },
  {
    name: "listeners that only grow until the heap is exhausted",
    outputs: [
      crashing,
      stats((hour) => `heapUsedMB=${96 + hour * 90} users=${users[hour]} listeners=${1000 + hour * 18_000}`, heapEnd),
    ],
    roots: ["memory-leak"],
    symptoms: ["application-out-of-memory"],
    says: /has a memory leak: the number of listeners in its log only grows \(1000 → 163000\) while that of users goes up and down \(290–1010\), and heapUsedMB grows all the time \(96 → 906\) until its heap is exhausted/,
  },
  {
    name: "goroutines that only grow, before the end",
    outputs: [
      stats((hour) => `heap_alloc=${96 + hour * 90}MiB active_requests=${users[hour]} goroutines=${500 + hour * 700}`),
    ],
    roots: ["memory-leak"],
  },
  {
    name: "each full collection leaves more, while the load goes up and down",
    outputs: [
      stats(
        (hour) =>
          `requests=${users[hour]}\n[gc] GC(${hour}) Pause Full (G1 Compaction Pause) 950M->${200 + hour * 80}M(1024M) 300.1ms`,
        'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
      ),
    ],
    roots: ["memory-leak"],
    says: /what is left after a full garbage collection grows all the time \(200 → 920\) while the number of requests goes up and down/,
  },
  {
    name: "near miss: within minutes a program loads more than it may hold",
    outputs: [
      crashing,
      [
        `logs ${podName} -n shop --previous`,
        rows(
          ...[0, 1, 2, 3, 4, 5].map(
            (minute) =>
              `2026-03-17T00:0${minute}:00Z level=info heapUsedMB=${96 + minute * 90} entries=${minute * 9000}`,
          ),
          heapEnd,
        ),
      ],
    ],
    roots: ["application-out-of-memory"],
  },
  {
    name: "near miss: more is held because there is more to do",
    outputs: [
      crashing,
      stats(
        (hour) => `heapUsedMB=${96 + hour * 90} users=${400 + hour * 300} listeners=${1000 + hour * 18_000}`,
        heapEnd,
      ),
    ],
    roots: ["application-out-of-memory"],
  },
  {
    name: "near miss: requests are counted, and a cache fills and stays full",
    outputs: [
      stats(
        (hour) =>
          `rss_mb=${Math.min(400, 100 + hour * 80)} users=${users[hour]} cache_entries=${Math.min(5000, 100 + hour * 1000)} requests_total=${hour * 9000}`,
      ),
    ],
    roots: [],
  },
];
