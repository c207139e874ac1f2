import type { Case } from "../case.ts";
import { rows } from "../manifests.ts";
import { podName } from "../printed.ts";

type Output = Case["outputs"][number];

/** A pod whose container crashes again and again, in the list of pods. */
export const crashing: Output = [
  "get pods -n shop",
  rows(
    "NAME                   READY   STATUS             RESTARTS      AGE",
    `${podName}   0/1     CrashLoopBackOff   7 (3m ago)   14m`,
  ),
];

/** What is found in that row alone. */
export const symptoms = ["crash-loop"];

/** What the container wrote before it ended. */
export const logged = (...lines: readonly string[]): Output => [`logs ${podName} -n shop --previous`, rows(...lines)];

/** The Deployment of that pod: what its container has besides name and image, and its volumes. */
export const template = (container: string, volumes = ""): Output => [
  "get deploy web -n shop -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    spec:
      containers:
      - name: app
        image: registry.example.com/shop/web:2
${container}${volumes === "" ? "" : `      volumes:\n${volumes}`}`,
];
