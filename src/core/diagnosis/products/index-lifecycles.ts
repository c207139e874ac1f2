import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { instantIn } from "../access/ended-accounts.ts";
import { printedOutputs } from "../objects/printed-rows.ts";

/** What was to remove old indices of a search store and does not, in words that follow "because". */
export type HaltedRetention = {
  readonly words: string;
  readonly mend: string;
  readonly line: Line;
  readonly server: ObjectRef | undefined;
};

/** `GET _ilm/status`, `GET _slm/status` and `_ilm/explain` of Elasticsearch, `_plugins/_ism/explain` of OpenSearch. */
export const haltedRetention = (view: ClusterView): HaltedRetention | undefined => {
  const all = printedOutputs(view).flatMap(({ command, lines, server }) =>
    lines.flatMap((line) => {
      const found = isStopped(command, line.text) ?? isFailing(command, line.text);
      return found === undefined ? [] : [{ ...found, line, server }];
    }),
  );
  return all.find(({ words }) => /stopped|STOPP/.test(words)) ?? all[0];
};

type Halt = Pick<HaltedRetention, "words" | "mend">;

const isStopped = (command: string, text: string): Halt | undefined => {
  const mode = /"operation_mode" ?: ?"(STOPPED|STOPPING)"/.exec(text)?.[1];
  if (mode === undefined) return undefined;
  return /_slm\b/.test(command)
    ? {
        words: `snapshot lifecycle management is stopped (operation_mode ${mode}), so that old snapshots are not removed`,
        mend: "Start it again (POST _slm/start), and find out who stopped it.",
      }
    : {
        words: `index lifecycle management (ILM) is stopped (operation_mode ${mode}), so that no policy deletes anything`,
        mend: "Start it again (POST _ilm/start), and find out who stopped it (upgrades and restores are done with it stopped).",
      };
};

const isFailing = (command: string, text: string): Halt | undefined => {
  if (/_ism\b|_opendistro/.test(command) && /"enabled" ?: ?false/.test(text))
    return {
      words: "index state management (ISM) is disabled for the indices, so that no policy deletes them",
      mend: "Enable the policy of the indices again, and retry those that failed (POST _plugins/_ism/retry).",
    };
  const isExplained = /_(?:ilm|ism)\/explain|_ilm\/explain/.test(command);
  const reason = /"(?:reason|message)" ?: ?"([^"]{1,160})"/.exec(text)?.[1];
  if (!isExplained || !/"step" ?: ?"ERROR"|"failed" ?: ?true/.test(text)) return undefined;
  return {
    words: `the lifecycle of an index stands still at a step that failed${reason ? ` (${reason})` : ""}`,
    mend: "Mend what the step failed on, and let it be tried again (POST <index>/_ilm/retry).",
  };
};

/** The oldest index that is there, and how old it may get by the policy. */
export type Retention = {
  readonly oldest: string | undefined;
  readonly age: string | undefined;
  readonly lines: readonly Line[];
};

export const retentionOf = (view: ClusterView): Retention => {
  const lines = printedOutputs(view).flatMap((output) => output.lines);
  const policy = lines.find(({ text }) => ageIn(text) !== undefined);
  const indices = printedOutputs(view)
    .filter(({ command }) => /_cat\/indices|_cat\/shards/.test(command))
    .flatMap((output) => output.lines)
    .flatMap((line) => {
      const name = line.text
        .split(/\s+/)
        .find((cell) => /\d{4}[.-]\d\d[.-]\d\d$|\d{4}[.-]\d\d[.-]\d\d-\d{1,6}$/.test(cell));
      const time = name === undefined ? undefined : instantIn(dateIn(name));
      return name === undefined || time === undefined ? [] : [{ name, time, line }];
    })
    .sort((left, right) => left.time - right.time);
  return {
    oldest: indices[0]?.name,
    age: policy && ageIn(policy.text),
    lines: [policy, indices[0]?.line].filter((line) => line !== undefined),
  };
};

const dateIn = (name: string): string => (/\d{4}[.-]\d\d[.-]\d\d/.exec(name)?.[0] ?? "").replaceAll(".", "-");

const ageIn = (text: string): string | undefined =>
  /"delete" ?: ?\{[^{}]{0,80}"min_age" ?: ?"(\w{1,10})"/.exec(text)?.[1] ??
  /"min_index_age" ?: ?"(\w{1,10})"/.exec(text)?.[1];

/** How full the disks of the data nodes are, as `_cat/allocation` prints it. */
export const fullestNode = (
  view: ClusterView,
): { readonly node: string; readonly percent: number; readonly line: Line } | undefined =>
  printedOutputs(view)
    .filter(({ command }) => /_cat\/allocation/.test(command))
    .flatMap(({ lines }) => {
      const heads = (lines[0]?.text ?? "").trim().split(/\s+/);
      const [percent, node] = [heads.indexOf("disk.percent"), heads.indexOf("node")];
      return lines.slice(1).flatMap((line) => {
        const cells = line.text.trim().split(/\s+/);
        const used = Number(cells[percent]);
        return percent >= 0 && cells.length === heads.length && used > 0
          ? [{ node: cells[node] ?? "", percent: used, line }]
          : [];
      });
    })
    .sort((left, right) => right.percent - left.percent)[0];
