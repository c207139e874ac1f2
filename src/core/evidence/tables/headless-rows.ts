import type { Asked } from "../asked.ts";

/** What a row of a kind looks like from its name on: tests of the cells that follow the name. */
const shapes: readonly (readonly [kind: string, cells: readonly RegExp[]])[] = [
  ["Pod", [/^\d+\/\d+$/, /^[A-Z][\w:/-]*$/, /^\d+(?: \(.* ago\))?$/, /^\d\w*$/]],
  ["Deployment", [/^\d+\/\d+$/, /^\d+$/, /^\d+$/, /^\d\w*$/]],
  [
    "Job",
    [
      /^(?:Running|Complete|Failed|Suspended|SuccessCriteriaMet|FailureTarget|Terminating)$/,
      /^\d+\/\d+/,
      /^\d\w*$/,
      /^\d\w*$/,
    ],
  ],
  ["Service", [/^(?:ClusterIP|NodePort|LoadBalancer|ExternalName)$/, /^\S+$/, /^\S+$/, /^(?:\d+[:/]\S+|<none>)$/]],
  ["Node", [/^(?:Ready|NotReady|Unknown)(?:,\w+)*$/, /^\S+$/, /^\d\w*$/, /^v\d+\.\d+/]],
  ["ReplicaSet", [/^\d+$/, /^\d+$/, /^\d+$/, /^\d\w*$/]],
  ["PersistentVolumeClaim", [/^(?:Bound|Pending|Lost)$/, /^\S+$/]],
];

/** How many columns the kinds above have without and with `-o wide`, from the name on. */
const widths: ReadonlyMap<string, readonly [narrow: number, wide: number]> = new Map([
  ["Pod", [5, 9]],
  ["Deployment", [5, 8]],
  ["Job", [5, 8]],
  ["Service", [6, 7]],
  ["Node", [5, 10]],
  ["ReplicaSet", [5, 8]],
  ["PersistentVolumeClaim", [8, 9]],
]);

/**
 * What must have been asked for to print rows like these without a header, as `grep` leaves them. The rows decide, even against the
 * command, over whether there is a namespace and over wide columns; undefined when they look like no kind.
 */
export function askedByRows(rows: readonly string[], asked: Asked): Asked | undefined {
  const cells = rows.filter((row) => row.trim() !== "").map((row) => row.trim().split(/ {2,}|\t+/));
  const first = cells[0];
  if (first === undefined) return undefined;
  const wanted = asked.kinds.length === 1 ? asked.kinds[0] : undefined;
  for (const [kind, shape] of shapes) {
    if (wanted !== undefined && wanted !== kind) continue;
    const name = [0, 1].find((start) => shape.every((test, index) => test.test(first[start + 1 + index] ?? "")));
    if (name === undefined) continue;
    const [narrow, wide] = widths.get(kind)!;
    const count = first.length - name;
    const output = count >= wide ? "wide" : "";
    const showLabels = count === wide + 1 || count === narrow + 1;
    return {
      ...asked,
      verb: "get",
      kinds: [kind],
      output,
      showLabels,
      allNamespaces: asked.allNamespaces || name === 1,
      hasNamespaceColumn: name === 1,
    };
  }
  return undefined;
}
