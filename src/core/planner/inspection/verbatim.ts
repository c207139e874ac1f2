import { settle } from "../command-key.ts";
import type { Question } from "../question/understand.ts";

/** Words that no command line holds. */
const prose = /^(in|of|the|for|on|to|with|and|my|all|please|from|is|are|what|which|a|an|me|i|that|who|how|why|by)$/;

/**
 * A command line that was typed with `k`, or with no program in front of it: `rollout undo deploy/web --to-revision=2`; null when the
 * words are rather a sentence. `reads`: whether only commands that look are taken.
 */
export function verbatim(question: Question, reads: boolean): string | null {
  const text = question.text.trim().replace(/[?.!]+$/, "");
  const line = text.replace(/^(?:k|kubectl)\s+/, "");
  const isPlain = reads
    ? /\s--[a-z]/.test(text)
    : /(?:^|\s)--?[A-Za-z]/.test(text) || /\s[a-z]+\/[a-z0-9-]+/.test(text);
  const looksTyped = line !== text || isPlain;
  const words = line.split(/\s--\s/)[0]!.split(/\s+/);
  if (!looksTyped || words.length < 2 || words.some((word) => prose.test(word.toLowerCase()))) return null;
  const settled = settle(`kubectl ${line}`);
  const isRead = settled !== null && readVerbs.test(settled.command.verb);
  return settled !== null && isRead === reads ? settled.text : null;
}

const readVerbs =
  /^(get|describe|logs|events|explain|top \w+|version|api-resources|api-versions|cluster-info.*|rollout (status|history)|auth \S+|config (view|get-\w+|current-context)|wait|diff)$/;
