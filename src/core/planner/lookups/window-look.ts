import { ageSeconds } from "../../evidence/age.ts";
import type { ObservedEvent } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { printedEvent } from "../answers/events.ts";
import { kubectl, pluralOf } from "../command-line.ts";
import { inspect } from "../inspection/inspect.ts";
import { everywhere } from "../investigation/everywhere.ts";
import { isFiller } from "../query/filler.ts";
import type { Question } from "../question/understand.ts";
import { enumerated } from "../wording.ts";
import { isPlaced, type Listed, type Look, type LookForm, listed, type Step } from "./look.ts";
import { cellOf, rowName, type TableRow, tableRows } from "./table.ts";
import { isWithin, type Window, windowIn } from "./window.ts";

/** What restarted, happened, was made or ended within a time: the tables tell how long ago, and do not choose by it. */
export const windowLook: LookForm = (question, look) => {
  const text = question.text.toLowerCase();
  const window = windowIn(text);
  if (window === null || /\b(?:logs?|logged|lines?|cpu|memory|usage)\b/.test(text)) return null;
  const sort = sortIn(question, window);
  if (sort === null) return null;
  return sort.is === "events" ? eventStep(question, look, window) : listStep(question, look, window, sort);
};

type Sort =
  | { readonly is: "events" }
  | {
      readonly is: "list";
      readonly resource: string;
      readonly noun: string;
      readonly done: string;
      readonly name: string | null;
      age(row: TableRow): number | null;
    };

/** What is asked to lie in the window, when no other word is left over. */
function sortIn(question: Question, window: Window): Sort | null {
  const plain = question.text.toLowerCase().replace(window.words, " ");
  if (/\b(?:events?|happened|happening|warnings?)\b/.test(plain))
    return isWarnings(question, plain) ? { is: "events" } : null;
  const rest = plain
    .split(/[\s,?!.]+/)
    .filter((word) => word !== "" && !isFiller(word) && !known.test(word) && !question.scope.namespaces.includes(word));
  if (rest.length > 1) return null;
  const name = rest[0] ?? null;
  const age = (row: TableRow) => ageSeconds(cellOf(row, "AGE"));
  const kind = question.kinds
    .map((mention) => mention.kind)
    .find((one) => one.kind !== "Namespace" && one.kind !== "Node");
  if (/\brestart(?:s|ed|ing)?\b/.test(plain) && !window.isOlder)
    return { is: "list", resource: "pods", noun: "pod", done: "restarted", name, age: restartAge };
  if (kind?.kind === "Job" && /\b(?:fail\w*|finish\w*|complet\w*|succeed\w*|succeeded|end\w*)\b/.test(plain)) {
    const isFailed = /\bfail/.test(plain);
    const done = isFailed ? "failed" : /\b(?:complet|succeed)/.test(plain) ? "completed" : "ended";
    return { is: "list", resource: "jobs", noun: "job", done, name, age: (row) => jobEnd(row, done) };
  }
  if (
    /\b(?:deployed|rolled out|released|rollouts?|rolled|updated|deployments happened)\b/.test(plain) &&
    (kind === undefined || kind.kind === "Deployment")
  )
    return {
      is: "list",
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
  return { is: "list", resource, noun: kind?.singular ?? "object", done: "created", name, age };
}

const known =
  /^(?:pods?|containers?|deployments?|statefulsets?|daemonsets?|jobs?|cronjobs?|services?|ingress(?:es)?|configmaps?|secrets?|pvcs?|claims?|objects?|resources?|workloads?|apps?|replicasets?|restart(?:s|ed|ing)?|created|started|deployed|released|rolled|updated|rollouts?|made|added|appeared|younger|newer|older|new|old|crashed|failed|fail|failing|finished|finish|completed|complete|succeeded|ended|nothing|something|anything|everything|list|were|-n)$/;

/** Events of all, or warnings; whose they are, the command says. */
function isWarnings({ kinds }: Question, plain: string): boolean {
  const rest = plain
    .split(/[\s,?!.]+/)
    .filter(
      (word) =>
        word !== "" &&
        !isFiller(word) &&
        !/^(?:events?|happened|happening|warnings?|normal|recent|latest|new|anything|everything|-n)$/.test(word),
    );
  return rest.length <= 2 || kinds.length > 1;
}

function listStep(question: Question, look: Look, window: Window, sort: Extract<Sort, { is: "list" }>): Step | null {
  const found = listed(question, look, (place) => ({
    command: kubectl("get", sort.resource, place),
    reason: `Shows how long ago each ${sort.noun} was ${sort.done}.`,
  }));
  if (found === null || "ask" in found) return found;
  return { answered: listAnswer(found, window, sort) };
}

function listAnswer({ piece, where }: Listed, window: Window, sort: Extract<Sort, { is: "list" }>): Answered {
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
      details: "",
      lines: [],
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

function eventStep(question: Question, look: Look, window: Window): Step | null {
  const first = inspect(question, look.home)[0];
  if (first === undefined || !/^kubectl (?:get events|events)\b/.test(first.command)) return null;
  const near = look.read(first.command);
  if (near === undefined) return { ask: [first] };
  const wide = isPlaced(question, look.home) || question.targets.length > 0 ? null : everywhere(first.command);
  const far = wide === null ? near : look.read(wide);
  if (far === undefined) return { ask: [{ command: wide!, reason: "The same of all namespaces." }] };
  const piece = (far.exitCode ?? 0) === 0 ? far : near;
  const events = look.view.events.filter((event) => event.line.command === piece.command);
  const meant = events.filter(
    ({ lastSeen, type }) =>
      lastSeen !== null && isWithin(window, lastSeen) && (type === "Warning" || !/\bwarnings?\b/i.test(question.text)),
  );
  return { answered: eventsAnswer(meant, events.length, window, question) };
}

function eventsAnswer(meant: readonly ObservedEvent[], all: number, window: Window, question: Question): Answered {
  const noun = /\bwarnings?\b/i.test(question.text) ? "warning" : "event";
  const where = question.scope.namespaces.length > 0 ? ` in ${enumerated(question.scope.namespaces)}` : "";
  if (meant.length === 0)
    return {
      summary: `There was no ${noun}${where} ${window.said}; ${all === 1 ? "the one" : `the ${all}`} that ${all === 1 ? "is" : "are"} kept ${all === 1 ? "is" : "are"} older.`,
      details: "",
      lines: [],
    };
  const ordered = [...meant].sort((one, other) => (other.lastSeen ?? 0) - (one.lastSeen ?? 0));
  const shown = ordered.slice(-30);
  const left = ordered.length - shown.length;
  return {
    summary: `${meant.length} ${noun}${meant.length === 1 ? "" : "s"}${where} ${meant.length === 1 ? "was" : "were"} seen ${window.said}, newest last${left > 0 ? ` (the ${left} before these left out)` : ""}:`,
    details: shown.map(printedEvent).join("\n"),
    lines: [],
  };
}

function spell(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)}s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}m`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (seconds < 36_000 && minutes > 0) return `${hours}h${minutes}m`;
  return seconds < 172_800 ? `${hours}h` : `${Math.floor(seconds / 86_400)}d`;
}
