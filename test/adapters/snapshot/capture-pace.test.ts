import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { kinds, list, object, refusal, resources, running } from "./small-api.ts";
import { smallCaptures } from "./small-captures.ts";

const { home, folder, serve, capture, taken } = smallCaptures();

describe("an API server is not pressed", () => {
  test("more requests than allowed are never under way", async () => {
    let [under, most] = [0, 0];
    const names = Array.from({ length: 40 }, (_, at) => `p${at}`);
    const slowly = (to: any) => {
      under += 1;
      most = Math.max(most, under);
      setImmediate(() => {
        under -= 1;
        to.end("line\n");
      });
    };
    const { logs } = await taken({
      "/api/v1": resources(kinds.pods),
      "/api/v1/pods": list(
        "Pod",
        names.map((name) => running(name)),
      ),
      ...Object.fromEntries(names.map((name) => [`/api/v1/namespaces/shop/pods/${name}/log`, slowly])),
    });
    expect([logs, most <= 4]).toEqual([40, true]);
  });

  test("a busy one is asked again when it said to", async () => {
    let asked = 0;
    const busyOnce = (to: any) => {
      asked += 1;
      to.statusCode = asked === 1 ? 429 : 200;
      to.setHeader("retry-after", "0");
      to.end(
        JSON.stringify(asked === 1 ? refusal(429, "TooManyRequests", "slow down") : list("ConfigMap", [object("a")])),
      );
    };
    const { objects } = await taken({ "/api/v1": resources(kinds.configMaps), "/api/v1/configmaps": busyOnce });
    expect([asked, objects]).toEqual([2, 1]);
  });

  test("one that went away ends the capture with a sentence", async () => {
    await serve({});
    await expect(capture({ socketPath: join(home, "none.sock") })).rejects.toThrow(/The cluster cannot be reached/);
  });

  test("of a log that never ends the last part is kept", async () => {
    const endless = (to: any) => {
      const piece = `${"x".repeat(99)}\n`.repeat(1_000);
      for (let at = 0; at < 30; at += 1) to.write(piece);
      to.end("the end\n");
    };
    await taken({
      "/api/v1": resources(kinds.pods),
      "/api/v1/pods": list("Pod", [running("web")]),
      "/api/v1/namespaces/shop/pods/web/log": endless,
    });
    const text = readFileSync(join(folder, "logs/shop/web/app.log"), "utf8");
    expect([text.length <= 1024 * 1024, text.startsWith("xxx"), text.endsWith("\nthe end\n")]).toEqual([
      true,
      true,
      true,
    ]);
  });
});
