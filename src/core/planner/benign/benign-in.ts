import { memo } from "../../diagnosis/objects/memo.ts";
import { workloadOf } from "../../diagnosis/objects/relations.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { asSeen } from "../investigation/places.ts";
import { nameTest } from "../investigation/relevance.ts";
import { healthQuestion } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import type { Benign, BenignRule } from "./benign.ts";
import { quotedIn } from "./reading/quoted-in.ts";
import { benignRules } from "./registry.ts";

/** Computed when it is first asked for: `isOpen` says that nothing shown is named, so that what is asked about may be any of it. */
function once(compute: () => boolean): () => boolean {
  let known: boolean | undefined;
  return () => {
    known ??= compute();
    return known;
  };
}

/** What the question may take for a fault, and is none: of the objects that it names, else of the place that it speaks of. */
export function benignIn(asked: Question, view: ClusterView): readonly Benign[] {
  const question = asSeen(asked, view);
  const text = `${question.text} ${quotedIn(view)}`.toLowerCase();
  const isNamed = nameTest(question, view);
  const isMeant = ({ ref, about = [] }: Benign) =>
    [ref, ...about].some((one) => isNamed(one) || isNamed(workloadOf(view, one))) || isWritten(question.text, ref);
  const { whether } = healthQuestion(question.text);
  const isOpen = once(() => !view.objects.some(({ ref }) => isNamed(ref)));
  return benignRules.flatMap((rule) => {
    const isAsked = rule.asked.test(text);
    if (rule.unless?.test(text) === true) return [];
    if (!isAsked && (!whether || rule.onlyAsked)) return [];
    const found = findingsOf(rule, view, question).filter(
      (one) => isOfPlace(question, one) && (isAsked || !one.isDoubt),
    );
    const meant = found.filter(isMeant);
    return meant.length > 0 || !isAsked ? meant : isOpen() ? found : [];
  });
}

/** `sales/crm-db` in full, be it within a message that is quoted. */
const isWritten = (text: string, { namespace, name }: ObjectRef): boolean =>
  namespace !== undefined && text.split(/[^\w./-]+/).some((word) => word.replace(/\.$/, "") === `${namespace}/${name}`);

const foundIn = memo((_: ClusterView) => new Map<string, readonly Benign[]>());

/** A question is read more than once, a view only once for it. */
function findingsOf(rule: BenignRule, view: ClusterView, question: Question): readonly Benign[] {
  const known = foundIn(view);
  const key = `${rule.code} ${question.targets.map(({ name }) => name).join()} ${question.text}`;
  const found = known.get(key) ?? rule.find(view, question);
  known.set(key, found);
  return found;
}

/** Where parts of the cluster itself run, which serve all namespaces. */
const ofAll =
  /^(?:kube-system|istio-system|ingress-nginx|cert-manager|monitoring|karpenter|keda|flux-system|argocd|reloader)$/;

/** What a part of the cluster itself writes about what lives there is of the place as well. */
const isOfPlace = (question: Question, { ref, about = [] }: Benign): boolean =>
  isInPlace(question, ref) ||
  (ofAll.test(ref.namespace ?? "") &&
    about.some((one) => one.namespace !== undefined && question.scope.namespaces.includes(one.namespace)));

function isInPlace({ scope: { namespaces }, text, targets }: Question, { namespace, kind, name }: ObjectRef): boolean {
  return (
    namespaces.length === 0 ||
    text.includes(`${namespace}/${name}`) ||
    namespace === undefined ||
    namespaces.includes(namespace) ||
    (ofAll.test(namespace) && targets.some((target) => target.name === name)) ||
    (kind === "Namespace" && namespaces.includes(name))
  );
}
