import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { defineRule } from "../define-rule.ts";
import { entriesAt, listAt, textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { fixWith, verifyRollout } from "../fixes.ts";
import { type LogReading, logsOfView } from "../logs-of-view.ts";
import { nameOf } from "../name-object.ts";
import { inNamespace, resourceOf, suggest } from "../reads.ts";
import { workloadOf } from "../relations.ts";
import { configuredContainers } from "../settings.ts";

/** A file as a container reads it, and the first line in which the ConfigMap or Secret that it comes from says something else. */
type Outdated = { readonly path: string; readonly here: Line; readonly wanted: string; readonly from: ObservedObject };

const printsFile = / -- (?:cat|head|tail|less|more) (?:-\S{1,20} )*(\/[\w./-]{1,300}) *$/;

/** The file that was printed inside the container, held against the ConfigMaps of its namespace that have a key of its name. */
const outdatedIn = (view: ClusterView, log: LogReading): Outdated | undefined => {
  const path = printsFile.exec(log.tail[0]?.command ?? "")?.[1];
  if (log.evidence !== -1 || path === undefined) return undefined;
  const key = path.slice(path.lastIndexOf("/") + 1);
  const maps = view.of("ConfigMap").filter((one) => one.ref.namespace === log.object.namespace);
  const [from, ...others] = maps.filter((one) => entriesAt(one.fields, "data").has(key));
  if (from === undefined || others.length > 0) return undefined;
  const wanted = linesOf(entriesAt(from.fields, "data").get(key) ?? "");
  const here = log.tail.filter(({ text }) => text.trim() !== "");
  const at = here.findIndex(({ text }, index) => text.trim() !== wanted[index]);
  if (at < 0 || wanted[at] === undefined || !isSameSetting(here[at]!.text, wanted[at])) return undefined;
  return { path, here: here[at]!, wanted: wanted[at], from };
};

const linesOf = (text: string): readonly string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Two files are versions of each other where the first difference is one of a value, also of a directive: `server web-1:80;`. */
const isSameSetting = (one: string, other: string): boolean => {
  const nameIn = (line: string) =>
    (/^\s{0,40}["']?([\w.-]{1,100})["']?\s{0,20}[:=]/.exec(line) ??
      /^\s{0,40}([a-z][\w-]{1,60})\s{1,20}\S[^\n]*;?$/.exec(line))?.[1];
  return nameIn(one) !== undefined && nameIn(one) === nameIn(other);
};

/** Whether the file is mounted alone, by its subPath, which is set up once, when the container starts. */
const subPathOf = (view: ClusterView, object: ObjectRef, path: string): Line | undefined => {
  for (const { object: shown, path: at, container } of configuredContainers(view, workloadOf(view, object)))
    for (const mount of listAt(container, "volumeMounts"))
      if (textAt(mount, "mountPath") === path && textAt(mount, "subPath") !== "")
        return shown.cite(...at, textAt(container, "name"), "volumeMounts", textAt(mount, "name"));
  return undefined;
};

const outdatedFile = defineRule(
  {
    code: "mounted-file-outdated",
    title: "Container reads an older version of its configuration file",
    about:
      "A file printed inside a container says something else than the ConfigMap that it comes from. A file that is mounted alone (subPath) is never updated while the container runs; a whole mounted volume follows within about a minute.",
    reads: ["exec", "ConfigMap", "Pod", "Deployment"],
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      const found = outdatedIn(view, log);
      if (found === undefined) continue;
      const workload = workloadOf(view, log.object);
      const alone = subPathOf(view, log.object, found.path);
      const why = alone
        ? "it is mounted with subPath, and such a mount is not updated while the container runs"
        : "a file that is mounted with subPath is not updated while the container runs, and a mounted volume only after about a minute";
      yield {
        object: log.object,
        severity: "warning",
        confidence: alone ? "confirmed" : "likely",
        summary: `${nameOf(log.object)} still reads an older ${found.path} than ${nameOf(found.from.ref)} holds ("${found.here.text.trim()}" instead of "${found.wanted}"): ${why}. A restart brings the new one.`,
        evidence: [found.here, alone, found.from.cite("data", found.path.slice(found.path.lastIndexOf("/") + 1))],
        related: [workload, found.from.ref],
        fix: fixWith(
          "Restart the pods; mount the volume as a whole if the file is to follow by itself.",
          ["Deployment", "StatefulSet", "DaemonSet"].includes(workload.kind)
            ? suggest(
                ["rollout", "restart", `${resourceOf(workload.kind)}/${workload.name}`, ...inNamespace(workload)],
                "New containers get the present file.",
              )
            : [],
          verifyRollout(view, log.object),
        ),
      };
    }
  },
);

/** Files of running containers that lag behind what they are made of. */
export const outdatedFileRules: readonly Rule[] = [outdatedFile];
