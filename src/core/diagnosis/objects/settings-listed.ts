import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { escaped } from "../../kubectl/escaped.ts";
import { parseCommand } from "../../kubectl/parse.ts";
import { namespaceOf, targetsOf } from "../../kubectl/targets.ts";
import { memo } from "./memo.ts";

/** A variable of a workload's environment with the line that shows it. */
type ListedSetting = { readonly key: string; readonly value: string; readonly line: Line };

/** What `kubectl set env --list` printed of a workload. */
export const listedSettings = (view: ClusterView, ref: ObjectRef): readonly ListedSetting[] =>
  view.evidence.flatMap(({ command, stdout }) => {
    const lines = stdout.slice(0, 50_000).split("\n");
    const head = lines.findIndex((text) =>
      new RegExp(`^# ${escaped(ref.kind)}s? ${escaped(ref.name)},`, "i").test(text),
    );
    return head < 0
      ? []
      : lines.slice(head + 1).flatMap((text, index) => {
          const [, key, value] = /^([A-Za-z]\w{0,80})=(.{1,200})$/.exec(text) ?? [];
          return key && value ? [{ key, value, line: { command, line: head + index + 2, text } }] : [];
        });
  });

/** Kinds that have an environment, and pods. */
const configured = /^(?:Deployment|StatefulSet|DaemonSet|Job|CronJob|ReplicaSet|Pod)$/;

/**
 * Variables of which an output shows no more than name and value: `set env --list`, `exec x -- env`, a list of jsonpath, and lines of
 * YAML that somebody cut out of an object.
 */
export const loneSettings = memo((view: ClusterView): readonly (ListedSetting & { readonly ref: ObjectRef })[] =>
  view.evidence.flatMap(({ command, parsed: known, stdout, namespace }) => {
    if (!/env/i.test(command)) return [];
    const read = known === null ? parseCommand(command) : null;
    const parsed = known ?? (read?.ok ? read.command : null);
    const target = parsed && targetsOf(parsed)[0];
    if (!parsed || !target?.name || !configured.test(target.kind?.kind ?? "Pod")) return [];
    const ref = { kind: target.kind?.kind ?? "Pod", namespace: namespaceOf(parsed) ?? namespace, name: target.name };
    return variablesIn(command, stdout).map((one) => ({ ...one, ref }));
  }),
);

const variablesIn = (command: string, stdout: string): readonly ListedSetting[] => {
  const text = stdout.slice(0, 50_000);
  const lines = text.split("\n");
  const lineAt = (index: number): Line => ({ command, line: index + 1, text: lines[index]!.replace(/\r$/, "") });
  const assigned = lines.flatMap((one, index) => {
    const [, key, value] = /^ {0,8}([A-Za-z]\w{0,80})=(\S.{0,300})$/.exec(one.replace(/\r$/, "")) ?? [];
    const [, named] = /^ {0,20}-? ?name: {1,3}([A-Za-z]\w{0,80})$/.exec(one) ?? [];
    const [, below] = /^ {0,20}value: {1,3}["']?(.{1,300}?)["']?$/.exec(lines[index + 1] ?? "") ?? [];
    if (key && value) return [{ key, value, line: lineAt(index) }];
    return named && below ? [{ key: named, value: below, line: lineAt(index + 1) }] : [];
  });
  const inJson = lines.flatMap((one, index) =>
    [...one.slice(0, 20_000).matchAll(/"name": ?"([A-Za-z]\w{0,80})", ?"value": ?"([^"]{1,300})"/g)].map(
      ([, key, value]) => ({ key: key!, value: value!, line: lineAt(index) }),
    ),
  );
  return [...assigned, ...inJson].slice(0, 200);
};
