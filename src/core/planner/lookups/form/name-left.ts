import { isFiller } from "../../query/filler.ts";
import { isStopWord } from "../../question/stop-words.ts";
import type { Question } from "../../question/understand.ts";

/** Words of prose that workloads are called, too. */
export const workloadWords =
  /^(?:search|reports?|queue|users?|accounts?|notifications?|export|import|test|stream|worker|orders?|reviews?|backup|filter|monitor|watch|gateway|catalog|calendar|support|hello)$/;

const kindWords =
  /^(?:pods?|deployments?|statefulsets?|services?|daemonsets?|jobs?|cronjobs?|apps?|applications?|containers?|workloads?|nodes?|-n)$/;

/** The one word of a question that nothing accounts for, which then is a name; null where there are none, or several. */
export function nameLeft({ text, scope, targets }: Question, accounted: RegExp): string | null {
  const target = targets[0]?.name;
  const rest = text
    .toLowerCase()
    .split(/[\s,?!;:"'`()]+|\.(?=\s|$)/)
    .map((word) => word.replace(/'s$/, ""))
    .filter(
      (word) =>
        word !== "" &&
        !isFiller(word) &&
        !accounted.test(word) &&
        !kindWords.test(word) &&
        !scope.namespaces.includes(word) &&
        word !== target,
    );
  if (target !== undefined) return rest.length === 0 ? target : null;
  const name = rest.length === 1 ? rest[0]! : "";
  const isName = /^[a-z0-9][a-z0-9-]{1,62}$/.test(name) && /[a-z]/.test(name);
  return isName && (!isStopWord(name) || workloadWords.test(name)) ? name : null;
}
