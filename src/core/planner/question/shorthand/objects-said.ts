const kinds =
  "pod|po|deployment|deploy|statefulset|stateful set|sts|daemonset|daemon set|ds|replicaset|rs|service|svc|ingress|ing|configmap|config map|cm|secret|job|cronjob|cron job|cj|node|pvc|pv|hpa|pdb|serviceaccount|service account|sa|role|rolebinding|networkpolicy|netpol|namespace|clusterrole|clusterrolebinding|storageclass";

/** What can be the name of an object where its kind stands before it. */
const said =
  "(?!(?:the|an?|in|on|of|to|for|from|with|is|are|was|has|that|which|named|called|and|or|should|must|restart|yaml|logs?|image|images|events?|usage|limits?|requests?|class|classes|template|ns|namespace|names?|status|type|replicas|count|list|ip|ips)(?![\\w-]))[a-z0-9](?:[a-z0-9.-]{0,80}[a-z0-9])?";

/** An object by its kind and name, `deployment web` and `deploy/web`, as the source of a pattern. */
export const object = `(?:the )?(?:${kinds})[ /]${said}`;

/** A workload with replicas. */
export const workload = `(?:the )?(?:deployment|deploy|statefulset|stateful set|sts|replicaset|rs)[ /]${said}`;

/** What runs a template of pods. */
export const templated = `(?:the )?(?:deployment|deploy|statefulset|stateful set|sts|daemonset|daemon set|ds|cronjob|replicaset)[ /]${said}`;

/** Where an object is, if it is said. */
export const place =
  "(?:(?:,? in(?: the)?(?: namespace| ns)?|,? (?:namespace|ns)[ =:]?|,? @ ?|,? -n) ?[a-z0-9][a-z0-9-]{0,62}(?: namespace)?|,? \\((?:ns |namespace )?[a-z0-9][a-z0-9-]{0,62}\\))?";
