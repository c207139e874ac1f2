import { type Home, kubectl, placeOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Form, one, says } from "./form.ts";
import { looksLikePod } from "./looks-like-pod.ts";

/** `which node did db-0 land on`, `where is web running`: what runs there is a pod, whatever is said of nodes. */
export function whereItRuns(question: Question, home: Home): ReturnType<Form> {
  const asks =
    /\b(?:which|what) (?:node|machine|host|server|vm|worker)\b.*\b(?:on|at|run\w*|land\w*|live\w*|sit\w*|schedul\w*|plac\w*|host\w*|end(?:ed)? up)\b|\bwhere\b.*\b(?:run\w*|land\w*|schedul\w*|end(?:ed)? up|placed|live)\b|\bnode of\b/;
  const [target] = question.targets;
  if (target === undefined || question.targets.length > 1 || !says(question, asks)) return null;
  const kind = target.kind?.kind ?? "Pod";
  const place = placeOf(question, home);
  if (kind === "Pod" && (target.kind !== null || looksLikePod(target.name)))
    return one(kubectl("get pod", target.name, place, "-o wide"), "The wide table names the node.");
  const isRunning = /^(Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|Pod)$/.test(kind);
  return isRunning
    ? one(kubectl("get pods", place, `-l app=${target.name}`, "-o wide"), "The wide table names the node of each pod.")
    : null;
}

/** Reads inside a container: they run a process there, so a person approves them. */
export function insidePod(question: Question, home: Home): ReturnType<Form> {
  const target = question.targets.find(
    (one) => one.kind === null || one.kind.kind === "Pod" || one.kind.kind === "Deployment",
  );
  if (target === undefined) return null;
  const subject = target.kind?.kind === "Deployment" ? `deployment/${target.name}` : target.name;
  const container = question.container === null ? "" : `-c ${question.container}`;
  const inside = (command: string) =>
    one(
      kubectl("exec", subject, placeOf(question, home), container, `-- ${command}`),
      "Runs inside the container and changes nothing.",
    );
  const text = question.text.toLowerCase();
  if (/\bresolv\.conf\b/.test(text)) return inside("cat /etc/resolv.conf");
  if (/\b\/?etc\/hosts\b|\bhosts file\b/.test(text)) return inside("cat /etc/hosts");
  const host = question.words.find((word) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(word.lower) && !/^\d/.test(word.lower));
  if (
    says(question, /\b(resolve|resolves|resolution|nslookup|dns|lookup)\b/) &&
    host !== undefined &&
    says(question, /\bfrom|inside|in\b/)
  )
    return inside(`nslookup ${host.lower}`);
  const file = question.words.find((word) => /^\/[\w./-]{2,200}$/.test(word.text));
  if (
    file !== undefined &&
    says(question, /\b(show|cat|print|read|content\w*|see|view|display|list|ls|what)\b/) &&
    says(question, /\b(in|inside|from|of)\b/)
  ) {
    return inside(
      says(question, /\b(files|list|directory|folder|ls)\b/) ||
        (/\bcontents?\b|\bwhat(?: is|'s|s)? (?:in|inside)\b/.test(question.plain) && !isFile(question, file.text))
        ? `ls -l ${file.text}`
        : `cat ${file.text}`,
    );
  }
  if (
    says(question, /\bprocess(?:es)?\b/) &&
    says(question, /\b(list|show|print|see|what|which|running|get)\b/) &&
    target.kind?.kind === "Pod"
  )
    return inside("ps aux");
  if (says(question, diskUse) && says(question, /\b(in|inside|of)\b/) && target.kind?.kind === "Pod")
    return inside("df -h");
  return null;
}

const diskUse =
  /\bdisk (?:usage|space)\b|\bdf\b|\bhow full\b.*\b(?:disks?|file ?systems?)\b|\b(?:free|how much) (?:disk )?space\b/;

/** What is called a file or ends like one. */
function isFile({ plain }: Question, path: string): boolean {
  return /\.\w+$/.test(path) || /\bthe file\b/.test(plain);
}
