import type { Suggestion } from "../../diagnosis/finding.ts";
import { kubectl, pluralOf, quoted, singularOf } from "../command-line.ts";
import { kindOf } from "../inspection/form.ts";
import { looksLikePod } from "../inspection/looks-like-pod.ts";
import { isStopWord } from "../question/stop-words.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed, subjectOf } from "./form.ts";
import { wordAfter } from "./spoken.ts";

/** Objects made, exposed and deleted. */
export const objectChanges: readonly ChangeForm[] = [context, trigger, remove, expose];

function context(question: Question): Change | null {
  const text = question.text.slice(0, 500);
  const name =
    /\b(?:switch|change|use|set)\b.{0,30}?\b(?:context)\s+(?:(?:to|named|called)\s+)?["'`]?([\w.@:/-]{1,120})/i.exec(
      text,
    )?.[1];
  const renamed =
    /\brename\b.{0,20}\bcontext\s+["'`]?([\w.@:/-]{1,120})["'`]?\s+(?:to|into|as)\s+["'`]?([\w.@:/-]{1,120})/i.exec(
      text,
    );
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
  const asks =
    /^\W*switch\b|\b(default|current|preferred) namespace\b|\bnamespace (for|of) (the |all |this )?(current )?context\b/i.test(
      text,
    );
  if (!asks) return null;
  const said = /\bnamespace\b.{0,30}?\bto\s+["']?([a-z0-9][a-z0-9-]{0,62})/i.exec(text)?.[1]?.toLowerCase();
  const namespace = said ?? question.scope.namespaces[0] ?? question.targets[0]?.name;
  return namespace === undefined
    ? null
    : changed(
        `kubectl config set-context --current --namespace=${namespace}`,
        "Changes the namespace that holds when a command names none.",
      );
}

/** `drop the requests of deployment web`: a part is to go, not the object. */
const partsOnly =
  /\b(?:delete|remove|kill|get rid of|clear out|purge|wipe|drop|throw (?:away|out)|strip|take)\b (?:\S+ ){0,4}?(?:requests?|limits?|labels?|annotations?|env\w*|variables?|taints?|selectors?|volumes?|mounts?|probes?|finalizers?|tolerations?|ports?|images?|containers?|keys?|replicas?|rules?|hosts?|conditions?|members?|subjects?)\b (?:\S+ ){0,3}?(?:of|from|off|on|in)\b/;

function remove(question: Question, place: string): Change | null {
  if (partsOnly.test(question.plain)) return null;
  if (
    !/\b(delete|remove|kill|get rid of|evict|terminate|deletion|clean ?up|clear out|purge|wipe|nuke|drop|throw (away|out)|tear down|destroy)\b/.test(
      question.plain,
    )
  )
    return null;
  const kinds = new Map<string, string[]>();
  const mentioned = question.kinds.find((mention) => mention.kind.kind !== "Namespace")?.kind;
  const force = /\b(force|forcefully|forced|immediately)\b/.test(question.plain)
    ? "--grace-period=0 --force"
    : /\b(now|minimal delay|quickly)\b/.test(question.plain)
      ? "--now"
      : "";
  const several = question.kinds.filter((mention) => mention.kind.kind !== "Namespace").map((mention) => mention.kind);
  const sameNames =
    several.length > 1 &&
    (/\b(same|both|its)\b/.test(question.plain) ||
      (/\b(named|called)\b/.test(question.plain) && new Set(question.targets.map((one) => one.kind)).size === 1));
  if (sameNames && question.targets.length > 0)
    return collected(
      [
        {
          command: kubectl(
            "delete",
            [...new Set(several.map(singularOf))].join(","),
            ...new Set(question.targets.map((one) => one.name)),
            place,
          ),
          reason: "Deletes the objects of both kinds that have these names.",
        },
      ],
      { command: kubectl("get", [...new Set(several.map(pluralOf))].join(","), place), reason: "Shows what is left." },
    );
  // `delete the pods on node x` spares the node
  const isOnNode = mentioned?.kind === "Pod";
  for (const target of question.targets) {
    if (isOnNode && target.kind?.kind === "Node") continue;
    const kind = target.kind ?? mentioned ?? kindOf(looksLikePod(target.name) ? "pods" : "deployments");
    const where = kind.namespaced ? place : "";
    const key = `${singularOf(kind)}\n${where}`;
    kinds.set(key, [...(kinds.get(key) ?? []), target.name]);
  }
  const places = new Set([...kinds.keys()].map((key) => key.split("\n")[1]));
  if (kinds.size > 1 && places.size === 1) {
    const objects = [...kinds].flatMap(([key, names]) => names.map((name) => `${key.split("\n")[0]}/${name}`));
    return collected(
      [{ command: kubectl("delete", ...objects, [...places][0]), reason: `Deletes ${objects.join(", ")}.` }],
      {
        command: kubectl("get", [...kinds.keys()].map((key) => key.split("\n")[0]).join(","), [...places][0]),
        reason: "Shows what is left.",
      },
    );
  }
  if (kinds.size > 0) {
    return collected(
      [...kinds].map(([key, names]) => {
        const [kind, where] = key.split("\n") as [string, string];
        return {
          command: kubectl("delete", kind, ...names, where, kind === "pod" && force),
          reason: `Deletes ${names.join(", ")}; what its controller owns comes back unless the controller goes too.`,
        };
      }),
      {
        command: kubectl("get", singularOf(question.targets[0]!.kind ?? mentioned ?? kindOf("pods")), place),
        reason: "Shows what is left.",
      },
    );
  }
  const namespace = question.scope.namespaces[0];
  const within =
    /\b(everything|all|resources|objects|things)\b/.test(question.plain) &&
    /\b(?:in|inside|within|from|of)\b/.test(question.plain);
  if (namespace !== undefined && mentioned === undefined && within)
    return changed(
      kubectl("delete all --all", place),
      "Deletes the workloads, pods and services of the namespace; what else is in it stays.",
      { command: kubectl("get all", place), reason: "Shows what is left." },
    );
  if (namespace !== undefined && mentioned === undefined && /\b(namespace|ns)\b/i.test(question.text))
    return changed(`kubectl delete namespace ${namespace}`, "Deletes the namespace with everything in it.", {
      command: "kubectl get namespaces",
      reason: "Shows which namespaces are left.",
    });
  const plurals = several.filter((kind) => kind.namespaced === mentioned?.namespaced).map(pluralOf);
  return mentioned === undefined
    ? null
    : removeMany(question, mentioned.namespaced ? place : "", [...new Set(plurals)].join(","));
}

function removeMany(question: Question, place: string, plural: string): Change | null {
  const selector = question.selectors.labels.length > 0 ? `-l ${quoted(question.selectors.labels.join(","))}` : "";
  const fields = question.selectors.fields;
  const phase = /\b(failed|evicted|errored)\b/.test(question.plain)
    ? "Failed"
    : /\b(completed|succeeded|finished|done)\b/.test(question.plain)
      ? "Succeeded"
      : /\b(pending)\b/.test(question.plain)
        ? "Pending"
        : "";
  if (plural === "jobs" && phase === "Succeeded") {
    return changed(
      kubectl("delete jobs", place, "--field-selector status.successful=1"),
      "Deletes the jobs that have completed.",
      { command: kubectl("get jobs", place), reason: "Shows what is left." },
    );
  }
  const wanted = plural === "pods" && phase !== "" && fields.length === 0 ? [`status.phase=${phase}`] : fields;
  const node = plural === "pods" ? nodeNamed(question) : undefined;
  const narrowed = [...wanted, ...(node === undefined ? [] : [`spec.nodeName=${node}`])];
  const field = narrowed.length > 0 ? `--field-selector ${narrowed.join(",")}` : "";
  const all = selector === "" && field === "" && /\b(all|every)\b/.test(question.plain) ? "--all" : "";
  if (selector === "" && field === "" && all === "") return null;
  return changed(kubectl("delete", plural, place, selector, field, all), "Deletes all of these at once.", {
    command: kubectl("get", plural, place, selector),
    reason: "Shows what is left.",
  });
}

function collected(commands: readonly Suggestion[], verify: Suggestion): Change {
  return { commands, verify: [verify] };
}

function expose(question: Question, place: string): Change | null {
  const makesService =
    /\bcreate\b/.test(question.plain) && question.kinds[0]?.kind.kind === "Service" && question.kinds.length > 1;
  if (!/\bexpos\w+\b/.test(question.plain) && !makesService) return null;
  const exposed = new Set(["Deployment", "Pod", "ReplicaSet", "StatefulSet", "ReplicationController"]);
  const subject = subjectOf(question, exposed) ?? subjectOf(question, new Set(["Service"]));
  const port = /\bport\s+(\d{1,5})\b/.exec(question.plain)?.[1] ?? /\b(\d{2,5})\b/.exec(question.plain)?.[1];
  if (subject === null) return null;
  const target =
    /\b(?:target[- ]?port|container port|to port|containers? on port|pods? on port)\s+(?:of |is )?(\d{1,5})\b/.exec(
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
      named !== null && named !== subject.name && `--name=${named}`,
      place,
    ),
    `Makes a service in front of ${subject.name}.`,
    { command: kubectl("get endpoints", subject.name, place), reason: "Shows the pods behind the new service." },
  );
}

/** A run of a cron job at once. */
function trigger(question: Question, place: string): Change | null {
  const cronJob = question.targets.find((target) => target.kind?.kind === "CronJob");
  const asks = /\b(trigger|run|start|execute|launch|kick|fire|create a job|manual(ly)?|right now|immediately|once)\b/;
  if (
    cronJob === undefined ||
    !asks.test(question.plain) ||
    /\b(suspend|pause|resume|stop|delete)\b/.test(question.plain)
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

function nodeNamed(question: Question): string | undefined {
  return question.targets.find((target) => target.kind?.kind === "Node")?.name;
}
