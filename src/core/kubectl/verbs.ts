/** What a flag takes: nothing or `=true`/`=false`; a value; a value that counts only behind `=` (`optional`); `list` adds up when repeated. */
type FlagType = "boolean" | "text" | "integer" | "duration" | "list" | "optional";

export type FlagSpec = {
  readonly name: string;
  readonly shorthand: string | null;
  readonly type: FlagType;
  /** Newer than kubectl 1.32. */
  readonly isNew: boolean;
  /** Taken, but not (or no longer) named by kubectl's help. */
  readonly isHidden: boolean;
};

/** A verb is the path of sub-commands joined by one blank. `flags` are its own, by long name; `globals` are for every verb. */
export type VerbSpec = { readonly verb: string; readonly flags: ReadonlyMap<string, FlagSpec> };

/** The verb of that canonical name, undefined when kubectl has none. */
export function verbNamed(name: string): VerbSpec | undefined {
  return verbs.get(name);
}

/** The flag that a long name (`_` reads as `-`, as kubectl normalises it) means behind a verb. */
export function flagNamed(name: string, verb: VerbSpec | undefined): FlagSpec | undefined {
  const canonical = name.replaceAll("_", "-");
  return verb?.flags.get(canonical) ?? globals.get(canonical);
}

/** The flag that one letter means behind a verb; `-f` is `--follow` behind logs and `--filename` elsewhere. */
export function flagOfLetter(letter: string, verb: VerbSpec | undefined): FlagSpec | undefined {
  for (const flags of verb === undefined ? [globals] : [verb.flags, globals]) {
    for (const flag of flags.values()) if (flag.shorthand === letter) return flag;
  }
  return undefined;
}

/** Other words that kubectl takes for the last word of a verb. */
export const aliases: ReadonlyMap<string, string> = new Map([
  ["create cm", "create configmap"],
  ["create cj", "create cronjob"],
  ["create deploy", "create deployment"],
  ["create ing", "create ingress"],
  ["create ns", "create namespace"],
  ["create pdb", "create poddisruptionbudget"],
  ["create pc", "create priorityclass"],
  ["create resourcequota", "create quota"],
  ["create sa", "create serviceaccount"],
  ["create svc", "create service"],
  ["set sa", "set serviceaccount"],
  ["top nodes", "top node"],
  ["top no", "top node"],
  ["top pods", "top pod"],
  ["top po", "top pod"],
  ["config use", "config use-context"],
]);

/** Verbs behind which `--` starts the command that runs in a container. */
export const verbsWithTrailing: ReadonlySet<string> = new Set([
  "exec",
  "run",
  "debug",
  "create deployment",
  "create job",
  "create cronjob",
]);

/** First words that only lead to sub-commands, with those: `rollout` -> `status`, ... */
export function subcommandsOf(prefix: string): readonly string[] {
  return children.get(prefix) ?? [];
}

/** What the marks behind a flag's name in the tables below mean; none is a boolean. Behind it `+` is newer than 1.32, `!` hidden. */
const marks: Readonly<Record<string, FlagType>> = {
  ":": "text",
  "#": "integer",
  "%": "duration",
  "*": "list",
  "?": "optional",
};

const printing = "allow-missing-template-keys o,output: show-managed-fields template:";
const files = "f,filename* k,kustomize: R,recursive";
const creating = "dry-run? field-manager: save-config validate?";

/** `kubectl options` of kubectl 1.36. */
export const globals: ReadonlyMap<string, FlagSpec> = flagTable(
  "as: as-group* as-uid: as-user-extra*+ cache-dir: certificate-authority: client-certificate: client-key: cluster: context: " +
    "disable-compression h,help insecure-skip-tls-verify kubeconfig: kuberc:+ log-flush-frequency% match-server-version " +
    "n,namespace: password: profile: profile-output: request-timeout: s,server: tls-server-name: token: user: username: " +
    "v,v# vmodule: warnings-as-errors",
);

/** `kubectl VERB --help` of kubectl 1.36, plus the deprecated flags it still takes. */
const rows: readonly (readonly [verb: string, flags: string])[] = [
  ["create", `${printing} ${files} ${creating} edit raw: l,selector: windows-line-endings record!`],
  ["create clusterrole", `${printing} ${creating} aggregation-rule: non-resource-url* resource* resource-name* verb*`],
  ["create clusterrolebinding", `${printing} ${creating} clusterrole: group* serviceaccount* user*`],
  ["create configmap", `${printing} ${creating} append-hash from-env-file* from-file* from-literal*`],
  ["create cronjob", `${printing} ${creating} image: restart: schedule:`],
  ["create deployment", `${printing} ${creating} image* port# r,replicas#`],
  ["create ingress", `${printing} ${creating} annotation* class: default-backend: rule*`],
  ["create job", `${printing} ${creating} from: image:`],
  ["create namespace", `${printing} ${creating}`],
  ["create poddisruptionbudget", `${printing} ${creating} max-unavailable: min-available: selector:`],
  ["create priorityclass", `${printing} ${creating} description: global-default preemption-policy: value#`],
  ["create quota", `${printing} ${creating} hard: scopes:`],
  ["create role", `${printing} ${creating} resource* resource-name* verb*`],
  ["create rolebinding", `${printing} ${creating} clusterrole: group* role: serviceaccount* user*`],
  [
    "create secret docker-registry",
    `${printing} ${creating} append-hash docker-email: docker-password: docker-server: docker-username: from-file*`,
  ],
  ["create secret generic", `${printing} ${creating} append-hash from-env-file* from-file* from-literal* type:`],
  ["create secret tls", `${printing} ${creating} append-hash cert: key:`],
  ["create service clusterip", `${printing} ${creating} clusterip: tcp*`],
  ["create service externalname", `${printing} ${creating} external-name: tcp*`],
  ["create service loadbalancer", `${printing} ${creating} tcp*`],
  ["create service nodeport", `${printing} ${creating} node-port# tcp*`],
  ["create serviceaccount", `${printing} ${creating}`],
  ["create token", `${printing} audience* bound-object-kind: bound-object-name: bound-object-uid: duration%`],
  [
    "expose",
    `${printing} ${files} cluster-ip: dry-run? external-ip: field-manager: l,labels: load-balancer-ip: name: override-type: overrides: port: protocol: save-config selector: session-affinity: target-port: type: record!`,
  ],
  [
    "run",
    `${printing} ${files} annotations* attach cascade? command detach-keys:+ dry-run? env* expose field-manager: force grace-period# image: image-pull-policy: l,labels: leave-stdin-open override-type: overrides: pod-running-timeout% port: privileged q,quiet restart: rm save-config i,stdin timeout% t,tty wait record!`,
  ],
  [
    "set env",
    `${printing} ${files} all c,containers: dry-run? e,env* field-manager: from: keys* list local overwrite prefix: resolve l,selector:`,
  ],
  ["set image", `${printing} ${files} all dry-run? field-manager: local l,selector: record!`],
  [
    "set resources",
    `${printing} ${files} all c,containers: dry-run? field-manager: limits: local requests: l,selector: record!`,
  ],
  ["set selector", `${printing} all dry-run? field-manager: f,filename* local R,recursive resource-version: record!`],
  ["set serviceaccount", `${printing} ${files} all dry-run? field-manager: local record!`],
  ["set subject", `${printing} ${files} all dry-run? field-manager: group* local l,selector: serviceaccount* user*`],
  ["explain", "api-version: o,output: R,recursive"],
  [
    "get",
    `${printing} ${files} A,all-namespaces chunk-size# field-selector: ignore-not-found L,label-columns* no-headers output-watch-events raw: l,selector: server-print show-kind show-labels sort-by: subresource: w,watch watch-only`,
  ],
  [
    "edit",
    `${printing} ${files} field-manager: output-patch save-config subresource: validate? windows-line-endings record!`,
  ],
  [
    "delete",
    `${files} all A,all-namespaces cascade? dry-run? field-selector: force grace-period# ignore-not-found i,interactive now o,output: raw: l,selector: timeout% wait`,
  ],
  ["rollout history", `${printing} ${files} revision# l,selector:`],
  ["rollout pause", `${printing} ${files} field-manager: l,selector:`],
  ["rollout restart", `${printing} ${files} field-manager: l,selector:`],
  ["rollout resume", `${printing} ${files} field-manager: l,selector:`],
  ["rollout status", `${files} revision# l,selector: timeout% w,watch`],
  ["rollout undo", `${printing} ${files} dry-run? l,selector: to-revision#`],
  [
    "scale",
    `${printing} ${files} all current-replicas# dry-run? replicas# resource-version: l,selector: timeout% record!`,
  ],
  [
    "autoscale",
    `${printing} ${files} cpu:+ dry-run? field-manager: max# memory:+ min# name: save-config cpu-percent#! record!`,
  ],
  ["certificate approve", `${printing} ${files} force`],
  ["certificate deny", `${printing} ${files} force`],
  ["cluster-info", ""],
  ["cluster-info dump", `${printing} A,all-namespaces namespaces* output-directory: pod-running-timeout%`],
  ["top node", "no-headers l,selector: show-capacity show-swap+ sort-by: use-protocol-buffers"],
  [
    "top pod",
    "A,all-namespaces containers field-selector: no-headers l,selector: show-swap+ sort-by: sum use-protocol-buffers",
  ],
  ["cordon", "dry-run? l,selector:"],
  ["uncordon", "dry-run? l,selector:"],
  [
    "drain",
    "chunk-size# delete-emptydir-data disable-eviction dry-run? force grace-period# ignore-daemonsets pod-selector: l,selector: skip-wait-for-delete-timeout# timeout%",
  ],
  ["taint", `${printing} all dry-run? field-manager: overwrite l,selector: validate?`],
  ["describe", `${files} A,all-namespaces chunk-size# l,selector: show-events`],
  [
    "logs",
    "all-containers all-pods c,container: f,follow ignore-errors insecure-skip-tls-verify-backend limit-bytes# max-log-requests# pod-running-timeout% prefix p,previous l,selector: since% since-time: tail# timestamps",
  ],
  ["attach", "c,container: detach-keys:+ pod-running-timeout% q,quiet i,stdin t,tty"],
  ["exec", "c,container: f,filename* pod-running-timeout% q,quiet i,stdin t,tty"],
  ["port-forward", "address: pod-running-timeout%"],
  [
    "proxy",
    "accept-hosts: accept-paths: address: api-prefix: append-server-path disable-filter keepalive% p,port# reject-methods: reject-paths: u,unix-socket: w,www: P,www-prefix:",
  ],
  ["cp", "c,container: no-preserve retries#"],
  ["auth can-i", "A,all-namespaces list no-headers q,quiet subresource:"],
  ["auth reconcile", `${printing} ${files} dry-run? remove-extra-permissions remove-extra-subjects`],
  ["auth whoami", `${printing}`],
  [
    "debug",
    "arguments-only attach c,container: copy-to: custom: env* f,filename* image: image-pull-policy: keep-annotations keep-init-containers keep-labels keep-liveness keep-readiness keep-startup profile: q,quiet replace same-node set-image* share-processes i,stdin target: t,tty",
  ],
  ["events", `${printing} A,all-namespaces chunk-size# for* no-headers types* w,watch`],
  [
    "diff",
    `${files} concurrency# field-manager: force-conflicts prune prune-allowlist* l,selector: server-side show-managed-fields show-secrets+`,
  ],
  [
    "apply",
    `${printing} ${files} all cascade? dry-run? field-manager: force force-conflicts grace-period# openapi-patch overwrite prune prune-allowlist* l,selector: server-side subresource: timeout% validate? wait record!`,
  ],
  ["apply edit-last-applied", `${printing} ${files} field-manager: validate? windows-line-endings record!`],
  ["apply set-last-applied", `${printing} create-annotation dry-run? f,filename*`],
  ["apply view-last-applied", `${files} all o,output: l,selector:`],
  ["patch", `${printing} ${files} dry-run? field-manager: local p,patch: patch-file: subresource: type: record!`],
  ["replace", `${printing} ${files} ${creating} cascade? force grace-period# raw: subresource: timeout% wait`],
  ["wait", `${printing} all A,all-namespaces field-selector: f,filename* for* local R,recursive l,selector: timeout%`],
  [
    "kustomize",
    "as-current-user enable-alpha-plugins enable-helm e,env* helm-api-versions* helm-command: helm-debug helm-kube-version: load-restrictor: mount* network network-name: o,output:",
  ],
  [
    "label",
    `${printing} ${files} all A,all-namespaces dry-run? field-manager: field-selector: list local overwrite resource-version: l,selector: record!`,
  ],
  [
    "annotate",
    `${printing} ${files} all A,all-namespaces dry-run? field-manager: field-selector: list local overwrite resource-version: l,selector: record!`,
  ],
  ["completion", ""],
  [
    "api-resources",
    "api-group: cached categories* namespaced no-headers o,output: show-managed-fields+ sort-by: verbs*",
  ],
  ["api-versions", ""],
  ["config current-context", ""],
  ["config delete-cluster", ""],
  ["config delete-context", ""],
  ["config delete-user", ""],
  ["config get-clusters", ""],
  ["config get-contexts", "no-headers o,output:"],
  ["config get-users", ""],
  ["config rename-context", ""],
  ["config set", "set-raw-bytes"],
  [
    "config set-cluster",
    "certificate-authority: embed-certs insecure-skip-tls-verify proxy-url: server: tls-server-name:",
  ],
  ["config set-context", "cluster: current namespace: user:"],
  [
    "config set-credentials",
    "auth-provider: auth-provider-arg* client-certificate: client-key: embed-certs exec-api-version: exec-arg* exec-command: exec-env* exec-interactive-mode: exec-provide-cluster-info password: token: username:",
  ],
  ["config unset", ""],
  ["config use-context", ""],
  ["config view", `${printing} flatten merge minify raw`],
  ["kuberc set", "allowlist-entry* appendarg* command: kuberc: name: option* overwrite policy: prependarg* section:"],
  ["kuberc view", `${printing} kuberc:`],
  ["plugin list", "name-only"],
  ["version", "client o,output:"],
  ["options", ""],
  ["help", ""],
];

export const verbs: ReadonlyMap<string, VerbSpec> = new Map(
  rows.map(([verb, flags]) => [verb, { verb, flags: flagTable(flags) }]),
);

const children: ReadonlyMap<string, readonly string[]> = childTable();

function flagTable(text: string): Map<string, FlagSpec> {
  const specs = text
    .split(" ")
    .filter((word) => word !== "")
    .map(flagSpec);
  return new Map(specs.map((spec) => [spec.name, spec]));
}

function flagSpec(word: string): FlagSpec {
  const [, names, mark, note] = /^([\w,-]+)([:#%*?]?)([+!]?)$/.exec(word)!;
  const [shorthand, name] = names!.includes(",") ? (names!.split(",") as [string, string]) : [null, names!];
  return { name, shorthand, type: marks[mark!] ?? "boolean", isNew: note === "+", isHidden: note === "!" };
}

function childTable(): Map<string, readonly string[]> {
  const table = new Map<string, string[]>();
  for (const [verb] of rows) {
    const words = verb.split(" ");
    for (let depth = 1; depth < words.length; depth++) {
      const prefix = words.slice(0, depth).join(" ");
      const word = words[depth]!;
      const known = table.get(prefix) ?? [];
      table.set(prefix, known.includes(word) ? known : [...known, word]);
    }
  }
  return table;
}
