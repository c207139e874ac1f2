import type { Finding } from "../../diagnosis/finding.ts";
import { stemsOf } from "../../diagnosis/objects/name-stems.ts";
import { type Setting, settingsOf } from "../../diagnosis/objects/settings.ts";
import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";

/** A setting of what fails whose name holds words of what it says. */
export type SettingBeside = { readonly text: string; readonly line: Line };

type Entry = SettingBeside & { readonly stems: ReadonlySet<string> };

/** At most so many are told, each of which shares a word that few settings hold. */
const most = 2;
const fewest = 0.5;

/**
 * The settings that bear on a cause with nothing known behind it: a name such as `disk_free_limit` says as much as the line `disk alarm
 * set`. They are what a person reads next, and no cause by themselves.
 */
export function settingsBeside(
  { object, summary, evidence, related }: Finding,
  view: ClusterView,
): readonly SettingBeside[] {
  if (told.test(summary)) return [];
  const entries = entriesOf(view, settingsOf(view, object));
  if (entries.length === 0) return [];
  const own = stemsOf([object, ...related].map(({ name, namespace }) => `${name} ${namespace ?? ""}`).join(" "));
  const said = stemsOf([summary, ...evidence.slice(0, 3).map(({ text }) => text.slice(0, 400))].join(" "));
  const words = [...said.keys()].filter((stem) => stem.length >= 4 && !own.has(stem));
  const holders = new Map(words.map((word) => [word, entries.filter(({ stems }) => stems.has(word)).length]));
  const worth = ({ stems }: Entry) =>
    words.reduce((all, word) => all + (stems.has(word) ? 1 / holders.get(word)! : 0), 0);
  return entries
    .map((entry) => ({ entry, worth: worth(entry) }))
    .filter(
      (one) =>
        one.worth >= fewest &&
        !evidence.some(({ line, command }) => line === one.entry.line.line && command === one.entry.line.command),
    )
    .sort((one, other) => other.worth - one.worth)
    .map(({ entry: { text, line } }) => ({ text, line }))
    .filter((one, index, all) => all.findIndex(({ text }) => text === one.text) === index)
    .slice(0, most);
}

/** It says already where the value that brings it about is set. */
const told = /\bsets it\b|\benvironment variable\b|\bConfigMap\b|\bSecret\b|\bargument\b/;

/** Each variable, and each line of a file in a ConfigMap that sets something. */
function entriesOf(view: ClusterView, settings: readonly Setting[]): readonly Entry[] {
  return settings
    .filter(({ isOwn, key }) => isOwn && !ofPlace.test(key))
    .flatMap((setting) =>
      setting.value.includes("\n")
        ? linesWithin(view, setting)
        : [
            {
              text: `${setting.key}: ${setting.value.slice(0, 120)}`,
              line: setting.line,
              stems: new Set(stemsOf(setting.key).keys()),
            },
          ],
    );
}

/** Where a pod runs and what it is called, which its manifest tells anyway. */
const ofPlace = /NAMESPACE$|^(?:POD|NODE|HOST)_?(?:NAME|IP)$/i;

const assigned = /^\s*(?:-+\s*)?([A-Za-z][\w.-]{2,80})\s*(?:[:=]|\s)\s*\S/;

function linesWithin(view: ClusterView, { value, line }: Setting): readonly Entry[] {
  const piece = view.evidence.find(({ command }) => command === line.command);
  if (piece === undefined) return [];
  const count = value.split("\n").length;
  return linesOf(piece)
    .filter((one) => one.line > line.line && one.line <= line.line + count)
    .flatMap((one) => {
      const key = assigned.exec(one.text)?.[1];
      return key === undefined || /^\s*#/.test(one.text)
        ? []
        : [{ text: one.text.trim().slice(0, 160), line: one, stems: new Set(stemsOf(key).keys()) }];
    });
}
