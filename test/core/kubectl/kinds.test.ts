import { expect, test } from "vitest";
import { kindNamed, kinds } from "../../../src/core/kubectl/kinds.ts";

test.each([
  ["pods", "Pod", ""],
  ["po", "Pod", ""],
  ["Pod", "Pod", ""],
  ["secrets.", "Secret", ""],
  ["secrets.v1.", "Secret", ""],
  ["secret.v1", "Secret", ""],
  ["deploy", "Deployment", "apps"],
  ["deployments.apps", "Deployment", "apps"],
  ["deployments.v1.apps", "Deployment", "apps"],
  ["ev", "Event", ""],
  ["events.events.k8s.io", "Event", "events.k8s.io"],
  ["pods.metrics.k8s.io", "PodMetrics", "metrics.k8s.io"],
  ["httproutes", "HTTPRoute", "gateway.networking.k8s.io"],
  ["crd", "CustomResourceDefinition", "apiextensions.k8s.io"],
])("%s names %s of group '%s'", (word, kind, group) => {
  expect(kindNamed(word)).toMatchObject({ kind, group });
});

test.each(["", ".", "pods.example.com", "widgets", "__proto__", "constructor", "toString"])(
  "'%s' names no built-in kind",
  (word) => {
    expect(kindNamed(word)).toBeUndefined();
  },
);

test("no two kinds of the table have the same plural and group", () => {
  const names = kinds.map((kind) => `${kind.plural}.${kind.group}`);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
