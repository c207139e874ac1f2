import {
  type FlagSpec,
  flagOfLetter,
  globals,
  type VerbSpec,
  verbs,
  verbsWithTrailing,
} from "../../src/core/kubectl/verbs.ts";

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export type Chance = () => number;

export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Where a generated command may try to reach out to: values of flags and arguments point there, and nothing may arrive. */
export type Traps = { readonly url: string; readonly host: string; readonly file: string; readonly folder: string };

/** A command line and the verb and flag it was made for. */
export type Generated = { readonly text: string; readonly verb: string; readonly flag: string };

/**
 * Command lines from the tables: every verb with every flag it takes, each with several values and random company, then as many
 * mutations of those. Endless variety, no claim of sense: kubectl may refuse most of them.
 */
export function generate(count: number, traps: Traps, chance: Chance): Generated[] {
  const pairs = [...verbs.values()].flatMap((verb) =>
    [undefined, ...verb.flags.values(), ...globals.values()].map((flag) => ({ verb, flag })),
  );
  const made: Generated[] = [];
  for (let round = 0; made.length < count; round += 1)
    for (const { verb, flag } of pairs) {
      const words = commandWords(verb, flag, traps, chance);
      const text = round % 3 === 2 ? mutated(words, traps, chance) : join(words);
      made.push({ text, verb: verb.verb, flag: flag?.name ?? "" });
    }
  return made;
}

function commandWords(verb: VerbSpec, flag: FlagSpec | undefined, traps: Traps, chance: Chance): string[] {
  const company = Array.from({ length: Math.floor(chance() * 3) }, () => pick([...verb.flags.values()], chance));
  const flags = [flag, ...company].filter((spec) => spec !== undefined);
  const args = argumentsOf(verb.verb, traps, chance);
  const flagWords = flags.map((spec) => spell(spec, anyValue(spec, traps, chance), verb, chance));
  const body = chance() < 0.7 ? [...args, ...flagWords.flat()] : [...flagWords.flat(), ...args];
  const trailing = verbsWithTrailing.has(verb.verb) && chance() < 0.6 ? ["--", ...pick(containerCommands, chance)] : [];
  return ["kubectl", ...verb.verb.split(" "), ...body, ...trailing];
}

/** A flag in one of the ways in which pflag reads it. */
function spell(flag: FlagSpec, value: string, verb: VerbSpec, chance: Chance): string[] {
  const name = chance() < 0.1 ? flag.name.replaceAll("-", "_") : flag.name;
  const short = flag.shorthand !== null && flagOfLetter(flag.shorthand, verb) === flag ? `-${flag.shorthand}` : null;
  if (flag.type === "boolean") {
    if (value === "true" && chance() < 0.7) return [short ?? `--${name}`];
    return [`--${name}=${value}`];
  }
  if (flag.type === "optional") return chance() < 0.3 ? [`--${name}`] : [`--${name}=${value}`];
  if (short !== null && chance() < 0.5) return pick([[short, value], [short + value], [`${short}=${value}`]], chance);
  return chance() < 0.5 ? [`--${name}=${value}`] : [`--${name}`, value];
}

const resources = [
  ..."pods po deployments deploy svc services endpoints events ev nodes no namespaces ns secrets secret configmaps cm".split(
    " ",
  ),
  ..."jobs cronjobs hpa ingresses ing pvc pv storageclasses sa roles rolebindings clusterroles crds all replicasets rs".split(
    " ",
  ),
  ..."statefulsets sts daemonsets ds networkpolicies leases priorityclasses certificatesigningrequests certificates".split(
    " ",
  ),
  ..."secrets.v1. pods.v1 deployments.v1.apps pods.metrics.k8s.io widgets.example.com componentstatuses".split(" "),
];
const lists = ["pods,svc", "deploy,secrets", "secret,cm", "all,secrets", "pods,events,nodes"];
const names = [
  "checkout",
  "web-0",
  "postgres-0",
  "kafka-2",
  "node-1",
  "shop",
  "kube-system",
  "default",
  "db-credentials",
];
const containerCommands = [["env"], ["cat", "/etc/passwd"], ["sh", "-c", "id"], ["ls"]];
const permissionVerbs = ["get", "list", "create", "delete", "*", "impersonate"];

function argumentsOf(verb: string, { url, file, folder }: Traps, chance: Chance): string[] {
  const resource = () => pick(chance() < 0.12 ? lists : resources, chance);
  const name = () => pick(names, chance);
  const slashed = () => `${pick(resources, chance)}/${name()}`;
  const general = [
    () => [resource()],
    () => [resource(), name()],
    () => [slashed()],
    () => [slashed(), slashed()],
    () => [resource(), name(), name()],
    () => [],
  ];
  const special: Readonly<Record<string, readonly (() => string[])[]>> = {
    logs: [() => [name()], () => [slashed()], () => [`deploy/${name()}`], () => []],
    exec: [() => [name()], () => [`deploy/${name()}`]],
    "auth can-i": [
      () => [pick(permissionVerbs, chance), resource()],
      () => [pick(permissionVerbs, chance), "/logs"],
      () => [],
    ],
    explain: [() => [resource()], () => [`${resource()}.spec`], () => [`${resource()}.metadata.name`]],
    cp: [() => [`${name()}:/etc`, folder], () => [file, `${name()}:/tmp`]],
    completion: [() => [pick(["bash", "zsh", "powershell", "fish"], chance)]],
    help: [() => [resource()], () => [pick([...verbs.keys()], chance)]],
    "config view": [() => []],
    "rollout undo": [() => [`deploy/${name()}`]],
    "create token": [() => [name()]],
    run: [() => [name()]],
    label: [() => [slashed(), "a=b"], () => [slashed(), "a-"], () => [slashed()]],
    annotate: [() => [slashed(), "a=b"], () => [slashed()]],
    "set env": [() => [slashed()], () => [slashed(), "A=b"], () => [`deploy/${name()}`, "-"]],
    "set image": [() => [`deploy/${name()}`, `app=${url}`]],
    kustomize: [() => [folder], () => [url], () => []],
  };
  return pick(special[verb] ?? general, chance)();
}

function anyValue(flag: FlagSpec, traps: Traps, chance: Chance): string {
  if (flag.type === "boolean") return pick(["true", "true", "false", "1", "T"], chance);
  if (flag.type === "integer") return pick(["0", "1", "3", "-1", "9"], chance);
  if (flag.type === "duration") return pick(["0", "1s", "2s", "-1s", "10s", "1m"], chance);
  const known = values[flag.name]?.(traps);
  return pick(known !== undefined && chance() < 0.85 ? known : anything(traps), chance);
}

const anything = ({ url, host, file, folder }: Traps) => [
  ...["x", "", "shop", "*", "app=web", ".metadata.name", "{.items[*].metadata.name}", "1", "a,b", "true"],
  ...[url, host, file, folder, `@${file}`, "-", "/api/v1/secrets", "system:masters", "../../x"],
];

const templates = [
  "{.items[*].metadata.name}",
  "{.data}",
  "{.items[*].data}",
  "{range .items[*]}{.kind}{end}",
  "{..password}",
];

const values: Readonly<Record<string, (traps: Traps) => readonly string[]>> = {
  output: ({ file }) => [
    ...[
      "json",
      "yaml",
      "wide",
      "name",
      "kyaml",
      "jsonpath-as-json={.items}",
      "custom-columns=N:.metadata.name,D:.data",
    ],
    ...templates.flatMap((template) => [`jsonpath=${template}`, `custom-columns=A:${template}`]),
    ...["go-template={{.}}", "go-template={{range .items}}{{.data}}{{end}}", "template={{.kind}}"],
    ...[`go-template-file=${file}`, `jsonpath-file=${file}`, `custom-columns-file=${file}`, `templatefile=${file}`],
  ],
  template: ({ file }) => [...templates, "{{.data}}", file],
  namespace: () => ["shop", "data", "kube-system", "default", "none"],
  selector: () => ["app=checkout", "app", "app!=x", "app in (checkout,cart)", "!x", "tier=frontend"],
  "field-selector": () => ["status.phase=Running", "metadata.name=checkout", "type=Warning", "type=kubernetes.io/tls"],
  "sort-by": () => [".metadata.name", ".metadata.creationTimestamp", "{.data}", "name", "cpu", ".data.password"],
  "label-columns": () => ["app", "tier,app"],
  for: () => [
    "condition=Ready",
    "delete",
    "jsonpath={.status.phase}=Running",
    "create",
    "pod/web-0",
    "deploy/checkout",
  ],
  filename: ({ url, file, folder }) => ["-", file, folder, url, "kubernetes.io"],
  kustomize: ({ url, folder }) => [folder, url],
  raw: () => [
    ...["/readyz", "/api/v1/namespaces/shop/pods", "/api/v1/secrets", "/apis", "/metrics", "/version", "/logs/"],
    ...["/api/v1/namespaces/shop/services/checkout/proxy/", "/api/v1/nodes/node-1/proxy/run", "/api/v1/pods?watch=1"],
    ...["/apis/apps/v1/deployments", "/api/v1/namespaces/shop/pods/web-0/exec?command=id", "/openapi/v3", "//x"],
  ],
  subresource: () => ["status", "scale", "resize", "exec", "proxy", "token", "eviction", "log"],
  container: () => ["app", "init", "checkout"],
  "since-time": () => ["2026-01-01T00:00:00Z"],
  "dry-run": () => ["client", "client", "client", "server", "none"],
  server: ({ url, host }) => [url, host],
  "request-timeout": () => ["2s", "0", "1"],
  "cache-dir": ({ folder }) => [folder, `${folder}/made`],
  "output-directory": ({ folder }) => [folder, "out"],
  profile: () => ["cpu", "heap", "general"],
  "profile-output": ({ folder }) => [`${folder}/profile`],
  kubeconfig: ({ file }) => [file],
  kuberc: ({ file }) => [file],
  as: () => ["admin", "system:serviceaccount:shop:deployer"],
  image: ({ host }) => [`${host}/image:1`, "busybox"],
  patch: () => ['{"spec":{"replicas":0}}', "[]"],
  "from-file": ({ file }) => [file],
  "from-literal": () => ["a=b"],
  types: () => ["Warning", "Normal,Warning"],
  "api-group": () => ["apps", "", "batch"],
  "api-version": () => ["apps/v1", "v1"],
  verbs: () => ["list", "get,watch"],
  v: () => ["0", "4", "6", "8", "9"],
};

/** One to three accidents: a word twice, gone, moved, split, joined, quoted, or a piece of something else in between. */
function mutated(words: readonly string[], traps: Traps, chance: Chance): string {
  let now = [...words];
  for (let times = 1 + Math.floor(chance() * 3); times > 0; times -= 1) {
    const at = 1 + Math.floor(chance() * (now.length - 1));
    const word = now[at] ?? "";
    now = pick(
      [
        () => now.toSpliced(at, 0, word),
        () => now.toSpliced(at, 1),
        () => now.toSpliced(at, 1).toSpliced(1 + Math.floor(chance() * (now.length - 1)), 0, word),
        () => now.toSpliced(at, 1, ...word.split("=", 2)),
        () => now.toSpliced(at, 2, word + (now[at + 1] ?? "")),
        () => now.toSpliced(at, 0, pick(anything(traps), chance)),
        () => now.toSpliced(at, 0, "--"),
        () => now.toSpliced(at, 1, word.toUpperCase()),
        () => now.toSpliced(at, 1, word.replace("-", "—")),
        () => now.toSpliced(at, 1, word.slice(0, -1)),
        () =>
          now.toSpliced(
            at,
            0,
            pick(["-A", "-w", "-f", "--raw", "-o", "--dry-run", "-s", "-it", "-R", "--help"], chance),
          ),
      ],
      chance,
    )();
  }
  return join(now);
}

function join(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}

function pick<T>(list: readonly T[], chance: Chance): T {
  return list[Math.floor(chance() * list.length)]!;
}
