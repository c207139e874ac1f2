import { z } from "zod";

export const longestName = 1_000;

const base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/\r\n]*={0,2}[\r\n]*$/, "base64 was expected")
  .optional();
const line = z.string().regex(/^[^\p{Cc}]*$/u, "one line without control characters was expected");
const name = line.min(1).max(longestName);
const path = line.regex(/^\//, "an absolute path was expected").optional();
const named = <T extends z.ZodType>(key: string, inner: T) => z.object({ name, [key]: inner });

/** Fields that start a program, read a file of this machine or change the way to the server: refused unless the operator allows them by name. */
export const guardedFields = [
  "auth-provider",
  "tokenFile",
  "client-certificate",
  "client-key",
  "certificate-authority",
  "proxy-url",
  "insecure-skip-tls-verify",
] as const;
export type GuardedField = (typeof guardedFields)[number];

const clusterFields = z.strictObject({
  server: z.url({ protocol: /^https?$/, error: "an http or https URL was expected" }),
  "certificate-authority-data": base64,
  "tls-server-name": line.regex(/^[\w.:-]*$/, "a host name was expected").optional(),
  "disable-compression": z.boolean().optional(),
  "certificate-authority": path,
  "insecure-skip-tls-verify": z.boolean().optional(),
  "proxy-url": z
    .url({ protocol: /^(?:https?|socks5)$/, error: "an http, https or socks5 URL was expected" })
    .optional(),
  extensions: z.unknown().optional(),
});
const userFields = z.strictObject({
  token: line.optional(),
  username: line.optional(),
  password: line.optional(),
  "client-certificate-data": base64,
  "client-key-data": base64,
  tokenFile: path,
  "client-certificate": path,
  "client-key": path,
  "auth-provider": z.strictObject({ name: line, config: z.record(z.string(), line).nullish() }).optional(),
  exec: z.unknown().optional(),
  extensions: z.unknown().optional(),
});
/** Its answer is read by kubectl alone: nobody can type into it. `env` would let a client choose what the program loads. */
export const pluginFields = z.strictObject({
  apiVersion: z.enum(["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"]),
  command: z.string().regex(/^[A-Za-z0-9][\w.-]{0,100}$/, "the bare name of a program was expected"),
  args: z.array(line.max(4_096)).max(100).nullish(),
  env: z.array(z.unknown()).max(0, "no environment is taken from a kubeconfig sent by a client").nullish(),
  installHint: z.string().optional(),
  interactiveMode: z.enum(["Never", "IfAvailable"], "a plugin that asks a person cannot run here").optional(),
  provideClusterInfo: z.boolean().optional(),
});
const contextFields = z.strictObject({
  cluster: name,
  user: z.union([name, z.literal("")]).optional(),
  namespace: z
    .string()
    .regex(/^(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)?$/, "the name of a namespace was expected")
    .optional(),
  extensions: z.unknown().optional(),
});
export const kubeconfigFields = z.object({
  apiVersion: z.literal("v1").optional(),
  kind: z.literal("Config").optional(),
  "current-context": line.optional(),
  clusters: z.array(named("cluster", clusterFields)).min(1),
  users: z.array(named("user", userFields.nullable())).nullish(),
  contexts: z.array(named("context", contextFields)).nullish(),
});

export type Config = z.infer<typeof kubeconfigFields>;
export type ClusterFields = z.infer<typeof clusterFields>;
export type UserFields = z.infer<typeof userFields>;
export type ContextFields = z.infer<typeof contextFields>;
