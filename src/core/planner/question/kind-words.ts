import { type Kind, kindNamed } from "../../kubectl/kinds.ts";
import { camelKind, knownCustomKind, listedKind, vendors } from "./custom-kinds.ts";
import { isOneEditApart } from "./slips.ts";
import { isStopWord } from "./stop-words.ts";
import { startsClause, type Word } from "./words.ts";

/** A kind as a question mentions it: words `from` (inclusive) to `to` (exclusive). */
export type KindMention = { readonly kind: Kind; readonly plural: boolean; readonly from: number; readonly to: number };

/** How people say kinds besides the API's words, in the singular; words of several parts are joined without blanks or hyphens. */
const plainWords: Readonly<Record<string, string>> = {
  autoscaler: "hpa",
  horizontalautoscaler: "hpa",
  podautoscaler: "hpa",
  horizontalscaler: "hpa",
  claim: "pvc",
  volumeclaim: "pvc",
  persistentclaim: "pvc",
  storageclaim: "pvc",
  persistentdisk: "pv",
  networkrule: "netpol",
  netpolicy: "netpol",
  disruptionbudget: "pdb",
  customresource: "crd",
  crd: "crd",
  resourcedefinition: "crd",
  endpoint: "endpoints",
  validatingwebhook: "validatingwebhookconfigurations",
  mutatingwebhook: "mutatingwebhookconfigurations",
  admissionwebhook: "validatingwebhookconfigurations",
  webhook: "validatingwebhookconfigurations",
  webhookconfiguration: "validatingwebhookconfigurations",
  machine: "nodes",
  nodeport: "",
  worker: "",
  svcaccount: "sa",
  crb: "clusterrolebindings",
  rb: "rolebindings",
  sset: "statefulsets",
  cjob: "cronjobs",
  replicacontroller: "rc",
  configurationmap: "cm",
  signingrequest: "csr",
  volumesnapshot: "volumesnapshots",
  ingressrule: "ingresses",
  ingressroute: "",
  ingresscontroller: "",
  disk: "",
  endpointsslice: "endpointslices",
  netpol: "netpol",
  configfile: "",
  cronschedule: "",
};

/** Short names that are also words of everyday language; they count only after a slash or `-`-like syntax, never in prose. */
const ambiguous = new Set(["no", "cs", "pc", "ip", "vs", "gc", "limits", "ev", "binding", "bindings", "lease", "role"]);

/** `deploy` is an order, but in `logs of deploy web` and `(deploy)` it is short for the kind. */
function isVerb(words: readonly Word[], at: number): boolean {
  if (words[at]!.lower !== "deploy" || /\($/.test(words[at]!.after)) return false;
  const [earlier, before] = [words[at - 2]?.lower ?? "", words[at - 1]?.lower ?? ""];
  if (before === "to")
    return /^(want|need|how|like|going|able|allowed|permitted|try|trying|possible|me|us|wish)$/.test(earlier);
  return (
    at === 0 ||
    /^(did|does|do|didn't|will|should|would|must|could|may|cannot|can't|newly|tried|i|we|you|please|and|then|can|just|me|help|now|kindly|let's|lets)$/.test(
      before,
    )
  );
}

/** `the lease of x`, `lease my-operator`, `the kube-scheduler lease`: beside a name, or of something. */
function isLease(words: readonly Word[], at: number): boolean {
  const [before, next] = [words[at - 1]?.lower ?? "", words[at + 1]?.lower ?? ""];
  return (
    /^(of|for|object|objects|named|called)$/.test(next) ||
    /[a-z0-9]-[a-z0-9]/.test(before) ||
    /[a-z0-9]-[a-z0-9]/.test(next)
  );
}

/** `limits of namespace x`, `which limits are set in x` speak of limit ranges. */
function isAmbiguous(words: readonly Word[], at: number): boolean {
  const { lower } = words[at]!;
  if (lower === "lease") return !isLease(words, at);
  if (lower !== "limits") return ambiguous.has(lower);
  const rest = words.slice(at + 1, at + 5).map((word) => word.lower);
  const isOfPlace = rest.some((word) => /^(namespaces?|ns)$/.test(word));
  return (
    !isOfPlace || words.some((word) => /^(pods?|containers?|deployments?|cpu|memory|statefulsets?)$/.test(word.lower))
  );
}

/** The kinds that a question mentions, in order, longest reading first: `persistent volume claims` is one kind, not two. */
export function kindsIn(words: readonly Word[], taken: ReadonlySet<number>): readonly KindMention[] {
  const found: KindMention[] = [];
  let at = 0;
  while (at < words.length) {
    const mention = mentionAt(words, at, taken);
    if (mention !== null) found.push(withVendor(words, mention));
    at = mention?.to ?? at + 1;
  }
  return found;
}

/** `cert-manager certificates`: the operator's name belongs to the kind and is no object. */
function withVendor(words: readonly Word[], mention: KindMention): KindMention {
  const isVendors = kindNamed(mention.kind.plural) === undefined && vendors.test(words[mention.from - 1]?.lower ?? "");
  return isVendors ? { ...mention, from: mention.from - 1 } : mention;
}

function mentionAt(words: readonly Word[], at: number, taken: ReadonlySet<number>): KindMention | null {
  for (let length = Math.min(4, words.length - at); length >= 1; length--) {
    const span = words.slice(at, at + length);
    if (span.some((word, index) => taken.has(at + index) || word.quoted || (index > 0 && word.after !== ""))) continue;
    const joined = span
      .map((word) => word.lower)
      .join("")
      .replaceAll("-", "");
    if (length === 1 && (isOwnMachine(words, at) || isOfTerm(words, at))) continue;
    if (length === 1 && (isVerb(words, at) || (isAmbiguous(words, at) && joined !== "role"))) continue;
    const kind =
      (length === 1 ? fieldPath(span[0]!) : null) ??
      (length === 1 && !isCrdName(words, at) ? (customKind(span[0]!.lower) ?? camelKind(span[0]!)) : null) ??
      kindSaid(joined, length > 1 || span[0]!.lower.includes("-")) ??
      knownCustomKind(words, at, at + length, joined) ??
      (length === 1 ? listedKind(words, at) : null);
    if (kind !== null && !(length === 1 && isRatherName(words, at))) return { ...kind, from: at, to: at + length };
  }
  return null;
}

/** `the pod security standard` speaks of no pod. */
function isOfTerm(words: readonly Word[], at: number): boolean {
  return words[at]!.lower === "pod" && words[at + 1]?.lower === "security" && !startsClause(words[at + 1]!);
}

/** `to my machine` speaks of the one where kubectl runs. */
function isOwnMachine(words: readonly Word[], at: number): boolean {
  return words[at]!.lower === "machine" && /^(my|own|local|this)$/.test(words[at - 1]?.lower ?? "");
}

/** Kinds that few clusters have and many applications are called: `is gateway healthy`, without an article or a name beside it. */
function isRatherName(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]?.lower ?? "";
  if (
    /^(service|svc|deployment|deploy|pod|ingress|statefulset|daemonset|job|cronjob)$/.test(before) &&
    /^(gateway|certificate|webhook|autoscaler|machine|issuer|claim)$/.test(words[at]!.lower)
  )
    return true;
  if (isBeforeOwner(words, at) || isBehindWorkload(words, at)) return true;
  if (!/^(gateway|lease|role|certificate)$/.test(words[at]!.lower)) return false;
  const isArticle = /^(the|a|an|my|our|this|which|what|each|every|called|named|of)$/.test(words[at - 1]?.lower ?? "");
  const next = words[at + 1]?.lower ?? "";
  // `what does role deployer allow`
  if (words[at]!.lower === "role" && /^[a-z][a-z-]+$/.test(next) && !isStopWord(next)) return false;
  return (
    !isArticle &&
    !/[-0-9]|^(called|named|class)$/.test(next) &&
    /^(is|are|why|does|restart|scale|logs?|for|with|in)$/.test(words[at - 1]?.lower ?? "")
  );
}

/** `restart the gateway deployment`, `logs of the events daemonset`: what stands before a workload is its name. */
function isBeforeOwner(words: readonly Word[], at: number): boolean {
  const [before, next, behind] = [words[at - 1]?.lower ?? "", words[at + 1], words[at + 2]];
  const isOwner =
    next !== undefined &&
    !startsClause(next) &&
    /^(deployment|deploy|statefulset|sts|daemonset|ds|cronjob|pod|service|svc|replicaset)$/.test(next.lower);
  if (!isOwner || (behind !== undefined && !startsClause(behind) && !behindName.test(behind.lower))) return false;
  const { lower } = words[at]!;
  return (
    /^(gateway|lease|role|certificate|webhook|autoscaler|machine|issuer|claim)$/.test(lower) ||
    (/^(the|our|my|your|this)$/.test(before) &&
      /^(events?|job|secret|node|endpoints?|certificates|queue|route)$/.test(lower))
  );
}

/** `restart deployment job in ns ci`: behind a workload's kind stands its name, whatever it means besides. */
function isBehindWorkload(words: readonly Word[], at: number): boolean {
  const [before, behind] = [words[at - 1]?.lower ?? "", words[at + 1]];
  return (
    /^(deployment|deploy|statefulset|sts|daemonset|ds)$/.test(before) &&
    !startsClause(words[at]!) &&
    /^(job|node|secret|role|lease|endpoint|configmap|route)$/.test(words[at]!.lower) &&
    (behind === undefined || startsClause(behind) || behindName.test(behind.lower))
  );
}

/** What follows an object whose name stood before its kind. */
const behindName =
  /^(in|of|from|on|to|by|with|for|ns|namespace|-n|please|pls|now|is|has|keeps|and|so|then|as|at|down|up|back|again|looks?|seems|should|must|via|using|called)$/;

/** `networkpolicy.spec` speaks of a kind's fields. */
function fieldPath(word: Word): { kind: Kind; plural: boolean } | null {
  const start = /^([a-z]{2,40})\.(?:spec|status|metadata|data)(?:\.[A-Za-z.]+)?$/.exec(word.text)?.[1];
  const kind = start === undefined ? undefined : kindNamed(start);
  return kind === undefined ? null : { kind, plural: false };
}

/** `crd widgets.example.com` is called like its resource. */
function isCrdName(words: readonly Word[], at: number): boolean {
  const isCalled = /^(called|named)$/.test(words[at - 1]?.lower ?? "");
  return /^(crds?|customresourcedefinitions?|definitions?)$/.test(words[isCalled ? at - 2 : at - 1]?.lower ?? "");
}

/** Kinds in other languages; a piece of the word is enough where words are not set apart. */
const foreignKinds: readonly (readonly [RegExp, string])[] = [
  [/^под(ы|а|ов|ами|у)?$|^ポッド|^容器组$|^पॉड/u, "pods"],
  [/^(knoten|nœuds?|noeuds?|nodos?|nós|узл\p{L}+|узел|нод\p{L}+)$|^节点|^ノード/u, "nodes"],
  [/^(dienste?|servicios?|serviços?|сервис\p{L}*)$|^服务|^サービス/u, "services"],
  [
    /^(déploiements?|despliegues?|implantaç(?:ão|ões)|деплоймент\p{L}*|развертывани\p{L}+)$|^部署|^デプロイメント/u,
    "deployments",
  ],
  [/^(ereignisse?|événements?|eventos?|событи\p{L}+)$|^事件|^イベント/u, "events"],
  [/^(geheimnisse|секрет\p{L}*|secretos?|segredos?)$|^密钥|^シークレット/u, "secrets"],
];

function kindSaid(joined: string, several: boolean): { kind: Kind; plural: boolean } | null {
  const foreign = several ? undefined : foreignKinds.find(([pattern]) => pattern.test(joined))?.[1];
  if (foreign !== undefined) return { kind: kindNamed(foreign)!, plural: !/^(под|пода|узел|ノード)$/u.test(joined) };
  if (!/^[a-z]{2,40}(\.[a-z0-9.]{1,60})?$/.test(joined)) return null;
  const direct = kindNamed(joined);
  if (direct !== undefined && !(several && isShort(direct, joined))) {
    return { kind: direct, plural: joined.split(".")[0] === direct.plural && direct.plural !== direct.singular };
  }
  for (const [singular, plural] of singularsOf(joined)) {
    if (ambiguous.has(singular) && singular !== "role") continue;
    const word = Object.hasOwn(plainWords, singular) ? plainWords[singular]! : singular;
    const kind = word === "" ? undefined : kindNamed(word);
    if (kind !== undefined && !(several && word === singular && isShort(kind, word))) return { kind, plural };
  }
  return several &&
    !/.{7}(?:classe?s?|clase?s?|polic\w*|budgets?|quotas?|volumes?|claims?|maps?|accounts?)$/.test(joined)
    ? null
    : misspelt(joined);
}

/** A resource of somebody's own group, said in full: `certificates.cert-manager.io`. */
function customKind(lower: string): { kind: Kind; plural: boolean } | null {
  const match = /^([a-z]{3,60}s)\.([a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:io|com|dev|sh|org|net|cloud|app|tech))$/.exec(lower);
  if (match === null || kindNamed(lower) !== undefined) return null;
  const kind = {
    kind: lower,
    plural: lower,
    singular: lower,
    shortNames: [],
    group: match[2]!,
    version: "v1",
    namespaced: true,
  };
  return { kind, plural: true };
}

function isShort(kind: Kind, word: string): boolean {
  return kind.shortNames.includes(word);
}

function singularsOf(word: string): readonly (readonly [string, boolean])[] {
  const forms: (readonly [string, boolean])[] = [[word, false]];
  if (word.endsWith("ies")) forms.push([`${word.slice(0, -3)}y`, true]);
  if (word.endsWith("es")) forms.push([word.slice(0, -2), true]);
  if (word.endsWith("s")) forms.push([word.slice(0, -1), true]);
  return forms;
}

const common = [
  "pods", "deployments", "services", "namespaces", "configmaps", "secrets", "statefulsets", "daemonsets", "replicasets", "ingresses",
  "cronjobs", "persistentvolumes", "persistentvolumeclaims", "serviceaccounts", "networkpolicies", "storageclasses", "ingressclasses",
  "priorityclasses", "runtimeclasses", "resourcequotas", "poddisruptionbudgets",
]; // biome-ignore format: one list

function misspelt(word: string): { kind: Kind; plural: boolean } | null {
  if (word.length < 5) return word === "pdos" || word === "posd" ? { kind: kindNamed("pods")!, plural: true } : null;
  for (const plural of common) {
    const kind = kindNamed(plural)!;
    for (const right of [plural, kind.singular]) {
      if (right.length >= 6 && right[0] === word[0] && isOneEditApart(word, right))
        return { kind, plural: right === plural };
    }
  }
  return null;
}
