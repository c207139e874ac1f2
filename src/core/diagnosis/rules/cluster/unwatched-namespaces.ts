import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import { type Watch, watches } from "../../delivery/watched-namespaces.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { builtIn } from "../../objects/failing-conditions.ts";
import { at, textAt } from "../../objects/fields.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { inNamespace, list, resourceOf, suggest } from "../../objects/reads.ts";
import { unique, workloadOf } from "../../objects/relations.ts";

const unwatched = defineRule(
  {
    code: "namespace-not-watched",
    title: "Operator does not watch the namespace",
    about:
      "An object of a kind that an operator serves lies in a namespace that the operator does not look at: a variable (WATCH_NAMESPACE, STRIMZI_NAMESPACE), a flag (--namespaces, --watch-namespace) or its log names others. Nobody takes the object up, so that it has neither status nor events, and no error is reported anywhere.",
    reads: ["objects of any kind", "Deployment", "Pod", "ConfigMap", "logs"],
    explains: ["missing-secret", "ingress-certificate-missing", "monitor-without-targets"],
  },
  function* (view) {
    const seen = new Set<string>();
    for (const object of view.objects) {
      if (builtIn.has(object.ref.kind) || object.ref.namespace === undefined || !isLeftAlone(view, object)) continue;
      const watch = watchOver(view, object);
      if (watch === undefined) continue;
      const group = `${keyOf(watch.operator)}\n${object.ref.namespace}`;
      if (seen.has(group)) continue;
      seen.add(group);
      yield draftOf(view, object, watch);
    }
  },
);

const draftOf = (view: ClusterView, object: ObservedObject, watch: Watch): Draft => {
  const { ref } = object;
  const { operator, said } = watch;
  const served = servedOf(view, ref.kind).find((one) => watch.namespaces.includes(one.ref.namespace ?? ""));
  const isSure = hasStatusField(view, object);
  return {
    object: ref,
    severity: isSure ? "critical" : "warning",
    confidence: watch.isSetting && isSure ? "confirmed" : "likely",
    summary: `The operator for ${nameOf(ref)}, ${nameOf(operator)}, does not watch namespace ${ref.namespace}: it watches only ${watch.namespaces.join(", ")} (${said}), so that nobody takes ${ref.kind} ${ref.name} up and it gets no status${served ? `, while ${nameOf(served.ref)} in a watched namespace is served` : ""}.`,
    evidence: [watch.line, lineOf(object), served && lineOf(served)],
    related: unique([operator, ...alsoLeft(view, object, watch).map((one) => one.ref)]),
    next: watch.isSetting
      ? []
      : suggest(
          ["get", resourceOf(operator.kind), operator.name, ...inNamespace(operator), "-o", "yaml"],
          "Shows where it is told what to watch.",
        ),
    fix: fixByHand(
      `Add ${ref.namespace} to the namespaces that ${nameOf(operator)} watches (${said.split(/[= ]/)[0]}; its Role and RoleBinding are needed there too), or create the object in one of those it watches.`,
      list(resourceOf(ref.kind), ref.namespace, "Shows whether it gets a status."),
    ),
  };
};

const lineOf = (object: ObservedObject): Line => object.printed.get("NAME")?.line ?? object.cite();

/** The other objects of the namespace that the same operator leaves alone. */
const alsoLeft = (view: ClusterView, object: ObservedObject, watch: Watch): readonly ObservedObject[] =>
  view.objects.filter(
    (one) =>
      one !== object &&
      one.ref.namespace === object.ref.namespace &&
      !builtIn.has(one.ref.kind) &&
      isLeftAlone(view, one) &&
      watchOver(view, one) === watch,
  );

const statusCells =
  /^(?:READY|STATUS|STATE|PHASE|HEALTH|HEALTH STATUS|SYNC STATUS|SYNCED|AVAILABLE|RECONCILED|INSTANCES|CLUSTERS?)$/;
const isFilled = (value: string): boolean => !/^(?:|<none>|<unset>|<unknown>|-)$/.test(value.trim());

/** No status, no event: nobody has looked at it. */
const isLeftAlone = (view: ClusterView, object: ObservedObject): boolean => {
  if (view.eventsOf(object.ref).length > 0 || textAt(object.fields, "metadata", "deletionTimestamp") !== "")
    return false;
  const status = at(object.fields, "status");
  if (typeof status === "object" && status !== null && Object.keys(status).length > 0) return false;
  if (object.sources.has("object") || object.sources.has("describe")) return true;
  const cells = [...object.printed].filter(([heading]) => statusCells.test(heading));
  return cells.length > 0 && cells.every(([, { value }]) => !isFilled(value));
};

/** Kinds that never get a status are known to be left alone by the setting only. */
const hasStatusField = (view: ClusterView, { ref, printed }: ObservedObject): boolean =>
  [...printed.keys()].some((heading) => statusCells.test(heading)) || servedOf(view, ref.kind).length > 0;

/** Objects of a kind that somebody serves, as their status shows. */
const servedOf = (view: ClusterView, kind: string): readonly ObservedObject[] =>
  view
    .of(kind)
    .filter(
      ({ fields, printed }) =>
        Object.keys((at(fields, "status") as object | undefined) ?? {}).length > 0 ||
        [...printed].some(([heading, { value }]) => statusCells.test(heading) && isFilled(value)),
    );

/** What its operator watches, where that is known and the namespace is not among it; any operator that may look there clears it. */
const watchOver = (view: ClusterView, object: ObservedObject): Watch | undefined => {
  const namespace = object.ref.namespace ?? "";
  const own = watches(view).filter((watch) => isOperatorOf(view, watch, object));
  if (own.some(({ namespaces }) => namespaces.includes(namespace))) return undefined;
  return own.find(({ isSetting }) => isSetting) ?? own[0];
};

/** Words by which the operator of a kind goes, where neither its group nor its own name tells. */
const families: readonly (readonly [kinds: RegExp, words: RegExp])[] = [
  [/^(?:Prometheus|Alertmanager|ServiceMonitor|PodMonitor|PrometheusRule|Probe|ScrapeConfig)$/, /prometheus/],
  [/^(?:Certificate|Issuer|CertificateRequest)$/, /cert-manager/],
  [/^HelmRelease$/, /helm/],
  [/^Kustomization$/, /kustomize/],
  [/^(?:GitRepository|HelmRepository|OCIRepository|HelmChart)$/, /source/],
  [/^(?:Application|ApplicationSet|AppProject)$/, /argo/],
  [/^(?:ScaledObject|ScaledJob|TriggerAuthentication)$/, /keda/],
  [/^(?:ExternalSecret|SecretStore|PushSecret)$/, /external-secrets/],
  [/^SealedSecret$/, /sealed-secrets/],
  [/^(?:IngressRoute|Middleware|TLSOption|IngressRouteTCP)$/, /traefik/],
  [/^Kafka/, /strimzi/],
  [/^PostgresCluster$/, /\bpgo\b|crunchy/],
  [/^(?:Elasticsearch|Kibana|Beat|Agent|ApmServer|Logstash)$/, /elastic|\beck\b/],
  [/^(?:Cluster|Pooler|ScheduledBackup|Database)$/, /cnpg|cloudnative/],
];

const isOperatorOf = (view: ClusterView, { operator }: Watch, object: ObservedObject): boolean => {
  const { kind } = object.ref;
  const known = families.find(([kinds]) => kinds.test(kind));
  if (known?.[1].test(operator.name)) return true;
  const group = textAt(object.fields, "apiVersion").split("/")[0] ?? "";
  const words = operator.name.split("-").filter((word) => word.length > 3 && !plain.has(word) && /[a-z]/.test(word));
  const named = `${group} ${object.printed.get("NAME")?.value.split("/")[0] ?? ""} ${kind}`.toLowerCase();
  if (words.some((word) => named.includes(word))) return true;
  return speaksOf(view, operator.name, kind);
};

const plain = new Set("operator controller manager cluster server system webhook service deployment".split(" "));

/** Its log goes through objects of the kind: `Kafka(kafka/shared)`, `"controllerKind":"Redis"`. */
const speaksOf = (view: ClusterView, operator: string, kind: string): boolean =>
  logsOfView(view).some(
    (log) =>
      workloadOf(view, log.object).name === operator &&
      log.templates.some(({ last }) =>
        new RegExp(`\\b${kind}\\(|[Kk]ind["']?[:=] ?["']?${kind}\\b`).test(last.text.slice(0, 2000)),
      ),
  );

/** Objects that no operator takes up. */
export const unwatchedNamespaceRules: readonly Rule[] = [unwatched];
