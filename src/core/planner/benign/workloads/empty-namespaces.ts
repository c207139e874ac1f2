import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, Listing, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { namespaceOf } from "../../../kubectl/targets.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { isNamed } from "../../investigation/relevance.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, runningIn } from "../reading/standing.ts";

const elsewhere = defineBenign(
  {
    code: "looked-in-another-namespace",
    title: "Nothing in the namespace that kubectl looks in, all elsewhere",
    about:
      "Without -n kubectl looks in the namespace of the context, which is default where the context names none: after a new kubeconfig or a change of context it shows nothing though all runs in another namespace. Said where workloads of one's own are shown in other namespaces with all their replicas ready, and the question does not name the namespace that is empty.",
    reads: ["Deployment", "StatefulSet", "Pod"],
    asked:
      /\b(?:gone|disappear\w*|vanish\w*|empty|no (?:pods?|deployments?|resources|workloads?)|missing|lost|delet\w*|wiped|nothing|down|removed|no longer)\b/,
    onlyAsked: true,
  },
  function* (view, question) {
    const { text } = question;
    const empty = view.listings.findLast((list) => isBare(list, view));
    const place = empty?.namespace ?? "";
    if (empty === undefined || place === "") return;
    if (isSaid(place, text)) {
      yield {
        ref: { kind: "Namespace", name: place },
        text: `namespace ${place}, which is asked about, is empty`,
        lines: [empty.line],
        isDoubt: true,
      };
      return;
    }
    const { workloads, pods } = runningIn(view);
    const own = workloads.filter(({ ref }) => isOwn(ref.namespace ?? "") && ref.namespace !== place);
    const podsThere = pods.filter(({ ref }) => isOwn(ref.namespace ?? "") && ref.namespace !== place);
    if (view.objects.some(({ ref }) => ref.namespace === place && ref.kind !== "Service") || isAnythingDown(view))
      return;
    if (own.some((one) => replicasOf(one)?.wanted === 0) || (own.length === 0 && podsThere.length === 0)) return;
    const missed = missedIn(
      question,
      [...own, ...podsThere].map(({ ref }) => ref),
    );
    if (missed !== undefined) {
      yield {
        ref: { kind: "Namespace", name: place },
        text: `namespace ${place} is empty, and ${missed} is not among what is shown to run elsewhere`,
        lines: [empty.line],
        isDoubt: true,
      };
      return;
    }
    const context = contextIn(view);
    if (context !== null && isOtherStage(context.name, text)) return;
    const refs = [...own.map(({ ref }) => ref), ...(own.length > 0 ? [] : podsThere.map(({ ref }) => ref))];
    const places = [...new Set(refs.map(({ namespace }) => namespace ?? ""))];
    const why = context === null || context.namespace !== "" ? "" : ` (context ${context.name} sets no namespace)`;
    const running = own.length > 0 ? own.map(replicasText) : podsThere.map(({ ref }) => ref.name);
    yield {
      ref: refs[0]!,
      about: refs.slice(1),
      text: `nothing is gone: without -n kubectl looked in namespace ${place}${why}, which is empty; ${enumerated(running, 6)} ${running.length === 1 ? "is" : "are"} running and ready in namespace ${enumerated(places, 4)}, as \`-n ${places[0]}\` shows`,
      lines: [empty.line, context?.line, ...own.slice(0, 4).map((one) => one.cite())],
    };
  },
);

/** The name of what is missed, where nothing that is shown to run is called so. */
function missedIn({ targets, scope }: Question, shown: readonly ObjectRef[]): string | undefined {
  const isShown = (name: string) =>
    shown.some((ref) => isNamed(ref, name) || ref.namespace?.split("-").includes(name) || ref.namespace === name);
  return [...targets.map(({ name }) => name), ...scope.namespaces].find((name) => !isShown(name));
}

/** An empty list of what runs, printed for a command that names no namespace. */
function isBare({ kind, count, narrowed, evidence, namespace }: Listing, view: ClusterView): boolean {
  const parsed = view.evidence[evidence]?.parsed ?? null;
  const isRunning = /^(?:Pod|Deployment|StatefulSet|All)$/.test(kind);
  return isRunning && count === 0 && !narrowed && namespace !== null && parsed !== null && namespaceOf(parsed) === null;
}

/** Of those who run something, not of the cluster and its tools. */
const isOwn = (namespace: string): boolean =>
  namespace !== "" &&
  !/^(?:kube-.*|cert-manager|ingress-nginx|.*-system|monitoring|logging|karpenter|keda|argocd|gatekeeper.*|metallb.*|traefik|calico-.*|tigera-.*|longhorn.*)$/.test(
    namespace,
  );

const isSaid = (place: string, text: string): boolean =>
  new RegExp(`\\b(?:in|from|of) (?:the )?(?:namespace |ns )?${place.replaceAll(/[^\w-]/g, ".")}(?![\\w-])`, "i").test(
    text,
  );

const stages = /(?:^|[^a-z])(prod|production|live|stag(?:e|ing)|test|dev|qa|uat|int|sandbox)(?:[^a-z]|$)/i;

/** Somebody speaks of production, and the context is called after another stage. */
function isOtherStage(context: string, text: string): boolean {
  const [meant, own] = [stages.exec(text)?.[1], stages.exec(context)?.[1]].map((one) => one?.toLowerCase().slice(0, 3));
  return meant !== undefined && own !== undefined && meant !== own;
}

/** The current one of `config get-contexts`. */
function contextIn(view: ClusterView): { name: string; namespace: string; line: Line } | null {
  const piece = view.evidence.findLast(({ command }) => /\bconfig get-contexts\b/.test(command));
  const line = piece === undefined ? undefined : linesOf(piece).find(({ text }) => /^\* /.test(text));
  const cells = line?.text.trim().split(/\s+/) ?? [];
  return line === undefined ? null : { name: cells[1] ?? "", namespace: cells[4] ?? "", line };
}

const replicasText = (object: ObservedObject): string => {
  const replicas = replicasOf(object)!;
  return `${object.ref.name} (${replicas.ready}/${replicas.wanted})`;
};

export const emptyNamespaces: readonly BenignRule[] = [elsewhere];
