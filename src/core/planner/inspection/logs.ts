import { type Home, kubectl, placeOf, quoted, selectorOf, singularOf } from "../command-line.ts";
import { countIn, sinceIn } from "../question/details.ts";
import type { Question } from "../question/understand.ts";
import { type Form, one, says } from "./form.ts";
import { looksLikePod } from "./looks-like-pod.ts";

const owners = ["Deployment", "StatefulSet", "DaemonSet", "Job", "ReplicaSet", "CronJob", "Service"];

/** What containers wrote. */
export function logs(question: Question, home: Home): ReturnType<Form> {
  if (
    !says(
      question,
      /\b(?:was|were|is|are) there (?:any |an |a )?.{0,60}\breported\b|\breported (?:by|for|in|from)\b|\blogs?\b|\btail\b.*\bpods?\b|\bstack ?traces?\b|\bstdout\b|\bconsole output\b|\blines of (the )?output\b|\blast \d+ lines\b/,
    )
  )
    return null;
  const subject = logSubject(question);
  if (subject === null) return null;
  const previous = says(
    question,
    /\b(previous|previously|prior|crashed|terminated|last instance|before (it|the) (crash|restart)\w*|earlier instance|died|old instance)\b/,
  );
  const search = searchedText(question);
  const count = countIn(question.plain);
  const tail = count === null || search !== null ? "" : `--tail=${count}`;
  const allContainers =
    question.container === null &&
    says(question, /\b(all|multi\w*|several|both)( (the|its|of the|of its))?[- ]containers\b|\bevery container\b/);
  const command = kubectl(
    "logs",
    subject,
    placeOf(question, home),
    question.container !== null && `-c ${question.container}`,
    previous && "--previous",
    says(question, /\b(stream|follow|live|real[- ]?time|watch|continuously|tail -f)\b/) && "-f",
    sinceIn(question),
    tail,
    allContainers && "--all-containers=true",
    says(question, /\btimestamps?\b/) && "--timestamps=true",
    says(question, /\bprefix/) && "--prefix",
    /^(deployment|statefulset|daemonset|job|replicaset)\//.test(subject) &&
      says(question, /\b(all|every|each)( (of )?(the|its|their))?( \w+)? (pods?|replicas)\b/) &&
      "--all-pods=true",
  );
  const filter =
    search === null
      ? ""
      : ` | grep ${/^[A-Z]+$/.test(search) ? "" : "-i "}${quoted(search)}${count === null ? "" : ` | tail -n ${count}`}`;
  return one(
    command + filter,
    previous ? "The log of the container before its last restart." : "The log says what the containers did.",
  );
}

function logSubject(question: Question): string | null {
  const target = question.targets.find(
    (one) => one.kind === null || one.kind.kind === "Pod" || owners.includes(one.kind.kind),
  );
  if (target !== undefined) {
    if (target.kind?.kind === "Pod") return target.name;
    if (target.kind !== null) return `${singularOf(target.kind)}/${target.name}`;
    return looksLikePod(target.name) ? target.name : `deployment/${target.name}`;
  }
  return question.selectors.labels.length > 0 ? selectorOf(question) : null;
}

/** What a log is searched for: quoted text after `contain`, `search for`, `find`, or the word for errors. */
function searchedText(question: Question): string | null {
  if (
    !says(
      question,
      /\b(contain\w*|search\w*|find|grep|mention\w*|match\w*|with the (word|text|message)|includ\w*|look for|lines with|filter\w*|that say|saying|any|there|was)\b/,
    )
  )
    return null;
  const text = question.words.find(
    (word) =>
      word.quoted &&
      !question.targets.some((target) => target.name === word.lower) &&
      !question.scope.namespaces.includes(word.lower),
  );
  if (text !== undefined) return /^[^\n\r]{1,120}$/.test(text.text) ? text.text : null;
  const spoken =
    /\b(?:grep(?: for)?|search(?:ing)? for|look(?:ing)? for|containing|contain|contains|mentioning|mention|with the (?:word|text))\s+(?:the (?:word|text) )?["']?([\w./:-]{2,80})/i.exec(
      question.text.slice(0, 2000),
    )?.[1];
  const isProse =
    spoken === undefined || /^(any|all|the|errors?|in|logs?|lines?|pods?|from|of|a|an|this|that)$/i.test(spoken);
  if (!isProse && !question.targets.some((target) => target.name === spoken.toLowerCase())) return spoken;
  return /\b(find|contain\w*|search for|grep|look for|lines with) (any |the |all )?errors?\b/.test(question.plain)
    ? "error"
    : null;
}
