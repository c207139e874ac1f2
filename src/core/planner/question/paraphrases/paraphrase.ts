/** Words at the start of a clause, and what they mean in plain ones: `$1` is the first group. null: it is not meant here after all. */
export type Paraphrase = {
  /** Whether a text in lower case can match at all: the patterns are long, and to compile all of them for each first message takes time. */
  mayBe(lower: string): boolean;
  readonly said: RegExp;
  readonly as: string | ((match: RegExpExecArray, text: string) => string | null);
};

const parts = {
  name: "(?!(?:the|an?|it|its|them|all|every|any|this|that|these|those|and|or|in|on|of|to|for|from|with|back|off|away|up|down|out|is|are|was|has|has|please|now|again|there|here|what|which|who|pods?|nodes?|namespaces?|services?|deployments?)(?![\\w-]))[a-z0-9](?:[a-z0-9.-]{0,80}[a-z0-9])?",
  article: "(?:(?:the|our|my|your|this|that|an?) )?",
  workloadKind: "(?:deployment|deploy|statefulset|stateful set|sts|daemonset|daemon set|ds|replicaset)",
  image: "[a-z0-9][\\w.:/-]{0,200}(?::[\\w.-]{1,128}|@sha256:[0-9a-f]{64})",
  pair: "[A-Za-z][\\w./-]{0,100}=[\\w.,/:-]{0,200}",
};

/** Where an object is, said right behind it. */
const place = `(?: (?:in|of|from)(?: the)?(?: namespace| ns)? ${parts.name}(?: namespace)?|,? \\(?(?:ns|namespace|-n) ${parts.name}\\)?,?)?`;

const composed: Readonly<Record<string, string>> = {
  ...parts,
  workload: `${parts.article}(?:${parts.workloadKind}[ /]["'\`]?${parts.name}["'\`]?|["'\`]?${parts.name}["'\`]? ${parts.workloadKind}\\b)${place}`,
  cronjob: `${parts.article}cron ?job[ /]["'\`]?${parts.name}["'\`]?${place}`,
  labelled: `${parts.article}(?:pod|deployment|deploy|namespace|ns|service|svc|statefulset|sts|job|cronjob|daemonset|ds|ingress|secret|configmap|cm|pvc|node)[ /]["'\`]?${parts.name}["'\`]?${place}`,
  count: "\\d{1,4}|zero|nothing|none|one|two|three|four|five|six|seven|eight|nine|ten",
  generated: `${parts.article}(?:pod )?[a-z0-9]{1,60}(?:-[a-z0-9]{1,60}){1,8}${place}`,
  node: `${parts.article}(?:(?:node|machine|host|worker|box|server)[ /])?["'\`]?${parts.name}["'\`]?`,
};

/** A row of a table. `{name}` and the other parts stand for what they are called after, and are groups. */
export function row(said: string, as: Paraphrase["as"]): Paraphrase {
  const source = said.replace(/\{(\w+)\}/g, (whole, part: string) =>
    Object.hasOwn(composed, part) ? `(${composed[part]})` : whole,
  );
  let pattern: RegExp | undefined;
  const beginnings = beginningsOf(said);
  const needed = Object.entries(needs).filter(([part]) => said.includes(`{${part}}`));
  return {
    mayBe: (lower) =>
      (beginnings === null || beginnings.some((one) => lower.startsWith(one))) &&
      needed.every(([, need]) => need.test(lower)),
    get said() {
      pattern ??= new RegExp(`^(?:${source})`, "i");
      return pattern;
    },
    as,
  };
}

/** What each part cannot do without. */
const needs: Readonly<Record<string, RegExp>> = {
  workload: /deploy|stateful|sts|daemon|ds|replicaset/,
  cronjob: /cron/,
  image: /[:@]/,
  pair: /=/,
};

/** The words of which one stands first: of a row that begins with a word or with a choice of words. null: any may. */
function beginningsOf(said: string): readonly string[] | null {
  const choice = /^\(\?:([a-z| '-]+)\)(?![?*{])/.exec(said)?.[1];
  if (choice !== undefined) return choice.split("|");
  const word = /^[a-z]{2,}(?= )/.exec(said)?.[0];
  return word === undefined ? null : [word];
}

const kinds =
  "pod|deployment|deploy|statefulset|sts|daemonset|ds|service|svc|job|cronjob|node|configmap|secret|ingress|hpa|pvc|pv|(?<!\\b(?:in|of|from|for)(?: the)? )(?:namespace|ns)|replicaset";

/** What the text is about, with its kind when that is said: `pod web-2`, `catalog`; null when nothing is named. */
export function subjectOfText(text: string): string | null {
  const placed = new RegExp(
    `\\b(${kinds})(?: is called| called| named| is)?[ /]["'\`]?(?!(?:is|are|was|in|on|of|for|has|with|that|which|and|to|rollout|from)\\b)([a-z0-9][a-z0-9.-]{0,80})`,
    "i",
  ).exec(text);
  if (placed !== null) return `${placed[1]} ${placed[2]!.replace(/[.-]+$/, "")}`;
  const told =
    /(?:^|[.,;!?] )(?:(?:ok|okay|so|well|hey|now|and|the|our),? )*([a-z][a-z0-9-]{2,60}) (?:looks|is|seems|works|runs|was|has|gets|behaves|got|went)\b/i.exec(
      text,
    );
  if (told !== null && !/^(?:it|that|this|there|what|which|who|everything|all|nothing)$/i.test(told[1]!))
    return told[1]!;
  return /\b[a-z0-9]+(?:-[a-z0-9]+)*-\d{1,3}\b/i.exec(text)?.[0] ?? null;
}

/** What the text is about as an object of a kind; another kind that is said is not what is meant. */
export function subjectOfKind(text: string, kind: string): string | null {
  const subject = subjectOfText(text);
  if (subject === null) return null;
  if (!subject.includes(" ")) return `${kind} ${subject}`;
  return new RegExp(`^${kind}`, "i").test(subject) ||
    (kind === "deployment" && /^(deploy|sts|stateful|ds|daemon)/i.test(subject))
    ? subject
    : null;
}

/** Kinds in the singular or plural, as they are said. */
export const kindsPlural =
  /\b(namespace|pod|node|deployment|service|statefulset|daemonset|cronjob|job|ingress|secret|configmap|context|networkpolicy|serviceaccount)(?:s|es|ies)?\b/g;
