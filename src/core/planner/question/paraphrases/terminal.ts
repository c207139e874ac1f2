import { type Paraphrase, row } from "./paraphrase.ts";

const nodeName =
  "(?:the )?(?:(?:node|machine|host|worker)[ /]|(?=(?:node|worker|master|ip|gke|aks|eks|k8s|kube)-))[\"'`]?{name}[\"'`]?";
const around = "(?:poke|look|snoop|dig|nose|root|sniff|have a look|take a look) around";

/** What is done in a terminal on a node or in a container that runs. */
export const terminalOrders: readonly Paraphrase[] = [
  row(`${around} (?:on|in|inside) ${nodeName}(?: itself)?(?=[^?]{0,200}\\bimage\\b)`, "debug node $1 with"),
  row(`(?:open|start|create|get|launch|begin|give me|run) (?:an? |the )?(?:interactive |new )?(?:debug(?:ging)?|troubleshooting) (?:shell|session|pod|container) (?:on|for|at|in) ${nodeName}(?=[^?]{0,200}\\bimage\\b)`, "debug node $1"),
  row("(?:an? )?(?:(?:quick|temporary|throw ?away|short-lived|disposable|one-off|scratch|little|tiny|small|simple) )*(?!(?:pod|container|the|this|that|my|our|which|what|any|all|every)\\b)(?:[a-z][a-z0-9-]{1,30} )?pod(?:[:,]| -) (?=[^?]{0,200}\\bimage [^?]{1,200}\\b(?:name|named|called)\\b|[^?]{0,200}\\b(?:name|named|called) [^?]{1,200}\\bimage\\b)", (match) => `create ${/\b(?:temporary|throw ?away|short-lived|disposable|one-off|scratch)\b/i.test(match[0]) ? "a temporary" : "a"} pod `),
  row("(?:an? )?(?:quick )?(?:temporary|throw ?away|short-lived|disposable|one-off|scratch) pod (?:named |called )?{name} (?:from|with|of|using|running) (?:the )?(?:image )?([a-z0-9][\\w.-]*[/:][\\w./:@-]{1,200}[\\w])", "create a temporary pod named $1 with the image $2"),
  row("(?:get|see|show|stream|print|read)(?: me)? (?:the |its )?(?:live )?output (?:from|of) (?:the )?(?:running |main )?(?:pod |container |process (?:in|of) )?(?=[^?]{1,100}\\bby attaching)(?:pod )?{name}", "attach to pod $1"),
  row("(?:give|get|open|start|hand|spawn) (?:me |us )?(?:an? )?(?:quick |interactive |new )?(shell|bash|terminal|console|prompt) (?:in|inside|into|on|within|to|onto) (?:the )?(?:pod )?([a-z0-9]{1,60}(?:-[a-z0-9]{1,60}){0,6}-\\d{1,3})(?![\\w-])", (match, text) => (/\bhow (?:do|can|could|would|should)\b/i.test(text) ? null : `open a ${match[1]} in pod ${match[2]}`)),
  row("(?:get|bring|take|let|put|drop|send|throw) me (?:in|into|inside|onto) (?=(?:the )?(?:running )?(?:pod|container|deployment) )", "open a shell in "),
  row("(?:join|hook into|connect to|latch on to|latch onto)(?: to)? (?:the )?(?:running |main )*(?:container|process) (?:of|in) (?=(?:the )?(?:pod|deployment) )", "attach to "),
]; // biome-ignore format: one line a paraphrase
