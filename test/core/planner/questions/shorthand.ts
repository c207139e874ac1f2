import { kindNamed } from "../../../../src/core/kubectl/kinds.ts";
import { parseCommand } from "../../../../src/core/kubectl/parse.ts";

/** A plain question with the words of it that name something: they stay as they are. */
type Plain = { readonly question: string; readonly names: ReadonlySet<string>; readonly place: string | null };

/** A way to type the same in other words; null: this question cannot be typed so. */
export type Shorthand = (plain: Plain) => string | null;

const quoted = /["'`“]/;

/** What a question names, as its answer says. */
export function plainOf(question: string, answer: string): Plain {
  const parsed = parseCommand(answer.startsWith("kubectl") ? answer : `kubectl ${answer}`);
  if (!parsed.ok) return { question, names: new Set(), place: null };
  const { args, flags, trailing } = parsed.command;
  const values = [...args, ...flags.map(({ value }) => value), ...(trailing ?? [])].flatMap((one) => [
    one,
    ...one.split(/[/=:,\s]/),
  ]);
  const names = new Set(values.filter((one) => kindNamed(one) === undefined || isNamed(one, args)));
  return { question, names, place: flags.find(({ name }) => name === "namespace")?.value ?? null };
}

/** `delete job secret`: a kind that is also the name of the object. */
function isNamed(word: string, args: readonly string[]): boolean {
  return args.some((arg, at) => (at > 0 && arg === word) || arg.endsWith(`/${word}`));
}

/** Each word by itself, but those that name something or stand in quotes. */
function eachWord(change: (word: string, next: string, before: string) => string): Shorthand {
  return ({ question, names }) => {
    if (quoted.test(question.replaceAll(/\b['’](?:s|t|re|d|ll|m|ve)\b/g, ""))) return null;
    const words = question.split(" ");
    const put = words.map((word, at) => {
      const core = /^[A-Za-z]+(?=[?!.,:;]*$)/.exec(word)?.[0];
      if (core === undefined || names.has(core) || names.has(core.toLowerCase())) return word;
      const before = words[at - 1]?.toLowerCase() ?? "";
      const lower = core.toLowerCase();
      const typed = change(lower, words[at + 1] ?? "", before);
      return typed === lower ? word : typed + word.slice(core.length);
    });
    const said = put.filter((word) => word !== "").join(" ");
    return said.toLowerCase() === question.toLowerCase() ? null : said;
  };
}

const fromTable = (table: Readonly<Record<string, string>>): Shorthand =>
  eachWord((word) => (Object.hasOwn(table, word) ? table[word]! : word));

const ofEnglish = {
  with: "w",
  without: "w/o",
  before: "b4",
  please: "pls",
  through: "thru",
  you: "u",
  are: "r",
  see: "c",
  should: "shld",
  and: "n",
  because: "cuz",
  every: "evry",
  what: "wat",
  which: "wich",
};

const ofTheField = {
  events: "evts",
  event: "evt",
  history: "hist",
  annotation: "annot",
  annotations: "annots",
  priority: "prio",
  memory: "mem",
  current: "cur",
  context: "ctx",
  contexts: "ctxs",
  value: "val",
  values: "vals",
  image: "img",
  images: "imgs",
  container: "ctr",
  version: "ver",
  revision: "rev",
  config: "cfg",
  previous: "prev",
  describe: "desc",
  directory: "dir",
  requests: "reqs",
  certificate: "cert",
  minutes: "mins",
  seconds: "secs",
  permissions: "perms",
  warnings: "warns",
};

const shortKinds = {
  pods: "po",
  deployment: "deploy",
  deployments: "deploys",
  statefulset: "sts",
  daemonset: "ds",
  replicaset: "rs",
  service: "svc",
  services: "svcs",
  configmap: "cm",
  configmaps: "cms",
  namespace: "ns",
  ingress: "ing",
  ingresses: "ing",
  endpoints: "ep",
  cronjob: "cj",
  cronjobs: "cj",
  serviceaccount: "sa",
  secrets: "secrets",
  hpas: "hpa",
};

const otherShortKinds = {
  deployment: "dep",
  deployments: "deps",
  statefulset: "sset",
  service: "serv",
  namespace: "nspace",
  replicas: "reps",
  endpoints: "eps",
  cronjob: "cron",
  cronjobs: "crons",
};

const firstVerb = (table: Readonly<Record<string, string>>): Shorthand => {
  return ({ question }) => {
    const [, lead, verb, rest] = /^((?:please |pls |can you |could you )?)([a-z]+)( .*)$/i.exec(question) ?? [];
    if (verb === undefined || !Object.hasOwn(table, verb.toLowerCase())) return null;
    return `${lead}${table[verb.toLowerCase()]}${rest}`;
  };
};

/** Two neighbours in the middle of each long word that is no name. */
const swapped = eachWord((word) =>
  common.has(word) ? `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}` : word,
);
const dropped = eachWord((word) => (common.has(word) ? `${word.slice(0, 3)}${word.slice(4)}` : word));
const doubled = eachWord((word) => (common.has(word) ? `${word.slice(0, 3)}${word[2]}${word.slice(3)}` : word));

const common = new Set(
  `deployment deployments namespace namespaces services configmap secrets statefulset daemonset replicas describe
  restart delete annotate container containers memory previous events rollout history image labels ingress cronjob network policies
  revision autoscale undo`.split(/\s+/),
);

/** The place that a question names at its end, and what is said before it. */
function atEnd({ question, place, names }: Plain): readonly [rest: string, place: string, end: string] | null {
  if (place === null) return null;
  const found = new RegExp(
    `^(.{6,}?),? (?:in|of|from)(?: the)?(?: (?:namespace|ns))? ${place}(?: (?:namespace|ns))?([?!.]*)$`,
    "i",
  ).exec(question);
  if (found === null || found[1]!.includes(place) || (names.size > 0 && quoted.test(question))) return null;
  return [found[1]!, place, found[2]!];
}

const placed =
  (put: (rest: string, place: string, end: string) => string): Shorthand =>
  (plain) => {
    const found = atEnd(plain);
    return found === null ? null : put(...found);
  };

const order =
  (put: (verb: string, kind: string, name: string, rest: string) => string): Shorthand =>
  ({ question }) => {
    const found =
      /^(restart|delete|pause|resume|describe|cordon|uncordon|drain) (?:the )?(deployment|statefulset|daemonset|pod|node|job|secret|configmap|service|cronjob) ([a-z0-9.-]+)((?: in (?:ns |namespace )?[a-z0-9-]+)?)$/i.exec(
        question,
      );
    return found === null ? null : put(found[1]!, found[2]!, found[3]!, found[4]!);
  };

const numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Ways to type that leave the meaning alone. */
export const shorthands: Readonly<Record<string, Shorthand>> = {
  "short forms of English words": fromTable(ofEnglish),
  "short forms of the field": fromTable(ofTheField),
  "short names of kinds": fromTable(shortKinds),
  "other short names of kinds": fromTable(otherShortKinds),
  "4 for `for`": eachWord((word, next) => (word === "for" && !/^\d/.test(next) ? "4" : word)),
  "2 for `to`": eachWord((word, next) => (word === "to" && !/^\d/.test(next) ? "2" : word)),
  "no articles": eachWord((word) => (/^(?:the|an?|my|our)$/.test(word) ? "" : word)),
  "no `of`": eachWord((word) => (word === "of" ? "" : word)),
  "slang for delete": firstVerb({ delete: "nuke", remove: "rm", get: "gimme", show: "gimme", list: "lemme see" }),
  "more slang": firstVerb({ delete: "zap", restart: "bounce", show: "peek at", scale: "bump", pause: "freeze", resume: "thaw" }),
  "still more slang": firstVerb({ delete: "kill off", restart: "kick", show: "spit out", list: "dump", pause: "hold", remove: "ditch" }),
  "letters swapped": swapped,
  "a letter dropped": dropped,
  "a letter doubled": doubled,
  "the place behind a comma": placed((rest, place, end) => `${rest}, ${place}${end}`),
  "ns and the place behind a comma": placed((rest, place, end) => `${rest}, ns ${place}${end}`),
  "the place before ns at the end": placed((rest, place, end) => `${rest}, ${place} ns${end}`),
  "the place in parentheses": placed((rest, place, end) => `${rest} (${place})${end}`),
  "ns and the place in parentheses": placed((rest, place, end) => `${rest} (ns ${place})${end}`),
  "the place in brackets first": placed((rest, place, end) => `[${place}] ${rest}${end}`),
  "in ns and the place first": placed((rest, place, end) => `in ns ${place}: ${rest}${end}`),
  "ns and the place first": placed((rest, place, end) => `ns ${place}, ${rest}${end}`),
  "ns=place": placed((rest, place, end) => `${rest} ns=${place}${end}`),
  "@place": placed((rest, place, end) => `${rest} @${place}${end}`),
  "over in the place": placed((rest, place, end) => `${rest} over in ${place}${end}`),
  "please first": ({ question }) => `pls ${question}`,
  "thanks last": ({ question }) => `${question.replace(/[?!.]+$/, "")} thx`,
  "a greeting": ({ question }) => `yo, ${question}`,
  "a greeting and a filler": ({ question }) => `ok so um ${question}`,
  "a request": ({ question }) => (/^(?:restart|delete|scale|show|list|get|describe|set|label|cordon|drain|create) /.test(question) ? `can u ${question}` : null),
  "need to": ({ question }) => (/^(?:restart|delete|scale|set|label|cordon|drain|create|pause|resume) /.test(question) ? `gotta ${question}` : null),
  "marks at the end": ({ question }) => `${question.replace(/[?!.]+$/, "")}!!`,
  "dots at the end": ({ question }) => `${question.replace(/[?!.]+$/, "")}...`,
  "an aside at the end": ({ question }) => `${question.replace(/[?!.]+$/, "")} (asap pls)`,
  "a capital first": ({ question }) => `${question[0]!.toUpperCase()}${question.slice(1)}.`,
  "the verb behind the object": order((verb, kind, name, rest) => `${kind} ${name} ${verb}${rest.replace(/ in (?:ns |namespace )?/, ", ns ")}`),
  "the verb behind a colon": order((verb, kind, name, rest) => `${kind} ${name}${rest}: ${verb}`),
  "the object with a slash": order((verb, kind, name, rest) => `${verb} ${kind}/${name}${rest}`),
  "an arrow to the verb": order((verb, kind, name, rest) => `${kind}/${name}${rest} -> ${verb}`),
  "a number as a word": ({ question }) => {
    const said = question.replace(/ to (\d|10)(?= |$)(?! [a-z]+\d)/, (_, digit: string) => ` to ${numbers[Number(digit)]}`);
    return said === question || !/^scale/.test(question) ? null : said;
  },
  "an arrow to the number": ({ question }) => {
    const said = question.replace(/^(?:scale|bring|put) (?:the )?(deployment|statefulset) ([a-z0-9-]+)((?: in (?:ns |namespace )?[a-z0-9-]+)?) (?:up |down )?to (\d+)(?: replicas)?$/, "$1 $2$3 -> $4 replicas");
    return said === question ? null : said;
  },
}; // biome-ignore format: one line a way
