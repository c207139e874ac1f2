import type { Word } from "./words.ts";

/** Whether a question asks about every namespace; the words that say so are added to `taken`. */
export function takeEverywhere(words: readonly Word[], taken: Set<number>): boolean {
  let found = false;
  words.forEach((word, index) => {
    const next = words[index + 1]?.lower ?? "";
    const isAll =
      /^(-a|--all-namespaces|everywhere|anywhere|wherever|cluster-wide|clusterwide)$/.test(word.lower) ||
      (/^(namespaces?|ns|namensräume\w*|espaces?|espacios?|пространств\w*|命名空间|所有命名空间|名前空間)$/u.test(
        word.lower,
      ) &&
        isQuantifier(words, index)) ||
      (/^(所有|全部|すべての|全ての|все|всех|सभी)$/u.test(word.lower) && /^(namespaces?|命名空间)/.test(next)) ||
      (word.lower === "cluster" &&
        !/^(?:roles?|role-?bindings?)$/.test(next) &&
        /^(whole|entire|full|all|across|complete)$/.test(before(words, index, ["the", "my", "our", "this"]))) ||
      (word.lower === "cluster" && next === "wide");
    if (isAll && !(word.lower === "-a" && word.text !== "-A")) {
      found = true;
      taken.add(index);
    }
  });
  return found;
}

function isQuantifier(words: readonly Word[], index: number): boolean {
  const previous = before(words, index, [
    "the",
    "my",
    "our",
    "of",
    "different",
    "other",
    "les",
    "los",
    "as",
    "os",
    "i",
    "den",
    "die",
    "de",
  ]);
  if (/^(alle[nr]?|tous|toutes|todos|todas|tutti|все|всех)$|所有|全部|すべて|全て/u.test(previous)) return true;
  return (
    /^(whatever|whichever)$/.test(previous) ||
    noMatterWhich.test(
      words
        .slice(Math.max(0, index - 6), index)
        .map((word) => word.lower)
        .join(" "),
    ) ||
    (/^(all|every|any|each|across|multiple)$/.test(previous) &&
      !/^(list|get|show|describe|count)$/.test(words[index - 2]?.lower ?? "")) ||
    (/^(all|every|any|each)$/.test(previous) &&
      /^(in|across|from|over|for|of|through)$/.test(words[index - 2]?.lower ?? ""))
  );
}

/** `no matter in which namespace`, `regardless of the namespace`, `independent of its namespace`. */
const noMatterWhich =
  /\b(?:no matter|doesn't matter|never mind|don't care)(?: about)?(?: (?:in|from))? (?:which|what|the)$|\b(?:regardless|irrespective|independent|independently)(?: of)?(?: (?:the|its|their|which))?$/;

function before(words: readonly Word[], index: number, skipped: readonly string[]): string {
  let at = index - 1;
  while (at >= 0 && skipped.includes(words[at]!.lower)) at--;
  return words[at]?.lower ?? "";
}
