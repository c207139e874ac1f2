import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { targetIn } from "../../network/endpoint-in-text.ts";
import { isExcepted, type ProxySettings, proxySettingsOf } from "../../network/proxy-settings.ts";
import { serviceRef } from "../../network/service-of-host.ts";
import { environmentOf } from "../../objects/environment-of.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { podsOf } from "../../workloads/pods.ts";

/** What can come of a call that goes to a proxy which does not know the name, or may not go there. */
const calls: ReadonlySet<string> = new Set([
  "gateway-failing",
  "call-refused",
  "call-timed-out",
  "connection-broken",
  "name-not-resolved",
  "service-name-unknown",
  "dependency-unreachable",
  "certificate-untrusted",
  "application-error",
]);

/** An answer of a proxy, or what a client says of one. */
const byProxy =
  /\b(?:X-Squid-Error|Server: squid|ERR_(?:DNS_FAIL|ACCESS_DENIED|CONNECT_FAIL|CANNOT_FORWARD|TUNNEL_CONNECTION_FAILED|PROXY_CONNECTION_FAILED)|proxyconnect tcp|ProxyError|[Tt]unnel connection failed|CONNECT tunnel failed|from proxy after CONNECT|Unable to (?:connect to|tunnel through) proxy|Cannot connect to proxy|Unable to tunnel|proxy (?:responded|returned|refused|denied)|Proxy Authentication Required|Via: 1\.[01] \S{1,100}|Uses proxy env variable|Establish HTTP proxy tunnel|X-Cache: MISS from)/;

type Call = { readonly from: ObjectRef; readonly host: string; readonly line: Line; readonly isOfProxy: boolean };

const proxied = defineRule(
  {
    code: "internal-call-through-proxy",
    title: "Call within the cluster goes to the proxy",
    about:
      "A workload has HTTP_PROXY or HTTPS_PROXY in its environment, and NO_PROXY does not name a host of the cluster that it calls (its name, .svc, .cluster.local, the range of Services). The call goes to the proxy, which can neither resolve the name nor reach the address: it answers 503, 403 or not at all.",
    reads: ["logs", "Pod", "Deployment", "ConfigMap", "Service"],
    explains: [...calls, "uncaught-exception", ...crashSymptoms],
  },
  function* (view) {
    const seen = new Set<string>();
    for (const call of [...callsInLogs(view), ...callsByProxy(view), ...callsByHand(view)]) {
      const service = serviceRef(view, call.from, call.host);
      const settings = isInternal(view, call, service) ? proxySettingsOf(view, call.from) : undefined;
      if (settings === undefined || isExcepted(settings, call.host) || settings.host === call.host) continue;
      const answer = answerOfProxy(view, call, settings);
      const workload = workloadOf(view, call.from);
      const key = `${keyOf(workload)}\n${call.host}`;
      if ((answer === undefined && (isDirect(call) || isDown(view, service))) || seen.has(key)) continue;
      seen.add(key);
      yield {
        object: workload,
        severity: answer ? "critical" : "warning",
        confidence: answer ? "confirmed" : "likely",
        summary: `${nameOf(call.from)} sends its calls to ${call.host} to the proxy instead of the Service itself: ${settings.said} is set, and ${settings.saidExceptions}${settings.exceptions.length > 0 ? `, which does not cover ${call.host}` : ""}; the proxy outside cannot resolve or reach names of the cluster${answer ? ` ("${briefly(answer.text)}")` : ""}.`,
        evidence: [settings.line, settings.proxy.line, answer, call.line],
        related: unique([call.from, ...(service ? [service] : [])]),
        fix: fixByHand(
          `Add the hosts of the cluster to ${settings.exceptionName}: ${suggested(settings.exceptionName)}, in both cases of the variable, and restart the pods.`,
          verifyRollout(view, call.from),
        ),
      };
    }
  },
);

const suggested = (name: string): string =>
  name === "http.nonProxyHosts"
    ? "*.svc|*.cluster.local and the address of the API server"
    : ".svc,.cluster.local, the ranges of Services and pods and the address of the API server";

const briefly = (text: string): string => {
  const said = text.slice(byProxy.exec(text)?.index ?? 0).trim();
  return said.slice(0, 100);
};

const callsInLogs = (view: ClusterView): readonly Call[] =>
  logStatements(view).flatMap(({ cause, log, target, template }) =>
    calls.has(cause.code) && target !== undefined && log.object.kind !== "Log"
      ? [
          {
            from: log.object,
            host: target.host.toLowerCase(),
            line: template.last,
            isOfProxy: byProxy.test(template.last.text),
          },
        ]
      : [],
  );

/** Lines in which a client names the proxy as well as the host that it called. */
const callsByProxy = (view: ClusterView): readonly Call[] =>
  logsOfView(view).flatMap(({ object, evidence, templates }) =>
    (evidence < 0 || object.kind === "Log" ? [] : templates).flatMap(({ last }) => {
      const text = last.text.slice(0, 2000);
      const host = byProxy.test(text) ? (targetIn(text)?.host ?? "") : "";
      return host === "" ? [] : [{ from: object, host: host.toLowerCase(), line: last, isOfProxy: true }];
    }),
  );

/** `exec POD -- curl http://host/path`, and what it printed. */
const callsByHand = (view: ClusterView): readonly Call[] =>
  logsOfView(view).flatMap((log) => {
    if (log.evidence >= 0 || log.tail.length === 0) return [];
    const command = log.tail[0]!.command;
    const host = /\b(?:curl|wget|http|httpie)\b.*\bhttps?:\/\/([\w.-]{1,253})/.exec(command)?.[1];
    const line = log.tail.find(({ text }) => /\bHTTP\/[\d.]+ [45]\d\d\b|^curl: \(|wget: |error/i.test(text));
    return host === undefined || line === undefined
      ? []
      : [{ from: log.object, host: host.toLowerCase(), line, isOfProxy: false }];
  });

/** A name that only the DNS of the cluster knows, the address of a Service or a pod, or that of the API server. */
const isInternal = (view: ClusterView, { host, from }: Call, service: ObjectRef | undefined): boolean =>
  service !== undefined ||
  /\.(?:svc|cluster\.local)\.?$/.test(host) ||
  (/^[\d.]+$/.test(host) &&
    (podsOf(view).some(({ object }) => object?.printed.get("IP")?.value === host) ||
      environmentOf(view, from).some(({ key, value }) => key === "KUBERNETES_SERVICE_HOST" && value === host)));

/** The line in which the proxy answers for the host, or a client speaks of it; of the same workload. */
const answerOfProxy = (view: ClusterView, call: Call, settings: ProxySettings): Line | undefined => {
  if (call.isOfProxy) return call.line;
  const workload = keyOf(workloadOf(view, call.from));
  return logsOfView(view)
    .filter(({ object }) => keyOf(workloadOf(view, object)) === workload)
    .filter(({ evidence, tail }) => evidence >= 0 || tail[0]?.command.includes(call.host))
    .flatMap(({ tail }) => tail)
    .filter(({ text }) => byProxy.test(text) || (settings.host !== "" && isAnswerFrom(text, settings.host)))
    .sort((left, right) => Number(isStrong.test(right.text)) - Number(isStrong.test(left.text)))[0];
};

const isStrong = /ERR_|from proxy|tunnel|proxyconnect|ProxyError/;

/** Not just the variable itself, printed by `env`. */
const isAnswerFrom = (text: string, host: string): boolean =>
  text.includes(host) && !/^\w{1,40}=/.test(text) && /\b(?:Via|proxy|lookup|connect|resolve)\b/i.test(text);

/** A connection was tried to an address itself, without a proxy between. */
const isDirect = ({ line }: Call): boolean =>
  /\bECONNREFUSED\b|\bdial tcp\b|[Cc]onnection refused|(?:postgres(?:ql)?|mysql|redis|amqps?|mongodb|kafka|nats|jdbc:\w+):\/\//.test(
    line.text,
  ) || !/https?:|\b[45]\d\d\b|time/i.test(line.text);

/** The Service has no pods that are well: that alone makes the call fail. */
const isDown = (view: ClusterView, service: ObjectRef | undefined): boolean =>
  service !== undefined &&
  podsOf(view).some(
    ({ ref, health }) =>
      ref.namespace === service.namespace && ref.name.startsWith(`${service.name}-`) && health === "failing",
  );

/** Calls that a proxy gets and should not. */
export const proxiedCallRules: readonly Rule[] = [proxied];
