import { english, type Signal, signalsIn } from "./signals.ts";
import type { Kind } from "./vocabulary.ts";

/** What the words of a text tell an assistant to do, in whatever language. */
export type ForeignOrder = "drop" | "cast" | "steer" | "address";

const orders: ReadonlySet<Kind> = new Set(["drop", "hide", "tell", "show", "act", "advise", "approved", "role"]);

/** What each kind of word weighs where an assistant is spoken to, and where none is. */
const spoken: Partial<Record<Kind, number>> = {
  ...{ drop: 2, hide: 2, advise: 2, approved: 2, role: 2 },
  ...{ tell: 1, user: 1, well: 1, show: 1, secret: 1, act: 1, please: 1, object: 1, rules: 1 },
};
const alone: Partial<Record<Kind, number>> = {
  ...{ hide: 2, role: 1, tell: 1, user: 1, well: 1, show: 1, secret: 1, act: 1, approved: 1, advise: 1 },
};

/** The order that the words of one language give together; null: none. Linear in the length of the text. */
export function foreignOrder(text: string): ForeignOrder | null {
  const signals = signalsIn(text);
  if (!signals.some(({ isNative, kind }) => isNative && orders.has(kind))) return null;
  const everywhere = signals.filter(({ language }) => language === 0);
  const languages = new Set(
    signals.flatMap(({ isNative, language, kind }) => (isNative && orders.has(kind) ? [language] : [])),
  );
  for (const language of languages) {
    const own = signals.filter((signal) => signal.language === language);
    const order = language === english ? inEnglish(text, own, everywhere) : inOneLanguage(text, own, everywhere);
    if (order !== null) return order;
  }
  return null;
}

function inOneLanguage(text: string, own: readonly Signal[], everywhere: readonly Signal[]): ForeignOrder | null {
  const all = withHidden([...own, ...everywhere].sort((one, other) => one.start - other.start));
  if (areNear(all, "drop", "rules", 9)) return "drop";
  if (areNear(all, "role", "power", 6)) return "cast";
  if (isSpokenTo(text, all, 0)) return "address";
  return turnsReader(all) ? "steer" : null;
}

/** English verbs are nouns too, so more has to come together, and it has to be said to somebody. */
function inEnglish(text: string, own: readonly Signal[], everywhere: readonly Signal[]): ForeignOrder | null {
  if (!everywhere.some(({ kind }) => kind === "assistant")) return null;
  const all = [...own, ...everywhere].sort((one, other) => one.start - other.start);
  return isSpokenTo(text, all, 2) ? "address" : null;
}

function isSpokenTo(text: string, all: readonly Signal[], more: number): boolean {
  const named = all.filter(({ kind }) => kind === "assistant");
  for (const name of named.slice(0, 20)) {
    const around = all.filter(({ at }) => at >= name.at - 8 && at <= name.at + 22);
    if (!around.some(({ isNative, kind }) => isNative && orders.has(kind))) continue;
    if (weigh(around, spoken) >= needed(text, name, around) + more) return true;
  }
  return false;
}

/** Verbs that are nothing but orders, in languages too whose others are reports as well. */
const atOnce: ReadonlySet<Kind> = new Set(["drop", "hide", "please"]);

/** How much has to be said to it: least where it is spoken to. */
function needed(text: string, { start, end, at }: Signal, around: readonly Signal[]): number {
  const before = text.slice(Math.max(0, start - 24), start);
  const begins = start === 0 || /(?:^|[^\p{L}\p{M}\p{N} ])[\s]*(?:[\p{L}\p{M}\p{N}'’]+[ -]){0,3}$/u.test(before);
  const ends = /^[\p{L}\p{M}]*(?:[ -][\p{L}\p{M}\p{N}]+){0,2} ?[^\p{L}\p{M}\p{N}\s]/u.test(text.slice(end, end + 32));
  const next = around.some((one) => atOnce.has(one.kind) && one.isNative && one.at > at && one.at <= at + 4);
  const isWeak = /^(?:agen|ejen|ajan|agjen|ahent|bot|robot|model|агент|бот|модел)/.test(text.slice(start, end));
  return (begins && (ends || next) ? 2 : 3) + (isWeak ? 1 : 0);
}

/** Whether three things come together that a program tells nobody: what to say, to whom, what to hide, which secret to show. */
function turnsReader(all: readonly Signal[]): boolean {
  return all.some((first, index) => {
    if (alone[first.kind] === undefined) return false;
    const near = all.slice(index, index + 40).filter(({ at }) => at <= first.at + 16);
    if (!near.some(({ isNative, kind }) => isNative && orders.has(kind))) return false;
    const has = (kind: Kind) => near.some((one) => one.kind === kind);
    const isAimed =
      (has("hide") && (has("user") || has("well") || has("advise") || has("approved"))) ||
      (has("role") && has("act")) ||
      (has("advise") && has("user")) ||
      (has("tell") && has("well")) ||
      (has("show") && has("secret")) ||
      (has("act") && has("approved"));
    return isAimed && weigh(near, alone) - (has("secret") && !has("show") ? 1 : 0) >= 3;
  });
}

function weigh(signals: readonly Signal[], weights: Partial<Record<Kind, number>>): number {
  const kinds = new Set(signals.map(({ kind }) => kind));
  return [...kinds].reduce((sum, kind) => sum + (weights[kind] ?? 0), 0);
}

/** "Not" beside "tell" is an order to hide; beside "show" it is what a person is told about a password. */
function withHidden(signals: readonly Signal[]): readonly Signal[] {
  const nots = signals.filter(({ kind }) => kind === "not");
  if (nots.length === 0) return signals;
  return signals.map((signal) => {
    if (signal.kind !== "tell" && signal.kind !== "show") return signal;
    if (!nots.some(({ at }) => at >= signal.at - 5 && at <= signal.at + 5)) return signal;
    return { ...signal, kind: signal.kind === "tell" ? "hide" : "not" };
  });
}

function areNear(signals: readonly Signal[], one: Kind, other: Kind, words: number): boolean {
  const others = signals.filter(({ kind }) => kind === other);
  return signals.some(
    ({ kind, at, start, isNative }) =>
      kind === one &&
      others.some((two) => two.start !== start && (isNative || two.isNative) && Math.abs(two.at - at) <= words),
  );
}
