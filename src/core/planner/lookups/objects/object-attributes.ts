import { at, entriesAt, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { enumerated } from "../../wording.ts";
import type { Manifest } from "../printed/manifests.ts";

/**
 * What is asked of an object by its name alone. `tells` gives what stands behind the name in a sentence, "" where the object does not
 * say it; `pods` are read of its pods instead, as their table prints them.
 */
export type ObjectAttribute = {
  readonly said: RegExp;
  readonly of: "object" | "pods" | "revisions";
  readonly kinds: readonly string[];
  tells(object: Manifest): string;
};

const workloads = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "Pod"];

const specOf = ({ kind, fields }: Manifest): unknown => {
  if (kind === "Pod") return at(fields, "spec");
  return kind === "CronJob"
    ? at(fields, "spec", "jobTemplate", "spec", "template", "spec")
    : at(fields, "spec", "template", "spec");
};

const containersOf = (object: Manifest): readonly unknown[] => listAt(specOf(object), "containers");

/** What each container says, named where there are several. */
function byContainer(object: Manifest, value: (container: unknown) => string): string {
  const all = containersOf(object);
  const said = all.map((one) => ({ name: textAt(one, "name"), value: value(one) })).filter((one) => one.value !== "");
  return enumerated(
    said.map((one) => (all.length > 1 ? `${one.value} (${one.name})` : one.value)),
    8,
  );
}

const each = (verb: string, value: (container: unknown) => string, none: string) => (object: Manifest) => {
  const said = byContainer(object, value);
  return containersOf(object).length === 0 ? "" : said === "" ? none : `${verb} ${said}`;
};

const resource = (side: "limits" | "requests", what: string) => (container: unknown) =>
  textAt(container, "resources", side, what);

const amounts = (side: "limits" | "requests") => (container: unknown) =>
  [...entriesAt(container, "resources", side)].map(([key, value]) => `${key} ${value}`).join(", ");

const text =
  (verb: string, ...path: readonly string[]) =>
  (object: Manifest) => {
    const value = textAt(object.fields, ...path);
    return value === "" ? "" : `${verb} ${value}`;
  };

const map =
  (verb: string, none: string, ...path: readonly string[]) =>
  (object: Manifest) => {
    const entries = [...entriesAt(object.fields, ...path)];
    return entries.length === 0
      ? none
      : `${verb} ${entries.map(([key, value]) => `${key}=${value.slice(0, 100)}`).join(", ")}`;
  };

/** Names of what a pod refers to, each with how. */
function references(object: Manifest, kind: "configMap" | "secret" | "claim"): string {
  const spec = specOf(object);
  const found: { name: string; how: string }[] = [];
  const add = (name: string, how: string) => name !== "" && found.push({ name, how });
  for (const volume of listAt(spec, "volumes")) {
    if (kind === "claim") add(textAt(volume, "persistentVolumeClaim", "claimName"), "volume");
    else add(textAt(volume, kind, kind === "secret" ? "secretName" : "name"), "volume");
    for (const source of listAt(volume, "projected", "sources")) add(textAt(source, kind, "name"), "volume");
  }
  for (const container of [...listAt(spec, "containers"), ...listAt(spec, "initContainers")]) {
    for (const entry of listAt(container, "env"))
      add(textAt(entry, "valueFrom", `${kind}KeyRef`, "name"), "environment");
    for (const entry of listAt(container, "envFrom")) add(textAt(entry, `${kind}Ref`, "name"), "environment");
  }
  if (kind === "secret") for (const one of listAt(spec, "imagePullSecrets")) add(textAt(one, "name"), "image pulls");
  if (kind === "claim")
    for (const one of listAt(object.fields, "spec", "volumeClaimTemplates"))
      add(textAt(one, "metadata", "name"), "claim template");
  const names = [...new Set(found.map(({ name }) => name))];
  return enumerated(
    names.map(
      (name) => `${name} (${[...new Set(found.filter((one) => one.name === name).map(({ how }) => how))].join(", ")})`,
    ),
    12,
  );
}

const uses = (kind: "configMap" | "secret" | "claim", noun: string) => (object: Manifest) => {
  const said = references(object, kind);
  return said === "" ? `uses no ${noun}` : `uses the ${noun} ${said}`;
};

function replicas({ kind, fields }: Manifest): string {
  if (kind === "HorizontalPodAutoscaler")
    return `holds between ${textAt(fields, "spec", "minReplicas") || "1"} and ${textAt(fields, "spec", "maxReplicas")} replicas, at present ${textAt(fields, "status", "currentReplicas") || "0"}`;
  if (kind === "DaemonSet")
    return `runs on ${textAt(fields, "status", "desiredNumberScheduled") || "0"} nodes, ${textAt(fields, "status", "numberReady") || "0"} of them ready`;
  const wanted = textAt(fields, "spec", "replicas") || "1";
  return `has ${wanted} ${wanted === "1" ? "replica" : "replicas"}, ${textAt(fields, "status", "readyReplicas") || "0"} of them ready`;
}

/** What it is set to; pods that do not run may be what keeps older ones, with another image, alive. */
function image(object: Manifest): string {
  const said = byContainer(object, (one) => textAt(one, "image"));
  const wanted = textAt(object.fields, "spec", "replicas");
  const [ready, updated] = [
    textAt(object.fields, "status", "readyReplicas"),
    textAt(object.fields, "status", "updatedReplicas"),
  ];
  const isRolling = wanted !== "" && (ready !== wanted || updated !== wanted);
  const note = isRolling
    ? `, though ${updated || "0"} of ${wanted} replicas are of that version and ${ready || "0"} are ready`
    : "";
  return said === "" ? "" : `runs the image ${said}${note}`;
}

function ports(object: Manifest): string {
  if (object.kind === "Service") {
    const said = listAt(object.fields, "spec", "ports").map((one) => {
      const [port, target, node] = [textAt(one, "port"), textAt(one, "targetPort"), textAt(one, "nodePort")];
      const to = target === "" || target === port ? "" : ` (to ${target} of the pods)`;
      return `${port}/${textAt(one, "protocol") || "TCP"}${to}${node === "" ? "" : `, node port ${node}`}`;
    });
    return said.length === 0 ? "has no port" : `listens on port ${enumerated(said, 8)}`;
  }
  const said = byContainer(object, (one) =>
    listAt(one, "ports")
      .map((port) => textAt(port, "containerPort"))
      .join(", "),
  );
  return said === "" ? "" : `has the container port ${said}`;
}

function probes(container: unknown): string {
  return ["liveness", "readiness", "startup"]
    .flatMap((name) => {
      const probe = at(container, `${name}Probe`);
      if (probe === undefined) return [];
      const [path, port] = [
        textAt(probe, "httpGet", "path"),
        textAt(probe, "httpGet", "port") || textAt(probe, "tcpSocket", "port"),
      ];
      return [`${name}${path === "" && port === "" ? "" : ` ${path}${port === "" ? "" : ` on port ${port}`}`}`];
    })
    .join(", ");
}

function routes({ fields }: Manifest): string {
  const said = listAt(fields, "spec", "rules").flatMap((rule) =>
    listAt(rule, "http", "paths").map(
      (one) =>
        `${textAt(rule, "host") || "*"}${textAt(one, "path")} to service ${textAt(one, "backend", "service", "name")}:${textAt(one, "backend", "service", "port", "number") || textAt(one, "backend", "service", "port", "name")}`,
    ),
  );
  return said.length === 0 ? "" : `routes ${enumerated(said, 12)}`;
}

const ofObject = (said: RegExp, kinds: readonly string[], tells: ObjectAttribute["tells"]): ObjectAttribute => ({
  said,
  of: "object",
  kinds,
  tells,
});
const ofPods = (said: RegExp): ObjectAttribute => ({ said, of: "pods", kinds: workloads, tells: () => "" });

/** In the order in which they are tried; the longer words come first. */
export const objectAttributes: readonly ObjectAttribute[] = [
  { said: /\b(?:last|latest|newest|most recent) (?:change|rollout|release|deployment|update|revision)s?\b|\b(?:last|recently) (?:changed|deployed|rolled out|released|updated)\b|\b(?:changed|deployed|rolled out|released|updated) last\b|\bwhen (?:was|were|did) .{0,60}\b(?:deployed|rolled out|released|updated|changed|roll out)\b|\bbetween (?:its|the|their) (?:last |two )*revisions\b|\bwhat (?:has )?changed (?:in|between)\b/, of: "revisions", kinds: ["Deployment", "StatefulSet", "DaemonSet"], tells: () => "" },
  ofObject(/\b(?:enough|sufficient|too few|missing) (?:of (?:its|the) )?(?:replicas|instances|pods)\b|\ball (?:of )?(?:its|the) (?:wanted |desired )?(?:replicas|instances|pods)\b/, ["Deployment", "StatefulSet", "DaemonSet"], replicas),
  ofObject(/\bcluster ?-?ips?\b/, ["Service"], text("has the cluster IP", "spec", "clusterIP")),
  ofObject(/\b(?:external ip|load ?balancer (?:ip|address|hostname)|public (?:ip|address))\b/, ["Service"], (object) => {
    const said = listAt(object.fields, "status", "loadBalancer", "ingress").map((one) => textAt(one, "ip") || textAt(one, "hostname"));
    return said.length === 0 ? `has no external address (type ${textAt(object.fields, "spec", "type")})` : `has the external address ${enumerated(said)}`;
  }),
  ofPods(/\b(?:the )?same (?:node|machine|host)\b|\b(?:pod )?ips?\b|\bip address(?:es)?\b|\b(?:which|what) (?:nodes?|machines?|hosts?)\b|\bon (?:which|what) (?:nodes?|machines?|hosts?)\b|\bnodes? (?:of|does|do|is|are)\b|\bwhere (?:does|do|is|are) .{0,60}\b(?:run|running|scheduled|placed)\b|\bwhere is\b/),
  ofPods(/\bhow long (?:has|have|is|are|does|do)\b.{0,60}\b(?:running|up|run|alive|been)\b|\bsince when\b|\buptime\b|\bwhen (?:was|were|did) .{0,60}\b(?:started|start|restarted|restart|begin|come up)\b|\b(?:last|latest) restart(?:ed)?\b|\bhow (?:many times|often) (?:has|have|did|does)\b.{0,60}\brestart\w*\b|\bhow many restarts\b|\brestart count\b|\brestarts of\b/),
  ofObject(/\bhow old\b|\bage of\b|\bwhen (?:was|were|is) .{0,60}\b(?:created|made|installed|born|added|set up)\b|\bcreation (?:time|date|timestamp)\b|\bhow long (?:has|have) .{0,60}\bexist/, [], text("was created at", "metadata", "creationTimestamp")),
  ofObject(/\bimage ?pull ?polic(?:y|ies)\b/, workloads, each("has the imagePullPolicy", (one) => textAt(one, "imagePullPolicy"), "has no imagePullPolicy")),
  ofObject(/\b(?:images?|versions?|tags?|release)\b/, workloads, image),
  ofObject(/\b(?:how many replicas|how many instances|replicas?|replica count|scaled to|instances of)\b/, ["Deployment", "StatefulSet", "DaemonSet", "HorizontalPodAutoscaler"], replicas),
  ofObject(/\b(?:target ?ports?|node ?ports?|ports?)\b/, ["Service", ...workloads], ports),
  ofObject(/\b(?:cron )?schedule\b|\bhow often (?:does|do|is)\b|\bwhen (?:does|do|will) .{0,60}\b(?:run|start)\b/, ["CronJob"], (object) => `has the schedule ${textAt(object.fields, "spec", "schedule")}${textAt(object.fields, "spec", "suspend") === "true" ? " and is suspended" : ""}${textAt(object.fields, "status", "lastScheduleTime") === "" ? "" : `; it was last started at ${textAt(object.fields, "status", "lastScheduleTime")}`}`),
  ofObject(/\b(?:last|latest) (?:run|ran|success\w*|execution|schedule\w*)\b|\b(?:run|ran|succeed\w*|finish\w*) last\b|\bwhen did .{0,60}\b(?:last )?(?:run|finish|succeed|complete)\b/, ["CronJob"], (object) => `was last started at ${textAt(object.fields, "status", "lastScheduleTime") || "no time that is kept"}, and last succeeded at ${textAt(object.fields, "status", "lastSuccessfulTime") || "no time that is kept"}`),
  ofObject(/\bsuspended\b/, ["CronJob"], (object) => (textAt(object.fields, "spec", "suspend") === "true" ? "is suspended" : "is not suspended")),
  ofObject(/\bservice ?accounts?\b/, workloads, (object) => (containersOf(object).length === 0 ? "" : `runs as the service account ${textAt(specOf(object), "serviceAccountName") || "default"}`)),
  ofObject(/\bpriority ?class\b/, workloads, (object) => (containersOf(object).length === 0 ? "" : textAt(specOf(object), "priorityClassName") === "" ? "has no priority class" : `has the priority class ${textAt(specOf(object), "priorityClassName")}`)),
  ofObject(/\bnode ?selectors?\b/, workloads, (object) => (containersOf(object).length === 0 ? "" : map("has the node selector", "has no node selector", "nodeSelector")({ ...object, fields: specOf(object) }))),
  ofObject(/\bconfig ?maps?\b/, workloads, uses("configMap", "ConfigMap")),
  ofObject(/\bsecrets?\b/, workloads, uses("secret", "Secret")),
  ofObject(/\b(?:pvcs?|claims?|volume claims?|persistent volumes?)\b/, workloads, uses("claim", "claim")),
  ofObject(/\b(?:memory|mem|ram) limits?\b|\bhow much (?:memory|ram|mem) (?:is|may|can|are) .{0,60}\b(?:allowed|use)\b/, workloads, each("has the memory limit", resource("limits", "memory"), "has no memory limit")),
  ofObject(/\bcpu limits?\b/, workloads, each("has the CPU limit", resource("limits", "cpu"), "has no CPU limit")),
  ofObject(/\b(?:memory|mem|ram) requests?\b|\bhow much (?:memory|ram) (?:does|do) .{0,60}\brequest/, workloads, each("requests the memory", resource("requests", "memory"), "has no memory request")),
  ofObject(/\bcpu requests?\b|\bhow much cpu (?:does|do) .{0,60}\brequest/, workloads, each("requests the CPU", resource("requests", "cpu"), "has no CPU request")),
  ofObject(/\bexit ?(?:codes?|status)\b/, ["Pod"], (object) => {
    const said = listAt(object.fields, "status", "containerStatuses").flatMap((one) => {
      const last = ["state", "lastState"].map((state) => at(one, state, "terminated")).find((ended) => ended !== undefined);
      return last === undefined ? [] : [`${textAt(one, "name")} ended with exit code ${textAt(last, "exitCode")} (${textAt(last, "reason")})`];
    });
    return said.length === 0 ? "has no container that ended" : `last: container ${enumerated(said, 6)}`;
  }),
  ofObject(/\bqos(?: class)?\b|\bquality of service\b/, ["Pod"], text("has the quality of service", "status", "qosClass")),
  ofObject(/\blimits?\b/, workloads, each("has the limits", amounts("limits"), "has no limits")),
  ofObject(/\brequests\b/, workloads, each("has the requests", amounts("requests"), "has no requests")),
  ofObject(/\b(?:liveness|readiness|startup) ?(?:probes?|checks?)\b|\bprobes?\b|\bhealth ?checks?\b/, workloads, each("has the probes:", probes, "has no probe")),
  ofObject(/\b(?:update |deployment |rollout )?strategy\b/, ["Deployment", "StatefulSet", "DaemonSet"], (object) => `has the strategy ${textAt(object.fields, "spec", "strategy", "type") || textAt(object.fields, "spec", "updateStrategy", "type")}`),
  ofObject(/\b(?:command|commands|args|arguments|entry ?point)\b/, workloads, each("runs the command", (one) => [...listAt(one, "command"), ...listAt(one, "args")].join(" ").slice(0, 400), "sets no command, so that of its image runs")),
  ofObject(/\blabels?\b/, [], map("has the labels", "has no labels", "metadata", "labels")),
  ofObject(/\bannotations?\b/, [], map("has the annotations", "has no annotations", "metadata", "annotations")),
  ofObject(/\bselectors?\b/, ["Service", "Deployment", "StatefulSet", "DaemonSet"], (object) => (object.kind === "Service" ? map("has the selector", "has no selector", "spec", "selector")(object) : map("has the selector", "", "spec", "selector", "matchLabels")(object))),
  ofObject(/\bstorage ?class\b/, ["PersistentVolumeClaim"], text("has the storage class", "spec", "storageClassName")),
  ofObject(/\b(?:how big|size|capacity)\b/, ["PersistentVolumeClaim"], text("has the size", "status", "capacity", "storage")),
  ofObject(/\b(?:hosts?|hostnames?|domains?|urls?|routes?|paths?)\b|\bpoints?\b/, ["Ingress"], routes),
  ofObject(/\b(?:service )?type of\b|\bwhat type\b/, ["Service"], text("is of type", "spec", "type")),
]; // biome-ignore format: one line an attribute
