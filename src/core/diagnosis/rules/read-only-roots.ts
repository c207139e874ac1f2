import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { defineRule } from "../define-rule.ts";
import { listAt, textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { fixByHand, verifyRollout } from "../fixes.ts";
import { logsOfView } from "../logs-of-view.ts";
import { nameOf } from "../name-object.ts";
import { describe } from "../reads.ts";
import { ownersOf, workloadOf } from "../relations.ts";
import { crashSymptoms } from "../symptoms.ts";

/** What programs say when they find no place to write; few of them say that the file system is read-only. */
const nowhereToWrite =
  /No usable temporary director\w+|[Rr]ead-only file system|EROFS|(?:[Uu]nable|[Ff]ailed|[Cc]annot|[Cc]ould not|[Cc]an't) (?:to )?(?:create|write|open)[^\n]{0,60}(?:temp|tmp|cache|pid|lock|log)|mkstemp[^\n]{0,60}failed|java\.io\.tmpdir/;

const readOnlyRoot = defineRule(
  {
    code: "root-file-system-read-only",
    title: "Program needs to write, and its root file system is read-only",
    about:
      "The security context sets readOnlyRootFilesystem, and the program wants to write a temporary file, a cache or a pid file where no volume is mounted. Programs often say only that a file or directory cannot be made.",
    reads: ["logs", "Pod", "Deployment"],
    explains: [
      "no-temporary-directory",
      "file-missing",
      "permission-denied",
      "read-only-file-system",
      "uncaught-exception",
      ...crashSymptoms,
    ],
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      const line = log.templates.find((one) => nowhereToWrite.test(one.last.text))?.last;
      const root = line && (rootOf(view, log.object) ?? printedRoot(view, log.object));
      if (!line || !root || (root.mounts?.includes("/tmp") && /tmp|temp/i.test(line.text))) continue;
      const mounted = root.mounts?.length
        ? `only ${root.mounts.join(", ")} is mounted`
        : "no writable volume is mounted where it writes";
      yield {
        object: log.object,
        confidence: "likely",
        summary: `${nameOf(log.object)} cannot write: readOnlyRootFilesystem is true and ${mounted} (${wordsAround(line.text)}).`,
        evidence: [line, root.line],
        related: ownersOf(view, log.object),
        next: describe(root.ref, "Shows its mounts and volumes."),
        fix: fixByHand(
          "Mount an emptyDir volume where it writes (usually /tmp), or let the root file system be writable.",
          verifyRollout(view, log.object),
        ),
      };
    }
  },
);

/** What was said, from where it begins to tell of it: the path stands behind. */
const wordsAround = (text: string): string => text.slice(nowhereToWrite.exec(text)!.index).slice(0, 120);

/** A root file system that is read-only, with what is mounted over it; undefined mounts are not shown. */
type ReadOnlyRoot = {
  readonly ref: ObjectRef;
  readonly line: Line | undefined;
  readonly mounts: readonly string[] | undefined;
};

const rootOf = (view: ClusterView, pod: ObjectRef): ReadOnlyRoot | undefined => {
  for (const ref of [pod, ...ownersOf(view, pod)]) {
    const object = view.object(ref);
    const path = ref.kind === "Pod" ? ["spec"] : ["spec", "template", "spec"];
    const container = listAt(object?.fields, ...path, "containers").find(
      (one) => textAt(one, "securityContext", "readOnlyRootFilesystem") === "true",
    );
    if (!object || container === undefined) continue;
    const line = object.cite(...path, "containers", textAt(container, "name"), "securityContext");
    return { ref, line, mounts: listAt(container, "volumeMounts").map((one) => textAt(one, "mountPath")) };
  }
  return undefined;
};

/** The same where only a piece of the specification was printed, as a JSONPath does. */
const printedRoot = (view: ClusterView, pod: ObjectRef): ReadOnlyRoot | undefined => {
  const workload = workloadOf(view, pod);
  const isRoot = (text: string) => /readOnlyRootFilesystem["']?: ?true/.test(text);
  for (const piece of view.evidence.filter((one) => one.command.includes(workload.name))) {
    const lines = piece.stdout.slice(0, 200_000).split("\n");
    const index = lines.findIndex(isRoot);
    if (index < 0) continue;
    const line = { command: piece.command, line: index + 1, text: lines[index]!.replace(/\r$/, "") };
    return { ref: workload, line, mounts: undefined };
  }
  return undefined;
};

/** Programs that may write nowhere. */
export const readOnlyRootRules: readonly Rule[] = [readOnlyRoot];
