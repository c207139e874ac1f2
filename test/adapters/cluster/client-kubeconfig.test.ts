import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { rebuildKubeconfig } from "../../../src/adapters/cluster/client-kubeconfig.ts";

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
])("%s is refused, and no credential is quoted", (_, text, message) => {
  expect(() => rebuildKubeconfig(text)).toThrow(message);
  try {
    rebuildKubeconfig(text);
  } catch (fault) {
    expect(fault).toMatchObject({ code: "bad-kubeconfig" });
    expect(String(fault)).not.toContain("open-sesame");
  }
});
