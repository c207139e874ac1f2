import type { Case } from "../case.ts";
import { api, clock, lines, pods, running } from "./slowness-printed.ts";

/** What messages, replicas, retries and pools bring about. */
export const slownessOfManyCases: readonly Case[] = [
  {
    name: "one message is delivered again and again",
    outputs: [
      pods([running(api)]),
      [
        `logs ${api} -n shop`,
        lines(
          6,
          (index) =>
            `{"level":"error","time":"${clock(index)}","msg":"handler failed, nack with requeue","queue":"thumbs.make","messageId":"a7c1-99","err":"unsupported image format"}`,
        ),
      ],
    ],
    roots: ["poison-message"],
    says: /poison message a7c1-99 of thumbs\.make; 6 times since 08:00:00\): handler failed, nack with requeue: unsupported image format/,
  },
  {
    name: "many messages fail, each for itself, is no poison message",
    outputs: [
      pods([running(api)]),
      [
        `logs ${api} -n shop`,
        lines(
          6,
          (index) =>
            `{"level":"error","time":"${clock(index)}","msg":"handler failed, nack with requeue","messageId":"a7c1-${index}","err":"unsupported image format"}`,
        ),
      ],
    ],
    roots: [],
    notes: ["application-error"],
  },
  {
    name: "one replica of another revision fails, the others do not",
    outputs: [
      pods([running("pay-58d4bcbf76-vj9wk", "22m"), running("pay-6b9c59c8f4-pl7xm"), running("pay-6b9c59c8f4-zz7xm")]),
      [
        "logs pay-58d4bcbf76-vj9wk -n shop",
        lines(8, (index) => `${clock(index)} ERROR charge failed: fee is null status=500`),
      ],
      ["logs pay-6b9c59c8f4-pl7xm -n shop", lines(8, (index) => `${clock(index)} INFO charge ok amount=12`)],
    ],
    roots: ["one-replica-fails"],
    says: /Only one of 3 replicas fails: Pod shop\/pay-58d4bcbf76-vj9wk \(of another revision than the others, 22m old, the others 9d\).*fee is null/,
  },
  {
    name: "a client repeats each call ten times and keeps the server overloaded",
    outputs: [
      pods([running(api), running("fraud-5d8f7c9b6-x2k9p")]),
      [
        `logs ${api} -n shop`,
        lines(
          30,
          (index) =>
            `${clock(index)} WARN client - POST http://fraud:8080/score -> 503, attempt ${(index % 10) + 1} of 10`,
        ),
      ],
      [
        "logs fraud-5d8f7c9b6-x2k9p -n shop",
        lines(6, (index) => `${clock(index)} WARN too many concurrent requests (limit 64), rejecting with 503`),
      ],
      ["set env deployment/api -n shop --list", "# Deployment api, container app\nFRAUD_MAX_RETRIES=10\n"],
    ],
    roots: ["retry-storm"],
    symptoms: ["workers-exhausted"],
    says: /retry storm: it repeats failed calls to fraud up to 10 times .*FRAUD_MAX_RETRIES=10; the retries multiply the load and keep Pod shop\/fraud/,
  },
  {
    name: "a proxy ends one kind of request with 504 after the same time",
    outputs: [
      pods([running("exporter-6d8b9c7f5-x2k9p")]),
      [
        "logs deployment/ingress-nginx-controller -n ingress-nginx",
        lines(
          5,
          (index) =>
            `10.2.0.${index} - - [03/Jun/2025:08:0${index}:11 +0000] "POST /api/export HTTP/1.1" 504 167 "-" "Mozilla" 812 60.00${index} [shop-exporter-80] [] 10.42.3.8:8080 0 60.000 504 abc\n10.2.0.9 - - [03/Jun/2025:08:0${index}:12 +0000] "GET /api/items HTTP/1.1" 200 167 "-" "Mozilla" 812 0.013 [shop-exporter-80] [] 10.42.3.8:8080 0 0.012 200 abc`,
        ),
      ],
    ],
    roots: ["proxy-gives-up"],
    says: /POST \/api\/export \(Service shop\/exporter\) ends with 504 after exactly 60 s each time \(5 lines.*\(proxy_read_timeout\) cuts it off/,
  },
  {
    name: "members of a store have errors of their own, that is no replica that fails alone",
    outputs: [
      pods([running("pg-0"), running("pg-1")]),
      ["logs pg-0 -n shop", lines(8, (index) => `${clock(index)} ERROR: relation carts_old is strange`)],
      ["logs pg-1 -n shop", lines(8, (index) => `${clock(index)} LOG: checkpoint complete`)],
    ],
    roots: [],
    notes: ["application-error"],
  },
  {
    name: "a server that is overloaded without retries",
    outputs: [
      pods([running("fraud-5d8f7c9b6-x2k9p")]),
      [
        "logs fraud-5d8f7c9b6-x2k9p -n shop",
        lines(6, (index) => `${clock(index)} WARN too many concurrent requests (limit 64), rejecting with 503`),
      ],
    ],
    roots: ["workers-exhausted"],
  },
  {
    name: "replicas times their pools are more than the database takes",
    outputs: [
      [
        "get deployment web -n shop",
        "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    30/30   30           30          300d\n",
      ],
      ["logs deployment/jobs -n shop", lines(3, () => "[error] 1040 (08004): Too many connections")],
      ["set env deployment/web -n shop --list", "# Deployment web, container app\nDB_POOL_SIZE=20\n"],
      ["exec -n shop mysql-0 -- mysql -e status", "max_connections\t500\n"],
    ],
    roots: ["too-many-connections"],
    says: /Deployment shop\/web alone wants 600: 30 replicas with a pool of 20 each \(DB_POOL_SIZE\), and the server takes 500/,
  },
  {
    name: "who leaks the connections of a pool of any name",
    outputs: [
      pods([running(api)]),
      [
        `logs ${api} -n shop`,
        `${clock(1)} WARN [TourPool housekeeper] c.z.h.p.ProxyLeakTask - Connection leak detection triggered for org.postgresql.jdbc.PgConnection@4f on thread report-2\n\tat com.zaxxer.hikari.HikariDataSource.getConnection(HikariDataSource.java:128)\n\tat com.tours.report.SeasonReport.collect(SeasonReport.java:77)\n${lines(3, (index) => `${clock(4 + index)} ERROR TourPool - Connection is not available, request timed out after 30000ms (total=10, active=10)`)}`,
      ],
    ],
    roots: ["too-many-connections"],
    says: /a connection leak is reported before it: SeasonReport\.collect takes connections/,
  },
];
