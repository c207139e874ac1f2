import { kubectl } from "../../command-line.ts";
import { enumerated } from "../../wording.ts";
import { type LookForm, listed } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { type SpecRow, specRows, templateOf } from "../printed/spec-rows.ts";

const asRoot =
  /\b(?:as|with) (?:the )?(?:root|uid 0|user 0)(?: user| rights)?\b|\bas user root\b|\brun ?as ?(?:root|non-?root)\b|\brootless\b/;

const accounted = /^(?:pods?|containers?|apps?|workloads?|running|not|don't|allowed)$/;

/** `which pods run as root`: who is set to, who cannot, and for whom the image decides. */
export const rootLook: LookForm = (question, look) => {
  const { plain } = question;
  if (!asRoot.test(plain) || question.targets.some(({ sure }) => sure)) return null;
  const rest = wordsLeft(plain.replace(asRoot, " "), accounted);
  if (rest.length > 0) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl("get pods", place, templateOf("pods", ["securityContext"], ["securityContext"])),
    reason: "Prints the security context of each pod and container, which the table does not show.",
  }));
  if (found === null || "ask" in found) return found;
  const rows = specRows(found.piece);
  const by = (sort: User) => rows.filter((row) => userOf(row) === sort);
  const [roots, open, others] = [by("root"), by("open"), by("other")];
  const names = (some: readonly SpecRow[]) => some.map(({ namespace, name }) => `${namespace}/${name}`);
  const first =
    roots.length === 0
      ? `None of the ${rows.length} pods ${found.where} is set to run as root (runAsUser 0)`
      : `${roots.length} of ${rows.length} pods ${found.where} ${roots.length === 1 ? "is" : "are"} set to run as root (runAsUser 0): ${enumerated(names(roots), 12)}`;
  const undecided =
    open.length === 0
      ? "none of the others can"
      : `${open.length} may all the same: they set neither runAsUser nor runAsNonRoot, so that their image decides`;
  const barred = others.length === 0 ? "" : `; ${others.length} cannot (another runAsUser, or runAsNonRoot)`;
  return {
    answered: {
      summary: `${first}; ${undecided}${barred}.`,
      details:
        open.length === 0
          ? ""
          : `The image decides for:\n${names(open)
              .slice(0, 150)
              .map((name) => `  ${name}`)
              .join("\n")}`,
      lines: roots.slice(0, 5).map(({ line }) => line),
    },
  };
};

type User = "root" | "open" | "other";

/** The container with the most rights decides for the pod. */
function userOf(row: SpecRow): User {
  const own = parsed(row.value);
  const users = row.containers.map(({ value }): User => {
    const set = { ...own, ...parsed(value) };
    if (set.runAsUser === 0) return "root";
    return set.runAsNonRoot === true || typeof set.runAsUser === "number" ? "other" : "open";
  });
  return (["root", "open", "other"] as const).find((one) => users.includes(one)) ?? "open";
}

type Set = { readonly runAsUser?: unknown; readonly runAsNonRoot?: unknown };

function parsed(text: string): Set {
  try {
    const value: unknown = text === "" ? {} : JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
