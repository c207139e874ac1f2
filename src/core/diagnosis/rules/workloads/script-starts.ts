import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { complaintsOf } from "../../logs/complaints.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { type Script, scriptsOf } from "../../workloads/carriage-returns.ts";
import { mountOver, podSpecsOf, specContainersOf } from "../../workloads/pod-specs.ts";

/** A line in which somebody says that a script cannot be run, or that it went wrong. */
type Told = { readonly object: ObjectRef; readonly line: Line; readonly text: string };

const toldIn = (view: ClusterView): readonly Told[] => [
  ...logsOfView(view)
    .filter(({ health }) => health !== "healthy" && health !== "done")
    .flatMap(({ object, templates }) =>
      templates.map(({ last }) => ({ object, line: last, text: last.text.slice(0, 2000) })),
    ),
  ...complaintsOf(view)
    .flat()
    .filter(({ stage }) => stage === "start")
    .map(({ pod, line, text }) => ({ object: pod.ref, line, text })),
];

/** The kernel finds no interpreter, and its answer reads as if it were the script that is missing. */
const notFound =
  /\bexec (\/[\w./-]{1,300}): no such file or directory|exec: "?(\/[\w./-]{1,300})"?: no such file or directory|exec user process caused:? "?no such file or directory|\bexec (?:container process )?[`'"]?(\/[\w./-]{1,300})[`'"]?: No such file or directory/;

/** Shells that print the carriage return itself. */
const printedReturn =
  /\$'(?:[^'\n]{0,60})\\r'|[\w/]\\r['’"]?: (?:[Nn]o such file|command not found|not found)|\^M['’"]? {0,3}: /;

/** What shells say of commands that end in a carriage return. */
const ofReturns =
  /syntax error|unexpected (?:end of file|token|word|"[^"\n]{1,20}")|[Ii]llegal option|invalid option|: not found|command not found|numeric argument required|not a valid identifier|No such file or directory/;

const speaks = /(?:^|\s)(\/[\w./-]{1,300}\.(?:sh|bash))(?=: )/;

/** The script that failed: as the line names it, else the first file that the container starts with a path. */
const startedIn = (view: ClusterView, { object, text }: Told): string => {
  const match = notFound.exec(text) ?? speaks.exec(text);
  const named = match?.slice(1).find((group) => group !== undefined);
  if (named !== undefined) return named;
  const started = podSpecsOf(view, object)
    .flatMap((pod) => specContainersOf(pod))
    .flatMap(({ spec }) => [...listAt(spec, "command"), ...listAt(spec, "args")].map(String));
  return started.find((word) => /^\/[\w./-]{1,300}$/.test(word)) ?? "";
};

const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The ConfigMap is mounted there, or no mounts are shown. */
const mayLieAt = (view: ClusterView, object: ObjectRef, { name }: ObjectRef, path: string): boolean => {
  const shown = podSpecsOf(view, object)
    .flatMap((pod) => specContainersOf(pod))
    .filter(({ spec }) => listAt(spec, "volumeMounts").length > 0);
  return (
    shown.length === 0 ||
    shown.some((container) => {
      const volume = mountOver(container, path)?.volume;
      const sources = [volume, ...listAt(volume, "projected", "sources")];
      return sources.some((source) => textAt(source, "configMap", "name") === name);
    })
  );
};

const scriptOf = (view: ClusterView, told: Told): Script | undefined => {
  if (scriptsOf(view).length === 0) return undefined;
  const path = startedIn(view, told);
  const name = baseOf(path);
  const near = scriptsOf(view).filter(
    ({ ref }) =>
      ref === undefined || (ref.namespace === told.object.namespace && mayLieAt(view, told.object, ref, path)),
  );
  return near.find((one) => one.name === name) ?? near.find((one) => one.name === "" && one.hasCarriageReturns);
};

const fixOf = (view: ClusterView, object: ObjectRef, ref: ObjectRef | undefined) =>
  fixByHand(
    `Save the script with Unix line endings (dos2unix, or sed -i 's/\\r$//'; "eol=lf" in .gitattributes keeps it so), and ${ref ? `make ${ref.kind} ${ref.name} anew from it` : "build the image or ConfigMap anew that holds it"}.`,
    verifyRollout(view, object),
  );

const placeOf = (script: Script | undefined): string =>
  script?.ref === undefined
    ? ""
    : ` in ${script.ref.kind} ${script.ref.name}${script.name ? ` (key ${script.name})` : ""}`;

const draftOf = (view: ClusterView, told: Told): Draft | undefined => {
  const isSaid = printedReturn.test(told.text);
  const isNotFound = notFound.test(told.text);
  if (!isSaid && !isNotFound && !ofReturns.test(told.text)) return undefined;
  const known = scriptOf(view, told);
  const script = known?.hasCarriageReturns ? known : undefined;
  if (!isSaid && script === undefined) return undefined;
  const path = startedIn(view, told) || script?.name || "";
  const shebang = /^#!\s?(\S{1,100})/.exec(script?.firstLine ?? "")?.[1];
  const why = isNotFound
    ? `the kernel looks for the interpreter "${shebang ?? "/bin/sh"}\\r" and answers "no such file or directory", although the script is there`
    : `each line ends in a carriage return (\\r) that the shell takes for a part of the command ("${saidIn(told.text).slice(0, 120)}")`;
  return {
    object: told.object,
    confidence: isSaid || isNotFound ? "confirmed" : "likely",
    summary: `${nameOf(told.object)} cannot run its script${path ? ` ${path}` : ""} because it has Windows line endings (CRLF)${placeOf(script)}: ${why}.`,
    evidence: [told.line, script?.line],
    related: unique([...ownersOf(view, told.object), ...(script?.ref ? [script.ref] : [])]),
    fix: fixOf(view, told.object, script?.ref),
  };
};

const explains = [
  "file-missing",
  "command-missing-in-image",
  "command-not-found",
  "container-not-created",
  "syntax-error",
  "invalid-configuration",
  ...crashSymptoms,
];

/** One finding of a kind for an object: the first line that tells it. */
const firstOf = function* (view: ClusterView, draft: (told: Told) => Draft | undefined): Iterable<Draft> {
  const seen = new Set<string>();
  for (const told of toldIn(view)) {
    const key = `${told.object.namespace}/${told.object.name}`;
    const found = seen.has(key) ? undefined : draft(told);
    if (found === undefined) continue;
    seen.add(key);
    yield found;
  }
};

const lineEndings = defineRule(
  {
    code: "script-line-endings",
    title: "Script with Windows line endings",
    about:
      "A script was saved with Windows line endings (CRLF). The carriage return at the end of its first line becomes a part of the interpreter's name, so that the kernel finds no `/bin/sh\\r` and the start ends with `no such file or directory`, although the script is there; started by a shell, each command ends in one.",
    reads: ["logs", "ConfigMap", "Pod", "exec"],
    explains,
  },
  (view) => firstOf(view, (told) => draftOf(view, told)),
);

const interpreterMissing = defineRule(
  {
    code: "script-interpreter-missing",
    title: "Image lacks the interpreter of the script",
    about:
      "A script from a ConfigMap is there, and its start ends with `no such file or directory`: what is missing is the interpreter that its first line names, such as /bin/bash in an image that has only /bin/sh.",
    reads: ["logs", "ConfigMap", "Pod"],
    explains,
  },
  (view) =>
    firstOf(view, (told) => {
      const script = notFound.test(told.text) ? scriptOf(view, told) : undefined;
      const interpreter = /^#!\s?(\/[\w./-]{1,100})/.exec(script?.firstLine ?? "")?.[1];
      if (script?.ref === undefined || script.hasCarriageReturns || interpreter === undefined) return undefined;
      return {
        object: told.object,
        confidence: "likely",
        summary: `${nameOf(told.object)} cannot run ${startedIn(view, told)}: the script is there, from ${script.ref.kind} ${script.ref.name}, so that the interpreter of its first line, ${interpreter}, is what the image does not have.`,
        evidence: [told.line, script.line],
        related: unique([...ownersOf(view, told.object), script.ref]),
        fix: fixByHand(
          `Name an interpreter in the first line of ${script.name} that the image has (most have /bin/sh), or use an image with ${interpreter}.`,
          verifyRollout(view, told.object),
        ),
      };
    }),
);

/** Scripts that are there and do not start. */
export const scriptStartRules: readonly Rule[] = [lineEndings, interpreterMissing];
