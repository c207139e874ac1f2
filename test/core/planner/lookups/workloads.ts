import { placed } from "./nodes.ts";
import type { Rows } from "./rows.ts";

/** Owners and autoscalers of pods, and how pods differ. */

const hpa = `NAMESPACE   NAME   REFERENCE        TARGETS        MINPODS   MAXPODS   REPLICAS   AGE
shop        web    Deployment/web   cpu: 90%/70%   2         4         4          9d
`;
const made = [
  'shop\tweb-1\told1\tweb:1\t{"a":1}\tdefault\tBurstable',
  'shop\tweb-2\tnew1\tweb:2\t{"a":1}\tdefault\tBurstable',
].join("\n");
const owners = [
  "Pod\tshop\tweb-6d9f676d48-x7k2p\tReplicaSet web-6d9f676d48",
  "Pod\tshop\tweb-6d9f676d48-7mwxt\tReplicaSet web-6d9f676d48",
  "Pod\tdata\tdb-0\tStatefulSet db",
].join("\n");
const deployments = `NAMESPACE   NAME   READY   UP-TO-DATE   AVAILABLE   AGE
shop        web    1/1     1            1           5d
shop        api    1/1     1            1           5d
`;

const none = JSON.stringify({ kind: "List", items: [] });
const catalog = (name: string, namespace: string, image: string, replicas: number, ready: number) =>
  JSON.stringify({
    kind: "List",
    items: [
      {
        kind: "Deployment",
        metadata: { name, namespace },
        spec: {
          replicas,
          template: { spec: { containers: [{ name, image, env: [{ name: "MODE", value: "live" }] }] } },
        },
        status: { readyReplicas: ready },
      },
    ],
  });
const places = "NAME         STATUS   AGE\nproduction   Active   9d\nshop         Active   9d\n";
const [inShop, inProduction] = [
  catalog("catalog", "shop", "reg/catalog:1", 3, 3),
  catalog("catalog", "production", "reg/catalog:2", 5, 4),
];

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["compare catalog in shop and production", [[/get namespaces/, places], [/-n shop/, inShop], [/-n production/, inProduction]], /^Between shop\/catalog and production\/catalog of Deployment 2 things differ: replicas 3 → 5; image 1 → 2 \(reg\/catalog\)\. The rest is the same\. Now shop\/catalog \(3 of 3 ready\), production\/catalog \(4 of 5 ready\)/],
  ["is catalog the same in shop and production?", [[/get namespaces/, places], [/-n shop/, inShop], [/-n production/, none]], /^They cannot be compared: in shop there is Deployment shop\/catalog \(3 of 3 ready\); in production nothing is called catalog/],
  ["how does catalog differ between shop and staging?", [[/get namespaces/, places], [/-n shop/, inShop], [/-n staging/, none]], /there is no namespace staging/],
  ["compare cart and catalog in shop", [[/get namespaces/, places], [/=cart/, catalog("cart", "shop", "reg/cart:1", 3, 3)], [/=catalog/, inShop]], /^Between shop\/cart and shop\/catalog of Deployment one thing differs: image reg\/cart:1 → reg\/catalog:1/],
  ["does web have an hpa?", [[/-A/, hpa]], /^HorizontalPodAutoscaler shop\/web .* holds it at 4, which is its maximum/],
  ["does catalog have an hpa?", [[/-A/, hpa]], /^No: none of the 1 autoscalers/],
  ["how many pods per owner?", [[/get pods/, owners]], /: Deployment shop\/web 2 and StatefulSet data\/db 1/],
  ["what is the difference between the pods of web?", [[/wide/, placed], [/jsonpath/, made]], /^The 2 pods of web in shop differ in status .*revision \(web-1: old1; web-2: new1\).*image/],
  ["which deployments have no hpa?", [[/deployments/, deployments], [/hpa/, "NAMESPACE   NAME   REFERENCE        TARGETS   MINPODS   MAXPODS   REPLICAS   AGE\nshop        web    Deployment/web   cpu: 1%   2         4         4          9d\n"]], /^1 of 2 deployments .* has no autoscaler: shop\/api/],
];

export const workloadsRows: Rows = {
  looked,
};
