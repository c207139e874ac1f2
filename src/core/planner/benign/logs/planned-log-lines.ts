import { type LogReading, logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { linesOfLog } from "../../well/log-course.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";

/** What a program does again and again by its settings, and says in its log. */
type Plan = {
  /** The line that says that it ended as planned. */
  readonly ended: RegExp;
  /** The line that says that it goes on: connected again, another worker started. */
  readonly again: RegExp;
  /** What it would look like if it were none. */
  readonly fault: RegExp;
  /** The setting behind it, wherever it was printed. */
  readonly setting: RegExp;
  /** Whether `ended` alone names the plan, or needs the setting to be shown. */
  readonly isNamed: RegExp;
};

const workers: Plan = {
  ended:
    /\bchild \d{1,9} exited with code 0 after|Autorestarting worker after current request|maximum request limit|max(?:imum)?[_ -]?(?:requests|tasks|jobs)[^\n]{0,60}(?:reached|exceeded|exiting|recycl|restart)|worker[^\n]{0,80}(?:recycl|max(?:imum)?[_ -]?(?:requests|lifetime|age|tasks))|The work of process \d{1,9} is done|(?:Worker|child)[^\n]{0,40}exit(?:ed|ing)[^\n]{0,40}(?:code|status) 0\b|Worker exiting \(pid|Restarting worker \d{1,6}, max/i,
  again:
    /\bchild \d{1,9} started|Booting worker|spawn(?:ed|ing) (?:uWSGI )?worker|Respawned|worker[^\n]{0,60}\b(?:started|booted|ready)|celery@\S{1,80} ready|Started worker/i,
  fault:
    /exited on signal|SIG(?:SEGV|KILL|ABRT|BUS)|Segmentation|core dumped|Out of memory|OOM|WORKER TIMEOUT|exit(?:ed)? (?:with )?(?:code|status) [1-9]|exited (?:with code|status) [1-9]|seems busy|reached pm\.max_children|reached max_children|Worker failed to boot/i,
  setting:
    /\b(?:pm\.)?max[-_]?(?:requests|requests[-_]jitter|tasks[-_]per[-_]child|jobs|worker[-_]lifetime|lifetime|age)(?:["' =:,]{1,6}|\s)\d{1,9}|MaxConnectionsPerChild\s{1,20}\d{1,9}|--max[-_]requests\S{0,20}|max_requests/i,
  isNamed: /max|limit|Autorestarting|work of process/i,
};

const connections: Plan = {
  ended:
    /max(?:imum)?[_ -]?connection[_ -]?age|gRPC config stream to \S{1,80} closed: 0\b|\bmax_?(?:connection_)?age\b|GOAWAY[^\n]{0,120}(?:NO_ERROR|max_age|session_timed_out)|max(?:imum)?[ _-]?life ?time[^\n]{0,60}|(?:idle|session|stream)[ _-](?:timeout|duration)[^\n]{0,40}(?:reached|closing|closed)|very long watch|watch of \S{1,120} (?:closed|ended) with: (?:too old|very short|timeout)/i,
  again:
    /\b(?:re)?connected\b|re-?connecting|re-?establish|connection (?:established|opened|added)|Added connection|watch (?:re)?started|resubscrib|subscribed|starting new stream/i,
  fault:
    /connection refused|no such host|\bTLS\b[^\n]{0,60}(?:fail|error)|x509|certificate|Unauthenticated|(?:deadline|timeout) exceeded|no healthy upstream|i\/o timeout|broken pipe|closed: (?:[1-9]|1\d)\b|\bUNAVAILABLE\b/i,
  setting:
    /(?:max[-_]?(?:server)?[-_]?(?:connection)?[-_]?age|keepaliveMaxServerConnectionAge|max[-_]?life[-_]?time|MAX_CONNECTION_AGE\w{0,10}|idle[-_]?timeout|max_connection_duration|max_stream_duration)\S{0,4}[ =:",]{1,6}\s{0,4}["']?\d{1,9}\w{0,3}/i,
  isNamed: /age|lifetime|life time|closed: 0|NO_ERROR|duration/i,
};

const recycled = defineBenign(
  {
    code: "workers-recycled-by-limit",
    onlyAsked: true,
    title: "Workers that end after a number of requests",
    about:
      "Workers of php-fpm, gunicorn, uWSGI, Celery, Puma or Apache end with exit code 0 after their limit of requests or age (pm.max_requests, --max-requests, max-tasks-per-child) and new ones start: it keeps leaks small. Not where one ended on a signal or with another code.",
    reads: ["logs", "Pod"],
    asked:
      /\b(?:child\w*|workers?|process\w*|php\w*|gunicorn|uwsgi|celery|puma|apache|fpm|exit\w*|dying|dies?|die|respawn\w*|recycl\w*|restart\w*)\b/,
  },
  (view) =>
    foundIn(
      view,
      workers,
      (name, { ended, setting, count }) =>
        `the workers of ${name} do not crash, they are recycled by design: ${count} × "${short(ended)}" with a new one after each, as the limit of requests or age says${setting === undefined ? "" : ` (${short(setting)})`}; no signal, no other exit code`,
    ),
);

const aged = defineBenign(
  {
    code: "connections-closed-by-age",
    onlyAsked: true,
    title: "Connections that are closed when they are old",
    about:
      "Servers, meshes and pools close a connection after its maximum age (max connection age of gRPC and istiod, GOAWAY with NO_ERROR, maxLifetime of a pool), and the client connects again at once: it spreads load. Not where a connection is refused, times out or does not come back.",
    reads: ["logs", "Pod"],
    asked:
      /disconnect\w*|streams?\b|\bclos\w*|re-?connect\w*|\blos(?:es|t|ing)\b|\bloses\b|flap\w*|drop\w*|goaway|connections?\b|xds|istiod/,
  },
  (view) =>
    foundIn(
      view,
      connections,
      (name, { ended, setting, count }) =>
        `the ${count} disconnects in the log of ${name} are by design: "${short(ended)}", a connection is closed at its maximum age${setting === undefined ? "" : ` (${short(setting)})`} and ${name} connected again each time, at last too`,
    ),
);

type Told = { readonly ended: Line; readonly setting: Line | undefined; readonly count: number };

function* foundIn(view: ClusterView, plan: Plan, say: (name: string, told: Told) => string) {
  for (const log of logsOfView(view)) {
    if (log.evidence < 0 || log.object.kind === "Log" || isAnyRestarting(log, view)) continue;
    const lines = linesOfLog(log, view);
    const fits = (pattern: RegExp) => lines.filter(({ text }) => pattern.test(text.slice(0, 1000)));
    const ended = fits(plan.ended);
    const first = ended.find(({ text }) => plan.isNamed.test(text)) ?? ended[0];
    const bad = fits(plan.fault).at(-1);
    if (bad !== undefined) {
      const again = fits(plan.again).at(-1);
      const isStill = plan === workers || (first !== undefined && (again === undefined || bad.line > again.line));
      if (isStill && again !== undefined)
        yield {
          ref: log.object,
          text: `the log of ${log.object.name} says: ${short(bad)}`,
          lines: [bad],
          isDoubt: true as const,
        };
    }
    if (first === undefined || bad !== undefined) continue;
    const setting = linesIn(view, plan.setting, 50).find(
      ({ command }) => !lines.some((line) => line.command === command),
    );
    if (setting === undefined && !plan.isNamed.test(first.text)) continue;
    const back = fits(plan.again).at(-1);
    if (back === undefined || lines.indexOf(back) < lines.indexOf(ended.at(-1)!) - 1) continue;
    const pods = podsOf(view).filter(({ ref }) => isOf(view, ref, log.object));
    yield {
      ref: log.object,
      about: [workloadOf(view, log.object), ...pods.map(({ ref }) => ref)],
      text: say(log.object.name, { ended: first, setting, count: ended.length }) + healthOf(pods),
      lines: [first, ended.at(-1), back, setting],
      ofLog: true as const,
      covers: [...ended, ...fits(plan.again)],
    };
  }
}

const isOf = (view: ClusterView, pod: ObjectRef, owner: ObjectRef): boolean =>
  pod.namespace === owner.namespace && (pod.name === owner.name || workloadOf(view, pod).name === owner.name);

const healthOf = (pods: readonly { readonly health: string; readonly restarts: number }[]): string =>
  pods.length > 0 && pods.every(({ health, restarts }) => health === "healthy" && restarts === 0)
    ? "; its pods are running and ready without a restart"
    : "";

const isAnyRestarting = ({ object }: LogReading, view: ClusterView): boolean =>
  podsOf(view).some((pod) => isOf(view, pod.ref, object) && (pod.health === "failing" || pod.restarts > 5));

const short = ({ text }: Line): string => text.trim().replaceAll(/\s+/g, " ").slice(-110);

export const plannedLogLines: readonly BenignRule[] = [recycled, aged];
