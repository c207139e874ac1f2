import type { Evidence, Line } from "../../../evidence/evidence.ts";
import { type Question, understand } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type Look, type LookForm } from "../form/look.ts";
import type { Told } from "../form/told.ts";
import { wordsLeft } from "../form/words-left.ts";
import { templateOf } from "../printed/spec-rows.ts";
import { type Near, nearIn } from "./near-limits.ts";

const asks: readonly RegExp[] = [
  /\b(?:about to|going to|soon|nearly|almost|close to|near(?:ing)?|will|could|might|next|would)\b.{0,40}\b(?:expir\w*|run(?:s|ning)? (?:full|out)|fill(?:s|ing)? up|full|limits?|break\w*|fail\w*|blow up|explode|exhausted?|out of)\b/,
  /\b(?:expir\w*|run(?:s|ning)? (?:full|out)|fill(?:s|ing)? up|full|limits?|break\w*|fail\w*|exhausted)\b.{0,20}\b(?:soon|next|shortly|in the near future|over the weekend|this week|in the next (?:\w+ )?(?:days?|weeks?|hours?))\b/,
  /\b(?:time bombs?|ticking)\b|\brunning out of (?:anything|something)\b|\bwhat (?:should|could|can) (?:i|we) (?:worry|be worried) about\b|\bwhat could bite\b/,
];

const accounted =
  /^(?:about|soon|nearly|almost|close|near|nearing|next|expir\w*|running|full|out|fill\w*|up|limits?|break\w*|fails?|failing|blow|explode|exhausted?|anything|something|shortly|future|weekend|time|bombs?|ticking|worry|worried|bite|likely|first|bad|going|here|resources?|quotas?|certificates?|certs?|tokens?|disks?|volumes?|or|cluster|nodes?|capacity|happen|wrong)$/;

/** `is anything about to expire or run full`, `what will break next`: of all sorts, not of one kind or object that is named. */
export function asksForNext({ text, targets, selectors, intent }: Question): boolean {
  const lower = text.toLowerCase();
  if (intent === "change" || lower.length > 160 || selectors.labels.length > 0) return false;
  if (targets.some(({ sure }) => sure) || /\bwhy\b|\bhow (?:much|many|full)\b/.test(lower)) return false;
  const kinds = new Set(understand(text).kinds.map(({ kind }) => kind.kind));
  if (kinds.size === 1 && !/\b(?:anything|something)\b/.test(lower)) return false;
  if (/^(?:which|what) (?:certificates?|certs?|quotas?|disks?|nodes?|volumes?|tokens?|claims?)\b/.test(lower))
    return false;
  const isOne = /\b(?:certificates?|certs?|tls|quotas?|disks?|volumes?|nodes?|tokens?)\b/g;
  if ((lower.match(isOne) ?? []).length === 1 && !/\b(?:anything|something)\b/.test(lower)) return false;
  return asks.some((form) => form.test(lower));
}

const reads = {
  quotas: { command: "kubectl get resourcequotas -A", reason: "Shows how much of each quota is used." },
  nodes: { command: "kubectl describe nodes", reason: "Shows what is requested of each node, and its conditions." },
  autoscalers: { command: "kubectl get hpa -A", reason: "Shows which autoscalers are at their maximum." },
  claims: { command: "kubectl get pvc -A", reason: "Shows the claims and whether they have a volume." },
  usage: { command: "kubectl top pods -A", reason: "Shows what the pods use." },
  limits: {
    command: `kubectl get pods -A ${templateOf("pods", [], ["resources.limits"])}`,
    reason: "Shows the limits of each container.",
  },
  certificates: { command: "kubectl get certificates -A", reason: "Shows the Certificates, where such are kept." },
  ends: { command: "kubectl get certificates -A -o yaml", reason: "Shows until when they are valid." },
} as const;

export const nearLimitsLook: LookForm = (question, look) => {
  if (!asksForNext(question)) return null;
  const { namespaces } = question.scope;
  const left = wordsLeft(question.text, accounted).filter((word) => !namespaces.includes(word));
  if (left.length > 0) return null;
  const missing = Object.values(reads).filter(({ command }) => look.read(command) === undefined);
  if (missing.length > 0) return { ask: missing };
  return { answered: told(question, look) };
};

const sorts = ["quotas", "nodes", "autoscalers", "claims", "usage", "certificates"] as const;
const nouns: Readonly<Record<(typeof sorts)[number], string>> = {
  quotas: "quotas",
  nodes: "what is requested of nodes",
  autoscalers: "autoscalers",
  claims: "claims",
  usage: "memory use against limits",
  certificates: "Certificates",
};

function told({ scope, text }: Question, look: Look): Told {
  const piece = (sort: keyof typeof reads): Evidence | undefined => {
    const found = look.read(reads[sort].command);
    return found !== undefined && isGood(found) ? found : undefined;
  };
  const here = ({ namespace }: Near) =>
    scope.namespaces.length === 0 || namespace === null || scope.namespaces.includes(namespace);
  const near = nearIn({
    quotas: piece("quotas"),
    nodes: piece("nodes"),
    autoscalers: piece("autoscalers"),
    claims: piece("claims"),
    usage: piece("usage"),
    limits: piece("limits"),
    view: look.view,
  })
    .filter(here)
    .toSorted((one, other) => one.rank - other.rank);
  const seen = sorts.filter((sort) => piece(sort) !== undefined).map((sort) => nouns[sort]);
  const unread = sorts.filter((sort) => piece(sort) === undefined).map((sort) => nouns[sort]);
  const missed = unread.length === 0 ? "" : ` Not read: ${enumerated(unread)}.`;
  const where = scope.namespaces.length === 0 ? "" : ` in ${enumerated(scope.namespaces)}`;
  const hidden =
    "How full volumes are, and when tokens and the cluster's own certificates end, is nothing that these reads show.";
  const isNext = /\b(?:break|fail|bite|worr|blow|explode)/i.test(text);
  const [first, ...rest] = near;
  const summary =
    first === undefined
      ? `Nothing that was looked at is near its end or limit${where}: ${enumerated(seen)}.${missed} ${hidden}`
      : `${isNext ? "Nearest to breaking" : "Yes, nearest to its end or limit"}${where}: ${first.said}.${rest.length === 0 ? "" : ` ${rest.length} more below.`}${missed} ${hidden}`;
  return {
    summary,
    details: rest
      .slice(0, 25)
      .map(({ said }) => `  - ${said}`)
      .join("\n"),
    lines: near.flatMap(({ line }): readonly Line[] => (line === null ? [] : [line])).slice(0, 8),
  };
}
