import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { nameOf } from "../../objects/name-object.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { claimsOf } from "../../storage/volume-place.ts";
import { podAt } from "../../workloads/pods.ts";

const heading = /^Filesystem\s+I?[Ii]nodes\s/;
/** `/dev/rbd3   19660800  19660800   0 100% /var/mail`: of all, those in use, those that are free. */
const row = /^(\S+)\s+(\d[\d.]*[KMG]?)\s+(\d[\d.]*[KMG]?)\s+(\d[\d.]*[KMG]?)\s+(\d{1,3})%\s+(\/\S*)/;
const full = 99;

type Full = {
  readonly mount: string;
  readonly all: string;
  readonly used: string;
  readonly percent: string;
  readonly line: Line;
};

const fullIn = ({ tail }: LogReading): readonly Full[] => {
  const from = tail.findIndex(({ text }) => heading.test(text));
  if (from < 0) return [];
  return tail.slice(from + 1).flatMap((line) => {
    const [, , all = "", used = "", , percent = "", mount = ""] = row.exec(line.text) ?? [];
    return Number(percent) >= full && all !== "0" ? [{ mount, all, used, percent, line }] : [];
  });
};

const exhausted = defineRule(
  {
    code: "inodes-exhausted",
    title: "File system has no free inodes",
    about:
      "Every file takes an inode, and a file system has a fixed number of them (`df -i`): with very many small files they are used up while there is space left, and nothing can be created (`No space left on device`).",
    reads: ["exec"],
    explains: ["disk-full"],
  },
  function* (view) {
    for (const log of logsOfView(view))
      for (const { mount, all, used, percent, line } of fullIn(log))
        yield {
          object: log.object,
          summary: `The file system at ${mount} of ${nameOf(log.object)} has no free inodes (${used} of ${all} used, ${percent}%): no file can be created there, however much space is free.`,
          evidence: [line],
          related: unique([workloadOf(view, log.object), ...claims(view, log)]),
          fix: fixByHand(
            "Remove small files that nobody needs (old sessions, caches, mail), or move the data to a file system that was made with more inodes.",
            [],
          ),
        };
  },
);

const claims = (view: ClusterView, { object }: LogReading): readonly ObjectRef[] => {
  const pod = podAt(view, object);
  const names = pod === undefined ? [] : claimsOf(view, pod);
  return names.map((name) => ({ kind: "PersistentVolumeClaim", namespace: object.namespace ?? "default", name }));
};

/** File systems that are full in another way than by their size. */
export const inodeRules: readonly Rule[] = [exhausted];
