import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";

/** A flag or a variable that makes a program fail or wait on purpose, and that is on. */
export type FailureSwitch = {
  readonly owner: ObjectRef;
  readonly name: string;
  readonly value: string;
  /** What it is: `feature flag`, `environment variable`, `setting`. */
  readonly kind: string;
  readonly line: Line | undefined;
};

/** Names of variables that chaos libraries and demos read. */
const variable =
  /^(?:EXTRA_LATENCY|(?:INJECT|CHAOS|FAULTS?|SIMULATED?|ARTIFICIAL|FAIL(?:URE)?)(?:_[A-Z0-9]+){0,5}|(?:[A-Z0-9]+_){1,4}(?:FAULT_INJECTION|FAILURE_RATE|ERROR_RATE|FAIL_RATE|CHAOS|INJECTION)(?:_[A-Z]+){0,2}|(?:FAILURE|ERROR)_(?:RATE|PROBABILITY|PERCENT(?:AGE)?)|chaos\.monkey\.enabled)$/;

/** Names that only look like it: what is done when something fails. */
const policy =
  /FAIL(?:URE)?_(?:FAST|ON|OVER|POLICY|THRESHOLD|LIMIT|ACTION|MODE|TIMEOUT|IF|OPEN|CLOSED)|FAILOVER|FAILBACK|FAILED|FAULT_TOLER|URL|HOST|PORT|TOKEN|KEY|NAMESPACE/;

const isOff = (value: string): boolean =>
  /^(?:|0+(?:\.0+)?(?:ms|s|%)?|false|off|no|none|disabled?|null)$/i.test(value.trim());

/** Every switch of this kind that the evidence shows to be on. */
export const failureSwitches = (view: ClusterView): readonly FailureSwitch[] => [
  ...["Deployment", "StatefulSet", "DaemonSet", "Pod"].flatMap((kind) => view.of(kind).flatMap(inEnvironment)),
  ...view.of("ConfigMap").flatMap((map) => [...inData(map), ...inFlags(map)]),
];

const isSwitch = (name: string, value: string): boolean => variable.test(name) && !policy.test(name) && !isOff(value);

const inEnvironment = (object: ObservedObject): readonly FailureSwitch[] => {
  const path = object.ref.kind === "Pod" ? ["spec"] : ["spec", "template", "spec"];
  return listAt(object.fields, ...path, "containers").flatMap((container) =>
    listAt(container, "env")
      .filter((one) => isSwitch(textAt(one, "name"), textAt(one, "value")))
      .map((one) => ({
        owner: object.ref,
        name: textAt(one, "name"),
        value: textAt(one, "value"),
        kind: "environment variable",
        line: object.cite(...path, "containers", textAt(container, "name"), "env", textAt(one, "name")),
      })),
  );
};

const inData = (map: ObservedObject): readonly FailureSwitch[] =>
  [...entriesAt(map.fields, "data")]
    .filter(([name, value]) => value.length < 40 && isSwitch(name, value))
    .map(([name, value]) => ({ owner: map.ref, name, value, kind: "setting", line: map.cite("data", name) }));

/** What flags of demos are called that break something. */
const breaks =
  /fail|unreachable|error|slow|delay|latency|leak|flood|high-?_?(?:cpu|mem)|queue-?_?problem|chaos|fault|crash|break|outage/i;

/** Flags of flagd: `{"flags": {"adFailure": {"variants": {...}, "defaultVariant": "on"}}}`. */
const inFlags = (map: ObservedObject): readonly FailureSwitch[] =>
  [...entriesAt(map.fields, "data")].flatMap(([key, text]) => {
    const flags = at(parsed(text), "flags");
    if (typeof flags !== "object" || flags === null) return [];
    return Object.entries(flags)
      .slice(0, 200)
      .filter(
        ([name, flag]) => breaks.test(`${name} ${textAt(flag, "description")}`) && textAt(flag, "state") !== "DISABLED",
      )
      .flatMap(([name, flag]): FailureSwitch[] => {
        const variant = textAt(flag, "defaultVariant");
        const value = textAt(flag, "variants", variant) || variant;
        return variant === "" || isOff(variant) || isOff(value)
          ? []
          : [{ owner: map.ref, name, value: variant, kind: "feature flag", line: map.cite("data", key) }];
      });
  });

const longest = 200_000;

const parsed = (text: string): unknown => {
  if (text.length > longest || !text.trimStart().startsWith("{") || !text.includes("defaultVariant")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
