import type { Question } from "../question/understand.ts";

/** `pods + services`, `pods, services and ingresses`, `statefulsets together with their claims`. */
export function isJoined({ words }: Question, from: number): boolean {
  let at = from - 1;
  while (/^(their|its|the|all|any|also|my|our|every|custom)$/.test(words[at]?.lower ?? "")) at--;
  const joint = words[at]?.lower ?? "";
  if (/,/.test(words[at + 1]?.after ?? "") || /^(and|\+|&|plus|or|including)$/.test(joint)) return at >= 0;
  return joint === "with" && (at < from - 1 || /^(together|along)$/.test(words[at - 1]?.lower ?? ""))
    ? true
    : joint === "as" && words[at - 1]?.lower === "well";
}
