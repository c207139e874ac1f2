import { kubectl, singularOf } from "../command-line.ts";
import { isStopWord } from "../question/stop-words.ts";
import type { Question } from "../question/understand.ts";
import { isOfContext, namespaceOfContext } from "./default-namespace.ts";
import { type Change, type ChangeForm, changed, subjectOf } from "./form.ts";
import { removalChanges } from "./removals.ts";
import { wordAfter } from "./spoken.ts";

/** Contexts, runs of cron jobs, and objects exposed and deleted. */
export const objectChanges: readonly ChangeForm[] = [context, trigger, ...removalChanges, expose];

function context(question: Question): Change | null {
  const text = question.text.slice(0, 500);
  const name =
    /\b(?:switch|change|use|set|go to|jump to|move to|take me to)\b.{0,30}?\b(?:context)\s+(?:(?:to|named|called)\s+)?["'`]?([\w.@:/-]{0,120}[\w])/i.exec(
      text,
    )?.[1];
  const renamed =
    /\brename\b.{0,20}\bcontext\s+["'`]?([\w.@:/-]{0,120}[\w])["'`]?\s+(?:to|into|as)\s+["'`]?([\w.@:/-]{0,120}[\w])/i.exec(
      text,
    );
  const gone = configEntryGone(text);
  if (gone !== null) return gone;
  if (renamed !== null)
    return changed(
      `kubectl config rename-context ${renamed[1]} ${renamed[2]}`,
      "Renames the context in the kubeconfig.",
      {
        command: "kubectl config get-contexts",
        reason: "Lists the contexts of the kubeconfig.",
      },
    );
  if (name !== undefined && !/^(to|of|for|namespace)$/.test(name)) {
    return changed(`kubectl config use-context ${name}`, "Changes which cluster kubectl talks to.", {
      command: "kubectl config current-context",
      reason: "Names the context in use.",
    });
  }
  if (!/^\W*(?:please )?switch (?:me |us |over |back |kubectl |myself )*(?:in)?to\b/i.test(text) && !isOfContext(text))
    return null;
  const isDefault = (name: string) => name === "default" && !/\bto (?:the namespace )?["'`]?default\b/i.test(text);
  const namespace =
    namespaceOfContext(text) ??
    question.scope.namespaces.find((name) => !isDefault(name)) ??
    question.targets.find(({ name }) => !isDefault(name))?.name;
  return namespace === undefined
    ? null
    : changed(
        `kubectl config set-context --current --namespace=${namespace}`,
        "Changes the namespace that holds when a command names none.",
      );
}

/** `delete the context stale from my kubeconfig`, `remove user old-admin from the kubeconfig`. */
function configEntryGone(text: string): Change | null {
  const said =
    /\b(?:delete|remove|drop|get rid of)\b(?: the| my| kubectl| old| unused){0,3} (context|cluster|user)(?: (?:called|named|entry))? ["'`]?([\w.@:/-]{0,120}[\w])/i.exec(
      text,
    );
  if (said === null || /^(?:from|in|of|that|which)$/i.test(said[2]!)) return null;
  const kind = said[1]!.toLowerCase();
  if (kind !== "context" && !/\bkube ?config\b/i.test(text)) return null;
  return changed(
    `kubectl config delete-${kind} ${said[2]}`,
    "Takes it out of the kubeconfig; the cluster stays as it is.",
    {
      command: `kubectl config get-${kind}s`,
      reason: "Lists what is left.",
    },
  );
}

/** `port 80 going to 8080`: the port of the service, and that of its pods. */
const leadsTo =
  /\bport \d{1,5}(?:,? (?:which |that )?(?:going|goes|forward\w*|point\w*|mapp\w*|maps|lead\w*|send\w*|rout\w*))? (?:on )?to (?:the )?(?:(?:container|pod|target|inner)(?:'s)? )?(?:port )?(\d{1,5})\b/;

function expose(question: Question, place: string): Change | null {
  const makesService =
    /\b(?:create|make|add|need|put)\b/.test(question.plain) &&
    question.kinds[0]?.kind.kind === "Service" &&
    question.kinds.length > 1;
  if (!/\b(?:expos|publish)\w*\b/.test(question.plain) && !makesService) return null;
  const exposed = new Set(["Deployment", "Pod", "ReplicaSet", "StatefulSet", "ReplicationController"]);
  const subject = subjectOf(question, exposed) ?? subjectOf(question, new Set(["Service"]));
  const isOwnPort = /\b(?:target|container|pod)[- ]?port\b/i.test(question.text);
  const outer = !isOwnPort
    ? question.plain
    : question.plain.replace(/\b(?:target|container|pod)[- ]?port (?:of |is )?\d{1,5}\b/g, "");
  const port = /\bport\s+(\d{1,5})\b/.exec(outer)?.[1] ?? /\b(\d{2,5})\b/.exec(outer)?.[1];
  if (subject === null) return null;
  const target =
    leadsTo.exec(question.plain)?.[1] ??
    /\b(?:target[- ]?port|target(?:t?ing|s)?(?: port)?|container port|to port|containers? on port|pods? on port|(?:containers?|pods?|app|application|it|they|process) (?:listens?|listening|serves?)(?: on| at)?(?: port)?)\s+(?:of |is )?(\d{1,5})\b/.exec(
      question.plain,
    )?.[1];
  const at = question.words.findIndex(
    ({ lower }, index) =>
      /^(called|named|name)$/.test(lower) || (lower === "service" && question.words[index - 1]?.lower === "as"),
  );
  const said = at < 0 ? null : (question.words[at + 1]?.lower ?? null);
  const named = said !== null && /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(said) ? said : null;
  const text = question.text.toLowerCase();
  const type = /\bnode ?port\b/.test(text) ? "NodePort" : /\bload ?balancer\b/.test(text) ? "LoadBalancer" : "";
  return changed(
    kubectl(
      "expose",
      singularOf(subject.kind),
      subject.name,
      port !== undefined && `--port=${port}`,
      target !== undefined && target !== port && `--target-port=${target}`,
      type !== "" && `--type=${type}`,
      /\bheadless\b/.test(text) && "--cluster-ip=None",
      named !== null && named !== subject.name && `--name=${named}`,
      place,
    ),
    `Makes a service in front of ${subject.name}.`,
    {
      command: kubectl("get endpoints", named ?? subject.name, place),
      reason: "Shows the pods behind the new service.",
    },
  );
}

/** A run of a cron job at once. */
function trigger(question: Question, place: string): Change | null {
  const cronJob = question.targets.find((target) => target.kind?.kind === "CronJob");
  const asks = /\b(trigger|run|start|execute|launch|kick|fire|create a job|manual(ly)?|right now|immediately|once)\b/;
  if (
    cronJob === undefined ||
    !asks.test(question.plain) ||
    /\b(suspend|pause|resume|stop|delete|daily|hourly|weekly|every (?:\d+ )?(?:minutes?|hours?|days?|nights?))\b/.test(
      question.plain,
    )
  )
    return null;
  const said = question.targets.find((target) => target.kind?.kind === "Job" && target.name !== cronJob.name)?.name;
  const named = wordAfter(question, /^(as|named|called|name)$/)?.lower;
  const isName = named !== undefined && named !== cronJob.name && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(named);
  const job = said ?? (isName && !isStopWord(named) ? named : `${cronJob.name}-manual`);
  return changed(
    kubectl(`create job ${job} --from=cronjob/${cronJob.name}`, place),
    "Starts one run of the cron job at once.",
    { command: kubectl(`get job ${job}`, place), reason: "Shows how the run goes." },
  );
}
