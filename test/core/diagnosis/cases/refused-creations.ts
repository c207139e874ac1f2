import type { Case } from "../case.ts";
import { listedWarning } from "../printed.ts";

const refused = (name: string, code: string, message: string, says?: RegExp): Case => ({
  name,
  outputs: [
    ["get deploy -n shop", "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    0/3     0            0           5m\n"],
    listedWarning("replicaset", "web-6d4b75cb6d", "FailedCreate", message),
  ],
  roots: [code],
  symptoms: ["deployment-unavailable"],
  ...(says ? { says } : {}),
});

/** Pods that the API server does not let a controller create. */
export const refusedCreationCases: readonly Case[] = [
  refused(
    "a quota without room",
    "quota-exceeded",
    'Error creating: pods "web-6d4b75cb6d-x2k4p" is forbidden: exceeded quota: shop, requested: limits.memory=1Gi, used: limits.memory=12Gi, limited: limits.memory=12Gi',
    /ResourceQuota shop is exceeded \(requested limits.memory=1Gi, used limits.memory=12Gi, limited to limits.memory=12Gi\)/,
  ),
  refused(
    "a quota that demands requests",
    "quota-exceeded",
    'Error creating: pods "web-6d4b75cb6d-x2k4p" is forbidden: failed quota: shop: must specify requests.cpu for: app',
    /demands that its containers specify requests.cpu/,
  ),
  refused(
    "a limit range",
    "limit-range-refuses",
    'Error creating: pods "web-6d4b75cb6d-x2k4p" is forbidden: maximum memory usage per Container is 512Mi, but limit is 1Gi',
  ),
  refused(
    "pod security",
    "pod-security-refuses",
    'Error creating: pods "web-6d4b75cb6d-x2k4p" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "app" must set securityContext.allowPrivilegeEscalation=false)',
    /violates PodSecurity "restricted:latest"/,
  ),
  refused(
    "a webhook whose Service is gone",
    "webhook-unreachable",
    'Error creating: Internal error occurred: failed calling webhook "policy.example.com": failed to call webhook: Post "https://policy.guard.svc:443/validate?timeout=5s": dial tcp: lookup policy.guard.svc: no such host',
    /webhook "policy.example.com" cannot be called, failed \(policy.guard.svc: no such host\)/,
  ),
  refused(
    "a webhook that says no",
    "webhook-refuses",
    'Error creating: admission webhook "policy.example.com" denied the request: label team is required',
    /label team is required/,
  ),
  refused(
    "a service account that does not exist",
    "service-account-missing",
    'Error creating: pods "web-6d4b75cb6d-" is forbidden: error looking up service account shop/web: serviceaccount "web" not found',
  ),
  refused(
    "a priority class that does not exist",
    "priority-class-missing",
    'Error creating: pods "web-6d4b75cb6d-" is forbidden: no PriorityClass with name gold was found',
  ),
  refused(
    "a refusal that no rule knows",
    "creation-forbidden",
    'Error creating: pods "web-6d4b75cb6d-" is forbidden: it is Sunday',
  ),
  {
    name: "a refusal that is over accuses nobody",
    outputs: [
      [
        "get rs -n shop",
        "NAME             DESIRED   CURRENT   READY   AGE\nweb-6d4b75cb6d   3         3         3       5m\n",
      ],
      listedWarning(
        "replicaset",
        "web-6d4b75cb6d",
        "FailedCreate",
        'Error creating: pods "web-6d4b75cb6d-x2k4p" is forbidden: exceeded quota: shop, requested: pods=1, used: pods=10, limited: pods=10',
      ),
    ],
    roots: [],
  },
];
