import { entriesAt, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { fieldsOf } from "./object-rows.ts";
import { cell, type Row, type RowSet } from "./row.ts";

/** What objects hold several of: addresses of endpoint slices, host names of ingresses, keys of config maps, resources of nodes. */
export function partSets(view: ClusterView, objects: readonly RowSet[]): readonly RowSet[] {
  return [
    part(["address", "endpoint", "backend"], ["address"], addresses(view)),
    part(["host", "hostname", "host name", "domain"], ["host"], hosts(objects)),
    part(["key", "setting", "entry", "variable", "value"], ["key"], settings(view)),
  ].filter((set) => set.rows.length > 0);
}

const part = (nouns: readonly string[], named: readonly string[], rows: readonly Row[]): RowSet => ({
  sort: "part",
  nouns,
  fields: fieldsOf(rows),
  rows,
  named,
});

function addresses(view: ClusterView): readonly Row[] {
  const slices = view.of("EndpointSlice").flatMap((slice) =>
    listAt(slice.fields, "endpoints").flatMap((endpoint, at) =>
      listAt(endpoint, "addresses").map((address): Row => {
        const ready = textAt(endpoint, "conditions", "ready") !== "false";
        const leaving = textAt(endpoint, "conditions", "terminating") === "true";
        const cells = new Map([
          ["address", String(address)],
          ["ready", `${ready && !leaving}`],
          ["terminating", `${leaving}`],
          ["node", textAt(endpoint, "nodeName")],
          ["zone", textAt(endpoint, "zone")],
          ["pod", textAt(endpoint, "targetRef", "name")],
          ["service", slice.ref.name],
          ["namespace", slice.ref.namespace ?? ""],
        ]);
        return { cells, lines: [slice.cite("endpoints", `${at}`)] };
      }),
    ),
  );
  if (slices.length > 0) return slices;
  return view.of("Endpoints").flatMap((object) =>
    listAt(object.fields, "subsets").flatMap((subset) =>
      (["addresses", "notReadyAddresses"] as const).flatMap((side) =>
        listAt(subset, side).map(
          (one): Row => ({
            cells: new Map([
              ["address", textAt(one, "ip")],
              ["ready", `${side === "addresses"}`],
              ["node", textAt(one, "nodeName")],
              ["pod", textAt(one, "targetRef", "name")],
              ["service", object.ref.name],
              ["namespace", object.ref.namespace ?? ""],
            ]),
            lines: [object.cite("subsets")],
          }),
        ),
      ),
    ),
  );
}

/** Each host name of an ingress, with whether a tls section names it; only where the evidence shows the tls sections. */
function hosts(sets: readonly RowSet[]): readonly Row[] {
  const ingresses = sets.filter(({ nouns }) => nouns.includes("ingress"));
  const told = ingresses
    .flatMap(({ rows }) => rows)
    .filter((row) => row.cells.has("hosts") && showsTls(row, ingresses));
  const seen = new Set<string>();
  return told.flatMap((row) => {
    const covered = cell(row, "tls hosts").split(/[ ,]+/);
    return cell(row, "hosts")
      .split(/[ ,]+/)
      .filter((one) => one !== "")
      .flatMap((host): readonly Row[] => {
        if (seen.has(`${cell(row, "name")} ${host}`)) return [];
        seen.add(`${cell(row, "name")} ${host}`);
        const isCovered = covered.some(
          (one) => one === host || (one.startsWith("*.") && host.slice(host.indexOf(".")) === one.slice(1)),
        );
        const cells = new Map([
          ["host", host],
          ["ingress", cell(row, "name")],
          ["tls", isCovered ? "covered" : ""],
          ["namespace", cell(row, "namespace")],
        ]);
        return [{ cells, lines: row.lines }];
      });
  });
}

const showsTls = (row: Row, sets: readonly RowSet[]): boolean =>
  row.cells.has("tls hosts") ||
  (row.cells.has("created") && sets.some((set) => set.fields.some(({ name }) => name === "tls hosts")));

function settings(view: ClusterView): readonly Row[] {
  return view.of("ConfigMap").flatMap((object) =>
    [...entriesAt(object.fields, "data")].map(([key, value]): Row => {
      const cells = new Map([
        ["key", key],
        ["value", value],
        ["configmap", object.ref.name],
        ["namespace", object.ref.namespace ?? ""],
      ]);
      return { cells, lines: [object.cite("data", key)] };
    }),
  );
}
