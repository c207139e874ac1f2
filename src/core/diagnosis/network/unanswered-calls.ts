import type { ClusterView } from "../../evidence/observed.ts";
import { isOngoing, type LogStatement, logStatements } from "../logs/log-statements.ts";
import { memo } from "../objects/memo.ts";
import { addressesIn, settingsOf } from "../objects/settings.ts";
import { storeOf } from "../products/store-of.ts";
import { printTarget, type Target, targetIn } from "./endpoint-in-text.ts";

/** A call that got no answer at all, as a dropped packet leaves it, with the hosts that it may have been for, the surest first. */
export type UnansweredCall = {
  readonly said: LogStatement;
  readonly targets: readonly Target[];
};

const codes: ReadonlySet<string> = new Set([
  "dependency-unreachable",
  "call-timed-out",
  "gateway-failing",
  "too-many-connections",
  "uncaught-exception",
]);

/** Clients say in many words that they gave up waiting; a refused connection did get an answer. */
const silence =
  /time(?:d)?[ -]?out|terminated with exit code 28\b|ETIMEDOUT|deadline[ _]exceeded|TaskCanceled|(?:task|operation) was cancell?ed/i;
/** Somebody answered: the connection was there before it was given up, or the server itself says what it lacks. */
const answered =
  /refused|reset by peer|read[ _]?timed? ?out|ReadTimeout|(?:statement|lock|idle|transaction)[ _-]timeout|too many (?:clients|connections)|connection slots|[Bb]ad [Gg]ateway/i;

/** Words of a look-up of a name that got no answer from the server of names. */
export const isLookup =
  /lookup [\w.-]{1,253}(?: on \S{1,60}:53)?: (?:[^\n]{0,120}i\/o timeout|[^\n]{0,60}Try again)|EAI_AGAIN|[Tt]emporary failure in name resolution|hostname resolving error|getaddrinfo[^\n]{0,60}(?:Try again|timed out)|[Nn]ame resolution[^\n]{0,40}(?:timed out|timeout)|could not translate host name[^\n]{0,80}Temporary failure|no servers could be reached/;

/** The calls that logs say got no answer. */
export const unansweredCalls = memo((view: ClusterView): readonly UnansweredCall[] =>
  logStatements(view)
    .filter((said) => codes.has(said.cause.code) && isUnanswered(said) && lasts(said))
    .map((said) => ({ said, targets: targetsOf(view, said) })),
);

const isUnanswered = ({ template, also }: LogStatement): boolean => {
  const texts = [template, ...also].map((one) => one.last.text.slice(0, 4000));
  return texts.some((text) => silence.test(text) && !answered.test(text) && !isLookup.test(text));
};

/** A call that was given up once, before the log went on with others, is over. */
const lasts = (said: LogStatement): boolean => said.log.health === "failing" || isOngoing(said);

const most = 12;

/** Whom a command that was run inside a container called: `curl http://api:8080/`, `nc -zv api 8080`. */
const calledBy = (command: string): Target | undefined => {
  const own = command.slice(command.indexOf(" -- ") + 4, 2000);
  const netcat =
    /\b(?:nc|ncat|netcat|telnet)\b(?: -\S{1,12}(?: \d{1,4}(?= -| [a-z]))?){0,6} ([a-zA-Z][\w.-]{0,252}|\d{1,3}(?:\.\d{1,3}){3}) (\d{1,5})\b/.exec(
      own,
    );
  const device = /\/dev\/tcp\/([\w.-]{1,253})\/(\d{1,5})/.exec(own);
  const found = netcat ?? device;
  if (found) return { host: found[1]!, port: found[2]! };
  const url = targetIn(own);
  if (url !== undefined) return url;
  const bare =
    /\b(?:curl|wget|http)\b(?: -\S{1,40}(?: \d{1,4})?){0,8} ([a-z][a-z0-9.-]{1,252})(?:\/\S{0,200})?(?:\s|$)/.exec(own);
  return bare ? { host: bare[1]!, port: "80" } : undefined;
};

const apiServer = { namespace: "default", name: "kubernetes" };

/** Clients in pods call the API server by the address of its Service: `Get "https://10.96.0.1:443/api/v1/nodes"`. */
const isOfApi = /https:\/\/[\d.]{7,15}(?::443)?\/(?:apis?|version|healthz|livez|readyz)\b/;

/** The host that the line names; else those that the rest of the log, the configuration or the store of the namespace names. */
const targetsOf = (view: ClusterView, { target, log, template }: LogStatement): readonly Target[] => {
  if (target && /[a-z]/i.test(target.host)) return [target];
  const called = log.evidence < 0 ? calledBy(template.last.command) : undefined;
  if (called !== undefined) return [called];
  if (target && isOfApi.test(template.last.text) && view.object({ ...apiServer, kind: "Endpoints" }))
    return [{ host: "kubernetes.default.svc", port: target.port || "443" }];
  const found = [
    ...(target ? [target] : []),
    ...log.templates.slice(0, 200).flatMap((one) => targetIn(one.last.text) ?? []),
    ...settingsOf(view, log.object)
      .filter((one) => one.isOwn)
      .flatMap(addressesIn),
    ...(storeOf(view, log.object, template.last.text)?.related ?? []).map(({ name, namespace }) => ({
      host: `${name}.${namespace}`,
      port: "",
    })),
  ];
  return [...new Map(found.map((one) => [printTarget(one), one])).values()].slice(0, most);
};
