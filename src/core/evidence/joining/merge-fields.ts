import { entryName, isFields, listAt, numberAt, valueAt } from "../objects/field-values.ts";
import type { Fields } from "../observed.ts";
import type { Sighting } from "../reading.ts";

type Mutable = { [key: string]: unknown };

/** The fields of one object over its sightings, oldest first: the newest wins a field, what it does not show stays. */
export function mergedFields(kind: string, sightings: readonly Sighting[]): Fields {
  return sightings.slice(1).reduce<Fields>((older, sighting) => merged(kind, older, sighting), sightings[0]!.fields);
}

function merged(kind: string, older: Fields, newer: Sighting): Fields {
  if (newer.isPicked || newer.source === "part") return withPicked(older, newer.fields) as Fields;
  if (kind === "Pod" && newer.source === "table") return withPodRow(older, newer.fields);
  const result = overlaid(older, newer.fields) as Mutable;
  const status = newer.fields.status;
  if (kind === "Node" && newer.source === "table") result.status = withConditions(older, result);
  if (newer.source !== "table" && isFields(status)) {
    const olderStatus = isFields(older.status) ? older.status : {};
    result.status = newer.source === "object" ? status : { ...olderStatus, ...status };
  }
  if (newer.source !== "table" && isFields(status)) dropDeletion(result, newer.fields);
  return result;
}

/** Fields that were picked over what is known: entries of lists join by their name, those without one by their place; none is lost. */
function withPicked(older: unknown, newer: unknown): unknown {
  if (Array.isArray(older) && Array.isArray(newer))
    return newer.length > mostPicked ? newer : withPickedEntries(older, newer);
  if (!isFields(older) || !isFields(newer)) return newer;
  const result: Mutable = { ...older };
  for (const [key, value] of Object.entries(newer))
    if (key !== "__proto__") result[key] = isPassed(key, older[key], value) ? value : withPicked(older[key], value);
  return result;
}

/** Nobody picks more; each entry is looked for among all the others. */
const mostPicked = 200;

function withPickedEntries(older: readonly unknown[], newer: readonly unknown[]): readonly unknown[] {
  const isUnnamed = newer.every((entry) => keyOf(entry) === undefined) || isOneUnnamed(older, newer);
  const rest = [...older];
  const joined = newer.map((entry) => {
    const at = isUnnamed ? 0 : placeOf(entry, rest);
    const [known] = at < 0 ? [] : rest.splice(at, 1);
    return known === undefined ? entry : withPicked(known, entry);
  });
  return [...joined, ...rest];
}

/** Where an entry stands among others: by its name, else among those that a table left nameless. */
function placeOf(entry: unknown, others: readonly unknown[]): number {
  const port = numberAt(entry, "port");
  const isSamePort = (one: unknown) =>
    port !== undefined && numberAt(one, "port") === port && (entryName(one) ?? entryName(entry)) === entryName(entry);
  const named = others.findIndex((one) => keyOf(one) === keyOf(entry) || isSamePort(one));
  const nameless = (one: unknown) => keyOf(one) === undefined;
  const alike = others.findIndex((one) => nameless(one) && valueAt(one, "ready") === valueAt(entry, "ready"));
  return named >= 0 ? named : alike >= 0 ? alike : others.findIndex(nameless);
}

/** A container is in one state: that it waits is over when it runs. */
const isPassed = (key: string, older: unknown, newer: unknown): boolean =>
  (key === "state" || key === "lastState") &&
  isFields(older) &&
  isFields(newer) &&
  !Object.keys(newer).some((branch) => Object.hasOwn(older, branch));

/** A row of a node tells of no condition but Ready: the others stay as they were seen. */
function withConditions(older: Fields, joined: Fields): unknown {
  const shown = listAt(joined, "status", "conditions");
  const names = new Set(shown.map(entryName));
  const others = listAt(older, "status", "conditions").filter((entry) => !names.has(entryName(entry)));
  return others.length === 0 || !isFields(joined.status)
    ? joined.status
    : { ...joined.status, conditions: [...shown, ...others] };
}

/** An object shown again in full without a deletion time is not being deleted. */
function dropDeletion(result: Mutable, newer: Fields): void {
  if (!isFields(result.metadata) || valueAt(newer, "metadata", "deletionTimestamp") !== undefined) return;
  const { deletionTimestamp: _, ...metadata } = result.metadata as Mutable;
  result.metadata = metadata;
}

/** The newer value over the older: maps join, lists of named entries join entry by entry and lose what the newer does not name. */
function overlaid(older: unknown, newer: unknown): unknown {
  if (Array.isArray(older) && Array.isArray(newer)) return overlaidList(older, newer);
  if (!isFields(older) || !isFields(newer)) return newer;
  const result: Mutable = { ...older };
  for (const [key, value] of Object.entries(newer)) {
    if (key !== "__proto__")
      result[key] = Object.hasOwn(older, key) && !replaces.has(key) ? overlaid(older[key], value) : value;
  }
  return result;
}

/** Maps whose keys are data, and unions of which only one branch holds. */
const replaces = new Set([
  "labels",
  "annotations",
  "selector",
  "matchLabels",
  "nodeSelector",
  "state",
  "lastState",
  "requests",
  "limits",
]);

function overlaidList(older: readonly unknown[], newer: readonly unknown[]): readonly unknown[] {
  if (isOneUnnamed(older, newer)) return [overlaid(older[0], newer[0])];
  const byName = new Map(older.map((entry) => [keyOf(entry), entry]));
  return newer.map((entry) => {
    const name = keyOf(entry);
    const before = name === undefined ? undefined : byName.get(name);
    return before === undefined ? entry : overlaid(before, entry);
  });
}

/** The only entry of a list, printed once without its name: it is the same one. */
const isOneUnnamed = (older: readonly unknown[], newer: readonly unknown[]): boolean =>
  older.length === 1 &&
  newer.length === 1 &&
  isFields(older[0]) &&
  isFields(newer[0]) &&
  (keyOf(older[0]) === undefined || keyOf(newer[0]) === undefined);

/**
 * Ports often have no name; a table shows only their numbers, and must not take away where they lead to. Rules of an Ingress are told
 * apart by their host, and its paths by themselves: what describe found behind them stays.
 */
function keyOf(entry: unknown): string | undefined {
  const name = entryName(entry);
  const port = numberAt(entry, "port");
  return name ?? (port === undefined ? routeOf(entry) : `:${port}`);
}

function routeOf(entry: unknown): string | undefined {
  if (!isFields(entry)) return undefined;
  if (isFields(entry.http)) return `host ${entry.host ?? "*"}`;
  return isFields(entry.backend) && typeof entry.path === "string" ? `path ${entry.path}` : undefined;
}

/** A newer row of a pod over what is known in full: the row's state wins, the containers keep their names. */
function withPodRow(older: Fields, row: Fields): Fields {
  const result = overlaid(older, row) as Mutable;
  const statuses = listAt(older, "status", "containerStatuses");
  const shown = listAt(row, "status", "containerStatuses");
  const status: Mutable = { ...(result.status as Mutable) };
  const deleting = valueAt(row, "metadata", "deletionTimestamp") !== undefined;
  if (!deleting) dropDeletion(result, row);
  if (valueAt(row, "status", "reason") === undefined && shown.length > 0) delete status.reason;
  if (shown.length > 0 && valueAt(row, "status", "initContainerStatuses") === undefined)
    delete status.initContainerStatuses;
  if (statuses.length > 0) status.containerStatuses = shown.length === 0 ? statuses : joinedStatuses(statuses, shown);
  const init = listAt(row, "status", "initContainerStatuses");
  const olderInit = listAt(older, "status", "initContainerStatuses");
  if (init.length > 0 && olderInit.length > 0)
    status.initContainerStatuses = init.length === olderInit.length ? joinedStatuses(olderInit, init) : olderInit;
  result.status = status;
  return result;
}

const restartsOf = (statuses: readonly Fields[]) =>
  statuses.reduce((sum, status) => sum + (numberAt(status, "restartCount") ?? 0), 0);

/**
 * Named container states with a newer row of nameless ones. All ready and no restart since: older waiting and terminated states are
 * past. All ready after more restarts: the crash loop goes on, so the older states stay. Otherwise the row's state goes to the
 * container that was not ready.
 */
function joinedStatuses(older: readonly Fields[], row: readonly Fields[]): readonly Fields[] {
  const sameRestarts = restartsOf(row) <= restartsOf(older);
  const allReady = row.every((status) => status.ready === true);
  if (allReady && !sameRestarts) return withRestarts(older, row);
  if (allReady)
    return older.map((status) => ({
      ...status,
      ready: true,
      state: isFields(valueAt(status, "state", "running")) ? status.state : { running: {} },
    }));
  const failing = row.find((status) => status.ready !== true)!;
  const target = older.find((status) => status.ready !== true) ?? (older.length === 1 ? older[0] : undefined);
  if (target === undefined) return withRestarts(older, row);
  const state = isFields(failing.state) ? sameReason(target.state, failing.state) : target.state;
  return withRestarts(
    older.map((status) => (status === target ? { ...status, ready: false, state } : status)),
    row,
  );
}

/** Keeps the fuller older state when the newer one only repeats its branch and reason. */
function sameReason(older: unknown, newer: Fields): unknown {
  const branch = Object.keys(newer)[0]!;
  const same =
    isFields(valueAt(older, branch)) && valueAt(older, branch, "reason") === valueAt(newer, branch, "reason");
  return same ? older : newer;
}

/** A pod's row counts the restarts of all its containers; they go to the first that restarted. */
function withRestarts(statuses: readonly Fields[], row: readonly Fields[]): readonly Fields[] {
  const more = restartsOf(row) - restartsOf(statuses);
  if (more <= 0) return statuses;
  const index = Math.max(
    0,
    statuses.findIndex((status) => (numberAt(status, "restartCount") ?? 0) > 0),
  );
  return statuses.map((status, at) =>
    at === index ? { ...status, restartCount: (numberAt(status, "restartCount") ?? 0) + more } : status,
  );
}
