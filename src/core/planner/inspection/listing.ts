import type { Kind } from "../../kubectl/kinds.ts";
import { type Home, kubectl, placesOf, pluralOf, selectorOf, singularOf } from "../command-line.ts";
import { boundsIn } from "../question/details.ts";
import type { KindMention } from "../question/kind-words.ts";
import type { Question } from "../question/understand.ts";
import { asksForDetail } from "./detail.ts";
import { fieldsFor } from "./field-selector.ts";
import { type Form, kindOf, mentions, says } from "./form.ts";
import { isJoined } from "./joined-kinds.ts";
import { mainKind } from "./main-kind.ts";
import { sortOf } from "./sorting.ts";

/** `describe`, `get` of named objects, and lists with everything that narrows, orders or shapes them. */
export const listingForms: readonly Form[] = [named, list];

/** `kubectl describe` of what is named, or of all objects of a kind. */
export function describe(question: Question, home: Home): ReturnType<Form> {
  if (!asksForDetail(question) || says(question, /\bjsonpath\b/)) return null;
  return placesOf(question, home).flatMap((place) => {
    const byKind = groups(question);
    if (byKind.length > 0)
      return byKind.map(([kind, names]) => ({
        command: kubectl("describe", singularOf(kind), ...names, kind.namespaced && place),
        reason: `Shows ${names.join(", ")} with its events.`,
      }));
    const kind = mainKind(question);
    return kind === null
      ? []
      : [
          {
            command: kubectl("describe", pluralOf(kind), kind.namespaced && place, selectorOf(question)),
            reason: `Shows the ${kind.plural} with their events.`,
          },
        ];
  });
}

/** The objects named, by kind; a name without a kind takes the kind that the question mentions, else pod or deployment by its looks. */
function groups(question: Question): readonly (readonly [Kind, readonly string[]])[] {
  const byKind = new Map<Kind, string[]>();
  for (const target of question.targets) {
    const kind =
      target.kind ??
      mainKind(question) ??
      kindOf(/-[a-z0-9]{5}$|-pod$|^pod-/.test(target.name) ? "pods" : "deployments");
    byKind.set(kind, [...(byKind.get(kind) ?? []), target.name]);
  }
  return [...byKind].slice(0, 4);
}

function named(question: Question, home: Home): ReturnType<Form> {
  const main = mainKind(question);
  const objects = groups(question).filter(([kind]) => !(kind.kind === "Node" && main?.kind === "Pod"));
  if (
    asksForPodsOn(question) ||
    objects.length === 0 ||
    question.targets.every((target) => target.kind === null && !target.sure)
  )
    return null;
  if (
    main !== null &&
    question.targets.every((target) => target.kind !== null && target.kind !== main) &&
    objects[0]![0] !== main
  )
    return null;
  if (question.scope.all && objects.every(([kind]) => kind.namespaced))
    return objects.flatMap(([kind, names]) =>
      names.map((name) => ({
        command: kubectl("get", pluralOf(kind), "-A", `--field-selector metadata.name=${name}`, outputOf(question)),
        reason: `Finds ${kind.kind} ${name} wherever it is.`,
      })),
    );
  const subresource = /\b(status|scale) sub-?resource\b|\bsubresource (status|scale)\b/.exec(question.plain);
  const mixed = objects.flatMap(([kind, names]) => names.map((name) => `${singularOf(kind)}/${name}`));
  if (objects.length > 1 && objects.every(([kind]) => kind.namespaced) && outputOf(question) === "")
    return placesOf(question, home).map((place) => ({
      command: kubectl("get", ...mixed, place),
      reason: `Shows ${mixed.join(", ")}.`,
    }));
  return placesOf(question, home).flatMap((place) =>
    objects.map(([kind, names]) => ({
      command: kubectl(
        "get",
        singularOf(kind),
        ...names,
        kind.namespaced && place,
        subresource !== null && `--subresource=${subresource[1] ?? subresource[2]}`,
        outputOf(question),
        showsLabels(question) && "--show-labels",
        says(question, /(?<!\b(?:no|without|hide|not|minus|leave out|skip) (?:the |any |its )?)\bmanaged fields\b/) &&
          "--show-managed-fields",
        watchOf(question),
      ),
      reason: `Shows ${kind.kind} ${names.join(", ")}.`,
    })),
  );
}

const notOn =
  /\b(not|aren't|isn't|never) (currently )?(running |scheduled |placed |living )?on\b|\b(off|outside|outside of|except (?:for )?(?:(?:those|the ones|ones) )?on|(?:other|elsewhere) than on|on (?:any |all |the )?other (?:nodes?|machines?) (?:than|but))\b/;

/** `what runs on node n-1`: on a node run pods. */
function asksForPodsOn(question: Question): boolean {
  const isNode = question.targets.some((target) => target.kind?.kind === "Node");
  const asks =
    /\b(what|what's|whats|everything|anything|all|workloads?|apps?)\b.*\b(runs?|running|scheduled|placed|hosted|lives?|living|sits?|sitting)\b.*\bon\b|\b(everything|anything) on\b/;
  return isNode && !mentions(question, "Pod") && says(question, asks) && !says(question, ofMachine);
}

/** What runs on a machine beside pods. */
const ofMachine = /\b(?:what|which) (?:os|operating system|kernel|kubelet|runtime|container runtime)\b/;

function list(question: Question, home: Home): ReturnType<Form> {
  const ranksPods = says(question, /\b(which|what) nodes?\b.*\b(most|fewest|least|how many) pods\b/);
  const kind = ranksPods || asksForPodsOn(question) ? kindOf("pods") : (mainKind(question) ?? guessedKind(question));
  if (kind === null) return null;
  const node =
    question.targets.find((target) => target.kind?.kind === "Node") ??
    (/\b(on|node)\b/.test(question.plain) && kind.kind === "Pod"
      ? question.targets.find((target) => target.kind === null)
      : undefined);
  const onNode = kind.kind === "Pod" && node !== undefined;
  const everywhere = onNode || wantsWholeCluster(question, kind) ? "-A" : "";
  const also = question.kinds
    .filter((mention) => isJoined(question, mention.from) && mention.kind !== kind && isListable(mention, question))
    .map((mention) => pluralOf(mention.kind));
  const avoided = kind.namespaced ? namespacesAvoided(question) : [];
  const fields = [
    ...question.selectors.fields,
    ...avoided.map((name) => `metadata.namespace!=${name}`),
    ...(onNode ? [`spec.nodeName${says(question, notOn) ? "!=" : "="}${node.name}`] : []),
    ...fieldsFor(question, kind),
  ];
  const resources = [pluralOf(kind), ...also].join(",");
  const places = avoided.length > 0 ? ["-A"] : placesOf(question, home, everywhere);
  return places.map((place) => ({
    command: kubectl(
      "get",
      resources,
      kind.namespaced && place,
      selectorOf(question) || roleOf(question, kind) || ownerOf(question, kind),
      fields.length > 0 && `--field-selector ${fields.join(",")}`,
      question.selectors.columns.length > 0 && `-L ${question.selectors.columns.join(",")}`,
      outputOf(question) ||
        (/RoleBinding$/.test(kind.kind) && says(question, /\b(roles?|subjects?|users?|groups?|accounts?)\b/)
          ? "-o wide"
          : "") ||
        (onNode || (kind.kind === "Pod" && says(question, /\b(per|by|each|which|what) nodes?\b/)) ? "-o wide" : ""),
      showsLabels(question) && "--show-labels",
      sortOf(question, kind),
      watchOf(question),
    ),
    reason: reasonOf(question, kind, place),
  }));
}

/** `pods outside of namespace kube-system`: everywhere else. */
function namespacesAvoided({ text, selectors }: Question): readonly string[] {
  const said =
    /\b(?:outside(?: of)?|not (?:in|from)|except(?:ing)?(?: in| for| those in)?|excluding|other than|apart from|aside from|besides|without) (?:the )?(?:namespaces?|ns) ["'`]?([a-z0-9][a-z0-9-]{0,61})["'`]?(?:(?:,| and| or|, and) ["'`]?([a-z0-9-]{1,61}-[a-z0-9-]{1,61})\b)?|\b(?:outside(?: of)?|not (?:in|from)|except(?:ing)?(?: in| for| those in)?|excluding) (?:the )?["'`]?(kube-[a-z]+(?:-[a-z]+)?)\b/i.exec(
      text.slice(0, 500),
    );
  const names = said === null ? [] : said.slice(1).filter((one) => one !== undefined);
  return names.filter((name) => !selectors.fields.some((field) => field.endsWith(`=${name}`)));
}

function isListable({ kind, plural, from }: KindMention, question: Question): boolean {
  // `rolebindings and roles`, unlike `rolebindings and their roles`
  const isListed = plural && /^(and|&|\+|plus)$/.test(question.words[from - 1]?.lower ?? "");
  const isNamed = question.targets.some((target) => target.kind === kind);
  return (
    kind.kind !== "Namespace" &&
    kind.kind !== "IPAddress" &&
    kind.kind !== "Node" &&
    (plural || !isNamed) &&
    !(kind.kind === "PersistentVolumeClaim" && mainKind(question)?.kind === "PersistentVolume") &&
    !(kind.kind === "Role" && !isListed && /^Node$|Binding$/.test(mainKind(question)?.kind ?? ""))
  );
}

function guessedKind(question: Question): Kind | null {
  if (says(question, /\brestart/) || question.selectors.labels.length > 0) return kindOf("pods");
  return says(question, /\b(running|containers?|failing|crashing|apps?)\b/) &&
    question.targets.length === 0 &&
    question.intent === "inspect"
    ? kindOf("pods")
    : null;
}

function wantsWholeCluster(question: Question, kind: Kind): boolean {
  if (!kind.namespaced || says(question, /\b(in|of) (the|my|this|current) namespace\b|\bcurrent namespace\b/))
    return false;
  return (
    says(
      question,
      /\bcluster\b|\b(per|by|each|which) (namespace|node)s?\b|\bhow many\b|^count\b|\b(oldest|newest)\b/,
    ) ||
    (kind.kind === "Ingress" && /\b[a-z0-9-]+\.[a-z0-9.-]*[a-z]{2,}\b/.test(question.text)) ||
    (kind.kind === "Pod" && /\b\d{1,3}(\.\d{1,3}){3}\b/.test(question.text)) ||
    (kind.kind === "Pod" &&
      !says(question, /\b(sort|order)(ed)? by\b/) &&
      (boundsIn(question.plain) !== null ||
        says(
          question,
          /\b(fail\w*|crash\w*|not running|unhealthy|broken|error\w*|stuck|evicted|oomkilled|crashloopbackoff|imagepullbackoff|problems?|restarts?)\b/,
        )))
  );
}

/** `the checkout pods`, `pods of deployment checkout`: by the label that most manifests give them; a job's by its own. */
function ownerOf(question: Question, kind: Kind): string {
  if (kind.kind !== "Pod") return "";
  const owner = question.targets.find(
    (target) =>
      (target.kind === null && !target.sure) ||
      (/^(Job|Deployment|StatefulSet|DaemonSet)$/.test(target.kind?.kind ?? "") &&
        says(question, /\b(of|by|from|behind|for|belonging to|belong to|start\w*|spawn\w*|creat\w*|made|own\w*)\b/)),
  );
  if (owner === undefined) return "";
  return owner.kind?.kind === "Job" ? `-l job-name=${owner.name}` : `-l app=${owner.name}`;
}

function roleOf(question: Question, kind: Kind): string {
  if (kind.kind !== "Node") return "";
  if (says(question, /\bworkers?\b/)) return "--selector='!node-role.kubernetes.io/control-plane'";
  return says(question, /\b(control[- ]plane|masters?)\b/) ? "-l node-role.kubernetes.io/control-plane" : "";
}

function showsLabels(question: Question): boolean {
  return (
    says(
      question,
      /\b(show|all|with|include|including|and|their|what|the|which) (the |all |their )*labels\b|^(?:the )?labels (?:of|on|for)\b/,
    ) &&
    question.selectors.columns.length === 0 &&
    question.selectors.labels.length === 0
  );
}

function watchOf(question: Question): string {
  return says(question, /\b(watch|watching|live|real[- ]?time|continuously|as they change)\b/) ? "--watch" : "";
}

export function outputOf(asked: Question): string {
  const question = { ...asked, plain: asked.plain.replaceAll(/\S+\.(?:ya?ml|json)\b/g, "") };
  if (says(question, /\bjson\b/) && !says(question, /\bya?ml\b/)) return "-o json";
  if (
    says(question, /\bya?ml\b|\bmanifests?\b/) ||
    (says(
      question,
      /\bcontents?\b|\bwhat do(?:es)?\b.{0,60}\b(?:contain|hold)\b|\bdata\b|\bvalues?\b|\bwhat('s| is|s)? (in|inside)\b|\binside\b/,
    ) &&
      mentionsData(question))
  )
    return "-o yaml";
  if (says(question, /\bjson\b/)) return "-o json";
  if (
    says(
      question,
      /\b(only|just) (print |show |list |give |return |get |display )?(me )?(the |their )?(\w+ )?names?\b|\bnothing but (the |their )?names\b|\bnames? only\b|^(list|get|show|print|display|give me|what are|return) (only |just )?(the |me the )?names? of\b/,
    )
  )
    return "-o name";
  if (
    mainKind(question)?.kind === "Node" &&
    says(question, /\b(kernel|kubelet|os|operating system|runtime|versions?)\b/)
  )
    return "-o wide";
  if (
    says(
      question,
      /\bwide\b|\bmore (info\w*|details|columns)\b|\bips?\b|\bip addresses\b|\b(and|with|their|which|show|including|on what|what) (the |their )?nodes?\b|\bmore columns\b|\bwhere .* run/,
    ) &&
    !says(question, /\bhow many nodes\b/)
  ) {
    return mainKind(question)?.kind === "Node" && !says(question, /\bwide|\bips?\b|addresses/) ? "" : "-o wide";
  }
  return "";
}

function mentionsData(question: Question): boolean {
  return question.targets.some((target) => target.kind?.kind === "ConfigMap" || target.kind?.kind === "Secret");
}

function reasonOf(question: Question, kind: Kind, place: string): string {
  const where = !kind.namespaced
    ? "of the cluster"
    : place === "-A"
      ? "in all namespaces"
      : place === ""
        ? "in the current namespace"
        : `in the ${place.slice(3)} namespace`;
  if (kind.kind === "Pod") {
    return sortOf(question, kind).includes("restartCount")
      ? `Lists the pods ${where}, those with the most restarts last.`
      : `Shows all pods ${where}, their status and other basic information.`;
  }
  return `Shows the ${kind.plural} ${where}.`;
}
