import { expect, test } from "vitest";
import { runJq } from "../../../src/adapters/cluster/run-jq.ts";

test("a program gives what jq prints", async () => {
  expect(await runJq('{"a":[1,2]}', ".a[]", ["-c"])).toBe("1\n2");
});

test("a program that is wrong fails with jq's words", async () => {
  await expect(runJq("{}", ".a[", [])).rejects.toThrow("syntax error");
});

test("a program sees no environment", async () => {
  expect(await runJq("{}", 'env | has("PATH") and .PATH != "/"', [])).toBe("false");
});

test("a program that grows without end holds nothing up and is ended", async () => {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 50);
  await expect(runJq("0", "[limit(1000000000; repeat(.))] | length", [])).rejects.toThrow();
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(5);
}, 60_000);
