import type { Fields } from "../../../core/evidence/observed.ts";
import type { Redactor } from "../../../core/evidence/redaction/redactor.ts";
import { fieldsAt, textAt } from "../columns/fields.ts";
import { goJson } from "../go-json.ts";
import type { KubeObject } from "../kube-object.ts";

/**
 * An object as it may lie in a recording. A Secret, wherever it stands, keeps its keys and loses its values; all other texts go through
 * the redactor, one to a line behind its key, as kubectl prints them, so that a name such as `DB_PASSWORD` counts for the value under it.
 */
export function redactObject(object: KubeObject, redactor: Redactor): KubeObject {
  const leaves: Leaf[] = [];
  const copy = copied(object, leaves, redactor);
  redactLeaves(leaves, redactor);
  return copy as KubeObject;
}

/** One text of the copy, and what stands before it when it is printed. */
type Leaf = {
  readonly holder: object;
  readonly key: string;
  readonly before: string;
  readonly lines: readonly string[];
};

/** Where `kubectl apply` keeps the whole object once more. */
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

function copied(value: unknown, leaves: Leaf[], redactor: Redactor): unknown {
  if (typeof value !== "object" || value === null) return value;
  const copy = Array.isArray(value) ? [] : {};
  for (const [key, inner] of Object.entries(value)) {
    if (isSecretData(value as Fields, key)) setOwn(copy, key, placeholders(value as Fields, key, redactor));
    else if (typeof inner !== "string") setOwn(copy, key, copied(inner, leaves, redactor));
    else if (key === lastApplied) setOwn(copy, key, redactJson(inner, redactor));
    else leaves.push(leafOf(copy, key, inner));
    if (!Object.hasOwn(copy, key)) setOwn(copy, key, "");
  }
  return copy;
}

function leafOf(holder: object, key: string, text: string): Leaf {
  const before = Array.isArray(holder) ? "- " : `${key.replaceAll("\n", " ")}: `;
  return { holder, key, before, lines: text.split("\n") };
}

function isSecretData(value: Fields, key: string): boolean {
  return (key === "data" || key === "stringData") && textAt(value, "kind") === "Secret";
}

/** Values of `data` stay base64, which every client decodes. An empty one is none, and that may be what is wrong. */
function placeholders(secret: Fields, field: string, redactor: Redactor): object {
  const result = {};
  for (const [key, value] of Object.entries(fieldsAt(secret, field))) {
    const hidden = typeof value === "string" ? redactor.redactWhole(value.replaceAll("\n", ""), key) : "";
    setOwn(result, key, field === "data" ? Buffer.from(hidden).toString("base64") : hidden);
  }
  return result;
}

/** The redactor keeps lines where they are, so all texts go through it at once. A text of several lines is a document of its own. */
function redactLeaves(leaves: readonly Leaf[], redactor: Redactor): void {
  const printed = leaves.map(({ before, lines }) => {
    const text = [`${before}${lines[0]}`, ...lines.slice(1)];
    return lines.length === 1 ? text : ["---", ...text, "---"];
  });
  const whole = printed.flat();
  const hidden = redactor.redact(whole.join("\n")).split("\n");
  let next = 0;
  for (const [index, leaf] of leaves.entries()) {
    const count = printed[index]!.length;
    const from = leaf.lines.length === 1 ? next : next + 1;
    next += count;
    const lines = hidden.length === whole.length ? hidden.slice(from, from + leaf.lines.length) : [];
    setOwn(leaf.holder, leaf.key, withoutKey(lines, leaf.before));
  }
}

const unchecked = "[redacted: this text could not be checked for secrets]";

function withoutKey([first, ...more]: readonly string[], before: string): string {
  if (first === undefined) return unchecked;
  return [first.startsWith(before) ? first.slice(before.length) : first, ...more].join("\n");
}

function redactJson(text: string, redactor: Redactor): string {
  try {
    const object: unknown = JSON.parse(text);
    if (typeof object === "object" && object !== null)
      return `${goJson(redactObject(object as KubeObject, redactor))}\n`;
  } catch {
    // Cut off, or never JSON: then it is text.
  }
  return redactor.redact(text);
}

/** As JSON.parse does it: a key `__proto__` is a key. */
function setOwn(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}
