import { type Home, kubectl, placeOf, quoted, selectorOf, singularOf } from "../command-line.ts";
import { countIn, sinceIn } from "../question/details.ts";
import type { Question } from "../question/understand.ts";
import { type Form, one, says } from "./form.ts";
import { looksLikePod } from "./looks-like-pod.ts";

/** `what image does web use? just print the image`: an order to print is no question for what was printed. */
const printOrders =
  /\b(?:(?:just|only|and|then|please) )+(?:print|write|output|say)\b(?: (?:me|out|only|just|the|its|their|all))*|\b(?:print|output|write) (?:(?:me|out) )?(?:just|only|nothing but|the|its|their)\b/g;

/** `what did job x print? its in namespace y` */
const asksForPrinted =
  /^(?:hey |please |so |and )?what (?:did|does|do|has|have|had)\b.{0,60}\b(?:print|write|output|say)\b/;

const owners = ["Deployment", "StatefulSet", "DaemonSet", "Job", "ReplicaSet", "CronJob", "Service"];

/** How people speak of logs without the word. */
const logPhrases: readonly RegExp[] = [
  /(?<![\w/.-])logs?(?![\w/-])|\blogged\b|\blogging (out|to)\b|\bstack ?traces?\b|\bstd(out|err)\b|\bconsole output\b|\btracebacks?\b/,
  /^(?:please )?(?:live )?(?:tail|follow|stream)\b|\btail\b.*\b(?:pods?|deployment|of|for)\b|\blines of (the )?output\b|\b(?:last|latest|first|recent) \d* ?lines\b/,
  /\b(?:error|warning|log) lines\b/,
  /\b(?:did|does|do|has|have)\b.*\blog(?:ged|s)? (?:any|an?|some|the)\b/,
  /\b(?:was|were|is|are) there (?:any |an |a )?.{0,60}\breported\b|\breported (?:by|for|in|from)\b/,
  /\boutput (?:of|from|in) (?:the )?(?:\S+ ){0,4}?(?:pod|container|job|deployment|cronjob|statefulset)\b/,
  /\bwhat(?:'s| is| does| did| has| was| do)?\b.*\b(?:say|saying|said|print|printing|printed|write|writing|written|wrote|spitting out|moaning|complain\w*|whin\w+|output)\b/,
];

/** What containers wrote. */
export function logs(question: Question, home: Home): ReturnType<Form> {
  const plain = asksForPrinted.test(question.plain) ? question.plain : question.plain.replaceAll(printOrders, "");
  if (!logPhrases.some((phrase) => phrase.test(plain))) return null;
  const apart = severalIn(question);
  if (apart.length > 0) return apart.flatMap((target) => logs({ ...question, targets: [target] }, home) ?? []);
  const subject = logSubject(question);
  if (subject === null) return null;
  const previous = says(
    question,
    /\b(prev|previous|previously|prior|crashed|terminated|(last|earlier|old|former|dead) (instance|run|container|life|start|incarnation|attempt)|before (it|the|its|that|they)( last)? (crash|restart|die)\w*|before (its|the) (last )?(crash|restart|death)|before (dying|crashing|restarting)|died|last crash|instance that (died|crashed))\b/,
  );
  const search = searchedText(question);
  const count = countIn(question.plain);
  const isOfStart = count !== null && says(question, ofStart);
  const tail = count === null || search !== null || isOfStart ? "" : `--tail=${count}`;
  const allContainers =
    question.container === null &&
    says(
      question,
      /\b(all|multi\w*|several|both)( (the|its|of the|of its))?[- ]containers\b|\b(?:every|each) container\b|\b(?:init|sidecar|init and sidecar) containers? (?:too|as well|also|included)\b|\b(?:including|incl|with|plus|and) (?:the |its |their |all )?(?:init|sidecar)s?(?: containers?)?\b/,
    );
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
    says(
      question,
      /\bprefix|\bwith (the |their )?((pod|container) )?names? (in front|before)|\bwhich pod (each|every) line\b/,
    ) && "--prefix",
    streamsSaid(question),
    bytesSaid(question),
    says(question, /\b(ignore|ignoring|despite|even on) errors?\b/) && "--ignore-errors",
    /^(deployment|statefulset|daemonset|job|replicaset)\//.test(subject) &&
      says(question, /\b(all|every|each)( (of )?(the|its|their))?( \w+)? (pods?|replicas)\b/) &&
      "--all-pods=true",
  );
  return one(
    command + filtersOf(search, count, isOfStart),
    previous ? "The log of the container before its last restart." : "The log says what the containers did.",
  );
}

const ofStart = /\b(?:first|earliest|oldest|initial|top) \d+ (?:log )?(?:lines|entries)\b/;

/** What a text is searched for, and how many lines are left, counted from the start or the end. */
function filtersOf(search: string | null, count: number | null, isOfStart: boolean): string {
  const part = count === null ? "" : ` | ${isOfStart ? "head" : "tail"} -n ${count}`;
  if (search === null) return isOfStart ? part : "";
  return ` | grep ${/^[A-Z]+$/.test(search) ? "" : "-i "}${quoted(search)}${part}`;
}

/** `the logs of pod web-1 and pod web-2`: one command reads the log of one. */
function severalIn({ targets }: Question): Question["targets"] {
  const [first] = targets;
  const isAlike = targets.every(({ kind, name }) =>
    kind === null
      ? first?.kind === null && looksLikePod(name)
      : kind.kind === first?.kind?.kind && podLike.test(kind.kind),
  );
  return targets.length > 1 && targets.length <= 4 && isAlike ? targets : [];
}

const podLike = /^(?:Pod|Deployment|StatefulSet|DaemonSet)$/;

/** `allow 20 concurrent log streams`: with many pods behind a selector, kubectl follows five unless told otherwise. */
function streamsSaid({ plain }: Question): string {
  const count =
    /\b(\d{1,4}) (?:\w+ )?(?:log )?(?:streams|log requests|requests at once|connections)\b/.exec(plain)?.[1] ??
    /\bmax[- ]log[- ]requests(?: (?:of|to|set to))?[ =](\d{1,4})\b/.exec(plain)?.[1] ??
    /\b(?:up to|at most|max(?:imum)?(?: of)?) (\d{1,4}) pods (?:at once|in parallel|at the same time|concurrently)\b/.exec(
      plain,
    )?.[1];
  return count === undefined ? "" : `--max-log-requests=${count}`;
}

/** `the first 2000 bytes`, `no more than 50 kB`. */
function bytesSaid({ plain }: Question): string {
  const said = /\b(\d{1,7}) ?(bytes?|k(?:i?b|ilobytes?)|m(?:i?b|egabytes?))\b/.exec(plain);
  if (said === null || /\b(memory|disk|limit of)\b/.test(plain)) return "";
  const unit = said[2]!.startsWith("k") ? 1024 : said[2]!.startsWith("m") ? 1024 * 1024 : 1;
  return `--limit-bytes=${Number(said[1]) * unit}`;
}

function logSubject(question: Question): string | null {
  if (question.selectors.labels.length > 0 && question.targets.every(({ sure }) => !sure)) return selectorOf(question);
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
      /\b(contain\w*|search\w*|find|grep|mention\w*|match\w*|with the (word|text|message)|includ\w*|look for|lines with|filter\w*|only|just|that say|saying|any|there|was)\b/,
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
  return /\b(find|contain\w*|search for|grep|look for|lines with|only|just) (any |the |all )?errors?\b/.test(
    question.plain,
  )
    ? "error"
    : null;
}
