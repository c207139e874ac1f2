import type { Finding } from "../../diagnosis/finding.ts";
import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { kubectl } from "../command-line.ts";
import type { Plan, Repair } from "./repair.ts";
import { spokenKind } from "./spoken-kind.ts";
import { containersOf, mergePodSpec, nameIn, placeOfRef, specOf, type WorkloadSpec } from "./workload-spec.ts";

/** What a container may use and how it is set up: memory, where it may write, whether its image is pulled. */
export const containerRepairs: readonly Repair[] = [
  { codes: ["memory-limit-too-low", "oom-killed"], plan: withSpec(moreMemory) },
  { codes: ["image-never-pulled"], plan: withSpec(pullWhenAbsent) },
  { codes: ["read-only-file-system", "root-file-system-read-only"], plan: withSpec(roomToWrite) },
];

function withSpec(plan: (finding: Finding, spec: WorkloadSpec) => Plan | null): Repair["plan"] {
  return (finding: Finding, view: ClusterView) => {
    const spec = specOf(view, finding.object);
    if (spec === null) return null;
    return "read" in spec ? { reads: [spec.read] } : plan(finding, spec);
  };
}

const units: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  K: 1e3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  "": 1,
};

/** Twice the limit: enough to see whether it is too low, or whether the program never has enough. */
function moreMemory(finding: Finding, { ref, ...spec }: WorkloadSpec): Plan | null {
  const limited = containersOf({ ref, ...spec }).filter(
    ({ spec: one }) => textAt(one, "resources", "limits", "memory") !== "",
  );
  const said = `${finding.summary}\n${finding.evidence.map((line) => line.text).join("\n")}`;
  const meant =
    limited.find(({ spec: one }) => new RegExp(`\\b${nameIn(one).replaceAll(/[^a-z0-9-]/g, "")}\\b`).test(said)) ??
    limited[0];
  const limit = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|K|k|M|G)?$/.exec(textAt(meant?.spec, "resources", "limits", "memory"));
  if (meant === undefined || limit === null || (limited.length > 1 && !said.includes(nameIn(meant.spec)))) return null;
  const doubled = `${Math.ceil((Number(limit[1]) * 2 * units[limit[2] ?? ""]!) / 2 ** 20)}Mi`;
  return {
    summary: `Give container ${nameIn(meant.spec)} more memory than ${limit[0]}; if twice as much is not enough, look for what it keeps.`,
    commands: [
      {
        command: kubectl(
          "set resources",
          `${spokenKind(ref.kind)}/${ref.name}`,
          placeOfRef(ref),
          `-c ${nameIn(meant.spec)}`,
          `--limits=memory=${doubled}`,
        ),
        reason: `Doubles its memory limit to ${doubled}.`,
      },
    ],
  };
}

function pullWhenAbsent(_: Finding, spec: WorkloadSpec): Plan | null {
  const never = containersOf(spec).filter(({ spec: container }) => textAt(container, "imagePullPolicy") === "Never");
  if (never.length === 0) return null;
  const lists = Map.groupBy(never, ({ list }) => list);
  const part = Object.fromEntries(
    [...lists].map(([list, some]) => [
      list,
      some.map(({ spec: container }) => ({ name: nameIn(container), imagePullPolicy: "IfNotPresent" })),
    ]),
  );
  return {
    summary: "Let the image be pulled where it is not on the node.",
    commands: [mergePodSpec(spec, part, "Pulls the image where a node does not have it.")],
  };
}

/** An empty directory where the program wants to write; the rest of the file system stays read-only. */
function roomToWrite(finding: Finding, spec: WorkloadSpec): Plan | null {
  const said = finding.evidence.map((line) => line.text).join("\n");
  const path = /['"\s:(](\/[A-Za-z0-9._/-]{1,200})/.exec(said)?.[1];
  const folder = path === undefined ? null : folderOf(path);
  const container = containersOf(spec).find(
    ({ spec: one }) => textAt(one, "securityContext", "readOnlyRootFilesystem") === "true",
  );
  if (folder === null || container === undefined) return null;
  if (listAt(container.spec, "volumeMounts").some((mount) => textAt(mount, "mountPath") === folder)) return null;
  const name = `writable${folder
    .replaceAll("/", "-")
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, "")}`;
  const part = {
    volumes: [{ name, emptyDir: {} }],
    [container.list]: [{ name: nameIn(container.spec), volumeMounts: [{ name, mountPath: folder }] }],
  };
  return {
    summary: `Mount a volume at ${folder}, where it wants to write.`,
    commands: [mergePodSpec(spec, part, `Lets it write below ${folder}; the rest stays read-only.`)],
  };
}

/** Folders that programs write to as a whole; elsewhere the one that holds the file. Those of the system itself stay as they are. */
function folderOf(path: string): string | null {
  const known = /^\/(?:tmp|run|var\/(?:run|tmp|cache\/[^/]+|log\/[^/]+|lib\/[^/]+))(?=\/|$)/.exec(path);
  if (known !== null) return known[0];
  const parent = path.replace(/\/[^/]*$/, "");
  return parent === "" || /^\/(?:bin|sbin|lib\w*|usr|etc|dev|proc|sys|boot|root)(?:\/|$)/.test(parent) ? null : parent;
}
