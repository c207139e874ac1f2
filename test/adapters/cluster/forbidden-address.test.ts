import { expect, test } from "vitest";
import { isForbiddenHost } from "../../../src/adapters/cluster/forbidden-address.ts";

test.each([
  "169.254.169.254",
  "169.254.0.1",
  "169.254.169.254.",
  "fe80::1",
  "[fe80::1]",
  "febf:ffff::1",
  "::ffff:169.254.169.254",
  "::ffff:a9fe:a9fe",
  "::169.254.169.254",
  "64:ff9b::a9fe:a9fe",
  "64:ff9b::169.254.169.254",
  "2002:a9fe:a9fe::1",
  "fd00:ec2::254",
  "fd20:ce::254",
  "100.100.100.200",
  "168.63.129.16",
  "192.0.0.192",
  "0.0.0.0",
  "::",
  "metadata.google.internal",
  "Metadata.Google.Internal.",
  "metadata",
])("%s is no place of an API server", (host) => {
  expect(isForbiddenHost(host)).toBe(true);
});

test.each([
  "10.0.0.1",
  "192.168.49.2",
  "127.0.0.1",
  "169.253.1.1",
  "::1",
  "fd00::1",
  "2001:db8::1",
  "::ffff:10.0.0.1",
  "2002:a00:1::1",
  "api.example.com",
  "metadata.example.com",
  "localhost",
])("%s may be one", (host) => {
  expect(isForbiddenHost(host)).toBe(false);
});
