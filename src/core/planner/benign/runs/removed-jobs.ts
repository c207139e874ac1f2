import { textAt } from "../../../diagnosis/objects/fields.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObservedEvent } from "../../../evidence/observed.ts";
import { escaped } from "../../../kubectl/escaped.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { type Found, printedAnywhere } from "../reading/printed.ts";
import { isAnythingDown, linesIn, runningText } from "../reading/standing.ts";

const removed = defineBenign(
  {
    code: "completed-job-removed-by-its-ttl",
    title: "Job that is gone because it completed",
    about:
      "A Job is not listed any more, nor are its pods: its event says that it completed, and ttlSecondsAfterFinished (in its manifest, chart or template, wherever that was printed) or a hook-delete-policy had it deleted after that. Not where it failed, or where nothing says that it completed.",
    reads: ["Job", "Pod", "Event", "ConfigMap"],
    asked:
      /\b(?:disappear\w*|gone|delet\w*|missing|vanish\w*|where (?:is|are|did|has)|no (?:jobs?|pods?|logs?)|not (?:there|listed|found)|remov\w*|clean\w*|can'?t find|cannot find|kill\w*|lost|no trace)\b/,
  },
  function* (view) {
    const ends = view.events.filter(isCompleted);
    for (const event of ends) {
      const { name, namespace } = event.object;
      const plan = planOf(name, view);
      if (plan === undefined || isListed(view, event) || hasFailed(view, event)) continue;
      if (isAnythingDown(view, namespace)) continue;
      const errors = view.errors.filter(
        ({ code, message }) => code === "not-found" && (message.includes(`"${name}`) || message.includes(`${name}-`)),
      );
      const proof = linesIn(view, new RegExp(`\\b${escaped(name)}\\b[^\\n]{0,120}\\b(?:succe|complet)`, "i"), 1)[0];
      const running = runningText(view, namespace);
      yield {
        ref: event.object,
        about: podsOf(view)
          .filter(({ ref }) => ref.namespace === namespace && ref.name.startsWith(`${name}-`))
          .map(({ ref }) => ref),
        text: `Job ${name} was not killed: it completed${ago(event)} (event Completed) and was then removed with its pods by design, as ${plan.text} says${running === "" ? "" : `; ${running}`}`,
        lines: [event.line, plan.found.line, proof],
        errors,
        voids: ["not-found"],
      };
    }
  },
);

const isCompleted = ({ object, reason, message }: ObservedEvent): boolean =>
  object.kind === "Job" && (reason === "Completed" || /^Job completed$/i.test(message.trim()));

const ago = ({ lastSeen }: ObservedEvent): string =>
  lastSeen === null || lastSeen < 60 ? "" : ` ${Math.round(lastSeen / 60)} minutes ago`;

/** It is listed, by something else than a manifest of it. */
const isListed = (view: ClusterView, { object }: ObservedEvent): boolean => {
  const seen = view.object(object);
  return seen !== undefined && (seen.sources.has("table") || textAt(seen.fields, "status", "startTime") !== "");
};

const hasFailed = (view: ClusterView, { object }: ObservedEvent): boolean =>
  view.events.some(
    ({ object: other, reason, type }) =>
      other.namespace === object.namespace &&
      (other.name === object.name || other.name.startsWith(`${object.name}-`)) &&
      (type === "Warning" ||
        /^(?:BackoffLimitExceeded|DeadlineExceeded|Failed\w{0,20}|OOMKilling|Evicted)$/.test(reason)),
  );

const ttl = /\bttlSecondsAfterFinished["']?\s{0,4}[:=]\s{0,4}["']?(\d{1,9})/;
const bare = /^["']?(\d{1,7})["']?$/;
const hook = /\bhook-delete-policy["']?\s{0,4}[:=]\s{0,4}["']?([\w,-]{0,60}hook-succeeded[\w,-]{0,60}|HookSucceeded)/;

/** What says that the Job is removed when it is done. */
function planOf(name: string, view: ClusterView): { readonly text: string; readonly found: Found } | undefined {
  const near = (found: readonly Found[]) =>
    found.find(({ line }) => line.command.includes(name)) ??
    found.find(({ line }) => view.evidence.some((one) => one.command === line.command && one.stdout.includes(name))) ??
    found[0];
  const seconds = near(printedAnywhere(view, ttl));
  if (seconds !== undefined) return { text: `ttlSecondsAfterFinished: ${seconds.match[1]}`, found: seconds };
  const asked = near(printedAnywhere(view, bare).filter(({ line }) => /ttlSecondsAfterFinished/.test(line.command)));
  if (asked !== undefined) return { text: `ttlSecondsAfterFinished: ${asked.match[1]}`, found: asked };
  const policy = near(printedAnywhere(view, hook));
  return policy === undefined ? undefined : { text: `hook-delete-policy ${policy.match[1]}`, found: policy };
}

export const removedJobs: readonly BenignRule[] = [removed];
