import { at, entriesAt, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import type { Attribute, Value } from "./attribute-table.ts";
import { columnsOf, podSpecOf } from "./columns.ts";

const column =
  (...headings: readonly string[]): Attribute["read"] =>
  (object) => {
    const columns = columnsOf(object);
    const found = headings.flatMap((heading) => columns.get(heading) ?? [])[0];
    return found === undefined || /^(?:<none>|<unset>|)$/.test(found.value) ? [] : [found];
  };

const path =
  (...steps: readonly string[]): Attribute["read"] =>
  (object) => {
    const value = textAt(object.fields, ...steps);
    return value === "" ? [] : [{ value, line: object.cite(...steps) }];
  };

const either =
  (...readers: readonly Attribute["read"][]): Attribute["read"] =>
  (...of) =>
    readers.map((read) => read(...of)).find((values) => values.length > 0) ?? [];

const containersOf = (object: ObservedObject): readonly unknown[] => {
  const spec = podSpecOf(object);
  return [...listAt(spec, "containers"), ...listAt(spec, "initContainers")];
};

/** What is mounted, and where; of claims only, where these are asked for. */
const mounts =
  (onlyClaims: boolean): Attribute["read"] =>
  (object) => {
    const volumes = new Map(
      listAt(podSpecOf(object), "volumes").map((volume) => [textAt(volume, "name"), sourceOf(volume)]),
    );
    const placed = containersOf(object).flatMap((one) =>
      listAt(one, "volumeMounts").map((mount) => ({
        source: volumes.get(textAt(mount, "name")) ?? `volume ${textAt(mount, "name")}`,
        mountPath: textAt(mount, "mountPath"),
        line: object.cite("spec", "containers", textAt(one, "name"), "volumeMounts"),
      })),
    );
    const claims = [...volumes.values()].filter(
      (source) => source.startsWith("claim ") && !placed.some((one) => one.source === source),
    );
    const told = placed.filter(
      ({ source }) => !/kube-api-access/.test(source) && (!onlyClaims || source.startsWith("claim ")),
    );
    return [
      ...told.map(({ source, mountPath, line }) => ({ value: `${source} at ${mountPath}`, line })),
      ...claims.map((value) => ({ value, line: object.cite("spec", "volumes") })),
    ];
  };

function sourceOf(volume: unknown): string {
  const claim = textAt(volume, "persistentVolumeClaim", "claimName");
  const named = [
    claim === "" ? "" : `claim ${claim}`,
    textAt(volume, "configMap", "name") && `ConfigMap ${textAt(volume, "configMap", "name")}`,
    textAt(volume, "secret", "secretName") && `Secret ${textAt(volume, "secret", "secretName")}`,
    textAt(volume, "hostPath", "path") && `host path ${textAt(volume, "hostPath", "path")}`,
  ].find((one) => one !== "");
  return named ?? `volume ${textAt(volume, "name")}`;
}

const probes: Attribute["read"] = (object, clause) =>
  ["liveness", "readiness", "startup"]
    .filter((kind) => clause.includes(kind) || !/liveness|readiness|startup/.test(clause))
    .flatMap((kind) =>
      containersOf(object).flatMap((one) => {
        const probe = at(one, `${kind}Probe`);
        if (probe === undefined) return [];
        const target =
          textAt(probe, "httpGet", "path") || textAt(probe, "tcpSocket", "port") || textAt(probe, "grpc", "port");
        const times = (
          ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"] as const
        )
          .map((key) => [key, textAt(probe, key)] as const)
          .filter(([, value]) => value !== "")
          .map(([key, value]) => `${key} ${value}`);
        const name = textAt(one, "name");
        const value = [`${kind} probe${target === "" ? "" : ` ${target}`}`, ...times].join(", ");
        return [
          {
            value: containersOf(object).length > 1 ? `${value} (${name})` : value,
            line: object.cite("spec", "containers", name, `${kind}Probe`),
          },
        ];
      }),
    );

/** When containers ended last, how, and how often they were started again. */
const lastEnd: Attribute["read"] = (object) =>
  listAt(object.fields, "status", "containerStatuses").flatMap((one) => {
    const name = textAt(one, "name");
    const end = at(one, "lastState", "terminated") ?? at(one, "state", "terminated");
    const count = textAt(one, "restartCount");
    if (end === undefined)
      return count === ""
        ? []
        : [{ value: `${count} restarts`, line: object.cite("status", "containerStatuses", name, "restartCount") }];
    const reason = textAt(end, "reason");
    const started = textAt(one, "state", "running", "startedAt");
    const parts = [
      `ended with exit code ${textAt(end, "exitCode")}${reason === "" ? "" : ` (${reason})`}`,
      textAt(end, "finishedAt") === "" ? "" : ` at ${textAt(end, "finishedAt")}`,
      started === "" ? "" : `, started again at ${started}`,
      count === "" ? "" : `, ${count} restarts`,
    ];
    return [{ value: parts.join(""), line: object.cite("status", "containerStatuses", name, "lastState") }];
  });

/** A variable of a container, or a setting of a ConfigMap, that the question names. */
const settings: Attribute["read"] = (object, clause) => {
  const words = new Set(clause.split(/[\s,;?"'`()=]+/).map((word) => word.replace(/[.:]$/, "")));
  const variables = containersOf(object).flatMap((one) =>
    listAt(one, "env").flatMap((entry) => {
      const name = textAt(entry, "name");
      if (name.length < 3 || !words.has(name.toLowerCase())) return [];
      const from = ["secretKeyRef", "configMapKeyRef"].find((key) => at(entry, "valueFrom", key) !== undefined);
      const value =
        from === undefined
          ? textAt(entry, "value")
          : `${textAt(entry, "valueFrom", from, "name")}/${textAt(entry, "valueFrom", from, "key")}`;
      return [{ value: `${name}=${value}`, line: object.cite("spec", "containers", textAt(one, "name"), "env", name) }];
    }),
  );
  if (object.ref.kind !== "ConfigMap") return variables;
  return [...entriesAt(object.fields, "data")].flatMap(([key, value]): readonly Value[] => {
    const line = object.cite("data", key);
    if (key.length > 2 && words.has(key.toLowerCase()) && !value.includes("\n"))
      return [{ value: `${key}=${value}`, line }];
    return value.split("\n", 2000).flatMap((text) => {
      const [, name, own] = /^\s{0,40}"?([\w.-]{3,100})"?\s{0,20}[=:]\s{0,20}([^\n]{1,500})$/.exec(text) ?? [];
      return name !== undefined && words.has(name.toLowerCase())
        ? [{ value: `${name}=${own!.replace(/[,;]$/, "")} (${key})`, line }]
        : [];
    });
  });
};

const amounts =
  (where: "allocatable" | "capacity"): Attribute["read"] =>
  (object, clause) =>
    [...entriesAt(object.fields, "status", where)]
      .filter(([key]) =>
        /\b(?:cpu|memory|pods|gpus?|storage)\b/.test(clause)
          ? clause.includes(key) || (/\bgpu/.test(clause) && /gpu/.test(key))
          : !/hugepages/.test(key),
      )
      .map(([key, value]) => ({ value: `${key} ${value}`, line: object.cite("status", where, key) }));

const taints: Attribute["read"] = (object) =>
  listAt(object.fields, "spec", "taints").map((taint) => {
    const value = textAt(taint, "value");
    return {
      value: `${textAt(taint, "key")}${value === "" ? "" : `=${value}`}:${textAt(taint, "effect")}`,
      line: object.cite("spec", "taints"),
    };
  });

/** Attributes of pods, nodes, volumes and workloads that are asked for less often. */
export const furtherAttributes: readonly Attribute[] = [
  { said: /\b(?:pvcs?|claims?|persistent ?volume ?claims?)\b/, verb: "mounts", read: mounts(true) },
  { said: /\breplicas\b/, verb: "has replicas", read: either(path("spec", "replicas"), column("READY", "REPLICAS")) },
  { said: /\bmount\w*\b/, verb: "mounts", read: mounts(false) },
  { said: /\b(?:liveness|readiness|startup)\b|\bprobes?\b/, verb: "has the", read: probes },
  {
    said: /\bexit ?code\b|\blast (?:state|terminat\w+|crash\w*|restart\w*)\b|\brestart\w* last\b|\blast restart/,
    verb: "last",
    read: lastEnd,
  },
  { said: /\S/, verb: "has", read: settings },
  {
    said: /\bgrace ?period\b|\bgraceful/,
    verb: "has the termination grace period (s)",
    read: (object) => textValue(object, "terminationGracePeriodSeconds"),
  },
  { said: /\btaints?\b/, verb: "has the taint", read: taints },
  { said: /\ballocatable\b/, verb: "has allocatable", read: amounts("allocatable") },
  { said: /\bcapacity\b/, verb: "has the capacity", read: amounts("capacity") },
  {
    said: /\bkernel\b/,
    verb: "has the kernel",
    read: either(column("KERNEL-VERSION"), path("status", "nodeInfo", "kernelVersion")),
  },
  {
    said: /\bos(?: image)?\b|\boperating system\b|\bdistribution\b|\bdistro\b/,
    verb: "has the OS",
    read: column("OS-IMAGE"),
  },
  { said: /\b(?:container )?runtime\b/, verb: "has the container runtime", read: column("CONTAINER-RUNTIME") },
  {
    said: /\barch(?:itecture)?\b/,
    verb: "has the architecture",
    read: either(path("status", "nodeInfo", "architecture"), column("ARCH")),
  },
  { said: /\baccess ?modes?\b/, verb: "has the access modes", read: column("ACCESS MODES") },
  {
    said: /\breclaim ?policy\b/,
    verb: "has the reclaim policy",
    read: either(column("RECLAIM POLICY", "RECLAIMPOLICY"), path("reclaimPolicy")),
  },
  { said: /\bprovisioner\b/, verb: "has the provisioner", read: either(column("PROVISIONER"), path("provisioner")) },
  {
    said: /\bbinding ?mode\b/,
    verb: "has the binding mode",
    read: either(column("VOLUMEBINDINGMODE"), path("volumeBindingMode")),
  },
  {
    said: /\bstrategy\b/,
    verb: "has the strategy",
    read: either(path("spec", "strategy", "type"), path("spec", "updateStrategy", "type")),
  },
  { said: /\bconcurrency ?policy\b/, verb: "has the concurrencyPolicy", read: path("spec", "concurrencyPolicy") },
  {
    said: /\bpull ?policy\b/,
    verb: "has the pull policy",
    read: (object) => containersOf(object).flatMap((one) => onlyValue(object, textAt(one, "imagePullPolicy"))),
  },
  { said: /\b(?:duration|how long (?:did|does|do|was|has))\b/, verb: "took", read: column("DURATION") },
];

const onlyValue = (object: ObservedObject, value: string): readonly Value[] =>
  value === "" ? [] : [{ value, line: object.cite() }];
const textValue = (object: ObservedObject, key: string): readonly Value[] =>
  onlyValue(object, textAt(podSpecOf(object), key));
