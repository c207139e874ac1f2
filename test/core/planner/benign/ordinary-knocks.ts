import type { Row } from "./cases.ts";
import { at, log, pods, times } from "./printed-logs.ts";

const code = "log-errors-ordinary";

/** Connections of load balancers, monitors and scanners that say nothing or ask for what is not there. */
export const ordinaryKnocks: readonly Row[] = [
  {
    code,
    name: "TLS handshakes of a load balancer's health check",
    question: "edge-7d9f in edge floods its log with 'TLS handshake error ... EOF'. Which client is broken?",
    outputs: [
      log(
        "edge-7d9f8c6b5-hh2kp",
        "edge",
        at(
          "10:00:00",
          5,
          times(
            10,
            "% http: TLS handshake error from 10.0.4.7:41212: EOF",
            "% http: TLS handshake error from 10.0.5.9:51713: EOF",
            "% level=info msg=served path=/v1/quotes status=200",
          ),
        ),
      ),
      pods("edge", "edge-7d9f8c6b5-hh2kp 1/1 Running 0 3d"),
    ],
    says: /20 × connections that open the port/,
  },
  {
    code,
    name: "clients that do not trust the certificate",
    question: "edge-7d9f in edge floods its log with 'TLS handshake error'. Is it broken?",
    outputs: [
      log(
        "edge-7d9f8c6b5-hh2kp",
        "edge",
        at(
          "10:00:00",
          5,
          times(
            10,
            "% http: TLS handshake error from 10.0.4.7:41212: remote error: tls: bad certificate",
            "% level=info msg=served path=/v1/quotes status=200",
          ),
        ),
      ),
      pods("edge", "edge-7d9f8c6b5-hh2kp 1/1 Running 0 3d"),
    ],
  },
  {
    code,
    name: "scanners of the internet",
    question: "Lots of 404 errors in the log of edge-7d9f8c6b5-hh2kp (edge). Are we hacked or is the site down?",
    outputs: [
      log(
        "edge-7d9f8c6b5-hh2kp",
        "edge",
        at(
          "10:00:00",
          5,
          times(
            10,
            '% [error] open() "/usr/share/nginx/html/wp-login.php" failed (2: No such file or directory), client: 193.32.1.9',
            '% 81.2.3.4 "GET /catalog HTTP/1.1" 200 5123',
            '% 81.2.3.5 "GET /.env HTTP/1.1" 404 153',
            '% 81.2.3.6 "GET / HTTP/1.1" 200 900',
          ),
        ),
      ),
      pods("edge", "edge-7d9f8c6b5-hh2kp 1/1 Running 0 3d"),
    ],
    says: /scanners/,
  },
  {
    code,
    name: "broker whose load balancer knocks and goes, and a queue that runs full",
    question: "mq-0 in mq logs 'closed unexpectedly before handshake' all the time, is it broken?",
    outputs: [
      log("mq-0", "mq", [
        ...at(
          "10:00:00",
          5,
          times(
            9,
            "% [info] <0.1.0> accepting AMQP connection 10.0.0.5:4444 -> 10.1.1.1:5672",
            "% [error] <0.1.0> closing AMQP connection <0.1.0> (10.0.0.5:4444 -> 10.1.1.1:5672): connection closed unexpectedly before handshake",
          ),
        ),
        ...at("10:05:00", 5, times(2, "% [error] <0.9.0> disk resource limit alarm set, publishers blocked")),
      ]),
      pods("mq", "mq-0 1/1 Running 0 3d"),
    ],
  },
];
