import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ApiStatus } from "../../../src/adapters/snapshot/api-status.ts";
import { labelSelector } from "../../../src/adapters/snapshot/label-selector.ts";

const labels = new Map([
  ["app", "web"],
  ["tier", "front"],
  ["weight", "10"],
  ["example.com/part", "a.b"],
]);

describe("a label selector", () => {
  test.each([
    ["", true],
    ["app=web", true],
    ["app==web", true],
    ["app=api", false],
    ["app!=api", true],
    ["app!=web", false],
    ["none!=web", true],
    ["app", true],
    ["none", false],
    ["!none", true],
    ["!app", false],
    ["app in (web,api)", true],
    ["app in (api)", false],
    ["none in (web)", false],
    ["app notin (api)", true],
    ["app notin (web,api)", false],
    ["none notin (web)", true],
    ["weight>9", true],
    ["weight>10", false],
    ["weight<11", true],
    ["app>1", false],
    ["example.com/part=a.b,app in ( web , api ),!none", true],
    ["app=web,tier=back", false],
    ["none=", false],
  ])("%s matches: %s", (selector, expected) => {
    expect(labelSelector(selector)(labels)).toBe(expected);
  });

  test.each(["=", "app in web", "a b", "app=(x", "app in (a", ",", "-app", "app=a=b"])("%s is refused", (selector) => {
    expect(() => labelSelector(selector)).toThrow(ApiStatus);
  });

  test.each([
    ["app in (web", "unable to parse requirement: found '', expected: ',' or ')'"],
    ["app in web", "unable to parse requirement: found 'web' expected: '('"],
    ["a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ["app=(x", "unable to parse requirement: found '(', expected: identifier"],
    ["app=web tier", "found 'tier', expected: ',' or 'end of string'"],
    ["app,", "found '', expected: identifier after ','"],
    ["=", "found '=', expected: !, identifier, or 'end of string'"],
  ])("%s is refused in the words of the real server", (selector, words) => {
    expect(() => labelSelector(selector)).toThrow(words);
  });

  test("of any text is understood or refused with a 400", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          labelSelector(text)(labels);
        } catch (error) {
          expect(error).toBeInstanceOf(ApiStatus);
          expect((error as ApiStatus).code).toBe(400);
        }
      }),
    );
  });
});
