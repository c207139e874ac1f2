import type { Suggestion } from "../../../diagnosis/finding.ts";
import type { Evidence } from "../../../evidence/evidence.ts";
import { namespaceOf } from "../../../kubectl/targets.ts";
import { kubectl } from "../../command-line.ts";
import { isFiller } from "../../query/filler.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm } from "../form/look.ts";

type Used = { readonly kind: string; readonly resource: string; readonly paths: readonly string[] };

/** What pods refer to by name, with every place of a manifest that does. */
export const usable: readonly Used[] = [
  {
    kind: "Secret",
    resource: "secrets",
    paths: [
      "secretName",
      "secretKeyRef.name",
      "secretRef.name",
      "secret.name",
      "imagePullSecrets[*].name",
      "secrets[*].name",
    ],
  },
  { kind: "ConfigMap", resource: "configmaps", paths: ["configMap.name", "configMapKeyRef.name", "configMapRef.name"] },
  { kind: "PersistentVolumeClaim", resource: "pvc", paths: ["persistentVolumeClaim.claimName"] },
  { kind: "ServiceAccount", resource: "serviceaccounts", paths: ["serviceAccountName"] },
  { kind: "PriorityClass", resource: "priorityclasses", paths: ["priorityClassName"] },
];

const users = "deployments,statefulsets,daemonsets,cronjobs,pods,ingresses,serviceaccounts";

const uses =
  /\b(?:uses?|using|used|needs?|mounts?|mounted|mounting|reads?|referenc\w+|refers?|depends? on|consum\w+|in use|loads?|attach\w*|runs? (?:as|with))\b/;

/** `does anything use the secret X`: every workload that names it, and whether it is there at all. */
export const usesLook: LookForm = (question, look) => {
  const asked = usedIn(question);
  if (asked === null) return null;
  const { used, name } = asked;
  const said = question.scope.namespaces[0] ?? look.home.namespace;
  const place = said === null || said === undefined ? "-A" : `-n ${said}`;
  const own = used.kind === "PriorityClass" ? "" : place;
  const exists = {
    command: kubectl("get", used.resource, own, `--field-selector=metadata.name=${name}`),
    reason: `Finds the ${used.kind} wherever it is.`,
  };
  const referred = references(used, place);
  const [there, list] = [look.read(exists.command), look.read(referred.command)];
  if (there === undefined || list === undefined) return { ask: [exists, referred] };
  if (!isGood(list)) return null;
  return { answered: answerOf(used, name, isGood(there) ? namespacesIn(there, used) : null, list) };
};

/** The list of all that each workload refers to. */
export function references(used: Used, place: string): Suggestion {
  const paths = used.paths.map((path) => `{..${path}}`).join('{" "}');
  return {
    command: kubectl(
      "get",
      users,
      place,
      `-o jsonpath='{range .items[*]}{.kind}{"\\t"}{.metadata.namespace}{"\\t"}{.metadata.name}{"\\t"}${paths}{"\\n"}{end}'`,
    ),
    reason: `Prints which ${used.resource} each workload refers to.`,
  };
}

function usedIn(question: Question): { readonly used: Used; readonly name: string } | null {
  const { plain, kinds, targets, words } = question;
  if (!uses.test(plain) || /\b(?:why|delete|remove|rotate|change)\b/.test(plain)) return null;
  const target = targets.find(({ kind, name }) => !ofType.test(name) && usable.some((one) => one.kind === kind?.kind));
  const used = usable.find(({ kind }) => kind === target?.kind?.kind);
  if (target !== undefined && used !== undefined) return { used, name: target.name };
  const mention = kinds.find(({ kind, plural }) => !plural && usable.some((one) => one.kind === kind.kind));
  const next = mention === undefined ? undefined : words[mention.to];
  const before = mention === undefined ? undefined : words[mention.from - 1];
  const name = [next, before].find(
    (word) =>
      word !== undefined &&
      /^[a-z0-9][a-z0-9.-]{1,100}$/.test(word.lower) &&
      !isFiller(word.lower) &&
      !uses.test(word.lower) &&
      !ofType.test(word.lower),
  )?.lower;
  const kind = usable.find((one) => one.kind === mention?.kind.kind);
  return kind === undefined || name === undefined ? null : { used: kind, name };
}

/** Words before a Secret that say what it is for. */
const ofType = /^(?:tls|ssl|opaque|generic|docker|registry|image|pull)$/;

/** The namespaces that have it: null stands for an object of the cluster. */
function namespacesIn(piece: Evidence, used: Used): readonly string[] {
  const lines = piece.stdout.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 2) return [];
  const isWide = lines[0]!.startsWith("NAMESPACE");
  const place = (piece.parsed === null ? null : namespaceOf(piece.parsed)) ?? piece.namespace;
  return lines
    .slice(1)
    .map((line) => (isWide ? line.split(/\s+/)[0]! : used.kind === "PriorityClass" ? "the cluster" : place));
}

function answerOf(used: Used, name: string, there: readonly string[] | null, list: Evidence) {
  const rows = list.stdout.split("\n").flatMap((text, at) => {
    const [kind, namespace, object, references] = text.split("\t");
    const isUser = (references ?? "").split(/\s+/).includes(name);
    return isUser ? [{ kind: kind!, where: `${namespace}/${object}`, namespace: namespace!, at, text }] : [];
  });
  const owners = rows.filter(({ kind }) => kind !== "Pod");
  const pods = rows.filter(
    ({ kind, where }) => kind === "Pod" && !owners.some((one) => where.startsWith(`${one.where}-`)),
  );
  const users = [...owners, ...pods];
  const names = users.map(({ kind, where }) => `${kind} ${where}`);
  const what = `${used.kind} "${name}"`;
  const gone = there !== null && there.length === 0;
  const place = there === null || there.length === 0 ? "" : ` (in ${enumerated([...new Set(there)])})`;
  const foreign =
    there === null || gone
      ? []
      : users.filter(({ namespace }) => !there.includes(namespace) && !there.includes("the cluster"));
  const absent = gone ? ` There is no ${used.kind} of that name.` : "";
  const note =
    foreign.length > 0
      ? ` In ${enumerated([...new Set(foreign.map((one) => one.namespace))])} there is no ${used.kind} of that name.`
      : "";
  return {
    summary:
      users.length === 0
        ? `Nothing uses ${what}${place}: no workload, pod, ingress or service account refers to it.${absent}`
        : `${what}${place} is used by ${enumerated(names, 12)}.${gone ? absent : note}`,
    details: "",
    lines: users
      .slice(0, 6)
      .map(({ at, text }) => ({ command: list.command, line: at + 1, text: text.replaceAll("\t", "  ") })),
  };
}
