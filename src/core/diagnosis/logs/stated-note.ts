import type { Line } from "../../evidence/evidence.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { entriesAt } from "../objects/fields.ts";

/** What tools write for themselves. */
const ofTools =
  /^(?:kubectl\.kubernetes\.io|deployment\.kubernetes\.io|meta\.helm\.sh|(?:[\w.-]{1,40}\.)?kubernetes\.io|projectcalico\.org|flannel\.[\w.-]{1,40}|argocd\.argoproj\.io|helm\.sh|kubeadm\.alpha\.kubernetes\.io|csi\.[\w.-]{1,40})\//;
const telling = /reason|why|note|comment|suspend|paus|mainten|cordon|freez|until|ticket|incident|scaled?-?(?:down|to)/i;

/** `; its annotation ops.lan/reason says: INC-1`: who switched something off mostly left a note of why; "" where there is none. */
export function statedNote(object: ObservedObject): { readonly text: string; readonly line: Line | undefined } {
  const found = [...entriesAt(object.fields, "metadata", "annotations")].find(
    ([key, value]) => !ofTools.test(key) && telling.test(key) && /[a-z]\S*\s\S|[A-Z]{2,10}-?\d/i.test(value),
  );
  return found === undefined
    ? { text: "", line: undefined }
    : {
        text: `; its annotation ${found[0]} says: ${found[1].replaceAll(/\s+/g, " ").slice(0, 160)}`,
        line: object.cite("metadata", "annotations", found[0]),
      };
}
