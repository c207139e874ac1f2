import type { ClusterView, KubectlError } from "../../evidence/observed.ts";
import type { Question } from "../question/understand.ts";
import type { Situation } from "../situation.ts";

/** Why nothing that ran with this message gave an answer: no kubectl, no time, no way to the cluster. */
export function failedRuns({ view, newEvidenceFrom }: Situation): KubectlError | undefined {
  const fresh = view.evidence.slice(newEvidenceFrom);
  const hasFailed = (one: (typeof fresh)[number]) =>
    one.origin === "executed" && one.exitCode !== 0 && one.stdout.trim() === "";
  if (fresh.length === 0 || !fresh.every(hasFailed)) return undefined;
  return view.errors.find(
    ({ evidence, code }) => evidence >= newEvidenceFrom && (blocking.has(code) || code === "other"),
  );
}

/** Reads about what was asked for that failed for another reason than its absence: what they would have shown is not known. */
export function unread(question: Question, view: ClusterView): readonly KubectlError[] {
  const names = question.targets.map((target) => target.name);
  const isMeant = (error: KubectlError) =>
    names.length === 0 || names.some((name) => view.evidence[error.evidence]?.command.includes(name));
  return view.errors.filter(
    (error) =>
      (blocking.has(error.code) || error.code === "other") &&
      isMeant(error) &&
      !noPods.test(error.line.text.slice(0, 500)),
  );
}

/** What `kubectl logs deployment/x` says where x has no pods: nothing was kept from being read. */
const noPods = /watch closed before UntilWithoutRetry timeout/;

/** Errors after which nothing is known of what was asked for. */
export const blocking = new Set([
  "forbidden",
  "unauthorized",
  "connection-refused",
  "timeout",
  "dns",
  "x509",
  "kubectl-not-found",
  "no-such-kind",
]);
