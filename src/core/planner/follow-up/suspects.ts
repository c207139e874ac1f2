import type { Finding } from "../../diagnosis/finding.ts";

/** What people take for a culprit without naming an object: how they call it, and which causes are of it. */
export type Suspect = {
  /** How it is called in a sentence. */
  readonly noun: string;
  readonly words: RegExp;
  /** Codes of causes that lie in it. */
  readonly codes: RegExp;
  /** Words of a summary that speak of it, where the cause lies elsewhere. */
  readonly told: RegExp;
  /** Names of workloads that are it, where it is a thing that runs. */
  readonly names?: RegExp;
  /** What mends a cause that lies in it. */
  readonly mended?: RegExp;
};

const suspects: readonly Suspect[] = [
  {
    noun: "the database",
    words: /^(?:databases?|db|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|cassandra|data store|sql)$/,
    codes: /^(?:database-locked|data-damaged|data-directory-occupied|data-of-other-version|missing-database-object)$/,
    told: /\b(?:database|postgres\w*|mysql|mariadb|mongo\w*|cassandra|DATABASE\w*|\w*_DB_\w*|SQL)\b/,
    names: /(?:^|-)(?:postgres\w*|pg|mysql|mariadb|mongo\w*|cassandra|db|database|cockroach\w*|scylla)(?:-|$)/,
  },
  {
    noun: "the cache",
    words: /^(?:caches?|redis|memcached|valkey)$/,
    codes: /^$/,
    told: /\b(?:redis|memcached|valkey|cache)\b/i,
    names: /(?:^|-)(?:redis|memcached?|valkey|cache)(?:-|$)/,
  },
  {
    noun: "the queue",
    words: /^(?:queues?|brokers?|kafka|rabbit(?:mq)?|nats|message (?:queue|broker)s?)$/,
    codes: /^(?:queue-|consumer-|poison-message)/,
    told: /\b(?:kafka|rabbitmq|nats|queue|broker|topic)\b/i,
    names: /(?:^|-)(?:kafka|rabbit\w*|nats|broker|queue|mq)(?:-|$)/,
  },
  {
    noun: "network policies",
    words: /^(?:network ?polic(?:y|ies)|netpols?)$/,
    codes: /^network-policy-/,
    told: /\bNetworkPolic(?:y|ies)\b/,
  },
  {
    noun: "DNS",
    words: /^(?:(?:cluster )?dns|coredns|name resolution|resolver)$/,
    codes: /^(?:dns-|pod-dns-|network-policy-blocks-dns|pod-bypasses-cluster-dns)/,
    told: /\b(?:resolve|DNS|host name)\b/,
    names: /(?:^|-)(?:coredns|kube-dns)(?:-|$)/,
  },
  {
    noun: "the network",
    words: /^(?:network(?:ing)?|connectivity|firewall|cni|network plugin)$/,
    codes:
      /^(?:network-|pod-sandbox-failed|packets-dropped|node-network-|service-(?:port|protocol|listener|selector|selects|without)|mesh-|local-traffic-policy|listens-on-loopback)/,
    told: /\b(?:connect|connection|reach|timed out|unreachable|resolve)\b/,
  },
  {
    noun: "memory",
    words: /^(?:memory|ram|oom|memory (?:limits?|leak|pressure|problem)|(?:a )?leak)$/,
    codes: /memory|^oom-killed$|out-of-memory/,
    told: /\b(?:memory|OOM\w*|heap)\b/,
  },
  {
    noun: "CPU",
    words: /^(?:cpu|cpu (?:limits?|throttling|load)|throttling|throttled)$/,
    codes: /^(?:cpu-|insufficient-cpu|threads-exceed-cpu-limit|noisy-neighbour)/,
    told: /\b(?:CPU|throttl\w*)\b/i,
  },
  {
    noun: "the storage",
    words: /^(?:disks?|storage|volumes?|pvcs?|(?:persistent )?volume claims?|disk space)$/,
    codes: /volume|claim|disk|^store-full|storage|^provision|^mount|read-only-file-system|^root-file-system/,
    told: /\b(?:volumes?|claim|disk|storage|PersistentVolume\w*|file system)\b/i,
  },
  {
    noun: "the image",
    words: /^(?:images?|registry|image tag|tag|image registry)$/,
    codes: /^image-(?!clean|storage)|^wrong-architecture/,
    told: /\b(?:image|registry)\b/i,
  },
  {
    noun: "the configuration",
    words: /^(?:config(?:uration)?|config ?maps?|env(?:ironment)?(?: variables?)?|settings?|misconfiguration)$/,
    codes: /config|missing-environment|value|^file-missing|^feature-flag|^named-object-absent|^reference-missing/,
    told: /\b(?:ConfigMap|environment|variable|sets it in|setting|configured)\b/i,
    mended: /^kubectl (?:patch|edit|create) configmaps?\b|^kubectl set env\b/,
  },
  {
    noun: "credentials",
    words:
      /^(?:credentials?|passwords?|secrets?|tokens?|auth(?:entication)?|wrong (?:password|credentials?)|login|keys?)$/,
    codes: /credential|^unauthorized$|secret|^key-material|^vault-|^login/,
    told: /\b(?:credentials?|password|Secret|token|login|authenticat\w*)\b/,
  },
  {
    noun: "the certificate",
    words: /^(?:cert(?:ificate)?s?|tls|ssl)$/,
    codes: /certificate|^tls-/,
    told: /\b(?:certificates?|TLS|x509)\b/,
  },
  {
    noun: "permissions",
    words: /^(?:rbac|permissions?|rights|(?:service ?account|sa) (?:permissions?|rights)|access rights)$/,
    codes: /forbidden|permission-denied|-denied$|rights|service-account|^security-/,
    told: /\b(?:forbidden|denied|may not|not allowed|Role\w*)\b/i,
  },
  {
    noun: "the quota",
    words: /^(?:(?:resource )?quotas?|limit ?ranges?)$/,
    codes: /quota|limit-range/,
    told: /\b(?:quota|LimitRange)\b/i,
  },
  {
    noun: "probes",
    words: /^(?:(?:liveness |readiness |startup )?probes?|health ?checks?)$/,
    codes: /probe|^killed-while-starting/,
    told: /\bprobes?\b/,
  },
  {
    noun: "the node",
    words: /^(?:nodes?|worker(?: node)?s?|machines?|(?:the )?vm|hardware)$/,
    codes: /^(?:nodes?-|kubelet|untolerated-taint|kernel-|runtime-unhealthy|clock-wrong)/,
    told: /\bNodes?\b/,
  },
  {
    noun: "the application",
    words: /^(?:code|app(?:lication)?(?: code)?|bug|program|software|a bug(?: in the code)?|bug in the code|our code)$/,
    codes:
      /^(?:application-error|uncaught-exception|program-fault|stack-overflow|syntax-error|module-missing|threads-deadlocked|application-out-of-memory|feature-flag-breaks|failure-switch-on)$/,
    told: /\b(?:exception|panic|program)\b/i,
  },
  {
    noun: "the load",
    words: /^(?:load|traffic|too much (?:traffic|load)|high load|(?:a )?traffic (?:spike|peak)|overload(?:ed)?)$/,
    codes: /^(?:autoscaler-at-maximum|workers-exhausted|too-many-connections|retry-storm|cpu-limit-reached)$/,
    told: /\b(?:at its maximum|overload\w*|too many)\b/,
  },
  {
    noun: "the ingress",
    words: /^(?:ingress(?: controller)?|load ?balancers?|gateway|reverse proxy)$/,
    codes: /^(?:ingress-|route-|load-balancer-|gateway-|proxy-)/,
    told: /\b(?:Ingress|HTTPRoute|Gateway|LoadBalancer)\b/,
  },
];

/** Every way to call one, for a pattern of a whole message. */
export const anySuspect: string = suspects.map(({ words }) => words.source.slice(1, -1)).join("|");

/** null: it is no class of culprit that is known here. */
export const suspectOf = (words: string): Suspect | null => suspects.find((one) => one.words.test(words)) ?? null;

/** Whether a cause lies in what is suspected, only has to do with it, or does not. */
export function bearing(suspect: Suspect, main: Finding, symptoms: readonly Finding[]): "is" | "touches" | "none" {
  const isMended = main.fix?.commands.some(({ command }) => suspect.mended?.test(command) === true) === true;
  if (suspect.codes.test(main.code) || suspect.names?.test(main.object.name) === true || isMended) return "is";
  const isTold =
    [main, ...symptoms].some((one) => suspect.told.test(one.summary)) ||
    symptoms.some(({ code }) => suspect.codes.test(code)) ||
    main.related.some(({ name }) => suspect.names?.test(name) === true);
  return isTold ? "touches" : "none";
}
