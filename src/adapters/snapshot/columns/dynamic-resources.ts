import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, integer, name, text } from "./column.ts";
import { at, entriesAt, hasObjectAt, integerAt, listAt, textAt } from "./fields.ts";
import { since } from "./timestamp.ts";

/** Device classes and resource claim templates. */
export const namesOnly: Columns = columns(name, age);

export const resourceClaims: Columns = columns(name, text("State", "Whether devices are allocated.", claimState), age);

export const resourceSlices: Columns = columns(
  name,
  text("Node", "Node that has the devices.", (slice) => textAt(slice, "spec", "nodeName")),
  text("Driver", "Driver of the devices.", (slice) => textAt(slice, "spec", "driver")),
  text("Pool", "Pool that the slice is part of.", (slice) => textAt(slice, "spec", "pool", "name")),
  age,
);

export const deviceTaintRules: Columns = columns(
  name,
  text("Key", "Key of the taint.", (rule) => textAt(rule, "spec", "taint", "key")),
  text("Value", "Value of the taint.", (rule) => textAt(rule, "spec", "taint", "value")),
  text("Effect", "What the taint does.", (rule) => textAt(rule, "spec", "taint", "effect")),
  text("TimeAdded", "Time since the taint was added.", (rule, { now }) => {
    const added = at(rule, "spec", "taint", "timeAdded");
    return added === undefined ? "0s" : since(added, now);
  }),
  age,
);

export const resourcePoolStatusRequests: Columns = columns(
  name,
  text("Driver", "Driver whose pools are asked for.", (request) => textAt(request, "spec", "driver")),
  text("Total", "Devices of all pools.", (request) => devices(request, "totalDevices")),
  text("Available", "Devices that are free.", (request) => devices(request, "availableDevices")),
  text("Allocated", "Devices that are taken.", (request) => devices(request, "allocatedDevices")),
  text("Unavailable", "Devices that cannot be used.", (request) => devices(request, "unavailableDevices")),
  text("Errors", "Pools with errors.", (request) =>
    counted(request, (pools) => pools.filter((pool) => at(pool, "validationError") !== undefined).length),
  ),
  integer("Pools", "Pools that match.", (request) => integerAt(request, "status", "poolCount")),
  text("Status", "Whether the answer is there.", poolStatus),
  text("Completed", "Time since the answer came.", completed),
);

function claimState(claim: Fields): string {
  const isDeleted = at(claim, "metadata", "deletionTimestamp") !== undefined;
  const isAllocated = hasObjectAt(claim, "status", "allocation");
  const isReserved = isAllocated && listAt(claim, "status", "reservedFor").length > 0;
  const states = [isDeleted && "deleted", !isAllocated && !isDeleted && "pending", isAllocated && "allocated"];
  return [...states, isReserved && "reserved"].filter((state) => state !== false).join(",");
}

/** The first condition that ended the request. */
function outcome(request: Fields): Fields | undefined {
  return entriesAt(request, "status", "conditions").find(
    (condition) => ["Complete", "Failed"].includes(textAt(condition, "type")) && textAt(condition, "status") === "True",
  );
}

function counted(request: Fields, count: (pools: readonly Fields[]) => number): string {
  const isUnknown = !hasObjectAt(request, "status") || textAt(outcome(request), "type") === "Failed";
  return isUnknown ? "-" : `${count(entriesAt(request, "status", "pools"))}`;
}

function devices(request: Fields, key: string): string {
  return counted(request, (pools) => pools.reduce((sum, pool) => sum + integerAt(pool, key), 0));
}

function poolStatus(request: Fields): string {
  const type = textAt(outcome(request), "type") || "Pending";
  const [shown, all] = [listAt(request, "status", "pools").length, integerAt(request, "status", "poolCount")];
  return type === "Complete" && all > shown ? `Complete (${shown}/${all} pools)` : type;
}

function completed(request: Fields, { now }: { readonly now: number }): string {
  const condition = outcome(request);
  return textAt(condition, "type") === "Complete" ? since(at(condition, "lastTransitionTime"), now) : "<none>";
}
