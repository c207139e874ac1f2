import { type Kind, kindNamed } from "../../kubectl/kinds.ts";
import { isStopWord } from "./stop-words.ts";
import { startsClause, type Word } from "./words.ts";

/** A kind with whether the word was its plural. */
export type Spoken = { readonly kind: Kind; readonly plural: boolean };

/** Resources of widespread operators, by API group; `!` marks those of the whole cluster, `?` words that also mean something else. */
const known: Readonly<Record<string, string>> = {
  "cert-manager.io": "certificates? certificaterequests issuers? clusterissuers!",
  "acme.cert-manager.io": "orders? challenges?",
  "monitoring.coreos.com":
    "servicemonitors podmonitors prometheusrules prometheuses? alertmanagers? alertmanagerconfigs scrapeconfigs probes?",
  "networking.istio.io": "virtualservices destinationrules serviceentries envoyfilters sidecars? workloadentries",
  "security.istio.io": "peerauthentications authorizationpolicies requestauthentications",
  "argoproj.io":
    "applications? applicationsets appprojects rollouts? workflows? cronworkflows workflowtemplates analysisruns",
  "kustomize.toolkit.fluxcd.io": "kustomizations?",
  "helm.toolkit.fluxcd.io": "helmreleases",
  "source.toolkit.fluxcd.io": "gitrepositories helmrepositories helmcharts ocirepositories",
  "external-secrets.io": "externalsecrets secretstores clustersecretstores!",
  "bitnami.com": "sealedsecrets",
  "keda.sh": "scaledobjects scaledjobs triggerauthentications",
  "traefik.io": "ingressroutes middlewares? tlsoptions",
  "projectcontour.io": "httpproxies",
  "karpenter.sh": "nodepools! nodeclaims!",
  "karpenter.k8s.aws": "ec2nodeclasses!",
  "autoscaling.k8s.io": "verticalpodautoscalers",
  "cilium.io": "ciliumnetworkpolicies ciliumendpoints ciliumclusterwidenetworkpolicies!",
  "crd.projectcalico.org": "globalnetworkpolicies! ippools!",
  "metallb.io": "ipaddresspools l2advertisements bgppeers",
  "kyverno.io": "clusterpolicies! policyexceptions",
  "templates.gatekeeper.sh": "constrainttemplates!",
  "velero.io": "backups? restores? backupstoragelocations",
  "longhorn.io": "engineimages replicas?",
  "tekton.dev": "pipelineruns taskruns pipelines? tasks?",
  "serving.knative.dev": "ksvcs",
  "kafka.strimzi.io": "kafkas? kafkatopics kafkausers kafkaconnects kafkaconnectors",
  "postgresql.cnpg.io": "poolers scheduledbackups",
  "cluster.x-k8s.io": "machines? machinedeployments machinesets",
  "crossplane.io": "compositeresourcedefinitions! compositions!",
  "kubevirt.io": "virtualmachines virtualmachineinstances",
  "elasticsearch.k8s.elastic.co": "elasticsearches?",
  "kibana.k8s.elastic.co": "kibanas?",
};

/** Words that say whose resources are meant: `cert-manager certificates`, `argo applications`. */
export const vendors =
  /^(cert-?manager|acme|istio|argo|argocd|argo-cd|flux|fluxcd|velero|tekton|strimzi|kafka|knative|traefik|contour|prometheus|prometheus-operator|keda|karpenter|cilium|calico|kyverno|longhorn|crossplane|eck|elastic|kubevirt|custom|crd)$/;

type Entry = { readonly kind: Kind; readonly isAmbiguous: boolean };

const byWord = new Map<string, Entry & { readonly plural: boolean }>();
for (const [group, words] of Object.entries(known)) {
  for (const said of words.split(" ")) {
    const plural = said.replace(/[!?]/g, "");
    const kind = customKindOf(plural, singularOf(plural), group, !said.includes("!"));
    const entry = { kind, isAmbiguous: said.includes("?") };
    byWord.set(plural, { ...entry, plural: true });
    byWord.set(kind.singular, { ...entry, plural: false });
  }
}
for (const [short, plural] of [
  ["vpa", "verticalpodautoscalers"],
  ["vpas", "verticalpodautoscalers"],
  ["hr", "helmreleases"],
] as const) {
  byWord.set(short, { kind: byWord.get(plural)!.kind, isAmbiguous: short === "hr", plural: short.endsWith("s") });
}

function customKindOf(plural: string, singular: string, group: string, namespaced: boolean): Kind {
  return { kind: singular, plural, singular, shortNames: [], group, version: "v1", namespaced };
}

function singularOf(plural: string): string {
  if (plural.endsWith("ies")) return `${plural.slice(0, -3)}y`;
  if (/(ches|shes|sses|xes)$/.test(plural) || plural === "prometheuses") return plural.slice(0, -2);
  return plural.slice(0, -1);
}

/**
 * A kind that operators bring, by the words joined without blanks and hyphens (`virtualservices`, `service monitors`). Words that also
 * mean something else count only beside the operator's name, or before what can only be a name.
 */
export function knownCustomKind(words: readonly Word[], from: number, to: number, joined: string): Spoken | null {
  const entry = byWord.get(joined);
  if (entry === undefined) return null;
  if (
    entry.isAmbiguous &&
    !isMeant(words, from, to, entry.plural) &&
    !((entry.plural || !isStopWord(words[to]?.lower ?? "is")) && isOfVendor(words, entry.kind.group))
  )
    return null;
  return { kind: entry.kind, plural: entry.plural };
}

/** `what argo thinks of the applications`: the operator whose kind it is is named somewhere. */
function isOfVendor(words: readonly Word[], group: string): boolean {
  return words.some(
    ({ lower }) =>
      vendors.test(lower) &&
      lower.length > 3 &&
      group.replaceAll(/[-.]/g, "").includes(lower.replaceAll("-", "").replace(/^(argo|flux)cd$/, "$1")),
  );
}

/** Whether a word is a kind of an operator's and nothing else. */
export function isCustomKind(lower: string): boolean {
  const entry = byWord.get(lower);
  return entry !== undefined && !entry.isAmbiguous;
}

function isMeant(words: readonly Word[], from: number, to: number, plural: boolean): boolean {
  if (vendors.test(words[from - 1]?.lower ?? "")) return true;
  if (
    !/^(certificates?|issuers?|applications?|kafkas?|workflows?|pipelines?|backups?|kustomizations?|middlewares?|prometheuses|alertmanagers?|challenges?)$/.test(
      words[from]!.lower,
    )
  )
    return false;
  const next = words[to];
  if (next === undefined || startsClause(next))
    return plural && from > 0 && /^(list|show|get|all|any|which)$/.test(words[from - 1]!.lower);
  const isNamed = /^(named|called)$/.test(next.lower) || (/[a-z0-9]-[a-z0-9]/.test(next.lower) && !next.quoted);
  if (!plural) return isNamed && /^(certificate|issuer|application|workflow)$/.test(words[from]!.lower);
  const isListed = from <= 3 && words.slice(0, from).every((word) => listing.test(word.lower));
  return (
    /^(certificates|issuers|kustomizations|middlewares|prometheuses|alertmanagers|workflows|challenges)$/.test(
      words[from]!.lower,
    ) && isListed
  );
}

const listing =
  /^(list|show|get|display|print|me|all|the|any|which|what|how|many|do|we|i|have|are|there|every|please|my|our)$/;

/** `ServiceMonitors`, `KafkaTopic`: nobody writes words like this but for the kinds of an API. */
export function camelKind(word: Word): Spoken | null {
  if (word.quoted || !/^(?!NoSchedule|PreferNo)[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+$/.test(word.text)) return null;
  if (!resourceEnding.test(word.text) || kindNamed(word.lower) !== undefined) return null;
  const plural = /s$/.test(word.lower) && !/(ss|us)$/.test(word.lower);
  const singular = plural ? singularOf(word.lower) : word.lower;
  return { kind: customKindOf(plural ? word.lower : pluralOf(singular), singular, "", true), plural };
}

/** `list flinksessionjobs`: a word of nobody's language where only a kind can stand. */
export function listedKind(words: readonly Word[], at: number): Spoken | null {
  const word = words[at]!;
  if (word.quoted || !/^[a-z]{9,40}s$/.test(word.lower) || !new RegExp(resourceEnding, "i").test(word.lower))
    return null;
  if (!/^(list|show|get|any|which|all|what|my|our|the|how many|many|other)$/.test(words[at - 1]?.lower ?? ""))
    return null;
  if (isStopWord(word.lower) || kindNamed(word.lower) !== undefined) return null;
  return { kind: customKindOf(word.lower, singularOf(word.lower), "", true), plural: true };
}

/** What kinds of operators are called after; states and reasons (`CrashLoopBackOff`, `NotReady`) are none. */
const resourceEnding =
  /(Monitor|Rule|Service|Entry|Filter|Policy|Template|Set|Class|Config|Request|Issuer|Secret|Store|Release|Repository|Repositories|Chart|Object|Job|Route|Proxy|Proxies|Pool|Claim|Topic|User|Connect|Connector|Cluster|Backup|Restore|Schedule|Location|Run|Task|Pipeline|Machine|Instance|Binding|Peer|Advertisement|Workflow|Definition|Composition|Revision|Application|Project|Gateway|Endpoint|Map|Autoscaler|Budget|Database|Volume|Node|Image|Source|Provider|Account|Role|Entries|Policies)(s|es)?$/;

function pluralOf(singular: string): string {
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(singular) ? `${singular}es` : `${singular}s`;
}
