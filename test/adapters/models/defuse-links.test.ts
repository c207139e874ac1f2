import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defuseLinks, defuseLinksSoFar } from "../../../src/adapters/models/defuse-links.ts";

describe("what a page would load or hide", () => {
  test.each([
    ["an image", "![x](https://evil.example/?q=1)", "![x] (https://evil.example/?q=1)"],
    ["a link", "see [the docs](https://evil.example)", "see [the docs] (https://evil.example)"],
    ["a link in an image's text", "[![x](a)](b)", "[![x] (a)] (b)"],
    ["a reference", "![x][1]\n\n[1]: https://evil.example", "![x] [1]\n\n[1] : https://evil.example"],
    ["a tag", '<img src="https://evil.example">', '< img src="https://evil.example">'],
    ["a tag in capitals", "<IMG SRC=x onerror=y>", "< IMG SRC=x onerror=y>"],
    ["a closing tag", "</a><script>", "< /a>< script>"],
    ["a link by itself", "<https://evil.example>", "< https://evil.example>"],
  ])("%s is read, not followed", (_case, text, plain) => {
    expect(defuseLinks(text)).toBe(plain);
  });
});

test.each([
  "Image: <none>, node <unset>, kubectl logs <pod-name> -n <namespace>",
  "a[0] (see below), args: [a, b]: two",
  "1 < 2 and 3 > 2",
  "kubectl get pods -o jsonpath='{.items[?(@.status.phase==\"Pending\")].metadata.name}'",
  "<admin-team> <a1b2>",
])("%s stays as it is", (text) => {
  expect(defuseLinks(text)).toBe(text);
});

const pieces = fc.array(
  fc.constantFrom("[", "]", "(", ")", "<", "img", "a", " ", "/", "!", ":", "1", "\n", "none>", "https"),
  { maxLength: 30 },
);

test("whatever it is, no link is left, and doing it twice changes nothing", () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const plain = defuseLinks(parts.join(""));
      expect(plain).not.toMatch(/\]\(|\]\[|<\/?img\b|<https\b/);
      expect(defuseLinks(plain)).toBe(plain);
    }),
  );
});

test("of a text that is still being written only what will stay is told", () => {
  fc.assert(
    fc.property(pieces, fc.nat(30), (parts, end) => {
      const whole = defuseLinks(parts.join("").replace(/^[ \t>]*\[/gm, ""));
      const begun = defuseLinksSoFar(
        parts
          .join("")
          .replace(/^[ \t>]*\[/gm, "")
          .slice(0, end),
      );
      expect(whole.startsWith(begun)).toBe(true);
    }),
  );
});

test.each(["<", "</", "<!", "<!im", "]"])("the end %s, which may begin a link, is held back", (end) => {
  expect(defuseLinksSoFar(`see ${end}`)).toBe("see ");
});
