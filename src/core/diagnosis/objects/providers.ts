import type { Finding } from "../finding.ts";

type Provider = {
  readonly name: RegExp;
  readonly brings: ReadonlySet<string>;
  /** The objects that suffer; any where it is left out. */
  readonly of?: RegExp;
  /** The namespace of the part; applications run an etcd of their own. */
  readonly space?: RegExp;
  /** Only what stops the part altogether. */
  readonly isGrave?: true;
};

const codes = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** What runs on the API server, and ends or hangs with it. */
const controlPlane = /^(?:kube-(?:apiserver|controller-manager|scheduler)|cloud-controller-manager|API server$)/;

const system = /^(?:kube-system|openshift-(?:etcd|kube-apiserver))$/;

const systems = /^(?:kube-system|openshift-kube-scheduler)$/;

const failures =
  "crash-loop container-exits container-killed frequent-restarts liveness-probe-failing readiness-probe-failing startup-probe-failing call-timed-out dependency-unreachable connection-broken application-error pod-not-ready etcd-failing etcd-space-exceeded leader-election-lost api-server-refuses api-server-unreachable uncaught-exception";

/** What a part of the platform brings about elsewhere when it does not work, by what it is called everywhere. */
const providers: readonly Provider[] = [
  {
    name: /^(?:metrics-server|prometheus-adapter|keda-operator-metrics)/,
    brings: codes("autoscaler-without-metrics metrics-unavailable api-service-unavailable"),
  },
  { name: /^etcd(?:-|$)/, space: system, brings: codes(failures), of: controlPlane },
  {
    name: /^(?:etcd|kube-apiserver)(?:-|$)/,
    space: system,
    brings: codes("leader-election-lost api-server-refuses api-server-unreachable"),
  },
  { name: /^(?:openshift-)?kube-scheduler(?:-|$)/, space: systems, brings: codes("not-scheduled") },
  {
    name: /^kube-controller-manager(?:-|$)/,
    space: system,
    isGrave: true,
    brings: codes(
      "deployment-unavailable rollout-stuck stateful-set-stuck daemonset-incomplete job-retrying claim-pending namespace-stuck-terminating service-without-endpoints",
    ),
  },
  {
    name: /^kube-apiserver(?:-|$)/,
    space: system,
    brings: codes(failures),
    of: /^(?:kube-(?:controller-manager|scheduler)|cloud-controller-manager)/,
  },
];

const dns = /^(?:(?:rke2-)?coredns|kube-dns)(?:-|$)/;

/** A look-up that got no answer: the Go resolver names the server, gRPC the name. */
const unansweredQuery = /\blookup \S{1,253} on [\d.:[\]a-f]{3,45}:53: |\bName resolution failed for target dns:/;

/** What the cluster's own DNS brings about: names that get no answer, and its own Service without endpoints. */
const isOfDns = (cause: Finding, symptom: Finding): boolean =>
  dns.test(cause.object.name) &&
  cause.object.namespace === "kube-system" &&
  (cause.severity === "critical" || cause.code === "scaled-to-zero") &&
  (symptom.code === "name-not-resolved" || unansweredQuery.test(symptom.evidence[0]?.text ?? "")
    ? !/no such host|NXDOMAIN|ENOTFOUND/.test(symptom.evidence[0]?.text ?? "")
    : symptom.code === "service-without-endpoints" &&
      cause.object.kind !== "Service" &&
      dns.test(symptom.object.name) &&
      symptom.object.namespace === "kube-system");

/** Whether a finding is about a part of the platform that others need: few are, of any number of findings. */
export const isOfPlatform = ({ object }: Finding): boolean =>
  dns.test(object.name) || providers.some(({ name }) => name.test(object.name));

/** Whether one is a part of the platform without which the other fails. */
export const isBroughtBy = (cause: Finding, symptom: Finding): boolean =>
  isOfDns(cause, symptom) ||
  providers.some(
    ({ name, brings, of, space, isGrave }) =>
      name.test(cause.object.name) &&
      (isGrave === undefined || cause.severity === "critical") &&
      (space === undefined || space.test(cause.object.namespace ?? "")) &&
      brings.has(symptom.code) &&
      !name.test(symptom.object.name) &&
      (of === undefined || of.test(symptom.object.name)),
  );
