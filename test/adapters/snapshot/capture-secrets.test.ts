import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadSnapshot } from "../../../src/adapters/snapshot/load.ts";
import { type Answers, kinds, list, object, resources, running } from "./small-api.ts";
import { smallCaptures } from "./small-captures.ts";

const { folder, taken, everything } = smallCaptures();

describe("secrets", () => {
  const password = "Zx81-hunter2-Kz";
  const encoded = Buffer.from(password).toString("base64");
  const applied = JSON.stringify({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "login" },
    data: { password: encoded },
  });
  const answers: Answers = {
    "/api/v1": resources(kinds.configMaps, kinds.pods, kinds.secrets),
    "/api/v1/secrets": list("Secret", [
      {
        metadata: {
          name: "login",
          namespace: "shop",
          annotations: { "kubectl.kubernetes.io/last-applied-configuration": applied },
        },
        type: "Opaque",
        data: { password: encoded, empty: "" },
      },
    ]),
    "/api/v1/configmaps": list("ConfigMap", [
      object("settings", {
        data: {
          "app.yaml": "host: db\npassword: Qq7-other-Pw\n",
          nested: `apiVersion: v1\nkind: Secret\ndata:\n  token: ${Buffer.from("third-Secret-9").toString("base64")}\n`,
          note: `the word is ${password}`,
        },
      }),
    ]),
    "/api/v1/pods": list("Pod", [
      {
        ...running("web"),
        spec: {
          containers: [
            {
              name: "app",
              env: [
                { name: "DB_PASSWORD", value: "Ww5-fourth-Xx" },
                { name: "MODE", value: "plain" },
              ],
              args: ["--token=Ee6-fifth-Yy", "--verbose"],
            },
          ],
        },
      },
    ]),
    "/api/v1/namespaces/shop/pods/web/log": `2026-03-17T14:32:05.123456789Z connecting with ${password}\n2026-03-17T14:32:06.123456789Z password: Uu8-sixth-Zz\n2026-03-17T14:32:07.123456789Z done\n`,
  };

  test.each([
    ["the value of a Secret", password],
    ["its base64", encoded],
    ["a password in the text of a ConfigMap", "Qq7-other-Pw"],
    ["a Secret in the text of a ConfigMap", Buffer.from("third-Secret-9").toString("base64")],
    ["an environment variable called a password", "Ww5-fourth-Xx"],
    ["an argument called a token", "Ee6-fifth-Yy"],
    ["a password in a log", "Uu8-sixth-Zz"],
  ])("%s is in no file", async (_name, secret) => {
    await taken(answers);
    expect(everything()).toContain("redacted:");
    expect(everything()).not.toContain(secret);
  });

  test("keep their keys, as base64 that clients decode, and what was empty stays empty", async () => {
    await taken(answers);
    const secret = (await loadSnapshot(folder)).objects.find(({ kind }) => kind === "Secret") as any;
    expect(Object.keys(secret.data)).toEqual(["password", "empty"]);
    expect(Buffer.from(secret.data.password, "base64").toString()).toMatch(/^\[redacted:secret-\w+\]$/);
    expect(secret.data.empty).toBe("");
  });

  test("are taken out of logs without taking the times of the lines", async () => {
    await taken(answers);
    const lines = readFileSync(join(folder, "logs/shop/web/app.log"), "utf8").split("\n");
    expect(lines[0]).toMatch(/^2026-03-17T14:32:05\.123456789Z connecting with \[redacted:/);
    expect(lines[2]).toBe("2026-03-17T14:32:07.123456789Z done");
  });

  test("leave everything else as it is", async () => {
    await taken(answers);
    const { objects } = await loadSnapshot(folder);
    const pod = objects.find(({ kind }) => kind === "Pod") as any;
    expect(pod.spec.containers[0].env[1]).toEqual({ name: "MODE", value: "plain" });
    expect(pod.spec.containers[0].args[1]).toBe("--verbose");
    expect((objects.find(({ kind }) => kind === "ConfigMap") as any).data["app.yaml"]).toMatch(
      /^host: db\npassword: \[redacted:[^\n]+\n$/,
    );
  });
});
