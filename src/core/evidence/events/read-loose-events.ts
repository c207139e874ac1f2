import { type Asked, kindOf } from "../asked.ts";
import type { ObjectRef, ObservedEvent } from "../observed.ts";
import { lineAt, type PrintedLines } from "../printed-lines.ts";
import { nothingRead, type Reading } from "../reading.ts";
import { isClusterScoped } from "../tables/table-fields.ts";
import { kindOfReason, reasonOfMessage, startOfMessage } from "./event-words.ts";

/**
 * Events that were asked for in a format of somebody's own (`-o jsonpath`, `-o go-template`, `-o json | jq`): the lines in which
 * Kubernetes' own sentences stand. What stands before a sentence tells the reason and the object, as far as it does.
 */
export function readLooseEvents(lines: PrintedLines, asked: Asked, namespace: string): Reading {
  const events = lines.plain.flatMap((text, index): readonly ObservedEvent[] => {
    const start = startOfMessage(text);
    const reason = reasonOfMessage(text);
    if (start < 0 || reason === undefined) return [];
    const before = text.slice(0, start);
    return [
      {
        type: "Warning",
        reason:
          /(?:^|[\s|,;"])(Failed[A-Za-z]*|BackOff|Unhealthy|NotTriggerScaleUp|Evicted)(?=[\s|,;":])/.exec(
            before,
          )?.[1] ?? reason,
        object: objectIn(before, asked, namespace, reason),
        message: text
          .slice(start)
          .trim()
          .replace(/"[,}\]]*$/, ""),
        count: Number(/(?:^|[\s|,])(\d{1,6})(?=[\s|,])/.exec(before)?.[1] ?? 1),
        lastSeen: null,
        firstSeen: null,
        source: "",
        line: lineAt(lines, index),
      },
    ];
  });
  return { ...nothingRead, events };
}

function objectIn(before: string, asked: Asked, namespace: string, reason: string): ObjectRef {
  const [only, ...more] = asked.names;
  if (only !== undefined && more.length === 0 && only.kind !== "" && only.kind !== "Event")
    return isClusterScoped(only.kind) ? only : { kind: only.kind, namespace, name: only.name };
  const slashed = /(?:^|[\s|,"])([A-Za-z]{2,40})\/([a-z0-9][a-z0-9.-]{1,252})/.exec(before);
  const kind = slashed === null ? kindOfReason(reason) : kindOf(slashed[1]!);
  const name = slashed?.[2] ?? asked.about ?? bareName(before);
  if (name === undefined) return { kind: "", name: "" };
  return isClusterScoped(kind) ? { kind, name } : { kind, namespace, name };
}

/** A word with a hyphen in it that is no time: what pods and their controllers are called. */
function bareName(before: string): string | undefined {
  const words = before.split(/[\s|,;"]+/).map((word) => word.replace(/[:.]$/, ""));
  return words.find((word) => /^[a-z0-9]+(?:[.-][a-z0-9]+)*-[a-z0-9]+$/.test(word) && !/^\d{4}-\d{2}-\d{2}/.test(word));
}
