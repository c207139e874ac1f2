import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podAt } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { kubectl } from "../../command-line.ts";
import { type Question, stemsOf } from "../../question/understand.ts";
import type { Inquest, Inquiry } from "../form/inquest.ts";
import { placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";
import { dependentsOf } from "../references/dependents.ts";

const asked =
  /\b(?:what|does|do|will|would|is|can|could|should|may)\b[^?]{0,60}\b(?:delet\w*|remov\w*|kill\w*|get rid of|drop)\b/;
const ordered = /^(?:please )?(?:delete|remove|kill|drop)\b/;
/** The object itself is to go, not a part of it: `remove the selector of web`. */
function isMeant(said: string, name: string): boolean {
  if (!asked.test(said) || ordered.test(said)) return false;
  const own = name.replaceAll(/[^a-z0-9-]/g, ".");
  const active = new RegExp(
    `\\b(?:delet\\w*|remov\\w*|kill\\w*|get rid of|drop\\w*) (?:the )?(?:(?:whole|entire|pod|deployment|statefulset|daemonset|workload)[ /]){0,2}${own}(?![\\w-])`,
  );
  const passive = new RegExp(`(?<![\\w-])${own} (?:in \\S{1,63} )?(?:is|was|were|gets?|got) (?:delet|remov|kill)`);
  return active.test(said) || passive.test(said);
}

const workloads = ["Deployment", "StatefulSet", "DaemonSet"];

/** `what would happen if I delete it?` of a pod or a workload: what goes, what comes back, and who misses it meanwhile. */
export const lossOfObject: Inquiry = (question, home) => {
  const said = question.text.toLowerCase();
  const target = question.targets[0];
  if (said.length > 160 || target === undefined || !isMeant(said, target.name)) return null;
  const kind = target.kind?.kind ?? null;
  const isPod = kind === "Pod" || (kind === null && stemsOf(target.name).length > 0);
  if (!isPod && kind !== null && !workloads.includes(kind)) return null;
  if (!isPod && question.kinds.some(({ kind: one }) => !workloads.includes(one.kind))) return null;
  return isPod ? ofPod(target.name, question) : ofWorkload(target.name, question, dependentsOf(question, home));
};

const podsEverywhere = { command: "kubectl get pods -A", reason: "Finds it, and shows its state." };
const everywhere = {
  command: "kubectl get deployments,statefulsets,daemonsets -A",
  reason: "Shows what would make it anew.",
};

function ofPod(name: string, question: Question): Inquest {
  const { namespaces } = question.scope;
  const meant = (view: ClusterView) =>
    view
      .of("Pod")
      .find(({ ref }) => ref.name === name && (namespaces.length === 0 || namespaces.includes(ref.namespace ?? "")));
  return {
    reads: () => [podsEverywhere, everywhere],
    tell: (view) => {
      const object = meant(view);
      return object === undefined ? null : podTold(object, view);
    },
  };
}

function podTold(object: ObservedObject, view: ClusterView): Told {
  const { ref } = object;
  const pod = podAt(view, ref);
  const owner = workloadOf(view, ref);
  const isBare = owner.kind === "Pod";
  const failing = pod?.health === "failing";
  const state =
    pod === undefined
      ? ""
      : ` It is ${pod.status} now${failing ? "; a new one fails in the same way, unless what is behind it is mended first" : ""}.`;
  const back =
    owner.kind === "StatefulSet"
      ? `${owner.kind} ${placed({ ref: owner })} makes a pod of the same name anew, with the same volume`
      : `${owner.kind} ${placed({ ref: owner })} makes another in its place`;
  const others = othersOf(owner, ref, view);
  return {
    summary: isBare
      ? `Pod ${placed({ ref })} is gone then: nothing that was seen would make it anew.${state}`
      : `Nothing is lost for good: ${back} at once.${others}${state}`,
    lines: [...(pod?.line === undefined ? [] : [pod.line])],
    next: [
      {
        command: kubectl("get pod", ref.name, `-n ${ref.namespace}`, "-o yaml"),
        reason: "Shows its owner and its volumes.",
      },
    ],
  };
}

function othersOf(owner: ObjectRef, { namespace }: ObjectRef, view: ClusterView): string {
  const workload = view.object({ ...owner, ...(namespace === undefined ? {} : { namespace }) });
  const replicas = workload === undefined ? null : replicasOf(workload);
  if (replicas === null || replicas.wanted === 0) return "";
  return replicas.ready > 1
    ? ` Meanwhile the other ready replicas serve (${replicas.ready} of ${replicas.wanted} are ready).`
    : ` No other replica serves meanwhile (${replicas.ready} of ${replicas.wanted} ${replicas.ready === 1 ? "is" : "are"} ready).`;
}

function ofWorkload(name: string, question: Question, dependents: Inquest | null): Inquest {
  const { namespaces } = question.scope;
  const meant = (view: ClusterView) =>
    workloads
      .flatMap((kind) => view.of(kind))
      .find(({ ref }) => ref.name === name && (namespaces.length === 0 || namespaces.includes(ref.namespace ?? "")));
  return {
    reads: (view) => [everywhere, ...(meant(view) === undefined || dependents === null ? [] : dependents.reads(view))],
    tell: (view) => {
      const object = meant(view);
      const others = dependents?.tell(view) ?? null;
      if (object === undefined) return others;
      const replicas = replicasOf(object);
      const pods =
        replicas === null
          ? "its pods"
          : `its ${replicas.wanted} ${replicas.wanted === 1 ? "pod" : "pods"} (${replicas.ready} ready now)`;
      const volumes =
        object.ref.kind === "StatefulSet"
          ? " The claims of its pods and their data stay, unless its retention policy says otherwise."
          : "";
      const cell = object.printed.get("READY") ?? object.printed.get("DESIRED");
      const used = others === null ? "" : ` ${others.summary}`;
      return {
        summary: `${object.ref.kind} ${placed(object)} goes with ${pods}, and nothing brings them back but creating it again.${volumes}${used}`,
        details: [others?.details, "Its Service, ConfigMaps and Secrets stay.", restartSaid(object)]
          .filter((one) => one !== undefined)
          .join("\n\n"),
        lines: [...(cell === undefined ? [] : [cell.line]), ...(others?.lines ?? [])],
        next: [
          {
            command: kubectl(
              "get",
              object.ref.kind.toLowerCase(),
              object.ref.name,
              `-n ${object.ref.namespace}`,
              "-o yaml",
            ),
            reason: "Keeps what it takes to create it again.",
          },
        ],
      };
    },
  };
}

const restartSaid = ({ ref }: ObservedObject): string =>
  `To start its pods anew without deleting it: \`kubectl rollout restart ${ref.kind.toLowerCase()}/${ref.name} -n ${ref.namespace}\`.`;
