import { kubectl, quoted } from "../command-line.ts";
import { isStopWord } from "../question/stop-words.ts";
import type { Question } from "../question/understand.ts";
import { startsClause, type Word } from "../question/words.ts";
import { type Form, mentions, one, says } from "./form.ts";
import { outputOf } from "./listing.ts";

/** The parts of the control plane and the nodes hold leases in namespaces of their own. */
export function leases(question: Question): ReturnType<Form> {
  const { targets, scope, kinds } = question;
  if (!mentions(question, "Lease") || scope.all || scope.namespaces.length > 0) return null;
  const [target] = targets;
  if (target === undefined)
    return says(question, /\bnodes?\b|\bheartbeats?\b/) || mentions(question, "Node")
      ? one("kubectl get leases -n kube-node-lease", "Each node renews its own lease there.")
      : null;
  const isNode = target.kind?.kind === "Node" || kinds.some(({ kind }) => kind.kind === "Node");
  const isPart = /^(?:kube-scheduler|kube-controller-manager|cloud-controller-manager|apiserver-.*)$/.test(target.name);
  if (!isNode && !isPart) return null;
  return one(
    kubectl(
      says(question, /\bdescribe|\bdetails?\b/) ? "describe lease" : "get lease",
      target.name,
      isNode ? "-n kube-node-lease" : "-n kube-system",
      outputOf(question),
    ),
    "Names who holds it.",
  );
}

/** `call the raw path /api/v1/nodes`, `GET /metrics of the API server`. */
export function rawPath(question: Question): ReturnType<Form> {
  const path = question.words.find(({ text }) => paths.test(text))?.text;
  if (path === undefined || question.targets.some(({ sure }) => sure)) return null;
  return says(question, /\b(raw|call|query|endpoint|path|api ?server|kubernetes api|url|uri|hit)\b|^get \//)
    ? one(`kubectl get --raw ${quoted(path)}`, "What the API server answers under this path.")
    : null;
}

/** Where an API server answers. */
const paths =
  /^\/(?:apis?|metrics|healthz|readyz|livez|version|openapi|logs|debug)(?:\/[\w./:-]*)?(?:\?[\w=&.%-]{1,200})?$/;

const builtInGroups =
  /^(?:apps|batch|policy|autoscaling|extensions|storage|networking|rbac|events|discovery|scheduling)$/;

/** The API group that is asked about: `the group apps`, `the batch api group`; no word that only leads to one. */
export function groupSaid({ words }: Question): string | null {
  const at = words.findIndex(({ lower }) => /^(?:api-?)?groups?$/.test(lower));
  if (at < 0) return null;
  const behind = words[/^(called|named|is|of|=)$/.test(words[at + 1]?.lower ?? "") ? at + 2 : at + 1];
  const before = words[words[at - 1]?.lower === "api" ? at - 2 : at - 1];
  const isGroup = (word: Word | undefined) =>
    word !== undefined &&
    /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*$/.test(word.lower) &&
    (word.quoted || /\./.test(word.lower) || builtInGroups.test(word.lower) || !isStopWord(word.lower));
  const said = isGroup(behind) && !startsClause(behind!) ? behind : isGroup(before) ? before : undefined;
  return said === undefined ? null : said.lower;
}
