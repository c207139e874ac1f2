import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { pathInLine } from "../../logs/path-in-line.ts";
import { at, listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import {
  type CoveringMount,
  mountOver,
  podSpecsOf,
  type SpecContainer,
  securityOf,
  specContainersOf,
} from "../../workloads/pod-specs.ts";

/** What programs say when they find no place to write; few of them say that the file system is read-only. */
const nowhereToWrite =
  /No usable temporary director\w+|[Rr]ead-only (?:file ?system|directory)|EROFS|(?:[Uu]nable|[Ff]ailed|[Cc]annot|[Cc]ould not|[Cc]an't) (?:to )?(?:create|write|open)[^\n]{0,60}(?:temp|tmp|cache|pid|lock|log)|mkstemp[^\n]{0,60}failed|java\.io\.tmpdir/;

const explains = [
  "no-temporary-directory",
  "file-missing",
  "permission-denied",
  "read-only-file-system",
  "uncaught-exception",
  ...crashSymptoms,
];

/** Why a program may not write: the line of the field that says so, and what is said of it. */
type Refusal = {
  readonly ref: ObjectRef;
  readonly line: Line | undefined;
  readonly said: string;
  readonly mend: string;
  readonly isMount: boolean;
};

/** What the specifications of the writer say of the path; undefined where none of them forbids it. */
const refusalIn = (view: ClusterView, log: LogReading, text: string): Refusal | undefined => {
  const path = pathInLine(text);
  let isShown = false;
  for (const pod of podSpecsOf(view, log.object))
    for (const container of specContainersOf(pod, log.container)) {
      isShown ||= container.name !== "";
      const over = path === undefined ? undefined : mountOver(container, path);
      if (over !== undefined) return isSaidReadOnly.test(text) ? readOnlyMount(container, over, path!) : undefined;
      const root = securityOf(container, "readOnlyRootFilesystem");
      if (root?.value === "true") return readOnlyRootOf(container, root.line, path, text);
    }
  return isShown ? undefined : printedRoot(view, log.object);
};

const isSaidReadOnly = /[Rr]ead-only (?:file ?system|directory)|EROFS/;

const readOnlyMount = (container: SpecContainer, over: CoveringMount, path: string): Refusal | undefined => {
  const { mount, volume, mountPath, name } = over;
  const shared = { ref: container.pod.object.ref, isMount: true };
  const writes = `${path} lies in volume "${name}", which is mounted at ${mountPath}`;
  if (textAt(mount, "readOnly") === "true")
    return {
      ...shared,
      line: container.cite("volumeMounts", name, "readOnly"),
      said: `${writes} with readOnly: true`,
      mend: "Remove readOnly from that mount, or let the program write elsewhere.",
    };
  const source = ["configMap", "secret", "projected", "downwardAPI"].find((kind) => at(volume, kind) !== undefined);
  if (source !== undefined)
    return {
      ...shared,
      line: container.pod.cite("volumes", name, source),
      said: `${writes} from a ${source}, and such a volume is always read-only`,
      mend: "Let an init container copy the files to an emptyDir that is mounted there, or let the program write elsewhere.",
    };
  const claim = ["persistentVolumeClaim", "csi", "nfs"].find((kind) => textAt(volume, kind, "readOnly") === "true");
  if (claim === undefined) return undefined;
  return {
    ...shared,
    line: container.pod.cite("volumes", name, claim, "readOnly"),
    said: `${writes}, and the volume itself is taken readOnly: true`,
    mend: "Remove readOnly from the volume, or let the program write elsewhere.",
  };
};

const readOnlyRootOf = (
  container: SpecContainer,
  line: Line,
  path: string | undefined,
  text: string,
): Refusal | undefined => {
  const mounts = listAt(container.spec, "volumeMounts").map((one) => textAt(one, "mountPath"));
  if (path === undefined && mounts.includes("/tmp") && /tmp|temp/i.test(text)) return undefined;
  const mounted =
    mounts.length > 0 ? `only ${mounts.join(", ")} is mounted` : "no writable volume is mounted where it writes";
  return {
    ref: container.pod.object.ref,
    line,
    said: `readOnlyRootFilesystem is true and ${mounted}`,
    mend: `Mount an emptyDir volume where it writes (${path === undefined ? "usually /tmp" : path.slice(0, path.lastIndexOf("/")) || path}), or let the root file system be writable.`,
    isMount: false,
  };
};

const refused = function* (view: ClusterView, isMount: boolean): Iterable<Draft> {
  for (const log of logsOfView(view)) {
    const line = log.templates.find((one) => nowhereToWrite.test(one.last.text))?.last;
    const found = line && refusalIn(view, log, line.text);
    if (!line || !found || found.isMount !== isMount) continue;
    yield {
      object: log.object,
      confidence: "likely",
      summary: `${nameOf(log.object)} cannot write: ${found.said} (${wordsAround(line.text)}).`,
      evidence: [found.line, line],
      related: unique([found.ref, ...ownersOf(view, log.object)]),
      next: describe(found.ref, "Shows its mounts and volumes."),
      fix: fixByHand(found.mend, verifyRollout(view, log.object)),
    };
  }
};

const readOnlyRoot = defineRule(
  {
    code: "root-file-system-read-only",
    title: "Program needs to write, and its root file system is read-only",
    about:
      "The security context sets readOnlyRootFilesystem, and the program wants to write a temporary file, a cache or a pid file where no volume is mounted. Programs often say only that a file or directory cannot be made.",
    reads: ["logs", "Pod", "Deployment"],
    explains,
  },
  (view) => refused(view, false),
);

const readOnlyVolume = defineRule(
  {
    code: "volume-mounted-read-only",
    title: "Program writes to a volume that is mounted read-only",
    about:
      "The path that the program writes to lies in a volume whose mount is readOnly, or in one that is made from a ConfigMap or Secret and can never be written. Its root file system and its disk have nothing to do with it.",
    reads: ["logs", "Pod", "Deployment"],
    explains,
  },
  (view) => refused(view, true),
);

/** What was said, from where it begins to tell of it or names the path. */
const wordsAround = (text: string): string => {
  const path = pathInLine(text);
  const said = nowhereToWrite.exec(text)!.index;
  const from = path === undefined ? said : Math.min(said, text.indexOf(path));
  return text
    .slice(from)
    .slice(0, 120)
    .replace(/["'}\\]+$/, "");
};

/** The same where only a piece of the specification was printed, as a JSONPath does. */
const printedRoot = (view: ClusterView, pod: ObjectRef): Refusal | undefined => {
  const workload = workloadOf(view, pod);
  const isRoot = (text: string) => /readOnlyRootFilesystem["']?: ?true/.test(text);
  for (const piece of view.evidence.filter((one) => one.command.includes(workload.name))) {
    const lines = piece.stdout.slice(0, 200_000).split("\n");
    const index = lines.findIndex(isRoot);
    if (index < 0) continue;
    const line = { command: piece.command, line: index + 1, text: lines[index]!.replace(/\r$/, "") };
    return {
      ref: workload,
      line,
      said: "readOnlyRootFilesystem is true and no writable volume is mounted where it writes",
      mend: "Mount an emptyDir volume where it writes (usually /tmp), or let the root file system be writable.",
      isMount: false,
    };
  }
  return undefined;
};

/** Programs that may write nowhere. */
export const readOnlyRootRules: readonly Rule[] = [readOnlyRoot, readOnlyVolume];
