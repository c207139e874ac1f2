import type { Suggestion } from "../../diagnosis/finding.ts";
import { kubectl, pluralOf, quoted, singularOf } from "../command-line.ts";
import { kindOf } from "../inspection/form.ts";
import { looksLikePod } from "../inspection/looks-like-pod.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed, subjectOf } from "./form.ts";

/** Objects made, exposed and deleted. */
export const objectChanges: readonly ChangeForm[] = [context, apply, trigger, remove, expose, create, run];

function context(question: Question): Change | null {
  const text = question.text.slice(0, 500);
  const name = /\b(?:switch|change|use|set)\b.{0,30}?\b(?:context)\s+(?:to\s+)?["'`]?([\w.@:/-]{1,120})/i.exec(
    text,
  )?.[1];
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

function apply(question: Question, place: string): Change | null {
  const file = question.words.find(
    (word) =>
      /^(https?:\/\/|\.{0,2}\/)?[\w./:?=&%-]+\.(ya?ml|json)$/.test(word.text) || /^https?:\/\/\S+$/.test(word.text),
  );
  const folder = question.words.find((word) => /^\.{0,2}\/[\w./-]+$/.test(word.text));
  const path = file ?? folder;
  if (path === undefined || question.targets.length > 1) return null;
  if (/\b(delete|remove)\b/.test(question.plain))
    return changed(kubectl(`delete -f ${quoted(path.text)}`, place), "Deletes what the manifest describes.");
  if (!/\b(apply|create|deploy|install|update|replace)\b/.test(question.plain)) return null;
  return changed(
    kubectl(`apply ${/kustom/i.test(question.text) ? "-k" : "-f"} ${quoted(path.text)}`, place),
    "Makes the cluster match the manifest.",
    {
      command: kubectl(`diff ${/kustom/i.test(question.text) ? "-k" : "-f"} ${quoted(path.text)}`, place),
      reason: "Shows what still differs.",
    },
  );
}

function remove(question: Question, place: string): Change | null {
  if (!/\b(delete|remove|kill|get rid of|evict|terminate|clean ?up)\b/.test(question.plain)) return null;
  const kinds = new Map<string, string[]>();
  const mentioned = question.kinds.find((mention) => mention.kind.kind !== "Namespace")?.kind;
  const force = /\b(force|forcefully|immediately|now)\b/.test(question.plain) ? "--grace-period=0 --force" : "";
  for (const target of question.targets) {
    const kind = target.kind ?? mentioned ?? kindOf(looksLikePod(target.name) ? "pods" : "deployments");
    const where = kind.namespaced ? place : "";
    const key = `${singularOf(kind)}\n${where}`;
    kinds.set(key, [...(kinds.get(key) ?? []), target.name]);
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
  if (namespace !== undefined && mentioned === undefined && /\bnamespace\b/i.test(question.text))
    return changed(`kubectl delete namespace ${namespace}`, "Deletes the namespace with everything in it.", {
      command: "kubectl get namespaces",
      reason: "Shows which namespaces are left.",
    });
  return mentioned === undefined ? null : removeMany(question, mentioned.namespaced ? place : "", pluralOf(mentioned));
}

function removeMany(question: Question, place: string, plural: string): Change | null {
  const selector = question.selectors.labels.length > 0 ? `-l ${quoted(question.selectors.labels.join(","))}` : "";
  const phase = /\b(failed|evicted)\b/.test(question.plain)
    ? "Failed"
    : /\b(completed|succeeded|finished)\b/.test(question.plain)
      ? "Succeeded"
      : "";
  if (plural === "jobs" && phase === "Succeeded") {
    return changed(
      kubectl("delete jobs", place, "--field-selector status.successful=1"),
      "Deletes the jobs that have completed.",
      { command: kubectl("get jobs", place), reason: "Shows what is left." },
    );
  }
  const fields = plural === "pods" && phase !== "" ? `--field-selector status.phase=${phase}` : "";
  const all = selector === "" && fields === "" && /\b(all|every)\b/.test(question.plain) ? "--all" : "";
  if (selector === "" && fields === "" && all === "") return null;
  return changed(kubectl("delete", plural, place, selector, fields, all), "Deletes all of these at once.", {
    command: kubectl("get", plural, place, selector),
    reason: "Shows what is left.",
  });
}

function collected(commands: readonly Suggestion[], verify: Suggestion): Change {
  return { commands, verify: [verify] };
}

function expose(question: Question, place: string): Change | null {
  if (!/\bexpos\w+\b/.test(question.plain)) return null;
  const subject = subjectOf(question, new Set(["Deployment", "Pod", "Service", "ReplicaSet", "StatefulSet"]));
  const port = /\bport\s+(\d{1,5})\b/.exec(question.plain)?.[1] ?? /\b(\d{2,5})\b/.exec(question.plain)?.[1];
  if (subject === null) return null;
  const target = /\b(?:target ?port|container port|to port)\s+(\d{1,5})\b/.exec(question.plain)?.[1];
  const type = /\b(nodeport|node port)\b/.test(question.plain)
    ? "NodePort"
    : /\bload ?balancer\b/.test(question.plain)
      ? "LoadBalancer"
      : "";
  return changed(
    kubectl(
      "expose",
      singularOf(subject.kind),
      subject.name,
      port !== undefined && `--port=${port}`,
      target !== undefined && target !== port && `--target-port=${target}`,
      type !== "" && `--type=${type}`,
      place,
    ),
    `Makes a service in front of ${subject.name}.`,
    { command: kubectl("get endpoints", subject.name, place), reason: "Shows the pods behind the new service." },
  );
}

function create(question: Question, place: string): Change | null {
  if (!/\b(create|make|add|new|deploy|launch|start)\b/.test(question.plain)) return null;
  const mentioned = question.kinds[0]?.kind.kind;
  const namespace = question.scope.namespaces[0];
  const name = question.targets[0]?.name;
  const isNamespace =
    question.kinds.every((mention) => mention.kind.kind === "Namespace") && /\b(namespace|ns)\b/i.test(question.text);
  const created = name ?? namespace;
  if (isNamespace && created !== undefined) {
    return changed(`kubectl create namespace ${created}`, "Makes the namespace.", {
      command: "kubectl get namespaces",
      reason: "Lists the namespaces.",
    });
  }
  if (name === undefined) return null;
  const image =
    question.words.find((word) => /^[\w.-]+(?:\/[\w./-]+)?:[\w.-]+$/.test(word.text) && !/^https?:/.test(word.text))
      ?.text ?? imageSaid(question);
  const literals = question.words
    .filter((word) => /^[\w.-]+=\S+$/.test(word.text))
    .map((word) => `--from-literal=${quoted(word.text)}`);
  const replicas = /\b(\d{1,4}) replicas?\b/.exec(question.plain)?.[1];
  const line = creation(mentioned, name, image, literals, replicas);
  if (line === null) return null;
  const kind = question.kinds[0]!.kind;
  return changed(kubectl(line, place), `Makes ${kind.kind} ${name}.`, {
    command: kubectl("get", singularOf(kind), name, place),
    reason: "Shows the new object.",
  });
}

function imageSaid(question: Question): string | null {
  const at = question.words.findIndex((word) => word.lower === "image");
  const word = question.words[at + 1];
  return at < 0 || word === undefined || !/^[a-z0-9][\w./:@-]{0,250}$/i.test(word.text) ? null : word.text;
}

function creation(
  kind: string | undefined,
  name: string,
  image: string | null,
  literals: readonly string[],
  replicas: string | undefined,
): string | null {
  switch (kind) {
    case "ServiceAccount":
      return `create serviceaccount ${name}`;
    case "ConfigMap":
      return kubectl("create configmap", name, ...literals).slice("kubectl ".length);
    case "Secret":
      return kubectl("create secret generic", name, ...literals).slice("kubectl ".length);
    case "Deployment":
      return image === null
        ? null
        : `create deployment ${name} --image=${image}${replicas === undefined ? "" : ` --replicas=${replicas}`}`;
    case "Job":
      return image === null ? null : `create job ${name} --image=${image}`;
    case "Pod":
      return image === null ? null : `run ${name} --image=${image}`;
    default:
      return null;
  }
}

/** A run of a cron job at once. */
function trigger(question: Question, place: string): Change | null {
  const cronJob = question.targets.find((target) => target.kind?.kind === "CronJob");
  if (cronJob === undefined || !/\b(trigger|run|start|execute|launch|create a job)\b/.test(question.plain)) return null;
  const job = `${cronJob.name}-manual`;
  return changed(
    kubectl(`create job ${job} --from=cronjob/${cronJob.name}`, place),
    "Starts one run of the cron job at once.",
    { command: kubectl(`get job ${job}`, place), reason: "Shows how the run goes." },
  );
}

function run(question: Question, place: string): Change | null {
  const image = imageSaid(question);
  const name =
    question.targets[0]?.name ??
    image
      ?.split(/[/:@]/)
      .filter((part) => /^[a-z][a-z0-9-]*$/.test(part))
      .at(0);
  if (image === null || name === undefined || !/\b(run|start|launch|create)\b/.test(question.plain)) return null;
  return changed(kubectl(`run ${name} --image=${image}`, place), `Starts a pod of ${image}.`, {
    command: kubectl(`get pod ${name}`, place),
    reason: "Shows the new pod.",
  });
}
