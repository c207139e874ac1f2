import type { FieldsBuilder } from "../objects/fields-builder.ts";
import { pairsOf } from "../tables/table-cells.ts";
import { type DescribeContext, put, putPairs, tableBelow, textsOf, wholeNumber } from "./describe-context.ts";
import { type Section, said, section } from "./describe-tree.ts";

/** Reads a described Service. Its endpoints are not its own fields: they become the Endpoints object of the same name. */
export function readService(context: DescribeContext): void {
  const { sections, builder } = context;
  putPairs(builder, ["spec", "selector"], section(sections, "Selector"));
  put(builder, "spec.type", section(sections, "Type"));
  put(builder, "spec.clusterIP", section(sections, "IP"));
  put(builder, "spec.externalName", section(sections, "External Name"));
  put(builder, "spec.sessionAffinity", section(sections, "Session Affinity"));
  put(builder, "spec.externalTrafficPolicy", section(sections, "External Traffic Policy"));
  put(builder, "spec.internalTrafficPolicy", section(sections, "Internal Traffic Policy"));
  put(builder, "status.loadBalancer.ingress", section(sections, "LoadBalancer Ingress"), addressesOf);
  const ports = portsOf(builder, sections);
  const endpoints = sections.filter((found) => found.key === "Endpoints");
  if (endpoints.length > 0) putServiceEndpoints(context, endpoints, ports);
}

const addressesOf = (text: string) => text.split(/, ?/).map((part) => ({ ip: part.replace(/ \(.*$/, "") }));

/** `Port:`, `TargetPort:` and `NodePort:` come once for each port, in this order. */
function portsOf(builder: FieldsBuilder, sections: readonly Section[]): readonly FieldsBuilder[] {
  const ports: FieldsBuilder[] = [];
  for (const found of sections) {
    const last = ports.at(-1);
    if (found.key === "Port") {
      const match = /^(\S+)\s+(\d+)\/(\w+)/.exec(found.value);
      if (match === null) continue;
      const port = { port: Number(match[2]), protocol: match[3]! };
      const named = match[1] === "<unset>" ? port : { name: match[1]!, ...port };
      const address = match[1] === "<unset>" ? match[2]! : match[1]!;
      ports.push(builder.entry(["spec", "ports"], address, found.line, named));
    } else if (found.key === "TargetPort" && last !== undefined) {
      put(last, "targetPort", found, (text) => numberOr(text.replace(/\/\w+$/, "")));
    } else if (found.key === "NodePort" && last !== undefined) {
      put(last, "nodePort", found, (text) => wholeNumber(text.replace(/^\S+\s+/, "")));
    }
  }
  return ports;
}

const numberOr = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

function putServiceEndpoints(
  context: DescribeContext,
  rows: readonly Section[],
  ports: readonly FieldsBuilder[],
): void {
  const endpoints = context.also("Endpoints");
  endpoints.set(["subsets"], [], rows[0]!.line);
  for (const [index, row] of rows.entries()) {
    const listed = (said(row) ?? "")
      .replace(/ \+ \d+ more\.\.\.$/, "")
      .split(",")
      .filter((text) => /^[\w.[\]:-]+$/.test(text));
    if (listed.length === 0) continue;
    const port = /:(\d+)$/.exec(listed[0]!)?.[1];
    const name = ports[index]?.fields.name;
    endpoints.entry(["subsets"], String(index), row.line, {
      addresses: listed.map((text) => ({ ip: text.replace(/:\d+$/, "") })),
      ports: port === undefined ? [] : [{ ...(typeof name === "string" ? { name } : {}), port: Number(port) }],
    });
  }
}

/** Reads described Endpoints: ready and not ready addresses by subset. */
export function readEndpoints(context: DescribeContext): void {
  const { sections, builder } = context;
  const subsets = section(sections, "Subsets");
  if (subsets === undefined) return;
  builder.set(["subsets"], [], subsets.line);
  let current: FieldsBuilder | undefined;
  for (const part of subsets.children) {
    if (part.key === "Addresses") {
      current = builder.entry(["subsets"], String(part.line), part.line);
      put(current, "addresses", part, (text) => text.split(",").map((ip) => ({ ip })));
    } else if (part.key === "NotReadyAddresses" && current !== undefined) {
      put(current, "notReadyAddresses", part, (text) => text.split(",").map((ip) => ({ ip })));
    } else if (part.key === "Ports" && current !== undefined) putPortTable(context, current, part);
  }
}

function putPortTable(context: DescribeContext, target: FieldsBuilder, found: Section | undefined): void {
  for (const { cells, line } of tableBelow(context, found)) {
    const name = cells.get("NAME") ?? "";
    const port = { port: Number(cells.get("PORT")), protocol: cells.get("PROTOCOL") };
    target.entry(["ports"], name, line, name === "<unset>" || name === "" ? port : { name, ...port });
  }
}

/** Reads a described EndpointSlice. */
export function readEndpointSlice(context: DescribeContext): void {
  const { sections, builder } = context;
  put(builder, "addressType", section(sections, "AddressType"));
  putPortTable(context, builder, section(sections, "Ports"));
  const found = section(sections, "Endpoints");
  if (found !== undefined) builder.set(["endpoints"], [], found.line);
  for (const part of found?.children ?? []) {
    if (part.key !== "- Addresses") continue;
    const below = [...part.children, ...following(found!, part)];
    const endpoint = builder.entry(["endpoints"], String(part.line), part.line, { addresses: part.value.split(/, ?/) });
    const conditions = section(below, "Conditions");
    put(endpoint, "conditions.ready", section(conditions?.children, "Ready"), (text) => text === "true");
    put(endpoint, "targetRef", section(below, "TargetRef"), (text) => ({
      kind: text.split("/")[0],
      name: text.split("/")[1],
    }));
    put(endpoint, "nodeName", section(below, "NodeName"));
  }
}

/** The parts of an endpoint printed beside `- Addresses:`, up to the next one. */
function following(found: Section, part: Section): readonly Section[] {
  const after = found.children.slice(found.children.indexOf(part) + 1);
  const next = after.findIndex((other) => other.key === "- Addresses");
  return next < 0 ? after : after.slice(0, next);
}

/** Reads a described Ingress. What kubectl found behind a backend stands in `resolved`: endpoints, or the error instead. */
export function readIngress(context: DescribeContext): void {
  const { sections, builder } = context;
  put(builder, "spec.ingressClassName", section(sections, "Ingress Class"));
  const address = section(sections, "Address");
  if (address !== undefined)
    builder.set(
      ["status", "loadBalancer"],
      said(address) === undefined ? {} : { ingress: addressesOf(address.value) },
      address.line,
    );
  put(builder, "spec.defaultBackend", section(sections, "Default backend"), (text) =>
    text === "<default>" || noBackend.test(text) ? undefined : backendOf(text),
  );
  putTls(builder, section(sections, "TLS"));
  putRules(builder, section(sections, "Rules"));
}

/** What kubectl before 1.22 prints where no default backend is set: a name that is looked for and seldom there. */
const noBackend = /^default-http-backend:80 \((?:<none>|<error: [^)]{0,200})\)$/;

/** `web-tls terminates shop.example.com,www.example.com` */
function putTls(builder: FieldsBuilder, found: Section | undefined): void {
  for (const { text, line } of textsOf(found)) {
    const match = /^(\S+) terminates ?(.*)$/.exec(text);
    if (match !== null)
      builder.entry(["spec", "tls"], match[1]!, line, {
        secretName: match[1],
        hosts: match[2]!.split(",").filter((host) => host !== ""),
      });
  }
}

/** Paths, names and addresses of a row end long before this. */
const longestRow = 2000;

function putRules(builder: FieldsBuilder, found: Section | undefined): void {
  let rule: FieldsBuilder | undefined;
  for (const row of (found?.children ?? []).flatMap((child) => [child, ...child.children])) {
    const text = row.key === "" ? row.value : `${row.key}: ${row.value}`;
    if (/^-|^Host\s+Path/.test(text)) continue;
    const path = /^(\/\S*|\*)?\s*(\S+ (?:\S+ )?\(.*\)|\S+\(.*\))$/.exec(text.slice(0, longestRow));
    if (path === null) rule = builder.entry(["spec", "rules"], text, row.line, text === "*" ? {} : { host: text });
    else {
      rule ??= builder.entry(["spec", "rules"], "*", row.line);
      const at = path[1] ?? "/";
      rule.entry(["http", "paths"], at, row.line, { path: at, backend: backendOf(path[2]!) });
    }
  }
}

/** `web:80 (10.1.0.4:8080,10.1.0.5:8080)`, `web:http (<error: services "web" not found>)` */
function backendOf(text: string): { [field: string]: unknown } {
  const match = /^(\S+?):(\S+) \((.*)\)$/.exec(text);
  if (match === null) return { resolved: text };
  const port = /^\d+$/.test(match[2]!) ? { number: Number(match[2]) } : { name: match[2] };
  return { service: { name: match[1], port }, resolved: match[3] };
}

/** Reads a described NetworkPolicy: which pods, which directions, and whether a direction allows anything. */
export function readNetworkPolicy({ sections, builder }: DescribeContext): void {
  const spec = section(sections, "Spec");
  const selector = section(spec?.children, "PodSelector");
  if (selector !== undefined) {
    builder.set(["spec", "podSelector"], {}, selector.line);
    const { matchExpressions } = selector.value.startsWith("<none>") ? {} : selectorOf(selector.value);
    if (matchExpressions !== undefined) builder.set(["spec", "podSelector"], selectorOf(selector.value), selector.line);
    else if (!selector.value.startsWith("<none>")) putPairs(builder, ["spec", "podSelector", "matchLabels"], selector);
  }
  put(builder, "spec.policyTypes", section(spec?.children, "Policy Types"), (text) => text.split(/, ?/));
  for (const direction of ["ingress", "egress"]) {
    const allowing = section(spec?.children, `Allowing ${direction} traffic`);
    if (allowing !== undefined) builder.set(["spec", direction], trafficRules(allowing), allowing.line);
  }
}

type Peer = { [field: string]: unknown };

/** One rule a block apart by dashes; no rules when the block says `<none>`. Without ports or peers a rule allows all of them. */
function trafficRules(allowing: Section): readonly Peer[] {
  const rules: { ports: Peer[]; peers: Peer[] }[] = [{ ports: [], peers: [] }];
  let way = "from";
  for (const part of allowing.children) {
    if (part.key === "" && part.value.startsWith("<none>")) return [];
    if (part.key === "" && /^-+$/.test(part.value)) rules.push({ ports: [], peers: [] });
    const rule = rules.at(-1)!;
    const port = /^(\S+)\/(\w+)$/.exec(part.value);
    if (part.key === "To Port" && port !== null) rule.ports.push({ port: numberOr(port[1]!), protocol: port[2] });
    if (part.key === "To") way = "to";
    if ((part.key === "From" || part.key === "To") && part.children.length > 0) rule.peers.push(peerOf(part.children));
  }
  return rules.map(({ ports, peers }) => ({
    ...(ports.length > 0 ? { ports } : {}),
    ...(peers.length > 0 ? { [way]: peers } : {}),
  }));
}

function peerOf(parts: readonly Section[]): Peer {
  const peer: Peer = {};
  for (const part of parts) {
    if (part.key === "PodSelector") peer.podSelector = selectorOf(part.value);
    if (part.key === "NamespaceSelector") peer.namespaceSelector = selectorOf(part.value);
    if (part.key !== "IPBlock") continue;
    const except = said(section(part.children, "Except"))?.split(/, ?/);
    peer.ipBlock = { cidr: said(section(part.children, "CIDR")), ...(except === undefined ? {} : { except }) };
  }
  return peer;
}

/** `app=web,tier in (back,ops),!legacy`, as kubectl prints selectors with expressions. */
function selectorOf(text: string): Peer {
  const plain: string[] = [];
  const matchExpressions: Peer[] = [];
  for (const part of text.slice(0, longestRow).match(/[^,()]+(?:\([^)]*\))?/g) ?? []) {
    const [, key, word, list] = /^([\w./-]+) (in|notin) \(([^)]*)\)$/.exec(part.trim()) ?? [];
    const bare = /^(!?)([\w./-]+)$/.exec(part.trim());
    if (key !== undefined) {
      const values = list!.split(/, ?/);
      matchExpressions.push({ key, operator: word === "in" ? "In" : "NotIn", values });
    } else if (bare !== null) matchExpressions.push({ key: bare[2], operator: bare[1] ? "DoesNotExist" : "Exists" });
    else plain.push(part.trim());
  }
  const matchLabels = pairsOf(plain.join(","));
  return {
    ...(matchLabels === undefined ? {} : { matchLabels }),
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
  };
}
