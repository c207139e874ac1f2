import type { Asked } from "../asked.ts";
import type { Fields, ObjectRef } from "../observed.ts";
import { lineAt, type PrintedLines } from "../printed-lines.ts";
import { nothingRead, type Reading, type Sighting } from "../reading.ts";

const podName = /^[a-z0-9][a-z0-9.-]{0,240}-(?:[a-z0-9]{5}|\d{1,4})$/;
const ended = /^(?:OOMKilled|Error|ContainerCannotRun|DeadlineExceeded|StartError)$/;
const waits =
  /^(?:CrashLoopBackOff|ImagePullBackOff|ErrImagePull|ErrImageNeverPull|InvalidImageName|CreateContainerConfigError|CreateContainerError|RunContainerError)$/;

/**
 * Rows that somebody made of pods with `jq -r '...|@tsv'`: the name of a pod, how its container ended or for what it waits, and how
 * often it was restarted. Rows that say neither are left alone.
 */
export function readPickedRows(lines: PrintedLines, asked: Asked, namespace: string): Reading {
  if (asked.kinds[0] !== "Pod") return nothingRead;
  const sightings = lines.plain.flatMap((text, index): readonly Sighting[] => {
    const words = text
      .slice(0, 1000)
      .split(/[\s,|"]+/)
      .filter((word) => word !== "");
    const name = words.find((word) => podName.test(word));
    const last = words.find((word) => ended.test(word));
    const waiting = words.find((word) => waits.test(word));
    if (name === undefined || (last === undefined && waiting === undefined) || words.length > 12) return [];
    const before = words[words.indexOf(name) - 1];
    const space = asked.allNamespaces && before !== undefined && /^[a-z0-9-]{1,63}$/.test(before) ? before : namespace;
    const restarts = words.find((word) => /^\d{1,5}$/.test(word));
    const status: Fields = {
      name: "[0]",
      ...(restarts === undefined ? {} : { restartCount: Number(restarts) }),
      ...(waiting === undefined ? {} : { state: { waiting: { reason: waiting } } }),
      ...(last === undefined ? {} : { lastState: { terminated: { reason: last } } }),
    };
    const ref: ObjectRef = { kind: "Pod", namespace: space, name };
    const fields = { metadata: { name, namespace: space }, status: { containerStatuses: [status] } };
    const isPlaceless = asked.allNamespaces && space === namespace;
    return [{ ref, source: "part", fields, isPlaceless, find: () => lineAt(lines, index) }];
  });
  return { ...nothingRead, sightings };
}
