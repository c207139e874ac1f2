import { expect, test } from "vitest";
import { unshownClaims } from "../../../src/adapters/models/unshown-claims.ts";
import { badImage, situationOf } from "./situation.ts";

const { view } = situationOf("why is cart failing?", badImage);
const asked = ["why is cart failing? and what of pod other-7"];

test.each<[string, string, string[]]>([
  ["a pod that nobody saw", "The pod cart-7d9c5b6f4-zzzzz was killed.", ["cart-7d9c5b6f4-zzzzz"]],
  ["an object that nobody saw", "Deployment shop/ledger-v2 is gone.", ["shop/ledger-v2"]],
  ["a quote that stands nowhere", 'It says "disk quota was exceeded today".', ['"disk quota was exceeded today"']],
  ["a state that nobody saw", "It was OOMKilled with exit code 137.", ["exit code 137", "OOMKilled"]],
  ["what was seen", 'Pod cart-7d9c5b6f4-x2lmn: "manifest unknown" is ImagePullBackOff.', []],
  ["a quote with its blanks counted once", 'It says "0/1 ImagePullBackOff   0".', []],
  ["what is denied", "It was not OOMKilled, and never Evicted.", []],
  ["what the person named", "The pod other-7 is not in the outputs.", []],
  ["commands, which are no claims", "Run `kubectl get pod web-12 -n x`.\n\nkubectl logs pod/web-13", []],
  ["advice in plain words", "The pod is failing; the service account and the image are to be looked at.", []],
])("%s", (_case, text, claims) => {
  expect(unshownClaims(text, view, asked)).toEqual(claims);
});

test("a hundred claims are told in eight", () => {
  const text = Array.from({ length: 100 }, (_, index) => `pod ghost-${index}`).join(", ");
  expect(unshownClaims(text, view, asked)).toHaveLength(8);
});
