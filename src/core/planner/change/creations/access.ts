import { type pluralOf, quoted } from "../../command-line.ts";
import { spanIn, spanWords } from "../../flags/span.ts";
import { isProse } from "../../question/prose.ts";
import type { Question } from "../../question/understand.ts";
import { pairsSaid, wordAfter } from "../spoken.ts";
import { type Creation, line } from "./creation.ts";

/** Who may do what: service accounts and their tokens, roles, bindings. */
export const accessCreations: readonly (readonly [kind: string, creation: Creation])[] = [
  ["ServiceAccount", account],
  ["Role", (question, name) => role("role", question, name)],
  ["ClusterRole", (question, name) => role("clusterrole", question, name)],
  ["RoleBinding", (question, name, place) => binding("rolebinding", question, name, place)],
  ["ClusterRoleBinding", (question, name, place) => binding("clusterrolebinding", question, name, place)],
];

function account(question: Question, said: string): string | null {
  // `a service account token for deployer`
  const name = said === "token" ? (wordAfter(question, /^(?:for|of)$/)?.lower ?? said) : said;
  // `make sa robot cluster-admin` binds
  if (/\b(?:cluster-?admin|admin)\b/i.test(question.text) && !/admin/.test(name)) return null;
  if (!/\btokens?\b/.test(question.plain)) return `create serviceaccount ${name}`;
  const span = new RegExp(`\\b(${spanWords})`).exec(question.plain)?.[1];
  const audience = /\baudience ["']?(\S+?)["']?(?:\s|$)/.exec(question.text)?.[1];
  return line(
    `create token ${name}`,
    span !== undefined && `--duration=${spanIn(span)}`,
    audience !== undefined && `--audience=${audience}`,
  );
}

const apiVerbs = [
  "get",
  "list",
  "watch",
  "create",
  "update",
  "patch",
  "delete",
  "deletecollection",
  "use",
  "bind",
  "escalate",
  "impersonate",
];

function role(resource: string, question: Question, name: string): string | null {
  const made = question.kinds[0]!;
  const after = question.words.slice(made.to).map((word) => word.lower.replace(/^--verb=/, ""));
  const verbs = apiVerbs.filter((verb) => after.some((word) => word.split(",").includes(verb)));
  const aggregated = /\baggregat\w*\b/.test(question.plain) ? question.selectors.labels[0] : undefined;
  if (resource === "clusterrole" && aggregated !== undefined)
    return `create clusterrole ${name} --aggregation-rule=${quoted(aggregated)}`;
  const isEvery = /\b(?:every|all|any) (?:possible |of the )?verbs?\b|\bverbs? \*/.test(
    question.words
      .slice(made.to)
      .map(({ lower }) => lower)
      .join(" "),
  );
  const read = after.some((word) => /^(read|view)$/.test(word)) && verbs.length === 0 ? ["get", "list", "watch"] : [];
  const wanted = question.kinds
    .slice(1)
    .filter(({ to }) => question.words[to]?.lower !== "logs")
    .filter(({ kind, plural, from }) => kind.kind !== "Namespace" || (plural && isListed(question, from)))
    .map((mention) => mention.kind);
  const sub =
    question.words
      .map((word) => word.lower)
      .find((word) => /^[a-z]+\/(status|log|exec|scale|portforward)$/.test(word)) ?? logsSaid(question);
  const group = pairsSaid(question).find((pair) => pair.startsWith("aggregationRule"));
  const resources = [...new Set(sub === undefined ? wanted.map(pluralName) : [...wanted.map(pluralName), sub])];
  const named = isEvery && verbs.length === 0 ? ["'*'"] : [...verbs, ...read];
  const allowed = named.sort((one, other) => after.indexOf(one) - after.indexOf(other));
  const url = question.words.find((word) => /^\/[\w./*-]*$/.test(word.text))?.text;
  if (url !== undefined && resource === "clusterrole" && allowed.length > 0)
    return `create clusterrole ${name} --verb=${allowed.join(",")} --non-resource-url=${quoted(url)}`;
  if (allowed.length === 0 || resources.length === 0 || group !== undefined) return null;
  const single = question.targets.filter(
    ({ kind, name: one }) => one !== name && kind !== null && wanted.includes(kind),
  );
  // rights on one object of one kind and on all of another are two roles
  if (single.length > 0 && resources.length > 1) return null;
  const names = new Set([...resourceNames(question, name), ...single.map((one) => one.name)]);
  const only = [...names].map((one) => `--resource-name=${one}`);
  return line(`create ${resource} ${name} --verb=${allowed.join(",")} --resource=${resources.join(",")}`, ...only);
}

/** `get nodes and namespaces`: what is listed is no place. */
function isListed({ words }: Question, from: number): boolean {
  return (
    /^(?:and|or|on|get|list|watch|create|delete|update|patch)$/.test(words[from - 1]?.lower ?? "") ||
    /,/.test(words[from]?.after ?? "")
  );
}

/** `may read pods and their logs`, `can get pod logs`. */
function logsSaid({ words, text }: Question): string | undefined {
  const isSaid = words.some(
    ({ lower, quoted: isQuoted }, at) =>
      lower === "logs" &&
      !isQuoted &&
      /^(pods?|their|its|the|and|get|read|view|see|fetch|container|of)$/.test(words[at - 1]?.lower ?? ""),
  );
  return isSaid && /\bpods?\b/i.test(text) ? "pods/log" : undefined;
}

/** `only those named a and b`. */
function resourceNames(question: Question, name: string): readonly string[] {
  const named =
    /\b(?:only|just|but)\b.{0,30}?\b(?:named|called|names?) ["'`]?([a-z0-9][\w.-]*)["'`]?(?:(?:,| and|, and) ["'`]?([a-z0-9][\w.-]*))?/i.exec(
      question.text,
    );
  return [named?.[1], named?.[2]].filter((one) => one !== undefined && one !== name && one !== "call") as string[];
}

function pluralName(kind: Parameters<typeof pluralOf>[0]): string {
  return kind.group === "" ? kind.plural : `${kind.plural}${kind.group === "apps" ? ".apps" : ""}`;
}

function binding(resource: string, question: Question, name: string, place: string): string | null {
  const role =
    question.targets.find((one) => /^(?:Cluster)?Role$/.test(one.kind?.kind ?? "") && one.name !== name) ??
    roleBefore(question) ??
    standardRole(question) ??
    question.targets.find((one) => /^(?:Cluster)?Role$/.test(one.kind?.kind ?? "")) ??
    null;
  if (role === null) return null;
  const accounts = question.targets
    .filter((one) => one.kind?.kind === "ServiceAccount" && one.name !== role.name)
    .map((one) => one.name);
  const namespace = place.startsWith("-n ") ? place.slice(3) : "default";
  const ofAccount = (one: string) => `${accountNamespace(question, one) ?? namespace}:${one}`;
  const users = namesAfter(question, /^users?$/);
  const groups = namesAfter(question, /^groups?$/);
  const subjects = [
    ...users.map((user) => `--user=${user}`),
    ...groups.map((group) => `--group=${group}`),
    ...accounts.map((one) => `--serviceaccount=${one.includes(":") ? one : ofAccount(one)}`),
  ];
  const loose = [
    ...looseUsers(question).map((user) => `--user=${user}`),
    ...question.words.filter((word) => /^group[-\d]\w*$/.test(word.lower)).map((word) => `--group=${word.text}`),
    ...question.words
      .filter((word) => qualifiedAccount.test(word.lower) && /\b(account|sa)\b/.test(question.plain))
      .map((word) => `--serviceaccount=${word.lower}`),
  ];
  const known = [...subjects, ...loose.filter((one) => !subjects.includes(one))];
  if (known.length === 0) return null;
  const kind = role.kind?.kind === "Role" && resource === "rolebinding" ? "role" : "clusterrole";
  return line(`create ${resource}`, name, `--${kind}=${role.name}`, ...known);
}

/** `the admin cluster role`, when the words before a kind that is not the made one were not taken for a name. */
/** `bind clusterrole view to user alice in dev as alice-view`: what it makes is a binding, in one namespace or everywhere. */
export function boundIn(question: Question, place: string): { command: string; name: string } | null {
  const role =
    question.targets.find((one) => one.kind?.kind === "ClusterRole" || one.kind?.kind === "Role") ??
    roleBefore(question, 0) ??
    standardRole(question);
  if (role === null || !/^(?:\w+ )?(bind|grant|give|assign)\b/.test(question.plain)) return null;
  const resource =
    (role.kind?.kind === "ClusterRole" || role.name === "cluster-admin") && (place === "" || place === "-A")
      ? "clusterrolebinding"
      : "rolebinding";
  const said = bindingSaid(question);
  const subject = [
    ...namesAfter(question, /^users?$/),
    ...namesAfter(question, /^groups?$/),
    ...question.targets
      .filter((one) => one.kind?.kind === "ServiceAccount" && one.name !== role.name)
      .map((one) => one.name),
    ...question.words.filter((word) => qualifiedAccount.test(word.lower)).map((word) => word.lower.split(":")[1]!),
  ][0];
  const name =
    said ??
    (subject === undefined
      ? null
      : `${subject.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-")}-${role.name.replaceAll(":", "-")}`);
  // a role of one namespace is granted in one
  if (resource === "rolebinding" && place === "-A") return null;
  const command = name === null ? null : binding(resource, question, name, place);
  return command === null || name === null ? null : { command, name };
}

/** `as alice-view`, `name it auditors-view`, `call the binding x`, `binding name x`. */
function bindingSaid({ text, words }: Question): string | undefined {
  const told =
    /\b(?:(?:name|call)(?: it| the (?:cluster ?)?(?:role ?)?binding)|(?:role ?)?binding(?:'s)? (?:is )?(?:name|called|named))(?: is|:)? ["'`]?([a-z0-9](?:[a-z0-9.:-]{0,100}[a-z0-9])?)/i.exec(
      text.slice(0, 1000),
    )?.[1];
  if (told !== undefined) return told.toLowerCase();
  const at = words.findIndex((word) => /^(as|named|called)$/.test(word.lower));
  const isKind = /^(?:cluster)?role-?binding$/.test(words[at + 1]?.lower ?? "");
  return at < 0 ? undefined : words[isKind ? at + 2 : at + 1]?.lower;
}

/** The namespace said right behind a service account: `service account bot of ci`, `bot (namespace ci)`. */
export function accountNamespace({ words }: Question, account: string): string | null {
  const named = words.findIndex(({ lower }) => lower === account);
  // `the default service account of shop`
  const kind = words.slice(named + 1).findIndex(({ lower }) => !/^(service|account|serviceaccount|sa)$/.test(lower));
  const at = named < 0 || kind < 0 ? named : named + kind;
  const lead = words[at + 1]?.lower ?? "";
  const isNamespace = /^(namespace|ns)$/;
  const after = /^(of|from|in)$/.test(lead) ? at + 2 : isNamespace.test(lead) ? at + 1 : -1;
  if (at < 0 || after < 0) return null;
  const from = words[after]?.lower === "the" ? after + 1 : after;
  const name = words[isNamespace.test(words[from]?.lower ?? "") ? from + 1 : from]?.lower;
  return name !== undefined &&
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name) &&
    !/^(the|a|this|that|all|my|our)$/.test(name)
    ? name
    : null;
}

/** Of two namespaces one is the account's; the binding belongs into the other. */
export function placeOfBinding(question: Question, place: string): string {
  const account = question.targets.find((one) => one.kind?.kind === "ServiceAccount");
  const own = account === undefined ? null : accountNamespace(question, account.name);
  const others = question.scope.namespaces.filter((name) => name !== own);
  return own !== null && others.length === 1 ? `-n ${others[0]}` : place;
}

/** `giving cluster-admin to group ops`: roles that every cluster has, said without the word. */
function standardRole(question: Question) {
  const said = question.words.find((word) => /^(cluster-admin|admin|edit|view)$/.test(word.lower));
  return said === undefined ? null : { kind: null, name: said.lower };
}

function roleBefore(question: Question, from = 1) {
  const mention = question.kinds.slice(from).find((one) => /^(Cluster)?Role$/.test(one.kind.kind));
  if (mention === undefined) return null;
  const said = [question.words[mention.from - 1], question.words[mention.to]].find(
    (word) =>
      word !== undefined &&
      /^[a-z][a-z0-9:.-]*$/.test(word.lower) &&
      !/^(the|a|an|with|using|to|for|named|called|and|of|from|by|via)$/.test(word.lower),
  );
  return said === undefined ? null : { kind: mention.kind, name: said.lower };
}

function namesAfter(question: Question, pattern: RegExp): readonly string[] {
  const at = question.words.findIndex((word) => pattern.test(word.lower));
  const names: string[] = [];
  const isOne = !/s$/.test(question.words[at]?.lower ?? "");
  let isJoined = true;
  for (const word of at < 0 ? [] : question.words.slice(at + 1)) {
    if (/^(and|,|or)$/.test(word.lower) || (isJoined && names.length > 0 && pattern.test(word.lower))) {
      isJoined = true;
      continue;
    }
    // `user bob cluster-admin`: one user, and the role
    if (isOne && !isJoined && !/^,/.test(word.after)) break;
    isJoined = false;
    if (
      !/^[\w.@:-]+$/.test(word.text) ||
      /^(shall|should|must|may|can|has|needs|be|is|gets?|who|so|and|to|the|in|with|using|for|on|called|named|of|group|service|as|name|call|it|binding|please|via|through|by|via|only|at)$/.test(
        word.lower,
      )
    )
      break;
    if (names.length > 0 && isProse(word)) break;
    names.push(word.text);
  }
  return names;
}

/** `monitoring:agent`: a service account with its namespace. */
const qualifiedAccount = /^[a-z][a-z0-9-]*:[a-z][a-z0-9-]*$/;

/** `for user1, user2`: words that say themselves that they are users. */
function looseUsers(question: Question): readonly string[] {
  return question.words
    .filter((word) => /^user[-\d]\w*$|^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(word.lower))
    .map((word) => word.text);
}
