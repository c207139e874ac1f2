import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { rebuildKubeconfig } from "../../../src/adapters/cluster/client-kubeconfig.ts";
import { type GuardedField, guardedFields } from "../../../src/adapters/cluster/kubeconfig-fields.ts";

type Parts = { cluster?: object; user?: object | null; context?: object; top?: object };

const config = ({ cluster = {}, user = {}, context = {}, top = {} }: Parts = {}) =>
  stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "prod",
    clusters: [{ name: "c", cluster: { server: "https://api.example.com:6443", ...cluster } }],
    users: [{ name: "u", user: user === null ? null : { token: "open-sesame", ...user } }],
    contexts: [{ name: "prod", context: { cluster: "c", user: "u", ...context } }],
    ...top,
  });

test("the current context is kept with its server, credentials and namespace, and nothing else", () => {
  const rebuilt = rebuildKubeconfig(
    config({ context: { namespace: "shop" }, top: { preferences: { colors: true }, extra: 1 } }),
  );
  expect(rebuilt).toMatchObject({ server: "https://api.example.com:6443", namespace: "shop" });
  expect(parse(rebuilt.text)).toEqual({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "client",
    clusters: [{ name: "client", cluster: { server: "https://api.example.com:6443" } }],
    users: [{ name: "client", user: { token: "open-sesame" } }],
    contexts: [{ name: "client", context: { cluster: "client", user: "client", namespace: "shop" } }],
  });
});

test.each<[string, string]>([
  ["JSON", JSON.stringify(parse(config()))],
  ["no current-context but one context", config({ top: { "current-context": "" } })],
  ["insecure-skip-tls-verify that is false", config({ cluster: { "insecure-skip-tls-verify": false } })],
  [
    "extensions, as minikube writes them",
    config({ cluster: { extensions: [{ name: "cluster_info", extension: { provider: "minikube.sigs.k8s.io" } }] } }),
  ],
  ["a user without credentials", config({ user: null })],
])("%s is accepted", (_, text) => {
  expect(() => rebuildKubeconfig(text)).not.toThrow();
});

test.each<[string, string, RegExp]>([
  [
    "an exec plugin",
    config({ user: { exec: { command: "sh", args: ["-c", "id"], apiVersion: "client.authentication.k8s.io/v1" } } }),
    /users\.0\.user\.exec/,
  ],
  ["an auth provider", config({ user: { "auth-provider": { name: "gcp" } } }), /auth-provider/],
  ["a token file", config({ user: { tokenFile: "/etc/shadow" } }), /tokenFile/],
  ["a certificate by path", config({ user: { "client-certificate": "/root/cert" } }), /client-certificate/],
  ["a key by path", config({ user: { "client-key": "/root/key" } }), /client-key/],
  ["an authority by path", config({ cluster: { "certificate-authority": "/root/ca" } }), /certificate-authority/],
  ["a proxy", config({ cluster: { "proxy-url": "http://evil.example.com" } }), /proxy-url/],
  [
    "no check of the certificate",
    config({ cluster: { "insecure-skip-tls-verify": true } }),
    /insecure-skip-tls-verify/,
  ],
  ["impersonation", config({ user: { as: "system:admin" } }), /user\.as/],
  ["a metadata address", config({ cluster: { server: "http://169.254.169.254" } }), /link-local or metadata/],
  ["a metadata address as one number", config({ cluster: { server: "http://2852039166" } }), /link-local or metadata/],
  [
    "a metadata address in hexadecimal",
    config({ cluster: { server: "http://0xa9fea9fe/" } }),
    /link-local or metadata/,
  ],
  [
    "a metadata address mapped into IPv6",
    config({ cluster: { server: "http://[::ffff:169.254.169.254]" } }),
    /link-local or metadata/,
  ],
  ["an IPv6 link-local address", config({ cluster: { server: "https://[fe80::1]:6443" } }), /link-local or metadata/],
  [
    "a cloud's metadata name",
    config({ cluster: { server: "http://metadata.google.internal" } }),
    /link-local or metadata/,
  ],
  ["another scheme", config({ cluster: { server: "file:///etc/passwd" } }), /clusters\.0\.cluster\.server/],
  ["no server", config({ cluster: { server: 7 } }), /clusters\.0\.cluster\.server/],
  ["no such cluster", config({ context: { cluster: "x" } }), /cluster "x"/],
  ["no such user", config({ context: { user: "x" } }), /user "x"/],
  ["no such context", config({ top: { "current-context": "x" } }), /context "x"/],
  ["no clusters", config({ top: { clusters: [] } }), /clusters/],
  ["a list", "[]", /not a kubeconfig/],
  ["text", "hello", /not a kubeconfig/],
  ["nothing", "", /not a kubeconfig/],
  ["broken YAML", "a: [", /not valid YAML/],
  [
    "a bomb of aliases",
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
    /kubeconfig/,
  ],
  ["half a megabyte and more", `${config()}\n#${"x".repeat(600_000)}`, /larger than 512 KiB/],
  ["duplicate keys", `${config()}\nkind: Config\n`, /not valid YAML/],
  ["a proxy that is no proxy", config({ cluster: { "proxy-url": "" } }), /proxy-url/],
  ["an exec plugin that is empty", config({ user: { exec: null } }), /user\.exec/],
  [
    "an auth provider of a known name",
    config({ user: { "auth-provider": { name: "oidc", config: { "idp-issuer-url": "http://x" } } } }),
    /auth-provider/,
  ],
  ["impersonated groups", config({ user: { "as-groups": ["system:masters"] } }), /as-groups/],
  ["an impersonated uid", config({ user: { "as-uid": "0" } }), /as-uid/],
  ["more about an impersonated user", config({ user: { "as-user-extra": { a: ["b"] } } }), /as-user-extra/],
  ["a token file in another spelling", config({ user: { "token-file": "/etc/shadow" } }), /token-file/],
  ["the origin of a file", config({ cluster: { LocationOfOrigin: "/etc/x" } }), /LocationOfOrigin/],
  ["a field in capitals", config({ user: { Exec: { command: "sh" } } }), /user\.Exec/],
  ["a server twice in other capitals", config({ cluster: { Server: "http://169.254.169.254" } }), /cluster\.Server/],
  ["a field that no kubectl knows", config({ cluster: { "x-forwarded": "1" } }), /x-forwarded/],
  [
    "a field of the cluster in the context",
    config({ context: { server: "https://evil.example.com" } }),
    /context\.server/,
  ],
  [
    "a merge key",
    config().replace("token: open-sesame", "<<: {exec: {command: sh}}\n      token: open-sesame"),
    /user\.<</,
  ],
  [
    "a plugin behind an anchor",
    `x: &e {command: sh}\n${config().replace("token: open-sesame", "token: open-sesame\n      exec: *e")}`,
    /user\.exec/,
  ],
  [
    "a key of all prototypes",
    config().replace("token: open-sesame", "token: open-sesame\n      __proto__: {exec: {command: sh}}"),
    /__proto__/,
  ],
  [
    "the key constructor",
    config().replace("token: open-sesame", "token: open-sesame\n      constructor: {prototype: {exec: 1}}"),
    /constructor/,
  ],
  [
    "two contexts of one name",
    config({ top: { contexts: [1, 2].map(() => ({ name: "prod", context: { cluster: "c", user: "u" } })) } }),
    /two contexts of the name "prod"/,
  ],
  [
    "two clusters of one name",
    config({
      top: {
        clusters: ["https://a.example.com", "http://169.254.169.254"].map((server) => ({
          name: "c",
          cluster: { server },
        })),
      },
    }),
    /two clusters/,
  ],
  [
    "two users of one name",
    config({ top: { users: ["open-sesame", "x"].map((token) => ({ name: "u", user: { token } })) } }),
    /two users/,
  ],
  ["several documents", `${config()}---\n${config()}`, /not valid YAML/],
  ["a second document that is empty", `${config()}---\n`, /not valid YAML/],
  [
    "a tag that makes objects",
    config()
      .replace("token: open-sesame", "token: !!js/function 'open-sesame'")
      .replace("users:", "? [a]\n: b\nusers:")
      .replace("kind: Config", "kind: !!binary Config2"),
    /kind/,
  ],
  ["bytes", "\u0000\u0001\u0002\ufffd\ufffd", /kubeconfig/],
  ["an ELF file", "\u007fELF\u0002\u0001\u0001", /kubeconfig/],
  ["ten thousand open brackets", "[".repeat(10_000), /not valid YAML/],
  [
    "ten thousand nested mappings",
    Array.from({ length: 2_000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
    /kubeconfig/,
  ],
  [
    "an authority that is no base64",
    config({ cluster: { "certificate-authority-data": "/etc/ssl/ca.pem!" } }),
    /certificate-authority-data: base64/,
  ],
  [
    "a client certificate that is no base64",
    config({ user: { "client-certificate-data": "@/root/cert" } }),
    /client-certificate-data: base64/,
  ],
  ["a key that is a mapping", config({ user: { "client-key-data": { file: "/root/key" } } }), /client-key-data/],
  ["a token over two lines", config({ user: { token: "open-sesame\nX-Remote-User: admin" } }), /token: one line/],
  ["a user name with a line feed", config({ user: { username: "a\r\nb" } }), /username: one line/],
  ["a namespace that is a flag", config({ context: { namespace: "--server=http://evil.example.com" } }), /namespace/],
  ["a namespace that is a path", config({ context: { namespace: "../../secrets" } }), /namespace/],
  ["a server name with a blank", config({ cluster: { "tls-server-name": "a b" } }), /tls-server-name/],
  [
    "no check of the certificate as a word",
    config({ cluster: { "insecure-skip-tls-verify": "true" } }),
    /insecure-skip-tls-verify/,
  ],
  [
    "credentials in the address",
    config({ cluster: { server: "https://admin:open-sesame@api.example.com" } }),
    /credentials in the address/,
  ],
  ["a query in the address", config({ cluster: { server: "https://api.example.com/?x=1" } }), /more than an address/],
  ["a fragment in the address", config({ cluster: { server: "https://api.example.com/#x" } }), /more than an address/],
  ["a name without TLS", config({ cluster: { server: "http://api.example.com" } }), /without TLS/],
  [
    "a metadata address in octal",
    config({ cluster: { server: "http://0251.0376.0251.0376" } }),
    /link-local or metadata/,
  ],
  ["a metadata address of two parts", config({ cluster: { server: "http://169.16689662" } }), /link-local or metadata/],
  [
    "a metadata address with a dot behind",
    config({ cluster: { server: "http://169.254.169.254./" } }),
    /link-local or metadata/,
  ],
  [
    "a metadata address in wide characters",
    config({ cluster: { server: "http://１６９.２５４.１６９.２５４" } }),
    /link-local or metadata/,
  ],
  [
    "a metadata address behind a backslash",
    config({ cluster: { server: "http:\\\\169.254.169.254" } }),
    /link-local or metadata|URL/,
  ],
  [
    "a metadata address translated for IPv6",
    config({ cluster: { server: "https://[64:ff9b::169.254.169.254]" } }),
    /link-local or metadata/,
  ],
  [
    "the IPv6 metadata address",
    config({ cluster: { server: "https://[fd00:ec2:0:0::254]" } }),
    /link-local or metadata/,
  ],
  ["every address of this machine", config({ cluster: { server: "https://0.0.0.0:6443" } }), /link-local or metadata/],
  ["a socket", config({ cluster: { server: "unix:///var/run/docker.sock" } }), /clusters\.0\.cluster\.server/],
  [
    "a server that is a list",
    config({ cluster: { server: ["https://api.example.com"] } }),
    /clusters\.0\.cluster\.server/,
  ],
  ["another kind", config({ top: { kind: "Pod" } }), /kind/],
  ["another version", config({ top: { apiVersion: "v2" } }), /apiVersion/],
  ["users as a mapping", config({ top: { users: { u: { token: "open-sesame" } } } }), /users/],
  ["a name as long as a book", config({ context: { cluster: "c".repeat(5_000) } }), /contexts\.0\.context\.cluster/],
])("%s is refused, and no credential is quoted", (_, text, message) => {
  expect(() => rebuildKubeconfig(text)).toThrow(message);
  try {
    rebuildKubeconfig(text);
  } catch (fault) {
    expect(fault).toMatchObject({ code: "bad-kubeconfig" });
    expect(String(fault)).not.toContain("open-sesame");
  }
});

test("an odd spelling of an address is written as this service has read it", () => {
  const rebuilt = rebuildKubeconfig(config({ cluster: { server: "HTTPS://0x0A000001:06443/" } }));
  expect(parse(rebuilt.text).clusters[0].cluster.server).toBe("https://10.0.0.1:6443");
  expect(rebuilt.byName).toBeNull();
});

test("a server reached by name says so, with its port", () => {
  expect(rebuildKubeconfig(config()).byName).toEqual({ host: "api.example.com", port: "6443" });
  expect(rebuildKubeconfig(config({ cluster: { server: "https://API.example.com/k8s/c-1" } })).byName).toEqual({
    host: "api.example.com",
    port: "443",
  });
});

test("nothing that was read changes what objects inherit", () => {
  try {
    rebuildKubeconfig(`__proto__: {polluted: yes}\nconstructor: {prototype: {polluted: yes}}\n${config()}`);
  } catch {
    // Refused or ignored; what counts is below.
  }
  expect("polluted" in {}).toBe(false);
});

test("a warning of the YAML reader does not reach the log", () => {
  const warnings: unknown[] = [];
  const keep = (warning: unknown) => warnings.push(warning);
  process.on("warning", keep);
  expect(() => rebuildKubeconfig(config().replace("token: open-sesame", "token: !secret open-sesame"))).not.toThrow();
  process.off("warning", keep);
  expect(warnings).toEqual([]);
});

const login = {
  apiVersion: "client.authentication.k8s.io/v1",
  command: "cloud-login",
  args: ["get-token", "--cluster", "a; id $(id)"],
  env: null,
  interactiveMode: "IfAvailable",
};
const findPlugin = (name: string) => ({ "cloud-login": "/opt/bin/cloud-login", "not-here": null })[name];
const installed = { findPlugin, fields: [] };

test("a credential plugin that the operator allows is kept by its path, and asks nobody", () => {
  const rebuilt = rebuildKubeconfig(config({ user: { exec: login } }), installed);
  expect(rebuilt.usesPlugin).toBe(true);
  expect(parse(rebuilt.text).users[0].user.exec).toEqual({
    apiVersion: login.apiVersion,
    command: "/opt/bin/cloud-login",
    args: login.args,
    interactiveMode: "Never",
    provideClusterInfo: false,
  });
});

test.each<[string, object | null, RegExp]>([
  ["another program", { ...login, command: "sh" }, /users\.0\.user\.exec/],
  ["an allowed program by a path", { ...login, command: "/opt/bin/cloud-login" }, /users\.0\.user\.exec/],
  ["an allowed program in another folder", { ...login, command: "./cloud-login" }, /users\.0\.user\.exec/],
  ["no program", { ...login, command: undefined }, /users\.0\.user\.exec/],
  ["a list of programs", { ...login, command: ["cloud-login"] }, /users\.0\.user\.exec/],
  ["nothing", null, /users\.0\.user\.exec/],
  ["an environment", { ...login, env: [{ name: "LD_PRELOAD", value: "/tmp/x" }] }, /exec\.env/],
  ["a plugin that asks a person", { ...login, interactiveMode: "Always" }, /exec\.interactiveMode/],
  ["a field that no kubectl knows", { ...login, stdin: "x" }, /exec\.stdin/],
  ["an argument over lines", { ...login, args: ["a\nb"] }, /exec\.args/],
  ["a program that is not installed", { ...login, command: "not-here" }, /not-here, which is not installed/],
])("where a plugin is allowed, %s is refused", (_, exec, reason) => {
  expect(() => rebuildKubeconfig(config({ user: { exec } }), installed)).toThrow(reason);
});

const guarded: Readonly<Record<GuardedField, string>> = {
  "auth-provider": config({ user: { "auth-provider": { name: "oidc", config: { "id-token": "x" } } } }),
  tokenFile: config({ user: { tokenFile: "/var/run/token" } }),
  "client-certificate": config({ user: { "client-certificate": "/etc/pki/cert" } }),
  "client-key": config({ user: { "client-key": "/etc/pki/key" } }),
  "certificate-authority": config({ cluster: { "certificate-authority": "/etc/pki/ca" } }),
  "proxy-url": config({ cluster: { "proxy-url": "socks5://proxy.example.com:1080" } }),
  "insecure-skip-tls-verify": config({ cluster: { "insecure-skip-tls-verify": true } }),
};
const allow = (...fields: GuardedField[]) => ({ findPlugin: () => undefined, fields });

test.each(guardedFields)(
  "%s is kept where the operator allows it, and refused where only the others are allowed",
  (field) => {
    const rebuilt = parse(rebuildKubeconfig(guarded[field], allow(field)).text);
    expect({ ...rebuilt.clusters[0].cluster, ...rebuilt.users[0].user }).toHaveProperty([field]);
    const others = guardedFields.filter((other) => other !== field);
    expect(() => rebuildKubeconfig(guarded[field], allow(...others))).toThrow(
      new RegExp(`${field}, which is not allowed`),
    );
  },
);

test("a server behind a proxy of the client is left to that proxy", () => {
  expect(rebuildKubeconfig(guarded["proxy-url"], allow("proxy-url")).byName).toBe(null);
});

test.each<[string, string, RegExp]>([
  [
    "a metadata address as server",
    config({ cluster: { server: "https://169.254.169.254" } }),
    /link-local or metadata/,
  ],
  ["a metadata address as proxy", config({ cluster: { "proxy-url": "http://169.254.169.254" } }), /names the proxy/],
  ["one in hexadecimal as proxy", config({ cluster: { "proxy-url": "socks5://0xa9fea9fe:80" } }), /names the proxy/],
  ["a proxy that is a file", config({ cluster: { "proxy-url": "file:///etc/passwd" } }), /proxy-url/],
  ["a relative path", config({ user: { tokenFile: "../token" } }), /tokenFile/],
  ["impersonation", config({ user: { as: "system:admin" } }), /user\.as/],
  ["a plugin", config({ user: { exec: login } }), /users\.0\.user\.exec/],
  [
    "a field of an auth provider that no kubectl knows",
    config({ user: { "auth-provider": { name: "oidc", command: "sh" } } }),
    /auth-provider/,
  ],
  ["plain HTTP to a name", config({ cluster: { server: "http://api.example.com" } }), /without TLS/],
])("where everything else is allowed, %s is refused", (_, text, reason) => {
  expect(() => rebuildKubeconfig(text, allow(...guardedFields))).toThrow(reason);
});
