import { entriesAt } from "../../diagnosis/objects/fields.ts";
import { isNamed } from "../investigation/relevance.ts";
import { enumerated } from "../wording.ts";
import type { AnswerForm } from "./answer.ts";

const wants =
  /\b(?:what(?:'s| is| does| are| do)?\b.{0,40}\b(?:in|inside|contain\w*|hold\w*|set)\b|contents?|data of|keys? (?:of|in)|values? (?:of|in))/;
const mostKeys = 30;
const longest = 160;

/** What a ConfigMap or a Secret holds: its keys with their values, those of a Secret as far as they were left to be seen. */
export const contentsAnswer: AnswerForm = (question, { view }) => {
  if (question.intent !== "inspect" || !wants.test(question.plain)) return null;
  const object = ["ConfigMap", "Secret"]
    .flatMap((kind) => view.of(kind))
    .find(
      ({ ref, fields }) =>
        question.targets.some(({ name, kind }) => isNamed(ref, name) && (kind === null || kind.kind === ref.kind)) &&
        (question.scope.namespaces.length === 0 || question.scope.namespaces.includes(ref.namespace ?? "")) &&
        entriesAt(fields, "data").size > 0,
    );
  if (object === undefined) return null;
  const entries = [...entriesAt(object.fields, "data")].map(([key, value]) => ({ key, value }));
  const names = enumerated(
    entries.map(({ key }) => key),
    8,
  );
  const { kind, namespace, name } = object.ref;
  return {
    summary: `${kind} ${namespace}/${name} holds ${entries.length} ${entries.length === 1 ? "key" : "keys"}: ${names}.`,
    details: entries
      .slice(0, mostKeys)
      .map(({ key, value }) => `  ${key}: ${shortened(value)}`)
      .join("\n"),
    lines: [object.cite("data")],
  };
};

function shortened(value: string): string {
  const [first = "", ...rest] = value.trim().split("\n");
  const cut = first.length > longest ? `${first.slice(0, longest)}…` : first;
  return rest.length === 0 ? cut : `${cut} (and ${rest.length} more ${rest.length === 1 ? "line" : "lines"})`;
}
