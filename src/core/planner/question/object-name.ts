import type { Kind } from "../../kubectl/kinds.ts";
import { isProse } from "./prose.ts";
import type { Word } from "./words.ts";

export const objectName = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
export const roleName = /^[a-z0-9]([-a-z0-9.:]{0,251}[a-z0-9])?$/;

/** Whether a word may be the name of an object of a kind, and is no word of prose. */
export function isObjectName(word: Word, kind: Kind | null): boolean {
  const pattern = kind !== null && kind.group === "rbac.authorization.k8s.io" ? roleName : objectName;
  if (!pattern.test(word.lower) || amount.test(word.lower)) return false;
  if (kind?.group === "rbac.authorization.k8s.io" && /^(view|edit|admin)$/.test(word.lower)) return true;
  return !isProse(word);
}

const amount = /^\d+(\.\d+)*(%|s|m|h|d|[kmgt]i?b?)?$/;
