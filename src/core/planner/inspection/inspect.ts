import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Home } from "../command-line.ts";
import { connected } from "../flags/connected.ts";
import { withoutManager } from "../flags/field-manager.ts";
import { withFlagsSaid } from "../flags/with-flags-said.ts";
import type { Question } from "../question/understand.ts";
import { clusterForms } from "./cluster.ts";
import { customColumns } from "./custom-columns.ts";
import { fieldForms } from "./fields.ts";
import type { Form } from "./form.ts";
import { listingForms } from "./listing.ts";
import { observingForms } from "./observing.ts";
import { rightsForms } from "./rights.ts";
import { verbatim } from "./verbatim.ts";
import { manifest, wholeForms } from "./whole.ts";

/** Forms of questions in the order in which they are tried; the first that fits decides. */
const forms: readonly Form[] = [
  asTyped,
  ...rightsForms,
  ...clusterForms,
  manifest,
  customColumns,
  ...observingForms,
  ...fieldForms,
  ...wholeForms,
  ...listingForms,
];

function asTyped(question: Question): ReturnType<Form> {
  const command = verbatim(question, true);
  return command === null ? null : [{ command, reason: "Shows what was asked for." }];
}

/** The commands that show what a question wants to see, best first. Empty when no form fits. */
export function inspect(asked: Question, home: Home): readonly Suggestion[] {
  return connected(asked, shownFor(withoutManager(asked), home));
}

function shownFor(question: Question, home: Home): readonly Suggestion[] {
  for (const form of forms) {
    const suggestions = form(question, home);
    if (suggestions !== null && suggestions.length > 0)
      return form === asTyped
        ? suggestions
        : suggestions.map((one) => ({ ...one, command: withFlagsSaid(question, one.command) }));
  }
  return [];
}
