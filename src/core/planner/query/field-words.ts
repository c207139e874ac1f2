/** How people call the fields that tables, objects and logs name otherwise. */
const synonyms: readonly (readonly [RegExp, string])[] = [
  [/^(?:status|phase|state)$/, "status|state|phase"],
  [/^version$/, "version|kubelet version|kubernetes version|k8s version"],
  [/^(?:node|node ?name)$/, "node|machine|host|server"],
  [/^ip$/, "ip|pod ip|ip address|address"],
  [/^external ip$/, "external ip|external ip address|external address|public ip|public address|ip address|address"],
  [/^internal ip$/, "internal ip|ip address|ip|address"],
  [/^cluster ip$/, "cluster ip|service ip|ip"],
  [/^age$/, "age|old"],
  [/^restarts$/, "restart|restart count|restarted"],
  [/^capacity$/, "size|capacity|storage|volume size|disk space|space|big|large"],
  [/^storage ?class$/, "storage class|class"],
  [/^claim$/, "claim|pvc|volume claim"],
  [/^access modes$/, "access mode"],
  [
    /^last schedule(?: time)?$/,
    "last schedule time|last scheduled|last schedule|last run|ran|last ran|last started|last triggered|last fired|run|scheduled|triggered|started",
  ],
  [
    /^last successful(?: time)?$/,
    "last successful time|last successful run|last successful completion|last successful|last success|last succeeded|last succeed|succeeded last|last finish successfully|last finished successfully|finished successfully|finish successfully|last complete successfully|last completed successfully|completed successfully|complete successfully|last completed|last complete|last finished|last finish|last run successfully|last ran successfully|run successfully|last good run|finished last|succeeded|succeed|successful|success",
  ],
  [/^completion time$/, "completion time|completed|complete|finished|finish|ended|end"],
  [/^start time$/, "start time|started|start|began|begin"],
  [/^schedule$/, "schedule|cron expression|cron schedule"],
  [/^time ?zone$/, "time zone"],
  [/^suspend$/, "suspended|suspend|paused"],
  [
    /^(?:not ?after|expir\w*)$/,
    "expiry|expire|expires|expired|expiring|expiration|run out|runs out|running out|not after|valid until|ends",
  ],
  [/^(?:issuer|issuer ref)$/, "issuer|issued|certificate authority"],
  [/^instance ?type$/, "instance type|machine type|instance|type"],
  [/^(?:node ?group|node ?pool|agent ?pool)$/, "node group|node pool|group|pool"],
  [/^zone$/, "zone|availability zone|az"],
  [/^cpu$/, "cpu|cpu usage|cpu use|core"],
  [/^memory$/, "memory|memory usage|memory use|ram"],
  [/^hosts?$/, "host|hostname|host name|domain"],
  [/^class$/, "class|ingress class"],
  [/^ports?$/, "port"],
  [/^min ?pods$/, "minimum|min|min pods"],
  [/^max ?pods$/, "maximum|max|max pods"],
  [/^short ?names?$/, "short name|short form|abbreviation|alias"],
  [/^api ?version$/, "api version|version|group version"],
  [/^rev(?:ision)?$/, "revision|rollout revision|rev"],
  [/^change cause$/, "change cause|cause"],
  [/^volume ?binding ?mode$/, "binding mode|volume binding mode"],
  [/^allow ?volume ?expansion$/, "expansion|volume expansion|allow volume expansion|expandable|resizable"],
  [/^reclaim ?policy$/, "reclaim policy|policy"],
  [/^roles?$/, "role"],
  [/^os image$/, "os|os image|operating system"],
  [/^kernel version$/, "kernel|kernel version"],
  [/^container runtime$/, "runtime|container runtime"],
  [/^digest$/, "image digest|digest|sha256|sha 256|image sha|sha|image hash|hash|checksum"],
  [/^image id$/, "image id|imageid"],
  [/^images?$/, "image|container image"],
  [/^gpus?$/, "gpu|graphics card"],
  [/^duration$/, "duration|run time|took|take|taken|time taken|lasted|latency|response time|long|time|slow"],
  [/^path$/, "path|url|url path|uri|endpoint|route|call"],
  [/^client ip$/, "client ip|client|ip|source ip|address|caller|ip address"],
  [/^status code$/, "status|status code|http status|code|response code|answer"],
  [/^time$/, "time|timestamp|when"],
  [/^service account$/, "service account|account"],
  [/^nominated node$/, "nominated node"],
  [/^count$/, "count|times|often|occurrence"],
  [/^(?:message|msg)$/, "message"],
  [/^current$/, "current"],
  [/^allowed disruptions$/, "allowed disruption|disruption"],
  [/^qos class$/, "qos|qos class|quality of service"],
];

const camel = /(?<=[a-z0-9])(?=[A-Z])/g;

/** A heading, key or path step as words: `EXTERNAL-IP` and `externalIP` are `external ip`, `MEMORY(bytes)` is `memory`. */
export function plainField(heading: string): string {
  const known = plainNames.get(heading);
  if (known !== undefined) return known;
  const plain = spaced(heading);
  if (plainNames.size < 5000) plainNames.set(heading, plain);
  return plain;
}

/** The same few headings come with every row. */
const plainNames = new Map<string, string>();

function spaced(heading: string): string {
  const apart = heading === heading.toUpperCase() ? heading : heading.replace(camel, " ");
  return apart
    .replace(/\((?:cores|bytes|s|ms)\)/i, "")
    .replaceAll(/[-_./\s]+/g, " ")
    .trim()
    .toLowerCase()
    .replace(/^port\(s\)$/, "ports");
}

/** What people say for a field, longest first; `more` are further names of it, such as the path behind a column. */
export function saidFor(name: string, more: readonly string[] = []): readonly string[] {
  const own = [name, ...more].filter((one) => one !== "");
  const words = own.flatMap((one) => [
    one,
    ...synonyms.filter(([pattern]) => pattern.test(one)).flatMap(([, said]) => said.split("|")),
    ...withoutUnit(one),
  ]);
  return [...new Set(words)].sort((one, other) => other.length - one.length);
}

/** `battery pct` is the battery, `latency ms` the latency. */
function withoutUnit(name: string): readonly string[] {
  const match =
    /^(.{2,40}) (pct|percent|percentage|ms|seconds|secs|sec|s|bytes|mb|mib|gib|count|total|celsius|c|level|value)$/.exec(
      name,
    );
  return match === null ? [] : [match[1]!, `${match[1]} level`, `${match[1]} value`];
}
