import type { Rule } from "../../finding.ts";
import { suggest } from "../../objects/reads.ts";
import { removedApi } from "../../objects/removed-apis.ts";
import { errorRule } from "./error-rule.ts";

/** `no matches for kind "CronJob" in version "batch/v1beta1"`, as kubectl, helm and controllers say it. */
const unmatchedVersion = /no matches for kind "([^"]{1,253})" in (?:version|group) "([^"]{1,253})"/;

const removedVersion = errorRule(
  {
    code: "api-version-removed",
    title: "API version no longer served",
    about:
      "A manifest or chart names an API version that newer versions of Kubernetes do not serve any more. The kind is there, under another version; no custom resource definition is missing.",
  },
  ["no-such-kind"],
  ({ message }) => {
    const match = unmatchedVersion.exec(message);
    const known = match === null ? undefined : removedApi(match[2]!, match[1]!);
    if (match === null || known === undefined) return undefined;
    const instead = known.instead ? `; the kind is served as ${known.instead}` : "; nothing takes its place";
    return {
      summary: `API version ${known.version} of ${match[1]} was removed in Kubernetes ${known.gone} and is no longer served${instead}.`,
      severity: "critical",
      next: suggest(["api-resources"], "Shows which kinds the cluster knows, with their versions."),
      mend: known.instead
        ? `Write apiVersion: ${known.instead} in the manifest or use a newer version of the chart (a release that already holds the old version needs helm mapkubeapis).`
        : "Take it out of the manifest; Pod Security Admission does what it did.",
    };
  },
);

const noSuchKind = errorRule(
  {
    code: "kind-not-installed",
    title: "Cluster does not know this kind",
    about:
      "The API server has no such resource type: the custom resource definition (and the product that brings it) is not installed, or the name or API version is wrong.",
  },
  ["no-such-kind"],
  (error) => {
    const kind = /resource type "([^"]{1,253})"|no matches for kind "([^"]{1,253})"/
      .exec(error.message)
      ?.slice(1)
      .find(Boolean);
    const product = productOf(kind ?? "");
    const match = unmatchedVersion.exec(error.message);
    if (match !== null && removedApi(match[2]!, match[1]!)) return undefined;
    return {
      summary: `The cluster has no resource type "${kind ?? "asked for"}"${product ? `: ${product} is not installed` : ", so what brings it is not installed (not found)"}.`,
      next: suggest(["api-resources"], "Shows which kinds the cluster knows."),
      mend: `Install ${product || "what defines this kind"}, or correct its name.`,
    };
  },
);

/** The products behind well-known custom resources. */
const products: readonly (readonly [RegExp, string])[] = [
  [/^scaled(?:object|job)s?|^triggerauthentications?/, "KEDA"],
  [/^(?:certificate|certificaterequest|issuer|clusterissuer|challenge|order)s?(?:\.|$)/, "cert-manager"],
  [
    /^(?:virtualservice|destinationrule|gateway|serviceentry|peerauthentication)s?(?:\.networking\.istio|\.security\.istio|$)/,
    "Istio (or another product with this kind)",
  ],
  [/^(?:servicemonitor|podmonitor|prometheusrule|prometheus|alertmanager)/, "the Prometheus operator"],
  [/^(?:application|applicationset|appproject)s?/, "Argo CD"],
  [/^(?:rollout|analysisrun|analysistemplate)s?/, "Argo Rollouts"],
  [/^(?:helmrelease|kustomization|gitrepositor|helmrepositor)/, "Flux"],
  [/^(?:nodepool|nodeclaim|provisioner)s?/, "Karpenter"],
  [/^(?:verticalpodautoscaler|vpa)s?/, "the vertical pod autoscaler"],
  [/^(?:httproute|gatewayclass|grpcroute|tcproute)/, "the Gateway API"],
  [/^(?:ciliumnetworkpolic|ciliumendpoint)/, "Cilium"],
  [/^volumesnapshot/, "the snapshot controller"],
];

const productOf = (kind: string): string => products.find(([pattern]) => pattern.test(kind.toLowerCase()))?.[1] ?? "";

/** Kinds and versions of kinds that the cluster does not serve. */
export const unknownKindRules: readonly Rule[] = [removedVersion, noSuchKind];
