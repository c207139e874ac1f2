import type { Prints } from "./answered.ts";
import { ingresses, nodeEvents, nodes, pods, served, state, urgent } from "./ink.ts";
import type { Rows } from "./rows.ts";

/** What is most urgent, and what users notice. */

const quota = (used: string) => `NAMESPACE   NAME    REQUEST        LIMIT                           AGE
shop        quota   pods: 5/60     limits.memory: ${used}/12800Mi   9d
`;
const top =
  "NAMESPACE   NAME    CPU(cores)   MEMORY(bytes)\nshop        web-1   10m          250Mi\nshop        web-2   10m          100Mi\n";
const caps = 'Pod\tshop\tweb-1\t\tapp={"memory":"256Mi"}\nPod\tshop\tweb-2\t\tapp={"memory":"256Mi"}\n';
const scaled = `NAMESPACE   NAME   REFERENCE        TARGETS         MINPODS   MAXPODS   REPLICAS   AGE
shop        web    Deployment/web   cpu: 190%/70%   2         4         4          9d
`;
const noKind = 'Error: the server doesn\'t have a resource type "certificates"';
const calm: Prints = [
  [/certificates/, noKind],
  [/quotas/, quota("400Mi")],
  [/hpa/, scaled.replace("4          9d", "2          9d")],
  [/top/, "NAMESPACE   NAME    CPU(cores)   MEMORY(bytes)\n"],
  [/jsonpath/, caps],
  [/./, "No resources found\n"],
];
const tight: Prints = [[/quotas/, quota("12416Mi")], [/hpa/, scaled], [/top/, top], ...calm];

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["is anything about to expire or run full?", tight, /^Yes, nearest to its end or limit: ResourceQuota shop\/quota has 97% of limits\.memory used \(12416Mi of 12800Mi\)\. 2 more below\. Not read: Certificates\..*Pod shop\/web-1 uses 98% of its memory limit.*HorizontalPodAutoscaler shop\/web is at its maximum of 4 replicas/s],
  ["what will break next?", tight, /^Nearest to breaking: ResourceQuota shop\/quota/],
  ["what could fail next in data?", tight, /^Nothing that was looked at is near its end or limit in data/],
  ["is anything about to run out?", calm, /^Nothing that was looked at is near its end or limit: .*\. Not read: Certificates\. How full volumes are/],
];

export const impactRows: Rows = {
  looked,
  told: [
    [
      "what is the most urgent problem?",
      urgent,
      /^The most urgent is Deployment books\/ink: 0 of 1 replicas is ready; users reach it through Ingress books\/front at books\.example\/ink\. The cause: .*OOMKilled.*Node n-2.*Deployment books\/web: all 1 replicas are ready, but/s,
      "cause-found",
    ],
    [
      "the site is down",
      urgent,
      /^1 of the 2 Services that users reach fails; the others answer\. Deployment books\/ink: 0 of 1 replicas is ready.*The cause: .*OOMKilled/,
      "cause-found",
    ],
    [
      "is ink user facing?",
      [served, ingresses],
      /^Yes, users are hit: Deployment books\/ink: 0 of 1 .* at books\.example\/ink, and those requests fail/,
    ],
    [
      "is web still serving?",
      [served, ingresses],
      /^Yes: Deployment books\/web: 1 of 1 replicas is ready.*Users reach it through Ingress/,
    ],
    [
      "is store user facing",
      [served, ingresses],
      /^Not directly: StatefulSet vault\/store: 1 of 1 .*No Ingress leads to it/,
    ],
    [
      "summarise the state of namespace books",
      state,
      /^1 of 2 workloads in books is not well|^2 of 2 workloads in books are not well: ink \(0\/1\), web \(new pod ImagePullBackOff\)\. 3 pods, 2 of them failing/,
    ],
  ],
  goesOnTo: [
    [
      "what is the most urgent problem?",
      [pods, served, ingresses, nodes, nodeEvents],
      "kubectl describe pod ink-5b9f7c6d5c-7mwxt -n books",
    ],
  ],
};
