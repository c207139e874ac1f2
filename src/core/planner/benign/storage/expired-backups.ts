import type { ClusterView } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";

const expired = defineBenign(
  {
    code: "backup-expired",
    title: "Backup that was deleted at the end of its time",
    about:
      "A backup lives as long as its schedule says (Velero's `ttl`, 30 days by default) and is deleted then with its snapshots. Said where a log tells that it expired, and other backups are there and all of them completed.",
    reads: ["Backup", "Schedule", "logs"],
    asked: /\b(?:delet\w*|remov\w*|gone|missing|vanish\w*|disappear\w*|lost|expir\w*|where)\b/,
    unless: /\brestor\w*|\bfail\w*/,
    onlyAsked: true,
  },
  function* (view) {
    const others = view.of("Backup");
    const phase = (one: (typeof others)[number]) => one.printed.get("PHASE")?.value ?? one.printed.get("STATUS")?.value;
    const kept = others.filter((one) => phase(one) === "Completed");
    if (kept.length === 0 || others.some((one) => !/^(?:Completed|InProgress|New|Deleting)$/.test(phase(one) ?? "")))
      return;
    for (const line of linesIn(view, /\b[Bb]ackup has expired\b/, 50)) {
      const [, namespace = "", name = ""] =
        /\bbackup["=: ]{1,4}"?([a-z0-9-]{1,63})\/([a-z0-9][a-z0-9.-]{0,252})/.exec(line.text) ?? [];
      if (name === "" || others.some(({ ref }) => ref.name === name)) continue;
      const until = /\bexpiration["=: ]{1,4}"?(\d{4}-\d{2}-\d{2}[ T][\d:]{5,8})/.exec(line.text)?.[1];
      yield {
        ref: { kind: "Backup", namespace, name },
        about: scheduleOf(view, name),
        text: `backup ${name} was deleted as planned: it expired${until === undefined ? "" : ` at ${until}`} by its ttl, and ${kept.length} later ${kept.length === 1 ? "backup is" : "backups are"} there and Completed`,
        lines: [line, kept.at(-1)!.cite()],
      };
    }
  },
);

const scheduleOf = (view: ClusterView, backup: string) =>
  view
    .of("Schedule")
    .map(({ ref }) => ref)
    .filter(({ name }) => backup.startsWith(`${name}-`));

export const expiredBackups: readonly BenignRule[] = [expired];
