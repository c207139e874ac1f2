import type { Finding } from "../../diagnosis/finding.ts";
import type { LogReading } from "../../diagnosis/logs/logs-of-view.ts";
import { unnamed } from "../../diagnosis/objects/name-object.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Benign } from "../benign/benign.ts";

/** A log that is one error which somebody quoted in the question, out of lines that are explained. */
export function isExplainedQuote({ evidence }: LogReading, view: ClusterView, benign: readonly Benign[]): boolean {
  const piece = view.evidence[evidence];
  if (piece?.command !== "" || piece.stdout.trim().includes("\n")) return false;
  return explains(piece.stdout, benign);
}

/** A finding that stands on such a quote, and knows of no object. */
export function isOfExplainedQuote({ object, evidence, code }: Finding, benign: readonly Benign[]): boolean {
  const quotes = evidence.filter(({ command }) => command === "");
  if (quotes.length === 0) return false;
  if (object.name === unnamed && benign.some(({ voids = [] }) => voids.includes(code))) return true;
  return quotes.length === evidence.length && quotes.every(({ text }) => explains(text, benign));
}

function explains(quote: string, benign: readonly Benign[]): boolean {
  const words = plain(quote)
    .replace(/[.…\s]{1,10}$/, "")
    .slice(0, 60);
  const holds = ({ text }: Line) => plain(text.slice(0, 2000)).includes(words);
  return words.length > 7 && benign.some(({ lines, covers = [] }) => lines.some(holds) || covers.some(holds));
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, " ").trim();
