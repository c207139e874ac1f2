import type { ObservedEvent } from "../../evidence/observed.ts";
import { isNamed } from "../investigation/relevance.ts";
import { enumerated } from "../wording.ts";
import type { AnswerForm } from "./answer.ts";

/** The events asked for, newest last. */
export const eventAnswer: AnswerForm = (question, { view }) => {
  if (!/\bevents?\b|\bhappened\b|\bchanged\b/.test(question.plain)) return null;
  const { namespaces } = question.scope;
  const meant = view.events.filter(
    (event) =>
      (question.targets.length === 0 || question.targets.some((target) => isAbout(event, target.name))) &&
      (namespaces.length === 0 ||
        event.object.namespace === undefined ||
        namespaces.includes(event.object.namespace)) &&
      (!/\bwarnings?\b/.test(question.plain) || event.type === "Warning"),
  );
  const about = enumerated(question.targets.map((target) => target.name));
  const where = namespaces.length > 0 ? ` in the ${enumerated(namespaces)} namespace` : "";
  const asked = view.evidence.some((one) => /\bevents?\b|\bdescribe\b/.test(one.command));
  if (meant.length === 0)
    return asked
      ? {
          summary: `No events${about === "" ? "" : ` about ${about}`}${where} are kept at present.`,
          details: "",
          lines: [],
        }
      : null;
  const ordered = [...meant].sort((one, other) => (other.lastSeen ?? 0) - (one.lastSeen ?? 0));
  const warnings = meant.filter((event) => event.type === "Warning").length;
  return {
    summary:
      `${meant.length} ${meant.length === 1 ? "event" : "events"}${about === "" ? "" : ` about ${about}`}${where}, ${warnings === 0 ? "no warning" : `${warnings} of them ${warnings === 1 ? "a warning" : "warnings"}`} among them, newest last:`.replace(
        /, (\d+ of them \S+(?: \S+)?) among them/,
        ", $1",
      ),
    details: ordered.slice(-15).map(printedEvent).join("\n"),
    lines: [],
  };
};

/** An event about an object of this name, or one that a command printed which asked for this name. */
function isAbout(event: ObservedEvent, name: string): boolean {
  return (
    isNamed(event.object, name) || new RegExp(`[/ ]${name.replace(/[^a-z0-9-]/g, ".")}(\\s|$)`).test(event.line.command)
  );
}

/** An event on a line: how long ago, what, of which object. */
export function printedEvent(event: ObservedEvent): string {
  const age = event.lastSeen === null ? "" : `${ageOf(event.lastSeen)} ago `;
  const times = event.count > 1 ? ` (×${event.count})` : "";
  const message = event.message.replace(/\s+/g, " ").slice(0, 200);
  return `  ${age}${event.type} ${event.reason} ${event.object.namespace === undefined || event.object.namespace === "default" ? "" : `${event.object.namespace} `}${event.object.kind.toLowerCase()}/${event.object.name}: ${message}${times}`;
}

function ageOf(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)}s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)}m`;
  return seconds < 172800 ? `${Math.round(seconds / 3600)}h` : `${Math.round(seconds / 86400)}d`;
}
