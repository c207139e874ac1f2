import { at, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";

/** One place in which an object names another. */
export type Use = { readonly user: ObjectRef; readonly how: string; readonly isOptional: boolean; readonly line: Line };

const workloads = ["Deployment", "StatefulSet", "DaemonSet", "CronJob"];

/** What lies under a field, with the path to it. */
type Leaf = { readonly path: readonly string[]; readonly text: string };

/** Who names a ConfigMap, a Secret, a claim or a service account of its own namespace. */
export function readersOf(ref: ObjectRef, view: ClusterView): readonly Use[] {
  const users = [...workloads.flatMap((kind) => view.of(kind)), ...(ref.kind === "Secret" ? view.of("Ingress") : [])];
  return users
    .filter((user) => user.ref.namespace === ref.namespace && user.sources.has("object"))
    .flatMap((user) => {
      const found = leavesOf(user.fields).filter((leaf) => names(leaf, ref, user));
      const first = found[0];
      if (first === undefined) return [];
      const how = [...new Set(found.map(({ path }) => waySaid(path)))].join(", ");
      const isOptional = found.every(({ path }) => textAt(user.fields, ...path.slice(0, -1), "optional") === "true");
      return [{ user: user.ref, how, isOptional, line: lineOf(user, first, view) }];
    });
}

const fieldsOf: Readonly<Record<string, RegExp>> = {
  ConfigMap: /(?:^|\.)(?:configMap|configMapRef|configMapKeyRef)\.name$/,
  Secret: /(?:^|\.)(?:secret\.(?:secretName|name)|secretRef\.name|secretKeyRef\.name|tls\.\d{1,3}\.secretName)$/,
  PersistentVolumeClaim: /(?:^|\.)persistentVolumeClaim\.claimName$/,
  ServiceAccount: /(?:^|\.)serviceAccountName$/,
};

function names({ path, text }: Leaf, { kind, name }: ObjectRef, user: ObservedObject): boolean {
  const way = path.join(".");
  if (kind === "PersistentVolumeClaim" && /volumeClaimTemplates\.\d{1,3}\.metadata\.name$/.test(way))
    return (
      name.startsWith(`${text}-${user.ref.name}-`) &&
      /^\d{1,5}$/.test(name.slice(text.length + user.ref.name.length + 2))
    );
  return text === name && fieldsOf[kind]?.test(way) === true;
}

function waySaid(path: readonly string[]): string {
  const way = path.join(".");
  const ways: readonly (readonly [RegExp, string])[] = [
    [/\benvFrom\b/, "all its keys as environment variables"],
    [/\benv\b/, "keys of it as environment variables"],
    [/\bvolumeClaimTemplates\b|\bpersistentVolumeClaim\b/, "as a volume"],
    [/\bvolumes\b/, "mounted as a volume"],
    [/\bimagePullSecrets\b/, "to pull images"],
    [/\btls\b/, "as its TLS certificate"],
    [/\bserviceAccountName\b/, "runs as it"],
  ];
  return ways.find(([pattern]) => pattern.test(way))?.[1] ?? way;
}

/** Who is set to reach one of these objects: hosts in settings, backends of Ingresses, what scales or guards it. */
export function clientsOf(refs: readonly ObjectRef[], view: ClusterView): readonly Use[] {
  const namespace = refs[0]?.namespace ?? "";
  const hosts = hostsOf(refs, view);
  const own = new Set(refs.map(({ name }) => name));
  const isOwn = ({ ref }: ObservedObject) => ref.namespace === namespace && own.has(ref.name);
  const settings = view
    .of("ConfigMap")
    .filter((map) => map.sources.has("object") && map.ref.name !== "kube-root-ca.crt");
  const byMap = settings.flatMap((map) => {
    const found = leavesOf(at(map.fields, "data")).find((leaf) =>
      isHost(leaf, hosts, namespace, map.ref.namespace ?? ""),
    );
    return found === undefined ? [] : [{ map, found }];
  });
  const direct = workloads
    .flatMap((kind) => view.of(kind))
    .filter((user) => !isOwn(user) && user.sources.has("object"))
    .flatMap((user): readonly Use[] => {
      const found = leavesOf(user.fields).find(
        (leaf) => isSetting(leaf) && isHost(leaf, hosts, namespace, user.ref.namespace ?? ""),
      );
      return found === undefined
        ? []
        : [
            {
              user: user.ref,
              how: `${nameOfSetting(found)} is ${short(found.text)}`,
              isOptional: false,
              line: lineOf(user, found, view),
            },
          ];
    });
  const through = byMap.flatMap(({ map, found }) => {
    const readers = readersOf(map.ref, view).filter(
      ({ user }) => !(user.namespace === namespace && own.has(user.name)),
    );
    const how = `ConfigMap ${map.ref.name} says ${found.path.join(".")}: ${short(found.text)}`;
    const line = map.cite("data", ...found.path);
    if (readers.length === 0) return [{ user: map.ref, how, isOptional: false, line }];
    return readers.map(({ user }): Use => ({ user, how, isOptional: false, line }));
  });
  return unique([...direct, ...through, ...routesTo(hosts, namespace, view)]);
}

/** The names under which it is reached: its own, and those of the Services that select it. */
function hostsOf(refs: readonly ObjectRef[], view: ClusterView): ReadonlySet<string> {
  const names = new Set(refs.map(({ name }) => name));
  for (const service of view.of("Service")) {
    const isNear = service.ref.namespace === refs[0]?.namespace;
    const selected = Object.values((at(service.fields, "spec", "selector") ?? {}) as Record<string, unknown>);
    if (
      isNear &&
      selected.some(
        (value) => typeof value === "string" && refs.some(({ kind, name }) => kind !== "Service" && name === value),
      )
    )
      names.add(service.ref.name);
  }
  return names;
}

/** Lists that no line by line reader reads are cited by the line that holds the value. */
function lineOf(user: ObservedObject, { path, text }: Leaf, view: ClusterView): Line {
  const cited = user.cite(...path);
  if (cited.line !== 1) return cited;
  const piece = view.evidence[user.newest];
  return (piece === undefined ? undefined : linesOf(piece).find((line) => line.text.includes(text))) ?? cited;
}

const isSetting = ({ path }: Leaf): boolean => /\b(?:env|args|command)\b/.test(path.join("."));

/** `postgres.data.svc:5432`, `postgres.data`, and in the same namespace `http://postgres:80` or a bare name in a setting called after a host. */
function isHost({ text, path }: Leaf, hosts: ReadonlySet<string>, namespace: string, home: string): boolean {
  if (text.length > 20_000) return false;
  const words = text.split(/[\s,;'"`=@()[\]{}<>]+|:\/\//);
  return words.some((word) => {
    const host = word.split(/[:/?]/)[0]!;
    const [name, place, ...rest] = host.split(".");
    if (!hosts.has(name!)) return false;
    if (place === namespace && (rest.length === 0 || rest[0] === "svc")) return true;
    if (host !== name || home !== namespace) return false;
    return (
      text.includes(`://${word}`) ||
      /^[\w-]{1,80}:\d{2,5}\b/.test(word) ||
      /host|addr|url|uri|endpoint|server|broker|upstream/i.test(path.join("."))
    );
  });
}

function nameOfSetting({ path }: Leaf): string {
  const env = path.lastIndexOf("env");
  return (env < 0 ? undefined : path[env + 1]) ?? path.at(-1)!;
}

const short = (text: string): string => {
  const line = text.split("\n")[0]!.trim();
  return line.length > 120 ? `${line.slice(0, 120)} …` : line;
};

function routesTo(hosts: ReadonlySet<string>, namespace: string, view: ClusterView): readonly Use[] {
  const near = (kind: string) => view.of(kind).filter(({ ref }) => ref.namespace === namespace);
  const routes = near("Ingress").flatMap((ingress): readonly Use[] => {
    const paths = listAt(ingress.fields, "spec", "rules").flatMap((rule) =>
      listAt(rule, "http", "paths").flatMap((path) =>
        hosts.has(textAt(path, "backend", "service", "name")) ? [`${textAt(rule, "host")}${textAt(path, "path")}`] : [],
      ),
    );
    return paths.length === 0
      ? []
      : [
          {
            user: ingress.ref,
            how: `leads ${paths.slice(0, 4).join(", ")} to it`,
            isOptional: false,
            line: ingress.cite("spec", "rules"),
          },
        ];
  });
  return routes;
}

function unique(uses: readonly Use[]): readonly Use[] {
  const seen = new Map(uses.map((use) => [`${use.user.kind} ${use.user.namespace}/${use.user.name}`, use]));
  return [...seen.values()];
}

function leavesOf(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value === "number" || typeof value === "boolean") return [{ path, text: `${value}` }];
  if (path.length > 16 || typeof value !== "object" || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, one]) => {
    const name = isList ? textAt(one, "name") : "";
    return leavesOf(one, [...path, name === "" ? key : name]);
  });
}
