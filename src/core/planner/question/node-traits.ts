import type { PutLabel } from "./label-phrases.ts";
import type { Word } from "./words.ts";

/** Labels that every node carries, by what people call them. */
const traits: readonly (readonly [said: RegExp, label: string])[] = [
  [/^(zone|az|availability-zone)$/, "topology.kubernetes.io/zone"],
  [/^region$/, "topology.kubernetes.io/region"],
  [/^(instance-type|machine-type|flavou?r)$/, "node.kubernetes.io/instance-type"],
  [/^(arch|architecture)$/, "kubernetes.io/arch"],
];

const values: readonly (readonly [said: RegExp, label: string])[] = [
  [/^(arm64|amd64|s390x|ppc64le)$/, "kubernetes.io/arch"],
  [/^(linux|windows)$/, "kubernetes.io/os"],
];

/** `nodes in zone eu-1a`, `arm64 nodes`: what is said of nodes without their labels. */
export function takeNodeTraits(words: readonly Word[], taken: Set<number>, put: PutLabel): void {
  if (!words.some((word) => /^(nodes?|machines?)$/.test(word.lower))) return;
  for (const [index, word] of words.entries()) {
    if (taken.has(index) || word.quoted) continue;
    const joined = /^(type|zone)$/.test(word.lower) ? `${words[index - 1]?.lower ?? ""}-${word.lower}` : word.lower;
    const trait = traits.find(([said]) => said.test(joined) || said.test(word.lower))?.[1];
    const at = /^(is|=|called|named|of)$/.test(words[index + 1]?.lower ?? "") ? index + 2 : index + 1;
    const value = words[at];
    if (trait !== undefined && value !== undefined && isValue(value, word) && !taken.has(at)) {
      put(index, `${trait}=${value.text}`);
      taken.add(index).add(at);
    }
    const own = values.find(([said]) => said.test(word.lower))?.[1];
    if (own !== undefined && !taken.has(index)) {
      put(index, `${own}=${word.lower}`);
      taken.add(index);
    }
  }
}

function isValue(value: Word, trait: Word): boolean {
  const isArch = /^arch/.test(trait.lower) && /^(arm64|amd64|s390x|ppc64le)$/.test(value.lower);
  return (value.quoted || /[a-z].*\d/.test(value.lower) || isArch) && /^[\w.-]+$/.test(value.text);
}
