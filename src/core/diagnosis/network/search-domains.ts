import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { fixByHand } from "../causes/fixes.ts";
import type { LogStatement } from "../logs/log-statements.ts";
import { lookedUpNames } from "../logs/looked-up-names.ts";

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
        domains: domains.filter((domain) => !isOfCluster.test(domain)),
        ndots: /\bndots:(\d+)/.exec(piece.stdout)?.[1] ?? "5",
        line: { command: piece.command, line: index + 1, text: lines[index]! },
      },
    ];
  });

/**
 * What stands for a host because of a search domain: the resolver appends the domains of resolv.conf before it asks for the name
 * itself, and a wildcard record of such a domain answers. Told by a look-up, or by a certificate for names of the domain.
 */
export const searchDomainNote = (view: ClusterView, one: LogStatement) =>
  answeredBySuffix(view, one) ?? certifiedForDomain(view, one);

const answeredBySuffix = (view: ClusterView, { target }: LogStatement) => {
  const host = target?.host.toLowerCase().replace(/\.$/, "") ?? "";
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host) || isOfCluster.test(host)) return undefined;
  const answers = lookedUpNames(view);
  const suffixed = answers.find(({ name }) => name.startsWith(`${host}.`) && !isOfCluster.test(name));
  if (suffixed === undefined) return undefined;
  const domain = suffixed.name.slice(host.length + 1);
  const own = answers.find(({ name, address }) => name === host && address !== suffixed.address);
  const resolver = resolvers(view).find(({ domains }) => domains.includes(domain));
  const dots = host.split(".").length - 1;
  return {
    note: `; "${host}" is looked up as ${suffixed.name} first (search domain ${domain}${resolver ? `, ndots:${resolver.ndots}` : ""}), where a wildcard record answers ${suffixed.address}${own ? `; the name itself has ${own.address}` : ""}`,
    evidence: [suffixed.line, resolver?.line, own?.line],
    fix: fixByHand(
      `Write the name with a dot at its end (${host}.), or set ndots:${dots} in the dnsConfig of the pods, so that it is asked for as it stands first; or take ${domain} out of the search domains.`,
      [],
    ),
  };
};

const isOfCluster = /(?:^|\.)(?:svc|cluster\.local)$/;

const certifiedForDomain = (view: ClusterView, one: LogStatement) => {
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
