import { logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { linesOfLog } from "../../well/log-course.ts";
import type { Benign } from "../benign.ts";
import { type Entry, entriesOf, isTrouble } from "./log-entries.ts";
import { scannedPath } from "./scanned-paths.ts";

/** The logs of applications in which all that alarms are paths without a route, as scanners try them; a doubt where they are others. */
export function* unrouted(view: ClusterView): Iterable<Benign> {
  for (const log of logsOfView(view).filter(({ evidence }) => evidence >= 0)) {
    const all = entriesOf(linesOfLog(log, view));
    const missed = all.flatMap((entry) => missedIn(entry) ?? []);
    const others = missed.filter(({ path }) => !scannedPath.test(path));
    if (others.length > missed.length * 0.1) {
      yield {
        ref: log.object,
        text: `the log of ${log.object.name} has ${others.length} ${others.length === 1 ? "path" : "paths"} without a route besides those that scanners try, as ${others.at(-1)!.path.slice(0, 80)}`,
        lines: others.slice(-3).map(({ entry }) => entry.line),
        isDoubt: true,
      };
      continue;
    }
    const known = new Set(missed.map(({ entry }) => entry));
    const rest = all.filter((entry) => !known.has(entry));
    if (missed.length - others.length < 3 || rest.some(isTrouble)) continue;
    const paths = [...new Set(missed.map(({ path }) => path))].slice(0, 3).join(", ");
    yield {
      ref: log.object,
      text: `the ${missed.length} errors in the log of ${log.object.name} are tries of scanners as well, of paths that it has no route for (${paths})${rest.length === 0 ? "" : `; none of its other ${rest.length} entries is an error`}`,
      lines: [missed[0]!.entry.line, rest.at(-1)?.line].filter((line) => line !== undefined),
      ofLog: "only",
      covers: missed.flatMap(({ entry }) => entry.lines),
    };
  }
}

type Missed = { readonly entry: Entry; readonly path: string };

/** The path that an entry says to have no route; access logs, which tell a status, are counted by it elsewhere. */
function missedIn(entry: Entry): Missed | null {
  const text = entry.text.slice(0, 1500);
  if (entry.status !== null || !noRoute.test(text)) return null;
  const path = asked.exec(text)?.[1] ?? named.exec(text)?.[1];
  return path === undefined ? null : { entry, path: `/${path.replace(/[.,;:]{1,3}$/, "")}` };
}

/** How frameworks call it that no route fits: Symfony, Laravel, Rails, Spring, Django, Express and others. */
const noRoute =
  /\bNotFoundHttpException\b|\bRoutingError\b|\bNo route (?:found|matches|matched|for)\b|\bRouteNotFound\w*|\bNoResourceFoundException\b|\bNoHandlerFoundException\b|\bNo (?:static resource|mapping for)\b|\bRes(?:olver|ource)404\b|\bHttp404\b|\bNot Found: \/|\bNoRouteError\b|\bNotFoundError\b|\bNotFoundException\b|\bCannot (?:GET|POST|HEAD|PUT) \//;
const asked =
  /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\]?[ :]{1,2}"?(?:https?:\/\/[^/\s"]{1,200})?\/([^\s"'?)\]]{0,300})/;
const named =
  /\b(?:No static resource |Not Found: \/|(?:path|url|uri|route)["']?[=: ]{1,3}["']?(?:https?:\/\/[^/\s"]{1,200})?\/)([^\s"'?)\]]{0,300})/i;
