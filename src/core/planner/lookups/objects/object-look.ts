import type { Suggestion } from "../../../diagnosis/finding.ts";
import { flagOf, targetsOf } from "../../../kubectl/targets.ts";
import { settle } from "../../command-key.ts";
import { kubectl, singularOf } from "../../command-line.ts";
import { inspect } from "../../inspection/inspect.ts";
import { isFiller } from "../../query/filler.ts";
import { isStopWord } from "../../question/stop-words.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { revisionsStep } from "../changes/revisions-of.ts";
import { isGood, type Look, type LookForm, type Step } from "../form/look.ts";
import { workloadWords } from "../form/name-left.ts";
import { type Manifest, manifestName, manifestsIn } from "../printed/manifests.ts";
import { cellOf, type TableRow, tableRows } from "../printed/table.ts";
import { type ObjectAttribute, objectAttributes } from "./object-attributes.ts";
import { podsStep } from "./pods-of.ts";

const kinds = "deployments,statefulsets,daemonsets,cronjobs,jobs,pods,services,ingresses,pvc,hpa";

/** A word that names nothing may be a namespace, and is read as one once they were listed. */
const places = { command: "kubectl get namespaces", reason: "What names no object may be a namespace." };

const searched =
  /^(?:deployments|statefulsets|daemonsets|cronjobs|jobs|pods|services|ingresses|persistentvolumeclaims|horizontalpodautoscalers)$/;

/** `the cluster ip of storefront`, `when was kafka created`: something of an object that is named without its kind. */
export const objectLook: LookForm = (question, look) => {
  const asked = attributeIn(question);
  if (asked === null) return null;
  const { attribute, name } = asked;
  const said = question.scope.namespaces.find((one) => one !== name) ?? look.home.namespace;
  const place = said === null || said === undefined ? "-A" : `-n ${said}`;
  const search = {
    command: kubectl("get", kinds, place, `--field-selector=metadata.name=${name}`, "-o json"),
    reason: `Shows what is called ${name}, of whatever kind it is.`,
  };
  const own = ofSaidKind(question, name, said ?? null);
  const seen = own === null ? undefined : look.read(own.command);
  if (own !== null && seen === undefined && look.read(search.command) === undefined)
    return isShownAnyway(question, asked, look) ? null : { ask: [own] };
  const isSeen = seen !== undefined && isGood(seen) && manifestsIn(seen).some((one) => one.name === name);
  const piece = isSeen ? seen : look.read(search.command);
  if (piece === undefined) return isShownAnyway(question, asked, look) ? null : { ask: [search] };
  if (!isGood(piece)) return null;
  const found = manifestsIn(piece).filter((one) => one.name === name);
  if (found.length === 0) return nothingStep(name, place, look);
  if (attribute.of === "object") return objectStep(attribute, found, piece.command);
  const owner = found.find(({ kind }) => attribute.kinds.includes(kind));
  if (owner === undefined) return null;
  return attribute.of === "pods" ? podsStep(question, look, owner) : revisionsStep(look, owner);
};

/** Only the object itself, where its kind was said; everything of its name is read when there is none. */
function ofSaidKind({ targets }: Question, name: string, namespace: string | null): Suggestion | null {
  const kind = targets.find((one) => one.name === name)?.kind;
  if (kind == null || !searched.test(kind.plural)) return null;
  const command = kubectl("get", singularOf(kind), name, namespace !== null && `-n ${namespace}`, "-o json");
  return { command, reason: `Shows ${kind.kind} ${name} as it is.` };
}

const machines = { command: "kubectl get nodes -o wide", reason: "What names no object may be a node." };

function nodeStep(row: TableRow): Step {
  const shown = ["STATUS", "AGE", "VERSION", "INTERNAL-IP", "EXTERNAL-IP", "OS-IMAGE", "CONTAINER-RUNTIME"];
  const said = shown.map((heading) => `${heading} ${cellOf(row, heading)}`);
  const summary = `Node ${cellOf(row, "NAME")}: ${said.join(", ")}. How long its machine is up is nothing that kubectl shows.`;
  return { answered: { summary, lines: [row.line] } };
}

/** A name that no object carries may be that of a namespace. */
function nothingStep(name: string, place: string, look: Look): Step {
  const [list, nodes] = [look.read(places.command), look.read(machines.command)];
  if ((list === undefined || nodes === undefined) && place === "-A") return { ask: [places, machines] };
  const node = nodes === undefined ? undefined : tableRows(nodes).find((row) => cellOf(row, "NAME") === name);
  if (node !== undefined) return nodeStep(node);
  const isPlace = list !== undefined && tableRows(list).some((row) => cellOf(row, "NAME") === name);
  const where = place === "-A" ? "in any namespace" : `in ${place.replace("-n ", "")}`;
  return {
    answered: {
      summary: isPlace
        ? `"${name}" is a namespace and no object of its own; ask the same of what is in it, as "in ${name}".`
        : `Nothing is called "${name}" ${where}: neither a workload nor a pod, service, ingress, claim or autoscaler.`,
    },
  };
}

function objectStep(attribute: ObjectAttribute, found: readonly Manifest[], command: string): Step | null {
  const told = found
    .map((object) => ({
      object,
      said: attribute.kinds.length === 0 || attribute.kinds.includes(object.kind) ? attribute.tells(object) : "",
    }))
    .filter(({ said }) => said !== "")
    .sort((one, other) => attribute.kinds.indexOf(one.object.kind) - attribute.kinds.indexOf(other.object.kind));
  const first = told[0];
  if (first === undefined)
    return {
      answered: {
        summary: `${enumerated(found.map(manifestName), 6)} ${found.length === 1 ? "does" : "do"} not show it.`,
      },
    };
  const same = attribute.kinds.length === 0 ? told : told.filter(({ object }) => object.kind === first.object.kind);
  return {
    answered: {
      summary: `${same
        .slice(0, 6)
        .map(({ object, said }) => `${manifestName(object)} ${said}`)
        .join("; ")}.`,
      details: `Read with \`${command}\`.`,
    },
  };
}

/** The attribute and the one name in a question, where the command for it does not name the object already. */
const opener =
  /^(?:please |can you |could you |tell me |show me |and |hey,? |hi,? )*(?:what|which|when|how|where|who|since|on which|on what|under which|in which|at which|show|tell|give|does|is|are|do|has|have|did|was|compare|with which|the |cluster ip|image|version|age|uptime)/;

type Asked = { readonly attribute: ObjectAttribute; readonly name: string };

function attributeIn(question: Question): Asked | null {
  const lower = question.text.toLowerCase();
  if (/\b(?:logs?|events?|describe|ya?ml|json|cpu usage|memory usage|top)\b/.test(lower)) return null;
  if (!opener.test(lower) || /\b(?:kubectl|kubernetes|k8s|cluster(?! ?-?ips?\b)|default)\b/.test(lower)) return null;
  const besides = question.targets.reduce((text, { name }) => text.replaceAll(name, "it"), lower);
  const attribute = objectAttributes.find(({ said }) => said.test(besides));
  const name = attribute === undefined ? null : nameIn(question, attribute);
  if (attribute === undefined || name === null) return null;
  return { attribute, name };
}

/** Whether the command that the question gets besides names the object, as one of a kind that has the attribute. */
function isShownAnyway(question: Question, { attribute, name }: Asked, look: Look): boolean {
  if (question.intent === "troubleshoot" || attribute.of === "revisions") return false;
  const command = settle(inspect(question, look.home)[0]?.command ?? "")?.command;
  const target = command === undefined ? undefined : targetsOf(command).find((one) => one.name === name);
  if (target === undefined || (attribute.of === "pods" && target.kind?.kind !== "Pod")) return false;
  const isOfContainers = attribute.of === "object" && attribute.kinds.includes("Pod");
  if (isOfContainers && command?.verb === "get" && flagOf(command, "output") === undefined) return false;
  return attribute.kinds.length === 0 || attribute.kinds.includes(target.kind?.kind ?? "");
}

function nameIn({ text, targets, scope, kinds: mentions, words }: Question, attribute: ObjectAttribute): string | null {
  if (
    targets.length > 1 ||
    targets.some(({ kind }) => kind !== null && kind.kind !== "Node" && !searched.test(kind.plural))
  )
    return null;
  if (mentions.some(({ kind }) => /^(?:LimitRange|ResourceQuota)$/.test(kind.kind))) return null;
  const target = targets[0]?.name;
  if (target !== undefined && describes.test(target)) return null;
  if (
    target === undefined &&
    mentions.some(({ kind, plural }) => plural || /^(?:StorageClass|IngressClass|Node|Namespace)$/.test(kind.kind)) &&
    !mentions.some(({ kind }) => known.test(kind.plural))
  )
    return null;
  const isList =
    mentions.some(({ plural }) => plural) &&
    !/\b(?:(?:pods|replicas) of(?! the\b)|use[sd]?|using|mount\w*|needs?|reads?|referenc\w+|loads?)\b/i.test(text);
  if (target === undefined && isList) return null;
  const said = new Set(
    mentions.flatMap(({ kind, from, to }) =>
      known.test(kind.plural) ? words.slice(from, to).map((word) => word.lower) : [],
    ),
  );
  const matched = new Set(attributeWords(text.toLowerCase(), attribute, target));
  const rest = text
    .toLowerCase()
    .split(/[\s,?!;:"'`()]+|\.(?=\s|$)/)
    .filter(
      (word) =>
        word !== "" &&
        !isFiller(word.replace(/'s$/, "")) &&
        !matched.has(word) &&
        !said.has(word) &&
        !plainWords.test(word) &&
        !(scope.namespaces.includes(word) && saysPlace(text, word)),
    );
  const names = rest.filter((word) => word !== target).map((word) => word.replace(/'s$/, ""));
  if (target !== undefined) return names.length === 0 ? target : null;
  const name = names.length === 1 ? names[0]! : "";
  const isName = /^[a-z0-9][a-z0-9-]{1,62}$/.test(name) && /[a-z]/.test(name);
  return isName && !describes.test(name) && (!isStopWord(name) || workloadWords.test(name)) ? name : null;
}

/** `fullest`, `overcommitted`, `available`: what says how something is, and no name where nobody wrote it as one. */
const describes = /^(?:zero|registr(?:y|ies))$|^[a-z]{3,}(?:est|ly|ted|ded|sed|ned|able|ible|ful|ous|less)$/;

/** `in production`, `the shop namespace`; `does production use` says no place. */
const saysPlace = (text: string, word: string): boolean =>
  new RegExp(
    `(?:\\b(?:in|of|from|on|for|namespaces?|ns|across|within|inside) (?:the )?|-n ?|--namespace[ =])["'\`]?${word}|\\b${word}["'\`]? (?:namespace|ns)\\b|, ?${word}\\b|\\band ${word}\\b|\\b${word}/`,
    "i",
  ).test(text);

const known =
  /^(?:pods|deployments|statefulsets|daemonsets|cronjobs|jobs|services|ingresses|persistentvolumeclaims|horizontalpodautoscalers|configmaps|secrets|serviceaccounts|priorityclasses|nodes|namespaces|replicasets)$/;

const plainWords =
  /^(?:digests?|ready|available|what's|when's|where's|who's|deployment|service|pod|images?|statefulset|application|app|running|deployed|created|started|start|made|been|currently|configured|listen|listens|listening|exposed|assigned|scheduled|old|version|expose|exposes|behind|mount|mounts|mounted|reference|references|compare|revisions?|its|last|big|point|points|pointing|-n|connect|reachable|live|lives|landed|located|sit|sits|containers?|allowed|gets?)$/;

/** The words that say the attribute, without the name that may stand between them. */
function attributeWords(lower: string, attribute: ObjectAttribute, target: string | undefined): readonly string[] {
  const match = attribute.said.exec(lower)?.[0] ?? "";
  const all = match.split(/\s+/);
  if (!/^(?:when|how|where|what|since)\b/.test(match)) return all;
  return all.filter(
    (word) =>
      word !== target &&
      (isFiller(word) ||
        plainWords.test(word) ||
        /^(?:restart\w*|uptime|up|alive|replicas|instances|installed|released|rolled|updated|changed|added|exist\w*|node|nodes|machines?|hosts?|request\w*|memory|ram|cpu|finish\w*|succeed\w*|complete\w*|schedule|placed)$/.test(
          word,
        )),
  );
}
