import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique } from "../../objects/relations.ts";

/** What health checks of Ceph and Portworx print when writes are blocked; "near full" blocks nothing. https://docs.ceph.com/en/latest/rados/operations/health-checks/ */
const fullPart =
  /^\s*(osd\.\d{1,5}) is full\b|^\s*pool '([\w.-]{1,120})' is full\b|^\s*(?:\[ERR\] )?(?:OSD_FULL|POOL_FULL|\d{1,5} full osd\(s\))|STATUS_POOLFULL|[Ss]torage (?:pool )?(?:[Ss]tatus: )?(?:is )?[Ff]ull\b/;
const stalledPart = /\b(\d{1,6} pgs? (?:inactive|incomplete|down|stale)[^;\n]{0,60})/;

const full = defineRule(
  {
    code: "storage-cluster-blocks-writes",
    title: "Storage behind the volumes takes no writes",
    about:
      "The storage cluster behind the volumes (Ceph, Portworx) has a device or pool that is full, or placement groups that are not active, and blocks writes: whoever writes to a volume of it hangs, although the file system on the volume (df) shows room, as that counts only the volume itself.",
    reads: ["logs", "Pod"],
    explains: [
      "call-timed-out",
      "slow-operation",
      "database-locked",
      "disk-full",
      "uncaught-exception",
      "volume-mount-timeout",
      "provisioning-failed",
      ...crashSymptoms,
    ],
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      if (log.evidence >= 0 || !/\b(?:ceph|rbd|pxctl)\b/.test(log.tail[0]?.command ?? "")) continue;
      const state = stateIn(log.tail);
      if (state === undefined) continue;
      const users = usersIn(view, log.object);
      const hanging = users[0];
      const space = log.object.namespace;
      const cluster = view.of("CephCluster").find(({ ref }) => ref.namespace === space)?.ref ?? log.object;
      yield {
        object: cluster,
        summary: `The storage cluster behind the volumes (${product(log)}${space ? `, namespace ${space}` : ""}) ${state.words}, so that it blocks writes to them${hanging ? `: those of ${nameOf(hanging.ref)} on ${hanging.device} hang${hanging.room ? `, although its file system has room (${hanging.room} used)` : ""}` : ""}.`,
        evidence: [...state.lines, ...users.flatMap(({ lines }) => lines).slice(0, 3)],
        related: unique([log.object, ...users.flatMap(({ ref }) => [ref, ...ownersOf(view, ref)])]),
        fix: fixByHand(
          "Add devices or delete data in the storage cluster and let it rebalance; raise the full ratio a little (ceph osd set-full-ratio) only to be able to delete. Writes go on by themselves then.",
          [],
        ),
      };
    }
  },
);

const product = ({ tail }: LogReading): string => (/pxctl/.test(tail[0]?.command ?? "") ? "Portworx" : "Ceph");

/** What is full, or not active, in words with the lines that say so. */
const stateIn = (lines: readonly Line[]): { readonly words: string; readonly lines: readonly Line[] } | undefined => {
  const said = lines.filter(({ text }) => fullPart.test(text.slice(0, 500)));
  if (said.length > 0) {
    const parts = said.map(({ text }) => fullPart.exec(text)!);
    const devices = parts.flatMap((one) => one[1] ?? []);
    const pools = parts.flatMap((one) => (one[2] === undefined || one[2].startsWith(".") ? [] : [one[2]]));
    const named = [
      ...(devices.length > 0 ? [`${devices.slice(0, 3).join(", ")} (full OSD)`] : []),
      ...(pools.length > 0 ? [`pool ${pools.slice(0, 4).join(", ")}`] : []),
    ];
    const telling = said.filter(({ text }) => /osd\.\d|pool '(?!\.)/.test(text));
    return {
      words: `is full${named.length > 0 ? ` (${named.join("; ")})` : ""}`,
      lines: (telling.length > 0 ? telling : said).slice(0, 3),
    };
  }
  const stalled = lines.find(
    ({ text }) => /HEALTH_ERR|availability/.test(text) && stalledPart.test(text.slice(0, 500)),
  );
  return (
    stalled && {
      words: `does not have all of its data active (${stalledPart.exec(stalled.text)![1]!.trim()})`,
      lines: [stalled],
    }
  );
};

type User = {
  readonly ref: ObjectRef;
  readonly device: string;
  readonly room: string;
  readonly lines: readonly Line[];
};

const device =
  /^(\/dev\/(?:rbd|pxd\/)\S{0,80}|[\d.:,]{7,200}:\/volumes\/\S{1,200}|ceph-fuse|rbd:\S{1,100})\s.*?\s(\d{1,3}%)?\s*(\/\S{0,200})$/;

/** Pods whose volumes are of such a cluster, as `df` or `mount` in them shows, those first in which a write hung. */
const usersIn = (view: ClusterView, storage: ObjectRef): readonly User[] => {
  const runs = logsOfView(view).filter(
    ({ evidence, object }) => evidence < 0 && object.namespace !== storage.namespace,
  );
  const isSame = (one: LogReading, ref: ObjectRef): boolean =>
    one.object.name === ref.name && one.object.namespace === ref.namespace;
  return runs.flatMap(({ object, tail }) => {
    const line = tail.find(({ text }) => device.test(text.slice(0, 1000)));
    const match = line && device.exec(line.text.slice(0, 1000));
    if (!line || !match) return [];
    const hung = runs
      .filter((one) => isSame(one, object))
      .flatMap((one) => one.tail.find(({ text }) => isHung.test(text)) ?? []);
    return [{ ref: object, device: `${match[1]} (${match[3]})`, room: match[2] ?? "", lines: [line, ...hung] }];
  });
};

const isHung =
  /terminated with exit code (?:124|137)\b|blocked for more than \d{1,5} seconds|\b(?:wbt_wait|rq_qos_wait|rbd_\w{1,30}|ceph_\w{1,40}wait\w{0,20}|vfs_fsync_range)\b/;

/** What stands behind volumes and takes no more. */
export const storageClusterRules: readonly Rule[] = [full];
