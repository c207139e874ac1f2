import { expect, test } from "vitest";
import { commandsOf, type Output, reply } from "./situations.ts";

const found: Output = [
  "kubectl get deployments -A --field-selector=metadata.name=cart",
  `NAMESPACE   NAME   READY   UP-TO-DATE   AVAILABLE   AGE
shop        cart   3/3     3            3           12d
`,
];

const lost: Output = ["kubectl describe service cart", "", 'Error from server (NotFound): services "cart" not found'];

test("a change without a namespace comes first, and then the look that finds where its object lives", async () => {
  const answer = await reply("restart cart");
  expect(commandsOf(answer)).toEqual([
    "kubectl rollout restart deployment/cart",
    expect.stringMatching(/^kubectl get .* -A --field-selector=metadata.name=cart$/),
  ]);
  expect(answer.text).toContain("It acts in namespace default, if cart lives there;");
});

test("a change that found nothing in the default namespace is followed by the look that finds its object", async () => {
  const failed: Output = ["kubectl rollout restart deployment/cart", "", 'Error: deployments.apps "cart" not found'];
  const answer = await reply("restart cart", [failed]);
  expect(commandsOf(answer)).toEqual([expect.stringMatching(/-A --field-selector=metadata.name=cart$/)]);
});

test("what nobody finds anywhere is not changed", async () => {
  const nothing: Output = [found[0], "", "No resources found"];
  const answer = await reply("scale deployment cart to 3", [nothing]);
  expect(commandsOf(answer)).toEqual([]);
  expect(answer.text).toContain("Nothing called cart was found in any namespace");
});

test("once it was seen, the change names its namespace", async () => {
  const answer = await reply("restart cart", [found]);
  expect(commandsOf(answer)[0]).toBe("kubectl rollout restart deployment/cart -n shop");
});

test("a name in two namespaces is asked back for", async () => {
  const twice: Output = [found[0], `${found[1]}data        cart   1/1     1            1           2d\n`];
  const answer = await reply("restart cart", [twice]);
  expect(commandsOf(answer)).toEqual([]);
  expect(answer.text).toContain("data and shop");
});

test("what is not found in a namespace that nobody named is no cause", async () => {
  const answer = await reply("is the cart service healthy?", [lost]);
  expect(answer.conclusion.verdict).toBe("undecided");
});

test("old restarts do not explain why something is slow", async () => {
  const pods: Output = [
    "kubectl get pods -n shop",
    `NAME                        READY   STATUS    RESTARTS       AGE
cart-7f5d8c9b6d-2xkqz       1/1     Running   14 (43d ago)   180d
`,
  ];
  const answer = await reply("why is cart in shop slow?", [pods]);
  expect(answer.conclusion.verdict).toBe("undecided");
});

test("what lives in another namespace than the question says is told with the namespace", async () => {
  const gone: Output = ["kubectl get pods -n payments", "", "No resources found in payments namespace."];
  const answer = await reply("why does cart return errors in payments?", [gone, found]);
  expect(answer.text).toContain("cart is not where the question says; it was seen in namespace shop.");
  expect(answer.text).not.toContain("Did you mean cart");
});
