import { textAt } from "../../diagnosis/objects/fields.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../evidence/age.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { mainKind } from "../inspection/main-kind.ts";
import { countIn } from "../question/details.ts";
import type { Question } from "../question/understand.ts";
import { enumerated } from "../wording.ts";
import type { Answered, AnswerForm } from "./answer.ts";

/** Comparisons: the most, the oldest, so many on each. Computed over what the evidence shows of all of them. */
export const rankingAnswer: AnswerForm = (question, { view }) =>
  perPlace(question, view) ?? byUsage(question, view) ?? byRestarts(question, view) ?? byAge(question, view);

const fewest = /\b(fewest|least|lowest|smallest|minimum|emptiest)\b/;

/** `which node has the most pods`, `how many pods per namespace`. */
function perPlace(question: Question, view: ClusterView): Answered | null {
  const { plain } = question;
  const place = /\b(?:per|by|each|every|which|what) (nodes?|namespaces?)\b/.exec(plain)?.[1]?.replace(/s$/, "");
  const ranks = /\b(most|fewest|least|highest|lowest) (?:\w+ )?pods\b/.test(plain);
  const counts = /\b(how many|count|number of)\b/.test(plain) && /\b(per|by|each|every)\b/.test(plain);
  if (place === undefined || !(ranks || counts) || !/\bpods\b/.test(plain)) return null;
  const tally = new Map<string, number>();
  for (const pod of podsOf(view)) {
    if (pod.object === undefined) continue;
    const where = place === "node" ? pod.node : (pod.ref.namespace ?? "");
    if (where !== "") tally.set(where, (tally.get(where) ?? 0) + 1);
  }
  const ordered = [...tally].sort((one, other) => (fewest.test(plain) ? one[1] - other[1] : other[1] - one[1]));
  if (ordered.length === 0) return null;
  const [name, count] = ordered[0]!;
  const said = ranks
    ? `${place === "node" ? "Node" : "Namespace"} ${name} has the ${fewest.test(plain) ? "fewest" : "most"} pods: ${count}`
    : null;
  const list = ordered.slice(0, 30).map(([where, pods]) => `${where} ${pods}`);
  return {
    summary:
      said === null
        ? `Pods per ${place}: ${enumerated(list, 30)}.`
        : `${said}${ordered.length > 1 ? `. Then ${enumerated(list.slice(1), 10)}` : ""}.`,
    details: "",
    lines: [],
  };
}

/** What `kubectl top` printed, by what the question asks for: the first, or as many as it says. */
function byUsage(question: Question, view: ClusterView): Answered | null {
  const { plain } = question;
  if (
    !/\b(most|top|highest|biggest|heaviest|fewest|least|lowest)\b/.test(plain) ||
    !/\b(cpu|memory|ram|resources?)\b/.test(plain)
  )
    return null;
  const column = /\b(memory|ram)\b/.test(plain) ? "MEMORY(BYTES)" : "CPU(CORES)";
  const used = view.objects.flatMap(({ ref, printed }) => {
    const cell = printed.get(column);
    const amount = cell === undefined ? null : amountOf(cell.value);
    return cell === undefined || amount === null ? [] : [{ ref, amount, said: cell.value, line: cell.line }];
  });
  if (used.length === 0) return null;
  const sign = fewest.test(plain) ? 1 : -1;
  const ordered = used.sort((one, other) => sign * (one.amount - other.amount));
  const wanted = ordered.slice(0, Math.min(20, countIn(plain) ?? (/\b(pods|nodes|containers)\b/.test(plain) ? 5 : 1)));
  const unit = column.startsWith("MEMORY") ? "memory" : "CPU";
  const list = enumerated(
    wanted.map(({ ref, said }) => `${nameOf(ref)} (${said})`),
    20,
  );
  return {
    summary: `${sign < 0 ? "The most" : "The least"} ${unit} ${wanted.length === 1 ? "is used by" : "is used by, in this order,"} ${list}.`,
    details: "",
    lines: wanted.map(({ line }) => line).slice(0, 8),
  };
}

/** `120Mi`, `200m`, `3` as a number; null for what is none. */
function amountOf(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(m|Ki|Mi|Gi|Ti|k|M|G)?$/.exec(text);
  if (match === null) return null;
  const factor = { m: 1e-3, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, k: 1e3, M: 1e6, G: 1e9 };
  return Number(match[1]) * (match[2] === undefined ? 1 : factor[match[2] as keyof typeof factor]);
}

function byRestarts(question: Question, view: ClusterView): Answered | null {
  if (!/\b(most|highest) (?:number of )?restarts?\b|\brestart\w* (?:the )?most\b/.test(question.plain)) return null;
  const pods = podsOf(view).filter((pod) => pod.object !== undefined);
  const ordered = [...pods].sort((one, other) => other.restarts - one.restarts);
  if (ordered.length === 0) return null;
  const wanted = ordered.slice(0, countIn(question.plain) ?? 3).filter((pod) => pod.restarts > 0);
  return {
    summary:
      wanted.length === 0
        ? `None of the ${pods.length} pods shown has restarted.`
        : `${nameOf(wanted[0]!.ref)} has restarted most often: ${wanted[0]!.restarts} times${wanted.length > 1 ? `; then ${enumerated(wanted.slice(1).map((pod) => `${nameOf(pod.ref)} (${pod.restarts})`))}` : ""}.`,
    details: "",
    lines: wanted.flatMap((pod) => pod.line ?? []),
  };
}

/** What is old there is no object: `which node has the oldest kernel`. */
const ofVersion =
  /\b(?:oldest|newest|latest|most recent) (?:os|operating system|kernel|images?|tags?|(?:\w+ )?versions?|kubelet|(?:container )?runtime|charts?|releases?)\b/;

/** The oldest or the newest, by the column AGE or the time of creation. */
function byAge(question: Question, view: ClusterView): Answered | null {
  const said = /\b(oldest|newest|youngest|most recent(?:ly)?|latest)\b/.exec(question.plain)?.[1];
  const kind = mainKind(question);
  if (said === undefined || kind === null || kind.kind === "Event" || ofVersion.test(question.plain)) return null;
  const { namespaces } = question.scope;
  const aged = view.of(kind.kind).flatMap((object) => {
    const cell = object.printed.get("AGE");
    const age = cell === undefined ? null : ageSeconds(cell.value);
    const created = textAt(object.fields, "metadata", "creationTimestamp");
    const isMeant = namespaces.length === 0 || namespaces.includes(object.ref.namespace ?? "");
    if (!isMeant || (age === null && created === "")) return [];
    return [
      {
        ref: object.ref,
        age: age ?? -Date.parse(created) / 1000,
        text: cell?.value ?? `created ${created}`,
        line: cell?.line ?? object.cite(),
      },
    ];
  });
  if (aged.length < 2) return null;
  const sign = said === "oldest" ? -1 : 1;
  const ordered = [...aged].sort((one, other) => sign * (one.age - other.age));
  const first = ordered[0]!;
  const word = said === "oldest" ? "oldest" : "newest";
  return {
    summary: `The ${word} ${kind.singular} is ${nameOf(first.ref)} (${first.text}). Then ${enumerated(ordered.slice(1, 4).map(({ ref, text }) => `${nameOf(ref)} (${text})`))}.`,
    details: "",
    lines: [first.line],
  };
}

function nameOf(ref: ObjectRef): string {
  return ref.namespace === undefined ? ref.name : `${ref.namespace}/${ref.name}`;
}
