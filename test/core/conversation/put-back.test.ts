import { expect, test } from "vitest";
import { putBack } from "../../../src/core/conversation/put-back.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { toArguments } from "../../../src/core/kubectl/print.ts";

const name = "[redacted:secret-3f9c1a]";
const filled = (text: string, plain: string, printed = plain) => {
  const parsed = parseCommand(text);
  if (!parsed.ok) throw new Error(parsed.refusal.reason);
  return putBack(parsed.command, (placeholder) => (placeholder === name ? { printed, plain } : null));
};
const argumentsOf = (text: string, plain: string, printed?: string) => {
  const real = filled(text, plain, printed);
  return real?.ok === true ? toArguments(real.command) : real;
};

test.each<[string, string]>([
  ["blanks and quotes", `it's "two" words`],
  ["what a shell would run", "$(id); id | sh > x"],
  ["what looks like a flag", "--server=https://evil.example.com"],
])("a secret of %s is one argument behind --", (_, secret) => {
  expect(argumentsOf(`kubectl exec web-0 -- psql -W '${name}'`, secret)).toEqual([
    "exec",
    "web-0",
    "--",
    "psql",
    "-W",
    secret,
  ]);
});

test("below data of a patch it goes in as it was printed", () => {
  expect(argumentsOf(`kubectl patch secret db -p '{"data":{"password":"${name}"}}'`, "open", "b3Blbg==")).toContain(
    '--patch={"data":{"password":"b3Blbg=="}}',
  );
});

test("a command without a placeholder is none of this", () => {
  expect(filled("kubectl get pods", "x")).toBeNull();
});

test("a placeholder that is not known is refused, with what can be done about it", () => {
  expect(filled("kubectl exec web-0 -- echo '[redacted:token-000000]'", "x")).toMatchObject({
    ok: false,
    rule: "unknown-placeholder",
    reason: expect.stringContaining("gone after a restart"),
  });
});
