import { expect, test } from "vitest";
import type { KubeObject } from "../../../src/adapters/snapshot/kube-object.ts";
import { catalogue } from "../../../src/adapters/snapshot/resources.ts";
import { warningOf } from "../../../src/adapters/snapshot/warnings.ts";

const definition = (versions: readonly object[]) =>
  ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "gates.example.com" },
    spec: {
      group: "example.com",
      scope: "Namespaced",
      names: { plural: "gates", kind: "Gate" },
      versions: versions.map((version) => ({ served: true, ...version })),
    },
  }) as unknown as KubeObject;

const warned = (version: string, versions: readonly object[]) => {
  const all = catalogue({ objects: [definition(versions)], kubernetesVersion: "v1.36.3", discovery: undefined });
  return warningOf(all.find("example.com", version, "gates")!, all.resources, "v1.36.3");
};

test.each([
  ["one that is not deprecated: none", "v1", [{ name: "v1" }], undefined],
  [
    "with a better one: that one",
    "v1beta1",
    [{ name: "v1beta1", deprecated: true }, { name: "v1beta2" }, { name: "v1" }],
    "example.com/v1beta1 Gate is deprecated; use example.com/v1 Gate",
  ],
  [
    "with older ones alone: none to use",
    "v1",
    [{ name: "v1", deprecated: true }, { name: "v1beta1" }],
    "example.com/v1 Gate is deprecated",
  ],
  [
    "with words of its own: these, without what would break the header",
    "v1",
    [{ name: "v1", deprecated: true, deprecationWarning: 'say "no"\r\nX-Odd: 1' }],
    'say \\"no\\"X-Odd: 1',
  ],
])("the warning of a version: %s", (_name, version, versions, expected) => {
  expect(warned(version, versions)).toBe(expected);
});
