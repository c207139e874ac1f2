import { type Home, kubectl, placeOf } from "../command-line.ts";
import { asksForRight, rightVerbs, selfPhrases } from "../question/right-verbs.ts";
import type { Question } from "../question/understand.ts";
import { type Form, mentions, one, says } from "./form.ts";

/** Who may do what. kubectl has no `who-can`; the bindings show it. */
export const rightsForms: readonly Form[] = [
  (question) =>
    says(question, selfPhrases) ? one("kubectl auth whoami", "Shows as whom the API server sees this client.") : null,
  canI,
  holders,
  whoCan,
];

/** `who has cluster-admin`, `which users are bound to the role editor`: the bindings say it. */
function holders(question: Question, home: Home): ReturnType<Form> {
  const asks =
    /\bwho (?:(?:the|on|in) \w+ )?(?:else )?(?:has|have|holds|got|is|are|gets)\b|\b(?:which|what) (?:users?|groups?|subjects?|people|accounts?|service ?accounts?|bindings?|(?:cluster)?rolebindings?)\b|\b(?:bound|granted|assigned|given) (?:to )?(?:the )?(?:cluster)?role\b|\bwho (?:\w+ )?bound\b/;
  if (!says(question, asks)) return null;
  const role = question.targets.find((target) => target.kind === null || /Role$/.test(target.kind.kind));
  const isOfRole =
    mentions(question, "ClusterRole") ||
    mentions(question, "Role") ||
    /^(cluster-admin|admin|edit|view)$/.test(role?.name ?? "");
  if (!isOfRole && !says(question, /\badmin\w*\b/)) return null;
  const place = placeOf(question, home);
  const everywhere = role?.name === "cluster-admin" || says(question, /\bcluster[- ]?admins?\b/);
  const kinds = everywhere && place === "" ? "clusterrolebindings" : "rolebindings,clusterrolebindings";
  return one(
    kubectl("get", kinds, kinds.includes(",") && (place === "" ? "-A" : place), "-o wide"),
    "Shows which users, groups and service accounts hold which role.",
  );
}

function whoCan(question: Question, home: Home): ReturnType<Form> {
  if (!says(question, /\bwho (can|is allowed|may|has (access|permission|rights?))\b|\bwho (could|is able)\b/))
    return null;
  const place = placeOf(question, home);
  return [
    {
      command: kubectl("get rolebindings,clusterrolebindings", place === "" ? "-A" : place, "-o wide"),
      reason: "Shows which users, groups and service accounts hold which role here and in the whole cluster.",
    },
    {
      command: kubectl("get clusterroles -o wide"),
      reason: "Lists the cluster-wide roles that these bindings name.",
    },
    {
      command: kubectl("describe roles", place === "" ? "-A" : place),
      reason: "Shows what the roles of this namespace allow.",
    },
  ];
}

/** What some deeds need besides their kind: `exec into pods` creates `exec` of pods. `pods/exec` would ask about a pod called exec. */
const subresources: readonly (readonly [said: RegExp, verb: string | null, resource: string])[] = [
  [/\bexec\w*\b|\bshell into\b|\bget a shell\b/, "create", "pods --subresource=exec"],
  [/\bport[- ]?forward\w*\b/, "create", "pods --subresource=portforward"],
  [/\battach\b/, "create", "pods --subresource=attach"],
  [/\bevict\w*\b|\bdrain\w*\b/, "create", "pods --subresource=eviction"],
  [/\blogs?\b/, "get", "pods --subresource=log"],
  [/\bapprove\b.*\b(csrs?|certificates?)\b/, "update", "certificatesigningrequests --subresource=approval"],
];

const forSelf =
  /\b(can|may|could) (i|we)\b|\b(?:am|are) (?:i|we) (?:even |actually |really )?(?:allowed|permitted|authori[sz]ed|entitled|able)\b|\b(?:if|whether) (?:i|we) (?:can|may|am|are)\b|\b(?:do|would|will) (?:i|we) (?:even |actually )?(?:have|be) (?:the |any |enough )?(?:permissions?|rights?|access|allowed|permitted|able)\b|\bwhat (can|may) i\b|\bwhat (?:i|we) (?:can|may|am allowed to|are allowed to) do\b|\b(permissions?|rights?|access) do i\b|\bmy (own )?(permissions?|rights)\b|\bam i (an? )?(cluster[- ])?admin|\bis it (?:allowed|permitted) for (?:me|us)\b|\ballowed actions\b|\bto see if i can\b/;

/** `can we see the pods` is a wish, not a question about rights. */
const wishes =
  /^(?:please |hey |hi |so |now )*(?:can|could|may|might) (?:i|we) (?:please )?(?:see|have|look|get to see|get a (?:look|glance)|take a look|(?:please|pls|kindly) (?:get|list|see|show))\b(?!.*\b(?:permissions?|rights?|allowed|access|rbac)\b)/;

/** `everything I have permission to do`, `which actions does RBAC give me`: a list is wanted. */
const listsRights =
  /\b(?:everything|all|list|which (?:actions|verbs|operations)|what)\b.{0,60}\b(?:(?:i|we)(?:'m| am| are)? (?:have (?:the |any )?(?:permissions?|rights?|access)|allowed|permitted|authori[sz]ed|entitled)|my (?:\w+ )?(?:account |user )?(?:may|can)|(?:i|we) (?:may|can) do|permissions? (?:i|we)|(?:give|gives|grant|grants|allow|allows|let|lets) (?:me|us)|my (?:permissions?|rights|privileges))\b|\bdo (?:i|we) (?:have|hold) (?:full )?(?:cluster[- ])?admin\b/;

/** Whose rights a question asks for, and the namespace of the account; null: those of this client, or of nobody named. */
export function holderIn(question: Question, home: Home) {
  const account = accountIn(question);
  if (account !== null)
    return { kind: "ServiceAccount", name: account, namespace: accountNamespaceOf(question, home, account) };
  const [user, group] = [userIn(question), groupIn(question)];
  if (user !== null) return { kind: "User", name: user };
  return group === null ? null : { kind: "Group", name: group };
}

/** Whether a question asks what this client itself may do. */
export function asksForOwnRight({ plain }: Question): boolean {
  const asked = plain.replaceAll(/\b(?:how|what|where) (?:can|could|may) (?:i|we)\b(?! do\b)/g, "");
  return !wishes.test(asked) && forSelf.test(asked) && asksForRight(asked);
}

function canI(question: Question, home: Home): ReturnType<Form> {
  const account = accountIn(question);
  const user = userIn(question);
  const group = groupIn(question);
  // `how can i see the logs` asks for a command, not for a right
  const asked = question.plain.replaceAll(/\b(?:how|what|where) (?:can|could|may) (?:i|we)\b(?! do\b)/g, "");
  if (wishes.test(asked)) return null;
  const asksForSelf = (forSelf.test(asked) && asksForRight(asked)) || listsRights.test(asked);
  const asksForOther =
    (account ?? user ?? group) !== null &&
    says(question, /\b(can|may|could|might|able|allowed|permitted|permissions?|rights?|access|authori[sz]ed)\b/);
  if (!asksForSelf && !asksForOther) return null;
  const as =
    account !== null
      ? `--as=system:serviceaccount:${accountNamespaceOf(question, home, account)}:${account}`
      : user === null
        ? group === null
          ? ""
          : `--as=system:anonymous --as-group=${group}`
        : /^system:serviceaccounts\b/.test(user)
          ? `--as=system:anonymous --as-group=${user}`
          : `--as=${user}`;
  const asking = whatIsAsked(question);
  const isWide = asking.at(-1)!.startsWith("namespaces/");
  return one(
    kubectl(...asking, as, !isWide && placeAsked(question, home, account)),
    "Asks the API server what it would allow.",
  );
}

/** `auth can-i` with verb and resource, or the list of everything when the question names no verb or no kind. */
export function whatIsAsked(question: Question): readonly string[] {
  const isList = says(
    question,
    /^(?:list|show|print|give|get|everything|what|which|all)\b|\b(?:list|table|overview|summary|everything|all)\b.{0,60}\b(?:allowed|permitted|may|can|authori[sz]ed)\b/,
  );
  if (!isList && says(question, /\b(everything|anything|all (actions|verbs|operations)|admin)\b/))
    return ["auth can-i '*' '*'"];
  if (isList && says(question, /\b(everything|all|actions|verbs|operations)\b/)) return ["auth can-i --list"];
  const verb = rightVerbIn(question.plain);
  const url = question.words.find((word) => /^\/[\w./*-]*$/.test(word.text))?.text;
  if (url !== undefined) return ["auth can-i", verb ?? "get", url];
  const part = question.words.find((word) =>
    /^[a-z]+\/(status|scale|log|exec|proxy|finalizers|token|binding|approval)$/.test(word.lower),
  );
  if (part !== undefined && verb !== null) return ["auth can-i", verb, part.lower.replace("/", " --subresource=")];
  const deed = subresources.find(([said]) => says(question, said));
  const isInside = deed !== undefined && /=(?:exec|attach|portforward)$/.test(deed[2]);
  if (isInside && question.targets.every(({ kind }) => kind === null || kind.kind === "Pod"))
    return ["auth can-i", deed[1] ?? verb ?? "get", deed[2]];
  if (deed !== undefined && question.targets.every((target) => target.kind?.kind === "ServiceAccount"))
    return ["auth can-i", deed[1] ?? verb ?? "get", deed[2]];
  const kind =
    question.kinds.find(({ kind, plural }) => kind.kind !== "ServiceAccount" && (kind.kind !== "Namespace" || plural))
      ?.kind ?? question.targets.find((target) => target.kind !== null && target.kind.kind !== "ServiceAccount")?.kind;
  const place = question.scope.namespaces[0];
  if (verb !== null && place !== undefined && kind === undefined && isOfPlace.test(question.text))
    return ["auth can-i", verb, `namespaces/${place}`];
  const isOfWorkload =
    verb === "patch" && kind === undefined && question.targets.some((target) => target.kind === null);
  if (isOfWorkload && says(question, /\bscal\w+\b/)) return ["auth can-i", verb, "deployments --subresource=scale"];
  if (isOfWorkload && says(question, /\brestart\w*\b/)) return ["auth can-i", verb, "deployments"];
  if (verb === null || kind === undefined || kind === null) return ["auth can-i --list"];
  const named = question.targets.find((target) => target.kind === kind);
  if (named !== undefined) return ["auth can-i", verb, `${kind.plural}/${named.name}`];
  const scaled = verb === "patch" && says(question, /\bscal\w+\b/) ? " --subresource=scale" : "";
  return ["auth can-i", verb, `${kind.plural}${scaled}`];
}

/** `can I delete the namespace x`, unlike `can I delete pods in the namespace x`. */
const isOfPlace =
  /\b(?:delete|remove|get|edit|label|patch|update|annotate|modify|change) (?:the |this |that )?(?:namespace|ns)\b/i;

/** The service account that a question is about; `ci:deployer` names it with its namespace. */
function accountIn(question: Question): string | null {
  return (
    qualifiedIn(question)?.name ??
    question.targets.find((target) => target.kind?.kind === "ServiceAccount")?.name ??
    null
  );
}

function qualifiedIn(question: Question): { readonly namespace: string; readonly name: string } | null {
  if (!mentions(question, "ServiceAccount")) return null;
  const said = question.words
    .map(({ lower }) => /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?):([a-z][a-z0-9.-]{0,80})$/.exec(lower))
    .find((match) => match !== null);
  return said === undefined ? null : { namespace: said[1]!, name: said[2]! };
}

function userIn(question: Question): string | null {
  const account = question.words.find((word) => /^system:[a-z]+:[\w.:-]+$/.test(word.lower));
  if (account !== undefined) return account.text;
  const at = question.words.findIndex((word) => word.lower === "user");
  const text = at < 0 ? undefined : question.words[at + 1]?.text;
  return text !== undefined && /^[A-Za-z0-9@._-]+$/.test(text) ? text : null;
}

/** `can group devs delete pods`. */
function groupIn({ words, plain }: Question): string | null {
  const at = words.findIndex((word) => word.lower === "group");
  const text = at < 0 ? undefined : words[at + 1]?.text;
  return text !== undefined && /^[A-Za-z0-9@._:-]+$/.test(text) && !/\bapi\b|^who\b/.test(plain) ? text : null;
}

function accountNamespaceOf(question: Question, home: Home, account: string): string {
  return (
    qualifiedIn(question)?.namespace ??
    namespaceBehind(question, account) ??
    namespaceOf(question, account) ??
    question.scope.namespaces[0] ??
    home.namespace ??
    "default"
  );
}

/** `service account deployer from ci`: its own namespace, when another one is asked about. */
function namespaceBehind({ words, scope }: Question, account: string): string | null {
  const named = words.findIndex((word) => word.lower === account);
  // `the default service account of shop`
  const behind = words.slice(named + 1).findIndex(({ lower }) => !/^(service|account|serviceaccount|sa)$/.test(lower));
  const at = named + Math.max(0, behind);
  const [lead, place] = [words[at + 1]?.lower, words[at + 2]?.lower];
  const isPlace =
    /^(from|of)$/.test(lead ?? "") && place !== undefined && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(place);
  return isPlace && (scope.namespaces.length > 0 || behind > 0) && !/^(ns|namespace|the|my)$/.test(place)
    ? place
    : null;
}

/** With two namespaces, one is the account's and the other the one asked about. */
function placeAsked(question: Question, home: Home, account: string | null): string {
  const { namespaces, all } = question.scope;
  if (all || account === null || namespaces.length === 0) return placeOf(question, home);
  const own = accountNamespaceOf(question, home, account);
  return `-n ${namespaces.find((name) => name !== own) ?? namespaces[0]}`;
}

function rightVerbIn(plain: string): string | null {
  const tail = plain.replace(
    /^.*?\b(?:can|may|could|allowed to|permitted to|authori[sz]ed to|able to|right to|rights to|permissions? to|access to)\b/,
    "",
  );
  const said = tail.split(" ").find((word) => Object.hasOwn(rightVerbs, word));
  return said === undefined ? null : rightVerbs[said]!;
}

/** The namespace said right after an account: `service account "foo" of namespace "dev"`. */
function namespaceOf(question: Question, name: string): string | null {
  const at = question.words.findIndex((word) => word.lower === name);
  const near = question.words.slice(at + 1, at + 5).map((word) => word.lower);
  return question.scope.namespaces.find((namespace) => near.includes(namespace)) ?? null;
}
