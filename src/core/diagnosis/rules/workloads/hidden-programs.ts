import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { complaintsOf } from "../../logs/complaints.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { at, listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { absentFile, isKeyMeant } from "../../workloads/mounted-files.ts";
import { havingKeys, keysOf } from "../../workloads/mounted-keys.ts";
import {
  type CoveringMount,
  mountOver,
  podSpecsOf,
  type SpecContainer,
  specContainersOf,
} from "../../workloads/pod-specs.ts";

/** What a pod says that it does not find, and where. */
type Missed = {
  readonly object: ObjectRef;
  readonly container: string | undefined;
  readonly line: Line;
  readonly text: string;
  /** A part of the program, whatever its name; else its name has to tell that it is one. */
  readonly isProgram: boolean;
};

const missedIn = (view: ClusterView): readonly Missed[] => [
  ...logStatements(view)
    .filter(({ cause, log }) => codes.has(cause.code) && log.health !== "healthy")
    .flatMap(({ cause, log, template, also }) =>
      [template, ...also].map(({ last }) => ({
        object: log.object,
        container: log.container,
        line: last,
        text: saidIn(last.text),
        isProgram: cause.code !== "file-missing",
      })),
    ),
  ...complaintsOf(view)
    .flat()
    .filter(({ stage, text }) => stage === "start" && isNoFile.test(text))
    .map(({ pod, container, line, text }) => ({
      object: pod.ref,
      container: container || undefined,
      line,
      text: isNoFile.exec(text)![0],
      isProgram: true,
    })),
];

const codes = new Set(["module-missing", "file-missing", "command-missing-in-image"]);
const isNoFile =
  /exec: "?[^"\n]{1,200}?"?: (?:stat [^:\n]{1,200}: )?(?:no such file or directory|executable file not found in \$?PATH)/;

/** Names of files that are programs or parts of them. */
const ofProgram =
  /\.(?:[cm]?[jt]sx?|py|jar|war|class|rb|php|pl|sh|dll|exe|so)$|\/(?:package\.json|composer\.json|pyproject\.toml|Gemfile|artisan|Procfile)$/;

/** Directories in which lies what is named without a path: parts of a program, and commands. */
const ofModules = /\/(?:node_modules|site-packages|dist-packages|vendor|\.?venv|gems|bundle)$/;
const ofCommands = /\/s?bin$/;
const isCommand = /executable file not found|command not found|: not found/;
const isModule = /module|package|class|cannot load such file|autoload|input file/i;

const paths = /(?<![\w.:@-])\/[\w@%+.-]+(?:\/[\w@%+.-]+){0,30}/g;

/** What the container starts, as its lists show it. */
const startOf = ({ spec }: SpecContainer): string => [...listAt(spec, "command"), ...listAt(spec, "args")].join(" ");

type Hidden = CoveringMount & { readonly path: string; readonly container: SpecContainer };

/** The places where something may lie that was named without one. */
const usualPlaces = (container: SpecContainer, { text }: Missed): readonly string[] => {
  const mounts = listAt(container.spec, "volumeMounts").map((one) => textAt(one, "mountPath").replace(/\/$/, ""));
  if (isCommand.test(text)) return mounts.filter((one) => ofCommands.test(one));
  const directory = textAt(container.spec, "workingDir");
  return isModule.test(text) ? [...mounts.filter((one) => ofModules.test(one)), directory] : [];
};

const hiddenIn = (container: SpecContainer, missed: Missed): Hidden | undefined => {
  const named = [...missed.text.slice(0, 2000).matchAll(paths)].map(([path]) => path.replace(/\.+$/, ""));
  const start = startOf(container);
  const own = named.filter((path) => missed.isProgram || ofProgram.test(path) || start.includes(path));
  const places = missed.isProgram && named.length === 0 ? usualPlaces(container, missed) : [];
  for (const path of [...own, ...places].filter((one) => one !== "")) {
    const over = mountOver(container, path);
    if (over !== undefined && (places.includes(path) || over.mountPath !== path)) return { ...over, path, container };
  }
  return undefined;
};

/** What is on the volume: words for it, and whether it can hold nothing of the program. */
type Content = { readonly words: string; readonly isEmpty: boolean; readonly ref?: ObjectRef };

const contentOf = (view: ClusterView, { volume, name, path, container }: Hidden): Content | undefined => {
  const { namespace } = container.pod.object.ref;
  const refOf = (kind: string, own: string): ObjectRef => ({ kind, name: own, ...(namespace ? { namespace } : {}) });
  if (isFilledBefore(container, name)) return undefined;
  if (at(volume, "emptyDir") !== undefined)
    return { words: `emptyDir volume "${name}", which is empty at the start,`, isEmpty: true };
  const map = textAt(volume, "configMap", "name");
  const source = map || textAt(volume, "secret", "secretName");
  if (source !== "") {
    const ref = refOf(map === "" ? "Secret" : "ConfigMap", source);
    const keys = keysOf(view, ref);
    const absent = absentFile(view, container, path);
    if (absent !== undefined && isKeyMeant(absent)) return undefined;
    if (keys === undefined ? !ofBinary.test(path) : keys.includes(path.slice(path.lastIndexOf("/") + 1)))
      return undefined;
    return { words: `${ref.kind} ${source} (volume "${name}"${havingKeys(keys)})`, isEmpty: true, ref };
  }
  const claim = textAt(volume, "persistentVolumeClaim", "claimName");
  if (claim === "") return undefined;
  const words = `PersistentVolumeClaim ${claim} (volume "${name}")`;
  return { words, isEmpty: false, ref: refOf("PersistentVolumeClaim", claim) };
};

/** What nobody keeps in a ConfigMap. */
const ofBinary = /\.(?:jar|war|class|dll|exe|so)$/;

/** Another container of the pod mounts it too, which may be there to fill it. */
const isFilledBefore = (container: SpecContainer, volume: string): boolean =>
  specContainersOf(container.pod).some(
    (one) =>
      one.name !== container.name && listAt(one.spec, "volumeMounts").some((mount) => textAt(mount, "name") === volume),
  );

/** A directory below the mount that a variable of the container names: what the volume was meant for. */
const meantFor = ({ container, mountPath, path }: Hidden): string | undefined =>
  listAt(container.spec, "env")
    .map((one) => textAt(one, "value"))
    .find((value) => value.startsWith(`${mountPath}/`) && /^\/[\w./-]{1,200}$/.test(value) && !path.startsWith(value));

const hidden = defineRule(
  {
    code: "program-hidden-by-volume",
    title: "Volume mounted over the program",
    about:
      "A program does not find its own file or module, which lies below a path at which the pod mounts a volume. A mount hides what the image has in that directory: of an emptyDir nothing is left there, of a ConfigMap or Secret only its keys, of a claim what was written to it.",
    reads: ["logs", "Pod", "Deployment"],
    explains: [...codes, "command-not-found", "uncaught-exception", ...crashSymptoms],
  },
  function* (view) {
    for (const missed of missedIn(view)) {
      const found = foundIn(view, missed);
      if (found === undefined) continue;
      const { over, content } = found;
      const { mountPath, name, container } = over;
      const place = meantFor(over);
      yield {
        object: missed.object,
        confidence: content.isEmpty ? "confirmed" : "likely",
        summary: `${nameOf(missed.object)} does not find its program because ${content.words} is mounted at ${mountPath} and hides what the image has in that directory (${missed.text.slice(0, 130)}).`,
        evidence: [missed.line, container.cite("volumeMounts", name), container.pod.cite("volumes", name)],
        related: unique([
          container.pod.object.ref,
          ...ownersOf(view, missed.object),
          ...(content.ref === undefined ? [] : [content.ref]),
        ]),
        fix: fixByHand(
          `Mount volume "${name}" ${place ? `at ${place}` : "at a directory of its own"} instead of ${mountPath}${content.ref?.kind === "ConfigMap" || content.ref?.kind === "Secret" ? ", or mount its single files with subPath" : ""}.`,
          verifyRollout(view, missed.object),
        ),
      };
    }
  },
);

const foundIn = (
  view: ClusterView,
  missed: Missed,
): { readonly over: Hidden; readonly content: Content } | undefined => {
  for (const pod of podSpecsOf(view, missed.object))
    for (const container of specContainersOf(pod, missed.container)) {
      const over = hiddenIn(container, missed);
      const content = over && contentOf(view, over);
      if (over !== undefined && content !== undefined) return { over, content };
    }
  return undefined;
};

/** Programs that are not seen for what is mounted over them. */
export const hiddenProgramRules: readonly Rule[] = [hidden];
