import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { holdsAddress } from "../network/ip-block.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { podsOf } from "../workloads/pods.ts";

/** An export of an NFS server, with those that it admits. */
type Export = { readonly path: string; readonly clients: readonly string[]; readonly line: Line };

/** Nodes that an export does not admit by its own list. */
export type ShutOut = {
  /** What the export does to them, as it goes behind its name. */
  readonly words: string;
  readonly addresses: string;
  readonly nodes: readonly ObjectRef[];
  readonly evidence: readonly Line[];
};

/**
 * The nodes whose mounts of an export were refused and whose addresses are outside of what it admits. Nothing is said where it
 * admits names, netgroups or everybody, and where the node of the pod is within.
 */
export const shutOutBy = (view: ClusterView, node: string, path: string): ShutOut | undefined => {
  const found = exportOf(view, path);
  if (found === undefined) return undefined;
  const refused = new Set([
    node,
    ...podsOf(view)
      .filter((pod) => pod.events.some(({ message }) => isRefusal.test(message) && message.includes(path)))
      .map((pod) => pod.node),
  ]);
  const outside = view
    .of("Node")
    .filter(({ ref }) => refused.has(ref.name))
    .map((one) => ({ node: one, address: addressOf(one) }))
    .filter(({ address }) => found.clients.every((client) => holdsAddress({ cidr: client }, address) === false));
  if (!outside.some((one) => one.node.ref.name === node)) return undefined;
  const names = outside.slice(0, 4).map((one) => `${one.node.ref.name} (${one.address})`);
  return {
    words: `admits ${found.clients.slice(0, 4).join(", ")} only, and node${names.length > 1 ? "s" : ""} ${names.join(", ")} ${names.length > 1 ? "are" : "is"} outside of that`,
    addresses: outside.map(({ address }) => address).join(", "),
    nodes: outside.map((one) => one.node.ref),
    evidence: [found.line, ...outside.slice(0, 2).map((one) => one.node.cite("status", "addresses", "InternalIP"))],
  };
};

const isRefusal = /access denied by server|Permission denied|not permitted/i;

const addressOf = (node: ObservedObject): string =>
  textAt(
    listAt(node.fields, "status", "addresses").find((one) => textAt(one, "type") === "InternalIP"),
    "address",
  );

/** The export of the path itself, else the nearest above it. */
const exportOf = (view: ClusterView, path: string): Export | undefined =>
  exportsOf(view)
    .filter((one) => path === one.path || path.startsWith(`${one.path.replace(/\/$/, "")}/`))
    .sort((left, right) => right.path.length - left.path.length)[0];

/** Commands that print exports: the server's own list, its file, and the list that it gives to clients. */
const prints = /\bshowmount\b|\bexportfs\b|\/etc\/exports|\/var\/lib\/nfs\/etab/;

const exportsOf = memo((view: ClusterView): readonly Export[] =>
  [...printedExports(view), ...configuredExports(view)].filter(({ clients }) => clients.length > 0),
);

const printedExports = (view: ClusterView): readonly Export[] =>
  view.evidence
    .filter(({ command }) => prints.test(command))
    .flatMap(({ command, stdout }) => {
      const lines = stdout.slice(0, 100_000).split("\n");
      return lines.flatMap((text, index) => exportIn(text, lines[index + 1], { command, line: index + 1, text }));
    });

/** A server that runs in the cluster takes its exports from a ConfigMap. */
const configuredExports = (view: ClusterView): readonly Export[] =>
  view.of("ConfigMap").flatMap((map) =>
    ["exports", "etc-exports", "exports.conf"].flatMap((key) =>
      textAt(map.fields, "data", key)
        .split("\n")
        .flatMap((text) => exportIn(text, undefined, map.cite("data", key))),
    ),
  );

/** `/srv/media 10.0.1.0/24(rw,sync) 10.0.9.4`; `exportfs` puts what is admitted to a long path on the line below. */
const exportIn = (text: string, below: string | undefined, line: Line): readonly Export[] => {
  const match = /^(\/\S{0,400})(?:\s+(\S.*))?$/.exec(text.replace(/\s*(?:#.*)?$/, ""));
  if (match === null) return [];
  const admits = match[2] ?? (/^\s+\S/.test(below ?? "") ? below!.trim() : "");
  return [{ path: match[1]!, clients: clientsIn(admits), line }];
};

const clientsIn = (text: string): readonly string[] =>
  text
    .replaceAll(/\([^)]{0,400}\)/g, " ")
    .split(/[\s,]+/)
    .filter((word) => word !== "" && !word.startsWith("-"))
    .map(withPrefix);

/** `10.0.1.0/255.255.255.0` as `10.0.1.0/24`. */
const withPrefix = (client: string): string => {
  const [address, mask = ""] = client.split("/");
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(mask)) return client;
  const bits = mask
    .split(".")
    .map((part) => Number(part).toString(2).padStart(8, "0"))
    .join("");
  return /^1*0*$/.test(bits) ? `${address}/${bits.indexOf("0") < 0 ? 32 : bits.indexOf("0")}` : client;
};
