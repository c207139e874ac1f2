import { logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import { at, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { statusIn } from "../../facts/log-tallies.ts";
import { linesOfLog } from "../../well/log-course.ts";
import { standOf } from "../../well/stands.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { quotedIn } from "../reading/quoted-in.ts";

const unset = defineBenign(
  {
    code: "no-default-backend",
    title: "Ingress without a default backend",
    about:
      'kubectl before 1.22, and some later describe outputs, look for a Service default-http-backend where an Ingress names no default backend, and print `<error: endpoints "default-http-backend" not found>`; newer ones print `<default>`. Calls that match a rule do not need one. Said where all backends of the rules have ready endpoints; where somebody says that nothing is reachable, only if the log of the controller or a call that was tried shows answers for it, and none with 5xx.',
    reads: ["Ingress", "Service", "Endpoints", "logs"],
    asked: /\b(?:default|backends?|ingress\w*|errors?|endpoints?|not found|fail\w*|wrong|describe)\b/,
    unless: /\b(?:40[34]|50[0-4]|5xx|certificates?|certs?|x509|tls|ssl|https does)\b/,
  },
  function* (view, question) {
    const said = `${question.text} ${quotedIn(view)}`;
    const isAskedFor = /\bdefault[- ]?(?:http-)?backend|<default>/i.test(said);
    for (const ingress of view.of("Ingress")) {
      const line = printedFor(ingress, isAskedFor, view) ?? (isQuoted.test(said) ? undefined : null);
      if (line === null || (line === undefined && !isWithout(ingress))) continue;
      const stand = standOf(ingress, view);
      const answers = answersFor(ingress, view);
      if (stand.isWell !== true || answers?.isBad || (isOutage.test(said) && answers === null)) continue;
      const isNew = line !== undefined && /<default>/.test(line.text);
      yield {
        ref: ingress.ref,
        text: `Ingress ${ingress.ref.name} names no default backend, for which kubectl prints ${isNew ? "<default>" : "that default-http-backend is not found"}; calls that match a rule do not need it, and ${stand.text}${answers === null ? "" : `; it is reachable: ${answers.text}`}`,
        covers: view.evidence
          .filter(({ command, stdout }) => command === "" && stdout.length < 300 && isQuoted.test(stdout))
          .flatMap(linesOf),
        lines: [line, ...stand.lines, ...(answers?.lines ?? [])],
      };
    }
  },
);

const isQuoted = /default-http-backend/i;
const isOutage =
  /\b(?:un|not |n't |in)(?:reach\w*|access\w*|respond\w*|answer\w*|load\w*|open\w*|available)\b|\bcan(?:not|'t| not)\b[^?.!\n]{0,30}\b(?:reach|open|load|access|connect|get to|visit)|\btime(?:s|d)? ?out\b|\b(?:down|offline|outage|dead|gone)\b|\bnobody\b|\bdoes(?:n't| not) (?:work|load|open|answer|respond)\b/i;

const noBackend = /^\s{0,8}Default backend:\s+default-http-backend:80 \((?:<none>|<error: )/;
const noneNamed = /^\s{0,8}Default backend:\s+(?:default-http-backend:80 \((?:<none>|<error: )|<default>)/;

/** The line of describe that says so, of one or of many that were described at once. */
function printedFor({ ref }: ObservedObject, isAskedFor: boolean, view: ClusterView): Line | undefined {
  for (const piece of view.evidence) {
    if (!/\bdescribe\b/.test(piece.command) && piece.command !== "") continue;
    let name = "";
    for (const line of linesOf(piece).slice(0, 3000)) {
      name = /^Name:\s+(\S{1,253})$/.exec(line.text)?.[1] ?? name;
      if (name === ref.name && (isAskedFor ? noneNamed : noBackend).test(line.text)) return line;
    }
  }
  return undefined;
}

/** Its manifest was shown, and names none. */
const isWithout = ({ fields, sources }: ObservedObject): boolean =>
  sources.has("object") &&
  listAt(fields, "spec", "rules").length > 0 &&
  at(fields, "spec", "defaultBackend") === undefined;

/** How calls for it were answered: in the log of a proxy, by its hosts or backends, or to somebody who tried. Null where nothing tells. */
function answersFor(ingress: ObservedObject, view: ClusterView) {
  const hosts = listAt(ingress.fields, "spec", "rules").flatMap((rule) => textAt(rule, "host") || []);
  const marks = [...hosts, ...backendsOf(ingress)];
  const isIts = ({ text }: Line) => marks.some((mark) => text.includes(mark));
  const calls = logsOfView(view)
    .flatMap((log) => linesOfLog(log, view))
    .filter(isIts)
    .flatMap((line) => ({ line, status: statusIn(line.text.slice(0, 2000)) }))
    .filter(({ status }) => status !== null && status !== undefined);
  const tries = view.evidence.filter(
    ({ command }) => /\bcurl\b|\bwget\b/.test(command) && hosts.some((host) => command.includes(host)),
  );
  const tried = tries
    .flatMap((piece) => linesOf(piece).slice(0, 50))
    .flatMap((line) => ({ line, status: /^\s{0,4}(?:< )?HTTP\/[\d.]{1,3} (\d{3})\b/.exec(line.text)?.[1] ?? null }))
    .filter(({ status }) => status !== null);
  const isInVain = tries.some(({ stdout, stderr }) =>
    failed.test(`${stdout.slice(0, 4000)}\n${stderr.slice(0, 4000)}`),
  );
  const all = [...calls, ...tried];
  const good = all.filter(({ status }) => /^[23]/.test(`${status}`));
  if (all.length === 0 && !isInVain) return null;
  return {
    isBad: isInVain || all.some(({ status }) => /^5/.test(`${status}`)) || good.length < all.length * 0.8,
    text: `${good.length} of the ${all.length} ${all.length === 1 ? "call" : "calls"} shown for it were answered with 2xx or 3xx, and none with 5xx`,
    lines: good.slice(-1).map(({ line }) => line),
  };
}

const failed =
  /connection refused|could(?: not|n't) connect|failed to connect|timed? ?out|could not resolve|bad address|no route to host|unreachable|empty reply|SSL certificate problem|SSL_ERROR\w*|certificate (?:has expired|verify failed)/i;

/** What an access log calls its backends: `namespace-service-port` as ingress-nginx does, and the addresses behind them. */
function backendsOf({ ref, fields }: ObservedObject): readonly string[] {
  return listAt(fields, "spec", "rules")
    .flatMap((rule) => listAt(rule, "http", "paths"))
    .flatMap((path) => {
      const name = textAt(path, "backend", "service", "name") || textAt(path, "backend", "serviceName");
      const addresses = textAt(path, "backend", "resolved").match(/\d{1,3}(?:\.\d{1,3}){3}:\d{1,5}/g) ?? [];
      return [...(name === "" ? [] : [`[${ref.namespace}-${name}-`]), ...addresses];
    });
}

export const defaultBackends: readonly BenignRule[] = [unset];
