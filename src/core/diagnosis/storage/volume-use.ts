import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { type LogStatement, logStatements } from "../logs/log-statements.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { keyOf } from "../objects/name-object.ts";
import { type UnreadSlot, unreadSlotsIn } from "../products/replication-slots.ts";
import { podAt } from "../workloads/pods.ts";
import { type FileSystem, type Folder, fileSystemsIn, foldersIn, largestFolder } from "./disk-tables.ts";
import { claimsOf } from "./volume-place.ts";

/** What was counted inside the containers of one pod about its volumes, and what its log says of them. */
export type VolumeUse = {
  readonly pod: ObjectRef;
  /** The fullest file system that holds the largest folder; the fullest of all where no folder was counted. */
  readonly disk: FileSystem | undefined;
  readonly folder: Folder | undefined;
  readonly slots: readonly UnreadSlot[];
  /** Its own log says that no space is left. */
  readonly full: LogStatement | undefined;
  readonly claims: readonly ObjectRef[];
};

/** A volume of which so much is used is one of which somebody asks why. */
const high = 80;

export const volumeUses = (view: ClusterView): readonly VolumeUse[] => {
  const inside = logsOfView(view).filter(({ evidence, object }) => evidence === -1 && object.kind === "Pod");
  return [...Map.groupBy(inside, ({ object }) => keyOf(object)).values()].map((readings) => {
    const pod = readings[0]!.object;
    const outputs = readings.map(({ tail }) => tail);
    const folder = outputs.map((lines) => largestFolder(foldersIn(lines))).find((one) => one !== undefined);
    return {
      pod,
      disk: diskOf(outputs, folder),
      folder,
      slots: outputs.flatMap(unreadSlotsIn),
      full: logStatements(view).find((one) => one.cause.code === "disk-full" && keyOf(one.log.object) === keyOf(pod)),
      claims: claimRefs(view, pod),
    };
  });
};

const diskOf = (outputs: readonly (readonly Line[])[], folder: Folder | undefined): FileSystem | undefined => {
  const all = outputs.flatMap(fileSystemsIn).filter(({ mount }) => !/^\/(?:dev|proc|sys|etc|run)(?:\/|$)/.test(mount));
  const holding = folder?.path.startsWith("/")
    ? all.filter(({ mount }) => folder.path === mount || mount === "/" || folder.path.startsWith(`${mount}/`))
    : all;
  return folder?.path.startsWith("/")
    ? holding.sort((left, right) => right.mount.length - left.mount.length)[0]
    : holding.sort((left, right) => right.percent - left.percent)[0];
};

const claimRefs = (view: ClusterView, ref: ObjectRef): readonly ObjectRef[] => {
  const pod = podAt(view, ref);
  const names = pod === undefined ? [] : claimsOf(view, pod);
  return names.map((name) => ({ kind: "PersistentVolumeClaim", namespace: ref.namespace ?? "default", name }));
};

/** Nearly all of it is used, or a write has failed. */
export const isFilling = ({ disk, full }: VolumeUse): boolean => full !== undefined || (disk?.percent ?? 0) >= high;

/** `/data is 92% full`. */
export const printDisk = ({ disk }: VolumeUse): string =>
  disk ? `${disk.mount} (${disk.percent}% of ${disk.size} used)` : "";
