import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { type LookForm, listed } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { stemOf } from "../printed/pod-name.ts";
import { cellOf, rowName, type TableRow, tableRows } from "../printed/table.ts";

const registries = /\bregistr(?:y|ies)\b|\bimage (?:sources?|repositories|hosts?)\b/;
const repeated =
  /\b(?:more than once|more than one(?: (?:pod|workload|deployment|place))?s?|several times|multiple times|twice|(?:by )?(?:several|multiple|many) (?:pods?|workloads?|deployments?|times)|shared|the same images?|most(?: often)?|in common)\b/;

const accounted =
  /^(?:images?|pods?|containers?|workloads?|deployments?|registr(?:y|ies)|repositor(?:y|ies)|sources?|hosts?|come|comes|coming|pull|pulls|pulled|pulling|once|shared|more|most|often|several|multiple|many|common|reused?|repeated)$/;

/** `which registries do images come from`, `which images are used more than once`. */
export const imageLook: LookForm = (question, look) => {
  const asked = askedIn(question);
  if (asked === null) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl(
      "get pods",
      place,
      `-o custom-columns=${place === "-A" ? "NAMESPACE:.metadata.namespace," : ""}NAME:.metadata.name,IMAGE:.spec.containers[*].image`,
    ),
    reason: "Shows the image of every container.",
  }));
  if (found === null || "ask" in found) return found;
  const used = tableRows(found.piece).flatMap((row) =>
    cellOf(row, "IMAGE")
      .split(",")
      .filter((image) => image !== "" && image !== "<none>")
      .map((image): Used => ({ image, row })),
  );
  if (used.length === 0) return { answered: { summary: `There are no pods ${found.where}.` } };
  if (asked === "registries") return { answered: byRegistry(used, found.where) };
  return { answered: asked === "most" ? mostUsed(used, found.where) : byImage(used, found.where) };
};

function askedIn({ plain, targets, selectors, intent }: Question): "registries" | "repeated" | "most" | null {
  if (
    intent === "change" ||
    targets.length > 0 ||
    selectors.labels.length > 0 ||
    /\bwhy\b|\bpull secrets?\b/.test(plain)
  )
    return null;
  const isRepeated = repeated.test(plain) && /\bimages?\b/.test(plain);
  const asked = registries.test(plain)
    ? "registries"
    : !isRepeated
      ? null
      : /\bmost\b/.test(plain)
        ? "most"
        : "repeated";
  const form =
    /^(?:which|what|how many|from (?:which|what|where)|list|show|are any|are there|do we|where|count|any|are all|do all)\b/;
  return asked !== null && form.test(plain) && wordsLeft(plain, accounted).length === 0 ? asked : null;
}

type Used = { readonly image: string; readonly row: TableRow };

/** As the runtime reads it: what stands before the first slash, where it is a host; else Docker Hub. */
function registryOf(image: string): string {
  const first = image.slice(0, Math.max(0, image.indexOf("/")));
  return /[.:]|^localhost$/.test(first) ? first : "docker.io";
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

function byRegistry(used: readonly Used[], where: string) {
  const groups = [...Map.groupBy(used, ({ image }) => registryOf(image))].sort(
    (one, other) => other[1].length - one[1].length,
  );
  const said = groups.map(
    ([registry, own]) =>
      `${registry}${registry === "docker.io" ? " (Docker Hub)" : ""} (${plural(new Set(own.map(({ image }) => image)).size, "image")} in ${plural(own.length, "container")})`,
  );
  return {
    summary: `The images of the pods ${where} come from ${plural(groups.length, "registry").replace("registrys", "registries")}: ${enumerated(said, 12)}. Init containers are not counted.`,
    details: groups
      .map(
        ([registry, own]) =>
          `  ${registry}: ${enumerated([...new Set(own.map(({ image }) => image.replace(`${registry}/`, "")))], 40)}`,
      )
      .join("\n"),
    lines: groups.map(([, own]) => own[0]!.row.line).slice(0, 8),
  };
}

type Group = { readonly image: string; readonly own: readonly Used[]; readonly owners: readonly string[] };

const groupsOf = (used: readonly Used[]): readonly Group[] =>
  [...Map.groupBy(used, ({ image }) => image)].map(([image, own]) => ({
    image,
    own,
    owners: [...new Set(own.map(({ row }) => stemOf(rowName(row))))],
  }));

const said = ({ image, own, owners }: Group): string =>
  `${image} (${plural(own.length, "container")} of ${enumerated(owners, 6)})`;

function mostUsed(used: readonly Used[], where: string) {
  const groups = groupsOf(used).toSorted((one, other) => other.own.length - one.own.length);
  const first = groups.filter(({ own }) => own.length === groups[0]!.own.length);
  return {
    summary: `Of ${plural(groups.length, "image")} ${where} the most used ${first.length === 1 ? "is" : "are"} ${enumerated(first.map(said), 6)}.`,
    details: groups
      .slice(first.length, first.length + 9)
      .map((one) => `  ${said(one)}`)
      .join("\n"),
    lines: first[0]!.own.slice(0, 3).map(({ row }) => row.line),
  };
}

function byImage(used: readonly Used[], where: string) {
  const groups = groupsOf(used).toSorted(
    (one, other) => other.owners.length - one.owners.length || other.own.length - one.own.length,
  );
  const several = groups.filter(({ own }) => own.length > 1);
  const shared = several.filter(({ owners }) => owners.length > 1);
  const head = `${several.length} of ${plural(groups.length, "image")} ${where} ${several.length === 1 ? "is" : "are"} used by more than one container`;
  return {
    summary:
      several.length === 0
        ? `None: each of the ${plural(groups.length, "image")} ${where} is used by one container.`
        : `${head}, ${shared.length === 0 ? "none of them by different workloads" : `${shared.length} by different workloads: ${enumerated(shared.map(said), 8)}`}.`,
    details: several
      .slice(0, 60)
      .map((one) => `  ${said(one)}`)
      .join("\n"),
    lines: (shared.length > 0 ? shared : several).slice(0, 5).map(({ own }) => own[0]!.row.line),
  };
}
