import { kubectl } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Change, changed } from "./form.ts";
import { keyAndValue, pairsSaid } from "./spoken.ts";

const puts = /^(?:\w+ )?(?:add|set|put|change|update|write|store|insert|replace|patch|overwrite)\b/;
const makes = /\b(?:an?|another|one more) (?:[\w-]+ ){0,2}(?:config ?map|cm|secret)\b/i;
const others = /\b(?:labels?|annotat\w*|create|new|env|environment|immutable|type|rename|delete|remove)\b/;

/** `add key c=3 to configmap settings`, `set password=x in secret db`: entries of what is there, the others stay as they are. */
export function dataEntries(question: Question, place: string): Change | null {
  const [target, ...more] = question.targets;
  const { plain } = question;
  if (target?.kind == null || more.length > 0 || !puts.test(plain) || others.test(plain)) return null;
  if (makes.test(question.text)) return null;
  const isSecret = target.kind.kind === "Secret";
  if (!isSecret && target.kind.kind !== "ConfigMap") return null;
  const said = pairsSaid(question);
  const pair = said.length > 0 ? null : keyAndValue(question, /^keys?$/);
  const entries = (pair === null ? said : [pair]).map((one) => [
    one.slice(0, one.indexOf("=")),
    one.slice(one.indexOf("=") + 1),
  ]);
  const patch = JSON.stringify({ [isSecret ? "stringData" : "data"]: Object.fromEntries(entries) });
  if (entries.length === 0 || patch.includes("'")) return null;
  const word = isSecret ? "secret" : "configmap";
  return changed(
    kubectl("patch", word, target.name, place, `-p '${patch}'`),
    `Sets ${entries.map(([key]) => key).join(", ")} in ${target.name}; pods that read it as environment have to be restarted.`,
    { command: kubectl("describe", word, target.name, place), reason: "Shows its keys." },
  );
}
