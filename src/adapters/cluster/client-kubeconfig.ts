import { isIP } from "node:net";
import { parse, stringify } from "yaml";
import type { z } from "zod";
import { Fault } from "../../core/faults/fault.ts";
import { isForbiddenHost } from "./forbidden-address.ts";
import {
  type ClusterFields,
  type Config,
  type ContextFields,
  type GuardedField,
  guardedFields,
  kubeconfigFields,
  longestName,
  pluginFields,
  type UserFields,
} from "./kubeconfig-fields.ts";
import { nameServer } from "./name-server.ts";

const maxBytes = 512 * 1024;
export type RebuiltKubeconfig = {
  /** A new kubeconfig with the current context alone. */
  readonly text: string;
  /** The API server by address and authority, whatever the credentials. */
  readonly server: string;
  readonly namespace: string;
  /** Host and port of a server that is reached by name and without a proxy of the client: it has to be resolved and checked when kubectl connects. */
  readonly byName: { readonly host: string; readonly port: string } | null;
  /** It starts a credential plugin that the operator has allowed. */
  readonly usesPlugin: boolean;
  /** Which context counts, when there were several. */
  readonly note: string | null;
};

/**
 * Reads a kubeconfig that a client sent and builds a new one from its current context. A kubeconfig is code: `exec`, `auth-provider`,
 * file paths, `proxy-url` and `insecure-skip-tls-verify` are refused by name, unless the operator has allowed them.
 * Throws `bad-kubeconfig` that says what is wrong and never quotes a credential.
 */
export function rebuildKubeconfig(text: string, { findPlugin, fields }: Allowed = nothing): RebuiltKubeconfig {
  if (Buffer.byteLength(text) > maxBytes) throw bad(`is larger than ${maxBytes / 1024} KiB`);
  const parsed = kubeconfigFields.safeParse(readYaml(text));
  if (!parsed.success) throw bad(describeIssue(parsed.error.issues[0]!));
  refuseDoubles(parsed.data);
  refuseGuarded(parsed.data, fields);
  refusePlugins(parsed.data, findPlugin);
  const { contextName, context } = currentContext(parsed.data);
  const { cluster, user } = partsOf(parsed.data, context);
  const plugin = checkedPlugin(user, findPlugin);
  const url = checkedServer(cluster.server);
  if (cluster["proxy-url"] !== undefined) checkProxy(cluster["proxy-url"]);
  const isDirect = cluster["proxy-url"] === undefined;
  const namespace = context.namespace || "default";
  const count = parsed.data.contexts?.length ?? 0;
  return {
    text: rebuilt(cluster, user, plugin, url, namespace),
    usesPlugin: plugin !== null,
    server: nameServer(url.href, cluster["certificate-authority-data"] ?? cluster["certificate-authority"]),
    namespace,
    byName: isDirect && isName(url) ? hostAndPort(url) : null,
    note: count > 1 ? `Of the ${count} contexts in the kubeconfig the current one is used: ${contextName}.` : null,
  };
}

/** The rebuilt kubeconfig with a proxy in front of its one cluster. */
export function withProxy(text: string, proxyUrl: string): string {
  const config = parse(text) as { clusters: { cluster: Record<string, unknown> }[] };
  config.clusters[0]!.cluster["proxy-url"] = proxyUrl;
  return stringify(config);
}

type FindPlugin = (name: string) => string | null | undefined;

/** What the operator allows of what is refused otherwise. */
export type Allowed = {
  /** The path of a credential plugin that is allowed, null when it is not installed, undefined when it is not allowed. */
  readonly findPlugin: FindPlugin;
  readonly fields: readonly GuardedField[];
};

const nothing: Allowed = { findPlugin: () => undefined, fields: [] };

/** Looked at in every cluster and user of the kubeconfig, also those that are not used. */
function refuseGuarded(config: Config, allowed: readonly GuardedField[]): void {
  const entries = [
    ...config.clusters.map(({ cluster }, at) => ({ fields: cluster, where: `clusters.${at}.cluster` })),
    ...(config.users ?? []).map(({ user }, at) => ({ fields: user ?? {}, where: `users.${at}.user` })),
  ];
  for (const { fields, where } of entries) {
    const given = fields as Readonly<Record<string, unknown>>;
    const field = guardedFields.find((name) => (given[name] ?? false) !== false && !allowed.includes(name));
    if (field !== undefined) throw bad(notAllowed(`${where}.${field}`));
  }
}

function notAllowed(what: string): string {
  return `holds ${what}, which is not allowed in a kubeconfig sent by a client: only plain credentials are (token, client-certificate-data, client-key-data), and what the operator allows by name`;
}

/** Looked at in every user of the kubeconfig, also those that are not used. */
function refusePlugins(config: Config, findPlugin: FindPlugin): void {
  for (const [at, entry] of (config.users ?? []).entries()) {
    const user = (entry.user ?? {}) as UserFields;
    if ("exec" in user && findPlugin(pluginName(user)) === undefined) throw bad(notAllowed(`users.${at}.user.exec`));
  }
}

function checkedPlugin(user: UserFields, findPlugin: FindPlugin): object | null {
  if (!("exec" in user)) return null;
  const parsed = pluginFields.safeParse(user.exec);
  if (!parsed.success)
    throw bad(describeIssue({ ...parsed.error.issues[0]!, path: ["exec", ...parsed.error.issues[0]!.path] }));
  const path = findPlugin(parsed.data.command) ?? null;
  if (path === null) throw bad(`names the credential plugin ${parsed.data.command}, which is not installed here`);
  const { apiVersion, args, provideClusterInfo = false } = parsed.data;
  return { apiVersion, command: path, args: args ?? [], interactiveMode: "Never", provideClusterInfo };
}

function pluginName(user: UserFields): string {
  const command = (user.exec as { command?: unknown } | null | undefined)?.command;
  return typeof command === "string" ? command : "";
}

function rebuilt(cluster: ClusterFields, user: UserFields, plugin: object | null, url: URL, namespace: string): string {
  const { extensions: _cluster, ...clusterKept } = cluster;
  const { extensions: _user, exec: _exec, ...userKept } = user;
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "client",
    clusters: [{ name: "client", cluster: { ...clusterKept, server: url.href.replace(/\/$/, "") } }],
    users: [{ name: "client", user: { ...userKept, ...(plugin === null ? {} : { exec: plugin }) } }],
    contexts: [{ name: "client", context: { cluster: "client", user: "client", namespace } }],
  });
}

function partsOf(config: Config, context: ContextFields): { cluster: ClusterFields; user: UserFields } {
  const cluster = config.clusters.find((entry) => entry.name === context.cluster)?.cluster as ClusterFields | undefined;
  if (cluster === undefined) throw bad(`names the cluster "${context.cluster}", which it does not hold`);
  if (!context.user) return { cluster, user: {} };
  const entry = (config.users ?? []).find((candidate) => candidate.name === context.user);
  if (entry === undefined) throw bad(`names the user "${context.user}", which it does not hold`);
  return { cluster, user: (entry.user ?? {}) as UserFields };
}

/** Warnings of the YAML reader quote the text and would land in the log. */
function readYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 20, prettyErrors: false, logLevel: "error" });
  } catch {
    throw bad("is not valid YAML or JSON");
  }
}

/** kubectl takes no two entries of the same name either (clientcmd/api/v1, Convert_Slice_v1_NamedCluster_To_Map). */
function refuseDoubles(config: Config): void {
  for (const key of ["clusters", "users", "contexts"] as const) {
    const names = (config[key] ?? []).map((entry) => entry.name);
    const double = names.find((candidate, at) => names.indexOf(candidate) !== at);
    if (double !== undefined) throw bad(`holds two ${key} of the name "${double}"`);
  }
}

function currentContext(config: Config): { contextName: string; context: ContextFields } {
  const wanted = config["current-context"];
  const contexts = config.contexts ?? [];
  const found = wanted
    ? contexts.find((entry) => entry.name === wanted)
    : contexts.length === 1
      ? contexts[0]
      : undefined;
  if (found !== undefined) return { contextName: String(found.name), context: found.context as ContextFields };
  throw bad(
    wanted
      ? `has no context "${wanted.slice(0, longestName)}", which is its current-context`
      : "has no current-context",
  );
}

/** As this service reads the address it is written into the new kubeconfig: kubectl's reader takes odd spellings otherwise. */
function checkedServer(server: string): URL {
  const url = new URL(server);
  if (url.username !== "" || url.password !== "") throw bad("holds credentials in the address of the server");
  if (url.search !== "" || url.hash !== "") throw bad("holds more than an address and a path as server");
  if (isForbiddenHost(url.hostname)) throw bad(`names the server ${url.hostname}, a link-local or metadata address`);
  if (url.protocol === "http:" && isName(url)) throw bad("names a server by name without TLS; https was expected");
  return url;
}

/** Numbered and forbidden ones alone can be told here: a name is resolved by kubectl. */
function checkProxy(address: string): void {
  const url = new URL(address);
  const host = new URL(`http://${url.host}`).hostname;
  if (isForbiddenHost(host)) throw bad(`names the proxy ${host}, a link-local or metadata address`);
}

function isName(url: URL): boolean {
  return isIP(url.hostname.replace(/^\[|\]$/g, "")) === 0 && url.hostname !== "localhost";
}

function hostAndPort(url: URL): { host: string; port: string } {
  return { host: url.hostname, port: url.port || "443" };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys") return notAllowed(`${path}.${issue.keys[0]?.slice(0, 60)}`);
  if (path === "") return "is not a kubeconfig: a mapping with clusters, users and contexts was expected";
  return `is wrong at ${path}: ${issue.message}`;
}

function bad(what: string): Fault {
  return new Fault("bad-kubeconfig", `The kubeconfig ${what}.`);
}
