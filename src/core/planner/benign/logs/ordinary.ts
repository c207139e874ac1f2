import type { Entry } from "./log-entries.ts";
import { brokers } from "./ordinary-brokers.ts";
import { callers } from "./ordinary-callers.ts";
import { chunks } from "./ordinary-chunks.ts";
import { collections } from "./ordinary-collections.ts";
import { databases } from "./ordinary-databases.ts";
import { knocks } from "./ordinary-knocks.ts";
import { members } from "./ordinary-members.ts";
import { probes } from "./ordinary-probes.ts";
import { runtimes } from "./ordinary-runtimes.ts";
import { sides } from "./ordinary-sides.ts";

/** What programs write at a level that alarms, and is part of their work. */
export type Ordinary = {
  /** What it is and why it is no fault, after a number: `refusals of a customer's card`. */
  readonly said: string;
  /** What the entry says. */
  readonly of: RegExp;
  /** What it may not say besides. */
  readonly not?: RegExp;
  /** It is ordinary only as a part of what goes well: more has to be seen to succeed, at the end as well. */
  readonly isShare?: true;
  /** It is ordinary only where something like this comes after the last of it. */
  readonly endsIn?: RegExp;
  /** Whether it is ordinary in this log, by all entries of it and those of this kind. */
  readonly fits?: (all: readonly Entry[], own: readonly Entry[]) => boolean;
  /** It is of this kind only in such a log. */
  readonly when?: (all: readonly Entry[]) => boolean;
  /** It is ordinary only where this was printed as well: a probe that does it. */
  readonly needs?: RegExp;
  /** Told at whatever level: people wonder at the words. */
  readonly atAnyLevel?: true;
  /** A question that holds these words asks about just this. */
  readonly unlessAsked?: RegExp;
};

export const ordinaries: readonly Ordinary[] = [
  ...probes,
  ...databases,
  ...members,
  ...collections,
  ...knocks,
  ...callers,
  ...brokers,
  ...chunks,
  ...sides,
  ...runtimes,
];
