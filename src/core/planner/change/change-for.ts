import { type Home, placeOf } from "../command-line.ts";
import { connected } from "../flags/connected.ts";
import { withoutManager } from "../flags/field-manager.ts";
import { withFlagsSaid } from "../flags/with-flags-said.ts";
import { verbatim } from "../inspection/verbatim.ts";
import { withoutPoliteness } from "../question/intent.ts";
import type { Question } from "../question/understand.ts";
import { awaitedIn } from "./awaited.ts";
import { handChanges } from "./by-hand.ts";
import { unkeptCondition } from "./conditions.ts";
import { creationChanges } from "./creations.ts";
import { dataEntries } from "./data-entries.ts";
import { fileChanges } from "./files.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";
import { insideChanges } from "./inside.ts";
import { jsonPatch } from "./json-patches.ts";
import { kubeconfigChanges } from "./kubeconfig-entries.ts";
import { metadataChanges } from "./metadata.ts";
import { nodeChanges } from "./nodes.ts";
import { objectChanges } from "./objects.ts";
import { severalOrders } from "./orders.ts";
import { patchChanges } from "./patches.ts";
import { pullSecrets } from "./pull-secrets.ts";
import { settingChanges } from "./settings.ts";
import { spread } from "./spread.ts";
import { workloadChanges } from "./workloads.ts";

/** Forms of change requests in the order in which they are tried. */
const forms: readonly ChangeForm[] = [
  asTyped,
  ...kubeconfigChanges,
  pullSecrets,
  jsonPatch,
  dataEntries,
  ...creationChanges,
  ...fileChanges,
  ...handChanges,
  ...insideChanges,
  ...nodeChanges,
  ...metadataChanges,
  ...patchChanges,
  ...settingChanges,
  ...workloadChanges,
  ...objectChanges,
];

function asTyped(question: Question): Change | null {
  const command = verbatim(question, false);
  return command === null ? null : changed(command, "Does what was typed.");
}

/**
 * The commands for a change request, or null when the request is not understood well enough to write one that does just that. What the
 * change has to wait for comes first, where kubectl can wait for it.
 */
export function changeFor(question: Question, home: Home): Change | null {
  const change = changeSaid(question, home);
  if (change !== null && unkeptCondition(question, change.commands) === null)
    return throughConnection(question, change);
  const awaited = awaitedIn(question, home);
  const later = awaited === null ? null : changeSaid(awaited.rest, home);
  if (awaited === null || later === null || unkeptCondition(awaited.rest, later.commands) !== null) return null;
  return throughConnection(question, { ...later, commands: [awaited.wait, ...later.commands] });
}

function throughConnection(question: Question, { commands, verify }: Change): Change {
  return { commands: connected(question, commands), verify: connected(question, verify) };
}

/** The condition or exception because of which nothing is written for a request that is understood besides. */
export function conditionOf(question: Question, home: Home): string | null {
  const change = changeSaid(question, home);
  return change === null ? null : unkeptCondition(question, change.commands);
}

function changeSaid(question: Question, home: Home): Change | null {
  const write = (one: Question) =>
    spread({ ...one, plain: withoutPoliteness(one.plain) }, (asked) => changeOfOne(asked, home));
  return severalOrders(question, write) ?? write(question);
}

function changeOfOne(whole: Question, home: Home): Change | null {
  const asked = withoutManager(whole);
  const place = placeOf(asked, home);
  for (const form of forms) {
    const change = form(asked, place);
    if (change === null) continue;
    const flagged = change.commands.map((one) => ({ ...one, command: withFlagsSaid(asked, one.command) }));
    return form === asTyped ? change : { ...change, commands: flagged };
  }
  return null;
}
