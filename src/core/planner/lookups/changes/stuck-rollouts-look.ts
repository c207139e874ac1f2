import type { Evidence, Line } from "../../../evidence/evidence.ts";
import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm, searchPlace } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { tabbedRows } from "../printed/tabbed.ts";

const asks =
  /^(?:which|what|are (?:there |any )|any|list|show)\b.{0,16}\b(?:roll-?outs?|deployments?)\b.{0,20}\b(?:stuck|hang\w*|unfinished|incomplete|not (?:finish\w*|complet\w*|progress\w*)|(?:past|over) (?:its|their|the) deadline)\b|^(?:which|what|are there|any|list|show)\b.{0,12}\b(?:stuck|unfinished|incomplete|hanging) (?:roll-?outs?|deployments?)\b/;
const accounted =
  /^(?:roll-?outs?|deployments?|stuck|hang\w*|unfinished|incomplete|not|finish\w*|complet\w*|progress\w*|past|deadlines?|statefulsets?)$/;

const conditions = `-o jsonpath='{range .items[*]}{.kind}{"\\t"}{.metadata.namespace}{"\\t"}{.metadata.name}{"\\t"}{.spec.replicas}{"\\t"}{.status.updatedReplicas}{"\\t"}{.status.readyReplicas}{"\\t"}{.status.conditions[?(@.type=="Progressing")].reason}{"\\t"}{.status.currentRevision}{"\\t"}{.status.updateRevision}{"\\n"}{end}'`;

/** `which rollouts are stuck`: past their deadline, or with pods of the old revision left. */
export const stuckRolloutsLook: LookForm = (question, look) => {
  if (!isAsked(question)) return null;
  const { namespace, place } = searchPlace(question, look);
  const draft = {
    command: kubectl("get deployments,statefulsets", place, conditions),
    reason: "Shows which rollouts are past their deadline, and which have not reached all pods.",
  };
  const piece = look.read(draft.command);
  if (piece === undefined) return { ask: [draft] };
  if (!isGood(piece)) return null;
  const rows = rolloutsIn(piece);
  if (rows.length === 0) return null;
  const stuck = rows.filter(({ why }) => why !== "");
  const where = namespace === null ? "in all namespaces" : `in ${namespace}`;
  const names = stuck.map(({ name, why }) => `${name} (${why})`);
  return {
    answered: {
      summary:
        stuck.length === 0
          ? `None of the ${rows.length} rollouts ${where} is stuck: none is past its deadline, and all have reached their pods.`
          : `${stuck.length} of ${rows.length} rollouts ${where} ${stuck.length === 1 ? "is" : "are"} not complete: ${enumerated(names, 20)}.`,
      lines: stuck.slice(0, 8).map(({ line }) => line),
    },
  };
};

const isAsked = ({ plain, targets, intent }: Question): boolean =>
  intent !== "change" && targets.length === 0 && asks.test(plain) && wordsLeft(plain, accounted).length === 0;

type Rollout = { readonly name: string; readonly why: string; readonly line: Line };

const rolloutsIn = (piece: Evidence): readonly Rollout[] =>
  tabbedRows(piece).flatMap(({ cells, line }): readonly Rollout[] => {
    const [kind, namespace, name, wanted, updated, ready, reason, current, newest] = cells;
    if (newest === undefined) return [];
    const [all, made] = [Number(wanted || "1"), Number(updated || "0")];
    const isOld = kind === "Deployment" ? made < all : current !== newest && made < all;
    const why =
      reason === "ProgressDeadlineExceeded"
        ? `past its deadline, ${made} of ${all} pods new, ${ready || "0"} ready`
        : isOld
          ? `${made} of ${all} pods are of the new revision, ${ready || "0"} ready`
          : "";
    return [{ name: `${kind} ${namespace}/${name}`, why, line }];
  });
