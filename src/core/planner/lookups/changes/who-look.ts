import type { Evidence, Line } from "../../../evidence/evidence.ts";
import { kubectl, pluralOf } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type Look, type LookForm, type Step, searchPlace } from "../form/look.ts";
import { nameLeft } from "../form/name-left.ts";
import { podsStep } from "../objects/pods-of.ts";
import { tabbedRows } from "../printed/tabbed.ts";
import { revisionsStep } from "./revisions-of.ts";

const asks =
  /^(?:so |and |hey |please )?(?:who(?:ever)?(?: has| have| just| last| the hell)?|by whom was|which (?:user|person|colleague|account) (?:has )?)\b.{0,12}\b(restart\w*|bounced|scal\w+|deploy\w*|releas\w*|roll\w*|chang\w*|edit\w*|modif\w*|updat\w*|upgrad\w*|patch\w*|delet\w*|remov\w*|kill\w*|stopp\w*|creat\w*|made|drain\w*|cordon\w*|touch\w*|evict\w*|suspend\w*)\b/;

const accounted =
  /^(?:restart\w*|bounced|scal\w+|down|up|deploy\w*|releas\w*|roll\w*|back|out|chang\w*|edit\w*|modif\w*|updat\w*|upgrad\w*|patch\w*|delet\w*|remov\w*|kill\w*|stopp\w*|creat\w*|made|drain\w*|cordon\w*|touch\w*|evict\w*|suspend\w*|who|whoever|whom|last|just|user|person|colleague|account|hell|configmaps?|secrets?|ingress|image|version|configuration|config|replicas|by|to|zero|lately|recently)$/;

const unnamed =
  "Who did it the cluster does not tell: its objects and events name no user, only the audit log of the API server does, and kubectl cannot read that.";

const kinds = "deployments,statefulsets,daemonsets,cronjobs,jobs,pods,services,ingresses,configmaps,hpa";

/** `who restarted checkout`: nothing but the audit log names a user, so what the object itself says of it is told. */
export const whoLook: LookForm = (question, look) => {
  const deed = asks.exec(question.text.toLowerCase())?.[1];
  if (deed === undefined) return null;
  const name = question.targets[0]?.name ?? nameLeft(question, accounted);
  if (name === null) {
    const isVague = !/\b(?:can|may|could)\b/.test(question.plain) && question.targets.length === 0;
    return isVague ? { answered: { summary: unnamed } } : null;
  }
  const kind = question.targets[0]?.kind ?? null;
  const place = kind?.namespaced === false ? "" : searchPlace(question, look).place;
  const search = {
    command: kubectl(
      "get",
      kind === null ? kinds : pluralOf(kind),
      place,
      `--field-selector=metadata.name=${name}`,
      template,
    ),
    reason: "Shows which programs wrote its fields last, a restart that was ordered, and a noted cause of change.",
  };
  const piece = look.read(search.command);
  if (piece === undefined) return { ask: [search] };
  if (!isGood(piece)) return null;
  const [found] = markedIn(piece);
  if (found === undefined)
    return {
      answered: {
        summary: `${unnamed} Nothing is called "${name}" now${place === "-A" ? " in any namespace" : ""}.`,
      },
    };
  return whatIsKnown(question, look, found, deed);
};

const template = `-o jsonpath='{range .items[*]}{.kind}{"\\t"}{.metadata.namespace}{"\\t"}{.metadata.name}{"\\t"}{.metadata.annotations.kubernetes\\.io/change-cause}{"\\t"}{.spec.template.metadata.annotations.kubectl\\.kubernetes\\.io/restartedAt}{"\\t"}{range .metadata.managedFields[*]}{.manager}{"="}{.operation}{"="}{.time}{";"}{end}{"\\n"}{end}'`;

type Marked = {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly cause: string;
  readonly restartedAt: string;
  readonly writers: readonly (readonly [manager: string, time: string])[];
  readonly line: Line;
};

const order = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "Pod"];

function markedIn(piece: Evidence): readonly Marked[] {
  return tabbedRows(piece)
    .flatMap(({ cells, line }): readonly Marked[] => {
      const [kind, namespace, name, cause, restartedAt, writers] = cells;
      if (kind === undefined || namespace === undefined || name === undefined) return [];
      const last = (writers ?? "").split(";").flatMap((one) => {
        const [manager, , time] = one.split("=");
        return manager === undefined || manager === "" || time === undefined ? [] : [[manager, time] as const];
      });
      return [{ kind, namespace, name, cause: cause ?? "", restartedAt: restartedAt ?? "", writers: last, line }];
    })
    .sort((one, other) => rank(one.kind) - rank(other.kind));
}

const rank = (kind: string): number => (order.indexOf(kind) + order.length + 1) % (order.length + 1);

/** What an object says of the deed itself, and for a restart or a rollout what its pods or revisions say. */
function whatIsKnown(question: Question, look: Look, object: Marked, deed: string): Step | null {
  const { kind, namespace, name } = object;
  const owner = { kind, namespace, name, fields: {} };
  const isRestart = /^(?:restart|bounced|kill|stopp)/.test(deed);
  const isRolled = /^(?:deploy|releas|roll|chang|updat|upgrad|edit|modif|patch|touch)/.test(deed);
  const further =
    isRestart && order.includes(kind)
      ? podsStep({ ...question, text: "how many restarts" }, look, owner)
      : isRolled && /^(?:Deployment|StatefulSet|DaemonSet)$/.test(kind)
        ? revisionsStep(look, owner)
        : null;
  if (further !== null && "ask" in further) return further;
  const isByKubelet = isRestart && / restarted [1-9]/.test(further?.answered.summary ?? "");
  const byKubelet = isByKubelet ? "Such restarts are the kubelet's, after a container ended; nobody orders them." : "";
  const known = [marksOf(object, isRestart), further?.answered.summary ?? "", byKubelet].filter((text) => text !== "");
  return {
    answered: {
      summary: `${unnamed} What is known: ${known.join(" ")}`,
      details: further?.answered.details ?? "",
      lines: [object.line, ...(further?.answered.lines ?? [])].slice(0, 8),
    },
  };
}

function marksOf({ kind, namespace, name, cause, restartedAt, writers }: Marked, isRestart: boolean): string {
  const subject = `${kind} ${namespace === "" ? name : `${namespace}/${name}`}`;
  const restart =
    restartedAt !== ""
      ? `a rollout restart of ${subject} was ordered at ${restartedAt} (annotation restartedAt).`
      : isRestart && kind !== "Pod"
        ? `no rollout restart of ${subject} is noted (it has no annotation restartedAt).`
        : "";
  const newest = [...writers].sort((one, other) => other[1].localeCompare(one[1])).slice(0, 4);
  const wrote =
    newest.length === 0
      ? `${subject} carries no field managers that would name a program.`
      : `${subject} was written last by ${enumerated(newest.map(([manager, time]) => `${manager} (${time})`))}.`;
  const noted = cause === "" ? "" : `Its change-cause is "${cause}".`;
  return [restart, wrote, noted].filter((text) => text !== "").join(" ");
}
