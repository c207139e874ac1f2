import type { Finding } from "../../diagnosis/finding.ts";
import { at, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Plan, Repair } from "./repair.ts";
import { containersOf, nameIn, replaceValue, specOf } from "./workload-spec.ts";

/** A probe that asks at a port which its container does not declare, while it declares exactly one. */
export const probeRepairs: readonly Repair[] = [
  { codes: ["liveness-probe-failing"], plan: (finding, view) => probePlan(finding, view, "livenessProbe") },
  { codes: ["readiness-probe-failing"], plan: (finding, view) => probePlan(finding, view, "readinessProbe") },
  { codes: ["startup-probe-failing"], plan: (finding, view) => probePlan(finding, view, "startupProbe") },
];

function probePlan(finding: Finding, view: ClusterView, probe: string): Plan | null {
  if (!/connection refused|connect: /i.test(finding.evidence.map((line) => line.text).join("\n"))) return null;
  const spec = specOf(view, finding.object);
  if (spec === null) return null;
  if ("read" in spec) return { reads: [spec.read] };
  for (const { list, index, spec: container } of containersOf(spec)) {
    const handler = ["httpGet", "tcpSocket", "grpc"].find((one) => at(container, probe, one) !== undefined);
    const declared = [...new Set(listAt(container, "ports").map((port) => textAt(port, "containerPort")))];
    if (handler === undefined || declared.length !== 1) continue;
    const asked = textAt(container, probe, handler, "port");
    const isDeclared = listAt(container, "ports").some((port) =>
      [nameIn(port), textAt(port, "containerPort")].includes(asked),
    );
    if (asked === "" || isDeclared) continue;
    return {
      summary: `Container ${nameIn(container)} declares port ${declared[0]}: ask there instead of at port ${asked}.`,
      commands: [
        replaceValue(
          spec.ref,
          [...spec.path, list, index, probe, handler, "port"],
          Number(declared[0]),
          `Asks at port ${declared[0]}, which the container declares.`,
        ),
      ],
    };
  }
  return null;
}
