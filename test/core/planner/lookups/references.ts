import type { Output } from "../situations.ts";
import type { Rows } from "./rows.ts";

/** Who uses what, and what is unused or missing. */

const config: Output = [
  "kubectl get configmaps -A",
  "NAMESPACE   NAME        DATA   AGE\nbooks       tax-rates   1      50m\nbooks       idle        1      50m\n",
];
const readers: readonly Output[] = [
  [
    "kubectl get deployments -A -o yaml",
    `apiVersion: v1
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: ledger
    namespace: books
  spec:
    template:
      metadata:
        labels:
          app: ledger
      spec:
        containers:
        - name: app
          env:
          - name: STORE_URL
            value: postgres://store.vault.svc:5432/books
          envFrom:
          - configMapRef:
              name: tax-rates
kind: List
`,
  ],
  ["kubectl get statefulsets,daemonsets -A -o yaml", "apiVersion: v1\nitems: []\nkind: List\n"],
  ["kubectl get cronjobs -A -o yaml", "apiVersion: v1\nitems: []\nkind: List\n"],
];
const reached: readonly Output[] = [
  [
    "kubectl get services -A -o wide",
    "NAMESPACE   NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE   SELECTOR\nvault       store   ClusterIP   10.1.2.3     <none>        5432/TCP   9d    app=store\n",
  ],
  ...readers,
  ["kubectl get configmaps -A -o yaml", "apiVersion: v1\nitems: []\nkind: List\n"],
  ["kubectl get ingresses -A -o yaml", "apiVersion: v1\nitems: []\nkind: List\n"],
];
const references = "Deployment\tshop\tweb\tweb-key  \nPod\tshop\tweb-1\tweb-key  \n";
const secret = "NAMESPACE   NAME      TYPE     DATA   AGE\nshop        web-key   Opaque   1      5d\n";
const secrets = `${secret}shop        old-key   Opaque   1      9d\n`;
const missing = 'Error from server (NotFound): secrets "old-key" not found';
const wanting = "Deployment\tshop\tweb\told-key  \nPod\tshop\tweb-1\told-key  \n";

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["does anything use the secret web-key?", [[/get secrets/, secret], [/jsonpath/, references]], /^Secret "web-key" \(in shop\) is used by Deployment shop\/web\./],
  ["does anything in shop use the secret web-key?", [[/get secrets -n shop/, "NAME      TYPE     DATA   AGE\nweb-key   Opaque   1      5d\n"], [/jsonpath/, references]], /^Secret "web-key" \(in shop\) is used by Deployment shop\/web\./],
  ["which secrets are unused?", [[/get secrets/, secrets], [/jsonpath/, references]], /^1 of 2 secrets .* shop\/old-key/],
  ["which priority classes are unused?", [[/get priorityclasses$/, "NAME   VALUE   GLOBAL-DEFAULT   AGE\nhigh   1000    false            9d\nlow    10      false            9d\n"], [/ -A .*jsonpath/, "Deployment\tshop\tweb\thigh\n"]], /^1 of 2 priorityclasses .*: low\./],
  ["is the secret old-key missing?", [[/get secret old-key/, missing], [/get secrets/, secret], [/jsonpath/, wanting]], /^Yes: there is no Secret "old-key" in any namespace\. It is wanted by Deployment shop\/web\./],
  ["is the secret web-key missing?", [[/get secret web-key/, missing], [/get secrets/, secret]], /^No: Secret shop\/web-key \(type Opaque, data 1, age 5d\) is there/],
  ["does the secret web-kye exist?", [[/get secret web-kye/, missing], [/get secrets/, secret]], /^No: there is no Secret "web-kye".*Nothing refers to it\. There is shop\/web-key/],
  ["what keys does the secret web-key have?", [[/get secrets/, secret], [/describe secret/, "Name:         web-key\n\nData\n====\ntoken:  9 bytes\n"]], /^Secret shop\/web-key has the key token\./],
  ["is the key salt in the secret web-key?", [[/get secrets/, secret], [/describe secret/, "Name:         web-key\n\nData\n====\ntoken:  9 bytes\n"]], /^No: the key salt is not there/],
  ["what is the value of HOST in web-config?", [[/configmaps/, JSON.stringify({ items: [{ metadata: { namespace: "shop" }, data: { HOST: "db.data" } }] })]], /^ConfigMap shop\/web-config sets HOST to db\.data/],
];

export const referencesRows: Rows = {
  told: [
    [
      "can I safely delete configmap tax-rates",
      [config, ...readers],
      /^No, it is in use: ConfigMap books\/tax-rates is read by Deployment books\/ledger/,
    ],
    [
      "is the configmap idle still needed",
      [config, ...readers],
      /^No: no workload that was read uses ConfigMap books\/idle/,
    ],
    [
      "what depends on store",
      reached,
      /^Deployment books\/ledger is set to use vault\/store\..*STORE_URL is postgres:\/\/store\.vault\.svc/s,
    ],
    [
      "if I delete the configmap tax-rates what happens",
      [config, ...readers],
      /^ConfigMap books\/tax-rates is read by Deployment books\/ledger\. Without it new pods do not start/,
    ],
  ],
  looked,
};
