import { ingresses, nodeEvents, nodes, pods, served, state, urgent } from "./ink.ts";
import type { Rows } from "./rows.ts";

/** What is most urgent, and what users notice. */

export const impactRows: Rows = {
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
