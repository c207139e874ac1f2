import { expect, test } from "vitest";
import { ownersOf } from "../../../src/core/diagnosis/objects/relations.ts";
import { observe } from "../../../src/core/evidence/observe.ts";

const nothing = observe([]);

test.each([
  ["a hash of figures alone", "gate-7699488894-xq94x", ["ReplicaSet gate-7699488894", "Deployment gate"]],
  ["a hash with letters", "gate-5f6c9d7b48-hx2lp", ["ReplicaSet gate-5f6c9d7b48", "Deployment gate"]],
  ["the minutes of a run", "close-29155815-tm4rw", ["Job close-29155815", "CronJob close"]],
  ["the seconds of a run, as before 1.21", "close-1609459200-tm4rw", ["Job close-1609459200", "CronJob close"]],
])("the owners of a pod are read from its name: %s", (_, name, owners) => {
  const found = ownersOf(nothing, { kind: "Pod", namespace: "shop", name });
  expect(found.map((ref) => `${ref.kind} ${ref.name}`)).toEqual(owners);
});
