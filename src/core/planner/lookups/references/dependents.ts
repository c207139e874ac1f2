import type { Suggestion } from "../../../diagnosis/finding.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { type Kind, kindNamed } from "../../../kubectl/kinds.ts";
import { kubectl, pluralOf } from "../../command-line.ts";
import { type Question, stemsOf } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import type { Inquest, Inquiry } from "../form/inquest.ts";
import { nameWords, objectsNamed, placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";
import { clientsOf, readersOf, type Use } from "./uses.ts";

/** `what depends on postgres`, `can I safely delete configmap z`: who uses a thing, and so misses it. */
export const dependentsOf: Inquiry = (question) => {
  const said = question.text.toLowerCase();
  if (said.length > 160 || !forms.some((form) => form.test(said)) || amounts.test(said)) return null;
  const deletes = /\b(?:delet\w*|remov\w*|drop\w*|get rid of|clean up|needed|necessary|obsolete|unused)\b/.test(said);
  const kind =
    question.kinds.find(({ kind: { kind } }) => kept.includes(kind))?.kind ??
    question.targets.find(({ kind: one }) => one !== null && kept.includes(one.kind))?.kind;
  const names = nameWords(question, deeds).filter((word) => kindNamed(word) === undefined);
  if (names.length === 0) return null;
  const asks = /\b(?:used|in use|needed|necessary|referenced)\b/.test(said)
    ? "use"
    : /^(?:can|could|may|should|is|would)\b/.test(said)
      ? "leave"
      : "who";
  const stems = names.flatMap((name) => [name, ...stemsOf(name)]);
  return kind ? ofKept(kind, names, question, asks) : ofService(stems, question, deletes);
};

/** Whether it is used, whether it may go, or who uses it. */
type Asks = "use" | "leave" | "who";

const leads: Readonly<Record<Asks, string>> = { use: "Yes, it is in use: ", leave: "No, it is in use: ", who: "" };

/** What only holds something for others. */
const kept = ["ConfigMap", "Secret", "PersistentVolumeClaim", "ServiceAccount"];

const forms: readonly RegExp[] = [
  /^if (?:i|we|you|somebody|someone)\b[^?]{0,80}\bwhat (?:happens?|would happen|will happen|breaks?|fails?)\b/,
  /\b(?:what|who|which|does|do)\b[^?]{0,40}\b(?:depends?|relies|rely|dependents?|dependencies)\b[^?]{0,20}\b(?:on|upon|of)\b/,
  /\b(?:who|what|which \w{1,20})\b (?:uses|calls|talks to|connects to|is (?:using|calling|talking to|connected to)|are (?:using|calling|talking to|connected to))\b/,
  /\b(?:what|who|which \w{1,20})\b[^?]{0,30}\b(?:breaks?|happens?|fails?|stops?|affected|goes down|is lost|dies?|miss\w*|impact\w*|suffers?)\b[^?]{0,20}\b(?:if|when|once|without|by)\b/,
  /\b(?:can|could|may|should) (?:i|we) (?:safely |just |simply |really )(?:delete|remove|drop)\b|\b(?:is|would) it (?:be )?(?:safe|ok|okay|fine|alright) to (?:delete|remove|drop|get rid of)\b|\b(?:safe|safely) (?:to )?(?:be )?(?:delete|remove|deleted|removed)\b/,
  /\bis (?:the |this )?(?:configmap|secret|pvc|claim|service ?account)\b[^?]{0,60}\b(?:still )?(?:needed|used|in use|necessary|obsolete|unused|referenced)\b/,
  /\bwould anything (?:break|fail|miss)\b/,
];

/** What uses most of something is another question. */
const amounts = /\b(?:cpu|memory|ram|disk|most|least|more than|less than|bandwidth|ports?|images?|versions?)\b/;

const deeds =
  /^(?:depend\w*|rel(?:y|ies)|calls?|talks?|connect\w*|using|calling|talking|break\w*|affected|impact\w*|delet\w*|remov\w*|drop\w*|safe|safely|simply|really|rid|clean|needed|necessary|obsolete|unused|used|use|uses|anything|something|everything|die|dies|down|away|without|else|happens|stop|stops|miss|misses|missing|lost|suffer\w*|referenced|scale|scaled|scaling|zero|pods?|services?|deployments?|statefulsets?|daemonsets?|database|apps?|applications?|workloads?|restart\w*|becomes?|unavailable|crash\w*|offline|got|goes|still|other|others|things|claims?|account|accounts|serviceaccount|entire|whole|upon|directly|set|volume|disappears?|vanish\w*|breaks|thing|outage|outages|replicas?|fall|falls|over)$/;

const holders: readonly Suggestion[] = ["deployments", "statefulsets,daemonsets", "cronjobs"].map((kinds) => ({
  command: `kubectl get ${kinds} -A -o yaml`,
  reason: "Shows what each workload reads and whom it calls.",
}));

/** A ConfigMap, a Secret, a claim or a service account: who reads it. */
function ofKept(kind: Kind, names: readonly string[], question: Question, asks: Asks): Inquest {
  const list = { command: kubectl("get", pluralOf(kind), "-A"), reason: "Shows in which namespace it is." };
  const routes = { command: "kubectl get ingresses -A -o yaml", reason: "Shows which Ingress serves which Secret." };
  return {
    reads: () => [list, ...holders, ...(kind.kind === "Secret" ? [routes] : [])],
    tell: (view) => {
      const found = objectsNamed([kind.kind], names, question, view).slice(0, 3);
      if (found.length === 0) return missing(kind.kind, names, view);
      const told = found.map((object) => ({ object, uses: readersOf(object.ref, view) }));
      return {
        summary: told.map(({ object, uses }) => keptSaid(`${kind.kind} ${placed(object)}`, uses, asks)).join(" "),
        details: told
          .flatMap(({ uses }) => uses.map(({ user, how }) => `  - ${user.kind} ${placed({ ref: user })}: ${how}`))
          .join("\n"),
        lines: told.flatMap(({ uses }) => uses.map(({ line }) => line)).slice(0, 6),
        next: told.slice(0, 1).map(({ object }) => ({
          command: kubectl(
            kind.kind === "Secret" ? "describe" : "get",
            kind.singular,
            object.ref.name,
            `-n ${object.ref.namespace}`,
            kind.kind !== "Secret" && "-o yaml",
          ),
          reason:
            kind.kind === "ConfigMap" ? "Shows what is in it; keep a copy before it is deleted." : "Shows it in full.",
        })),
      };
    },
  };
}

function keptSaid(name: string, uses: readonly Use[], asks: Asks): string {
  const users = [...new Set(uses.map(({ user }) => `${user.kind} ${placed({ ref: user })}`))];
  if (users.length === 0)
    return `${asks === "use" ? "No: no" : "No"} workload that was read uses ${name}, so none of them misses it. Bare pods, operators and programs that read it through the API are not shown by this.`;
  const optional = uses.every(({ isOptional }) => isOptional);
  return `${leads[asks]}${name} is read by ${enumerated(users, 8)}. ${optional ? "All of them mark it as optional, so their pods start without it." : "Without it new pods do not start; those that run go on until they are restarted."}${name.startsWith("PersistentVolumeClaim") ? " With a claim its volume and data go, unless the volume's reclaim policy is Retain." : ""}`;
}

function missing(kind: string, names: readonly string[], view: ClusterView): Told | null {
  const listing = view.listings.find((one) => one.kind === kind && one.namespace === null);
  if (listing === undefined) return null;
  return { summary: `There is no ${kind} called ${names.join(" or ")} in any namespace.` };
}

const reached: readonly Suggestion[] = [
  { command: "kubectl get services -A -o wide", reason: "Shows under which names it is reached." },
  ...holders,
  { command: "kubectl get configmaps -A -o yaml", reason: "Shows which settings name it." },
  { command: "kubectl get ingresses -A -o yaml", reason: "Shows what leads to it from outside." },
];

/** A service, or what stands behind one: who is set to call it. */
function ofService(names: readonly string[], question: Question, deletes: boolean): Inquest {
  return {
    reads: () => reached,
    tell: (view) => {
      const found = objectsNamed(["Deployment", "StatefulSet", "DaemonSet", "Service"], names, question, view);
      if (found.length === 0) return null;
      const { namespace } = found[0]!.ref;
      const name = names.find((word) => found.some(({ ref }) => ref.name === word)) ?? found[0]!.ref.name;
      const uses = clientsOf(
        found.map(({ ref }) => ref).filter((ref) => ref.namespace === namespace),
        view,
      );
      const users = [...new Set(uses.map(({ user }) => `${user.kind} ${placed({ ref: user })}`))];
      const isPod = question.kinds.some(({ kind }) => kind.kind === "Pod");
      const anew = isPod ? " A pod that is deleted is made anew by what owns it; until it is ready, they miss it." : "";
      const hidden = "Addresses in Secrets, in code and in what runs outside the cluster are not shown by this.";
      return {
        summary:
          users.length === 0
            ? `Nothing that was read names ${namespace}/${name}: no workload, ConfigMap or Ingress. ${hidden}`
            : `${enumerated(users, 10)} ${users.length === 1 ? "is" : "are"} set to use ${namespace}/${name}${deletes && !isPod ? ", and would fail without it" : ""}.${anew} ${hidden}`,
        details: uses.map(({ user, how }) => `  - ${user.kind} ${placed({ ref: user })}: ${how}`).join("\n"),
        lines: uses.map(({ line }) => line).slice(0, 6),
      };
    },
  };
}
