import { ageSeconds } from "../../../evidence/age.ts";
import { kubectl, pluralOf } from "../../command-line.ts";
import { isFiller } from "../../query/filler.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { type Listed, type Look, type LookForm, listed, type Step } from "../form/look.ts";
import type { Told } from "../form/told.ts";
import { cellOf, rowName, type TableRow, tableRows } from "../printed/table.ts";
import { isWithin, type Window, windowIn } from "./window.ts";

/** What restarted, happened, was made or ended within a time: the tables tell how long ago, and do not choose by it. */
export const windowLook: LookForm = (question, look) => {
  const text = question.text.toLowerCase();
  const window = windowIn(text);
  if (window === null || /\b(?:logs?|logged|lines?|cpu|memory|usage)\b/.test(text)) return null;
  const sort = sortIn(question, window);
  if (sort === null) return null;
  return listStep(question, look, window, sort);
};

type Sort = {
  readonly resource: string;
  readonly noun: string;
  readonly done: string;
  readonly name: string | null;
  age(row: TableRow): number | null;
};

/** What is asked to lie in the window, when no other word is left over. */
function sortIn(question: Question, window: Window): Sort | null {
  const plain = question.text.toLowerCase().replace(window.words, " ");
  if (/\b(?:events?|happened|happening|warnings?)\b/.test(plain)) return null;
  const rest = plain
    .split(/[\s,?!.]+/)
    .filter((word) => word !== "" && !isFiller(word) && !known.test(word) && !question.scope.namespaces.includes(word));
  if (rest.length > 1) return null;
  const name = rest[0] ?? null;
  const age = (row: TableRow) => ageSeconds(cellOf(row, "AGE"));
  const kind = question.kinds
    .map((mention) => mention.kind)
    .find((one) => one.kind !== "Namespace" && one.kind !== "Node");
  if (/\b(?:restart(?:s|ed|ing)?|crash(?:ed|es|ing)?)\b/.test(plain) && !window.isOlder)
    return { resource: "pods", noun: "pod", done: "restarted", name, age: restartAge };
  if (kind?.kind === "Job" && /\b(?:fail\w*|finish\w*|complet\w*|succeed\w*|succeeded|end\w*)\b/.test(plain)) {
    const isFailed = /\bfail/.test(plain);
    const done = isFailed ? "failed" : /\b(?:complet|succeed)/.test(plain) ? "completed" : "ended";
    return { resource: "jobs", noun: "job", done, name, age: (row) => jobEnd(row, done) };
  }
  if (
    /\b(?:deployed|rolled out|released|rollouts?|rolled|updated|deployments happened)\b/.test(plain) &&
    (kind === undefined || kind.kind === "Deployment")
  )
    return {
      resource: "replicasets",
      noun: "ReplicaSet",
      done: "rolled out",
      name,
      age: (row) => (cellOf(row, "DESIRED") === "0" ? null : age(row)),
    };
  if (
    !/\b(?:created|new|started|made|added|younger|newer|older|born|appeared|came up|old)\b/.test(
      question.text.toLowerCase(),
    )
  )
    return null;
  const resource =
    kind === undefined
      ? "pods,deployments,statefulsets,daemonsets,jobs,cronjobs,services,ingresses,configmaps,secrets,pvc"
      : pluralOf(kind);
  return { resource, noun: kind?.singular ?? "object", done: "created", name, age };
}

const known =
  /^(?:pods?|containers?|deployments?|statefulsets?|daemonsets?|jobs?|cronjobs?|services?|ingress(?:es)?|configmaps?|secrets?|pvcs?|claims?|objects?|resources?|workloads?|apps?|replicasets?|restart(?:s|ed|ing)?|created|started|deployed|released|rolled|updated|rollouts?|made|added|appeared|younger|newer|older|new|old|crash(?:ed|es|ing)?|failed|fail|failing|finished|finish|completed|complete|succeeded|ended|nothing|something|anything|everything|list|were|-n)$/;

function listStep(question: Question, look: Look, window: Window, sort: Sort): Step | null {
  const found = listed(question, look, (place) => ({
    command: kubectl("get", sort.resource, place),
    reason: `Shows how long ago each ${sort.noun} was ${sort.done}.`,
  }));
  if (found === null || "ask" in found) return found;
  return { answered: listAnswer(found, window, sort) };
}

function listAnswer({ piece, where }: Listed, window: Window, sort: Sort): Told {
  const rows = tableRows(piece).filter((row) => sort.name === null || cellOf(row, "NAME").includes(sort.name));
  const meant = rows
    .flatMap((row) => {
      const age = sort.age(row);
      return age !== null && isWithin(window, age) ? [{ row, age }] : [];
    })
    .sort((one, other) => one.age - other.age);
  const many = sort.noun === "object" ? "objects" : `${sort.noun}s`;
  const verb = sort.done === "created" ? "was created" : sort.done === "rolled out" ? "was rolled out" : sort.done;
  const about = sort.name === null ? "" : ` of ${sort.name}`;
  if (meant.length === 0)
    return {
      summary: `None of the ${rows.length} ${many}${about} ${where} ${verb} ${window.said}.`,
    };
  const names = meant.map(
    ({ row, age }) =>
      `${rowName(row)} (${cellOf(row, "STATUS") === "Failed" && sort.noun === "job" ? "failed, begun " : ""}${spell(age)} ago)`,
  );
  const isShort = names.length <= 12;
  const verbs = verb.replace(/^was /, meant.length === 1 ? "was " : "were ");
  const head = `${meant.length} of ${rows.length} ${many}${about} ${where} ${verbs} ${window.said}`;
  return {
    summary: isShort ? `${head}: ${enumerated(names, 12)}.` : `${head}, the latest ${names[0]}.`,
    details: isShort
      ? ""
      : names
          .slice(0, 150)
          .map((name) => `  ${name}`)
          .join("\n"),
    lines: meant.slice(0, 6).map(({ row }) => row.line),
  };
}

/** `3 (12m ago)` was 12 minutes ago; without a time there was no restart. */
function restartAge(row: TableRow): number | null {
  const ago = /\((\S{1,20}) ago\)/.exec(cellOf(row, "RESTARTS"))?.[1];
  return ago === undefined ? null : ageSeconds(ago);
}

/** A completed job ended as long ago as it is older than it ran; of a failed one the table tells only when it began. */
function jobEnd(row: TableRow, done: string): number | null {
  const status = cellOf(row, "STATUS");
  const isMeant = done === "ended" ? /^(?:Failed|Complete)/ : done === "failed" ? /^Failed/ : /^Complete/;
  const [age, ran] = [ageSeconds(cellOf(row, "AGE")), ageSeconds(cellOf(row, "DURATION"))];
  if (!isMeant.test(status) || age === null) return null;
  return status.startsWith("Failed") || ran === null ? age : Math.max(0, age - ran);
}

function spell(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)}s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}m`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (seconds < 36_000 && minutes > 0) return `${hours}h${minutes}m`;
  return seconds < 172_800 ? `${hours}h` : `${Math.floor(seconds / 86_400)}d`;
}
