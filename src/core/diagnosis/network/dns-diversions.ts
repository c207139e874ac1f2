import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";

/** A line of the configuration of the cluster's DNS that sends a name elsewhere than the world does. */
export type DnsDiversion = {
  readonly map: ObservedObject;
  readonly key: string;
  /** The line as it stands there. */
  readonly text: string;
  readonly how: "rewrites" | "answers" | "forwards";
  /** A name, or where an address, to which it leads. */
  readonly to: string;
  readonly covers: (host: string) => boolean;
};

const isOfDns = /coredns|kube-dns|node-?local-?dns|dns-default/;

/** The diversions in the ConfigMaps of CoreDNS and node-local DNS: `rewrite`, `hosts`, `template`, and servers for single zones. */
export const dnsDiversions = memo((view: ClusterView): readonly DnsDiversion[] =>
  view
    .of("ConfigMap")
    .filter(({ ref }) => isOfDns.test(ref.name) || isOfDns.test(ref.namespace ?? ""))
    .flatMap((map) =>
      [...entriesAt(map.fields, "data")]
        .filter(([key]) => key !== "NodeHosts")
        .flatMap(([key, value]) => diversionsIn(map, key, value)),
    ),
);

const diversionsIn = (map: ObservedObject, key: string, value: string): readonly DnsDiversion[] => {
  let zones: readonly string[] = [];
  return value
    .slice(0, 50_000)
    .split("\n")
    .flatMap((raw): readonly DnsDiversion[] => {
      const text = raw.trim();
      if (text.startsWith("#")) return [];
      zones = zonesIn(text) ?? zones;
      const found = rewriteIn(text) ?? addressIn(text) ?? templateIn(text) ?? forwardIn(text, zones);
      return found === undefined ? [] : [{ map, key, text, ...found }];
    });
};

type Found = Pick<DnsDiversion, "how" | "to" | "covers">;

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, "");

/** https://coredns.io/plugins/rewrite/ */
const rewriteIn = (text: string): Found | undefined => {
  const match =
    /^rewrite (?:(?:stop|continue) )?(?:\{ )?name (?:(exact|prefix|suffix|substring|regex) )?(\S{1,253}) (\S{1,253})/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, way = "exact", from = "", to = ""] = match;
  return { how: "rewrites", to: plain(to), covers: coverOf(way, plain(from)) };
};

const coverOf = (way: string, from: string): ((host: string) => boolean) => {
  switch (way) {
    case "prefix":
      return (host) => host.startsWith(from);
    case "suffix":
      return (host) => host.endsWith(from);
    case "substring":
      return (host) => host.includes(from);
    case "regex":
      return (host) => from.replaceAll(/[\\^$()]|\.\*/g, "").length > 3 && host.includes(literalOf(from));
    default:
      return (host) => host === from;
  }
};

/** The longest piece of an expression that stands for itself. */
const literalOf = (expression: string): string =>
  expression
    .replaceAll("\\.", ".")
    .split(/[\\^$()*+?[\]{}|]/)
    .reduce((longest, one) => (one.length > longest.length ? one : longest), "");

/** A line of a hosts file, as the `hosts` plugin reads it. */
const addressIn = (text: string): Found | undefined => {
  const match = /^((?:\d{1,3}\.){3}\d{1,3}|[\da-f]{1,4}:[\da-f:]{2,40})\s+([a-z][\w. \t-]{2,500})$/i.exec(text);
  if (match === null) return undefined;
  const names = match[2]!.split(/\s+/).map(plain);
  return { how: "answers", to: match[1]!, covers: (host) => names.includes(host) };
};

/** `answer "mail.example.com 60 IN A 10.1.2.3"`: what the `template` plugin answers for one name. */
const templateIn = (text: string): Found | undefined => {
  const match = /^answer "([\w.-]{3,253}) (?:\d{1,9} )?IN (?:A{1,4}|CNAME) (\S{1,253})"/.exec(text);
  return match === null
    ? undefined
    : { how: "answers", to: plain(match[2]!), covers: (host) => host === plain(match[1]!) };
};

/** The zones that a server block is for: `corp.example:53 {`, none for all names. */
const zonesIn = (text: string): readonly string[] | undefined => {
  const match = /^([\w.:/* -]{1,300}?)\s*\{$/.exec(text);
  if (match === null || !/[.:]/.test(match[1]!)) return undefined;
  return match[1]!
    .split(/\s+/)
    .map((zone) => plain(zone.replace(/^dns:\/\//, "").replace(/:\d{1,5}$/, "")))
    .filter((zone) => zone.includes(".") && !/\.arpa$|^cluster\.local$/.test(zone));
};

const forwardIn = (text: string, zones: readonly string[]): Found | undefined => {
  const to = /^(?:forward|proxy) \S{1,253} ((?:[\w.:/[\]-]{1,60} ?){1,6})/.exec(text)?.[1]?.trim();
  if (to === undefined || zones.length === 0 || /^\/etc\//.test(to)) return undefined;
  return { how: "forwards", to, covers: (host) => zones.some((zone) => host === zone || host.endsWith(`.${zone}`)) };
};
