import { parse, stringify } from "yaml";
import { z } from "zod";
import { Fault } from "../../core/faults/fault.ts";
import { nameServer } from "./name-server.ts";

const maxBytes = 512 * 1024;

const named = <T extends z.ZodType>(key: string, inner: T) => z.object({ name: z.string().min(1), [key]: inner });

/** What a kubeconfig may hold when a client sends it: data only, nothing that starts a program, reads a file or changes the route. */
const clusterFields = z.strictObject({
  server: z.url({ protocol: /^https?$/ }),
  "certificate-authority-data": z.string().optional(),
  "tls-server-name": z.string().optional(),
  "disable-compression": z.boolean().optional(),
  "insecure-skip-tls-verify": z.literal(false, "true is not allowed in a kubeconfig sent by a client").optional(),
  extensions: z.unknown().optional(),
});
const userFields = z.strictObject({
  token: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  "client-certificate-data": z.string().optional(),
  "client-key-data": z.string().optional(),
  extensions: z.unknown().optional(),
});
const contextFields = z.strictObject({
  cluster: z.string(),
  user: z.string().optional(),
  namespace: z.string().optional(),
  extensions: z.unknown().optional(),
});
const kubeconfig = z.object({
  apiVersion: z.literal("v1").optional(),
  kind: z.literal("Config").optional(),
  "current-context": z.string().optional(),
  clusters: z.array(named("cluster", clusterFields)).min(1),
  users: z.array(named("user", userFields.nullable())).nullish(),
  contexts: z.array(named("context", contextFields)).nullish(),
});

export type RebuiltKubeconfig = {
  /** A new kubeconfig with the current context alone. */
  readonly text: string;
  /** The API server by address and authority, whatever the credentials. */
  readonly server: string;
  readonly namespace: string;
};

/**
 * Reads a kubeconfig that a client sent and builds a new one from its current context. A kubeconfig is code: `exec`, `auth-provider`, file paths, `proxy-url` and `insecure-skip-tls-verify` are refused by name.
 * Throws `bad-kubeconfig` that says what is wrong and never quotes a credential.
 */
export function rebuildKubeconfig(text: string): RebuiltKubeconfig {
  if (Buffer.byteLength(text) > maxBytes) throw bad(`is larger than ${maxBytes / 1024} KiB`);
  const parsed = kubeconfig.safeParse(readYaml(text));
  if (!parsed.success) throw bad(describeIssue(parsed.error.issues[0]!));
  const context = currentContext(parsed.data);
  const cluster = parsed.data.clusters.find((entry) => entry.name === context.cluster)?.cluster as
    | z.infer<typeof clusterFields>
    | undefined;
  if (cluster === undefined) throw bad(`names the cluster "${context.cluster}", which it does not hold`);
  const user = (parsed.data.users ?? []).find((entry) => entry.name === context.user)?.user;
  if (context.user !== undefined && user === undefined)
    throw bad(`names the user "${context.user}", which it does not hold`);
  refuseUnreachable(cluster.server);
  const { extensions: _cluster, ...clusterKept } = cluster;
  const { extensions: _user, ...userKept } = (user ?? {}) as z.infer<typeof userFields>;
  const namespace = context.namespace ?? "default";
  return {
    text: stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "client",
      clusters: [{ name: "client", cluster: clusterKept }],
      users: [{ name: "client", user: userKept }],
      contexts: [{ name: "client", context: { cluster: "client", user: "client", namespace } }],
    }),
    server: nameServer(cluster.server, cluster["certificate-authority-data"]),
    namespace,
  };
}

function readYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 20, prettyErrors: false });
  } catch {
    throw bad("is not valid YAML or JSON");
  }
}

type Config = z.infer<typeof kubeconfig>;

function currentContext(config: Config): z.infer<typeof contextFields> {
  const name = config["current-context"];
  const contexts = config.contexts ?? [];
  const found =
    name === undefined || name === ""
      ? contexts.length === 1
        ? contexts[0]
        : undefined
      : contexts.find((entry) => entry.name === name);
  if (found !== undefined) return found.context as z.infer<typeof contextFields>;
  throw bad(name ? `has no context "${name}", which is its current-context` : "has no current-context");
}

/** Link-local addresses are where clouds keep instance credentials; no API server of a user lives there. */
function refuseUnreachable(server: string): void {
  const { hostname } = new URL(server);
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (
    /^169\.254\./.test(host) ||
    /^fe[89ab][0-9a-f]:/.test(host) ||
    /^::ffff:a9fe:/.test(host) ||
    host === "fd00:ec2::254" ||
    host === "metadata.google.internal"
  )
    throw bad(`names the server ${host}, a link-local or metadata address`);
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys")
    return `holds ${path}.${issue.keys[0]}, which is not allowed in a kubeconfig sent by a client: only plain credentials are (token, client-certificate-data, client-key-data)`;
  if (path === "") return "is not a kubeconfig: a mapping with clusters, users and contexts was expected";
  return `is wrong at ${path}: ${issue.message}`;
}

function bad(what: string): Fault {
  return new Fault("bad-kubeconfig", `The kubeconfig ${what}.`);
}
