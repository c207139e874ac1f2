import { sentence } from "../wording.ts";
import type { AnswerForm } from "./answer.ts";

/** Nothing but errors of kubectl came back: they are the answer. */
export const errorAnswer: AnswerForm = (_question, { view, newEvidenceFrom, diagnosis }) => {
  const from = newEvidenceFrom < view.evidence.length ? newEvidenceFrom : 0;
  const errors = view.errors.filter((error) => error.evidence >= from);
  const answered = new Set(errors.map((error) => error.evidence));
  const isAll = view.evidence.every((_, index) => index < from || answered.has(index));
  const shown = view.objects.some((object) => object.newest >= from) || view.logs.some((log) => log.evidence >= from);
  const last = errors.at(-1);
  if (last === undefined || !isAll || shown) return null;
  const meaning = meanings[last.code] ?? "";
  const finding = diagnosis.findings.find(({ evidence }) =>
    evidence.some((line) => line.command === last.line.command && line.text === last.line.text),
  );
  const known = /^(?:forbidden|no-such-kind)$/.test(last.code) ? finding?.summary : undefined;
  const said = `kubectl answered with an error: ${sentence(last.message.trim() || last.line.text.trim())}`;
  return {
    summary: `${known === undefined ? said : sentence(known)} ${meaning}`.trim(),
    details: "",
    lines: [last.line],
  };
};

const meanings: Readonly<Record<string, string>> = {
  forbidden:
    "The account in use is not allowed to read this, so nothing can be said about it; ask for the right, or use another account.",
  "not-found": "No object of that name is there; the name, the kind or the namespace may be another.",
  "no-such-kind": "The cluster does not know this kind; it may come with an operator that is not installed.",
  unauthorized: "The credentials of the kubeconfig are not accepted.",
  "connection-refused": "Nothing listens at the address of the API server.",
  timeout: "The API server did not answer in time.",
  dns: "The name of the API server does not resolve.",
  x509: "The certificate of the API server is not trusted.",
  "metrics-unavailable": "The metrics server is not installed or not ready.",
  "kubectl-not-found": "kubectl is not installed where this runs.",
  "no-previous-container": "The container has not restarted, so there is no earlier log.",
};
