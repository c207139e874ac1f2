import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { type Backing, backings } from "../../network/backings.ts";
import { isLoopback, type Listener, listenersIn } from "../../network/listeners.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { isRow } from "../../objects/is-row.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, relatedToPod, unique, workloadOf } from "../../objects/relations.ts";
import { settingsOf } from "../../objects/settings.ts";
import { podsOf } from "../../workloads/pods.ts";

type Bound = {
  readonly object: ObjectRef;
  readonly port: string;
  readonly host: string;
  readonly line: Line | undefined;
  readonly isSet: boolean;
};

/** Ports that a program opened on the loopback address, and on no other. */
const boundOnly = (listeners: readonly Listener[], object: ObjectRef): readonly Bound[] =>
  listeners
    .filter(
      (one) => isLoopback(one.host) && !listeners.some((other) => other.port === one.port && !isLoopback(other.host)),
    )
    .map((one) => ({ object, port: one.port, host: one.host, line: one.line, isSet: false }));

const option =
  /(?:--?(?:host|bind(?:-?addr(?:ess)?)?|listen(?:-?addr(?:ess)?)?|address|addr|http-?addr(?:ess)?|ip|b|server\.(?:address|host))[= ]|^)(?:https?:\/\/|tcp:\/\/)?(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])(?::(\d{2,5}))?$/i;
const variable =
  /^(?:[A-Z0-9]+_)?(?:HOST|BIND|BIND_?ADDR(?:ESS)?|LISTEN(?:_?ADDR(?:ESS)?)?|ADDRESS|SERVER_ADDRESS|SERVER_HOST|HOSTNAME|ASPNETCORE_URLS|UVICORN_HOST|FLASK_RUN_HOST|GUNICORN_CMD_ARGS)$/;
const value =
  /^(?:https?:\/\/|tcp:\/\/|--bind[= ])?(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])(?::(\d{2,5}))?\/?$/i;

/** What arguments and environment say of the address to listen on; a bare `localhost` needs a flag or a variable that says so. */
const fromSettings = (view: ClusterView, object: ObjectRef, containers: readonly unknown[]): readonly Bound[] => {
  const seen = view.object(object);
  const args = containers.flatMap((container) => {
    const words = [...listAt(container, "command"), ...listAt(container, "args")].map(String);
    return [...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)].flatMap((word) => {
      const match = word.includes("-") ? option.exec(word) : null;
      const line = seen?.cite("spec", "containers", textAt(container, "name"), "args");
      return match ? [{ object, port: match[2] ?? "", host: match[1]!, line, isSet: true }] : [];
    });
  });
  const own = settingsOf(view, object)
    .filter((one) => one.isOwn && variable.test(one.key))
    .flatMap((one) => {
      const match = value.exec(one.value.trim());
      return match ? [{ object, port: match[2] ?? "", host: match[1]!, line: one.line, isSet: true }] : [];
    });
  return [...args, ...own];
};

/** What the evidence shows of programs that listen on the loopback address of their pod only. */
const bound = (view: ClusterView): readonly Bound[] => {
  const heard = logsOfView(view)
    .filter((log) => log.object.kind !== "Log")
    .flatMap((log) => boundOnly(listenersIn(log), log.object));
  const set = podsOf(view).flatMap((pod) =>
    pod.object === undefined || isRow(pod.object)
      ? []
      : fromSettings(
          view,
          pod.ref,
          pod.containers.map((one) => one.spec),
        ),
  );
  return [...heard, ...set];
};

/** The Service that sends to that port of it. */
const servedBy = (view: ClusterView, one: Bound): Backing | undefined =>
  backings(view).find((backing) => {
    const isBehind =
      backing.pods.some((pod) => isSameWorkload(view, pod.ref, one.object)) ||
      (backing.ref.namespace === one.object.namespace && backing.ref.name === workloadOf(view, one.object).name);
    const targets = targetsOf(view, backing);
    return isBehind && (targets.length === 0 || one.port === "" || targets.includes(one.port));
  });

/**
 * Without a refused connection: the Service sends to just this port, and no other container of the pod could take it in. `localhost` in
 * a log is what many programs print whatever they listen on; an Istio proxy hands connections on to the loopback address.
 */
const isSurely = (view: ClusterView, one: Bound, service: Backing): boolean =>
  (one.isSet || one.host !== "localhost") &&
  (one.port === ""
    ? service.pods.every((pod) => pod.containers.length === 1)
    : targetsOf(view, service).includes(one.port)) &&
  !service.pods.some((pod) => pod.containers.some(({ name }) => name === "istio-proxy"));

const targetsOf = (view: ClusterView, { ref, service }: Backing): readonly string[] => {
  const endpoints = view.object({ ...ref, kind: "Endpoints" });
  const ports = [
    ...listAt(service?.fields, "spec", "ports").map((port) => textAt(port, "targetPort").split("/")[0]!),
    ...listAt(endpoints?.fields, "subsets").flatMap((subset) =>
      listAt(subset, "ports").map((port) => textAt(port, "port")),
    ),
  ];
  return ports.filter((port) => /^\d+$/.test(port));
};

const isSameWorkload = (view: ClusterView, left: ObjectRef, right: ObjectRef): boolean =>
  keyOf(left) === keyOf(right) || keyOf(workloadOf(view, left)) === keyOf(workloadOf(view, right));

/** Somebody's connection to it was refused: a caller, or the kubelet's probe. */
const refusedIn = (view: ClusterView, one: Bound, service: Backing | undefined): LogStatement | undefined =>
  logStatements(view).find(
    (said) =>
      /refused|ECONNREFUSED|upstream connect error|no healthy upstream/i.test(said.template.last.text) &&
      !isSameWorkload(view, said.log.object, one.object) &&
      said.about.related.some(
        (ref) =>
          (service && keyOf(ref) === keyOf(service.ref)) ||
          isSameWorkload(view, ref, one.object) ||
          (ref.kind === "Service" &&
            ref.namespace === one.object.namespace &&
            ref.name === workloadOf(view, one.object).name),
      ),
  );

const refusedProbe = (view: ClusterView, one: Bound) =>
  view.events.find(
    (event) =>
      event.reason === "Unhealthy" &&
      /connection refused/.test(event.message) &&
      !/(?:127\.0\.0\.1|localhost|\[::1\]):/.test(event.message) &&
      event.object.kind === "Pod" &&
      isSameWorkload(view, event.object, one.object) &&
      (one.port === "" || event.message.includes(`:${one.port}`)),
  );

const onLoopback = defineRule(
  {
    code: "listens-on-loopback",
    title: "Program listens on the loopback address only",
    about:
      "The program accepts connections on 127.0.0.1 (localhost) of its pod only, so that those from Services, other pods and the kubelet's network probes are refused. A probe that runs a command inside the container does not notice.",
    reads: ["logs", "Pod", "Service", "events"],
    explains: [
      "dependency-unreachable",
      "gateway-failing",
      "call-refused",
      "readiness-probe-failing",
      "liveness-probe-failing",
      "startup-probe-failing",
      "service-without-endpoints",
      "crash-loop",
      "frequent-restarts",
      "container-killed",
      "ingress-backend-unavailable",
    ],
  },
  function* (view) {
    for (const one of bound(view)) {
      const service = servedBy(view, one);
      const caller = refusedIn(view, one, service);
      const probe = refusedProbe(view, one);
      const isSeen = caller !== undefined || probe !== undefined;
      if (!isSeen && !(service && isSurely(view, one, service))) continue;
      const workload = workloadOf(view, one.object);
      yield {
        object: one.object,
        severity: isSeen ? "critical" : "warning",
        confidence: isSeen ? "confirmed" : "likely",
        summary: `${nameOf(one.object)} listens only on the loopback address ${one.host}${one.port ? `:${one.port}` : ""}, not on the pod IP (0.0.0.0): ${
          caller
            ? `connections from ${nameOf(caller.log.object)} are refused`
            : probe
              ? "the kubelet's probe is refused"
              : `connections through ${nameOf(service!.ref)} are refused`
        }${execProbe(view, one)}.`,
        evidence: [one.line, caller?.template.last, probe?.line, service?.endpoints.line],
        related: unique([
          ...ownersOf(view, one.object),
          ...(one.object.kind === "Pod" ? relatedToPod(view, one.object) : []),
          ...(service ? [service.ref, ...service.pods.map((pod) => pod.ref)] : []),
          ...(caller ? [caller.log.object] : []),
        ]),
        next: describe(workload, "Shows with which address it is started."),
        fix: fixByHand(
          "Let the program listen on 0.0.0.0 (all addresses): its host or bind option, in arguments or environment.",
          verifyRollout(view, one.object),
        ),
      };
    }
  },
);

/** A probe inside the container passes, which is why the pod is ready all the same. */
const execProbe = (view: ClusterView, one: Bound): string => {
  const hides = podsOf(view).some(
    (pod) =>
      isSameWorkload(view, pod.ref, one.object) &&
      pod.containers.some((container) =>
        /localhost|127\.0\.0\.1/.test(
          JSON.stringify((container.spec as { readinessProbe?: unknown } | undefined)?.readinessProbe ?? ""),
        ),
      ),
  );
  return hides ? "; the readiness probe asks localhost inside the container and passes" : "";
};

/** Programs that nobody outside their pod can reach. */
export const loopbackRules: readonly Rule[] = [onLoopback];
