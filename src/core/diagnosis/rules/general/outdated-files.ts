import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixWith, verifyRollout } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { entriesAt, listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { inNamespace, resourceOf, suggest } from "../../objects/reads.ts";
import { workloadOf } from "../../objects/relations.ts";
import { configuredContainers } from "../../objects/settings.ts";

/** A file as a container reads it, and the first line in which the ConfigMap or Secret that it comes from says something else. */
type Outdated = {
  readonly path: string;
  readonly here: Line;
  readonly said: string;
  readonly wanted: string;
  readonly from: ObservedObject;
  readonly key: string;
};

/** The file that a command inside a container printed, and whether it printed all of it from the top. */
const printedFile = (command: string): { readonly path: string; readonly isWhole: boolean } | undefined => {
  const inside = / -- (.{1,2000})$/s.exec(command)?.[1];
  const match = inside === undefined ? null : reader.exec(inside);
  const paths = [...(inside ?? "").matchAll(/(?<=[\s"'])\/[\w.-][\w./-]{1,300}(?=[\s"'|;)]|$)/g)].map(([path]) => path);
  const [path, ...others] = paths.filter((one) => !/^\/(?:usr\/)?s?bin\//.test(one));
  if (match === null || path === undefined || others.length > 0) return undefined;
  return { path, isWhole: /^(?:cat|head|less|more)$/.test(match[1]!) && !inside!.includes("|") };
};

const reader = /(?:^|[\s"';(])(cat|head|tail|less|more|[ef]?grep|sed|awk|egrep)\s/;

/** The file that was printed inside the container, held against the ConfigMap that it is made of. */
const outdatedIn = (view: ClusterView, log: LogReading): Outdated | undefined => {
  const printed = log.evidence === -1 ? printedFile(log.tail[0]?.command ?? "") : undefined;
  if (printed === undefined) return undefined;
  const { path, isWhole } = printed;
  const source = sourceOf(view, log.object, path);
  if (source === undefined) return undefined;
  const wanted = linesOf(entriesAt(source.from.fields, "data").get(source.key) ?? "");
  const here = log.tail.filter(({ text }) => text.trim() !== "" && text.trim() !== "--");
  const found = isWhole ? firstDifference(here, wanted) : differenceWithin(here, wanted);
  return found && { path, key: source.key, from: source.from, ...found };
};

type Difference = Pick<Outdated, "here" | "said" | "wanted">;

const firstDifference = (here: readonly Line[], wanted: readonly string[]): Difference | undefined => {
  const at = here.findIndex(({ text }, index) => text.trim() !== wanted[index]);
  if (at < 0 || wanted[at] === undefined || !isSameSetting(here[at]!.text, wanted[at])) return undefined;
  return { here: here[at]!, said: here[at]!.text.trim(), wanted: wanted[at] };
};

/** Of a part of the file: a line that the ConfigMap does not have, while it has one line of the same setting that was not printed. */
const differenceWithin = (here: readonly Line[], wanted: readonly string[]): Difference | undefined => {
  const printed = here.map((line) => ({ here: line, said: withoutPlace(line.text) }));
  for (const { here: line, said } of printed) {
    const same = wanted.filter((one) => isSameSetting(said, one));
    if (same.length === 1 && !printed.some((one) => one.said === same[0]))
      return { here: line, said, wanted: same[0]! };
  }
  return undefined;
};

/** Without the number of the line, or the path, that `grep` puts before it. */
const withoutPlace = (text: string): string =>
  text.replace(/^(?:\/[\w./-]{1,300}[:-])?(?:\d{1,6}[:-](?=\s|\S))?/, "").trim();

type Source = { readonly from: ObservedObject; readonly key: string };

/** The one ConfigMap of the namespace that the file is made of: by its mount where that is shown, else by the name of the file. */
const sourceOf = (view: ClusterView, object: ObjectRef, path: string): Source | undefined => {
  const key = mountOf(view, object, path)?.subPath || path.slice(path.lastIndexOf("/") + 1);
  const maps = view.of("ConfigMap").filter((one) => one.ref.namespace === object.namespace);
  const [from, ...others] = maps.filter((one) => entriesAt(one.fields, "data").has(key));
  return from === undefined || others.length > 0 ? undefined : { from, key };
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

type Alone = { readonly subPath: string; readonly line: Line };

/** The mount of the file alone, by its subPath, which is set up once, when the container starts. */
const mountOf = (view: ClusterView, object: ObjectRef, path: string): Alone | undefined => {
  for (const { object: shown, path: at, container } of configuredContainers(view, workloadOf(view, object)))
    for (const mount of listAt(container, "volumeMounts")) {
      const subPath = textAt(mount, "subPath") || textAt(mount, "subPathExpr");
      if (textAt(mount, "mountPath") === path && subPath !== "") {
        const line = shown.cite(...at, textAt(container, "name") || "0", "volumeMounts", textAt(mount, "name"));
        return { subPath: subPath.slice(subPath.lastIndexOf("/") + 1), line };
      }
    }
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
      const alone = mountOf(view, log.object, found.path);
      const why = alone
        ? "it is mounted with subPath, and such a mount is not updated while the container runs"
        : "a file that is mounted with subPath is not updated while the container runs, and a mounted volume only after about a minute";
      yield {
        object: log.object,
        severity: "warning",
        confidence: alone ? "confirmed" : "likely",
        summary: `${nameOf(log.object)} still reads an older ${found.path} than ${nameOf(found.from.ref)} holds ("${found.said}" instead of "${found.wanted}"): ${why}. A restart brings the new one.`,
        evidence: [found.here, alone?.line, found.from.cite("data", found.key)],
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
