import type { Case } from "../case.ts";

const error = (name: string, command: string, text: string, code: string, says?: RegExp): Case => ({
  name,
  outputs: [[command, `${text}\n`]],
  roots: [code],
  ...(says ? { says } : {}),
});

/** Errors that kubectl prints, of reads and of changes. */
export const kubectlErrorCases: readonly Case[] = [
  error(
    "a permission that is missing",
    "get secrets -A",
    'Error from server (Forbidden): secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" at the cluster scope',
    "forbidden",
    /user "jane" has no permission: it cannot list secrets in the whole cluster/,
  ),
  error(
    "a permission in one namespace",
    "get pods -n pay",
    'Error from server (Forbidden): pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "pay"',
    "forbidden",
    /in namespace pay/,
  ),
  error(
    "an object that does not exist",
    "get svc cart -n shop",
    'Error from server (NotFound): services "cart" not found',
    "not-found",
    /Service shop\/cart does not exist/,
  ),
  {
    name: "a workload's name asked for as a pod is a slip",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS    RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   1/1     Running   0          5d\n",
      ],
      ["logs web -n shop", 'Error from server (NotFound): pods "web" not found\n'],
    ],
    roots: [],
    notes: ["not-found"],
  },
  error(
    "a kind that is not installed",
    "get scaledobjects -n shop",
    'error: the server doesn\'t have a resource type "scaledobjects"',
    "kind-not-installed",
    /KEDA is not installed/,
  ),
  error(
    "credentials that are not accepted",
    "get pods",
    "error: You must be logged in to the server (Unauthorized)",
    "unauthorized",
  ),
  error(
    "a credential plugin of a version that is gone",
    "get pods",
    'error: exec plugin: invalid apiVersion "client.authentication.k8s.io/v1alpha1"',
    "credential-plugin-failing",
    /v1alpha1/,
  ),
  error(
    "a credential plugin that is not installed",
    "get pods",
    "Unable to connect to the server: getting credentials: exec: executable kubelogin not found",
    "credential-plugin-failing",
    /kubelogin/,
  ),
  error(
    "no kubeconfig at all",
    "get pods",
    "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
    "api-server-unreachable",
    /without a kubeconfig/,
  ),
  error(
    "an API server that refuses",
    "get pods",
    "The connection to the server 10.0.0.10:6443 was refused - did you specify the right host or port?",
    "api-server-unreachable",
    /connection refused/,
  ),
  {
    name: "no metrics",
    outputs: [["top nodes", "error: Metrics API not available\n"]],
    roots: [],
    notes: ["metrics-unavailable"],
  },
  {
    name: "near miss: metrics that came since",
    outputs: [
      ["top nodes", "error: Metrics API not available\n"],
      [
        "get apiservice v1beta1.metrics.k8s.io",
        "NAME                     SERVICE                      AVAILABLE   AGE\nv1beta1.metrics.k8s.io   kube-system/metrics-server   True        20d\n",
      ],
    ],
    roots: [],
  },
  error("no kubectl", "get pods", "bash: kubectl: command not found", "kubectl-absent"),
  error(
    "a change that a webhook denies",
    "apply -f web.yaml",
    'Error from server: error when creating "web.yaml": admission webhook "policy.example.com" denied the request: label team is required',
    "webhook-refuses",
    /label team is required/,
  ),
  error(
    "a change that a policy of the API server denies",
    "apply -f web.yaml",
    "The deployments \"web\" is invalid: : ValidatingAdmissionPolicy 'few.example.com' with binding 'few' denied request: at most 5 replicas",
    "change-denied",
    /at most 5 replicas/,
  ),
  error(
    "a webhook that cannot be called, with its message broken over lines",
    "apply -f web.yaml",
    `Error from server (InternalError): error when creating "web.yaml": Internal error occurred: failed calling
    webhook "policy.example.com": failed to call webhook: Post
    "https://policy.guard.svc:443/validate?timeout=10s": dial tcp 10.96.4.7:443: connect: connection refused`,
    "webhook-unreachable",
    /policy.guard.svc: connection refused/,
  ),
  error(
    "a conversion webhook that cannot be called",
    "get widgets",
    'Error from server: conversion webhook for example.com/v1beta1, Kind=Widget failed: Post "https://conv.ops.svc:443/convert?timeout=30s": dial tcp 10.96.0.7:443: connect: connection refused',
    "conversion-webhook-failing",
    /Widget .*cannot be called/,
  ),
  error(
    "a selector that nobody may change",
    "apply -f web.yaml",
    'The Deployment "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"web2"}}: field is immutable',
    "field-immutable",
    /spec.selector is immutable/,
  ),
  error(
    "a claim that may not grow",
    "apply -f pvc.yaml",
    'persistentvolumeclaims "data" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize'.replace(
      /^/,
      "Error from server (Forbidden): ",
    ),
    "field-immutable",
  ),
  error(
    "a manifest with a field that does not exist",
    "apply -f web.yaml",
    'Error from server (BadRequest): error when creating "web.yaml": Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.template.spec.containers[0].imagePullPolice"',
    "manifest-invalid",
    /unknown field/,
  ),
  error(
    "an API server that is asked too often",
    "get pods",
    "Error from server (TooManyRequests): the server has received too many requests and has asked us to try again later",
    "api-server-refuses",
  ),
];
