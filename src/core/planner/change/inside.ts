import type { Suggestion } from "../../diagnosis/finding.ts";
import { kubectl, singularOf } from "../command-line.ts";
import { looksLikePod } from "../inspection/looks-like-pod.ts";
import type { Target } from "../question/targets.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";

/** What reaches into a container: commands run there, ports forwarded, files copied. */
export const insideChanges: readonly ChangeForm[] = [portForward, execute];

function reachable(question: Question): Target | undefined {
  const kinds = new Set(["Pod", "Deployment", "StatefulSet", "Service", "ReplicaSet", "Job", "DaemonSet"]);
  return (
    question.targets.find((one) => one.kind !== null && kinds.has(one.kind.kind)) ??
    question.targets.find((one) => one.kind === null)
  );
}

function subject(target: Target): string {
  if (target.kind?.kind === "Pod" || (target.kind === null && looksLikePod(target.name))) return target.name;
  return `${target.kind === null ? "deployment" : singularOf(target.kind)}/${target.name}`;
}

function portForward(question: Question, place: string): Change | null {
  const forwards = /\bport[- ]?forward\w*|\bforward(s|ing)?\b|\btunnel\b|\bmap\b.*\bports?\b/.test(question.plain);
  if (
    !forwards &&
    !/\b(?:on|at|via|to|from|through) (?:my )?(?:localhost|local|local (?:port|machine)|laptop)\b|\blocally\b/.test(
      question.plain,
    )
  )
    return null;
  const target = reachable(question);
  const pair = /\b(\d{1,5}):(\d{1,5})\b/.exec(question.text);
  const ports = [...question.text.matchAll(/(?<![\w.-])(\d{2,5})(?![\w.-]*[a-z])\b/g)]
    .map((match) => match[1]!)
    .slice(0, 2);
  if (target === undefined || (pair === null && ports.length === 0)) return null;
  const named = ports.length === 1 ? portNamed(question) : null;
  const mapping =
    pair?.[0] ??
    (named === null ? null : `${ports[0]}:${named}`) ??
    (ports.length === 2 ? localFirst(question.plain, ports as [string, string]) : `${ports[0]}:${ports[0]}`);
  return changed(
    kubectl("port-forward", subject(target), mapping, place),
    "Opens a local port to it for as long as the command runs.",
    behind(target, place),
  );
}

/** `the port named https`, `the http port`: what an object calls its own port. */
function portNamed({ text }: Question): string | null {
  const said =
    /\bport (?:that is |which is )?(?:named|called) ["'`]?([a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?)\b/i.exec(text)?.[1] ??
    /\bto (?:the |its )?port ["'`]?(https?|metrics|grpc|admin|web|api)\b/i.exec(text)?.[1] ??
    /\bto (?:the |its )["'`]?(https?|metrics|grpc|admin|web|api|[a-z]+-[a-z]+)["'`]? port\b/i.exec(text)?.[1];
  return said === undefined || /^\d+$/.test(said) ? null : said.toLowerCase();
}

/** What can be seen of it without a port on somebody's machine. */
function behind(target: Target, place: string): Suggestion {
  if (target.kind?.kind === "Service")
    return { command: kubectl("get endpoints", target.name, place), reason: "Shows the pods behind the service." };
  const [kind, name] = subject(target).includes("/") ? subject(target).split("/") : ["pod", target.name];
  return { command: kubectl("get", kind, name, place), reason: "Shows whether it runs." };
}

/** `port 3000 of pod web-0 ... on my port 3001`: the port of an object is not the one of somebody's machine. */
const ofObject = /\bport (\d{2,5})(?: (?:of|in|on|at|from|inside) (?!my\b|this\b|localhost\b|local\b|port\b))/;
const ofMachine =
  /\b(?:my (?:own |local )?port|localhost[: ]|local port|port) ?(\d{2,5})(?: (?:of|on|at) (?:my|this|localhost|local))\b|\b(?:my (?:own |local )?port|localhost:|local port) ?(\d{2,5})\b/;

/** `local port 8080 to port 80` and `port 80 to local 8080` are both `8080:80`. */
function localFirst(plain: string, [first, second]: readonly [string, string]): string {
  const own = ofMachine.exec(plain);
  const [inner, outer] = [ofObject.exec(plain)?.[1], own?.[1] ?? own?.[2]];
  if (inner === first || outer === second) return `${second}:${first}`;
  if (inner === second || outer === first) return `${first}:${second}`;
  const isSecondLocal =
    /\bto (?:(?:port )?\d{1,5} )?(?:(?:on|of|at) )?(?:my|this|our|the local) (?:own )?(?:machine|laptop|computer|workstation|side|host)\b|\bto (?:my )?(?:local\w*|localhost)\b|\bon (?:my )?local/.test(
      plain,
    ) && !/^[^\d]*\blocal/.test(plain);
  return isSecondLocal ? `${second}:${first}` : `${first}:${second}`;
}

function execute(question: Question, place: string): Change | null {
  const isProgram = programs.test(question.text.trim());
  if (!isProgram && !/\b(run|running|exec|execute|executing|shell|bash)\b/.test(question.plain)) return null;
  const target = question.targets.find(
    (one) => one.kind === null || one.kind.kind === "Pod" || one.kind.kind === "Deployment",
  );
  const whole = target === undefined ? null : withArgument(question.text);
  const container = question.container === null || whole !== null ? "" : `-c ${question.container}`;
  if (target !== undefined && whole !== null)
    return changed(kubectl("exec", subject(target), place, `-- ${whole}`), "Runs in the container.");
  if (target === undefined || /\bimage\b/.test(question.plain)) return null;
  const words = question.words.filter((word) => word.quoted && word.lower !== target.name);
  const command = words[0]?.text ?? spokenCommand(question, target.name) ?? (isProgram ? programFirst(question) : null);
  const isShell =
    command === null &&
    /\b(shell|bash|sh|interactive\w*|terminal|exec (?:in|into|inside|to)?)\b|^exec\b/.test(question.plain);
  if (isShell)
    return changed(
      kubectl("exec -it", subject(target), place, container, /\bbash\b/.test(question.plain) ? "-- bash" : "-- sh"),
      "Opens a shell in the container.",
    );
  if (command === null || !/^[\w./ =:@,%+-]{1,200}$/.test(command)) return null;
  const terminal = /^(?:\/bin\/)?(?:ba|z|a)?sh$/.test(command) ? "-it" : "";
  return changed(
    kubectl("exec", terminal, subject(target), place, container, `-- ${command}`),
    "Runs in the container.",
  );
}

/** `run psql -c 'select 1' in pod db-0`: a program with an argument in quotes is one command. */
function withArgument(text: string): string | null {
  const said =
    /\b(?:run|execute|exec)\s+(?:the\s+)?(?:command\s+)?([a-z][\w./-]{0,60}(?:\s+--?[\w-]{1,40}){1,6}\s+(["'])[^"'`$\\\n]{1,150}\2)\s+(?:in|inside|on|within)\s/.exec(
      text.slice(0, 1000),
    );
  return said?.[1] ?? null;
}

const programs =
  /^(?:please\s+)?(?:curl|wget|nslookup|dig|ping|nc|telnet|cat|ls|ps|df|du|env|free|mount|uptime|openssl|printenv|date|hostname|whoami|id|top|netstat|ss|ip|head|tail|java|node|python)\s/i;

/** `curl http://checkout:8080 from pod web-1`: the sentence up to the pod is the program. */
function programFirst(question: Question): string | null {
  const match =
    /^(?:please\s+)?(.{1,200}?)\s+(?:from|in|inside|on|within)\s+(?:the\s+)?(?:pod|container|deployment|deploy|po)\b/i.exec(
      question.text.trim().slice(0, 1000),
    );
  return match?.[1] ?? null;
}

/** `run ls -l /tmp in pod web`: what stands between the verb and `in`. */
function spokenCommand(question: Question, name: string): string | null {
  const match =
    /(?<!\bdry[- ])\b(?:run(?:ning)?|exec(?:ut(?:e|ing))?)\s+(?:the\s+)?(?:command\s+)?([\w./=:@,%+-][\w./ =:@,%+-]{0,150}?)\s+(?:command\s+)?(?:in|inside|on|within|into|from)\s/i.exec(
      question.text.slice(0, 1000),
    );
  const command = match?.[1]?.trim();
  return command === undefined ||
    command.includes(name) ||
    /^(a|an|the|it|this|under|as|with|on|in|at|for|by|every|once|only|out|again|to)\b/.test(command)
    ? null
    : command;
}
