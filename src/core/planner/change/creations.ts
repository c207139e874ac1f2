import { kubectl, quoted, singularOf } from "../command-line.ts";
import { kindOf } from "../inspection/form.ts";
import type { KindMention } from "../question/kind-words.ts";
import { isSoftWord, isStopWord } from "../question/stop-words.ts";
import type { Question } from "../question/understand.ts";
import { accessCreations, boundIn, placeOfBinding } from "./creations/access.ts";
import { configCreations } from "./creations/config.ts";
import type { Creation } from "./creations/creation.ts";
import { networkCreations } from "./creations/network.ts";
import { ruleCreations } from "./creations/rules.ts";
import { workloadCreations } from "./creations/workloads.ts";
import { isOfContext } from "./default-namespace.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";
import { imageSaid, nameSaid, previewOf } from "./spoken.ts";

/** Objects made by `kubectl create` and `kubectl run`, one entry a kind. */
const creations: ReadonlyMap<string, Creation> = new Map([
  ...workloadCreations,
  ...configCreations,
  ...accessCreations,
  ...networkCreations,
  ...ruleCreations,
]);

export const creationChanges: readonly ChangeForm[] = [create, bind];

function bind(question: Question, said: string): Change | null {
  const place = placeOfBinding(question, said);
  const bound = boundIn(question, place);
  if (bound === null) return null;
  const where = bound.command.startsWith("create rolebinding") ? place : "";
  return changed(kubectl(bound.command, where), "Grants what the role allows.", {
    command: kubectl("get", where === "" ? "clusterrolebinding" : "rolebinding", bound.name, where, "-o wide"),
    reason: "Shows the binding.",
  });
}

const orders =
  /^(?:\w+ )?(?:create|make|add|new|deploy|launch|start|spin up|spawn|fire up|set up|run|generate|get|give|print|show|write|trigger|schedule|need|want|request|issue|mint)\b/;

/** `make the deployment canary use the image x`: it is there already. */
const ofExisting =
  /^(?:\w+ )?(?:make|get|need|want) (?:the|our|my) \w.{0,60}\b(?:use|run|have|carry|pull|start from)\b/;

/** `a throwaway busybox pod with a shell`: what is to be there for a while is to be made. */
const passing = /\b(?:temporary|throw ?away|disposable|one[- ]off|short-lived|scratch)\b.*\b(?:pod|container|shell)\b/;

function create(question: Question, place: string): Change | null {
  const preview = previewOf(question);
  const isPassing = passing.test(question.plain);
  if ((!orders.test(question.plain) && !isPassing) || ofExisting.test(question.plain)) return null;
  if (
    !isPassing &&
    !/\bpod with (?:an? )?(?:\w+ )?(?:shell|terminal)\b/.test(question.plain) &&
    /^(?:(?:now|please|then|also|just|and|so) )?(get|give|print|show|write|generate)\b/.test(question.plain) &&
    preview === "" &&
    !/\btokens?\b/.test(question.plain)
  )
    return null;
  const namespace = namespaceMade(question);
  if (namespace !== null) return withLabels(question, namespace, preview);
  const made = madeIn(question) ?? deployed(question);
  if (made === null) return null;
  const creation = creations.get(made.kind.kind);
  const name = nameSaid(question, made) ?? nameFor(question, made);
  const home = /RoleBinding$/.test(made.kind.kind) ? placeOfBinding(question, place) : place;
  const line = name === null ? null : (creation?.(question, name, home) ?? null);
  if (line === null || name === null) return null;
  const [before, trailing] = apart(line);
  const said = made.kind.kind === "ResourceQuota" && place === "" ? placeFor(question, name) : home;
  const where = made.kind.namespaced && !/ -n \S/.test(before) ? said : "";
  return changed(kubectl(before, where, preview, trailing), `Makes ${made.kind.kind} ${name}.`, {
    command: kubectl("get", singularOf(made.kind), quoted(name), where),
    reason: "Shows the new object.",
  });
}

/** `create namespace team-c with label env=dev`: kubectl puts the labels on afterwards. */
function withLabels({ selectors }: Question, namespace: string, preview: string): Change {
  const made = changed(kubectl("create namespace", namespace, preview), "Makes the namespace.", {
    command: "kubectl get namespaces",
    reason: "Lists the namespaces.",
  });
  const labels = selectors.labels.filter((label) => /^[\w./-]+=[\w.-]+$/.test(label));
  if (labels.length === 0 || preview !== "") return made;
  const label = { command: kubectl("label namespace", namespace, ...labels), reason: "Puts the labels on it." };
  return { ...made, commands: [...made.commands, label] };
}

/** `a quota for team-x`: what a quota is for is a namespace. */
function placeFor({ words, targets }: Question, name: string): string {
  const at = words.findIndex(
    ({ lower }, index) =>
      /^(for|on)$/.test(words[index - 1]?.lower ?? "") &&
      targets.some((one) => one.kind === null && one.name === lower),
  );
  return at < 0 || words[at]!.lower === name ? "" : `-n ${words[at]!.lower}`;
}

/** `create namespace x`: its word is read as a place. */
function namespaceMade(question: Question): string | null {
  if (question.kinds.some((mention) => mention.kind.kind !== "Namespace") || isOfContext(question.text)) return null;
  const at = question.words.findIndex((word) => /^(namespace|ns)$/.test(word.lower));
  if (at < 0 || at > 4 || !/^(?:\w+ )?(?:create|make|add|new|need|want)\b/.test(question.plain)) return null;
  const named = /^(called|named|=)$/.test(question.words[at + 1]?.lower ?? "")
    ? question.words[at + 2]
    : question.words[at + 1];
  const isProse = named !== undefined && !named.quoted && isStopWord(named.lower) && !isSoftWord(named.lower);
  const name =
    question.scope.namespaces[0] ?? (isProse ? question.targets.find(({ sure }) => sure)?.name : named?.lower);
  return name !== undefined && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name) ? name : null;
}

/** What follows `--` stays last, whatever flags come. */
function apart(line: string): readonly [string, string] {
  const at = line.indexOf(" -- ");
  return at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
}

/** What is to be made: the first kind said, unless it only says how (`a service for a deployment` is read elsewhere). */
function madeIn(question: Question): KindMention | null {
  // `a node port service`
  const isPort = ({ kind, to }: KindMention) => kind.kind === "Node" && question.words[to]?.lower === "port";
  const first = question.kinds.find((mention) => !isPort(mention));
  if (first === undefined || first.plural) return null;
  if (
    question.words
      .slice(0, first.from)
      .some((word) => /^(from|on|for|to|of|in|with|inside|within|into|onto|at|by|behind)$/.test(word.lower))
  ) {
    const isPreview = previewOf(question) !== "" || /\btokens?\b/.test(question.plain);
    if (!isPreview) return null;
  }
  return first;
}

/** `deploy nginx:1.27 as web`: an image alone becomes a deployment. */
function deployed(question: Question): KindMention | null {
  const isImage = question.words.some(({ text }) => /^[\w./-]+:[\w.-]*\d[\w.-]*$/.test(text));
  const orders = /^(?:\w+ )?(?:deploy|launch|spin up)\b.*\b(?:as|called|named)\b/;
  if (question.kinds.length > 0 || !isImage || !orders.test(question.plain)) return null;
  const at = question.words.findIndex(({ lower }) => /^(as|called|named)$/.test(lower));
  return { kind: kindOf("deployments"), plural: false, from: at, to: at + 1 };
}

/** Pods and deployments that nobody names are called after their image. */
function nameFor(question: Question, made: KindMention): string | null {
  const beside = question.words[made.from - 1];
  const image = imageSaid(question) ?? (made.kind.kind === "Pod" ? (beside?.lower ?? null) : null);
  const target = question.targets.find(
    (one) => (one.kind === null || one.kind === made.kind) && one.name !== "balancer",
  )?.name;
  if (target !== undefined) return target;
  if (image === null || !/^(Pod|Deployment|Job|CronJob)$/.test(made.kind.kind)) return null;
  const base = image.split("@")[0]!.split("/").at(-1)!.split(":")[0]!.toLowerCase();
  return /^[a-z][a-z0-9-]*$/.test(base) && !/^(a|an|the|new|single|simple|pod|test)$/.test(base) ? base : null;
}
