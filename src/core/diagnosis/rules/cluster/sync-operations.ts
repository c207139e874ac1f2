import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";

/** What Argo CD puts before the answer of the API server. */
const frame =
  /^(?:one or more (?:objects|synchronization tasks)[^:]{0,80}?(?:failed to apply|are not valid|completed unsuccessfully)(?:, reason)?: ?)?(?:error when (?:patching|creating|replacing|applying)[^:]{0,200}: )?/;

const mends: readonly (readonly [said: RegExp, mend: string])[] = [
  [
    /field is immutable|may not be changed|updates to statefulset spec/i,
    "Take the change of the immutable field back, or replace the object (sync option Replace=true, or delete it and synchronise again; its pods are replaced).",
  ],
  [
    /forbidden: User|cannot (?:create|patch|update|delete) resource/i,
    "Grant the right to the service account of the application controller, or leave the object out.",
  ],
  [
    /no matches for kind|could not find the requested resource|not installed/i,
    "Install the definition of this kind first, or put it into an earlier sync wave.",
  ],
  [
    /not permitted in project|is not managed/i,
    "Allow the destination, the source or the kind in the AppProject, or use another project.",
  ],
];

const syncFailed = defineRule(
  {
    code: "sync-operation-failed",
    title: "Application cannot be synchronised",
    about:
      "The last operation of an Argo CD Application failed: its operationState says which object the API server refused and why. What runs is the state of before.",
    reads: ["Application"],
    explains: ["resource-not-ready", "warning-event"],
  },
  function* (view) {
    for (const object of view.of("Application")) {
      const phase = textAt(object.fields, "status", "operationState", "phase");
      const message = textAt(object.fields, "status", "operationState", "message").replaceAll(/\s+/g, " ");
      if (!/^(?:Failed|Error)$/.test(phase) || message === "") continue;
      const why = message
        .replace(frame, "")
        .replace(/ \(retried \d{1,4} times\)\.?$/, "")
        .replace(/\bv1\.LabelSelector\{[^\n]{0,800}?\(nil\)\}: /, "");
      const refused = listAt(object.fields, "status", "operationState", "syncResult", "resources").find((one) =>
        /Failed/.test(textAt(one, "status")),
      );
      yield {
        object: object.ref,
        severity: "warning",
        summary: `${nameOf(object.ref)} cannot be synchronised, its last operation ended with ${phase}: ${why}`,
        evidence: [
          object.cite("status", "operationState", "message"),
          object.printed.get("SYNC STATUS")?.line,
          object.cite("status", "operationState", "phase"),
        ],
        related: refused
          ? [{ kind: textAt(refused, "kind"), namespace: textAt(refused, "namespace"), name: textAt(refused, "name") }]
          : [],
        fix: fixByHand(
          mends.find(([said]) => said.test(why))?.[1] ??
            "Correct what the API server refuses in the source, and synchronise again.",
          describe(object.ref, "Shows whether the next operation succeeds."),
        ),
      };
    }
  },
);

/** Operations of delivery tools that the API server refuses. */
export const syncOperationRules: readonly Rule[] = [syncFailed];
