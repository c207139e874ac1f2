import { expect, test } from "vitest";
import { relativeIn } from "../../../src/core/planner/change/relative.ts";
import { commandsOf, type Output, reply, translate } from "./situations.ts";

test.each([
  ["give 2 more replicas", 5],
  ["add one more replica to", 4],
  ["add 2 replicas to deployment", 5],
  ["scale up by 3", 6],
  ["scale down by 1 replica", 2],
  ["remove two replicas from", 1],
  ["one pod less for", 2],
  ["double the replicas", 6],
  ["halve deployment", 2],
  ["reduce by 9", 0],
])("%s makes 3 to %i", (plain, count) => {
  expect(relativeIn(plain)?.(3)).toBe(count);
});

test.each([["scale to 3"], ["scale up to 5 replicas"], ["needs 4 replicas"], ["reduce to one replica"]])(
  "%s says the number itself",
  (plain) => {
    expect(relativeIn(plain)).toBeNull();
  },
);

test("a count in the request is enough", async () => {
  expect(await translate("deployment api in shop has 3 replicas, give it 2 more")).toBe(
    "kubectl scale deployment api --current-replicas=3 --replicas=5 -n shop",
  );
});

test("how many there are comes first when nobody said it", async () => {
  const answer = await reply("add 2 replicas to deployment api in shop");
  expect(commandsOf(answer)).toEqual(["kubectl get deployment api -n shop"]);
  expect(answer.text).toMatch(/^How many replicas api has now is not known/);
});

const seen: Output = [
  "kubectl get deployment api -n shop",
  `NAME   READY   UP-TO-DATE   AVAILABLE   AGE
api    3/3     3            3           3m
`,
];

test("the evidence gives the count, and kubectl is told in case it changes meanwhile", async () => {
  const answer = await reply("add 2 replicas to deployment api in shop", [seen]);
  expect(commandsOf(answer)[0]).toBe("kubectl scale deployment api --current-replicas=3 --replicas=5 -n shop");
});
