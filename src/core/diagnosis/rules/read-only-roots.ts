import { defineRule } from "../define-rule.ts";
import { at, listAt, textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { fixByHand, verifyRollout } from "../fixes.ts";
import { logsOfView } from "../logs-of-view.ts";
import { nameOf } from "../name-object.ts";
import { describe } from "../reads.ts";
import { ownersOf } from "../relations.ts";
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
    explains: ["file-missing", "permission-denied", "read-only-file-system", "uncaught-exception", ...crashSymptoms],
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      const line = log.templates.find((one) => nowhereToWrite.test(one.last.text))?.last;
      if (line === undefined) continue;
      for (const ref of [log.object, ...ownersOf(view, log.object)]) {
        const object = view.object(ref);
        const path = ref.kind === "Pod" ? ["spec"] : ["spec", "template", "spec"];
        const container = listAt(object?.fields, ...path, "containers").find(
          (one) => textAt(one, "securityContext", "readOnlyRootFilesystem") === "true",
        );
        if (!object || container === undefined) continue;
        const mounts = listAt(container, "volumeMounts").map((one) => textAt(one, "mountPath"));
        if (mounts.includes("/tmp") && /tmp|temp/i.test(line.text)) continue;
        yield {
          object: log.object,
          confidence: "likely",
          summary: `${nameOf(log.object)} cannot write: readOnlyRootFilesystem is true and ${at(container, "volumeMounts") === undefined ? "no writable volume is mounted where it writes" : `only ${mounts.join(", ") || "nothing"} is mounted`} (${nowhereToWrite.exec(line.text)![0].slice(0, 80)}).`,
          evidence: [line, object.cite(...path, "containers", "0", "securityContext")],
          related: ownersOf(view, log.object),
          next: describe(ref, "Shows its mounts and volumes."),
          fix: fixByHand(
            "Mount an emptyDir volume where it writes (usually /tmp), or let the root file system be writable.",
            verifyRollout(view, log.object),
          ),
        };
        break;
      }
    }
  },
);

/** Programs that may write nowhere. */
export const readOnlyRootRules: readonly Rule[] = [readOnlyRoot];
