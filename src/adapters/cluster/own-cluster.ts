import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { delimiter } from "node:path";
import { parse } from "yaml";
import { nameServer } from "./name-server.ts";

/** How the server reaches its own cluster: a kubeconfig it made itself (snapshot), the operator's files, or the service account of its pod. */
export type OwnCluster =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "files"; readonly paths: string }
  | { readonly kind: "in-cluster"; readonly host: string; readonly port: string };

export const serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

export type OwnFacts = {
  readonly identity: string;
  /** The API server by address and authority, whatever the credentials. */
  readonly server: string;
  readonly namespace: string;
  /** The kubeconfig starts a credential plugin, so kubectl needs the operator's own home and cloud settings. */
  readonly usesPlugin: boolean;
};

/** Looks at the own cluster anew on each call; files are read, and only what has changed is parsed. */
export function watchOwnCluster(own: OwnCluster): () => OwnFacts {
  let last: { readonly texts: readonly string[]; readonly facts: OwnFacts } | null = null;
  return () => {
    const texts = own.kind === "files" ? own.paths.split(delimiter).map((path) => readOr(path, "")) : [];
    if (last === null || texts.some((text, at) => text !== last?.texts[at]))
      last = { texts, facts: describeOwnCluster(own) };
    return last.facts;
  };
}

/** What the rest needs to know of the own cluster; a kubeconfig that cannot be read gives defaults, and kubectl's own error when it runs. */
function describeOwnCluster(own: OwnCluster): OwnFacts {
  if (own.kind === "in-cluster")
    return {
      identity: `in-cluster:${own.host}:${own.port}`,
      server: nameServer(`https://${own.host.includes(":") ? `[${own.host}]` : own.host}:${own.port}`, undefined),
      namespace: readOr(`${serviceAccountFolder}/namespace`, "default").trim() || "default",
      usesPlugin: false,
    };
  const texts = own.kind === "text" ? [own.text] : own.paths.split(delimiter).map((path) => readOr(path, ""));
  const configs = texts.map(readConfig);
  const current = configs
    .map((config) => config["current-context"])
    .find((name) => typeof name === "string" && name !== "");
  const context = named(configs, "contexts", current)?.context as Record<string, unknown> | undefined;
  const cluster = named(configs, "clusters", context?.cluster)?.cluster as Record<string, unknown> | undefined;
  const namespace = context?.namespace;
  const users = configs
    .flatMap((config) => list(config.users))
    .map((entry) => (entry.user ?? {}) as Record<string, unknown>);
  return {
    identity: `own:${createHash("sha256").update(texts.join("\n---\n")).digest("hex").slice(0, 16)}`,
    server: own.kind === "text" ? "snapshot" : nameServer(...addressOf(cluster)),
    namespace: typeof namespace === "string" && namespace !== "" ? namespace : "default",
    usesPlugin: users.some((user) => "exec" in user || "auth-provider" in user),
  };
}

/**
 * The environment kubectl starts with, made from scratch, without a PATH. With a credential plugin in the operator's kubeconfig it also gets the
 * operator's home, PATH and the settings such plugins read; the service's own keys never go along.
 */
export function kubectlEnvironment(
  outer: Readonly<Record<string, string | undefined>>,
  home: string,
  usesPlugin: boolean,
): Record<string, string> {
  const pluginSettings = /^(AWS_|AZURE_|AAD_|GOOGLE_|CLOUDSDK_|USE_GKE_|ARM_|OCI_|DIGITALOCEAN_|KUBELOGIN_)/;
  const passed = (name: string) =>
    [
      "LANG",
      "TZ",
      "SSL_CERT_FILE",
      "SSL_CERT_DIR",
      "HTTPS_PROXY",
      "HTTP_PROXY",
      "NO_PROXY",
      "https_proxy",
      "http_proxy",
      "no_proxy",
    ].includes(name) ||
    (usesPlugin && (pluginSettings.test(name) || name === "USER" || name === "PATH"));
  const kept = Object.entries(outer).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && passed(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: usesPlugin ? (outer.HOME ?? home) : home,
    KUBECTL_KUBERC: "false",
    KUBECACHEDIR: `${home}/cache`,
  };
}

/** The first of that name wins, as kubectl has it over several files. */
function named(configs: readonly Record<string, unknown>[], key: string, name: unknown) {
  return configs.flatMap((config) => list(config[key])).find((entry) => entry.name === name);
}

function addressOf(cluster: Record<string, unknown> | undefined): [server: string, authority: string | undefined] {
  const authority = cluster?.["certificate-authority-data"] ?? cluster?.["certificate-authority"];
  return [String(cluster?.server ?? ""), typeof authority === "string" ? authority : undefined];
}

function readConfig(text: string): Record<string, unknown> {
  try {
    const config: unknown = parse(text, { maxAliasCount: 100 });
    return config !== null && typeof config === "object" ? (config as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((entry) => entry !== null && typeof entry === "object") : [];
}

function readOr(path: string, fallback: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return fallback;
  }
}
