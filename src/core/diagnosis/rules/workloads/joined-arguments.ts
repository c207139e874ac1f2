import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { listAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { podSpecsOf, type SpecContainer, specContainersOf } from "../../workloads/pod-specs.ts";

/** One element of `command` or `args` in which a flag stands behind a blank, or a flag and its value do. */
type Joined = {
  readonly field: "command" | "args";
  readonly element: string;
  /** The parts as they would be if a shell had split them. */
  readonly parts: readonly string[];
  readonly container: SpecContainer;
  readonly line: Line;
};

const joinedIn = (view: ClusterView, container: SpecContainer): readonly Joined[] =>
  (["command", "args"] as const).flatMap((field) =>
    listAt(container.spec, field).flatMap((one, index): readonly Joined[] => {
      const element = `${one}`.trim();
      if (!/^--?[A-Za-z][^\n]{0,2000}$/.test(element)) return [];
      const between = element.split(/\s+(?=--?[A-Za-z])/);
      const parts = between.length > 1 ? between : element.split(/(?<=^--?[\w.-]{1,100})\s+/);
      const cited = container.cite(field, `${index}`);
      return parts.length < 2 || isHandedOn.test(parts[0]!)
        ? []
        : [{ field, element, parts, container, line: lineOf(view, cited, element) }];
    }),
  );

/** `--java-opts=-Xmx1g -Xss1m`: options for another program, which are meant to be one value. */
const isHandedOn = /^--?[\w.-]{1,100}[=\s]\s{0,5}["']?-/;

/** Of a list that was printed with one element a line, the line of the element. */
const lineOf = (view: ClusterView, cited: Line, element: string): Line => {
  const wanted = element.slice(0, 60);
  if (cited.text.includes(wanted)) return cited;
  const piece = view.evidence.find((one) => one.command === cited.command);
  const lines = piece?.stdout.slice(0, 200_000).split("\n") ?? [];
  const index = lines.findIndex((text, at) => at >= cited.line - 1 && text.includes(wanted));
  return index < 0 ? cited : { ...cited, line: index + 1, text: lines[index]!.replace(/\r$/, "") };
};

const nameIn = (part: string): string => /^--?([A-Za-z][\w.-]{0,100})/.exec(part)?.[1] ?? "";

/** Words of a program that misses a flag. */
const misses =
  /\b(?:must|required|requires?|mandatory|missing|not (?:set|given|provided|specified|defined|configured)|need(?:s|ed)?|expect(?:s|ed)?|(?:is|are|was) empty|cannot be empty|no value|no \S{1,60} (?:given|specified|provided|configured|set)|specify|provide|at least one|unset|undefined|without)\b/i;

/**
 * The line in which the program complains: of a flag that stands behind the blank and is not set, or of a value, a file or a flag
 * that holds what stands behind the blank.
 */
const complaintIn = (log: LogReading, { element, parts }: Joined): Line | undefined => {
  const behind = parts
    .slice(1)
    .map(nameIn)
    .filter((name) => name.length > 1);
  const isMissed = behind.map((name) => {
    const dashes = /[.A-Z_-]/.test(name) ? "-{0,2}" : "(?:-{1,2}|[\"'`])";
    return new RegExp(`(?<![\\w.-])${dashes}${escaped(name)}(?![\\w-]|\\.\\w)`);
  });
  const whole = [element, `${parts[0]!.replace(/^--?[\w.-]{1,100}[=\s]\s*/, "")} ${parts[1]!}`].map((text) =>
    text.slice(0, 60),
  );
  return log.templates
    .filter(({ level, last }) => !/^(?:info|debug)$/.test(level) || /^(?:error|fatal|panic)\b/i.test(last.text))
    .map(({ last }) => last)
    .find(({ text }) => {
      const plain = text.slice(0, 4000).replaceAll(/\\(?=["'])/g, "");
      const swallowed = whole.some((one) => one.length > 3 && plain.includes(one));
      const missed = misses.test(plain) && isMissed.some((pattern) => pattern.test(plain)) && !plain.includes(element);
      return missed || (swallowed && refuses.test(plain));
    });
};

/** Words of a program that does not know a flag, or cannot use its value. */
const refuses =
  /unknown|unrecogni[sz]ed|invalid|illegal|unexpected|not defined|no such|not (?:found|exist|supported|recogni[sz]ed|a valid)|does(?:n't| not) exist|cannot|can't|could not|failed|error|unable|bad|wrong|parse/i;

const escaped = (name: string): string => name.replaceAll(/[.\\+*?^$()[\]{}|]/g, "\\$&");

const joined = defineRule(
  {
    code: "arguments-joined",
    title: "Several arguments in one element of the list",
    about:
      "`command` and `args` are lists whose elements reach the program as they are: no shell splits them at blanks. Where two flags, or a flag and its value, stand in one element, the program takes the rest for a part of the first: it misses the second flag, or refuses the value or the flag.",
    reads: ["logs", "Pod", "Deployment"],
    explains: [
      "missing-environment",
      "invalid-configuration",
      "file-missing",
      "malformed-value",
      "syntax-error",
      "uncaught-exception",
      ...crashSymptoms,
    ],
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      if (log.health === "healthy" || log.health === "done") continue;
      const found = foundIn(view, log);
      if (found === undefined) continue;
      const { one, said } = found;
      const isOfFlags = /^-/.test(one.parts[1]!);
      const rest = one.parts
        .slice(1)
        .map((part) => short(isOfFlags ? nameOfFlag(part) : part))
        .join(" and ");
      yield {
        object: log.object,
        confidence: isOfFlags ? "confirmed" : "likely",
        summary: `${nameOf(log.object)} gets several arguments as one string: "${short(one.element)}" is a single element of ${one.field}, and no shell splits it at the blank, so that ${rest} is taken for a part of ${isOfFlags ? `${nameOfFlag(one.parts[0]!)} and never set` : "the flag's name"} ("${wordsOf(said.text)}").`,
        evidence: [one.line, said],
        related: unique([one.container.pod.object.ref, ...ownersOf(view, log.object)]),
        fix: fixByHand(
          `Write them as separate elements of ${one.field}: ${one.parts.map((part) => `"${short(part)}"`).join(", ")}.`,
          verifyRollout(view, log.object),
        ),
      };
    }
  },
);

const foundIn = (view: ClusterView, log: LogReading): { readonly one: Joined; readonly said: Line } | undefined => {
  for (const pod of podSpecsOf(view, log.object))
    for (const container of specContainersOf(pod, log.container))
      for (const one of joinedIn(view, container)) {
        const said = complaintIn(log, one);
        if (said !== undefined) return { one, said };
      }
  return undefined;
};

const nameOfFlag = (part: string): string => /^--?[\w.-]{1,100}/.exec(part)?.[0] ?? part;

const short = (text: string): string => (text.length > 100 ? `${text.slice(0, 90)}…` : text);

/** What was said, without time, level and place. */
const wordsOf = (text: string): string => short(saidIn(text).split("\t").at(-1)!);

/** Flags that reach their program as one. */
export const joinedArgumentRules: readonly Rule[] = [joined];
