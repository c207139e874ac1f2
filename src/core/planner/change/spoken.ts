import { kindNamed } from "../../kubectl/kinds.ts";
import { secondsIn, spanWords } from "../flags/span.ts";
import type { KindMention } from "../question/kind-words.ts";
import { isSoftWord, isStopWord } from "../question/stop-words.ts";
import type { Question } from "../question/understand.ts";
import { startsClause, type Word } from "../question/words.ts";

const objectName = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** The words of a question after a word that matches, with articles and copulas skipped; null when there are none. */
export function wordAfter(question: Question, pattern: RegExp, from = 0): Word | null {
  const { words } = question;
  for (let index = from; index < words.length; index++) {
    if (!pattern.test(words[index]!.lower) || words[index]!.quoted) continue;
    let at = index + 1;
    while (
      /^(named|called|name|is|of|to|as|be|a|an|the|=|:|value|values)$/.test(words[at]?.lower ?? "") &&
      !words[at]!.quoted
    )
      at++;
    if (words[at] !== undefined) return words[at]!;
  }
  return null;
}

/** The name that a request gives to the object it asks for: `named X`, `called X`, or the word beside the kind. */
export function nameSaid(question: Question, made: KindMention): string | null {
  const { words, kinds } = question;
  const given = /\b(?:call|name) it ["'`]?([a-z0-9][a-z0-9.:-]{0,100})/i.exec(question.text)?.[1];
  if (given !== undefined) return given.toLowerCase();
  let ofAnother: string | null = null;
  for (const [index, word] of words.entries()) {
    if (!/^(named|called|name)$/.test(word.lower) || word.quoted || ofOther.test(words[index - 1]?.lower ?? ""))
      continue;
    const said = nameAt(words, /^(is|as|it|of|:|=)$/.test(words[index + 1]?.lower ?? "") ? index + 2 : index + 1, true);
    if (said === null) continue;
    const described = kinds.find((mention) => mention.to === index || mention.to === index - 1);
    if (described === undefined || described.kind === made.kind) return said;
    ofAnother ??= said;
  }
  const at = /^(generic|tls|opaque|docker-registry|clusterip|nodeport|loadbalancer|externalname)$/.test(
    words[made.to]?.lower ?? "",
  )
    ? made.to + 1
    : made.to;
  const isBare =
    /^(with|from|in|for|that|using|and)$/.test(words[at + 1]?.lower ?? "") &&
    !/ly$/.test(words[at]?.lower ?? "") &&
    !/^(with|from|in|for|that|using|and|image|of|to|on|by|which)$/.test(words[at]?.lower ?? "");
  const beside = nameAt(words, at, isBare);
  if (beside !== null && !startsClause(words[at]!) && !isImageWord(words, at)) return beside;
  return ofAnother;
}

/** What is called something beside the object that is made: its file, its image. */
const ofOther = /^(?:external|file|folder|directory|image|host|server|registry|key)$/;

function isImageWord(words: readonly Word[], at: number): boolean {
  return words[at + 1]?.lower === "image";
}

function nameAt(words: readonly Word[], at: number, isSaid = false): string | null {
  const word = words[at];
  if (word === undefined || !objectName.test(word.lower) || /^\d+$/.test(word.lower)) return null;
  const isProse = isSaid
    ? /^(an?|the|and|with|by|that|which|in|from)$/.test(word.lower)
    : isStopWord(word.lower) && !isSoftWord(word.lower);
  return word.quoted || !isProse ? word.lower : null;
}

const imageName = /^[a-z0-9][\w./:@-]{0,250}$/i;

/** The image that a request names: `image nginx:1.25`, `the busybox image`, `using redis:7`, a word with a tag. */
export function imageSaid(question: Question): string | null {
  const { words } = question;
  for (const [index, word] of words.entries()) {
    if (!/^images?$/.test(word.lower)) continue;
    const after = words[index + 1];
    const at = /^(is|of|named|called|=|:|to|:=)$/.test(after?.lower ?? "") ? index + 2 : index + 1;
    for (const one of [words[at], words[index - 1]])
      if (one !== undefined && imageName.test(one.text) && (one.quoted || !isStopWord(one.lower)) && !isNumber(one))
        return one.text;
  }
  const flagged = words.find((word) => /^--image=./.test(word.text));
  if (flagged !== undefined) return flagged.text.slice("--image=".length);
  const tagged = words.find(
    (word) =>
      /^[\w.-]+(?:\/[\w./-]+)?:[\w.-]*[a-z\d][\w.-]*$/i.test(word.text) && !/^https?:|^\d+:\d+$/.test(word.text),
  );
  return tagged?.text ?? ofRegistry(words) ?? usedImage(question);
}

/** `with nicolaka/netshoot`: a repository in front of a name. */
function ofRegistry(words: readonly Word[]): string | undefined {
  return words.find(
    (word, index) =>
      /^[a-z0-9][\w.-]*(?:\/[a-z0-9][\w.-]*)+$/.test(word.text) &&
      /^(?:with|using|from|running|image)$/.test(words[index - 1]?.lower ?? "") &&
      kindNamed(word.text.split("/")[0]!) === undefined &&
      !/\.(?:ya?ml|json|conf|env|txt|crt|key|pem|properties)$/.test(word.text),
  )?.text;
}

function isNumber(word: Word): boolean {
  return /^\d+$/.test(word.lower);
}

/** `a pod running redis`, `using httpd`: a bare word after what runs. */
function usedImage(question: Question): string | null {
  const { words } = question;
  const at = words.findIndex((word, index) => {
    const next = words[index + 1];
    if (!/^(using|running|runs|from|of|with)$/.test(word.lower) || next === undefined) return false;
    return objectName.test(next.lower) && !isStopWord(next.lower) && !isNumber(next) && !/[.]/.test(next.lower);
  });
  return at < 0 ? null : words[at + 1]!.lower;
}

/** `key=value` pairs in the order said, also `a=1,b=2`; a pair may hold what labels may not. */
export function pairsSaid(question: Question): readonly string[] {
  return question.words
    .filter((word) => /^[\w./-]+=\S/.test(word.text) && !word.text.startsWith("--"))
    .flatMap((word) => word.text.split(/,(?=[\w./-]+=)/));
}

/** `key X and value Y`, `the label X with the value Y`, as `X=Y`; null when not said so. */
export function keyAndValue(question: Question, key: RegExp): string | null {
  const name = wordAfter(question, key);
  const value = wordAfter(question, /^value$/);
  if (name === null || value === null || name === value || !/^[\w./-]+$/.test(name.text)) return null;
  return `${name.text}=${value.text}`;
}

/** The file or folder that a request names. */
export function pathSaid(question: Question): string | null {
  const isPath = (word: Word) =>
    word.text !== "/" &&
    /^(https?:\/\/\S+|\w[\w.-]*(?:\/[\w.-]+)*\/|\.{0,2}\/[\w./-]*|[\w./-]+\.(ya?ml|json|txt|conf|cfg|env|properties|crt|key|pem|ini|toml|xml|md))$/i.test(
      word.text,
    );
  const isFolder = ({ text }: Word) =>
    /\bkustom|\boverlays?\b/i.test(question.text) && /^[\w-]+\/[\w./-]+$/.test(text) && !/[:=]/.test(text);
  const found = question.words.filter((word) => isPath(word) || isFolder(word));
  return (found.find((word) => !/kustomization\.ya?ml$/.test(word.text)) ?? found[0])?.text ?? null;
}

/** The folder that is called one: `the folder html`, `the html directory`. */
export function folderNamed({ words }: Question): string | null {
  const at = words.findIndex(({ lower }) => /^(?:directory|folder|dir)$/.test(lower));
  if (at < 0) return null;
  const named = /^(?:named|called)$/.test(words[at + 1]?.lower ?? "") ? at + 2 : at + 1;
  const isName = (word: Word | undefined) =>
    word !== undefined && /^\w[\w.-]*(?:\/[\w.-]+)*$/.test(word.text) && !isStopWord(word.lower);
  return [words[named], words[at - 1]].find(isName)?.text ?? null;
}

/** What is to run in a container: quoted after `command`, `runs`, `executes`; or the rest of the sentence after `command`. */
export function programSaid(question: Question): string | null {
  const { words } = question;
  const prints = /\b(?:prints?|printing|outputs?|echo(?:es)?) (?:the )?(?:current )?(date|time|uptime|hostname)\b/.exec(
    question.plain,
  )?.[1];
  if (prints !== undefined) return prints === "time" ? "date" : prints;
  const sleep = /\bsleep(?:s|ing)?(?: for)? (\d{1,7}|an?) ?(m(?:in\w*)?|h(?:ours?)?|days?)?(?: |$)/.exec(
    question.plain,
  );
  const unit = { m: 60, h: 3600, d: 86_400 }[sleep?.[2]?.[0] ?? ""] ?? 1;
  if (sleep !== null) return `sleep ${(/^a/.test(sleep[1]!) ? 1 : Number(sleep[1])) * unit}`;
  const quoted = words.find(
    (word, index) =>
      word.quoted &&
      /^(command|commands|runs?|running|executes?|executing|exec|does|--)$/.test(words[index - 1]?.lower ?? "") &&
      /\S/.test(word.text),
  );
  if (quoted !== undefined) return quoted.text;
  const spaced = words.find(
    (word) => word.quoted && /^[a-z./][\w./-]*\s/.test(word.text) && cronSaid(word.text) === null,
  );
  if (spaced !== undefined) return spaced.text;
  const echo =
    /\becho(?:es|ing)? (?!(?:server|service|the|a|an)\b)([\w-]{1,60})(?=[.!]?$|,| every\b| each\b| and\b| at\b| in\b| once\b)/i.exec(
      question.text,
    );
  if (echo !== null) return `echo ${echo[1]}`;
  const isImage = words.some((word) => /^images?$/.test(word.lower));
  const said = isImage
    ? words.findLastIndex((word) => /^(running|runs|executing|executes)$/.test(word.lower) && !word.quoted)
    : -1;
  const named = words.findIndex(
    (word, index) => /^commands?$/.test(word.lower) && !/^(no|without)$/.test(words[index - 1]?.lower ?? ""),
  );
  const isProgram =
    said >= 0 &&
    /^[a-z./][\w./-]*$/.test(words[said + 1]?.lower ?? "") &&
    !/^(the|an?|on|in|with|image)$/.test(words[said + 1]!.lower);
  const at = named >= 0 || !isProgram ? named : said;
  const rest = at < 0 ? [] : words.slice(at + 1);
  const end = rest.findIndex(
    (word, index) =>
      /^(and|then|in|on|with|for|every|from|to|when|which|that|because|so|before|after|until|as)$/.test(word.lower) ||
      (index > 0 && !word.quoted && startsClause(word) && !word.text.startsWith("-")),
  );
  const program = (end < 0 ? rest : rest.slice(0, end)).map((word) => word.text).join(" ");
  return program === "" || /^(is|line|the|a|as)\b/.test(program) ? null : program;
}

/** A program with its arguments as they follow `--`; shell syntax goes to a shell. */
export function programArguments(program: string): string {
  if (/^[\w./ =:@,%+-]{1,300}$/.test(program)) return program;
  if (program.includes("'")) return program.includes('"') ? "" : `sh -c "${program.replace(/[\\$`]/g, "\\$&")}"`;
  return `sh -c '${program}'`;
}

/** `at 3am daily`, `at 14:30 every day`: the groups are those of `daily at 3am`. */
function dailyAt(text: string): RegExpExecArray | null {
  return /\bat ()(\d{1,2})(?::(\d{2}))? ?(am|pm)? (?:every (?:day|night|morning)|daily|nightly|each day)\b/i.exec(
    text.slice(0, 2000),
  );
}

/** A cron schedule in a text: five fields, or `every 5 minutes`, `hourly`, `daily`; null when it says none. */
export function cronSaid(text: string): string | null {
  const field = "(?:\\*|\\d{1,2})(?:[/,-]\\d{1,2}){0,5}";
  const five = new RegExp(
    `(?:^|[\\s"'\`])((?:${field}\\s+){4}(?:${field}|[A-Za-z]{3}(?:-[A-Za-z]{3})?))(?:$|[\\s"'\`,.])`,
  ).exec(text.slice(0, 2000));
  if (five !== null) return five[1]!.replace(/\s+/g, " ");
  const at = /\b(?:every (day|night|morning)|daily|nightly)\b.{0,10}?\bat (\d{1,2})(?::(\d{2}))? ?(am|pm)?\b/i.exec(
    text.slice(0, 2000),
  );
  const turned = at ?? dailyAt(text);
  if (turned !== null) {
    const hour =
      (Number(turned[2]) % (turned[4] === undefined ? 24 : 12)) + (turned[4]?.toLowerCase() === "pm" ? 12 : 0);
    return `${Number(turned[3] ?? 0)} ${hour} * * *`;
  }
  const every =
    /\bevery (?:(\d{1,2}|two|three|four|five|six|ten|twelve|fifteen|twenty|thirty|other|second)[ -])?(minute|min|hour|day)s?\b/i.exec(
      text.slice(0, 2000),
    );
  if (every !== null) {
    const count = every[1] === undefined ? undefined : (steps[every[1].toLowerCase()] ?? every[1]);
    const step = count === undefined ? "*" : `*/${count}`;
    return (
      { minute: `${step} * * * *`, min: `${step} * * * *`, hour: `0 ${step} * * *`, day: `0 0 ${step} * *` }[
        every[2]!.toLowerCase()
      ] ?? null
    );
  }
  if (/\bhourly\b/i.test(text)) return "0 * * * *";
  if (/\bweekly\b/i.test(text)) return "0 0 * * 0";
  return /\b(daily|nightly|at midnight)\b/i.test(text) ? "0 0 * * *" : null;
}

const steps: Readonly<Record<string, number>> = {
  two: 2, other: 2, second: 2, three: 3, four: 4, five: 5, six: 6, ten: 10, twelve: 12, fifteen: 15, twenty: 20, thirty: 30,
}; // biome-ignore format: one list

/** The flag of a patch that a request wants merged; without one, kubectl merges lists by their keys (`--type=strategic`). */
export function patchType({ text }: Question): string {
  return /(?<!strategic[- ])\bmerge[- ]?patch\w*\b|--type[= ]merge\b/i.test(text) ? "--type=merge" : "";
}

/** `grace period of 15 minutes` in seconds. */
export function graceOf({ plain }: Pick<Question, "plain">): string {
  const said = grace
    .exec(plain)
    ?.slice(1)
    .find((one) => one !== undefined);
  if (said === undefined) return "";
  return `--grace-period=${/^\d+$/.test(said) ? said : secondsIn(said)}`;
}

const grace = new RegExp(`\\bgrace[- ]period (?:of |to |=)?(?:(${spanWords})|(\\d{1,5})\\b)`);

/** `--dry-run=client` and the output, when a request wants to see an object instead of having it. */
export function previewOf(question: Question): string {
  const text = question.text.slice(0, 2000).replaceAll(/\S+\.(?:ya?ml|json)\b/g, "");
  const previews =
    /\bdry[- ]?run|\bwithout (actually )?(creating|running|applying|deploying|executing)|\b(don't|do not|but not) (actually )?(create|run|apply|deploy)|\bonly (print|show|generate)|\b(?:print|show|output|display|give me)\b.{0,30}\b(?:ya?ml|manifest|json)\b.{0,10}\bonly\b|\b(?:just|only) (?:the |its )?(?:ya?ml|manifest|json)\b|\b(?:ya?ml|manifest|json) only\b|\bgenerate\b.{0,40}\b(ya?ml|manifest)|\bya?ml\b.{0,30}\b(for|of) (creating )?a new\b/i.test(
      text,
    );
  if (!previews) return "";
  const output = /\bya?ml\b|\bmanifest\b/i.test(text) ? " -o yaml" : /\bjson\b/i.test(text) ? " -o json" : "";
  return `--dry-run=${/\bserver\b/i.test(text) ? "server" : "client"}${output}`;
}
