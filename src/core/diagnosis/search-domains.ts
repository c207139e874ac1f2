import type { Line } from "../evidence/evidence.ts";
import type { ClusterView } from "../evidence/observed.ts";
import type { LogStatement } from "./log-statements.ts";

type Resolver = { readonly domains: readonly string[]; readonly ndots: string; readonly line: Line };

/** What was printed of an /etc/resolv.conf: its search domains outside the cluster. */
const resolvers = (view: ClusterView): readonly Resolver[] =>
  view.evidence.flatMap((piece) => {
    const lines = piece.stdout.slice(0, 20_000).split("\n");
    const index = lines.findIndex((line) => /^search(?:\s+[\w.-]{1,253}){1,32}\s*$/.test(line));
    if (index < 0) return [];
    const domains = lines[index]!.trim().split(/\s+/).slice(1);
    return [
      {
        domains: domains.filter((domain) => !/(?:^|\.)(?:svc|cluster\.local)$/.test(domain)),
        ndots: /\bndots:(\d+)/.exec(piece.stdout)?.[1] ?? "5",
        line: { command: piece.command, line: index + 1, text: lines[index]! },
      },
    ];
  });

/**
 * A certificate for names of a search domain, instead of for the host that was asked for: the resolver appends the domains of
 * resolv.conf before it asks for the name itself, and a wildcard record of such a domain answers.
 */
export const searchDomainNote = (view: ClusterView, one: LogStatement) => {
  const { text } = one.template.last;
  for (const { domains, ndots, line } of resolvers(view)) {
    const domain = domains.find((each) => text.includes(each));
    if (domain === undefined) continue;
    const host = one.target?.host.replace(/\.$/, "");
    const answered = host === undefined ? undefined : answerIn(view, `${host}.${domain}`);
    return {
      note: `; ${domain} is a search domain of its /etc/resolv.conf (ndots:${ndots}), so ${host ? `"${host}" is looked up as ${host}.${domain} first` : "names of fewer dots are looked up within it first"}, where a wildcard record answers`,
      evidence: [line, answered],
    };
  }
  return undefined;
};

const answerIn = (view: ClusterView, name: string): Line | undefined => {
  for (const piece of view.evidence) {
    const lines = piece.stdout.slice(0, 20_000).split("\n");
    const index = lines.findIndex((line) => line.includes(name));
    if (index >= 0) return { command: piece.command, line: index + 1, text: lines[index]! };
  }
  return undefined;
};
