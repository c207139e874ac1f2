import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { nodeOfLog } from "../../logs/node-of-log.ts";
import { textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { runtimeContainers } from "../../workloads/runtime-containers.ts";
import { argumentOf, isBelow, mountsOf, portsIn, type StaticPart, staticParts } from "../../workloads/static-pods.ts";

const brings = [
  "api-server-unreachable",
  "api-server-refuses",
  "dependency-unreachable",
  "call-timed-out",
  "connection-broken",
  "uncaught-exception",
  "node-not-ready",
  "nodes-not-ready",
  "application-error",
  ...crashSymptoms,
];

/** What kubectl speaks to, whichever node it runs on. */
const apiServer: ObjectRef = { kind: "Cluster", name: "API server" };

/** A port and the line that shows it; `by` says where it is from. */
type Shown = { readonly port: string; readonly line: Line; readonly by: string };

const isServer = ({ object, container }: LogReading): boolean => /^kube-apiserver\b/.test(container || object.name);

/** The port at which the API server looks for etcd: as its manifest has it, else as its log says that it was refused. */
const askedPort = (view: ClusterView): (Shown & { readonly object: ObjectRef }) | undefined => {
  for (const part of staticParts(view).filter(({ name }) => name === "kube-apiserver")) {
    const servers = argumentOf(part, "etcd-servers");
    const port = servers && portsIn(servers.value)[0];
    if (servers && port)
      return { port, line: servers.line, by: `--etcd-servers=${servers.value}`, object: part.object.ref };
  }
  for (const log of logsOfView(view).filter(isServer))
    for (const { last } of log.templates) {
      const port =
        /addrConn[^\n]{0,120}"(?:127\.0\.0\.1|localhost|\[::1\]):(\d{2,5})"[^\n]{0,400}connection refused/.exec(
          last.text,
        )?.[1];
      if (port) return { port, line: last, by: `127.0.0.1:${port} (--etcd-servers)`, object: log.object };
    }
  return undefined;
};

/** The ports at which etcd serves its clients, as its manifest or its log say. */
const servedPorts = (view: ClusterView): readonly Shown[] => [
  ...staticParts(view)
    .filter(({ name }) => name === "etcd")
    .flatMap((part) => {
      const urls = argumentOf(part, "listen-client-urls");
      return urls ? portsIn(urls.value).map((port) => ({ port, line: urls.line, by: "--listen-client-urls" })) : [];
    }),
  ...logsOfView(view).flatMap(({ templates }) =>
    templates.flatMap(({ last }): Shown[] => {
      const port = /serving client (?:traffic|requests)[^\n]{0,200}?(?:address"?:"?|on )[\w.[\]]{2,60}:(\d{2,5})/.exec(
        last.text,
      )?.[1];
      return port ? [{ port, line: last, by: "its log" }] : [];
    }),
  ),
];

const isEtcdDown = (view: ClusterView): boolean => {
  const shown = runtimeContainers(view).filter(({ name }) => name === "etcd");
  return shown.length > 0 && !shown.some(({ isRunning }) => isRunning);
};

const usual = "2379";

const wrongPort = defineRule(
  {
    code: "etcd-address-wrong",
    title: "API server looks for etcd at another port",
    about:
      "The address in --etcd-servers of the API server's manifest has a port at which etcd does not serve clients (2379; 2380 is for its peers). The API server waits in vain, ends, and kubectl gets no connection.",
    reads: ["Pod", "logs"],
    explains: brings,
  },
  function* (view) {
    const asked = askedPort(view);
    if (asked === undefined || isEtcdDown(view)) return;
    const served = servedPorts(view);
    if (served.some(({ port }) => port === asked.port) || (served.length === 0 && asked.port === usual)) return;
    const right = served[0]?.port ?? usual;
    const log = logsOfView(view).find(isServer);
    yield {
      object: apiServer,
      confidence: served.length > 0 ? "confirmed" : "likely",
      summary: `kube-apiserver (${nameOf(log?.object ?? asked.object)}) looks for etcd at port ${asked.port}, ${asked.by}, and etcd serves its clients at port ${right}${served.length > 0 ? "" : " (the default)"}: the port of --etcd-servers in its manifest is wrong, so that it cannot start and kubectl gets no connection.`,
      evidence: [asked.line, served[0]?.line],
      related: [asked.object, ...(log ? [log.object] : [])],
      fix: fixByHand(
        `Set port ${right} in --etcd-servers of /etc/kubernetes/manifests/kube-apiserver.yaml; the kubelet restarts the pod by itself.`,
        [],
      ),
    };
  },
);

type Look = (part: StaticPart) => Draft | undefined;

/** etcd writes below --data-dir; what is not mounted there is not on the node's disk. */
const dataFolder: Look = (part) => {
  const folder = part.name === "etcd" ? argumentOf(part, "data-dir") : undefined;
  const mounts = mountsOf(part);
  if (folder === undefined || mounts.length === 0 || mounts.some((mount) => isBelow(folder.value, mount)))
    return undefined;
  const near = mounts.find((mount) => /etcd/.test(mount) && !/pki/.test(mount)) ?? mounts[0]!;
  return {
    object: part.object.ref,
    summary: `etcd's --data-dir is ${folder.value}, and its manifest mounts ${near} only: the data directory is no mounted directory (hostPath) of the node, so that etcd starts with an empty one and the restored data is not seen.`,
    evidence: [folder.line, part.object.cite("spec", "containers", part.name, "volumeMounts")],
    fix: fixByHand(`Mount the volume at ${folder.value}, or set --data-dir=${near}, in the manifest of etcd.`, []),
  };
};

/** Files that arguments name have to be below something that is mounted. */
const files: Look = (part) => {
  const mounts = mountsOf(part);
  if (mounts.length === 0) return undefined;
  const lost = part.args.find(
    ({ name, value }) =>
      /(?:-file|cafile|certfile|keyfile|kubeconfig|-config)$/.test(name) &&
      value.startsWith("/") &&
      !mounts.some((mount) => isBelow(value, mount)),
  );
  return (
    lost && {
      object: part.object.ref,
      summary: `${part.name}'s argument --${lost.name}=${lost.value} names a file that its manifest does not mount (it mounts ${mounts.slice(0, 4).join(", ")}), so that it cannot read it (no such file).`,
      evidence: [lost.line, part.object.cite("spec", "containers", part.name, "volumeMounts")],
      fix: fixByHand(`Correct the path of --${lost.name} in the manifest, or mount its directory.`, []),
    }
  );
};

/** A liveness probe that asks at another port than the server listens at kills it again and again. */
const probes: Look = (part) => {
  const secure = argumentOf(part, "secure-port");
  const port = textAt(part.container, "livenessProbe", "httpGet", "port");
  if (secure === undefined || !/^\d+$/.test(port) || port === secure.value || secure.value === "0") return undefined;
  return {
    object: part.object.ref,
    summary: `${part.name} listens at --secure-port=${secure.value}, and its liveness probe asks at port ${port}, so that the kubelet kills it again and again.`,
    evidence: [secure.line, part.object.cite("spec", "containers", part.name, "livenessProbe", "httpGet", "port")],
    fix: fixByHand("Give probe and --secure-port the same port in the manifest.", []),
  };
};

const manifest = defineRule(
  {
    code: "static-manifest-wrong",
    title: "Manifest of the control plane does not fit together",
    about:
      "The manifest of a static pod (/etc/kubernetes/manifests) names a directory or a file that it does not mount, or a probe at another port than the server's. The part of the control plane does not start, or starts without its data.",
    reads: ["Pod"],
    explains: [...brings, "file-missing"],
  },
  function* (view) {
    for (const part of staticParts(view))
      for (const look of [dataFolder, files, probes]) {
        const draft = look(part);
        if (draft) yield draft;
      }
  },
);

const folder = "/etc/kubernetes/manifests";

const otherFolder = defineRule(
  {
    code: "static-pod-path-wrong",
    title: "kubelet looks for static pods elsewhere",
    about:
      "staticPodPath in the kubelet's configuration names another folder than /etc/kubernetes/manifests, where kubeadm puts the control plane. The kubelet then starts none of it.",
    reads: ["outputs of other programs", "errors"],
    explains: ["api-server-unreachable"],
  },
  function* (view) {
    const runs = runtimeContainers(view).some(({ name, isRunning }) => name === "kube-apiserver" && isRunning);
    const isDown = view.errors.some(({ code }) => code === "connection-refused");
    if (runs || !isDown) return;
    for (const line of kubeletSettings(view)) {
      const path = (/^staticPodPath: ?["']?([^"'\s]{0,200})/.exec(line.text)?.[1] ?? folder).replace(/\/$/, "");
      if (path === folder || !(/manifest/.test(path) || path === "")) continue;
      yield {
        object: { kind: "Node", name: "kubelet" },
        confidence: "likely",
        summary: `The kubelet's configuration has staticPodPath ${path === "" ? "empty" : path}, and the manifests of the control plane are in ${folder}: the kubelet starts no static pods, neither API server nor etcd.`,
        evidence: [line],
        related: [apiServer],
        fix: fixByHand(`Set staticPodPath: ${folder} in /var/lib/kubelet/config.yaml and restart the kubelet.`, []),
      };
    }
  },
);

/** The lines of a kubelet's configuration, as `cat /var/lib/kubelet/config.yaml` prints it: it has no name and is no object. */
const kubeletSettings = (view: ClusterView): readonly Line[] =>
  view.evidence
    .filter(({ stdout }) => stdout.slice(0, 20_000).includes("kind: KubeletConfiguration"))
    .flatMap(({ command, stdout }) =>
      stdout
        .slice(0, 20_000)
        .split("\n")
        .map((text, index) => ({ command, line: index + 1, text: text.replace(/\r$/, "") })),
    )
    .filter(({ text }) => text.startsWith("staticPodPath"));

const asksApi = /https:\/\/([\w.-]{1,253}):(\d{2,5})\/(?:api|apis)\/[^\n]{0,300}connection refused/;

const otherServer = defineRule(
  {
    code: "kubelet-asks-elsewhere",
    title: "kubelet asks the API server at another port",
    about:
      "The kubelet's kubeconfig (/etc/kubernetes/kubelet.conf) names another port than the API server's, usually 6443. kubectl works, and the node cannot register or report and becomes NotReady.",
    reads: ["logs", "Node"],
    explains: ["node-not-ready", "nodes-not-ready", "kubelet-not-starting", "dependency-unreachable"],
  },
  function* (view) {
    if (view.of("Node").length === 0 || view.errors.some(({ code }) => code === "connection-refused")) return;
    for (const log of logsOfView(view)) {
      const template = log.templates.find(
        ({ last }) => /kubelet/.test(`${last.command} ${last.text}`) && asksApi.test(last.text),
      );
      const [, host, port] = asksApi.exec(template?.last.text ?? "") ?? [];
      if (template === undefined || port === undefined || port === "6443" || port === "443") continue;
      yield {
        object: nodeOfLog(view, log)[0] ?? log.object,
        summary: `The kubelet asks the API server at ${host}:${port} and is refused, while kubectl gets answers: the API server listens at port 6443 usually, so the server in the kubelet's kubeconfig (/etc/kubernetes/kubelet.conf) has a wrong port.`,
        evidence: [template.last, template.first],
        related: [log.object, ...nodeOfLog(view, log)],
        fix: fixByHand("Correct the server in /etc/kubernetes/kubelet.conf and restart the kubelet.", []),
      };
    }
  },
);

/** What breaks a control plane of static pods. */
export const controlPlaneRules: readonly Rule[] = [wrongPort, manifest, otherFolder, otherServer];
