import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { saidIn } from "../logs/said-in-line.ts";
import { endedPod, isPodName } from "./ended-pods.ts";
import { podsOf } from "./pods.ts";

/** What a run that does not end waits for, as it says itself, and who has it. */
export type WaitOfRun = {
  /** `waits for a lock ("repo already locked")`. */
  readonly words: string;
  readonly lines: readonly Line[];
  /** The holder was a pod that no longer exists or runs, so that nobody will ever let go. */
  readonly isStale: boolean;
};

const locked =
  /\b(?:already|is|still|was) locked\b|\block(?:file)?\b[^\n]{0,80}\b(?:held|owned|taken|exists|in use|active)\b|\b(?:wait(?:s|ing)?|blocked|retry(?:ing)?)\b[^\n]{0,80}\block\b|\b(?:acquire|acquiring|obtain|get)\b[^\n]{0,40}\block\b|\banother (?:instance|process|backup|run|job|client)\b[^\n]{0,60}\b(?:running|progress|active|using|lock)/i;
const waiting = /\bwaiting (?:up to \S{1,20} )?(?:for|until|on)\b|\bstill waiting\b|\bblocked (?:by|on)\b/i;

const isOver =
  /\b(?:acquired|obtained|got|removed|released|unlocked|ready|connected|done|continuing|proceeding|finished)\b/i;

const holders =
  /\b(?:PID \d{1,9} on|(?:locked|held|owned|taken|created|acquired) by(?: (?:host|pod|process|client))?|(?:holder|owner|host(?:name)?|by host)[ =:]{1,3})\s*["']?([a-z0-9](?:[a-z0-9.@-]{1,250}[a-z0-9]))/i;

/** The clearest of the last lines: one about a lock before one that only waits; the last of each. */
export const waitOfRun = (view: ClusterView, run: ObjectRef, tail: readonly Line[]): WaitOfRun | undefined => {
  const last = tail.slice(-8);
  const lock = last.findLast(({ text }) => locked.test(text.slice(0, 2000)));
  const said = lock ?? last.findLast(({ text }) => waiting.test(text.slice(0, 2000)));
  if (said === undefined || last.some(({ line, text }) => line > said.line && isOver.test(text))) return undefined;
  const quoted = `("${saidIn(said.text).slice(0, 110)}")`;
  if (lock === undefined) return { words: `waits ${quoted}`, lines: [said], isStale: false };
  const holder = holderIn(view, run, last);
  return {
    words: `waits for a lock ${quoted}${holder?.words ?? ""}`,
    lines: holder && holder.line !== said ? [said, holder.line] : [said],
    isStale: holder?.isStale ?? false,
  };
};

type Holder = { readonly words: string; readonly line: Line; readonly isStale: boolean };

/** Who the lines say holds the lock, held against the pods that there are. */
const holderIn = (view: ClusterView, run: ObjectRef, lines: readonly Line[]): Holder | undefined => {
  const line = lines.findLast(({ text }) => holders.test(text.slice(0, 2000)));
  const name = line && holders.exec(line.text.slice(0, 2000))?.[1]?.replace(/^[^@]*@/, "");
  if (line === undefined || name === undefined) return undefined;
  const ref = { kind: "Pod", namespace: run.namespace ?? "default", name };
  const ended = isPodName(name) ? endedPod(view, ref) : undefined;
  const isThere = podsOf(view).some((pod) => pod.ref.name === name && pod.ref.namespace === ref.namespace);
  const what = ended
    ? `, ${ended.isGone ? "a pod that no longer exists" : ended.words}: the lock is stale`
    : isThere
      ? ", a pod that is there"
      : "";
  return { words: ` that ${name} holds${what}`, line, isStale: ended !== undefined };
};
