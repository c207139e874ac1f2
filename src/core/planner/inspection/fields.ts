import { type Home, kubectl, placeOf, pluralOf, selectorOf, singularOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Form, kindOf, mentions, one, says } from "./form.ts";
import { images } from "./images.ts";
import { isJoined } from "./joined-kinds.ts";
import { insidePod, whereItRuns } from "./pods.ts";
import { values } from "./values.ts";

/** Questions for one value of an object: what to call it, and where it stands. */
export const fieldForms: readonly Form[] = [
  whereItRuns,
  configKey,
  environment,
  insidePod,
  endpoints,
  taints,
  images,
  pathSaid,
  value,
];

const path = /(?<![\w/.-])\{?(\.(?:spec|status|metadata|data)(?:\.[A-Za-z][\w-]*|\[[\w*]{1,60}\])+)\}?(?![\w/])/;

/** `print {.spec.replicas} of deployment web`: a field by its path, as kubectl takes it. */
function pathSaid(question: Question, home: Home): ReturnType<Form> {
  const found = path.exec(question.text)?.[1];
  const [target] = question.targets;
  if (found === undefined || target?.kind == null || question.targets.length > 1 || question.intent !== "inspect")
    return null;
  const place = target.kind.namespaced ? placeOf(question, home) : "";
  return one(
    kubectl("get", singularOf(target.kind), target.name, place, `-o jsonpath='{${found}}'`),
    "Prints just what was asked for.",
  );
}

function configKey(question: Question, home: Home): ReturnType<Form> {
  const target = question.targets.find((one) => one.kind?.kind === "ConfigMap" || one.kind?.kind === "Secret");
  if (
    target === undefined ||
    !(says(question, /\bkeys?\b|\bvalue\b|\bdecode\w*\b/) || keyBefore(question, target.name) !== null)
  )
    return null;
  const name = keySaid(question, target.name) ?? keyBefore(question, target.name);
  const place = placeOf(question, home);
  if (name === null)
    return one(
      kubectl("get", singularOf(target.kind!), target.name, place, "-o yaml"),
      "Shows the keys with their values.",
    );
  const isDecoded = target.kind?.kind === "Secret" && !says(question, asStored);
  const path = isDecoded
    ? `-o go-template='{{index .data "${name}"|base64decode}}'`
    : `-o jsonpath='{.data.${name.replaceAll(".", "\\.")}}'`;
  return one(kubectl("get", singularOf(target.kind!), target.name, place, path), `Prints the value of ${name}.`);
}

/** Secrets are decoded unless the question wants them as they are stored. */
const asStored =
  /\b(?:raw|encoded|undecoded|not decoded|without decoding|(?:do not|don't|no need to) decode|as (?:it is )?stored)\b/;

/** `the password in secret mongo-auth`, `tls.crt of secret site-tls`: a key that says itself that it is one. */
function keyBefore({ words }: Question, object: string): string | null {
  const at = words.findIndex(({ lower }) => lower === object);
  const lead = words.slice(0, at).findLastIndex(({ lower }) => /^(of|in|from|inside)$/.test(lower));
  const between = words.slice(lead + 1, at).map(({ lower }) => lower);
  const key = words[lead - 1];
  if (at < 0 || lead < 1 || key === undefined) return null;
  const isObject =
    between.length > 0 && between.every((word) => /^(the|my|our|secret|configmap|config|map|cm)$/.test(word));
  const isKey =
    /^(?:password|passwd|passphrase|username|token|api[-_]?key)$|^[\w-]+\.[\w.-]+$|^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(
      key.text,
    ) && !/\.(?:ya?ml|json)$/.test(key.text);
  return isObject && isKey ? key.text : null;
}

/** `key token`, `the password key`. */
function keySaid({ words }: Question, object: string): string | null {
  const at = words.findIndex((word) => word.lower === "key");
  const isKey = (index: number) =>
    /^[-A-Za-z0-9._]+$/.test(words[index]?.text ?? "") &&
    words[index]!.lower !== object &&
    !/^(of|from|in|out|inside|within|on|the|a|this|that|which|what|secret|configmap|value|called|named|is|for)$/.test(
      words[index]!.lower,
    );
  const told = words.findIndex(({ lower }, index) => lower === "of" && words[index - 1]?.lower === "value");
  if (at < 0 && told >= 0 && isKey(told + 1) && /^(of|in|from|inside)$/.test(words[told + 2]?.lower ?? ""))
    return words[told + 1]!.text;
  const behind = /^(called|named|is)$/.test(words[at + 1]?.lower ?? "") ? at + 2 : at + 1;
  if (at < 0) return null;
  return isKey(behind) ? words[behind]!.text : at > 0 && isKey(at - 1) ? words[at - 1]!.text : null;
}

function environment(question: Question, home: Home): ReturnType<Form> {
  if (
    !says(
      question,
      /\b(environment variables?|env vars?|env variables?|environment|env (of|for|in)|envs|(?:what|which|the|its) env)\b/,
    ) ||
    says(question, /\bwhy\b|\bproduction environment\b/)
  )
    return null;
  const target = question.targets[0];
  const kind =
    target?.kind ??
    question.kinds.find((mention) =>
      ["Pod", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "ReplicaSet"].includes(mention.kind.kind),
    )?.kind ??
    kindOf(target === undefined ? "pods" : "deployments");
  if (target === undefined)
    return one(
      kubectl("set env", kind.plural, "--all --list", placeOf(question, home)),
      "Lists the variables of all containers, without changing anything.",
    );
  if (
    kind.kind === "Pod" &&
    (question.container !== null ||
      says(question, /\b(inside|running in|actual|effective|runtime|sees?|seen|actually|really)\b/))
  ) {
    return one(
      kubectl(
        "exec",
        target.name,
        placeOf(question, home),
        question.container !== null && `-c ${question.container}`,
        "-- env",
      ),
      "Prints the environment as the container sees it.",
    );
  }
  return one(
    kubectl("set env", `${singularOf(kind)}/${target.name}`, "--list", placeOf(question, home)),
    "Lists the variables of its containers, without changing anything.",
  );
}

function endpoints(question: Question, home: Home): ReturnType<Form> {
  const sliced = question.targets.find((target) => target.kind?.kind === "Service");
  if (mentions(question, "EndpointSlice") && sliced !== undefined)
    return one(
      kubectl("get endpointslices", placeOf(question, home), `-l kubernetes.io/service-name=${sliced.name}`),
      "Lists the pod addresses behind the service.",
    );
  if (
    question.targets.length === 0 &&
    !question.kinds.some((mention) => mention.kind.kind === "Endpoints" && isJoined(question, mention.from)) &&
    question.kinds.some((mention) => mention.kind.kind === "Service") &&
    says(question, /\bendpoints?\b/)
  ) {
    return one(
      kubectl("get endpoints", placeOf(question, home)),
      "Lists the pod addresses behind each service; `<none>` means no ready pod matches it.",
    );
  }
  const service =
    question.targets.find((target) => target.kind?.kind === "Service" || target.kind?.kind === "Endpoints") ??
    (says(question, /\bservice\b|\bendpoints?\b/) ? question.targets.find((one) => one.kind === null) : undefined);
  if (
    service === undefined ||
    !says(
      question,
      /\bendpoints?\b|\bback(ing|ed|end|ends)\b|\bbehind\b|\broutes? to\b|\bselects?\b|\btargets?\b|\bpods (?:matching|that match|chosen by|selected by)\b|\b(?:sends?|forwards?|directs?|distributes?) (?:\w+ )?(?:traffic|requests|connections)\b/,
    ) ||
    says(question, /\bwhy\b/)
  )
    return null;
  const place = placeOf(question, home);
  return [
    {
      command: kubectl("get endpoints", service.name, place),
      reason: "Lists the pod addresses behind the service; `<none>` means no ready pod matches it.",
    },
    {
      command: kubectl("describe service", service.name, place),
      reason: "Shows the selector and the ports of the service.",
    },
  ];
}

function taints(question: Question): ReturnType<Form> {
  if (!says(question, /\btaint(s|ed)?\b/)) return null;
  const node = question.targets.find((target) => target.kind === null || target.kind.kind === "Node");
  if (node !== undefined)
    return one(`kubectl describe node ${node.name}`, "Shows taints, conditions and what runs on the node.");
  return one(
    kubectl("get nodes", selectorOf(question), "-o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints"),
    "Lists the taints of every node.",
  );
}

function value(question: Question, home: Home): ReturnType<Form> {
  const target = question.targets[0];
  if (question.intent !== "inspect" || says(question, /\b(yaml|json|describe|wide|compare)\b/)) return null;
  if (target === undefined) return column(question, home);
  const [first] = question.kinds;
  const isPart = says(question, /\bpull secrets?\b/);
  if (
    !isPart &&
    first?.plural === true &&
    target.kind !== null &&
    first.kind !== target.kind &&
    first.kind.kind !== "Event"
  )
    return null;
  const kind =
    target.kind ??
    question.kinds.find((mention) => mention.kind.kind !== "Namespace")?.kind ??
    (says(question, /\bports?\b|\breach\b/) ? kindOf("services") : null);
  const found = values.find(
    (value) =>
      value.asked.test(question.plain) &&
      (value.kinds.length === 0 || (kind !== null && value.kinds.includes(kind.kind))),
  );
  if (found === undefined || kind === null || question.targets.length > 1) return null;
  const others = values.filter(
    (value) =>
      value.asked.test(question.plain) && kind !== null && value.kinds.includes(kind.kind) && value.path !== found.path,
  );
  const output =
    found.wide === true && (others.length > 0 || says(question, /\bstatus|\brestarts?\b/))
      ? "-o wide"
      : `-o jsonpath='${found.path}'`;
  return one(
    kubectl("get", singularOf(kind), target.name, placeOf(question, home), output),
    "Prints just what was asked for.",
  );
}

/** The same values over a list: a column an object. */
function column(question: Question, home: Home): ReturnType<Form> {
  const kind = question.kinds.find((mention) => mention.kind.kind !== "Namespace")?.kind;
  if (
    kind === undefined ||
    !says(
      question,
      /\b(limits|requests|annotations?|finalizers?|service ?accounts? of|qos|tolerations?|node ?selectors?|conditions?|allocatable|capacity|owners?)\b/,
    )
  )
    return null;
  const found = values.find(
    (value) => value.asked.test(question.plain) && (value.kinds.length === 0 || value.kinds.includes(kind.kind)),
  );
  if (found === undefined || mentions(question, "LimitRange") || mentions(question, "ResourceQuota")) return null;
  const title = /(\w+)[^\w]*}$/.exec(found.path)?.[1]?.toUpperCase() ?? "VALUE";
  return one(
    kubectl(
      "get",
      pluralOf(kind),
      placeOf(question, home),
      selectorOf(question),
      `-o custom-columns=NAME:.metadata.name,${title}:${found.path.slice(1, -1)}`,
    ),
    "Lists the value for each object.",
  );
}
