import type { ClusterView } from "../../evidence/observed.ts";
import { memo } from "../objects/memo.ts";
import { compareText } from "../objects/name-object.ts";
import type { FeatureFlag } from "./feature-flags.ts";
import { type LogReading, logsOfView } from "./logs-of-view.ts";
import { saidIn } from "./said-in-line.ts";

/** A log that names a flag: `flag checkout-v2 on: ...`, `feature "checkoutV2" changed: off -> on`. */
const named =
  /\b(?:feature[ _-]?flag|feature|flag|toggle|experiment)s?(?:[ _](?:key|name|evaluated|evaluation|changed|updated))?["']?[\s:=]{1,3}["'`]?([A-Za-z][\w.-]{3,80})["'`]?([^\n]{0,120})/i;
const isName = /[a-z\d][-_.][a-z\d]|[a-z][A-Z]/;
const on =
  /\b(?:on|enabled|true|active|activated)\b|(?:->|=>|→|\bto) ?["']?(?:on|true|enabled|[1-9]\d{0,2} ?%)|\b(?:rollout|percent(?:age)?)["']?[=: ]{1,2}[1-9]/i;
const off = /\b(?:off|disabled|false|inactive|deactivated)\b|\b(?:rollout|percent(?:age)?)["']?[=: ]{1,2}0\b/i;

/** What the logs of a namespace say of flags, the newest word on each. */
export const flagsInLogs = memo((view: ClusterView): readonly FeatureFlag[] => {
  const flags = new Map<string, FeatureFlag>();
  for (const log of [...logsOfView(view)].sort((left, right) => compareText(left.object.name, right.object.name)))
    for (const flag of inLog(log)) flags.set(`${log.object.namespace} ${flag.name}`, flag);
  return [...flags.values()];
});

const inLog = (log: LogReading): readonly FeatureFlag[] =>
  [...log.templates]
    .filter(({ last }) => /flag|feature|toggle|experiment/i.test(last.text.slice(0, 2000)))
    .sort((left, right) => left.last.line - right.last.line)
    .flatMap(({ last }): FeatureFlag[] => {
      const [, name, rest] = named.exec(saidIn(last.text).slice(0, 2000)) ?? [];
      if (!name || !isName.test(name) || rest === undefined) return [];
      const state = stateIn(rest);
      if (state === undefined) return [];
      const percent = /\b(\d{1,3}) ?%|\b(?:rollout|percent(?:age)?)["']?[=: ]{1,2}(\d{1,3})\b/.exec(rest);
      const share = percent === null ? undefined : Number(percent[1] ?? percent[2]);
      const flag = { name: name.replace(/[.-]+$/, ""), isOn: state, share, isMarked: true, owner: log.object };
      return [{ ...flag, line: last, key: "", value: "", path: [] }];
    });

/** `off -> on` says that it is on: what stands last counts. */
const stateIn = (rest: string): boolean | undefined => {
  const change = /(?:->|=>|→|\bto\b)(.{1,40})/.exec(rest)?.[1] ?? rest;
  if (off.test(change)) return on.test(change) ? change.search(on) < change.search(off) : false;
  return on.test(change) ? true : undefined;
};
