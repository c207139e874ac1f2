import { type Paraphrase, row } from "./paraphrase.ts";

const file = "[\\w./-]{1,200}\\.[a-z]{2,10}";
const place = "(?: (?:in|for)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63}(?: namespace)?)?";

/** A name outside of the cluster: letters, dots, and a top level. */
const host = "([a-z0-9](?:[a-z0-9-]{0,62}\\.)+[a-z]{2,24})\\b\\.?";

/** What is to be made, also where only its parts are named. */
export const creationOrders: readonly Paraphrase[] = [
  row("((?:every|each|daily|hourly|nightly|weekly|at) [^?,;]{1,40}?,? |)(?:run|start|schedule|execute) (?:the )?image ([a-z0-9][\\w./:@-]{0,200}[\\w]) ((?:every|each|daily|hourly|nightly|weekly|at) [^?,;]{1,40}? |)as (?:an? |the )?cron ?job (?:named |called )?{name}", (match) => `create a cronjob named ${match[4]} with image ${match[2]} ${match[1] === "" ? match[3] : match[1]}`),
  row("(?:spin up|launch|start|deploy|run|bring up|create) (?:the )?(?:image )?([a-z0-9][\\w./-]{1,100}(?::[\\w.-]{1,128})?) (?:with|in) (\\d{1,3}|two|three|four|five) (?:replicas|instances|copies|pods),? (?:and )?(?:call|name) (?:it|them|the deployment) {name}", "create a deployment named $3 with image $1 and $2 replicas"),
  row(`(?:an? |the |new )*(docker[- ]registry|registry|image pull|docker) secret (?:called |named )?{name}(${place}) for (?=[^?]{1,300}\\b(?:password|user|username)\\b)`, (match) => `create a docker-registry secret named ${match[2]}${match[3]} for `),
  row("(?:let|allow|permit) (?:the )?(group|user) {name} (?:to )?(view|see|read|edit|administer|admin) (?:everything|all(?: objects| resources| things)?|anything) (?:in|of|inside)(?: the)?(?: namespace| ns)? ([a-z0-9-]{1,63})(?: namespace)?", (match) => granted(match[1]!, match[2]!, match[3]!, match[4]!)),
  row("(?:kustomize|build|render) (?:the )?(?:kustomization |overlay |folder )?([\\w./-]{1,100}) (?:and|,) (?:then )?(?:apply|deploy|install|roll out) (?:it|them|the result|that|what comes out)", "apply the kustomization $1"),
  row(`(?:(?:create|make|add|set up|define|new|give me) )?(?:an? |the )?(?:new )?(?:external ?-?name )?service (?:called |named )?{name}(${place})(?: please)?,? (?:that |which |to )?(?:should )?(?:points?|pointing|maps?|mapping|aliases|resolves?|leads?|leading|redirects?|forwards?|refers?|(?:is|as|being) an alias|alias|stands|standing)(?: over)? (?:to|for|at|on) (?:the )?(?:(?:external|outside|dns|db|database|remote|public) )*(?:host ?name|host|name|domain|address|server|database|endpoint)? ?${host}`, (match) => `create an externalname service named ${match[1]}${match[2]} with host ${match[3]}`),
  row(`(?:the )?service {name}(${place}) (?:should|must|shall|is to|has to) be an? external ?-?name(?: service)? (?:for|to|of|pointing (?:to|at)|with) ${host}`, (match) => `create an externalname service named ${match[1]}${match[2]} with host ${match[3]}`),
  row(`(?:make|expose|offer|publish|represent|map|alias) (?:the )?(?:external|outside|remote) [a-z ]{0,20}?${host} (?:be )?(?:reachable |available |accessible |known |callable )?(?:as|under|by|through|via|behind|to|with) (?:an? |the )?(?:external ?-?name )?service (?:called |named )?{name}(${place})`, (match) => `create an externalname service named ${match[2]}${match[3]} with host ${match[1]}`),
  row(`(?:load|turn|put|read|import|convert|take|make|pack|store|save) (?:all )?(?:of )?(?:the )?(?:variables?|vars?|lines|entries|values|contents?|keys)? ?(?:of|in|from)? ?(?:the )?((?:env(?:ironment)? ?file )?[\\w./-]{1,200}) (?:into|in|to|as|for) (?:an? |the )?(?:new )?(configmap|config map|cm|secret) (?:called |named )?{name}(${place})`, (match) => (/^env|\.env$/i.test(match[1]!) ? `create ${match[2]} named ${match[3]}${match[4]} from env file ${match[1]!.replace(/^env\w* ?file /i, "")}` : null)),
  row("(?:put|set|place|impose|lay|define|give|introduce|establish)(?: up)? (?:an? |the )?(?:new )?(resource ?quota|quota|pod ?disruption ?budget|pdb) (?=(?:named|called) )", "create a $1 "),
  row("(?:give|grant) (?:the )?service ?account {name} (?:of|in|from)(?: the)?(?: namespace| ns)? ([a-z0-9-]{1,63})(?: namespace)? (?:the )?cluster ?role {name} (?:everywhere|cluster-?wide|in (?:all|every) namespaces?|over all namespaces)(?:,? (?:and )?(?:name|call) the binding {name})?", (match) => `create clusterrolebinding ${match[4] ?? `${match[1]}-${match[3]}`} with clusterrole ${match[3]} for serviceaccount ${match[2]}:${match[1]}`),
  row("(?:an? )?(?:new )?(?:namespace|ns) for [^.?!,;]{1,60}?(?: please)?,? (?:please )?(?:call|name|called|named)(?: it)? {name}", "create namespace $1"),
  row("(?:an? )?(?:new |fresh |short-lived |temporary )*(?:(\\d{1,5} ?(?:s|m|h|min\\w*|hours?|seconds?)) )?token (?=for (?:the )?(?:service ?account|sa) )(?![^?]{0,200}\\b(?:(?<!(?:that|which) )is|was|has|expired|missing|fails|does|did|mounted|invalid|how|why|what|where|works?|got|used)\\b)", (match) => `create a token ${match[1] === undefined ? "" : `valid for ${match[1]} `}`),
  row("{workload} (?:needs|wants|should get|must get|should have|must have) an? (?:new )?((?:load ?balancer|node ?port|cluster ?ip) )?service (?:on|at|with)(?: port)? (\\d{2,5})(?: (?:going |forwarding |pointing |mapped )?(?:to|->)(?: port| container port| target port)? (\\d{2,5}))?", (match) => `expose ${match[1]} on port ${match[3]}${match[4] === undefined ? "" : ` target port ${match[4]}`}${match[2] === undefined ? "" : ` as ${match[2]}`}`),
  row("(?:put|place|set up|create|make|add|give me) an? (?:new )?(load ?balancer|node ?port|cluster ?ip|service)(?: service)? in front of (?=(?:the )?(?:pod|deployment|deploy|statefulset|replicaset) [^?]{1,120}\\bport \\d)", (match) => (/^service$/i.test(match[1]!) ? "expose " : `expose as ${match[1]} the `)),
  row("(?:create|make|add|set up|put up|open)? ?(?:an? |the )?(?:new )?(load ?balancer|node ?port|cluster ?ip|headless)(?:[- ]type)? service ((?:called |named )[a-z0-9][a-z0-9-]{0,61} )?(?:for|in front of|before|exposing|to expose) {labelled}", (match) => `expose ${match[3]} as ${match[1]!.replace(" ", "")} ${match[2] ?? ""}`),
  row("(?:an? )?(?:new )?service in front of (?=(?:the )?(?:pod|deployment|deploy|statefulset|replicaset) [^?]{1,120}\\bport \\d)", "expose "),
  row(`(?:an? |the |new )*config ?map {name}${place} (?:from|with|out of|based on) (?=(?:the )?(?:file|folder|directory|env file|contents? of|${file}))`, (match) => `create ${match[0]}`),
  row(`(?:an? |the |new )*(?:tls|generic|opaque|docker-registry) secret {name}${place} (?:from|with|out of) (?=[\\w./-]{1,200}[.=])`, (match) => `create ${match[0].replace(/^(?:an? |the |new )+/i, "")}`),
  row("(?:store|keep|put|save|stash|hide|deposit)\\b(?=[^?]{0,200}\\b(?:token|password|passphrase|credentials?|key|pin)\\b)(?=[^?]{0,200}\\b(?:secret|secretly|secrets|safely|encrypted)\\b)[^?]{0,400}$", (_, text) => secretSaid(text)),
  row("(?:an? |another |one )(?:new )?(namespace|service ?account|configmap|config map|secret|role|rolebinding|deployment|quota|service|job|cronjob) (?:named|called) ([a-z0-9][a-z0-9.-]{0,80}) (?:is|are|will be|would be) (?:needed|required|wanted|missing|due|to be (?:made|created|set up))", "create a $1 named $2"),
  row("(?:the )?(?:ya?ml|manifest)(?: file)? (?:for|of) (an?|a new|new) (pod|deployment|service|configmap|secret|job|cronjob|namespace|role) ([a-z0-9][a-z0-9.-]{0,80}(?![\\w-])[^?!]{0,200}?)(?:,| -)?(?: but)?(?: please)? (?:do not|don't|dont|without|not) (?:(?:really|actually) )?(?:creat\\w+|appl\\w+|mak\\w+|deploy\\w*)(?: it| anything| that)?", "create $1 $2 named $3, dry-run yaml"),
  row("(?:print|show|give|write|draft|produce|generate|sketch|output|make|see|get|display|view)(?: me| us| out)?(?: just| only)?(?: an?| the| some)? ?(?:ya?ml|manifest|json|spec)(?: file)? (?:for|of|to create) (an?|a new|new) ([a-z ]{3,60}?(?:called|named) [a-z0-9][a-z0-9.-]{0,80}[^?!]{0,200}?)(?:,| -)?(?: but)?(?: please)? (?:do not|don't|dont|without|not) (?:(?:really|actually) )?(?:creat\\w+|appl\\w+|mak\\w+|deploy\\w*)(?: it| anything| that)?", "create $1 $2, dry-run yaml"),
]; // biome-ignore format: one line a paraphrase

/** What every cluster has for whoever may look at, change or rule a namespace. */
const standard: Readonly<Record<string, string>> = { edit: "edit", administer: "admin", admin: "admin" };

function granted(kind: string, name: string, may: string, namespace: string): string {
  const role = standard[may.toLowerCase()] ?? "view";
  return `create rolebinding ${name}-${role} with clusterrole ${role} for ${kind.toLowerCase()} ${name} in namespace ${namespace}`;
}

/** `store a token secretly, name it t, key k, value v`: all three have to be said. */
function secretSaid(text: string): string | null {
  const name = /\b(?:named?(?: is| it|:)?|call(?:ed)?(?: it)?) ([a-z0-9][a-z0-9.-]{0,80})/i.exec(text)?.[1];
  const key = /\bkey(?: is|:| called| named)? (?!and\b|to\b|in\b|of\b)([\w.-]{1,80})/i.exec(text)?.[1];
  const value = /\bvalue(?: is|:)? (\S{1,200})/i.exec(text)?.[1]?.replace(/[,.;]$/, "");
  return name === undefined || key === undefined || value === undefined
    ? null
    : `create a secret named ${name} with ${key}=${value}`;
}
