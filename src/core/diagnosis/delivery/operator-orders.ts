import type { Line } from "../../evidence/evidence.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, textAt } from "../objects/fields.ts";

/** An annotation or a field by which somebody told the operator of an object not to run it, or to leave it alone. */
export type Order = {
  /** `by its annotation cnpg.io/fencedInstances: ["*"]`. */
  readonly by: string;
  /** `fenced`. */
  readonly state: string;
  /** What follows from it. */
  readonly effect: string;
  readonly mend: string;
  readonly line: Line;
  /** It ends what runs; otherwise the operator merely looks away. */
  readonly stops: boolean;
};

type Known = {
  /** Of an annotation its key, of the specification its field. */
  readonly at: RegExp;
  readonly value: RegExp;
  readonly state: string;
  readonly effect: string;
  readonly stops: boolean;
};

const on = /^(?:true|on|yes|1)$/i;

const annotations: readonly Known[] = [
  {
    at: /(?:^|\/)fencedInstances$/,
    value: /\[\s*"[^"]+"/,
    state: "fenced",
    effect: "its operator keeps the server shut down in these instances while their pods go on",
    stops: true,
  },
  {
    at: /(?:^|\/)hibernat(?:ion|ed?)$/,
    value: on,
    state: "hibernated",
    effect: "its operator has removed its pods and keeps only the volumes",
    stops: true,
  },
  {
    at: /(?:^|\/)(?:shutdown|stopped)$/,
    value: on,
    state: "shut down",
    effect: "its operator runs no instance of it",
    stops: true,
  },
  {
    at: /(?:^|\/)(?:pause-?[rR]econciliation|reconciliation-paused|pausedReconciliation|paused?|skip-reconcile|pause-reconcile|disable-reconcile|reconciliationLoop)$/,
    value: /^(?:true|on|yes|1|disabled)$/i,
    state: "paused",
    effect: "its operator does nothing for it: neither changes nor repairs are carried out",
    stops: false,
  },
  {
    at: /^eck\.k8s\.elastic\.co\/managed$/,
    value: /^false$/i,
    state: "unmanaged",
    effect: "its operator does nothing for it: neither changes nor repairs are carried out",
    stops: false,
  },
];

const fields: readonly Known[] = [
  {
    at: /^(?:shutdown|hibernate|halted|stopped|offline)$/,
    value: on,
    state: "shut down",
    effect: "its operator runs no instance of it",
    stops: true,
  },
  {
    at: /^pause$/,
    value: on,
    state: "paused",
    effect: "its operator has scaled it down and runs no instance of it",
    stops: true,
  },
  {
    at: /^(?:paused|unmanaged|pauseReconciliation|reconciliationPaused)$/,
    value: on,
    state: "paused",
    effect: "its operator does nothing for it: neither changes nor repairs are carried out",
    stops: false,
  },
];

/** The first order of an object that stops it, else the first by which it is left alone. */
export const orderOf = (object: ObservedObject): Order | undefined => {
  const found = [
    ...matching(object, ["metadata", "annotations"], annotations, "annotation "),
    ...matching(object, ["spec"], fields, "spec."),
  ];
  return found.find(({ stops }) => stops) ?? found[0];
};

const matching = (
  object: ObservedObject,
  path: readonly string[],
  known: readonly Known[],
  prefix: string,
): readonly Order[] =>
  [...entriesAt(object.fields, ...path).keys()].flatMap((key): readonly Order[] => {
    const value = textAt(object.fields, ...path, key);
    const match = known.find((one) => one.at.test(key) && one.value.test(value.trim()));
    if (match === undefined) return [];
    const by = `${prefix}${key}: ${value.trim().slice(0, 120)}`;
    const mend =
      prefix === "spec."
        ? `Set spec.${key} back once that is no longer wanted`
        : `Take the annotation ${key} off once that is no longer wanted`;
    return [
      { by, state: match.state, effect: match.effect, mend, stops: match.stops, line: object.cite(...path, key) },
    ];
  });
