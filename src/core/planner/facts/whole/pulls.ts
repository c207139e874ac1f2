import { ageSeconds } from "../../../evidence/age.ts";
import type { ClusterView, ObservedEvent } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import { isNamed } from "../../investigation/relevance.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";

type Pull = {
  readonly event: ObservedEvent;
  readonly image: string;
  readonly node: string;
  readonly pure: number;
  readonly pureText: string;
  readonly whole: number;
  readonly wholeText: string;
  readonly bytes: number | null;
};

/** How long images were pulled, on which node, and how large they are, by the events `Pulled`. */
export function pulls({ text, targets }: Question, view: ClusterView): Answered | null {
  const asked = text.toLowerCase();
  if (!/\bpull(?:s|ed|ing)?\b|\bimage size\b|\bhow (?:big|large) (?:is|was) (?:the |its )?image\b/.test(asked))
    return null;
  if (
    !/\b(?:long|longest|slow\w*|fast\w*|quick\w*|short\w*|time|took|take|seconds|minutes|duration|big\w*|large\w*|size|average|mean|total)\b/.test(
      asked,
    )
  )
    return null;
  const all = view.events.flatMap((event) => pullOf(event, view) ?? []);
  const named = all.filter(({ event, image, node }) =>
    targets.some(
      ({ name }) =>
        isNamed(event.object, name) || node === name || /([^/:@]+)(?:[:@][^/]*)?$/.exec(image)?.[1] === name,
    ),
  );
  const meant = named.length > 0 ? named : all;
  if (meant.length === 0) return null;
  const isWhole = /\b(?:including|with|incl\.?) (?:the )?wait\w*|\bin total|\boverall\b|\bqueue/.test(asked);
  const isShortest = /\b(?:fastest|quickest|shortest|least)\b/.test(asked);
  const bySize =
    /\b(?:biggest|largest|smallest)\b/.test(asked) && !/\b(?:longest|slowest|fastest|quickest|shortest)\b/.test(asked);
  const by = ({ pure, whole, bytes }: Pull) => (bySize ? (bytes ?? -1) : isWhole ? whole : pure);
  const sign = isShortest || /\bsmallest\b/.test(asked) ? 1 : -1;
  const ordered = meant.toSorted((one, other) => sign * (by(one) - by(other)));
  const first = ordered[0]!;
  const word = bySize ? (sign < 0 ? "largest" : "smallest") : sign < 0 ? "longest" : "shortest";
  const lead =
    meant.length === 1 ? "The pull" : `The ${word}${bySize || isWhole ? "" : " pure"} pull${bySize ? "ed image" : ""}`;
  const rest = ordered
    .slice(1, 4)
    .map((pull) => `${placeOf(pull)} ${timesOf(pull)}${bySize ? `, ${sizeOf(pull.bytes)}` : ""}`);
  return {
    summary: `${lead} was on ${placeOf(first)}: ${timesOf(first)}${first.bytes === null ? "" : `; image size ${sizeOf(first.bytes)}`}; image ${first.image}, pod ${first.event.object.name}.${rest.length > 0 ? ` Then ${enumerated(rest)}.` : ""}`,
    details: "",
    lines: ordered.map(({ event }) => event.line).slice(0, 6),
  };
}

const placeOf = ({ node, event }: Pull): string => (node === "" ? event.object.name : `node ${node}`);

const timesOf = ({ pureText, wholeText, pure, whole }: Pull): string =>
  whole === pure ? pureText : `${pureText} (${wholeText} including waiting)`;

const sizeOf = (bytes: number | null): string =>
  bytes === null
    ? "not shown"
    : `${bytes} bytes (${(bytes / 1e9).toFixed(bytes < 1e8 ? 3 : 1)} GB, ${(bytes / 2 ** 30).toFixed(bytes < 1e8 ? 3 : 1)} GiB)`;

function pullOf(event: ObservedEvent, view: ClusterView): Pull | null {
  const found = /Successfully pulled image "([^"]{1,500})" in (\S{1,40})(?: \((\S{1,40}) including waiting\))?/.exec(
    event.message,
  );
  const pure = ageSeconds((found?.[2] ?? "").replace(/\.$/, ""));
  if (found === null || pure === null) return null;
  const pureText = found[2]!.replace(/\.$/, "");
  const wholeText = found[3] ?? pureText;
  const bytes = /Image size: (\d{1,15}) bytes/.exec(event.message)?.[1];
  return {
    event,
    image: found[1]!,
    node: nodeOf(event, view),
    pure,
    pureText,
    whole: ageSeconds(wholeText) ?? pure,
    wholeText,
    bytes: bytes === undefined ? null : Number(bytes),
  };
}

function nodeOf(event: ObservedEvent, view: ClusterView): string {
  const fields = view.object(event.object)?.fields as { spec?: { nodeName?: unknown } } | undefined;
  const own = fields?.spec?.nodeName;
  if (typeof own === "string") return own.split("/")[0]!;
  const printed = view.object(event.object)?.printed.get("NODE")?.value;
  if (printed !== undefined && printed !== "<none>") return printed;
  const assigned = view.events.find(
    ({ object, reason }) => reason === "Scheduled" && object.name === event.object.name,
  );
  const placed = / to (\S{1,253})$/.exec(assigned?.message.trim() ?? "")?.[1];
  return placed ?? /kubelet[, ]+(\S{1,253})$/.exec(event.source)?.[1] ?? "";
}
