import { logsOfView } from "../../diagnosis/logs-of-view.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { courseOf, linesOfLog } from "../well/log-course.ts";
import { type BenignRule, defineBenign } from "./benign.ts";

const expansions = defineBenign(
  {
    code: "names-of-the-search-list",
    title: "NXDOMAIN of search lists",
    about:
      "With ndots:5 a resolver tries a name with each suffix of its search list first; the DNS answers NXDOMAIN to those and NOERROR to the name itself. It is a fault only where a name never resolves, or the answers are SERVFAIL or do not come.",
    reads: ["logs"],
    asked: /\b(?:nxdomain|dns|coredns|resolv\w*|ndots|look-?ups?|hostnames?|domains?|kube-dns)\b/,
  },
  function* (view) {
    const suffixes = suffixesIn(view);
    const elsewhere = resolvedIn(view);
    for (const log of logsOfView(view)) {
      if (log.evidence < 0 || log.object.kind === "Log") continue;
      const answers = linesOfLog(log, view).flatMap((line) => answerIn(line) ?? []);
      const missing = answers.filter(({ code }) => code === "NXDOMAIN");
      const found = answers.filter(({ code }) => code === "NOERROR");
      const failing = answers.find(({ code }) => code !== "NXDOMAIN" && code !== "NOERROR");
      if (failing !== undefined || missing.length === 0) {
        if (failing !== undefined)
          yield {
            ref: log.object,
            text: `lookups fail with ${failing.code} (${failing.name})`,
            lines: [failing.line],
            isDoubt: true,
          };
        continue;
      }
      if (courseOf(log, view).state === "ill") continue;
      const names = new Set([...found.flatMap(({ name }) => basesOf(name, suffixes)), ...elsewhere]);
      const isExpansion = ({ name }: Answer) =>
        basesOf(name, suffixes).some((base) => base !== name && names.has(base));
      const never = missing.find((one) => !isExpansion(one));
      if (never !== undefined) {
        yield {
          ref: log.object,
          text: `${never.name} never resolves: NXDOMAIN, and NOERROR for no form of the name`,
          lines: [never.line],
          isDoubt: true,
        };
        continue;
      }
      const from = missing[0]!;
      const real = basesOf(from.name, suffixes).find((base) => names.has(base)) ?? "";
      yield {
        ref: log.object,
        text: `the ${missing.length} NXDOMAIN in the log of ${log.object.name} are only the search suffixes that resolvers try first (ndots:5 and search list, as ${from.name}); each name itself resolves (${found.length} × NOERROR, as ${real.replace(/\.$/, "")})`,
        lines: [from.line, found.at(-1)?.line],
        ofLog: "only",
      };
    }
  },
);

type Answer = { readonly name: string; readonly code: string; readonly line: Line };

const answerIn = (line: Line): Answer | null => {
  const found =
    /"(?:[A-Z]{1,10}) IN (\S{1,260}) (?:udp|tcp|tls|https)[^"\n]{0,60}" ([A-Z]{4,10})\b/.exec(
      line.text.slice(0, 1000),
    ) ?? /\bname[=:] ?"?(\S{1,260}?)"?[ ,][^\n]{0,200}\brcode[=:] ?"?([A-Z]{4,10})\b/.exec(line.text.slice(0, 1000));
  return found === null ? null : { name: found[1]!.toLowerCase().replace(/\.?$/, "."), code: found[2]!, line };
};

/** What `resolv.conf` names, and what each cluster has. */
function suffixesIn(view: ClusterView): readonly string[] {
  const told = view.evidence.flatMap(({ stdout }) =>
    [...stdout.slice(0, 20_000).matchAll(/^search ([^\n]{1,1000})$/gm)].flatMap((found) =>
      found[1]!.trim().split(/\s+/),
    ),
  );
  return [...new Set(told.map((one) => `.${one.replace(/\.?$/, ".")}`))];
}

/** A name without each suffix that it may have been given; the name itself is one of them. */
function basesOf(name: string, suffixes: readonly string[]): readonly string[] {
  const own = suffixes.filter((suffix) => name.endsWith(suffix)).map((suffix) => `${name.slice(0, -suffix.length)}.`);
  const cluster =
    /^(.{1,240}?)(?:\.[a-z0-9-]{1,63})?\.svc\.[a-z0-9.-]{3,80}\.$/.exec(name)?.[1] ??
    /^(.{1,240}?)\.(?:cluster\.local|svc\.cluster\.local)\.$/.exec(name)?.[1];
  const service = /^(.{1,240})\.svc\.[a-z0-9.-]{3,80}\.$/.exec(name)?.[1];
  const more = [cluster, service].flatMap((one) => (one === undefined ? [] : [`${one}.`]));
  const again = more.flatMap((one) =>
    suffixes.filter((suffix) => one.endsWith(suffix)).map((suffix) => `${one.slice(0, -suffix.length)}.`),
  );
  return [...new Set([name, ...own, ...more, ...again])];
}

/** Names that somebody looked up inside a container and got an address for. */
const resolvedIn = (view: ClusterView): readonly string[] =>
  view.evidence
    .filter(({ command }) => /\b(?:getent|nslookup|dig|host)\b/.test(command))
    .flatMap(({ stdout }) => stdout.slice(0, 20_000).split("\n"))
    .filter((line) => !/can't|cannot|NXDOMAIN|SERVFAIL|not found|timed out/i.test(line) && /\d[.:]\w/.test(line))
    .flatMap((line) => line.match(/[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){1,10}/gi) ?? [])
    .map((name) => `${name.toLowerCase()}.`);

export const searchLists: readonly BenignRule[] = [expansions];
