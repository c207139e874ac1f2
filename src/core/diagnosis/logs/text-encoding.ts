import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../causes/fixes.ts";
import type { Fix } from "../finding.ts";
import { environmentOf, isEnvironmentWhole, type Variable } from "../objects/environment-of.ts";
import { keyOf, nameOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";
import { loneSettings } from "../objects/settings-listed.ts";

type Encoding = { readonly note: string; readonly evidence: readonly (Line | undefined)[]; readonly fix: Fix };

const locales = ["LC_ALL", "LC_CTYPE", "LANG"];
const isUtf = /utf-?8/i;
/** `C` and `POSIX` are ASCII, and a language without an encoding one of eight bits. */
const isNarrowLocale = (value: string): boolean => !isUtf.test(value) && /^["']?[A-Za-z]/.test(value);

/** Settings of runtimes and clients, and the values by which they take text for ASCII or one of the encodings of eight bits. */
const narrow: readonly (readonly [key: RegExp, value: RegExp])[] = [
  [/^PYTHONIOENCODING$/, /^["']?(?:us-?ascii|ascii|latin-?1|iso-?8859)/i],
  [/^PYTHONUTF8$/, /^["']?0/],
  [/^PYTHONCOERCECLOCALE$/, /^["']?0/],
  [
    /^(?:JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|\w{0,40}(?:JAVA|JVM)_?OPTS)$/,
    /-D(?:file|sun\.jnu|stdout)\.encoding=(?:US-ASCII|ASCII|ANSI_X3|ISO-?8859|Cp125|latin)/i,
  ],
  [/^RUBYOPT$/, /-(?:E|-encoding[= ]|-external-encoding[= ]) ?(?:US-ASCII|ASCII)/i],
  [/^NLS_LANG$/, /US7ASCII|WE8ISO8859/i],
  [/^PGCLIENTENCODING$/, /^["']?(?:SQL_ASCII|LATIN)/i],
];

/** Which settings of its environment have a program take text for ASCII; undefined where none is shown to. */
export const encodingOf = (view: ClusterView, ref: ObjectRef): Encoding | undefined => {
  const variables = [...environmentOf(view, ref), ...printedLocale(view, ref)];
  const settings = [...narrowLocale(variables), ...narrowSettings(variables)];
  const isUnset = settings.length === 0 && isEnvironmentWhole(view, ref) && !variables.some(isLocale);
  if (settings.length === 0 && !isUnset) return undefined;
  const other = elsewhere(view, ref);
  const what = isUnset
    ? "its environment sets neither LANG nor LC_ALL, so that the locale is C (POSIX), which is ASCII"
    : `its environment sets ${listed(settings)}, so that it does not read and write text as UTF-8`;
  return {
    note: `; ${what}${other ? `, while ${nameOf(other.ref)} has ${other.key}=${other.value}` : ""}`,
    evidence: [...settings.map(({ line }) => line), other?.line],
    fix: fixByHand(
      `Set LC_ALL=C.UTF-8 (LANG=C.UTF-8) in the environment of the container${
        settings.some(({ key }) => !locales.includes(key))
          ? `, and take ${settings
              .filter(({ key }) => !locales.includes(key))
              .map(({ key }) => key)
              .join(", ")} away or set it to UTF-8`
          : ""
      }; then run it again.`,
      verifyRollout(view, ref),
    ),
  };
};

const listed = (settings: readonly Variable[]): string =>
  settings.map(({ key, value }) => `${key}=${value}`).join(", ");

const isLocale = ({ key }: Variable): boolean => locales.includes(key);

/** LC_ALL goes before LC_CTYPE, and that before LANG. */
const narrowLocale = (variables: readonly Variable[]): readonly Variable[] => {
  const first = locales.map((key) => variables.find((one) => one.key === key)).find((one) => one !== undefined);
  return first !== undefined && isNarrowLocale(first.value) ? [first] : [];
};

const narrowSettings = (variables: readonly Variable[]): readonly Variable[] => {
  const found = narrow.flatMap(([key, value]) => {
    const one = variables.find((variable) => key.test(variable.key));
    return one !== undefined && value.test(one.value) ? [one] : [];
  });
  return found.slice(0, 2);
};

/** What the command `locale` printed in the container. */
const printedLocale = (view: ClusterView, ref: ObjectRef): readonly Variable[] =>
  view.evidence
    .filter(({ command }) => /\bexec\b.{1,300}\slocale\s*$/.test(command) && command.includes(ref.name))
    .flatMap(({ command, stdout }) =>
      stdout
        .slice(0, 5000)
        .split("\n")
        .flatMap((text, index) => {
          const [, key, value] = /^(LC_ALL|LC_CTYPE|LANG)="?([\w.@-]{1,60})"?$/.exec(text.trim()) ?? [];
          return key && value ? [{ key, value, owner: ref, line: { command, line: index + 1, text } }] : [];
        }),
    );

/** Another workload that is told to use UTF-8. */
const elsewhere = (view: ClusterView, ref: ObjectRef) =>
  loneSettings(view).find(
    (one) =>
      one.ref.namespace === ref.namespace &&
      isUtf.test(one.value) &&
      [...locales, "PYTHONIOENCODING"].includes(one.key) &&
      keyOf(workloadOf(view, one.ref)) !== keyOf(workloadOf(view, ref)),
  );
