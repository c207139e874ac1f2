import type { ClusterView } from "../../evidence/observed.ts";
import { isObject } from "../investigation/places.ts";
import type { Target } from "../question/targets.ts";
import { type Question, stemsOf } from "../question/understand.ts";

const label =
  /\b(?:exported_pod|pod|deployment|statefulset|daemonset|job_name|job|cronjob|node|persistentvolumeclaim|horizontalpodautoscaler|exported_service|service|app|workload|container|instance|cluster)\s?[=:]\s?\\?["']?([a-z0-9][a-z0-9.-]{0,252})/g;

/** The labels of an alert name what it is about: `KubeJobFailed{namespace="a", job_name="b-29"}`. */
export function withAlertNames(question: Question, view: ClusterView): Question {
  if (question.targets.some(({ name }) => isObject(name, view))) return question;
  const names = [...question.text.matchAll(label)].map((found) => found[1]!.replace(/[.-]+$/, ""));
  const shown = [...new Set(names)].filter((name) => [name, ...stemsOf(name)].some((one) => isObject(one, view)));
  const targets = shown.slice(0, 4).map((name): Target => ({ kind: null, name, sure: true }));
  return targets.length === 0 ? question : { ...question, targets };
}
