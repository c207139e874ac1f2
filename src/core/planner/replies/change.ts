import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import { namespaceOf, targetsOf } from "../../kubectl/targets.ts";
import { changeFor, conditionOf } from "../change/change-for.ts";
import type { Change } from "../change/form.ts";
import { isVague, relativeIn } from "../change/relative.ts";
import { keyOf, settle } from "../command-key.ts";
import { placeOf as commandPlaceOf, type Home, kubectl, singularOf } from "../command-line.ts";
import { bounded, isOwn } from "../inspection/bounded.ts";
import { inspect } from "../inspection/inspect.ts";
import { whereaboutsOf } from "../investigation/whereabouts.ts";
import type { Question } from "../question/understand.ts";
import type { Conclusion, Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { commandBlock, enumerated, leftOutNote, paragraphs, sentence } from "../wording.ts";

/** A change that was asked for: the command that makes it, and the check that follows. Nothing runs before a person approves it. */
export function replyToChange(question: Question, situation: Situation, home: Home): Reply {
  const meant = withSeenCount(withSeenKinds(question, situation.view), situation.view);
  const whole = changeFor(meant, home);
  if (whole === null) return notUnderstood(meant, situation, home);
  const { change, later } = inTurn(whole, situation);
  const ran = change.commands.map((one) => newestRun(one, situation)).filter((one) => one !== null);
  const isDone = ran.some((one) => (one.exitCode ?? 0) === 0 && !one.command.startsWith("kubectl wait "));
  const place = needsPlace(change) && !isDone ? placeOf(meant, situation, home) : known;
  if (place.is === "nowhere") return placelessReply(place.summary);
  const writes = choose(
    change.commands.filter((one) => newestRun(one, situation) === null),
    { ...situation, answered: [] },
  );
  const isKnown = place.search.length === 0;
  const checks = choose(isKnown ? change.verify : [], ran.length > 0 ? situation : { ...situation, answered: [] });
  const checked =
    ran.length === 0 ? [] : change.verify.map((one) => newestRun(one, situation)).filter((one) => one !== null);
  const said = conclusionOf(change.commands[0]!, writes.suggestions, ran, checked);
  const where = isKnown ? "" : whereNote(meant.targets[0]!.name, situation.namespace, ran.length > 0, place.search[0]!);
  const conclusion = { ...said, summary: `${said.summary}${where}${later}` };
  return {
    text: paragraphs(
      conclusion.summary,
      checked.map((one) => `$ ${one.command}\n${printed(one)}`).join("\n"),
      commandBlock("Commands:", writes.suggestions),
      commandBlock("Where it lives:", place.search),
      commandBlock(isOwn(change.commands[0]!.command) ? "From here:" : "Check that it worked:", checks.suggestions),
      leftOutNote(writes.leftOut),
    ),
    suggestions: [...writes.suggestions, ...place.search, ...checks.suggestions],
    findings: [],
    conclusion,
  };
}

/** What has to come first is waited for, and only then the rest is offered: nobody approves both at once. */
function inTurn(change: Change, situation: Situation): { readonly change: Change; readonly later: string } {
  const [wait, ...rest] = change.commands;
  const isOver = wait?.command.startsWith("kubectl wait ") !== true || newestRun(wait, situation)?.exitCode === 0;
  if (isOver || wait === undefined || rest.length === 0) return { change, later: "" };
  const later = ` As soon as it returns, ${rest.map(({ command }) => `\`${command}\``).join(", then ")} can be approved.`;
  return { change: { commands: [wait], verify: [] }, later };
}

/** Nobody said a namespace: what the command takes for it, and what shows the right one. */
function whereNote(name: string, namespace: string, hasRun: boolean, search: Suggestion): string {
  const finds = `\`${search.command}\` shows where ${name} lives`;
  return hasRun ? ` ${sentence(finds)}` : ` It acts in namespace ${namespace}, if ${name} lives there; ${finds}.`;
}

const workloads = ["Deployment", "StatefulSet", "DaemonSet", "CronJob"];

/** A name without a kind is of the kind of workload that the evidence shows under it. */
function withSeenKinds(question: Question, view: ClusterView): Question {
  const targets = question.targets.map((target) => {
    const seen = workloads.find((kind) => view.of(kind).some((object) => object.ref.name === target.name));
    return target.kind === null && seen !== undefined ? { ...target, kind: kindNamed(seen) ?? null } : target;
  });
  return { ...question, targets };
}

/** `2 more replicas` can be written once the evidence shows how many there are; kubectl is told, in case that changes meanwhile. */
function withSeenCount(question: Question, view: ClusterView): Question {
  const [target] = question.targets;
  if (target === undefined || relativeIn(question.plain) === null) return question;
  const kind = target.kind?.kind ?? "Deployment";
  const seen = view.of(kind).find((object) => object.ref.name === target.name)?.fields.spec;
  const count = typeof seen === "object" && seen !== null ? (seen as { replicas?: unknown }).replicas : undefined;
  return typeof count === "number" ? { ...question, plain: `${question.plain} from ${count}` } : question;
}

const ofExisting = /^(rollout \w+|scale|delete|autoscale|set .*|patch|annotate|label|edit|expose)$/;

/** Whether a change is of an object that exists in a namespace which its command leaves open. */
function needsPlace(change: Change): boolean {
  return change.commands.some((one) => {
    const command = settle(one.command)?.command;
    return (
      command !== undefined &&
      ofExisting.test(command.verb) &&
      namespaceOf(command) === null &&
      targetsOf(command).some((target) => target.name !== null && target.kind?.namespaced === true)
    );
  });
}

type Place =
  | { readonly is: "known" | "unknown"; readonly search: readonly Suggestion[] }
  | { readonly is: "nowhere"; readonly summary: string };

const known: Place = { is: "known", search: [] };

/** Where the object to be changed lives: what would show it when that is not known, or that there is no one such place. */
function placeOf(question: Question, situation: Situation, home: Home): Place {
  const place = whereaboutsOf(question, situation.view, home);
  if (place.is === "settled") return known;
  const name = question.targets[0]!.name;
  if (place.is === "seen") {
    const { namespaces } = place;
    if (namespaces.length === 1) return known;
    const summary = `${name} exists in more than one namespace: ${enumerated(namespaces)}. Say in which one to change it.`;
    return { is: "nowhere", summary };
  }
  const search = choose(place.search, situation);
  if (search.suggestions.length > 0) return { is: "unknown", search: search.suggestions.slice(0, 1) };
  const isUnanswered = search.leftOut.length > 0 || situation.view.errors.length > 0;
  return isUnanswered
    ? known
    : { is: "nowhere", summary: `Nothing called ${name} was found in any namespace, so there is nothing to change.` };
}

function placelessReply(summary: string): Reply {
  return {
    text: summary,
    suggestions: [],
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}

function conclusionOf(
  first: Suggestion,
  writes: readonly Suggestion[],
  ran: readonly Evidence[],
  checked: readonly Evidence[],
): Conclusion {
  const [write] = writes;
  const failed = ran.find((one) => (one.exitCode ?? 0) !== 0);
  if (failed !== undefined)
    return {
      verdict: "answered",
      summary: `\`${failed.command}\` failed: ${sentence(printed(failed))}`,
      confidence: "confirmed",
    };
  if (write !== undefined && isOwn(write.command))
    return {
      verdict: "answered",
      summary: `Run this on your own machine, it is not run from here: \`${write.command}\`. ${first.reason}`,
      confidence: "likely",
    };
  if (write !== undefined)
    return {
      verdict: "undecided",
      summary: `To do this, approve ${writes.map(({ command }) => `\`${command}\``).join(", then ")}. ${writes.map(({ reason }) => reason).join(" ")}`,
      confidence: "likely",
    };
  const last = ran.at(-1);
  if (last === undefined)
    return {
      verdict: "undecided",
      summary: `\`${first.command}\` was refused, so nothing is changed.`,
      confidence: "likely",
    };
  const done = `\`${last.command}\` has run: ${sentence(printed(last) || "it printed nothing")}`;
  const summary = checked.length > 0 ? `${done} The check says:` : `${done} The check below shows whether it worked.`;
  return { verdict: checked.length > 0 ? "answered" : "undecided", summary, confidence: "confirmed" };
}

/** The newest evidence of a command, in whatever spelling it ran. */
function newestRun(suggestion: Suggestion, situation: Situation): Evidence | null {
  const settled = settle(suggestion.command);
  if (settled === null) return null;
  const key = keyOf(settled.command, situation.namespace);
  return (
    situation.view.evidence.findLast((one) => one.parsed !== null && keyOf(one.parsed, one.namespace) === key) ?? null
  );
}

function printed(evidence: Evidence): string {
  const text = evidence.stdout.trim() || evidence.stderr.trim();
  return text.split("\n").slice(0, 5).join("\n").slice(0, 600);
}

const howToSay =
  "Say which object by kind and name, in which namespace, and what it should become, for example: scale deployment web to 5 in shop.";

/** What the request names can be looked at, while somebody says what it should become. */
function notUnderstood(question: Question, situation: Situation, home: Home): Reply {
  const counted = countedFirst(question, home);
  if (counted !== null) return counted;
  const condition = conditionOf(question, home);
  const summary =
    condition === null
      ? "This asks for a change, but not clearly enough to write a command for it."
      : `The change was asked for with “${condition}”, which its command would not heed.`;
  const drafts =
    question.targets.length + question.kinds.length === 0 ? [] : inspect({ ...question, intent: "inspect" }, home);
  const looks = choose(
    drafts.map(bounded).filter((one) => !isOwn(one.command)),
    situation,
    2,
  );
  return {
    text: paragraphs(
      `${summary} ${condition === null ? howToSay : "Look first, then ask for it without that, by the names of what is to be changed."}`,
      commandBlock("As it is now:", looks.suggestions),
    ),
    suggestions: looks.suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}

/** `double the replicas of web`: how many there are comes first. */
function countedFirst(question: Question, home: Home): Reply | null {
  const [target] = question.targets;
  const isScaled = target !== undefined && (target.kind === null || scaled.test(target.kind.kind));
  const isRelative = relativeIn(question.plain) !== null || isVague(question.plain);
  if (
    !isScaled ||
    !isRelative ||
    !/\b(?:replicas?|pods?|instances?|copies|scal\w+|double|triple|halve)\b/.test(question.plain)
  )
    return null;
  const kind = target.kind === null ? "deployment" : singularOf(target.kind);
  const read = {
    command: kubectl("get", kind, target.name, commandPlaceOf(question, home)),
    reason: "Shows how many replicas are wanted and ready.",
  };
  const summary = `How many replicas ${target.name} has now is not known; \`${read.command}\` shows it. With the number, the command can be written.`;
  return {
    text: paragraphs(summary, commandBlock("As it is now:", [read])),
    suggestions: [read],
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}

const scaled = /^(Deployment|StatefulSet|ReplicaSet|ReplicationController)$/;
