import { entriesAt, numberAt } from "../../../diagnosis/objects/fields.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn } from "./standing.ts";

const watchdog = defineBenign(
  {
    code: "alert-fires-always",
    title: "Alert that is meant to fire always",
    about:
      "Watchdog (DeadMansSwitch) has an expression that is always true, vector(1): that it fires shows that the way of alerts works, and it would be a fault if it did not. InfoInhibitor only mutes alerts of severity info.",
    reads: ["PrometheusRule", "Pod"],
    asked: /\bwatchdog\b|dead ?man|deadmans|infoinhibitor|always firing|severity[ =:"]{1,3}none/,
  },
  function* (view, question) {
    const name =
      /\b(watchdog|dead ?man'?s? ?(?:switch|snitch)|infoinhibitor)\b/i.exec(question.text)?.[1] ?? "Watchdog";
    const meant = linesIn(
      view,
      /\bvector\(1\)|should always be firing|always firing|entire alerting pipeline is functional|alert that is used to inhibit info/i,
      20,
    );
    const isInhibitor = /inhibitor/i.test(name);
    const fit = meant.filter(({ text }) => /inhibit info/i.test(text) === isInhibitor);
    if (fit.length === 0 || isAnythingDown(view)) return;
    const expression = meant.find(({ text }) => text.includes("vector(1)"));
    yield {
      ref: { kind: "Alert", name },
      text: isInhibitor
        ? `alert ${name} is no fault: it only mutes (inhibits) alerts of severity info while nothing worse fires, by design`
        : `alert ${name} is a dead man's switch and meant to fire always${expression === undefined ? "" : " (expression vector(1))"}: that it fires shows that Prometheus and Alertmanager work; it would be a fault if it stopped`,
      lines: [expression, fit[0]],
    };
  },
);

const proxyReplaced = defineBenign(
  {
    code: "kube-proxy-is-replaced",
    title: "Cluster without kube-proxy",
    about:
      "Where Cilium (kube-proxy-replacement), Calico's eBPF data plane or kube-router does the load balancing of Services, or k3s runs kube-proxy inside its own process, there are no pods of kube-proxy, and an alert on them does not apply.",
    reads: ["ConfigMap", "DaemonSet", "Pod", "Node"],
    asked: /kube-?proxy|kubeproxydown/,
  },
  function* (view) {
    if (podsOf(view).some(({ ref }) => /^kube-proxy-/.test(ref.name)) || isAnythingDown(view)) return;
    const line = linesIn(
      view,
      /kube-?proxy-?replacement["']?\s{0,20}[:=]\s{0,20}["']?(?:true|strict|partial)\b|\bbpfEnabled["']?\s?[:=]\s?["']?true|bpfExternalServiceMode|--run-service-proxy=true/i,
      1,
    )[0];
    const k3s = singleProcess(view);
    if (line === undefined && k3s === null) return;
    const who =
      line === undefined
        ? null
        : /bpfE/i.test(line.text)
          ? "Calico's eBPF data plane"
          : /run-service-proxy/.test(line.text)
            ? "kube-router"
            : "Cilium";
    yield {
      ref: { kind: "DaemonSet", namespace: "kube-system", name: "kube-proxy" },
      text:
        who === null
          ? `there are no pods of kube-proxy by design: it runs inside the ${k3s!.name} process (node version ${k3s!.version})`
          : `there is no kube-proxy by design: ${who} replaces it (${line!.text
              .trim()
              .replaceAll(/\s{2,20}/g, " ")
              .slice(0, 80)}) and balances Services itself with eBPF; an alert on kube-proxy does not apply here`,
      lines: [line, k3s?.line, linesIn(view, /^cilium-\S{1,20}\s{1,40}\d\/\d|Cluster health:/, 1)[0]],
    };
  },
);

const managed = defineBenign(
  {
    code: "control-plane-is-managed",
    title: "Control plane that is not visible",
    about:
      "On EKS, GKE, AKS and the like the provider runs the API server, scheduler, controller manager and etcd; in k3s and RKE2 they run in one process. There are no pods of them, and alerts on their absence do not apply. The API server answers, pods are scheduled.",
    reads: ["Node", "Pod"],
    asked:
      /kube-?scheduler|scheduler|controller[- ]?manager|\betcd\b|control[- ]?plane|masters?\b|kubeschedulerdown|kubecontrollermanagerdown|etcdmembersdown|etcdinsufficientmembers/,
    unless: /\bpending\b|not scheduled|\b50[0-4]\b/,
  },
  function* (view, question) {
    const word =
      /kube-?scheduler|controller[- ]?manager|etcd|scheduler|control[- ]?plane|masters?/i
        .exec(question.text)?.[0]
        .toLowerCase() ?? "";
    const component = /scheduler/.test(word)
      ? "kube-scheduler"
      : /manager/.test(word)
        ? "kube-controller-manager"
        : /etcd/.test(word)
          ? "etcd"
          : "control-plane";
    const provider = providerOf(view) ?? singleProcess(view);
    const isShown = podsOf(view).some(({ ref }) => /^(?:kube-scheduler|kube-controller-manager|etcd)-/.test(ref.name));
    const listed = view.listings.some(({ kind }) => kind === "Pod") || view.of("Pod").length > 0;
    if (isShown || !listed || isAnythingDown(view)) return;
    if (provider === null) {
      const other = podsOf(view).find(({ ref }) => ref.namespace === "kube-system");
      if (component !== "control-plane" && other !== undefined)
        yield {
          ref: { kind: "Pod", namespace: "kube-system", name: component },
          text: `no pod of ${component} is shown in kube-system, and nothing tells of a managed control plane`,
          lines: [other.line],
          isDoubt: true as const,
        };
      return;
    }
    yield {
      ref: { kind: "Pod", namespace: "kube-system", name: component },
      text: `${component} has no pods here by design: the control plane ${provider.isManaged ? `is managed by ${provider.name}, which runs it outside of the cluster` : `runs inside the ${provider.name} process`} (node version ${provider.version}); an alert on its absence does not apply`,
      lines: [provider.line],
    };
  },
);

type Provider = { readonly name: string; readonly version: string; readonly isManaged: boolean; readonly line: Line };

const providers: readonly (readonly [name: string, version: RegExp])[] = [
  ["EKS", /-eks-/],
  ["GKE", /-gke\./],
  ["Alibaba ACK", /-aliyun\./],
];

function providerOf(view: ClusterView): Provider | null {
  for (const node of view.of("Node")) {
    const version = node.printed.get("VERSION")?.value ?? "";
    const named = providers.find(([, sign]) => sign.test(version))?.[0];
    const isAks =
      /^aks-/.test(node.ref.name) || entriesAt(node.fields, "metadata", "labels").has("kubernetes.azure.com/cluster");
    const name = named ?? (isAks ? "AKS" : undefined);
    if (name !== undefined)
      return {
        name,
        version: version || "not shown",
        isManaged: true,
        line: node.printed.get("VERSION")?.line ?? node.cite(),
      };
  }
  return null;
}

function singleProcess(view: ClusterView): Provider | null {
  for (const node of view.of("Node")) {
    const version = node.printed.get("VERSION");
    const name = /\+(k3s|k0s)/.exec(version?.value ?? "")?.[1];
    if (name !== undefined) return { name, version: version!.value, isManaged: false, line: version!.line };
  }
  return null;
}

const replaced = defineBenign(
  {
    code: "alert-on-a-replaced-pod",
    title: "Alert on a pod that a rollout has replaced",
    about:
      "The pod that is asked about is gone because a rollout scaled its ReplicaSet down; what was said of it (not ready, a failed probe) belongs to its end. The Deployment has all its replicas on the new ReplicaSet.",
    reads: ["Pod", "ReplicaSet", "Deployment", "Event"],
    asked: /\bpods?\b|alert|not ?ready|find|gone|vanish|disappear|missing|not ?found|where/,
  },
  function* (view, question) {
    for (const { name } of question.targets) {
      const [, workload, hash] =
        /^([a-z0-9][a-z0-9-]{0,62})-([bcdfghjklmnpqrstvwxz2456789]{6,10})-[bcdfghjklmnpqrstvwxz2456789]{5}$/.exec(
          name,
        ) ?? [];
      if (workload === undefined || view.of("Pod").some(({ ref }) => ref.name === name)) continue;
      yield* replacedIn(view, name, workload, hash!);
    }
  },
);

function* replacedIn(view: ClusterView, pod: string, workload: string, hash: string) {
  for (const deployment of view.of("Deployment").filter(({ ref }) => ref.name === workload)) {
    const { namespace } = deployment.ref;
    const isHere = (one: { readonly namespace?: string }) => one.namespace === namespace;
    const old = view.of("ReplicaSet").find(({ ref }) => isHere(ref) && ref.name === `${workload}-${hash}`);
    const isZero = old?.printed.get("DESIRED")?.value === "0" || numberAt(old?.fields, "spec", "replicas") === 0;
    const ended = view.events.find(
      ({ object, reason, message }) =>
        (object.name === pod && /^(?:Killing|SuccessfulDelete)$/.test(reason)) ||
        (reason === "ScalingReplicaSet" && /^Scaled down/.test(message) && message.includes(`${workload}-${hash}`)),
    );
    if ((!isZero && ended === undefined) || isAnythingDown(view, namespace)) continue;
    const ready = deployment.printed.get("READY")?.value ?? "";
    const fresh = view
      .of("ReplicaSet")
      .find(
        ({ ref, printed }) =>
          isHere(ref) &&
          ref.name.startsWith(`${workload}-`) &&
          ref !== old?.ref &&
          !/^0?$/.test(printed.get("READY")?.value ?? ""),
      );
    yield {
      ref: { kind: "Pod", name: pod, ...(namespace === undefined ? {} : { namespace }) },
      about: [deployment.ref],
      text: `pod ${pod} is gone because it belonged to the previous ReplicaSet ${workload}-${hash}, which a rollout has replaced: the alert is stale; Deployment ${workload} is healthy now${ready === "" ? "" : ` with ${ready} ready`}${fresh === undefined ? "" : ` on ReplicaSet ${fresh.ref.name}`}`,
      lines: [old?.cite(), ended?.line, deployment.cite()],
      errors: view.errors.filter(
        ({ code, object, message }) => code === "not-found" && (object?.name === pod || message.includes(pod)),
      ),
    };
  }
}

export const standingAlerts: readonly BenignRule[] = [watchdog, proxyReplaced, managed, replaced];
