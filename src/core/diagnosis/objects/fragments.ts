import { kindOfReason, reasonOfMessage } from "../../evidence/events/event-words.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedEvent, ObservedLog } from "../../evidence/observed.ts";
import { keyOf, unnamed } from "./name-object.ts";

/**
 * People paste pieces: the one event line without its object, the scheduler's sentence alone. Such a piece gets an object without
 * a name, of the kind that its words are about, so that the rules read it like any other event.
 */
export const withFragments = (view: ClusterView): ClusterView => {
  const events = [
    ...view.events.map((event) =>
      event.object.name === ""
        ? { ...event, object: objectOf(event.reason), message: `${event.message}${wrapped(view, event.line)}` }
        : event,
    ),
    ...sentences(view),
  ];
  if (events.length === view.events.length && !events.some((event) => event.object.name === unnamed)) return view;
  return {
    ...view,
    events,
    logs: view.logs.map((log) =>
      isPasted(view, log)
        ? { ...log, templates: log.templates.filter((one) => reasonOf(one.first) === undefined) }
        : log,
    ),
    eventsOf: (ref) =>
      ref.name === unnamed ? events.filter((event) => keyOf(event.object) === keyOf(ref)) : view.eventsOf(ref),
  };
};

const objectOf = (reason: string): ObjectRef => ({
  kind: kindOfReason(reason),
  name: unnamed,
});

const sentences = (view: ClusterView): readonly ObservedEvent[] =>
  view.logs
    .filter((log) => isPasted(view, log))
    .flatMap((log) => log.templates.flatMap((template) => eventIn(view, template.first)));

/** Text that came without a command, and was taken for a log for want of anything better. */
const isPasted = (view: ClusterView, log: ObservedLog): boolean =>
  log.object === null && view.evidence[log.evidence]?.command === "";

const reasonOf = (line: Line): string | undefined => reasonOfMessage(line.text);

const eventIn = (view: ClusterView, line: Line): readonly ObservedEvent[] => {
  const reason = reasonOf(line);
  if (reason === undefined) return [];
  const message = `${line.text.trim()}${wrapped(view, line)}`;
  return [
    {
      type: "Warning",
      reason,
      object: objectOf(reason),
      message,
      count: 1,
      lastSeen: null,
      firstSeen: null,
      source: "",
      line,
    },
  ];
};

/** Terminals and chats break long lines: what follows and begins nothing new belongs to the sentence. */
const wrapped = (view: ClusterView, line: Line): string => {
  const piece = view.evidence.find((one) => one.command === line.command && one.stdout.includes(line.text));
  const below =
    piece?.stdout
      .slice(0, 200_000)
      .split("\n")
      .slice(line.line, line.line + 4) ?? [];
  const end = below.findIndex(
    (text) => text.trim() === "" || /^\s*(?:Warning|Normal|[#$]|kubectl|NAME|[A-Z][\w ]{0,30}:(?: |$))/.test(text),
  );
  return (end < 0 ? below : below.slice(0, end)).map((text) => ` ${text.trim()}`).join("");
};
