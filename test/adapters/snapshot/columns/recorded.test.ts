import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tableColumns } from "../../../../src/adapters/snapshot/columns/columns.ts";
import type { Fields } from "../../../../src/core/evidence/observed.ts";

/**
 * What Kubernetes 1.36.3 printed for each object: its own printers, with the object read and defaulted by its own scheme.
 * A column is `name|type|format|priority`; ages count from `now`.
 */
type Recording = { readonly now: string; readonly cases: readonly Case[] };
type Case = {
  readonly name: string;
  readonly resource: string;
  readonly object: Fields;
  readonly columns: readonly string[];
  readonly cells: readonly unknown[];
};

const folder = join(import.meta.dirname, "recorded");
const families = readdirSync(folder).map((file) => ({
  family: file.replace(".json", ""),
  recording: JSON.parse(readFileSync(join(folder, file), "utf8")) as Recording,
}));

const columnsOf = (resource: string) => {
  const slash = resource.indexOf("/");
  return tableColumns(resource.slice(0, slash), resource.slice(slash + 1));
};

describe.each(families)("the recorded $family", ({ recording }) => {
  test.each(recording.cases)("$resource: $name prints the cells of the real server", (recorded) => {
    const cells = columnsOf(recorded.resource)?.cells(recorded.object, { now: Date.parse(recording.now) });
    expect(cells).toEqual(recorded.cells);
  });

  test.each([...new Map(recording.cases.map((one) => [one.resource, one])).values()])(
    "$resource has the names, types, formats and priorities of the real server's columns",
    ({ resource, columns }) => {
      const definitions = columnsOf(resource)?.definitions ?? [];
      expect(definitions.map((one) => [one.name, one.type, one.format, one.priority].join("|"))).toEqual(columns);
      expect(definitions.filter((one) => one.description === "")).toEqual([]);
    },
  );
});

test("every built-in resource that the server prints was recorded", () => {
  const recorded = new Set(families.flatMap(({ recording }) => recording.cases.map((one) => one.resource)));
  expect(recorded.size).toBeGreaterThan(65);
});
