import { type Home, kubectl, placeOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Form, one, says } from "./form.ts";

/** Who may do what. kubectl has no `who-can`; the bindings show it. */
export const rightsForms: readonly Form[] = [
  (question) =>
    says(
      question,
      /\bwho (?:am i|i am)\b|^(?:run |show |auth |kubectl )*whoami$|\bmy (user|identity|username|subject)\b/,
    )
      ? one("kubectl auth whoami", "Shows as whom the API server sees this client.")
      : null,
  canI,
  (question, home) => {
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
  },
];

const rightVerbs =
  /\b(get|list|watch|create|update|patch|delete|deletecollection|impersonate|bind|escalate|use|exec|scale|read|view|see|edit|modify|remove)\b/g;
const rightVerbNames: Readonly<Record<string, string>> = {
  read: "get",
  view: "get",
  see: "get",
  edit: "update",
  modify: "update",
  remove: "delete",
  exec: "create",
  scale: "patch",
};

function canI(question: Question, home: Home): ReturnType<Form> {
  const account = question.targets.find((target) => target.kind?.kind === "ServiceAccount")?.name ?? null;
  const user = userIn(question);
  const asksForSelf = says(
    question,
    /\b(can|may|could) (i|we|you)\b|\bam i allowed\b|\b(?:if|whether) i (?:can|may|am allowed)\b|\bdo i have (the )?(permissions?|rights?|access)\b|\bwhat (can|may) i\b|\b(permissions?|rights?|access) do i\b|\bmy permissions?\b|\bam i (an? )?(cluster[- ])?admin|\ballowed actions\b|\bto see if i can\b/,
  );
  const asksForOther =
    (account ?? user) !== null && says(question, /\b(can|may|able|allowed|permissions?|rights?|access)\b/);
  if (!asksForSelf && !asksForOther) return null;
  const as =
    account !== null
      ? `--as=system:serviceaccount:${accountNamespaceOf(question, home, account)}:${account}`
      : user === null
        ? ""
        : `--as=${user}`;
  return one(
    kubectl(...whatIsAsked(question), as, placeAsked(question, home, account)),
    "Asks the API server what it would allow.",
  );
}

/** `auth can-i` with verb and resource, or the list of everything when the question names no verb or no kind. */
function whatIsAsked(question: Question): readonly string[] {
  if (says(question, /\b(everything|anything|all (actions|verbs|operations)|admin)\b/)) return ["auth can-i '*' '*'"];
  const verb = rightVerbIn(question.plain);
  const kind = question.kinds.find(
    (mention) => mention.kind.kind !== "ServiceAccount" && mention.kind.kind !== "Namespace",
  )?.kind;
  if (verb === null || kind === undefined) return ["auth can-i --list"];
  const sub = [
    ["exec", "pods/exec"],
    ["logs", "pods/log"],
    ["scale", `${kind.plural}/scale`],
  ] as const;
  const named = question.targets.find((target) => target.kind === kind);
  if (named !== undefined) return ["auth can-i", verb, `${kind.plural}/${named.name}`];
  const resource = sub.find(([word]) => new RegExp(`\\b${word}\\b`).test(question.plain))?.[1] ?? kind.plural;
  return ["auth can-i", verb, resource];
}

function userIn(question: Question): string | null {
  const account = question.words.find((word) => /^system:[a-z]+:[\w.:-]+$/.test(word.lower));
  if (account !== undefined) return account.text;
  const at = question.words.findIndex((word) => word.lower === "user");
  const text = at < 0 ? undefined : question.words[at + 1]?.text;
  return text !== undefined && /^[A-Za-z0-9@._-]+$/.test(text) ? text : null;
}

function accountNamespaceOf(question: Question, home: Home, account: string): string {
  return namespaceOf(question, account) ?? question.scope.namespaces[0] ?? home.namespace ?? "default";
}

/** With two namespaces, one is the account's and the other the one asked about. */
function placeAsked(question: Question, home: Home, account: string | null): string {
  const { namespaces, all } = question.scope;
  if (all || account === null || namespaces.length === 0) return placeOf(question, home);
  const own = accountNamespaceOf(question, home, account);
  return `-n ${namespaces.find((name) => name !== own) ?? namespaces[0]}`;
}

function rightVerbIn(plain: string): string | null {
  const tail = plain.replace(/^.*?\b(?:can|may|could|allowed to|able to)\b/, "");
  const verb = tail.match(rightVerbs)?.[0];
  return verb === undefined ? null : (rightVerbNames[verb] ?? verb);
}

/** The namespace said right after an account: `service account "foo" of namespace "dev"`. */
function namespaceOf(question: Question, name: string): string | null {
  const at = question.words.findIndex((word) => word.lower === name);
  const near = question.words.slice(at + 1, at + 5).map((word) => word.lower);
  return question.scope.namespaces.find((namespace) => near.includes(namespace)) ?? null;
}
