import { kubectl } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { groupSaid, leases, rawPath } from "./api.ts";
import { explanation } from "./explanation.ts";
import { type Form, one, says } from "./form.ts";
import { namedVerbs } from "./named-verbs.ts";

/** Questions about the cluster as a whole, the client's configuration and the API itself. */
export const clusterForms: readonly Form[] = [
  rawPath,
  leases,
  ...namedVerbs,
  plugins,
  configuration,
  apiServer,
  componentConfig,
  components,
  apiLists,
  (question) =>
    says(question, /\b(version)s?\b/) &&
    !says(question, /\bexpl|\bdocument|\bfields?\b/) &&
    question.targets.length === 0 &&
    says(question, /\b(cluster|kubernetes|k8s|server|client|kubectl|api)\b/)
      ? one(
          kubectl("version", isOfClient(question) && "--client"),
          "Shows the versions of the client and of the cluster.",
        )
      : null,
  (question) =>
    says(
      question,
      /\bcluster[- ]info(rmation)?\b|\b(information|info|details|addresses|summary) (about|on|of) (the|my|this) cluster\b|control plane (address|endpoint|url)|\b(address(es)?|endpoints?|urls?|where) (of |is |do |does |are )?(the )?(control plane|api server|master)/,
    )
      ? one("kubectl cluster-info", "Shows where the control plane and the cluster services are.")
      : null,
  explanation,
];

/** The version of kubectl alone; `not the server's` denies the other one. */
function isOfClient({ plain }: Question): boolean {
  const said = plain.replaceAll(
    /\b(?:not|no|nothing from|without|never mind|instead of|but not|ignore|skip)(?: the| of the| my| our)? (?:server|cluster|api)\w*/g,
    "",
  );
  const isLocal =
    /\bclient\b|\b(?:local(?:ly)?|laptop|binary|installed|own machine|my machine|my kubectl|of kubectl i)\b/;
  return isLocal.test(said) && !/\b(?:server|cluster|both)\b/.test(said);
}

function plugins(question: Question): ReturnType<Form> {
  const text = question.text.toLowerCase().slice(0, 4000);
  if (
    /\bplugins?\b/.test(text) &&
    /\b(list|show|available|which|what|installed)\b|^(?:my |all |the |our )*(?:kubectl )?plugins[.?!]*$/.test(text) &&
    !/\b(cni|network|device|csi) plugin/.test(text)
  )
    return one("kubectl plugin list", "Lists the plugins on this machine.");
  return null;
}

const ofCurrent = /\bminif\w+|\b(?:current|active|this|my) context\b|\bonly the (?:part|bit)\b|\bin use\b/;

const withSecrets =
  /\braw\b|\b(?:with|including|include|show)\b.{0,20}\b(?:secrets?|credentials?|certs?|certificates?|tokens?|keys)\b|\b(?:unredacted|uncensored|unmasked|base64)\b/;

/** The certificates then stand in it, instead of the paths to them. */
const asOneFile = /\bembed\w*\b|\bflat\w*\b|\binlin\w*\b|\bself[- ]?contained\b/;

/** Not the whole of the kubeconfig, or more than it shows of itself. */
const partOfConfig = new RegExp(
  `${/\b(?:just|only|part|bit|section|piece|trimmed|reduced|restricted|limited)\b/.source}|${ofCurrent.source}|${withSecrets.source}`,
);

function configuration(question: Question): ReturnType<Form> {
  if (says(question, /\bkubeconfig|\bconfig (view|settings)|\bkubectl config\b/) && says(question, partOfConfig))
    return one(
      kubectl(
        "config view",
        says(question, ofCurrent) && "--minify",
        says(question, withSecrets) && !says(question, asOneFile) && "--raw",
      ),
      "Shows the kubeconfig as kubectl merges it.",
    );
  if (
    says(question, /\b(which|what) namespace\b.*\b(context|am i|current|default)\b|\bcurrent namespace\b/) &&
    question.kinds.every((mention) => mention.kind.kind === "Namespace")
  ) {
    return one(
      "kubectl config view --minify -o jsonpath='{..namespace}'",
      "Names the namespace of the current context; nothing means `default`.",
    );
  }
  if (
    says(question, /\bcontext\b/) &&
    says(question, /\b(server|api|endpoint|address|url)\b/) &&
    !says(question, /\bcontexts\b/)
  )
    return one(
      "kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}'",
      "Prints the address of the API server that the current context names.",
    );
  if (
    says(
      question,
      /\b(right|correct|which|what|current|active) (kubernetes |k8s )?(cluster|context)\b.*|\bcontext .*(am i|using)\b/,
    ) &&
    says(
      question,
      /\b(am i|are we|i am|i'm|current|active|connected|right|correct|using|confirm|point\w*|talk\w*|connect\w*|use|uses)\b/,
    ) &&
    !says(question, /\b(nodes?|pods?|list)\b/)
  ) {
    return one("kubectl config current-context", "Names the context that kubectl uses.");
  }
  if (says(question, /\bcontexts\b|\b(list|show|get|all|available) .*\bcontexts?\b/))
    return one("kubectl config get-contexts", "Lists the contexts of the kubeconfig.");
  if (
    says(
      question,
      /\b(clusters)\b.*\b(kubeconfig|kubectl|config|defined|know)|\bwhich clusters\b|\blist (all )?(the )?clusters\b/,
    )
  ) {
    return one("kubectl config get-clusters", "Lists the clusters of the kubeconfig.");
  }
  if (
    says(question, /\busers\b/) &&
    says(question, /\b(kubeconfig|kubectl|config|know|knows|list)\b/) &&
    question.kinds.length === 0
  ) {
    return one("kubectl config get-users", "Lists the users of the kubeconfig.");
  }
  if (says(question, /\bkubeconfig|\bkubectl config|\bmerged .*(config|settings)/)) {
    const minified = says(question, /\b(current|active) context\b|\bminif/) ? "--minify" : "";
    return one(kubectl("config view", minified), "Shows the kubeconfig as kubectl merges it, secrets left out.");
  }
  return null;
}

export function apiServer(question: Question): ReturnType<Form> {
  const text = question.text.toLowerCase().slice(0, 4000);
  if (question.targets.some((target) => target.sure) || question.kinds.length > 0) return null;
  const server = /\b(api[- ]?server|kube-apiserver|control plane|kubernetes api|readyz|livez|healthz)\b/.test(text);
  if (/^where\b|\b(?:url|address)\b/.test(text)) return null;
  if (server && /\b(ready|readyz|readiness|live|livez|health|healthy|healthz)\b/.test(text)) {
    const path = /\blive/.test(text) ? "/livez?verbose" : "/readyz?verbose";
    return one(`kubectl get --raw='${path}'`, "The API server lists its own checks with their results.");
  }
  const reach = /\b(reach\w*|accessible|respond\w*|up|connect\w*|alive|access|unreachable)\b/.test(text);
  return (server || /\bcluster\b/.test(text)) && reach
    ? one("kubectl cluster-info", "Answers only when the API server can be reached.")
    : null;
}

const systemComponents: readonly (readonly [RegExp, string, string])[] = [
  [/\b(core ?dns|kube-dns|dns)\b/, "k8s-app=kube-dns", "CoreDNS"],
  [/\bkube-?proxy\b/, "k8s-app=kube-proxy", "kube-proxy"],
  [/\bmetrics[- ]server\b/, "k8s-app=metrics-server", "the metrics server"],
  [/\betcd\b/, "component=etcd", "etcd"],
  [/\bkube-scheduler\b|\bscheduler\b/, "component=kube-scheduler", "the scheduler"],
  [/\bcontroller[- ]manager\b/, "component=kube-controller-manager", "the controller manager"],
  [/\bkube-?apiserver\b|\bapi ?server pods?\b/, "component=kube-apiserver", "the API server"],
];

/** Parts of the cluster that keep their configuration in a config map. */
const configMaps: readonly (readonly [RegExp, string])[] = [
  [/\b(core ?dns|kube-dns)\b|\bcorefile\b/, "coredns"],
  [/\bkube-?proxy\b/, "kube-proxy"],
  [/\bkubeadm\b/, "kubeadm-config"],
  [/\bkubelet\b/, "kubelet-config"],
  [/\baws-auth\b/, "aws-auth"],
];

function componentConfig(question: Question): ReturnType<Form> {
  const text = question.text.toLowerCase().slice(0, 4000);
  const name = configMaps.find(([pattern]) => pattern.test(text))?.[1];
  if (name === undefined || !/\bconfig\w*\b|\bcorefile\b|\bsettings\b/.test(text)) return null;
  if (
    question.kinds.some(({ kind }) => kind.kind !== "ConfigMap") ||
    !says(question, /\b(what|show|print|get|see|view|display|look|cat|dump|where)\b/)
  )
    return null;
  return one(`kubectl get configmap ${name} -n kube-system -o yaml`, "It keeps its configuration in this config map.");
}

/** `etcd-backup-x2` is a pod of its own, whatever it is called after. */
const isPartOf =
  (part: RegExp) =>
  ({ name, kind, sure }: Question["targets"][number]): boolean =>
    part.exec(name)?.[0] === name || (part.test(name) && !(sure && kind !== null));

export function components(question: Question): ReturnType<Form> {
  if (question.selectors.labels.length > 0) return null;
  const text = question.text.toLowerCase().slice(0, 4000);
  if (question.kinds.some((mention) => mention.kind.kind !== "Pod") && !says(question, /\bpods?\b/)) return null;
  const component = systemComponents.find(([pattern]) => pattern.test(text));
  if (component === undefined || !question.targets.every(isPartOf(component[0]))) return null;
  const isSaid = question.targets.some(({ kind }) => kind !== null && kind.kind !== "Pod");
  if (says(question, /\blogs?\b/) && !isSaid)
    return one(`kubectl logs -n kube-system -l ${component[1]} --tail=100`, `The logs of ${component[2]}.`);
  if (
    !says(
      question,
      /\b(healthy|health|running|status|ok|up|working|pods?|ready|fine|state|down|crashing|check|installed|deployed|there|exists?|enabled|present|have|alive|alright|all right|doing|broken|broke|dead|fail\w*|slow|flaky|dies|dying|wrong|not|doesn't|isn't|problems?|issues?|errors?)\b/,
    )
  )
    return null;
  return [
    {
      command: `kubectl get pods -n kube-system -l ${component[1]}`,
      reason: `Shows whether the pods of ${component[2]} run and are ready.`,
    },
    {
      command: `kubectl logs -n kube-system -l ${component[1]} --tail=50`,
      reason: `Shows what ${component[2]} complains about.`,
    },
  ];
}

/** What can be done to a resource, with the verb of the API. */
const done: Readonly<Record<string, string>> = {
  got: "get", read: "get", listed: "list", watched: "watch", created: "create", updated: "update", patched: "patch", deleted: "delete",
}; // biome-ignore format: one list

function apiLists(question: Question): ReturnType<Form> {
  const asksForKind =
    question.kinds.length > 0 && says(question, /\bexpl|\bdocument|\bfields?\b|\bmeans?\b|\bschema\b/);
  if (!asksForKind && says(question, /\bapi[- ]?versions?\b|\bversions of the api\b|\bapi groups\b/))
    return one("kubectl api-versions", "Lists the API groups and versions that the server offers.");
  if (
    says(
      question,
      /\bapi[- ]?resources?\b|\bresources? .*\bverbs?\b|\bresources? .*\bapi ?group\b|\b(resource|object) (types?|kinds?)\b|\bkinds of (resources|objects)\b|\bshort ?names\b|\b(supported|available|namespaced) (\w+ )?resources?\b|\bresources?\b.{0,30}\bnamespaced\b|\bresources?\b.{0,40}\b(?:cluster[- ]?(?:scoped|wide|level)|(?:not|outside) (?:\w+ ){0,4}?namespaces?)\b|\bkinds? .{0,40}\bgroup\b/,
    )
  ) {
    const namespaced =
      /\bcluster[- ]?(?:scoped|level|wide)\b/i.test(question.text) ||
      says(
        question,
        /\b(non|not|without|aren't|no|outside)[- ]?(\w+ ){0,4}?namespace[ds]?\b|\bcluster[- ]?(scoped|level|wide)\b/,
      )
        ? "--namespaced=false"
        : says(question, /\bnamespaced\b|\b(?:inside|in|within|per|bound to) (?:an? |the )?namespaces?\b/)
          ? "--namespaced=true"
          : "";
    const group = groupSaid(question);
    const named = question.words
      .map((word) => (Object.hasOwn(done, word.lower) ? done[word.lower]! : word.lower))
      .filter((word) => /^(get|list|watch|create|update|patch|delete|deletecollection)$/.test(word));
    const isCollected = says(question, /\bas (?:an? )?(?:whole )?collections?\b/);
    const wanted = /\bverbs?\b|\bsupport\w*\b|\ballow\w*\b|\bcan be\b|\bthat (?:i )?can\b/.test(question.plain)
      ? named.filter(
          (word, index) =>
            index > 0 || !/^(list|get)$/.test(question.words[0]!.lower) || word !== question.words[0]!.lower,
        )
      : [];
    const verbs = isCollected
      ? "--verbs=deletecollection"
      : wanted.length > 0
        ? `--verbs=${wanted.join(",")}`
        : says(question, /\bverbs?\b|\bmore info|\bwide\b/)
          ? "-o wide"
          : "";
    return one(
      kubectl("api-resources", namespaced, group !== null && `--api-group=${group === "core" ? "''" : group}`, verbs),
      "Lists the kinds of objects that the server knows.",
    );
  }
  return null;
}
