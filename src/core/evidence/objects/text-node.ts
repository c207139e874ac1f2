import { entryName } from "./field-values.ts";

/** A value of a YAML or JSON text with the line (index from 0) where it begins, and what lies below it. */
export type TextNode = {
  value: unknown;
  readonly line: number;
  /** Its key, or its index in a list. */
  readonly step: string;
  children?: TextNode[];
};

/** The line of a path below a node; entries of lists are addressed by index or by `name`, `type` or `key`. */
export function lineOfPath(root: TextNode, path: readonly string[]): number | undefined {
  let node: TextNode | undefined = root;
  for (const step of path) {
    const below: readonly TextNode[] = node.children ?? [];
    node = Array.isArray(node.value)
      ? (below.find((child) => entryName(child.value) === step) ?? below.find((child) => child.step === step))
      : below.find((child) => child.step === step);
    if (node === undefined) return undefined;
  }
  return node.line;
}
