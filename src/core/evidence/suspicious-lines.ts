import type { Evidence, Line } from "./evidence.ts";
import { linesOf } from "./lines-of.ts";
import { closedUp, type Disguised, respelled } from "./suspicious/disguises.ts";
import { hiddenTexts } from "./suspicious/encodings.ts";
import { type Order, orderIn, overridesIn } from "./suspicious/orders.ts";
import { plainly } from "./suspicious/plainly.ts";

/** A line that reads like an order to an assistant. */
export type SuspiciousLine = {
  readonly line: Line;
  /** What it does, in words that follow "it". */
  readonly order: Order;
  /** What it says when it does not say it openly, and how it was disguised. */
  readonly hidden: Disguised | null;
};

const known = new WeakMap<Evidence, readonly SuspiciousLine[]>();
const mostOfOne = 50;

/**
 * Lines of what a cluster printed that read like instructions to an assistant instead of like output: in any of some seventy languages,
 * openly or encoded. A pattern, not proof: for pointing out, never for deciding. Linear in the length of the evidence.
 */
export function suspiciousLines(evidence: readonly Evidence[]): readonly SuspiciousLine[] {
  return evidence.flatMap((piece) => {
    const before = known.get(piece);
    if (before !== undefined) return before;
    const found = inPiece(piece);
    known.set(piece, found);
    return found;
  });
}

function inPiece(piece: Evidence): readonly SuspiciousLine[] {
  const found: SuspiciousLine[] = [];
  const lines = linesOf(piece);
  let carried = "";
  for (const line of lines) {
    const plain = plainly(line.text);
    const own = judged(line, plain);
    const order = carried !== "" && overridesIn(`${carried} ${plain.slice(0, carry)}`);
    if (own !== null) found.push(own);
    else if (order) found.push({ line, order: orderIn(`${carried} ${plain.slice(0, carry)}`)!, hidden: null });
    if (found.length >= mostOfOne) break;
    const end = plain.slice(-carry).trim();
    carried = own === null && !order && beginsOverride.test(end) ? end : "";
  }
  return found;
}

const beginsOverride =
  /(?:ignor|disregard|forget|overrid|bypass|verg[ie]|missacht|oubli|olvid|desconsid|esque|dimentic|игнор|забудь|忽略|无视|無視|忘)/;

/** How much of a line an order may need that goes on in the next. */
const carry = 80;
const chunk = 4_000;
const overlap = 200;

/** Very long lines are read in pieces that overlap. */
function judged(line: Line, plain: string): SuspiciousLine | null {
  for (let start = 0; start < Math.max(1, plain.length); start += chunk) {
    const part = plain.slice(start, start + chunk + overlap);
    const order = orderIn(part);
    if (order !== null) return { line, order, hidden: null };
    const hidden = hiddenOrder(respelled(part));
    if (hidden !== null) return { line, ...hidden };
  }
  const closed = closedUp(line.text);
  if (closed !== "") {
    const apart = hiddenOrder([{ text: plainly(closed), form: "letters apart" }]);
    if (apart !== null) return { line, ...apart };
  }
  const decoded = hiddenOrder(hiddenTexts(line.text).map(({ text, form }) => ({ text: plainly(text), form })));
  return decoded === null ? null : { line, ...decoded };
}

function hiddenOrder(texts: readonly Disguised[]): Pick<SuspiciousLine, "order" | "hidden"> | null {
  for (const hidden of texts) {
    const order = orderIn(hidden.text.slice(0, chunk));
    if (order !== null) return { order, hidden: { ...hidden, text: hidden.text.slice(0, 300) } };
  }
  return null;
}
