import { quoted } from "../../command-line.ts";
import { isStopWord } from "../../question/stop-words.ts";
import type { Question } from "../../question/understand.ts";
import { besideKind } from "../form.ts";
import { cronSaid, imageSaid, pairsSaid, programArguments, programSaid } from "../spoken.ts";
import { type Creation, line } from "./creation.ts";

/** Pods, deployments, jobs and cron jobs. */
export const workloadCreations: readonly (readonly [kind: string, creation: Creation])[] = [
  ["Pod", pod],
  ["Deployment", deployment],
  ["Job", job],
  ["CronJob", cronJob],
];

function trailing(question: Question): string {
  const program = programSaid(question);
  const words = program === null ? "" : programArguments(program);
  return words === "" ? "" : ` -- ${words}`;
}

function portOf(question: Question): string {
  const port = /\bports?\s+(?:number\s+)?(\d{1,5})\b/.exec(question.plain)?.[1];
  return port === undefined ? "" : `--port=${port}`;
}

function pod(question: Question, name: string): string | null {
  const image = imageSaid(question) ?? imageBeside(question, name);
  if (image === null) return null;
  const plain = question.plain;
  const isBrief =
    /\b(temporary|throw ?away|disposable|short-lived|scratch|one[- ]off|--rm|throw (?:it |that )?away|then (?:delete|remove|drop) it|gone (?:when|after|afterwards|once)|(?:removed?|deleted?)s? (?:it )?(?:afterwards?|after\w*|when|immediately|automatically|once)|(?:automatically|immediately) (?:removed|deleted))\b/.test(
      plain,
    );
  const isShell = /\b(shell|bash|sh)\b/.test(plain);
  const isAttached = isBrief || /\b(interactive\w*|foreground|terminal|attached|tty)\b/.test(plain) || isShell;
  const never =
    isBrief ||
    /\b(don't|do not|never|no|without) restart\w*|\brestart ?policy (of |is |set to )?never\b|--restart=never/i.test(
      plain,
    );
  const program = trailing(question) || (isShell ? ` -- ${/\bbash\b/.test(plain) ? "bash" : "sh"}` : "");
  const pairs = pairsSaid(question);
  const labels = pairs.filter((pair) => question.selectors.labels.includes(pair) && /\blabels?\b/.test(plain));
  const variables = pairs.filter(
    (pair) => question.selectors.variables.includes(pair) || /\b(env|environment|variables?)\b/.test(plain),
  );
  return `${line(
    "run",
    name,
    `--image=${quoted(image)}`,
    portOf(question),
    labels.length > 0 && `--labels=${quoted(labels.join(","))}`,
    ...variables.map((pair) => `--env=${quoted(pair)}`),
    isBrief && "--rm",
    isAttached && "-i -t",
    never && "--restart=Never",
    /\bas (?:a )?command\b|\boverrid/.test(plain) && program !== "" && "--command",
  )}${program}`;
}

/** `start a nginx pod`: the image has the name that stands before the kind. */
function imageBeside(question: Question, name: string): string | null {
  const made = question.kinds[0];
  const before = made === undefined ? undefined : question.words[made.from - 1];
  if (before !== undefined && /^[a-z][a-z0-9./:-]*$/.test(before.lower) && !isStopWord(before.lower))
    return before.lower;
  return /^(nginx|busybox|alpine|redis|httpd|ubuntu|postgres|mysql|mongo|curl)$/.test(name) ? name : null;
}

function deployment(question: Question, name: string): string | null {
  const image = imageSaid(question);
  if (image === null) return null;
  const replicas = /\b(\d{1,4}|two|three|four|five)[- ](?:replicas?|pods?|instances?|copies)\b/.exec(
    question.plain,
  )?.[1];
  const count = { two: "2", three: "3", four: "4", five: "5" }[replicas ?? ""] ?? replicas;
  return `${line("create deployment", name, `--image=${quoted(image)}`, count !== undefined && `--replicas=${count}`, portOf(question))}${trailing(question)}`;
}

function job(question: Question, name: string): string | null {
  const source =
    question.targets.findLast((target) => target.kind?.kind === "CronJob") ??
    besideKind(question, new Set(["CronJob"]));
  const image = imageSaid(question);
  if (source !== undefined && source !== null)
    return `create job ${name === source.name ? `${name}-manual` : name} --from=cronjob/${source.name}`;
  return image === null ? null : `create job ${name} --image=${quoted(image)}${trailing(question)}`;
}

function cronJob(question: Question, name: string): string | null {
  const schedule = cronSaid(question.text);
  const image = imageSaid(question);
  if (image === null || schedule === null) return null;
  return `create cronjob ${name} --image=${quoted(image)} --schedule='${schedule}'${trailing(question)}`;
}
