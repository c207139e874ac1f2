import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { crashes } from "../../workloads/crashes.ts";
import { type AbsentFile, absentFile, isKeyMeant } from "../../workloads/mounted-files.ts";
import { podSpecsOf, type SpecContainer, specContainersOf } from "../../workloads/pod-specs.ts";

/** A file that a container is told to open or does not find. */
type Wanted = {
  readonly object: ObjectRef;
  readonly container: string | undefined;
  readonly paths: readonly string[];
  /** The line of a log that says that the file is not there. */
  readonly line: Line | undefined;
};

const isAbsent =
  /no such file|ENOENT|FileNotFound|\bnot (?:exist|found)\b|doesn't exist|(?:cannot|can't|could(?: not|n't)|unable to|failed to) (?:be )?(?:open|find|read|load|stat|found)/i;

/** Without it the program goes on. */
const isPassedOver = /\boptional|\bdefaults?\b|\bskipp|\bignor|\bfall(?:ing|s)? back/i;

const says = (text: string): boolean => isAbsent.test(text) && !isPassedOver.test(text);

const paths = /(?<![\w.:@/-])\/[\w@%+.-]+(?:\/[\w@%+.-]+){1,30}/g;

const pathsIn = (text: string): readonly string[] =>
  [...text.slice(0, 2000).matchAll(paths)].map(([path]) => path.replace(/\.+$/, ""));

const missedInLogs = (view: ClusterView): readonly Wanted[] =>
  logsOfView(view)
    .filter(({ health, endedWell }) => health !== "healthy" && health !== "done" && !endedWell)
    .flatMap(({ object, container, templates }) =>
      templates
        .filter(({ last, level }) => level !== "info" && level !== "debug" && says(last.text.slice(0, 2000)))
        .map(({ last }) => ({ object, container, paths: pathsIn(last.text), line: last })),
    );

/** Where no log is shown: the files that a crashing container is started with. */
const toldAtStart = (view: ClusterView): readonly Wanted[] =>
  crashes(view)
    .filter(({ pod, code }) => /crash|exits/.test(code) && view.logsOf(pod.ref).length === 0)
    .map(({ pod, container }) => ({
      object: pod.ref,
      container: container?.name,
      paths: podSpecsOf(view, pod.ref)
        .flatMap((spec) => specContainersOf(spec, container?.name))
        .flatMap((one) => startOf(one).flatMap(pathsIn))
        .filter((path) => /\.\w{1,10}$/.test(path)),
      line: undefined,
    }));

const startOf = ({ spec }: SpecContainer): readonly string[] =>
  ["command", "args"].flatMap((list) => listAt(spec, list).map(String));

type Found = { readonly file: AbsentFile; readonly container: SpecContainer };

const foundIn = (view: ClusterView, { object, container, paths: wanted }: Wanted): Found | undefined => {
  for (const pod of podSpecsOf(view, object))
    for (const one of specContainersOf(pod, container))
      for (const path of wanted) {
        const file = absentFile(view, one, path);
        if (file !== undefined && isKeyMeant(file)) return { file, container: one };
      }
  return undefined;
};

/** Who names the file: an argument or a variable of the container, with its line. */
const namedBy = (
  container: SpecContainer,
  path: string,
): { readonly words: string; readonly line: Line } | undefined => {
  const start = startOf(container);
  const at = start.findIndex((one) => one.includes(path) && one.length < 200);
  if (at >= 0) {
    const option = /^--?[a-z]/i.test(start[at - 1] ?? "") && !start[at]!.startsWith("-") ? `${start[at - 1]} ` : "";
    return { words: ` (it is started with ${option}${start[at]})`, line: container.cite("args") };
  }
  const variable = listAt(container.spec, "env").find((one) => textAt(one, "value") === path);
  const name = textAt(variable, "name");
  return name === "" ? undefined : { words: ` (${name} is set to it)`, line: container.cite("env", name) };
};

const holding = ({ near, files }: AbsentFile): string => {
  if (near !== undefined) return `, but "${near}"`;
  return files.length === 0 ? "" : `, only ${files.slice(0, 5).join(", ")}${files.length > 5 ? ", …" : ""}`;
};

const mountedFileAbsent = defineRule(
  {
    code: "mounted-file-absent",
    title: "Mounted ConfigMap or Secret lacks the file",
    about:
      "A program opens a file below a path at which a ConfigMap or Secret is mounted, and none of its keys has that name: every key becomes a file of just this name. Mostly a key was renamed, or has another ending (`.yml` for `.yaml`), and the argument or variable that names the file was not.",
    reads: ["logs", "Pod", "Deployment", "ConfigMap", "Secret"],
    explains: ["file-missing", "invalid-configuration", "application-error", "uncaught-exception", ...crashSymptoms],
  },
  function* (view) {
    const told = new Set<string>();
    for (const wanted of [...missedInLogs(view), ...toldAtStart(view)]) {
      const found = foundIn(view, wanted);
      const key = `${nameOf(workloadOf(view, wanted.object))}\n${found?.file.path}`;
      if (found === undefined || told.has(key)) continue;
      told.add(key);
      const { file, container } = found;
      const by = namedBy(container, file.path);
      const sources = file.refs.map((ref) => `${ref.kind} ${ref.name}`).join(" and ");
      const wantedName = file.path.slice(file.mountPath.length + 1);
      const source = view.object(file.refs[0]!);
      yield {
        object: wanted.object,
        confidence: wanted.line ? "confirmed" : "likely",
        summary: `${nameOf(wanted.object)} does not find ${file.path}${by?.words ?? ""} because ${sources}, mounted at ${file.mountPath}, has no key "${wantedName}"${holding(file)}.`,
        evidence: [
          wanted.line,
          by?.line,
          source?.cite("data", file.near ?? file.files[0] ?? ""),
          container.cite("volumeMounts", file.volume),
        ],
        related: unique([...file.refs, ...ownersOf(view, wanted.object)]),
        fix: fixByHand(
          `Let both name the same file: rename the key${file.near ? ` "${file.near}"` : ""} of ${nameOf(file.refs[0]!)} to "${wantedName}" (or map it with items), or name ${file.mountPath}/${file.near ?? (file.files[0] || "…")} where ${file.path} is set; then restart the pods.`,
          verifyRollout(view, wanted.object),
        ),
      };
    }
  },
);

/** Files that a program is told to open and that its volumes do not have. */
export const mountedFileRules: readonly Rule[] = [mountedFileAbsent];
