import type { KubectlCommand } from "../kubectl/command.ts";
import { flagOf, isAllNamespaces, targetsOf } from "../kubectl/targets.ts";
import { verbNamed } from "../kubectl/verbs.ts";
import type { Risk } from "./decision.ts";
import { forbidden, type Hazard } from "./hazard.ts";

/** What the verb itself does, as its flags make it: a client dry run only reads, `--all` reaches a whole namespace. */
export function verbHazard(command: KubectlCommand): Hazard {
  const row = verbRisks.get(command.verb);
  if (row === undefined) return forbidden(`nothing is known of \`kubectl ${command.verb}\``);
  const [risk, reason] = row;
  if (risk !== "write" && risk !== "destructive") return { risk, reason };
  if (isDryRun(command)) return { risk: "read", reason: "a client dry run sends no change" };
  if (onlyLists(command)) return { risk: "read", reason: "only lists what is set" };
  const worse = widened(command);
  return worse === null ? { risk, reason } : { risk: "destructive", reason: worse };
}

/** Only `client` keeps the change here; a server dry run goes through admission webhooks. `--raw` ignores the flag. */
function isDryRun(command: KubectlCommand): boolean {
  const hasFlag = verbNamed(command.verb)?.flags.has("dry-run") ?? false;
  return (
    hasFlag &&
    flagOf(command, "dry-run") === "client" &&
    !["raw", "attach", "rm"].some((name) => flagOf(command, name) !== undefined)
  );
}

function onlyLists(command: KubectlCommand): boolean {
  if (!["label", "annotate", "set env"].includes(command.verb) || flagOf(command, "list") !== "true") return false;
  const changes = command.args.some((arg) => arg.includes("=") || arg.endsWith("-"));
  return !changes && !["env", "from", "keys"].some((name) => flagOf(command, name) !== undefined);
}

/** Why a changing command reaches further than the objects it names, or null. */
function widened(command: KubectlCommand): string | null {
  const isOn = (name: string) => flagOf(command, name) === "true";
  if (isOn("all") || isAllNamespaces(command)) return "changes every object of a kind in the namespace or the cluster";
  if (isOn("prune")) return "deletes what the manifest does not name";
  if (isOn("force") && command.verb !== "run") return "--force deletes and makes anew";
  if (command.verb === "scale" && /^-?0+$/.test(flagOf(command, "replicas") ?? ""))
    return "scales to zero: stops every pod of it";
  if (command.verb === "patch") return patchReach(flagOf(command, "patch") ?? "");
  if (command.verb === "taint" && command.args.some((arg) => arg.endsWith(":NoExecute")))
    return "evicts the pods of the node";
  if (command.verb === "debug" && targetsOf(command).some(({ kind }) => kind?.kind === "Node")) {
    return "starts a pod with access to the node's own files and processes";
  }
  return isWholeKind(command) ? "changes every object of the kind in the namespace" : null;
}

function patchReach(patch: string): string | null {
  if (stopsAll.test(patch)) return "scales to zero: stops every pod of it";
  return dropsFinalizers.test(patch) ? "takes away what a deletion waits for" : null;
}

/** `replicas: 0`, in a merge patch (JSON or YAML) or a JSON patch in either order of its members. */
const stopsAll =
  /replicas["']?\s*:\s*["']?-?0+\b|\/replicas["'][^}]{0,200}value["']?\s*:\s*-?0+\b|value["']?\s*:\s*-?0+\b[^}]{0,200}\/replicas["']/;
const dropsFinalizers = /finalizers["']?\s*:\s*(?:null|~|\[\s*\])|\/finalizers/;

function isWholeKind(command: KubectlCommand): boolean {
  const takesWhole = command.verb.startsWith("rollout ") || command.verb === "scale" || command.verb.startsWith("set ");
  const isNarrowed = flagOf(command, "selector") !== undefined || command.stdin !== undefined;
  return takesWhole && !isNarrowed && targetsOf(command).some((target) => target.name === null);
}

const reads = "only reads";
const local = "reads or writes files of this machine";

const rows: readonly (readonly [risk: Risk, reason: string, verbs: readonly string[]])[] = [
  [
    "read",
    reads,
    [
      ...["get", "describe", "logs", "events", "explain", "top node", "top pod", "wait", "version"],
      ...["api-resources", "api-versions", "cluster-info", "cluster-info dump", "options", "help", "completion"],
      ...["rollout status", "rollout history", "auth can-i", "auth whoami", "apply view-last-applied"],
      ...["config view", "config get-contexts", "config get-clusters", "config get-users", "config current-context"],
    ],
  ],
  ["sensitive", "prints a token that others can use", ["create token"]],
  [
    "write",
    "changes the cluster",
    [
      ...["create", "create clusterrole", "create clusterrolebinding", "create configmap", "create cronjob"],
      ...["create deployment", "create ingress", "create job", "create namespace", "create poddisruptionbudget"],
      ...["create priorityclass", "create quota", "create role", "create rolebinding", "create secret docker-registry"],
      ...["create secret generic", "create secret tls", "create service clusterip", "create service externalname"],
      ...["create service loadbalancer", "create service nodeport", "create serviceaccount", "expose", "run"],
      ...["set env", "set image", "set resources", "set selector", "set serviceaccount", "set subject", "scale"],
      ...["rollout pause", "rollout resume", "rollout restart", "autoscale", "certificate approve", "certificate deny"],
      ...["cordon", "uncordon", "taint", "apply", "apply set-last-applied", "patch", "replace", "label", "annotate"],
      ...["auth reconcile", "debug"],
    ],
  ],
  ["write", "runs a command in a container, which may do anything there", ["exec"]],
  ["write", "sends the change as a server dry run and starts a local diff", ["diff"]],
  ["destructive", "removes objects", ["delete"]],
  ["destructive", "evicts the pods of a node", ["drain"]],
  ["destructive", "replaces the running version by an older one", ["rollout undo"]],
  [
    "forbidden",
    "opens an editor; use `kubectl patch`, or `kubectl apply -f -` with the manifest",
    ["edit", "apply edit-last-applied"],
  ],
  ["forbidden", "copies files from or to this machine; use `kubectl exec POD -- cat FILE`", ["cp"]],
  ["forbidden", "never ends; use `kubectl logs POD --tail=200`", ["attach"]],
  [
    "forbidden",
    "listens on this machine and never ends; use `kubectl get --raw` with the path of the service",
    ["port-forward"],
  ],
  ["forbidden", "listens on this machine and never ends; use `kubectl get --raw PATH`", ["proxy"]],
  ["forbidden", "reads local files or a URL; use `kubectl apply -f -` with the manifests", ["kustomize"]],
  [
    "forbidden",
    "changes the kubeconfig; send another kubeconfig, or name the namespace with -n",
    [
      ...["config set", "config set-cluster", "config set-context", "config set-credentials", "config unset"],
      ...[
        "config use-context",
        "config rename-context",
        "config delete-cluster",
        "config delete-context",
        "config delete-user",
      ],
    ],
  ],
  ["forbidden", local, ["kuberc set", "kuberc view"]],
  ["forbidden", "looks for programs of this machine; plugins are not run", ["plugin list"]],
];

const verbRisks: ReadonlyMap<string, readonly [Risk, string]> = new Map(
  rows.flatMap(([risk, reason, verbs]) => verbs.map((verb) => [verb, [risk, reason] as const] as const)),
);
