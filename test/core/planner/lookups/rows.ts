import type { Conclusion } from "../../../../src/core/planner/situation.ts";
import type { Output } from "../situations.ts";
import type { Prints } from "./answered.ts";

/** What is asked about one subject, with what the commands print. */
export type Rows = {
  /** Inquests: what was read, how the answer begins, and its verdict where it is another than `answered`. */
  readonly told?: readonly (readonly [
    question: string,
    outputs: readonly Output[],
    says: RegExp,
    verdict?: Conclusion["verdict"],
  ])[];
  /** Inquests: what was read, and all that is read next. */
  readonly reads?: readonly (readonly [question: string, outputs: readonly Output[], commands: readonly string[]])[];
  /** Inquests: what was read, and a command among those that come next. */
  readonly goesOnTo?: readonly (readonly [question: string, outputs: readonly Output[], command: string])[];
  /** Looks: what the commands print that they ask for, and how the answer begins. */
  readonly looked?: readonly (readonly [question: string, prints: Prints, says: RegExp])[];
};
