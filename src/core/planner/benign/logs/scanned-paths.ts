import { logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { statusIn } from "../../facts/log-tallies.ts";
import { isNamed } from "../../investigation/relevance.ts";
import { linesOfLog } from "../../well/log-course.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { unrouted } from "./unrouted-paths.ts";

const asked =
  /\b40[34]s?\b|\b499s?\b|\b4xx\b|not ?found|\broutingerror|\bno ?route|\bresource404|\bscan\w*|\bbots?\b|attack|error (?:ratio|rate)/;

/** What kubectl says of objects is no answer to a call. */
const ofKubectl = /\b[a-z.]{1,60} ["'`][\w.-]{1,253}["'`] not found/g;

const scanners = defineBenign(
  {
    code: "scanners-get-404",
    title: "404s that scanners of the internet get",
    about:
      "Bots try paths such as /wp-login.php, /.env or /.git/config on every address; that they get 404 (or 403) is right. Said where nearly all 404s in an access log are such paths, all other requests were answered with 2xx or 3xx, and none with 5xx; so do frameworks that write each path without a route as an error (NotFoundHttpException, RoutingError), where nothing else of the log alarms.",
    reads: ["logs", "Ingress"],
    asked: { test: (text) => asked.test(text.replaceAll(ofKubectl, "")) },
    unless: /\b50[0-4]\b|\b5xx\b|bad gateway/,
  },
  function* (view, { text, targets }) {
    const isOfProxy = /\bingress[- ]controller\b|\baccess logs?\b/i.test(text);
    const named = view.objects.filter(({ ref }) => isOfProxy && targets.some(({ name }) => isNamed(ref, name)));
    yield* unrouted(view);
    for (const log of logsOfView(view)) {
      const calls = linesOfLog(log, view).flatMap((line) => {
        const status = statusIn(line.text);
        return status === null || status === undefined ? [] : [{ line, status: `${status}` }];
      });
      const missed = calls.filter(({ status }) => /^40[0345]$/.test(status));
      const scans = missed.filter(({ line }) => scannedPath.test(line.text.slice(0, 600)));
      const good = calls.filter(({ status }) => /^[23]/.test(status));
      const scanners = new Set(scans.flatMap(({ line }) => callersOf(line)));
      const others = missed.filter(
        ({ line, status }) =>
          !scannedPath.test(line.text.slice(0, 600)) &&
          !(/^40[05]$/.test(status) && callersOf(line).some((one) => scanners.has(one))),
      );
      if (others.length > missed.length * 0.1)
        yield {
          ref: log.object,
          about: view.of("Ingress").map(({ ref }) => ref),
          text: `the log of ${log.object.name} has ${others.length} answers ${others[0]!.status} to other paths than those that scanners try: ${pathsOf(others.map(({ line }) => line))}`,
          lines: others.slice(-3).map(({ line }) => line),
          isDoubt: true as const,
        };
      const waited = calls.find(({ status, line }) => status === "499" && secondsOf(line) >= 5);
      if (waited !== undefined)
        yield {
          ref: log.object,
          about: named.map(({ ref }) => ref),
          text: `callers hung up (499) after they had waited ${Math.round(secondsOf(waited.line))} seconds for an answer`,
          lines: [waited.line],
          isDoubt: true as const,
        };
      const left = calls.filter(({ status, line }) => status === "499" && secondsOf(line) < 1);
      const known = good.length + missed.length + left.length;
      if (
        scans.length < 3 ||
        scans.length < (missed.length - others.length) * 0.6 ||
        others.length > missed.length * 0.1 ||
        known < calls.length
      )
        continue;
      const hungUp = left.length === 0 ? "" : `, and ${left.length} callers hung up within a second (499)`;
      const behind = behindOf(good.at(-1)?.line ?? scans[0]!.line, view);
      const whose = behind.length === 0 ? "" : ` for ${behind.map(({ name }) => name).join(", ")}`;
      yield {
        ref: log.object,
        about: [...view.of("Ingress"), ...named].map(({ ref }) => ref).concat(behind),
        text: `the 404s in the log of ${log.object.name}${whose} are bots (scanners of the internet): ${scans.length} of ${missed.length} are tries of ${pathsOf(scans.map(({ line }) => line))}, answered ${scans[0]!.status} as they should; all ${good.length} other requests got 2xx or 3xx${hungUp}, so no route is broken`,
        lines: [scans[0]!.line, good.at(-1)?.line],
        ofLog: true as const,
      };
    }
  },
);

/** The time that ingress-nginx writes behind the length of a request: who hangs up at once did not wait for an answer in vain. */
const secondsOf = ({ text }: Line): number =>
  Number(/" \d{1,9} (\d{1,6}\.\d{1,6}) \[/.exec(text.slice(0, 2000))?.[1] ?? Number.NaN);

/** Where a call came from: of the addresses in a line those of the internet, as a proxy before it has one of the cluster. */
export const callersOf = ({ text }: Line): readonly string[] =>
  (text.slice(0, 1000).match(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g) ?? []).filter(
    (address) => !/^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(address),
  );

/** What the line of a proxy names as the backend of a call. */
const behindOf = ({ text }: Line, view: ClusterView) =>
  podsOf(view)
    .map(({ ref }) => workloadOf(view, ref))
    .filter(({ name }, index, all) => all.findIndex((one) => one.name === name) === index && text.includes(name));

/** Paths that scanners of the internet try on every address. */
export const scannedPath =
  /\/(?:wp-(?:login|admin|content|includes|json)|xmlrpc\.php|\.env\b|\.git\/|\.svn\/|\.aws\/|\.ssh\/|\.DS_Store|phpmyadmin|pma\/|phpunit|vendor\/phpunit|cgi-bin|boaform|actuator\/(?:gateway|env|heapdump)|HNAP1|owa\/|solr\/admin|autodiscover|manager\/html|geoserver|server-status|telescope|_ignition|api\/jsonws|struts|jenkins\/login|backup\.(?:zip|sql)|config\.(?:json|php)|login\.action)|\/\w{1,40}\.(?:php|asp|aspx|cgi|jsp)\b/i;

function pathsOf(lines: readonly Line[]): string {
  const paths = lines.flatMap(
    ({ text }) =>
      /"(?:GET|POST|HEAD|PUT) (\S{1,120})|"(?:Request)?[Pp]ath":\s?"(\S{1,120}?)"/
        .exec(text.slice(0, 600))
        ?.slice(1)
        .find((one) => one !== undefined) ?? [],
  );
  const first = [...new Set(paths)].slice(0, 3);
  return first.length === 0 ? "paths such as /wp-login.php and /.env" : first.join(", ");
}

export const scannedPaths: readonly BenignRule[] = [scanners];
