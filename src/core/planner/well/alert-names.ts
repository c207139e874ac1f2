import type { ClusterView } from "../../evidence/observed.ts";
import { isObject } from "../investigation/places.ts";
import type { Target } from "../question/targets.ts";
import { knownIn, type Question, stemsOf } from "../question/understand.ts";

const label =
  /\b(?:exported_pod|pod|deployment|statefulset|daemonset|job_name|job|cronjob|node|persistentvolumeclaim|horizontalpodautoscaler|exported_service|service|app|workload|container|instance|cluster)\s?[=:]\s?\\?["']?([a-z0-9][a-z0-9.-]{0,252})/g;

/**
 * The labels of an alert name what it is about: `KubeJobFailed{namespace="a", job_name="b-29"}`; so does a name with its namespace before
 * it. They stand in for words that were only taken for names and are none.
 */
export function withAlertNames(told: Question, view: ClusterView): Question {
  const question = withoutWords(told, view);
  if (question.targets.some(({ name }) => isObject(name, view))) return question;
  const names = [...question.text.matchAll(label), ...question.text.matchAll(placed)].map((found) =>
    found[1]!.replace(/[.-]+$/, ""),
  );
  const shown = [...new Set(names)].filter((name) => [name, ...stemsOf(name)].some((one) => isObject(one, view)));
  const targets = shown.slice(0, 4).map((name): Target => ({ kind: null, name, sure: true }));
  return targets.length === 0 ? question : { ...question, targets };
}

const placed = /(?<![\w./:-])[a-z0-9][a-z0-9-]{1,62}\/([a-z0-9][a-z0-9.-]{2,252})/g;
const whole = /\b(?:everything|anything|all|cluster|namespace|overall|whole)\b/i;

/** Words that nothing shown is called, where the labels of an alert or the whole of a cluster are what is asked about. */
function withoutWords(question: Question, view: ClusterView): Question {
  const { targets, text } = question;
  const isWord = ({ name, sure, kind }: Target) =>
    !sure && kind === null && !isObject(name, view) && /^[a-z]+$/.test(name);
  if (!targets.some(isWord)) return question;
  const left = targets.filter((target) => !isWord(target));
  if (whole.test(text) || text.search(label) >= 0) return { ...question, targets: left };
  const said = [...new Set(text.split(/[^\w./-]+/))].filter((word) => word.length > 2 && isShown(word, view));
  if (left.length > 0 || said.length === 0) return question;
  return { ...question, targets: said.slice(0, 3).map((name): Target => ({ kind: null, name, sure: true })) };
}

/** Whether an object is called just so, or its pods are called after it. */
const isShown = (word: string, view: ClusterView): boolean => knownIn(view).names.has(word);
