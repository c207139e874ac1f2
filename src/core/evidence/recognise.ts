import { isHeader } from "./tables/table.ts";

/** Kinds of output that kubectl prints. `text`: none of them, as logs and other programs print. */
export type OutputKind =
  | "empty"
  | "json"
  | "yaml"
  | "describe"
  | "events"
  | "table"
  | "names"
  | "rollout-status"
  | "rollout-history"
  | "can-i"
  | "version"
  | "cluster-info"
  | "api-resources"
  | "explain"
  | "changed"
  | "text";

/** The kind of an output by its content alone, for outputs whose command is missing or tells nothing. */
export function recognise(text: string): OutputKind {
  return recogniseLines(text.split("\n", 200));
}

/** What a line is shows in its beginning. */
const longest = 4_000;

/** As `recognise`, of lines without terminal colours. Looks at the first 200 only. */
export function recogniseLines(all: readonly string[]): OutputKind {
  const lines = all
    .slice(0, 200)
    .filter((line) => line.trim() !== "" && line !== "---")
    .map((line) => line.slice(0, longest));
  const first = lines[0];
  if (first === undefined) return "empty";
  return (
    signs.find(([, shows]) => shows(first, lines))?.[0] ??
    (lines.every((line) => /^[a-z][a-z0-9.-]*\/[a-z0-9][\w.:-]*$/.test(line.trim())) ? "names" : "text")
  );
}

const signs: readonly (readonly [OutputKind, (first: string, lines: readonly string[]) => boolean])[] = [
  ["json", (first, lines) => isJson(first, lines)],
  ["api-resources", (first) => /^NAME +SHORTNAMES +API/.test(first)],
  ["rollout-history", (_, lines) => lines.slice(0, 3).some((line) => /^REVISION +CHANGE-CAUSE/.test(line))],
  ["events", (first) => /^(?:NAMESPACE +)?(?:LAST ?SEEN|FIRST ?SEEN)\b/.test(first)],
  [
    "explain",
    (first, lines) =>
      /^(?:GROUP|KIND): {2,}\S/.test(first) && lines.some((line) => /^(?:VERSION|DESCRIPTION|FIELD):/.test(line)),
  ],
  ["table", (_, lines) => lines.slice(0, 3).some(isHeader)],
  ["yaml", (_, lines) => isYaml(lines)],
  ["describe", (_, lines) => isDescribe(lines)],
  [
    "rollout-status",
    (first) =>
      /^(?:Waiting for (?:deployment|daemon ?set|statefulset|\d+ pods)|deployment "|daemon set "|statefulset rolling update|partitioned roll out|\S+ "[^"]*" successfully rolled out|error: deployment "[^"]*" exceeded)/i.test(
        first,
      ),
  ],
  ["can-i", (first) => /^(?:yes|no)(?: - .*)?$/.test(first) || /^Resources +Non-Resource URLs/.test(first)],
  ["version", (first) => /^(?:Client Version|Server Version|clientVersion):/.test(first)],
  ["cluster-info", (first) => /^Kubernetes (?:control plane|master) is running at /.test(first)],
  [
    "changed",
    (_, lines) =>
      lines.every((line) =>
        /^[^\s/]+\/[^\s/]+ (?:created|configured|unchanged|deleted|scaled|patched|labeled|annotated|restarted|cordoned|uncordoned|drained|edited|exposed|paused|resumed|replaced|autoscaled|evicted)\b/.test(
          line,
        ),
      ),
  ],
];

function isJson(first: string, lines: readonly string[]): boolean {
  const start = first.trimStart();
  if (start === "{" || start === "[" || start === "[{") return true;
  if (!start.startsWith("{") || lines.length > 3) return false;
  return /"(?:apiVersion|kind|items|metadata)"\s*:/.test(start.slice(0, 2000));
}

function isYaml(lines: readonly string[]): boolean {
  if (
    lines
      .slice(0, 60)
      .some((line) => /^(?:- )?(?:apiVersion|kind): ?\S/.test(line.trimStart()) && !/^\S+: {2,}/.test(line.trimStart()))
  )
    return true;
  return /^(?:metadata|spec|status|lastState|state|containerStatuses|items|data):\s*$/.test(lines[0]!);
}

function isDescribe(lines: readonly string[]): boolean {
  if (/^Name:(?:\s|$)/.test(lines[0]!)) return true;
  const headings = lines.filter((line) =>
    /^(?:Name|Namespace|Labels|Annotations|Status|Node|Containers|Conditions|Events|Volumes|Selector|Controlled By|QoS Class|Tolerations|Node-Selectors|Replicas|Endpoints|Rules|Spec|Type|Pods Status):(?:\s|$)/.test(
      line,
    ),
  );
  return (
    headings.length >= 2 ||
    /^(?:Events:(?:\s|$)|\W*(?:Normal|Warning)\s+[A-Z][A-Za-z]+\s)/.test(lines[0]!) ||
    lines.some((line) => /^\s*Type\s+Reason\s+Age\s+From\s+Message\s*$/.test(line))
  );
}
