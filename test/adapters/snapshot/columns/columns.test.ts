import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tableColumns } from "../../../../src/adapters/snapshot/columns/columns.ts";
import type { Fields } from "../../../../src/core/evidence/observed.ts";

const now = Date.parse("2026-03-01T12:00:00Z");
const cells = (group: string, plural: string, object: Fields) => tableColumns(group, plural)?.cells(object, { now });

type Recorded = { readonly resource: string; readonly object: Fields };
const recorded = readdirSync(join(import.meta.dirname, "recorded")).flatMap(
  (file) =>
    (JSON.parse(readFileSync(join(import.meta.dirname, "recorded", file), "utf8")) as { cases: Recorded[] }).cases,
);
const metrics = ["metrics.k8s.io/pods", "metrics.k8s.io/nodes"].map((resource) => ({
  resource,
  object: { metadata: { name: "x" }, usage: { cpu: "1" }, containers: [{ usage: { cpu: "1" } }], window: "15s" },
}));
const samples: readonly Recorded[] = [...recorded, ...metrics];
const split = (resource: string) => [
  resource.slice(0, resource.indexOf("/")),
  resource.slice(resource.indexOf("/") + 1),
];

test.each([
  ["", "widgets"],
  ["example.com", "pods"],
  ["", "__proto__"],
  ["apps", "constructor"],
  ["", ""],
])("group '%s' has no built-in resource '%s'", (group, plural) => {
  expect(tableColumns(group, plural)).toBeUndefined();
});

describe("objects from a stranger's file", () => {
  const resources = [...new Set(samples.map((sample) => sample.resource))];

  test.each(resources)("%s prints every column of any JSON value and never throws", (resource) => {
    const [group = "", plural = ""] = split(resource);
    const columns = tableColumns(group, plural);
    // The server sends one cell more than columns for IP addresses.
    const width = (columns?.definitions.length ?? 0) + (plural === "ipaddresses" ? 1 : 0);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(columns?.cells(value as Fields, { now })).toHaveLength(width);
      }),
      { numRuns: 40 },
    );
  });

  test("a real object in which anything was replaced by any JSON value prints plain cells", () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), fc.jsonValue())), (sample, changes) => {
        const [group = "", plural = ""] = split(sample.resource);
        const object = changes.reduce((changed, [spot, value]) => replaced(changed, spot, value), sample.object);
        const printed = cells(group, plural, object) ?? [];
        expect(printed.filter((cell) => !["string", "number", "boolean"].includes(typeof cell))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("keys that every JavaScript object inherits are not fields", () => {
    const quota = JSON.parse('{"status":{"hard":{"__proto__":"1","constructor":"2"},"used":{}}}') as Fields;
    expect(cells("", "resourcequotas", quota)?.[1]).toBe("__proto__: 0/1, constructor: 0/2");
  });

  test("a hostile selector is judged in linear time", () => {
    const matchLabels = { app: `${"a-".repeat(200_000)}!` };
    expect(cells("apps", "deployments", { spec: { selector: { matchLabels } } })?.at(-1)).toBe("<invalid>");
  });
});

describe("what the recordings do not show", () => {
  test("a service from before addresses came in pairs prints its one address", () => {
    expect(cells("", "services", { spec: { clusterIP: "10.96.0.9" } })?.[2]).toBe("10.96.0.9");
  });

  test("a timestamp that cannot be read prints as unknown", () => {
    expect(cells("", "namespaces", { metadata: { creationTimestamp: "yesterday" } })?.[2]).toBe("<unknown>");
  });

  test("flow schemas are listed in the order of matching, then by name", () => {
    const schema = (name: string, matchingPrecedence?: number) => ({
      metadata: { name },
      spec: { matchingPrecedence },
    });
    const list = [schema("z", 5), schema("default"), schema("b", 5), schema("last", 10_000)];
    const compare = tableColumns("flowcontrol.apiserver.k8s.io", "flowschemas")?.compare;
    expect([...list].sort(compare).map((one) => one.metadata.name)).toEqual(["b", "z", "default", "last"]);
  });

  test("a v1 autoscaler without its apiVersion is still read as version 1", () => {
    const spec = { targetCPUUtilizationPercentage: 50 };
    const status = { currentCPUUtilizationPercentage: 45 };
    expect(cells("autoscaling", "horizontalpodautoscalers", { spec, status })?.[2]).toBe("cpu: 45%/50%");
    const metrics = [{ type: "Resource", resource: { name: "memory", targetAverageUtilization: 70 } }];
    const annotations = { "autoscaling.alpha.kubernetes.io/metrics": JSON.stringify(metrics) };
    expect(cells("autoscaling", "horizontalpodautoscalers", { metadata: { annotations } })?.[2]).toBe(
      "memory: <unknown>/70%",
    );
  });

  test.each([
    [
      "pods",
      {
        metadata: { name: "web" },
        containers: [{ usage: { cpu: "1500000n", memory: "20Mi" } }, { usage: { cpu: "500000n" } }],
      },
      ["web", "2m", "20Mi", "15.1s"],
    ],
    [
      "nodes",
      { metadata: { name: "node-a" }, usage: { cpu: "250m", memory: "2097152Ki" } },
      ["node-a", "250m", "2Gi", "15.1s"],
    ],
  ])("metrics of %s print as metrics-server prints them", (plural, object, printed) => {
    expect(cells("metrics.k8s.io", plural, { ...object, window: "15.1s" })).toEqual(printed);
    expect(tableColumns("metrics.k8s.io", plural)?.definitions.map((one) => `${one.name}|${one.format}`)).toEqual([
      "Name|name",
      "cpu|quantity",
      "memory|quantity",
      "Window|duration",
    ]);
  });
});

/** The object with the value at one of its spots (counted through, depth first) replaced. */
function replaced(object: Fields, spot: number, value: unknown): Fields {
  const copy = structuredClone(object) as Record<string, unknown>;
  const spots = spotsOf(copy);
  const chosen = spots[spot % Math.max(spots.length, 1)];
  if (chosen !== undefined) chosen.parent[chosen.key] = value;
  return copy;
}

type Spot = { readonly parent: Record<string, unknown>; readonly key: string };

function spotsOf(parent: Record<string, unknown>): readonly Spot[] {
  return Object.entries(parent).flatMap(([key, value]) => [
    { parent, key },
    ...(typeof value === "object" && value !== null ? spotsOf(value as Record<string, unknown>) : []),
  ]);
}
