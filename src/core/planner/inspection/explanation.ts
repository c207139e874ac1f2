import { type Kind, kindNamed } from "../../kubectl/kinds.ts";
import { kubectl, pluralOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { startsClause } from "../question/words.ts";
import { type Form, one, says } from "./form.ts";

const asks =
  /\bexplain(?:ed)?\b|\bexplanation\b|\bdocs?\b|\bdocument(?:ation|ed)?\b|\bwhat (?:does|do|is|are) (?:the )?fields?\b|\bmeaning of\b|\bschema\b|\b(?:what|whatever) (?:does|do|is|did)\b.*\bmean\b|\bwhat is an? \w+ ?\w*$|\b(?:structure|field tree|tree|layout) of\b|\bhow (?:is|are) .{0,40}\b(?:structured|built up|laid out|specified)\b|\bapi reference\b/;

/** Fields of a kind, not of an object: `what fields can I set under a pod's spec`, `what goes into a pvc spec`. */
const asksForFields =
  /\bfields? (?:of|for|in|does|tree)\b|\b(?:what|which|all|every|list|show|possible|nested|available)\b.{0,30}\b(?:fields?|options|attributes(?! class)|properties|possible settings)\b(?! ?-?selectors?)|\bwhat (?:can|could|may|goes|belongs|is allowed|do i put|to put)\b.{0,30}\b(?:into?|under|inside|in) (?:an? |the )?(?:\w+ ){0,2}?(?:spec|status|template|metadata|probe|lifecycle|strategy|security context|affinity)\b|\btell me what\b|\bpossible (?:settings|options)\b/;

const deeply =
  /\b(?:all|every|nested|recursive(?:ly)?|whole|complete|full|entire|tree|deep|(?:everything|what is|fields) (?:below|beneath|under|inside))\b(?! (?:containers?|pods|namespaces?)\b)/;

/** Questions about the API itself: what kinds are made of, and what a field means. */
export function explanation(question: Question): ReturnType<Form> {
  const isOfFields = says(question, asksForFields) && question.targets.every(({ kind }) => kind === null);
  const path = question.words.find(
    (word) => /^[a-z]{2,30}(\.[A-Za-z]{2,40})+$/.test(word.text) && !/\.(?:ya?ml|json)$/.test(word.text),
  )?.text;
  const isOfPath = path !== undefined && says(question, /\bfields?\b/);
  if (!says(question, asks) && !isOfFields && !isOfPath && !namesField(question)) return null;
  const recursive = says(question, deeply) ? "--recursive" : "";
  if (path !== undefined && /\b(field|mean|explain|document|spec|status)\b/i.test(question.text)) {
    const isOpen = /^(spec|status|metadata)\./.test(path) && question.kinds[0] !== undefined;
    const start = isOpen ? `${question.kinds[0]!.kind.plural}.` : "";
    return one(
      kubectl("explain", `${start}${path}`, recursive),
      "Explains the field as this cluster's API documents it.",
    );
  }
  const isOfContainer =
    question.kinds.length === 0 &&
    (/\b(?:containers?|pods?)\b/.test(question.text) ||
      question.words.some(({ text }) => /[A-Z]/.test(text) && ofContainer.includes(text)));
  const mentioned = question.kinds.find((mention) => mention.kind.kind !== "Namespace") ?? question.kinds[0];
  const kind = mentioned?.kind ?? (isOfContainer ? kindNamed("pods") : undefined);
  if (kind === undefined || namesObject(question)) return null;
  return one(
    kubectl("explain", [pluralOf(kind), ...pathIn(question, kind)].join("."), recursive, versionIn(question)),
    `Explains what ${kind.plural} are made of.`,
  );
}

/** `what values can restartPolicy have in a pod`. */
function namesField({ words, plain, targets }: Question): boolean {
  const isField = ({ text }: { text: string }) =>
    /[A-Z]/.test(text) && (longFields.includes(text) || ofContainer.includes(text));
  return (
    /^(?:what|which|how|explain)\b.*\b(?:values?|mean|work|allowed|possible|default|options?)\b/.test(plain) &&
    targets.every(({ sure }) => !sure) &&
    words.some(isField)
  );
}

/** Behind `explain kind` no plain word is a name. */
function namesObject(question: Question): boolean {
  const isExplained = /^(?:\w+ )?explain\b/.test(question.plain);
  return question.targets.some(
    ({ sure, name }) => sure && !isField(question, name) && !(isExplained && /^[a-z]+$/.test(name)),
  );
}

/** What was taken for a name because of its place, and is a field: `cronjob's jobTemplate`, `networkpolicy egress`. */
function isField({ words }: Question, name: string): boolean {
  return words.some(({ text, lower }) => lower === name && (/[a-z][A-Z]/.test(text) || Object.hasOwn(parents, lower)));
}

function versionIn({ text }: Question): string {
  const version = /\b(?:version|in)\s+((?:[a-z0-9.-]+\/)?v\d+(?:(?:alpha|beta)\d+)?)\b/i.exec(text.slice(0, 1000))?.[1];
  return version === undefined ? "" : `--api-version=${version}`;
}

const ofContainer = ["resources", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle", "env", "envFrom", "ports", "image", "imagePullPolicy", "command", "args", "volumeMounts", "workingDir"]; // biome-ignore format: one list

/** Fields that people name without the way to them. */
const parents: Readonly<Record<string, readonly string[]>> = {
  affinity: ["spec", "affinity"], tolerations: ["spec", "tolerations"], strategy: ["spec", "strategy"], selector: ["spec", "selector"],
  egress: ["spec", "egress"], ingress: ["spec", "ingress"], volumes: ["spec", "volumes"], template: ["spec", "template"],
  containers: ["spec", "containers"], rules: ["spec", "rules"], schedule: ["spec", "schedule"], type: ["spec", "type"],
  replicas: ["spec", "replicas"], ports: ["spec", "ports"], resources: ["spec", "resources"], behavior: ["spec", "behavior"],
  metrics: ["spec", "metrics"], labels: ["metadata", "labels"], annotations: ["metadata", "annotations"],
}; // biome-ignore format: one list

const kindsOfPods = /^(Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|Job)$/;

/** The way to the field that a question names, without the kind. */
function pathIn(question: Question, kind: Kind): readonly string[] {
  const said = fieldsAfter(question, kind);
  const words = question.words.map(({ text }) => text);
  const isInContainer = /\bcontainers?\b/.test(question.text) && kindsOfPods.test(kind.kind);
  const pod = kind.kind === "Pod" ? ["spec"] : ["spec", "template", "spec"];
  const ofBoth = isInContainer && question.text.includes("securityContext") ? "securityContext" : undefined;
  const inside =
    ofBoth ??
    words.find((word) => ofContainer.includes(word) && (isInContainer || /[A-Z]/.test(word))) ??
    spacedField(words, ofContainer);
  if (inside !== undefined && kindsOfPods.test(kind.kind)) return [...pod, "containers", inside];
  const camel = words.find((word) => /^[a-z]+(?:[A-Z][a-z]+)+$/.test(word)) ?? spacedField(words, longFields);
  const asked =
    /\bfield (?!tree\b|names?\b|list\b|reference\b|descriptions?\b)([a-z][A-Za-z]{1,40})\b(?= (?:of|in|under)\b)/.exec(
      question.text,
    )?.[1];
  if (said.length > 0 && /^(spec|status|metadata|data|rules)$/.test(said[0]!))
    return asked !== undefined && said.length === 1 && asked !== said[0] ? [...said, asked] : said;
  if (kind.kind === "PersistentVolume" && /\breclaim/.test(question.text))
    return ["spec", "persistentVolumeReclaimPolicy"];
  if (kind.kind === "Ingress" && /\brules?\b/.test(question.text)) return ["spec", "rules"];
  const loose = camel ?? said[0] ?? words.find((word) => isLooseField(question, word, kind));
  if (loose === undefined) return before(question);
  if (kind.kind === "RoleBinding" || /Role$/.test(kind.kind)) return [loose];
  const deeper = loose === said[0] ? said.slice(1) : [];
  return Object.hasOwn(parents, loose) ? [...parents[loose]!, ...deeper] : ["spec", loose, ...deeper];
}

const longFields = ["updateStrategy", "restartPolicy", "nodeSelector", "serviceAccountName", "ingressClassName", "accessModes", "storageClassName", "volumeMode", "jobTemplate", "backoffLimit", "concurrencyPolicy", "minReadySeconds", "securityContext", "hostNetwork", "dnsPolicy", "dnsConfig", "priorityClassName", "topologySpreadConstraints", "volumeClaimTemplates", "externalTrafficPolicy", "sessionAffinity", "initContainers", "terminationGracePeriodSeconds", "activeDeadlineSeconds", "revisionHistoryLimit", "progressDeadlineSeconds", "podManagementPolicy", "imagePullSecrets", "policyTypes", "podSelector"]; // biome-ignore format: one list

/** `update strategy` for `updateStrategy`. */
function spacedField(words: readonly string[], fields: readonly string[]): string | undefined {
  const joined = words.map((word) => word.toLowerCase()).join(" ");
  return fields.find(
    (field) =>
      /[A-Z]/.test(field) &&
      new RegExp(`\\b${field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}s?\\b`).test(joined),
  );
}

/** `the service type field`, `egress rules of a networkpolicy`. */
function isLooseField(question: Question, word: string, kind: Kind): boolean {
  if (!Object.hasOwn(parents, word) || kindNamed(word) === kind) return false;
  return /\bfields?\b|\bmeans?\b|\bof an?\b|\bin an?\b|\brules\b/.test(question.plain);
}

/** `the spec of a pod`, `under a pod's spec`. */
function before(question: Question): readonly string[] {
  const part = /\b(spec|status|metadata)\b/.exec(question.plain)?.[1];
  return part === undefined ? [] : [part];
}

/** `explain deployment spec strategy`: the words after the kind are a path. */
function fieldsAfter(question: Question, kind: Kind): readonly string[] {
  const to = question.kinds.find((one) => one.kind === kind)?.to ?? question.words.length;
  const behind = question.words.slice(to);
  const stop = behind.findIndex((word) => startsClause(word));
  const rest = (stop < 0 ? behind : behind.slice(0, stop)).map((word) => word.text);
  const start = /^v\d/.test(rest[0] ?? "") ? 1 : 0;
  const end = rest.findIndex(
    (text, index) => index >= start && (!/^[a-z][A-Za-z]{1,40}$/.test(text) || prose.test(text)),
  );
  return end < 0 ? rest.slice(start) : rest.slice(start, end);
}

const prose =
  /^(of|in|for|the|and|every|resource|object|objects|kind|api|what|type|field|fields|recursive|recursively|with|all|please|is|are|do|does|mean|have|has|there|exist|contain|as|tree|means|rules|can|made|to|on|work|works|from|that|documentation|docs|schema|structure|pls|plz|thx|thanks|again|explained|depth|detail|full)$/;
