import { logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { isAboutTime } from "../../question/asks-health.ts";
import type { Question } from "../../question/understand.ts";
import { courseOf, linesOfLog } from "../../well/log-course.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";

const expansions = defineBenign(
  {
    code: "names-of-the-search-list",
    title: "NXDOMAIN of search lists",
    about:
      "With ndots:5 a resolver tries a name with each suffix of its search list first; the DNS answers NXDOMAIN to those and NOERROR to the name itself. So a name outside of the cluster gets NXDOMAIN under cluster.local, whether its own answer is shown or not. It is a fault where a name itself does not resolve, or the answers are SERVFAIL or do not come.",
    reads: ["logs"],
    asked: /\b(?:nxdomain|dns|coredns|resolv\w*|ndots|look-?ups?|hostnames?|domains?|kube-dns)\b/,
  },
  function* (view, question) {
    const suffixes = suffixesIn(view);
    const elsewhere = resolvedIn(view);
    for (const log of logsOfView(view)) {
      if (log.evidence < 0) continue;
      const ref = log.object.kind === "Log" ? serverOf(view, log.evidence) : log.object;
      if (ref === null) continue;
      const answers = linesOfLog(log, view).flatMap((line) => answerIn(line) ?? []);
      const missing = answers.filter(({ code }) => code === "NXDOMAIN");
      const found = answers.filter(({ code }) => code === "NOERROR");
      const failing = answers.find(({ code }) => code !== "NXDOMAIN" && code !== "NOERROR");
      if (failing !== undefined || missing.length === 0) {
        if (failing !== undefined)
          yield {
            ref,
            text: `lookups fail with ${failing.code} (${failing.name})`,
            lines: [failing.line],
            isDoubt: true,
          };
        continue;
      }
      if (courseOf(log, view).state === "ill") continue;
      const names = new Set([...found.flatMap(({ name }) => basesOf(name, suffixes)), ...elsewhere]);
      const refused = new Set(missing.map(({ name }) => name));
      const outside = new Set(missing.flatMap(({ name }) => publicBase(name) ?? []).filter((one) => !refused.has(one)));
      const isExpansion = ({ name }: Answer) =>
        basesOf(name, suffixes).some((base) => base !== name && (names.has(base) || outside.has(base)));
      const never = found.length === 0 ? missing[0] : missing.find((one) => !isExpansion(one));
      if (never !== undefined) {
        yield {
          ref,
          text: `${never.name} does not resolve in what is shown: NXDOMAIN, and NOERROR for no form of the name`,
          lines: [never.line],
          isDoubt: true,
        };
        continue;
      }
      const from = missing.find(({ name }) => basesOf(name, suffixes).some((base) => names.has(base))) ?? missing[0]!;
      const real = basesOf(from.name, suffixes).find((base) => names.has(base)) ?? found.at(-1)!.name;
      const unseen = [...outside].filter((one) => !names.has(one));
      const beside =
        unseen.length === 0
          ? ""
          : `; the answer for ${enumerated(unseen.map(bare), 3)} itself is not among these lines, ${unseen.length === 1 ? "a name outside of the cluster that gets" : "names outside of the cluster that get"} NXDOMAIN under cluster.local in any case`;
      yield {
        ref,
        about: whoAsks(question, answers, view),
        text: `nothing fails here, the ${missing.length} NXDOMAIN in the log of ${ref.name} are only the search suffixes that resolvers try first (ndots:5 and search list, as ${from.name}); ${unseen.length === 0 ? "each name itself resolves" : "the name itself resolves"} (${found.length} × NOERROR, as ${bare(real)})${beside}`,
        lines: [from.line, found.at(-1)?.line],
        ofLog: "only",
      };
    }
  },
);

/**
 * Whose names these are, where somebody wonders about just that: the Services that resolve, and all that lives where the search list is
 * of. Nobody while a name that the question holds is not among those that were answered.
 */
function whoAsks({ text }: Question, answers: readonly Answer[], view: ClusterView): readonly ObjectRef[] {
  if (!ofNames.test(text) || isAboutTime(text.toLowerCase())) return [];
  const found = answers.filter(({ code }) => code === "NOERROR").map(({ name }) => name);
  const isFound = (host: string) => found.some((name) => name === `${host}.` || name.startsWith(`${host}.`));
  if (hostsIn(text).some((host) => !isFound(host))) return [];
  const places = new Set(
    answers.flatMap(({ name }) => /\.([a-z0-9-]{1,63})\.svc\.[a-z0-9.-]{3,80}\.$/.exec(name)?.[1] ?? []),
  );
  return view.objects
    .map(({ ref }) => ref)
    .filter(({ kind, namespace = "", name }) =>
      kind === "Service" ? isFound(`${name}.${namespace}`) : places.has(namespace),
    );
}

const ofNames = /nxdomain|\bresol(?:v\w*|ution)\b|\blook-?ups?\b|\bndots\b|\bsearch (?:list|domain|suffix)/i;

/** `api.pay.example` in a question: no file, version or address. */
const hostsIn = (text: string): readonly string[] =>
  (text.toLowerCase().match(/(?<![\w./-])[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){1,8}(?![\w/-])/g) ?? []).filter(
    (host) => /\.[a-z][a-z0-9-]{1,62}$/.test(host) && !/\.(?:conf|ya?ml|json|log|txt|go|py|js)$/.test(host),
  );

const bare = (name: string): string => name.replace(/\.$/, "");

/** `fonts.example.com` of `fonts.example.com.cluster.local`: no service is called so, only a search list makes it. */
const publicBase = (name: string): string | null =>
  /^(?!.{0,240}\.svc\.)((?:[a-z0-9_-]{1,63}\.){1,8}(?:com|net|org|edu|gov|io)\.)cluster\.local\.$/.exec(name)?.[1] ??
  null;

/** The DNS whose pods a label chose: `logs -l k8s-app=kube-dns`. */
function serverOf(view: ClusterView, evidence: number): ObjectRef | null {
  const { command = "", namespace = "" } = view.evidence[evidence] ?? {};
  if (!/(?:-l|--selector)[= ]\S{0,80}(?:coredns|kube-dns|node-local-dns|nodelocaldns)/.test(command)) return null;
  const known = [...view.of("Deployment"), ...view.of("DaemonSet")].find(({ ref }) => /dns/.test(ref.name));
  return (
    known?.ref ?? {
      kind: "Deployment",
      namespace: /\s-n[= ]?(\S{1,63})/.exec(command)?.[1] ?? namespace,
      name: "coredns",
    }
  );
}

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
