import { entriesAt, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { podSpecOf } from "./object-facts.ts";
import { fieldsOf } from "./object-rows.ts";
import type { Field, Row, RowSet } from "./row.ts";

/** The ports of services, each with the container port that its target leads to, and the ports of containers. */
export function portSets(view: ClusterView): readonly RowSet[] {
  const containers = view.objects.flatMap(portsOfContainers);
  const services = view.of("Service").flatMap((service) => portsOfService(service, containers));
  return [
    setOf(
      ["port", "service port"],
      services.map(({ row }) => row),
    ),
    setOf(
      ["port"],
      containers.map(({ row }) => row),
    ),
  ].filter(({ rows }) => rows.length > 0);
}

const setOf = (nouns: readonly string[], rows: readonly Row[]): RowSet => ({
  sort: "part",
  nouns,
  fields: fieldsOf(rows).map(withWords),
  rows,
  told: ["port number", "node port", "target port", "container port", "host port"],
  named: ["namespace", "service", "workload", "pod", "name"].filter((field) =>
    rows.some(({ cells }) => cells.has(field)),
  ),
});

const words: Readonly<Record<string, readonly string[]>> = {
  "node port": ["nodeport", "node port"],
  "target port": ["targetport", "target port"],
  "container port": ["containerport", "container port"],
  "port number": ["port number", "service port", "number"],
  name: ["port name", "name", "called", "named"],
};

const withWords = (field: Field): Field => ({ ...field, said: [...(words[field.name] ?? []), ...field.said] });

type Port = {
  readonly object: ObservedObject;
  readonly labels: ReadonlyMap<string, string>;
  readonly name: string;
  readonly number: string;
  readonly row: Row;
};

function portsOfContainers(object: ObservedObject): readonly Port[] {
  const isPod = object.ref.kind === "Pod";
  const labels = new Map(
    isPod
      ? entriesAt(object.fields, "metadata", "labels")
      : entriesAt(object.fields, "spec", "template", "metadata", "labels"),
  );
  return listAt(podSpecOf(object.fields), "containers").flatMap((container) =>
    listAt(container, "ports").map((port): Port => {
      const [name, number] = [textAt(port, "name"), textAt(port, "containerPort")];
      const cells = cellsOf([
        ["name", name],
        ["container port", number],
        ["protocol", textAt(port, "protocol")],
        ["host port", textAt(port, "hostPort").replace(/^0$/, "")],
        ["container", textAt(container, "name")],
        [isPod ? "pod" : "workload", object.ref.name],
        ["namespace", object.ref.namespace ?? ""],
      ]);
      const lines = [object.cite("spec", "containers", textAt(container, "name"), "ports")];
      return { object, labels, name, number, row: { cells, lines } };
    }),
  );
}

function portsOfService(service: ObservedObject, containers: readonly Port[]): readonly { readonly row: Row }[] {
  const selector = [...entriesAt(service.fields, "spec", "selector")];
  const behind = containers.filter(
    ({ object, labels }) =>
      object.ref.namespace === service.ref.namespace &&
      (selector.length === 0
        ? object.ref.name === service.ref.name
        : selector.every(([key, value]) => labels.get(key) === value)),
  );
  return listAt(service.fields, "spec", "ports").map((port, at) => {
    const target = textAt(port, "targetPort");
    const leadsTo = behind.find(({ name, number }) => name === target || number === (target || textAt(port, "port")));
    const cells = cellsOf([
      ["name", textAt(port, "name")],
      ["port number", textAt(port, "port")],
      ["node port", textAt(port, "nodePort")],
      ["target port", target],
      ["container port", leadsTo?.number ?? (/^\d+$/.test(target) ? target : "")],
      ["protocol", textAt(port, "protocol")],
      ["service", service.ref.name],
      ["namespace", service.ref.namespace ?? ""],
    ]);
    const lines = [service.cite("spec", "ports", `${at}`), ...(leadsTo?.row.lines ?? [])];
    return { row: { cells, lines } };
  });
}

const cellsOf = (entries: readonly (readonly [string, string])[]): ReadonlyMap<string, string> =>
  new Map(entries.filter(([, text]) => text !== ""));
