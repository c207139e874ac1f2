import type { Line } from "../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../evidence/observed.ts";
import { escaped } from "../kubectl/escaped.ts";

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
