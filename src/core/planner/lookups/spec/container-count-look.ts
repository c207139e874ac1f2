import { kubectl } from "../../command-line.ts";
import { isFiller } from "../../query/filler.ts";
import { enumerated } from "../../wording.ts";
import { type LookForm, listed } from "../form/look.ts";
import { specRows, templateOf } from "../printed/spec-rows.ts";

const several =
  /\b(?:(?:more than (?:one|1|a single)|multiple|several|(?:two|2) or more|at least (?:two|2)) containers?|(?:a )?side-?cars?(?: containers?)?|multi-?container(?: pods?)?)\b/;

/** `which pods have more than one container`, `which pods have a sidecar`. */
export const containerCountLook: LookForm = (question, look) => {
  const { plain } = question;
  const countsAll = /\bhow many containers\b(?! (?:are|have|with|without|restart))|\bnumber of containers\b/.test(
    plain,
  );
  if (!(several.test(plain) || countsAll) || question.targets.some(({ sure }) => sure)) return null;
  const rest = plain
    .replace(several, " ")
    .replace(/\bcontainers\b/, " ")
    .split(/[\s,?!.]+/)
    .filter((word) => !/^(?:|pods?|container|containing|contain)$/.test(word) && !isFiller(word));
  if (rest.length > 0) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl("get pods", place, templateOf("pods", [], ["image"])),
    reason: "Prints the containers of each pod.",
  }));
  if (found === null || "ask" in found) return found;
  const rows = specRows(found.piece);
  const total = rows.reduce((sum, { containers }) => sum + containers.length, 0);
  if (countsAll)
    return {
      answered: {
        summary: `${total} containers in ${rows.length} pods ${found.where}, init containers not counted.`,
      },
    };
  const meant = rows.filter(({ containers }) => containers.length > 1);
  const names = meant.map(
    ({ namespace, name, containers }) =>
      `${namespace}/${name} (${enumerated(
        containers.map((one) => one.name),
        6,
      )})`,
  );
  return {
    answered: {
      summary:
        meant.length === 0
          ? `None of the ${rows.length} pods ${found.where} has more than one container.`
          : `${meant.length} of ${rows.length} pods ${found.where} ${meant.length === 1 ? "has" : "have"} more than one container: ${enumerated(names, 40)}.`,
      lines: meant.slice(0, 5).map(({ line }) => line),
    },
  };
};
