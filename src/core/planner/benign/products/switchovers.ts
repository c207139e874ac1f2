import { type LogReading, logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsIn } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Question } from "../../question/understand.ts";
import { courseOf, linesOfLog } from "../../well/log-course.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { censusOf } from "../logs/log-census.ts";
import { isAnythingDown } from "../reading/standing.ts";
import { stateOf } from "./primaries.ts";

const switchover = defineBenign(
  {
    code: "errors-of-a-switchover",
    title: "Errors of clients in the seconds of a switchover",
    about:
      "While the primary of a database moves to another instance, for an upgrade or because a node is drained, connections are refused for seconds: `the database system is shutting down`, connection refused, a read-only transaction. Said where the switchover is shown, the cluster is healthy again with all instances, and the logs of its clients go on without errors since; a doubt where they do not.",
    reads: ["Cluster", "postgresql", "Pod", "Event", "logs"],
    asked:
      /\b(?:switch(?:ed|ing)? ?over|fail(?:ed|ing)? ?over|promot\w*|shutting down|starting up|read-?only|operational ?error|(?:connection|connections) (?:was |were )?(?:refused|failed|reset|closed|terminated)|(?:cannot|can't|could not|not) connect|database|postgres\w*|cloudnativepg|cnpg|patroni|primary)\b/,
    unless: /\bslow\w*|\blatenc\w*|\blag\w*|\bbackups?\b/,
  },
  function* (view, question) {
    for (const object of view.objects) {
      const state = stateOf(object, view);
      const moved = state === null ? undefined : switchOf(object, view);
      if (state === null || moved === undefined) continue;
      const { ref } = object;
      const instances = podsIn(view, ref.namespace)
        .map((pod) => pod.ref)
        .filter(({ name }) => name.startsWith(`${ref.name}-`));
      const logs = logsOfView(view).filter(
        (log) => log.evidence >= 0 && !instances.some(({ name }) => name === log.object.name),
      );
      const clients = logs
        .map((log) => ({ log, course: courseOf(log, view) }))
        .filter(({ course }) => course.errors.some(({ text }) => ofDatabase.test(text.slice(0, 1000))));
      const about = clients.flatMap(({ log }) => [log.object, workloadOf(view, log.object)]);
      const ill = clients.find(({ course }) => course.state === "ill");
      if (ill !== undefined) {
        yield {
          ref,
          about,
          text: `the log of ${ill.log.object.name} does not show that its connections are well since the switchover of ${ref.name}`,
          lines: [ill.course.errors.at(-1)],
          isDoubt: true as const,
        };
        continue;
      }
      const own = instances.flatMap(({ name }) => logsOfView(view).filter((log) => log.object.name === name));
      const told = own.map((log) => ({ log, census: censusIn(log, question, view) }));
      if (clients.length === 0 || isAnythingDown(view, ref.namespace)) continue;
      if (told.some(({ census }) => (census?.open.length ?? 0) > 0)) continue;
      const names = [...new Set(clients.map(({ log }) => log.object.name))];
      yield {
        ref,
        about: [...about, ...instances],
        text: `the errors in the log of ${enumerated(names, 3)} are those of the seconds of a switchover of ${ref.name} (${moved.text}), which is over: ${state.primary} is its primary, ${state.ready} instances are ready, and calls have gone on without an error since`,
        lines: [moved.line, clients[0]!.course.errors[0], clients[0]!.course.over ?? undefined, state.line],
      };
      for (const { log, census } of told) {
        const errors = census?.groups.flatMap(({ entries }) => entries) ?? [];
        if (errors.length === 0) continue;
        yield {
          ref: log.object,
          about,
          text: `what ${log.object.name} logged of it is part of its stop and start`,
          lines: [errors[0]!.line],
          ofLog: "only" as const,
          covers: [...errors, ...(census?.past?.entries ?? [])].flatMap(({ lines }) => lines),
        };
      }
    }
  },
);

const censusIn = (log: LogReading, { text }: Question, view: ClusterView) =>
  censusOf(linesOfLog(log, view), text.toLowerCase(), (words) =>
    view.evidence.some(({ stdout }) => words.test(stdout)),
  );

/** What clients are told while the primary moves. */
const ofDatabase =
  /\bthe database system is (?:shutting down|starting up|not yet accepting)|\bterminating connection due to administrator command\b|\bread-only (?:transaction|mode)\b|\bserver closed the connection\b|\b(?:port \d{2,5}|:5432|:3306|postgres\w*|jdbc|psycopg\w*|database)\b[^\n]{0,200}\b(?:connection )?(?:refused|reset|failed|terminated)\b/i;

/** The event or the line that tells of the switchover. */
function switchOf(
  { ref }: ObservedObject,
  view: ClusterView,
): { readonly text: string; readonly line: Line } | undefined {
  const event = view.events.findLast(
    ({ reason, object, message }) =>
      object.name.startsWith(ref.name) && (/^Switch(?:ing|ed)?Over$/i.test(reason) || switched.test(message)),
  );
  if (event !== undefined) {
    const ago = event.lastSeen === null ? "" : `, ${Math.round(event.lastSeen / 60)} minutes ago`;
    return { text: `${event.message.replaceAll(/\s+/g, " ").slice(0, 160)}${ago}`, line: event.line };
  }
  const line = view.evidence
    .filter(({ command, stdout }) => /\b(?:logs?|history|describe)\b/.test(command) && stdout.includes(ref.name))
    .flatMap((piece) => linesOf(piece).slice(-5000))
    .findLast(({ text }) => switched.test(text.slice(0, 1000)));
  return line === undefined ? undefined : { text: line.text.trim().replaceAll(/\s+/g, " ").slice(0, 120), line };
}

const switched =
  /\bswitch(?:ing|ed)? ?over\b|\bSetting myself as the current primary\b|\bpromoted self to leader\b|\bmanual(?:ly)? (?:failover|switchover)\b/i;

export const switchovers: readonly BenignRule[] = [switchover];
