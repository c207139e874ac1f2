import type { Line } from "../../../evidence/evidence.ts";

/** A value with the way to it: `scorer / Limits / memory` is `2Gi`. */
export type Leaf = { readonly path: string; readonly value: string; readonly line: Line };

/** The values of an indented text as `rollout history --revision=2` and `describe` print it. */
export function leavesOfText(lines: readonly Line[]): readonly Leaf[] {
  const open: { readonly indent: number; readonly key: string }[] = [];
  const leaves: Leaf[] = [];
  for (const line of lines.slice(0, 3000)) {
    const text = line.text.trimEnd();
    const said = text.trim();
    if (said === "") continue;
    const carried = /^\t/.test(text) && !/^\t{2,}\S+:/.test(text);
    const indent = carried ? 1000 : text.length - text.trimStart().length;
    while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop();
    const above = open.map(({ key }) => key);
    const [, key, value] = /^([^\s:][^:\t]{0,120}):(?:\s{1,80}(\S[^\n]{0,4000}))?$/.exec(said) ?? [];
    if (key === undefined || said.startsWith("-")) leaves.push(entry(above, said, line));
    else if (value === undefined) open.push({ indent, key });
    else if (lists.test(key)) {
      open.push({ indent, key });
      if (value !== "<none>") leaves.push(entry([...above, key], value, line));
    } else leaves.push({ path: [...above, key].join(" / "), value, line });
  }
  return leaves;
}

const lists = /^(?:Labels|Annotations|Args|Command|Mounts|Tolerations|Node-Selectors|Environment Variables from)$/;

/** `app=shop`, `--level=debug`, `io/change-cause: text`: an entry of a list is known by what stands before its value. */
function entry(above: readonly string[], said: string, line: Line): Leaf {
  const [, key, value] = /^([\w./@-]{1,200})(?:=|:\s{1,8})([^\n]{0,4000})$/.exec(said) ?? [];
  return key === undefined
    ? { path: [...above, said].join(" / "), value: "", line }
    : { path: [...above, key].join(" / "), value: value!, line };
}

/** The values of an object; entries of lists by their names, texts of several lines by their lines. */
export function leavesOfFields(value: unknown, cite: (path: readonly string[]) => Line): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (one: unknown, names: readonly string[], path: readonly string[]): void => {
    if (leaves.length > 5000 || path.length > 14) return;
    if (Array.isArray(one)) {
      one.forEach((item, index) => {
        const name = nameOf(item) ?? String(index);
        visit(item, [...names, name], [...path, name]);
      });
    } else if (typeof one === "object" && one !== null) {
      for (const [key, item] of Object.entries(one))
        if (!skipped.has(key) && !(key === "name" && path.length > 0)) visit(item, [...names, key], [...path, key]);
    } else if (one !== undefined && one !== null) leaves.push(...leavesOfValue(`${one}`, names, cite(path)));
  };
  visit(value, [], []);
  return leaves;
}

const skipped = new Set([
  "uid",
  "resourceVersion",
  "creationTimestamp",
  "generation",
  "managedFields",
  "ownerReferences",
  "pod-template-hash",
  "kubectl.kubernetes.io/last-applied-configuration",
]);

function nameOf(item: unknown): string | undefined {
  if (typeof item === "string") return /^(-{1,2}[\w.-]{1,80})=/.exec(item)?.[1] ?? item;
  const { name, key, mountPath } = (item ?? {}) as { name?: unknown; key?: unknown; mountPath?: unknown };
  const found = name ?? key ?? mountPath;
  return typeof found === "string" ? found : undefined;
}

function leavesOfValue(text: string, names: readonly string[], line: Line): readonly Leaf[] {
  const own = names.join(" / ");
  if (!text.includes("\n")) {
    const flag = names.at(-1) ?? "";
    const isFlag = flag.startsWith("-") && text.startsWith(`${flag}=`);
    return [{ path: own, value: isFlag ? text.slice(flag.length + 1) : text === flag ? "" : text, line }];
  }
  const open: { readonly indent: number; readonly key: string }[] = [];
  return text.split("\n", 3000).flatMap((part) => {
    const said = part.trim();
    if (said === "" || /^(?:#|;|\/\/)/.test(said)) return [];
    const indent = part.length - part.trimStart().length;
    while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop();
    const above = [...names, ...open.map(({ key }) => key)];
    const [, key, value] = /^([\w."/@-]{1,120})\s{0,20}[=:]\s{0,20}([^\n]{0,4000})$/.exec(said) ?? [];
    if (key === undefined) return [{ path: [...above, said].join(" / "), value: "", line }];
    if (value === "" || value === "{") {
      open.push({ indent, key });
      return [];
    }
    return [{ path: [...above, key].join(" / "), value: value!.replace(/[,;]$/, ""), line }];
  });
}
