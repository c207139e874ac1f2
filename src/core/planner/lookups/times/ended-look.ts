import { kubectl } from "../../command-line.ts";
import { isFiller } from "../../query/filler.ts";
import { enumerated } from "../../wording.ts";
import { type LookForm, listed } from "../form/look.ts";
import { tabbedRows } from "../printed/tabbed.ts";

const template =
  '-o jsonpath=\'{range .items[*]}{.metadata.namespace}{"\\t"}{.metadata.name}{range .status.containerStatuses[*]}{"\\t"}{.name}{"="}{.state.terminated.reason}{" "}{.lastState.terminated.reason}{" "}{.restartCount}{end}{"\\n"}{end}\'';

const killed = /\b(?:oom[- ]?kill\w*|oom|out of memory|killed for (?:using too much )?memory)\b/;

/** `which containers were OOMKilled`: how a container ended last is no column of the table once it runs or waits again. */
export const endedLook: LookForm = (question, look) => {
  const { plain } = question;
  if (!killed.test(plain) || question.targets.some(({ sure }) => sure)) return null;
  const rest = plain
    .replace(killed, " ")
    .split(/[\s,?!.]+/)
    .filter(
      (word) =>
        !/^(?:|pods?|containers?|killed|kill|restarted|memory|recently|anything|something|apps?)$/.test(word) &&
        !isFiller(word),
    );
  if (rest.length > 0) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl("get pods", place, template),
    reason: "Prints how each container ended last.",
  }));
  if (found === null || "ask" in found) return found;
  const rows = tabbedRows(found.piece).filter(({ cells }) => cells.length > 1);
  const meant = rows.flatMap(({ cells, line }) => {
    const [namespace, name, ...containers] = cells;
    const own = containers.filter((one) => /=(?:\S* )?OOMKilled\b/.test(one));
    return own.length === 0 ? [] : [{ line, said: `${namespace}/${name} (${enumerated(own.map(toldOf), 4)})` }];
  });
  return {
    answered: {
      summary:
        meant.length === 0
          ? `None of the ${rows.length} pods ${found.where} has a container whose last end was OOMKilled.`
          : `${meant.length} of ${rows.length} pods ${found.where} ${meant.length === 1 ? "has a container" : "have containers"} that ended OOMKilled last: ${enumerated(
              meant.map(({ said }) => said),
              20,
            )}.`,
      lines: meant.slice(0, 6).map(({ line }) => line),
    },
  };
};

function toldOf(container: string): string {
  const [name, ended] = container.split("=");
  const restarts = ended?.split(" ").at(-1) ?? "0";
  return `${name}, ${restarts} ${restarts === "1" ? "restart" : "restarts"}`;
}
