import type { ClusterView } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { serviceRef } from "../../network/service-of-host.ts";
import { at, listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { type PodSpec, podSpecsOf } from "../../workloads/pod-specs.ts";

const explains = [
  "name-not-resolved",
  "dependency-unreachable",
  "call-timed-out",
  "uncaught-exception",
  ...crashSymptoms,
];

/** A look-up that failed, with the specifications of the pod that made it. */
type Lookup = { readonly said: LogStatement; readonly host: string; readonly specs: readonly PodSpec[] };

const lookups = (view: ClusterView): readonly Lookup[] =>
  logStatements(view).flatMap((said) => {
    const host = said.target?.host.replace(/\.$/, "") ?? "";
    if (said.cause.code !== "name-not-resolved" || said.about.isAbsent || host === "") return [];
    return [{ said, host, specs: podSpecsOf(view, said.log.object) }];
  });

/** The server that a line says was asked: `lookup db on 10.0.0.2:53`. */
const askedIn = ({ said }: Lookup): string =>
  / on \[?([\d.]{7,15}|[\da-f:]{3,40})\]?:53\b/.exec(said.template.last.text)?.[1] ?? "";

/** Addresses of the Services that answer for names of the cluster. */
const clusterServers = (view: ClusterView): readonly string[] =>
  view
    .of("Service")
    .filter(
      ({ ref, fields }) =>
        (ref.namespace === "kube-system" && /dns/.test(ref.name)) ||
        /coredns|kube-dns/.test(textAt(fields, "spec", "selector", "k8s-app")),
    )
    .map(({ fields }) => textAt(fields, "spec", "clusterIP"))
    .filter((address) => /^[\d.]+$|:/.test(address));

/** The name is one that only DNS of the cluster knows. */
const isOfCluster = (view: ClusterView, { said, host }: Lookup): boolean =>
  serviceRef(view, said.log.object, host) !== undefined;

const draftOf = (
  view: ClusterView,
  one: Lookup,
  spec: PodSpec,
  rest: Pick<Draft, "summary" | "evidence"> & { mend: string },
): Draft => ({
  object: spec.object.ref,
  severity: one.said.log.health === "failing" ? "critical" : "warning",
  confidence: "likely",
  summary: rest.summary,
  evidence: [...rest.evidence, one.said.template.last, ...one.said.about.evidence],
  related: unique([one.said.log.object, ...ownersOf(view, one.said.log.object)]),
  fix: fixByHand(rest.mend, verifyRollout(view, one.said.log.object)),
});

const bypassing = defineRule(
  {
    code: "pod-bypasses-cluster-dns",
    title: "Pod asks the node's DNS instead of the cluster's",
    about:
      "A pod with dnsPolicy Default, or one on the node's network (hostNetwork) with dnsPolicy ClusterFirst, uses the name servers of its node, which know no Service. Names of the cluster cannot be resolved there; a pod with hostNetwork needs dnsPolicy ClusterFirstWithHostNet.",
    reads: ["logs", "Pod", "Deployment", "DaemonSet", "Service"],
    explains,
  },
  function* (view) {
    const servers = clusterServers(view);
    for (const one of lookups(view)) {
      if (!isOfCluster(view, one) || servers.includes(askedIn(one))) continue;
      const spec = one.specs.find((each) => isOnHost(each) || textAt(each.spec, "dnsPolicy") === "Default");
      if (spec === undefined) continue;
      const onHost = isOnHost(spec);
      const policy = textAt(spec.spec, "dnsPolicy");
      const why = onHost
        ? `runs with hostNetwork: true and dnsPolicy ${policy || "ClusterFirst (the default)"}, which on the node's network means the node's own DNS servers; ClusterFirstWithHostNet is needed`
        : "has dnsPolicy Default, which means the DNS servers of its node";
      yield draftOf(view, one, spec, {
        summary: `${nameOf(spec.object.ref)} ${why}: these know no Service, so that "${one.host}" cannot be resolved.`,
        evidence: [onHost ? spec.cite("hostNetwork") : undefined, policy ? spec.cite("dnsPolicy") : undefined],
        mend: onHost
          ? "Set dnsPolicy: ClusterFirstWithHostNet in the pod's specification."
          : "Set dnsPolicy: ClusterFirst in the pod's specification.",
      });
    }
  },
);

const isOnHost = ({ spec }: PodSpec): boolean =>
  textAt(spec, "hostNetwork") === "true" && ["", "ClusterFirst"].includes(textAt(spec, "dnsPolicy"));

/** What is wrong with a dnsConfig for one name, the field that is, and what would be right. */
type Fault = { readonly said: string; readonly field: readonly string[]; readonly mend: string };

const faultOf = (view: ClusterView, one: Lookup, spec: PodSpec): Fault | undefined => {
  if (at(spec.spec, "dnsConfig") === undefined) return undefined;
  const isAlone = textAt(spec.spec, "dnsPolicy") === "None";
  return (
    (isAlone ? wrongServer(view, one, spec) : undefined) ??
    (isAlone ? missingSearch(one, spec) : undefined) ??
    fewDots(one, spec)
  );
};

const wrongServer = (view: ClusterView, one: Lookup, { spec }: PodSpec): Fault | undefined => {
  const asked = listAt(spec, "dnsConfig", "nameservers").map(String);
  const servers = clusterServers(view);
  const isRight = asked.some((address) => servers.includes(address));
  const isSilent = asked.includes(askedIn(one)) && /i\/o timeout|refused|timed out/.test(one.said.template.last.text);
  const isPublic =
    asked.length > 0 &&
    asked.every((address) => !/^(?:10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.|:/.test(address));
  const isKnown = servers.length > 0 || isPublic || isSilent;
  if (asked.length === 0 || isRight || !isKnown || !(isSilent || isOfCluster(view, one))) return undefined;
  const right = servers[0]
    ? `, not the cluster's (${servers[0]})`
    : isSilent
      ? ", which does not answer"
      : ", a public server that knows no Service";
  return {
    said: `has dnsPolicy None and asks only nameserver ${asked.slice(0, 3).join(", ")}${right}`,
    field: ["dnsConfig", "nameservers", "0"],
    mend: `Name the cluster's DNS${servers[0] ? ` (${servers[0]})` : ""} under dnsConfig.nameservers, or use dnsPolicy: ClusterFirst.`,
  };
};

/** The domain that has to stand behind a name of so many parts: `db`, `db.shop`, `db.shop.svc`. */
const missingSearch = ({ said, host }: Lookup, { spec }: PodSpec): Fault | undefined => {
  const searches = listAt(spec, "dnsConfig", "searches").map(String);
  const parts = host.split(".").length;
  const ending = [`${said.log.object.namespace ?? "default"}.svc`, "svc", ""][parts - 1];
  if (ending === undefined || (parts === 3 && !host.endsWith(".svc"))) return undefined;
  const isThere = searches.some((domain) =>
    ending === "" ? !domain.includes("svc") : domain === ending || domain.startsWith(`${ending}.`),
  );
  if (isThere) return undefined;
  const wanted = ending === "" ? "cluster.local" : `${ending}.cluster.local`;
  return {
    said: `has dnsPolicy None and ${searches.length === 0 ? "no search domains" : `only the search domains ${searches.slice(0, 4).join(", ")}`}, not ${wanted}, which would complete the short name`,
    field: searches.length === 0 ? ["dnsConfig"] : ["dnsConfig", "searches", "0"],
    mend: `Add ${wanted} to dnsConfig.searches, or call the Service by its full name.`,
  };
};

const fewDots = ({ host, said }: Lookup, { spec }: PodSpec): Fault | undefined => {
  const options = listAt(spec, "dnsConfig", "options");
  const option = options.find((one) => textAt(one, "name") === "ndots");
  const dots = host.split(".").length - 1;
  const ndots = Number(textAt(option, "value") || Number.NaN);
  if (!(dots >= ndots) || host.endsWith(".cluster.local") || said.target === undefined) return undefined;
  return {
    said: `sets ndots:${ndots} in its dnsConfig, and a name of ${dots} dot${dots === 1 ? "" : "s"} is then taken for a full one and looked up without the search domains of the cluster`,
    field: ["dnsConfig", "options", "ndots"],
    mend: "Remove ndots from dnsConfig.options (5 is the default), or call the Service by its full name (name.namespace.svc.cluster.local).",
  };
};

const misconfigured = defineRule(
  {
    code: "pod-dns-configuration-wrong",
    title: "dnsConfig of the pod leads past the cluster's DNS",
    about:
      "The pod's own dnsConfig names other DNS servers than the cluster's, lacks the search domains that complete short names, or sets ndots so low that they are not tried. The names are right, and cannot be resolved from this pod.",
    reads: ["logs", "Pod", "Deployment", "Service"],
    explains,
  },
  function* (view) {
    for (const one of lookups(view)) {
      const isShort = isOfCluster(view, one);
      for (const spec of one.specs.slice(0, 1)) {
        const fault = faultOf(view, one, spec);
        if (fault === undefined || (!isShort && fault.field[1] !== "nameservers")) continue;
        yield draftOf(view, one, spec, {
          summary: `${nameOf(spec.object.ref)} ${fault.said}, so that "${one.host}" cannot be resolved.`,
          evidence: [spec.cite(...fault.field), spec.cite("dnsPolicy")],
          mend: fault.mend,
        });
      }
    }
  },
);

/** Pods whose own settings lead past the cluster's DNS. */
export const podDnsRules: readonly Rule[] = [bypassing, misconfigured];
