import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "address-announced-by-another";
const withdrawn = (service: string, address: string) =>
  `{"caller":"main.go:420","event":"serviceWithdrawn","ips":["${address}"],"level":"info","msg":"withdrawing service announcement","pool":"lab","protocol":"layer2","reason":"notOwner","service":"${service}","ts":"2026-03-02T07:10:02Z"}`;
const announced = (service: string, address: string) =>
  `{"caller":"main.go:372","event":"serviceAnnounced","ips":["${address}"],"level":"info","msg":"service has IP, announcing","pool":"lab","protocol":"layer2","service":"${service}","ts":"2026-03-02T07:10:02Z"}`;
const speaker: Output = [
  "kubectl logs -n metallb-system speaker-k2x9d",
  `${withdrawn("web/front", "10.9.0.20")}\n${withdrawn("mail/relay", "10.9.0.21")}\n`,
];
const statuses = (...rows: readonly string[]): Output => [
  "kubectl get servicel2statuses -n metallb-system",
  `NAME       ALLOCATED NODE   SERVICE NAME   SERVICE NAMESPACE
${rows.join("\n")}
`,
];
const front = "l2-aaaaa   rack-1           front          web";
const relay = "l2-bbbbb   rack-2           relay          mail";
const asked = "the metallb speaker withdraws all services with notOwner, why does it not announce them?";
const row = (name: string, outputs: readonly Output[], says?: RegExp, question = asked): Row => ({
  code,
  name,
  question,
  outputs,
  ...(says === undefined ? {} : { says }),
});

/** A speaker that leaves an address to another one, and addresses that nobody announces. */
export const announcers: readonly Row[] = [
  row(
    "each is announced from another node",
    [speaker, statuses(front, relay)],
    /as it should: .*web\/front from node rack-1, mail\/relay from node rack-2/,
  ),
  row(
    "another speaker says so",
    [
      speaker,
      [
        "kubectl logs -n metallb-system speaker-z7mq4",
        `${announced("web/front", "10.9.0.20")}\n${announced("mail/relay", "10.9.0.21")}\n`,
      ],
    ],
    /web\/front from speaker-z7mq4/,
  ),
  row(
    "events of the Services say so, in the older form of a log",
    [
      [
        "kubectl logs -n metallb-system speaker-k2x9d",
        `caller=main.go:292 event=serviceWithdrawn ip=10.9.0.20 msg="withdrawing service announcement" pool=lab protocol=layer2 reason=notOwner service=web/front ts=2026-03-02T07:10:02Z
`,
      ],
      [
        "kubectl get events -n web",
        `LAST SEEN   TYPE     REASON         OBJECT          MESSAGE
9m          Normal   nodeAssigned   service/front   announcing from node "rack-1" with protocol "layer2"
`,
      ],
    ],
    /web\/front from node rack-1 is announced/,
    "is speaker-k2x9d broken? it says withdrawing service announcement, notOwner",
  ),
  row("nobody announces one of them", [speaker, statuses(front)]),
  row("all speakers withdraw it", [speaker, [speaker[0].replace("k2x9d", "z7mq4"), speaker[1]]]),
  row("the node that should announce is not ready", [
    speaker,
    statuses(front, relay),
    [
      "kubectl get nodes",
      `NAME     STATUS     ROLES    AGE   VERSION
rack-1   NotReady   <none>   90d   v1.31.4
rack-2   Ready      <none>   90d   v1.31.4
rack-3   Ready      <none>   90d   v1.31.4
`,
    ],
  ]),
  row("a Service has no address", [
    speaker,
    statuses(front, relay),
    [
      "kubectl get svc -n mail",
      `NAME    TYPE           CLUSTER-IP    EXTERNAL-IP   PORT(S)        AGE
relay   LoadBalancer   10.43.8.201   <pending>     25:31025/TCP   8d
`,
    ],
  ]),
  row(
    "callers do not come through",
    [speaker, statuses(front, relay)],
    undefined,
    "10.9.0.20 is unreachable from the office, the metallb speaker says notOwner. why?",
  ),
];
