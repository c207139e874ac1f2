import { type LogReading, logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import { podsIn } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { isObject } from "../../investigation/places.ts";
import type { Question } from "../../question/understand.ts";
import { linesOfLog } from "../../well/log-course.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { entriesOf, isTrouble } from "../logs/log-entries.ts";
import { isAnythingDown } from "../reading/standing.ts";

const replaced = defineBenign(
  {
    code: "member-replaced-cluster-healthy",
    title: "Cluster that says itself that it is well, with another member than before",
    about:
      "Storage and search clusters say how they are: HEALTH_OK of Ceph, green of Elasticsearch, OpenSearch or MinIO. A monitor or node that failed and was replaced leaves old lines in the log of the operator, and a letter or number that no pod has any more. Said where each health that was shown is good and no pod of the place is down; anything else than good is a doubt.",
    reads: ["CephCluster", "Elasticsearch", "OpenSearchCluster", "Tenant", "Pod", "logs"],
    asked:
      /\b(?:quorum|degraded|health_\w+|unhealthy|missing|gone|data loss|redundan\w*|mons?|monitors?|osds?|yellow|red)\b/,
  },
  function* (view, question) {
    for (const object of view.objects) {
      const cell = object.printed.get("HEALTH");
      if (cell === undefined || !health.test(cell.value)) continue;
      const mates = podsIn(view, object.ref.namespace).map(({ ref }) => ref);
      const missing = missingOf(question, mates, view);
      const told = toldIn(view);
      const bad = [{ value: cell.value, line: cell.line }, ...told].find(({ value }) => !good.test(value));
      if (bad !== undefined) {
        yield {
          ref: object.ref,
          about: [...mates, ...missing],
          text: `${object.ref.kind} ${object.ref.name} itself says that it is not well (${bad.value})`,
          lines: [bad.line],
          isDoubt: true as const,
        };
        continue;
      }
      if (served.test(question.text) || isAnythingDown(view, object.ref.namespace)) continue;
      const removal = removalIn(missing, view);
      const members = missing.map((ref) => memberText(ref, mates));
      yield {
        ref: object.ref,
        about: [...mates, ...missing],
        text: `${object.ref.kind} ${object.ref.name} itself says that it is well (${[cell.value, ...told.map(({ value }) => value)].filter((one, at, all) => all.indexOf(one) === at).join(", ")})${phaseOf(object)}${members.length === 0 ? "" : `; ${members.join("; ")}`}`,
        lines: [cell.line, ...told.slice(0, 2).map(({ line }) => line), removal?.line],
      };
      if (removal !== null)
        yield {
          ref: removal.log.object,
          about: missing,
          text: `what ${removal.log.object.name} logged of it ended with its removal`,
          lines: [removal.line],
          ofLog: "only" as const,
          covers: removal.before,
        };
    }
  },
);

/** That data is safe does not say that it is served. */
const served =
  /\b(?:mount\w*|attach\w*|provision\w*|pending|slow\w*|latenc\w*|time ?outs?|timed out|full(?! of)|cannot|can't|could not|i\/o|read-only|nobody|users?|customers?|search\w* (?:fail|return)\w*)\b/i;

const health = /^(?:HEALTH_\w{2,8}|green|yellow|red|unknown)$/i;
const good = /^(?:HEALTH_OK|green|\d{1,6} active\+clean|all active\+clean)$/i;

const phaseOf = ({ printed }: ObservedObject): string => {
  const phase = printed.get("PHASE")?.value ?? "";
  return phase === "" ? "" : `, phase ${phase}`;
};

/** What a command inside of it printed of its health: `ceph -s`, `ceph health`, `_cluster/health`. */
function toldIn(view: ClusterView): readonly { readonly value: string; readonly line: Line }[] {
  return view.evidence
    .filter(({ command }) => /\bexec\b/.test(command))
    .flatMap((piece) => linesOf(piece).slice(0, 500))
    .flatMap((line) => {
      const text = line.text.slice(0, 400);
      const value =
        /\b(HEALTH_(?:OK|WARN|ERR))\b/.exec(text)?.[1] ??
        /"status" ?: ?"(green|yellow|red)"/.exec(text)?.[1] ??
        /^\s{1,12}pgs: {1,8}(\d[^\n]{0,80})$/.exec(text)?.[1]?.trim() ??
        /^\s{4,16}(\d{1,6} (?!active\+clean)(?:active|undersized|stale|peering|down|degraded|incomplete)[\w+]{0,80})$/.exec(
          text,
        )?.[1];
      return value === undefined ? [] : [{ value, line }];
    });
}

/** What the question names and nobody has, of a row of members of which others are there: mon `b` of `a`, `c` and `d`. */
function missingOf({ text }: Question, mates: readonly ObjectRef[], view: ClusterView): readonly ObjectRef[] {
  const words = new Set(text.toLowerCase().match(/(?<![\w-])[a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){1,8}(?![\w-])/g) ?? []);
  return [...words].flatMap((name) => {
    return !isObject(name, view) && siblingsOf(name, mates).length >= 2
      ? [{ kind: "Pod", namespace: mates[0]!.namespace, name } as ObjectRef]
      : [];
  });
}

function siblingsOf(name: string, mates: readonly ObjectRef[]): readonly string[] {
  const stem = /^(.{3,60}-)[a-z0-9]{1,2}$/.exec(name)?.[1];
  if (stem === undefined) return [];
  const others = mates.flatMap((mate) =>
    mate.name.startsWith(stem) ? (/^[a-z0-9]{1,2}(?=-|$)/.exec(mate.name.slice(stem.length))?.[0] ?? []) : [],
  );
  return [...new Set(others)];
}

const memberText = ({ name }: ObjectRef, mates: readonly ObjectRef[]): string =>
  `${name} is not there any more and is not missed, ${enumerated(siblingsOf(name, mates), 6)} are the members`;

type Removal = { readonly log: LogReading; readonly line: Line; readonly before: readonly Line[] };

/** The log that says that a member was taken out, and of nothing alarming after it. */
function removalIn(missing: readonly ObjectRef[], view: ClusterView): Removal | null {
  const members = missing.flatMap(({ name }) => name.split("-").at(-1) ?? []);
  for (const log of members.length === 0 ? [] : logsOfView(view).filter(({ evidence }) => evidence >= 0)) {
    const entries = entriesOf(linesOfLog(log, view));
    const at = entries.findLastIndex(({ text }) => isRemoval(text.slice(0, 400), members));
    if (at < 0 || entries.slice(at + 1).some(isTrouble)) continue;
    const before = entries.slice(0, at).flatMap(({ lines }) => lines);
    return { log, line: entries[at]!.line, before };
  }
  return null;
}

const isRemoval = (text: string, members: readonly string[]): boolean =>
  /\b(?:removed|replaced|evicted)\b/.test(text) && members.some((one) => text.split(/[^\w-]+/).includes(one));

export const replacedMembers: readonly BenignRule[] = [replaced];
