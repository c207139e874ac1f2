import { entriesAt, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { podSpecOf } from "./columns.ts";
import { ownerChain } from "./owner-chain.ts";
import { sinceCondition } from "./since-condition.ts";

export type Value = { readonly value: string; readonly line: Line };

/** What is asked of an object, and where it stands; `verb` joins the name and the values to a sentence. */
export type Attribute = {
  readonly said: RegExp;
  readonly verb: string;
  read(object: ObservedObject, clause: string, view: ClusterView): readonly Value[];
};

const cell =
  (...headings: readonly string[]) =>
  (object: ObservedObject): readonly Value[] => {
    const found = headings.flatMap((heading) => object.printed.get(heading) ?? [])[0];
    return found === undefined || /^(?:<none>|<unset>|<pending>|)$/.test(found.value) ? [] : [found];
  };

const field =
  (...path: readonly string[]) =>
  (object: ObservedObject): readonly Value[] => {
    const value = textAt(object.fields, ...path);
    return value === "" ? [] : [{ value, line: object.cite(...path) }];
  };

const first =
  (...readers: readonly Attribute["read"][]): Attribute["read"] =>
  (object, clause, view) => {
    for (const read of readers) {
      const values = read(object, clause, view);
      if (values.length > 0) return values;
    }
    return [];
  };

/** The containers that the words name, else all. */
export const containers = (object: ObservedObject, clause = "") => {
  const spec = podSpecOf(object);
  const all = [...listAt(spec, "containers"), ...listAt(spec, "initContainers")];
  const words = new Set(
    clause
      .split(/[\s,;?"'`()]+/)
      .flatMap((word) => (object.ref.name.startsWith(word) ? [word] : [word, ...word.split(/[-_]/)])),
  );
  const partsSaid = (name: string) => {
    const parts = name.toLowerCase().split(/[-_]/);
    return parts.every((part) => words.has(part)) ? parts.length : 0;
  };
  const fits = all.map((one) =>
    Math.max(
      partsSaid(textAt(one, "name")),
      partsSaid(/([^/:@]+)(?:[:@][^/]*)?$/.exec(textAt(one, "image"))?.[1] ?? ""),
    ),
  );
  const best = Math.max(0, ...fits);
  return best === 0 ? all : all.filter((_, index) => fits[index] === best);
};

/** The line that shows a value, by its text, where the place of the field is not known. */
function lineOf(object: ObservedObject, ...path: readonly string[]): Line {
  const paths = [["spec", "template", "spec"], ["spec", "jobTemplate", "spec", "template", "spec"], ["spec"]];
  const lines = paths.map((one) => object.cite(...one, ...path));
  return lines.toSorted((one, other) => other.line - one.line)[0] ?? object.cite();
}

const ofContainers =
  (...path: readonly string[]): Attribute["read"] =>
  (object, clause) => {
    const all = containers(object, clause);
    const some = all.flatMap((one) => {
      const value = textAt(one, ...path);
      const name = textAt(one, "name");
      return value === "" ? [] : [{ value, name, line: lineOf(object, "containers", name, ...path) }];
    });
    const isSame = new Set(some.map(({ value }) => value)).size === 1;
    return some.map(({ value, name, line }) => ({
      value: all.length === 1 || isSame ? value : `${value} (${name})`,
      line,
    }));
  };

const secure = /\b(?:tls|ssl|https|secure|encrypted|mtls)\b/;

/** The ports that the words speak of: those with TLS by name or number, else all. */
const portsOf: Attribute["read"] = (object, clause) => {
  const all = allPorts(object, clause);
  const safe = all.filter(({ value }) => /tls|ssl|https|secure|\((?:mqtts|ldaps|amqps|wss|imaps|smtps)\b/i.test(value));
  const known = all.filter(({ value }) => /^\d{0,2}(?:443|8883|5671|636|993|465|6380)\b/.test(value));
  if (!secure.test(clause)) return all;
  return safe.length > 0 ? safe : known.length > 0 ? known : all;
};

const allPorts = (object: ObservedObject, clause: string): readonly Value[] => [
  ...containers(object, clause).flatMap((one) =>
    listAt(one, "ports").flatMap((port) => {
      const value = textAt(port, "containerPort");
      return value === "" ? [] : [{ value, line: lineOf(object, "containers", textAt(one, "name"), "ports") }];
    }),
  ),
  ...(object.ref.kind === "Service"
    ? listAt(object.fields, "spec", "ports").flatMap((port) => {
        const [own, target] = [textAt(port, "port"), textAt(port, "targetPort")];
        const more = [textAt(port, "name"), target === "" || target === own ? "" : `to ${target}`].filter(
          (one) => one !== "",
        );
        const value = more.length === 0 ? own : `${own} (${more.join(", ")})`;
        return own === "" ? [] : [{ value, line: object.cite("spec", "ports") }];
      })
    : []),
];

/** References to Secrets or ConfigMaps in variables, volumes and pull secrets; of several those that the words of the question fit. */
const references =
  (what: "secret" | "configMap"): Attribute["read"] =>
  (object, clause) => {
    const spec = podSpecOf(object);
    const found = [
      ...containers(object).flatMap((one) => [
        ...listAt(one, "env").map((entry) => ({
          name: textAt(entry, "valueFrom", `${what}KeyRef`, "name"),
          about: `${textAt(entry, "name")} ${textAt(entry, "valueFrom", `${what}KeyRef`, "key")}`,
        })),
        ...listAt(one, "envFrom").map((entry) => ({ name: textAt(entry, `${what}Ref`, "name"), about: "" })),
      ]),
      ...listAt(spec, "volumes").map((volume) => ({
        name: textAt(volume, what, what === "secret" ? "secretName" : "name"),
        about: textAt(volume, "name"),
      })),
      ...(what === "secret"
        ? listAt(spec, "imagePullSecrets").map((one) => ({ name: textAt(one, "name"), about: "image pull registry" }))
        : []),
      ...(what === "secret"
        ? listAt(object.fields, "spec", "tls").map((one) => ({
            name: textAt(one, "secretName"),
            about: "tls certificate",
          }))
        : []),
    ].filter(({ name }) => name !== "");
    const words = clause.split(/[^a-z0-9]+/).filter((word) => word.length > 2);
    const fitting = found.filter(({ about }) => words.some((word) => about.toLowerCase().includes(word)));
    return [...new Set((fitting.length > 0 ? fitting : found).map(({ name }) => name))].map((value) => ({
      value,
      line: object.cite(),
    }));
  };

const owner = /(?:^|[/.-])(?:owner|team|contact|maintainer|responsible|squad)s?(?:[-/.]\w+)?$/i;

const ownersOf: Attribute["read"] = (object) =>
  ["labels", "annotations"].flatMap((where) =>
    [...entriesAt(object.fields, "metadata", where)]
      .filter(([key]) => owner.test(key))
      .map(([key, value]) => ({ value: `${value} (${key})`, line: object.cite("metadata", where, key) })),
  );

const controllersOf: Attribute["read"] = (object, _clause, view) => ownerChain(object, view);

export const attributes: readonly Attribute[] = [
  {
    said: /(?:^|, ?|\band )(?:the )?node\b|\b(?:which|what|on which) (?:\w+ ){0,2}?(?:node|machine|host|server|worker|vm|one|box)s?\b|\bwhere (?:does|is|do|are)\b.*\b(?:run|running|sit|live|scheduled|placed|located)?\b/,
    verb: "runs on node",
    read: (object, clause, view) =>
      object.ref.kind === "Pod" ? first(cell("NODE"), nodeName)(object, clause, view) : [],
  },
  {
    said: /\b(?:versions?|release|tag|images?)\b/,
    verb: "runs",
    read: first(cell("IMAGES", "IMAGE"), ofContainers("image"), (...of) => nodeVersion(...of)),
  },
  { said: /\bsecrets?\b/, verb: "uses Secret", read: references("secret") },
  { said: /\bconfig ?maps?\b/, verb: "uses ConfigMap", read: references("configMap") },
  { said: /\bports?\b/, verb: "has port", read: first(portsOf, cell("PORT(S)")) },
  { said: /\bwho(?:m|se)?\b|\b(?:owners?|team|contact|maintainer|responsible)\b/, verb: "belongs to", read: ownersOf },
  {
    said: /\b(?:controls?|controlled|created|creates|owns?|owner|owned|belongs?|parent|managed)\b/,
    verb: "is controlled by",
    read: controllersOf,
  },
  {
    said: /\bmemory limits?\b|\blimits? (?:\w+ ){0,2}memory\b/,
    verb: "has the memory limit",
    read: ofContainers("resources", "limits", "memory"),
  },
  {
    said: /\bmemory requests?\b|\bmemory (?:does|do)\b.*\brequest/,
    verb: "requests memory",
    read: ofContainers("resources", "requests", "memory"),
  },
  { said: /\bcpu limits?\b/, verb: "has the CPU limit", read: ofContainers("resources", "limits", "cpu") },
  { said: /\bcpu requests?\b/, verb: "requests CPU", read: ofContainers("resources", "requests", "cpu") },
  {
    said: /\bqos\b|\bquality of service\b/,
    verb: "has the QoS class",
    read: first(cell("QOS"), field("status", "qosClass")),
  },
  {
    said: /\bpriority\b/,
    verb: "has the priority class",
    read: first(cell("PRIORITYCLASS"), field("spec", "priorityClassName")),
  },
  { said: /\btime ?zone\b/, verb: "has the time zone", read: first(cell("TIMEZONE"), field("spec", "timeZone")) },
  { said: /\bservice ?accounts?\b/, verb: "runs as service account", read: (object) => serviceAccount(object) },
  {
    said: /\b(?:external|public|outside) (?:\w+ )?(?:ip|address)|\bload ?balancer (?:ip|address)\b/,
    verb: "has the external address",
    read: cell("EXTERNAL-IP", "ADDRESS"),
  },
  {
    said: /\bcluster[ -]?ip\b|\binternal (?:ip|address)/,
    verb: "has the internal address",
    read: first(cell("CLUSTER-IP", "INTERNAL-IP"), field("spec", "clusterIP")),
  },
  {
    said: /\b(?:pod )?ip\b(?! of (?:the )?(?:load|external))/,
    verb: "has the address",
    read: first(cell("IP", "EXTERNAL-IP", "CLUSTER-IP"), field("status", "podIP")),
  },
  {
    said: /\bschedule\b|\b(?:when|how often) (?:does|do|is|will) \w+ (?:\w+ )?(?:run|start)/,
    verb: "has the schedule",
    read: first(cell("SCHEDULE"), field("spec", "schedule")),
  },
  {
    said: /\blast (?:success\w*|succeed\w*)\b|\bsucceed\w*\b.*\blast\b/,
    verb: "last succeeded at",
    read: field("status", "lastSuccessfulTime"),
  },
  {
    said: /\blast (?:run|ran|scheduled?|start\w*)\b|\b(?:run|ran|start\w*) last\b/,
    verb: "was last scheduled",
    read: first(cell("LAST SCHEDULE"), field("status", "lastScheduleTime")),
  },
  {
    said: /\bstorage ?class\b/,
    verb: "has the storage class",
    read: first(cell("STORAGECLASS"), field("spec", "storageClassName")),
  },
  {
    said: /\b(?:size|capacity|how (?:big|large))\b/,
    verb: "has the capacity",
    read: first(cell("CAPACITY"), field("spec", "resources", "requests", "storage")),
  },
  {
    said: /\b(?:which|what) (?:\w+ )?volume\b/,
    verb: "is bound to volume",
    read: first(cell("VOLUME"), field("spec", "volumeName")),
  },
  {
    said: /\b(?:since when|when|how long)\b/,
    verb: "is",
    read: sinceCondition,
  },
  {
    said: /\bhow old\b|\bsince when\b|\bage\b/,
    verb: "has the age",
    read: (object, clause, view) =>
      sinceCondition(object, clause).length > 0
        ? []
        : first(cell("AGE"), field("metadata", "creationTimestamp"))(object, clause, view),
  },
  { said: /\b(?:kubelet|kubernetes|k8s) version\b/, verb: "has the version", read: (...of) => nodeVersion(...of) },
  { said: /\b(?:hosts?|domains?|urls?)\b/, verb: "answers for", read: cell("HOSTS") },
];

function nodeName(object: ObservedObject): readonly Value[] {
  const value = textAt(object.fields, "spec", "nodeName").split("/")[0]!;
  return value === "" ? [] : [{ value, line: object.cite("spec", "nodeName") }];
}

const nodeVersion: Attribute["read"] = (object, clause, view) =>
  object.ref.kind === "Node"
    ? first(cell("VERSION"), field("status", "nodeInfo", "kubeletVersion"))(object, clause, view)
    : [];

function serviceAccount(object: ObservedObject): readonly Value[] {
  const value = textAt(podSpecOf(object), "serviceAccountName");
  return value === "" ? [] : [{ value, line: lineOf(object, "serviceAccountName") }];
}
