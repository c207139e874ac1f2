import type { Kind } from "../../kubectl/kinds.ts";
import type { Question } from "../question/understand.ts";

/** Requirements of a field selector that a question asks for; [] when it asks for none. */
type Condition = (question: Question) => readonly string[];

/** What the API server can select by, besides labels, for each kind that it knows more of than the name. */
const conditions: Readonly<Record<string, readonly Condition[]>> = {
  Pod: [phaseOfPod, accountOfPod, addressOfPod, restartPolicyOfPod, schedulerOfPod, hostNetworkOfPod],
  Service: [typeOfService, clusterIpOfService],
  Secret: [typeOfSecret],
  Namespace: [phaseOfNamespace],
  Node: [unschedulable],
  Job: [successOfJob],
  ReplicaSet: [emptySet],
  ReplicationController: [emptySet],
  CertificateSigningRequest: [signer],
};

/** The field selector for the conditions that a question puts on the objects of a kind. */
export function fieldsFor(question: Question, kind: Kind): readonly string[] {
  const fields = (conditions[kind.kind] ?? []).flatMap((condition) => condition(question));
  return fields.filter(
    (field) => !question.selectors.fields.some((said) => said.split(/!?=/)[0] === field.split(/!?=/)[0]),
  );
}

const phases = "(pending|running|succeeded|failed|unknown)";
const saidPhase = new RegExp(
  `\\b(?:phase|(?<=\\b(?:with|in|whose|having|of|the|a) )(?:status|state)) (?:(is|of|equals|being|=|not|isn't|is not|other than|!=) )?(?:equal to )?${phases}\\b|\\bin (?:the |a )?${phases} (?:phase|state|status)\\b`,
);

function phaseOfPod({ plain }: Question): readonly string[] {
  const said = saidPhase.exec(plain);
  if (said !== null) {
    const phase = (said[2] ?? said[3])!;
    const isNot =
      /not|n't|other|!=/.test(said[1] ?? "") ||
      /\b(not|aren't|isn't|never) (currently |yet )?in (the |a )?(\w+ (phase|state)|phase)\b/.test(plain);
    return [`status.phase${isNot ? "!=" : "="}${capital(phase)}`];
  }
  if (/\b(not|isn't|aren't|non)[- ](in )?(the )?running\b/.test(plain) && !/\bwhy\b/.test(plain))
    return ["status.phase!=Running"];
  if (/\b(not|isn't|aren't|non)\b/.test(plain)) return [];
  if (
    /^(?:list|show|get|print|count|see|give|find) (?:me )?(?:all |the |any )*failed pods\b|^(?:(?:any|are there|there are|is there|all|the|some|do we have|got) ){0,3}failed pods\b/.test(
      plain,
    )
  )
    return ["status.phase=Failed"];
  const phase = /\b(pending|running|succeeded|completed|finished)\b/.exec(plain)?.[1];
  if (
    phase === undefined ||
    /\b(node|nodes|why|where|how long)\b/.test(plain) ||
    /\bare\b.*\brunning\b|\brunning (?:on|at)\b/.test(plain)
  )
    return [];
  return [`status.phase=${/^(completed|finished)$/.test(phase) ? "Succeeded" : capital(phase)}`];
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1);
}

function accountOfPod(question: Question): readonly string[] {
  const account = question.targets.find((target) => target.kind?.kind === "ServiceAccount");
  return account === undefined ? [] : [`spec.serviceAccountName=${account.name}`];
}

function addressOfPod({ text, plain }: Question): readonly string[] {
  const address = /\b(\d{1,3}(?:\.\d{1,3}){3})\b/.exec(text)?.[1];
  return address === undefined || /\bnodes?\b/.test(plain) ? [] : [`status.podIP=${address}`];
}

function restartPolicyOfPod({ text }: Question): readonly string[] {
  const policy = /\brestart ?policy\W+(?:is |of |set to )?["']?(Always|OnFailure|Never)\b/i.exec(text)?.[1];
  const name = ["Always", "OnFailure", "Never"].find((one) => one.toLowerCase() === policy?.toLowerCase());
  return name === undefined ? [] : [`spec.restartPolicy=${name}`];
}

function schedulerOfPod({ text }: Question): readonly string[] {
  const name = /\b(?:scheduled by|scheduler name|scheduler(?: named| called)?)\s+["']?([a-z0-9-]*-[a-z0-9-]+)/i.exec(
    text,
  )?.[1];
  return name === undefined ? [] : [`spec.schedulerName=${name}`];
}

function hostNetworkOfPod({ plain }: Question): readonly string[] {
  return /\bhost ?-?network(ing)?\b/.test(plain) ? ["spec.hostNetwork=true"] : [];
}

const serviceTypes = ["LoadBalancer", "NodePort", "ClusterIP", "ExternalName"];

function typeOfService({ plain }: Question): readonly string[] {
  const said = /\btype (\S+)|\b(load ?-?balancer|node ?-?port|cluster ?-?ip|external ?-?name)s?\b/.exec(plain);
  const type = (said?.[1] ?? said?.[2] ?? "").replace(/[ -]/, "");
  const service = serviceTypes.find((one) => one.toLowerCase() === type);
  const isAddress =
    /\b(the|their|its|with|show|and|of|no|without) (the )?cluster ?-?ips?\b|\bcluster ?ip (of|is|address)\b/.test(
      plain,
    );
  return service === undefined || (service === "ClusterIP" && isAddress) ? [] : [`spec.type=${service}`];
}

function clusterIpOfService({ text, plain }: Question): readonly string[] {
  if (/\bheadless\b/.test(plain)) return ["spec.clusterIP=None"];
  const address = /\bcluster ?ip\W+(?:of |is )?(\d{1,3}(?:\.\d{1,3}){3})\b/i.exec(text)?.[1];
  return address === undefined ? [] : [`spec.clusterIP=${address}`];
}

const secretTypes: readonly (readonly [RegExp, string])[] = [
  [/\btls\b/, "kubernetes.io/tls"],
  [/\bopaque\b/, "Opaque"],
  [
    /\bdocker ?config ?json\b|\bimage ?pull\b|\bdocker[- ]?registry\b|\bregistry credentials?\b|\bpull secrets?\b/,
    "kubernetes.io/dockerconfigjson",
  ],
  [/\bbasic[- ]auth\b/, "kubernetes.io/basic-auth"],
  [/\bssh(-| )auth\b/, "kubernetes.io/ssh-auth"],
  [/\bservice ?-?account[- ]tokens?\b/, "kubernetes.io/service-account-token"],
  [/\bbootstrap[- ]tokens?\b/, "bootstrap.kubernetes.io/token"],
  [/\bhelm\b/, "helm.sh/release.v1"],
];

function typeOfSecret({ text, plain, targets }: Question): readonly string[] {
  const said = /\btype\s+(?:is\s+|of\s+)?["']?([A-Za-z][\w.-]*\/[\w./-]*\w)/.exec(text)?.[1];
  if (said !== undefined) return [`type=${said}`];
  if (targets.length > 0) return [];
  const type = secretTypes.find(([pattern]) => pattern.test(plain))?.[1];
  return type === undefined ? [] : [`type=${type}`];
}

function phaseOfNamespace({ plain }: Question): readonly string[] {
  if (/\b(terminating|being deleted)\b/.test(plain)) return ["status.phase=Terminating"];
  return /\bactive\b/.test(plain) && !/\b(not|inactive)\b/.test(plain) ? ["status.phase=Active"] : [];
}

function unschedulable({ plain }: Question): readonly string[] {
  if (/\b(cordoned|unschedulable|scheduling disabled|schedulingdisabled)\b/.test(plain))
    return [/\b(not|aren't|isn't)\b/.test(plain) ? "spec.unschedulable=false" : "spec.unschedulable=true"];
  return /\bschedulable\b/.test(plain) && !/\bnot\b/.test(plain) ? ["spec.unschedulable=false"] : [];
}

function successOfJob({ plain }: Question): readonly string[] {
  if (
    /\b(unfinished|incomplete|(not|aren't|haven't|isn't|hasn't) (yet )?(been )?(finished|completed?|succeeded|done|successful))\b/.test(
      plain,
    )
  )
    return ["status.successful=0"];
  return /\b(completed|succeeded|successful|finished)\b/.test(plain) ? ["status.successful=1"] : [];
}

function emptySet({ plain }: Question): readonly string[] {
  return /\b(no|zero|0|without( any)?) (pods|replicas)\b|\b(empty|scaled (down )?to (zero|0))\b/.test(plain)
    ? ["status.replicas=0"]
    : [];
}

function signer({ text }: Question): readonly string[] {
  const name = /\bsigner(?:Name| name)?\W+(?:is )?["']?([\w.-]+\/[\w.-]+)/i.exec(text)?.[1];
  return name === undefined ? [] : [`spec.signerName=${name}`];
}
