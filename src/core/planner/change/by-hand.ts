import type { Suggestion } from "../../diagnosis/finding.ts";
import { kubectl, quoted, singularOf } from "../command-line.ts";
import { looksLikePod } from "../inspection/looks-like-pod.ts";
import type { Question } from "../question/understand.ts";
import type { Word } from "../question/words.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";
import { imageSaid } from "./spoken.ts";

/** What a person does at the keyboard: edit, copy, debug, approve a certificate. */
export const handChanges: readonly ChangeForm[] = [
  edit,
  copy,
  debug,
  attach,
  proxy,
  certificate,
  patchNode,
  defaultClass,
];

function edit(question: Question, place: string): Change | null {
  const target = question.targets[0];
  if (!/^(?:\w+ )?edit\b/.test(question.plain) || target === undefined) return null;
  const kind = target.kind === null ? "deployment" : singularOf(target.kind);
  const where = target.kind?.namespaced === false ? "" : place;
  return changed(
    kubectl(`edit ${kind}/${target.name}`, where),
    "Opens the object in an editor, which needs a terminal.",
    {
      command: kubectl("get", kind, target.name, where, "-o yaml"),
      reason: "Shows the object as it is.",
    },
  );
}

/** `copy /tmp/foo from pod web-1 to ./bar`: the path that stands nearer to the pod is the one inside it. */
function copy(question: Question, place: string): Change | null {
  if (!/\b(copy|download|upload|cp|pull|fetch|grab|save)\b/.test(question.plain)) return null;
  const { words } = question;
  const pod = question.targets.find((one) => one.kind === null || one.kind.kind === "Pod");
  const paths = words.filter(
    (word) => /^(\.{0,2}\/[\w./-]*|\.|[\w-]+\.[a-z]{1,5})$/.test(word.text) && word.lower !== pod?.name,
  );
  if (pod === undefined || paths.length === 0) return null;
  // `copy the logs of web-0 to ./x.log`: what is printed is no file in the container
  if (paths.length === 1 && /(?<![\w./-])logs?(?![\w./-])/.test(question.plain)) return null;
  const at = words.findIndex((word) => word.lower === pod.name);
  const isFromPod = isTakenFrom(words, paths, at);
  const [first, second] = [paths[0]!.text, paths[1]?.text];
  const local = second ?? `./${first.split("/").at(-1)}`;
  const container = question.container === null ? "" : `-c ${question.container}`;
  const line = isFromPod ? [`${pod.name}:${first}`, local] : [first, `${pod.name}:${second ?? first}`];
  return changed(
    kubectl("cp", ...line.map(quoted), place, container),
    "Copies between this machine and the container.",
  );
}

/** `attach to container app of pod job-7`. */
function attach(question: Question, place: string): Change | null {
  const target = question.targets.find(({ kind }) => kind === null || attachable.has(kind.kind));
  if (
    !/^(?:\w+ ){0,2}attach\b/.test(question.plain) ||
    target === undefined ||
    /\b(?:label|debug|volume|ephemeral)\b/.test(question.plain)
  )
    return null;
  const about =
    target.kind === null || target.kind.kind === "Pod" ? target.name : `${singularOf(target.kind)}/${target.name}`;
  const container = question.container === null ? "" : `-c ${question.container}`;
  return changed(kubectl("attach", about, place, container), "Joins what the container reads and writes.");
}

const attachable = new Set(["Pod", "Deployment", "StatefulSet", "ReplicaSet", "DaemonSet", "Job"]);

/** `open a proxy to the API on port 8010`. */
function proxy({ plain, text, kinds }: Question): Change | null {
  const asks =
    /^(?:\w+ )?(?:open|start|run|launch|serve|give me|make|set up|proxy)\b.*\bproxy\b|^kubectl proxy\b|^proxy\b.*\bapi\b/;
  if (!asks.test(plain) || kinds.length > 0 || /\bkube-?proxy\b|\benvoy\b|\bsidecar\b|\bimage\b/i.test(text))
    return null;
  return changed("kubectl proxy", "Serves the API of the cluster on this machine for as long as it runs.");
}

/** Whether the first path is the one inside the pod: `copy /a of pod x to b`, not `copy a into /b of pod x`. */
function isTakenFrom(words: readonly Word[], paths: readonly Word[], pod: number): boolean {
  const before = paths.filter((path) => words.indexOf(path) < pod);
  const last = before.at(-1);
  const between = words.slice(last === undefined ? 0 : words.indexOf(last) + 1, pod).map(({ lower }) => lower);
  if (between.some((word) => /^(to|into|onto)$/.test(word))) return false;
  return between.some((word) => /^(from|out|off)$/.test(word)) || (before.length === 1 && between.includes("of"));
}

function debug(question: Question, place: string): Change | null {
  if (!/\bdebug\w*\b|\bephemeral container\b/.test(question.plain)) return null;
  const target = question.targets[0];
  const asks = /\b(session|interactive\w*|with|using|image|ephemeral|attach\w*|container)\b/.test(question.plain);
  const beside =
    /\b(?:ephemeral|debug|an?|with) ([a-z][\w./:-]*) (?:debug(?:ging)? )?(?:container|image|shell)\b/i.exec(
      question.text,
    )?.[1];
  const image = imageSaid(question) ?? (beside === undefined || /^(ephemeral|debug|new)$/.test(beside) ? null : beside);
  if (target === undefined || !asks || image === null || image === target.name) return null;
  const isNode = target.kind?.kind === "Node";
  const about = isNode
    ? `node/${target.name}`
    : target.kind === null || target.kind.kind === "Pod"
      ? target.name
      : `${singularOf(target.kind)}/${target.name}`;
  const aimed =
    /\btarget(?:ing)? (?:container )?["']?([a-z0-9][a-z0-9-]*)/i.exec(question.text)?.[1] ??
    (question.container === image ? null : question.container);
  const container = aimed === null ? "" : `--target=${aimed}`;
  return changed(
    kubectl(`debug -it ${about} --image=${quoted(image)}`, container, !isNode && place),
    "Starts a container for looking around beside it.",
  );
}

const decisions: readonly (readonly [verb: string, said: RegExp])[] = [
  ["deny", /\b(?:deny|denied|refuse|reject|decline|turn down)\b|\b(?:not|don't|do not) (?:approve|accept|sign)\b/],
  ["approve", /\b(?:approve|accept|sign(?!ing\b)|grant)\b/],
];

function certificate(question: Question): Change | null {
  const verb = decisions.find(([, said]) => said.test(question.plain))?.[0];
  const said = question.targets.find(
    (one) => /^Certificate(?:Signing)?Request$/i.test(one.kind?.kind ?? "") || one.kind === null,
  );
  if (verb === undefined || said === undefined || !/\b(csr|certificate|signing)/i.test(question.text)) return null;
  const check: Suggestion = {
    command: `kubectl get csr ${said.name}`,
    reason: "Shows whether the certificate is issued.",
  };
  return changed(`kubectl certificate ${verb} ${said.name}`, "Decides about the request for a certificate.", check);
}

function patchNode(question: Question): Change | null {
  const node = question.targets.find((one) => one.kind?.kind === "Node" || looksLikePod(one.name));
  if (!/\bpatch\b/.test(question.plain) || !/\bunschedulable\b/.test(question.plain) || node === undefined) return null;
  return changed(
    `kubectl patch node ${node.name} -p '{"spec":{"unschedulable":true}}'`,
    "Keeps new pods off the node.",
  );
}

function defaultClass(question: Question): Change | null {
  const target = question.targets.find((one) => one.kind?.kind === "StorageClass" || one.kind?.kind === "IngressClass");
  if (target?.kind === undefined || target.kind === null || !/\bdefault\b/.test(question.plain)) return null;
  const key = target.kind.kind === "StorageClass" ? "storageclass" : "ingressclass";
  const value =
    /\b(not|no longer|remove|unset|get rid of|drop|clear|delete|strip|stop|without|take (?:away|off))\b/.test(
      question.plain,
    )
      ? "false"
      : "true";
  return changed(
    `kubectl patch ${key} ${target.name} -p '{"metadata":{"annotations":{"${key}.kubernetes.io/is-default-class":"${value}"}}}'`,
    `Makes ${target.name} ${value === "true" ? "the" : "no longer the"} default class.`,
    { command: `kubectl get ${key}`, reason: "Marks the default class." },
  );
}
