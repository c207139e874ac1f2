const printed = "how what was changed is printed afterwards; looks have rows for it";
const ofManifests = "of `-f` and `-k`, for which `apply`, `delete`, `replace`, `diff`, `get` and `describe` have rows";
const terminal = "how a terminal behaves; nobody asks for it in a sentence";
const ofHelm = "of helm, or an experiment of kustomize";
const ofExec = "of a program that signs in; who writes such an entry copies it from its handbook";
const ofProxy = "which calls a proxy lets through is a list of patterns, not a sentence";
const ofCopy = "a detail of the copy of a pod, which nobody asks for in a sentence";
const locally = "reads a manifest from standard input";
const several =
  "written for one object, or for those that a selector chooses in `set env`, `set image` and `set resources`";
const byRow = "`create`, `apply`, `delete` and `scale` have rows for it, and another test appends it to every change";

/** Flags of kubectl for which there is no row, each with the reason; `*` holds for every verb. */
export const flagsLeftOut: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "*": {
    template: "a program in Go's template language is typed, not said",
    "allow-missing-template-keys": "of templates",
    "show-managed-fields": "`get` has a row for it, where it is seen",
    output: printed,
    "field-manager": "`apply`, `label` and `annotate` have rows for it",
    recursive: ofManifests,
    kustomize: ofManifests,
    filename: ofManifests,
    "save-config": "what `apply` notes by itself",
    validate: "`apply` has a row for it",
    "dry-run": byRow,
    "pod-running-timeout": "`logs` has a row for it",
    "windows-line-endings": terminal,
    "detach-keys": terminal,
    local: locally,
    raw: "`get` has a row for it; changes by a raw path are refused",
    overrides: "a piece of a manifest is typed, not said",
    "override-type": "of `--overrides`",
    "use-protocol-buffers": "how kubectl talks to the metrics server",
    "append-hash": "`create configmap` has a row for it",
    "prune-allowlist": "a list of kinds with their versions is typed, not said",
    subresource: "`get`, `patch` and `auth can-i` have rows for it",
    "openapi-patch": "how kubectl reckons a patch",
  },
  create: { edit: terminal, selector: "chooses nothing where objects are made" },
  "create secret docker-registry": { "from-file": "a ready `.dockerconfigjson` is given to `create secret generic`" },
  "create token": { "bound-object-uid": "a pod is named, not its uid" },
  run: { attach: "said by `-it`", cascade: "of `--rm`", force: "of `--rm`", "grace-period": "of `--rm`", timeout: "of `--rm`", wait: "of `--rm`" },
  get: { "server-print": "how the server prints" },
  edit: { "output-patch": terminal },
  delete: { interactive: terminal },
  label: { list: "`get --show-labels` shows them", "field-selector": "labels are put on objects by name, label or all", "all-namespaces": "a label for all namespaces is asked for one by one" },
  annotate: { list: "`get -o jsonpath` shows them", "field-selector": "annotations are put on objects by name, label or all", "all-namespaces": "an annotation for all namespaces is asked for one by one" },
  autoscale: { cpu: "newer than 1.32; `--cpu-percent` does the same", memory: "newer than 1.32" },
  "rollout history": { selector: several },
  "rollout status": { selector: several, revision: "waits for one revision; the newest is meant" },
  "rollout undo": { selector: several },
  "set selector": { all: several, "resource-version": "`label` has a row for it" },
  "set serviceaccount": { all: several },
  "set subject": { all: several, selector: several },
  "top pod": { "field-selector": "measured pods have no field but their name" },
  drain: { "chunk-size": "how many are asked for at once is not seen", "skip-wait-for-delete-timeout": "for pods that are long gone on a dead node" },
  wait: { "field-selector": "not taken by every server" },
  events: { "all-namespaces": "`get events -A` lists them" },
  logs: { "insecure-skip-tls-verify-backend": "weakens the connection; refused" },
  debug: {
    attach: "said by `-it`", "arguments-only": ofCopy, container: ofCopy, custom: "a piece of a manifest is typed, not said", env: ofCopy,
    "keep-annotations": ofCopy, "keep-init-containers": ofCopy, "keep-labels": ofCopy, "keep-liveness": ofCopy, "keep-readiness": ofCopy,
    "keep-startup": ofCopy, "set-image": ofCopy,
  },
  "set env": { env: "written as `NAME=value`, which is the same" },
  diff: { concurrency: "how kubectl works, not what it shows", selector: "the manifests are said by their path" },
  apply: {
    all: "of `--prune`; a selector says what is pruned", cascade: "of `--force`", "grace-period": "of `--force`", timeout: "of `--force`",
    overwrite: "on by itself",
  },
  "apply set-last-applied": { "create-annotation": "for objects that were never applied" },
  "apply view-last-applied": { all: several, selector: several },
  patch: { "patch-file": "a patch in a file is given by its path to `apply`" },
  replace: { cascade: "of `--force`", "grace-period": "of `--force`", timeout: "of `--force`", wait: "of `--force`" },
  proxy: {
    "accept-hosts": ofProxy, "accept-paths": ofProxy, "reject-methods": ofProxy, "reject-paths": ofProxy, "disable-filter": "weakens the proxy",
    "append-server-path": ofProxy, keepalive: ofProxy, "unix-socket": "a path of this machine instead of a port", "www-prefix": "of `--www`",
  },
  kustomize: {
    "as-current-user": ofHelm, "enable-alpha-plugins": ofHelm, env: ofHelm, "helm-api-versions": ofHelm, "helm-command": ofHelm, "helm-debug": ofHelm,
    "helm-kube-version": ofHelm, "load-restrictor": ofHelm, mount: ofHelm, network: ofHelm, "network-name": ofHelm,
  },
  "config set": { "set-raw-bytes": "for values in base64" },
  "config set-cluster": { "insecure-skip-tls-verify": "weakens the connection; not offered", "proxy-url": ofExec, "tls-server-name": ofExec },
  "config set-credentials": {
    "auth-provider": ofExec, "auth-provider-arg": ofExec, "exec-api-version": ofExec, "exec-arg": ofExec, "exec-command": ofExec, "exec-env": ofExec,
    "exec-interactive-mode": ofExec, "exec-provide-cluster-info": ofExec,
  },
  "config view": { merge: "on by itself" },
}; // biome-ignore format: one line a verb

/** Verbs for which there is no row. */
export const verbsLeftOut: Readonly<Record<string, string>> = {
  "apply edit-last-applied": "edits in a terminal what `apply` noted; `edit` has rows",
  "kuberc set": "kubectl's own preferences, newer than 1.32",
  "kuberc view": "kubectl's own preferences, newer than 1.32",
  help: "a person who asks for help is answered by the service",
};
