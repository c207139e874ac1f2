import { expect, test } from "vitest";
import { decodeKubeconfig } from "../../../src/surfaces/http/kubeconfig-text.ts";

const text = "apiVersion: v1\nkind: Config\nusers: [{name: ä}]\n";
const encoded = Buffer.from(text).toString("base64");

test("base64 is decoded, with or without line breaks", () => {
  expect(decodeKubeconfig(encoded, "data.kubeconfig")).toBe(text);
  expect(decodeKubeconfig(`${encoded.replace(/.{20}/g, "$&\n")}\r\n`, "data.kubeconfig")).toBe(text);
});

test.each([
  ["a placeholder", "base64-encoded-kubeconfig-content"],
  ["plain YAML", text],
  ["a character of another alphabet", `${encoded.slice(0, -4)}_-==`],
  ["missing padding", Buffer.from("ab").toString("base64").replace(/=/g, "")],
  ["padding in the middle", "YQ==YQ=="],
])("%s is refused by the field's name and not quoted", (_case, given) => {
  expect(() => decodeKubeconfig(given, "data.kubeconfig")).toThrow(
    expect.objectContaining({
      code: "bad-kubeconfig",
      message: expect.stringMatching(/^'data.kubeconfig' is not base64/),
    }),
  );
  expect(() => decodeKubeconfig(given, "data.kubeconfig")).not.toThrow(given);
});

test("base64 of something that is not text is refused", () => {
  const bytes = Buffer.from([0xff, 0xfe, 0x00]).toString("base64");
  expect(() => decodeKubeconfig(bytes, "X-Kubeconfig")).toThrow(/'X-Kubeconfig' is base64, but .* not UTF-8/);
});
