import type { ObservedEvent } from "../../../evidence/observed.ts";
import { printedEvent } from "../../answers/events.ts";
import { inspect } from "../../inspection/inspect.ts";
import { everywhere } from "../../investigation/everywhere.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isPlaced, type Look, type LookForm, type Step } from "../form/look.ts";
import { nameLeft } from "../form/name-left.ts";
import type { Told } from "../form/told.ts";
import { isWithin, type Window, windowIn } from "./window.ts";

/** Events of a time, or about an object whose kind was not said: the list holds those of all times and objects. */
export const eventLook: LookForm = (question, look) => {
  const text = question.text.toLowerCase();
  if (
    !/\b(?:events?|happened|happening|changed|changes|warnings?)\b/.test(text) ||
    /\b(?:logs?|why|watch|follow|stream|yaml|json)\b/.test(text)
  )
    return null;
  const window = windowIn(text);
  const rest = { ...question, text: window === null ? text : text.replace(window.words, " ") };
  const name = nameLeft(rest, accounted);
  if (
    name === null &&
    (window === null ||
      question.targets.length > 0 ||
      nameLeft({ ...rest, text: `${rest.text} it-self` }, accounted) !== "it-self")
  )
    return null;
  if (question.targets.some(({ kind }) => kind !== null) || (question.targets.length > 0 && window === null))
    return null;
  return eventStep(question, look, window, name);
};

const accounted =
  /^(?:events?|happened|happening|changed|changes?|warnings?|normal|recent|recently|latest|new|anything|everything|list|seen|show|occurred|print|sort\w*|order\w*|timestamp|newest)$/;

function eventStep(question: Question, look: Look, window: Window | null, name: string | null): Step | null {
  const own = name === null ? question : { ...question, targets: [] };
  const first = inspect(own, look.home)[0];
  if (first === undefined || !/^kubectl (?:get events|events)\b/.test(first.command)) return null;
  const near = look.read(first.command);
  if (near === undefined) return { ask: [first] };
  const wide = isPlaced(question, look.home) ? null : everywhere(first.command);
  const far = wide === null ? near : look.read(wide);
  if (far === undefined) return { ask: [{ command: wide!, reason: "The same of all namespaces." }] };
  const piece = (far.exitCode ?? 0) === 0 ? far : near;
  const isWarning = /\bwarnings?\b/i.test(question.text);
  const events = look.view.events.filter(
    (event) =>
      event.line.command === piece.command &&
      (name === null || event.object.name === name || event.object.name.startsWith(`${name}-`)) &&
      (event.type === "Warning" || !isWarning),
  );
  const meant = events.filter(({ lastSeen }) => window === null || (lastSeen !== null && isWithin(window, lastSeen)));
  return { answered: eventsAnswer(meant, events.length, window, question, name) };
}

function eventsAnswer(
  meant: readonly ObservedEvent[],
  all: number,
  window: Window | null,
  question: Question,
  name: string | null,
): Told {
  const noun = /\bwarnings?\b/i.test(question.text) ? "warning" : "event";
  const where = question.scope.namespaces.length > 0 ? ` in ${enumerated(question.scope.namespaces)}` : "";
  const about = `${name === null ? "" : ` about ${name}`}${where}`;
  const when = window === null ? "" : ` ${window.said}`;
  if (meant.length === 0) {
    const older = all === 0 ? "" : `; ${all === 1 ? "the one that is kept is" : `the ${all} that are kept are`} older`;
    return { summary: `There was no ${noun}${about}${when}${older}.` };
  }
  const ordered = [...meant].sort((one, other) => (other.lastSeen ?? 0) - (one.lastSeen ?? 0));
  const shown = ordered.slice(-30);
  const left = ordered.length - shown.length;
  const one = meant.length === 1;
  return {
    summary: `${meant.length} ${noun}${one ? "" : "s"}${about} ${one ? "was" : "were"} seen${when}, newest last${left > 0 ? ` (the ${left} before these left out)` : ""}:`,
    details: shown.map(printedEvent).join("\n"),
  };
}
