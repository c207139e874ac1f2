import { textAt } from "../../../diagnosis/objects/fields.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import { kubectl } from "../../command-line.ts";
import { isGood, type Look, type Step } from "../form/look.ts";
import { type Manifest, manifestName } from "../printed/manifests.ts";
import { cellOf, tableRows } from "../printed/table.ts";

/** When a workload was rolled out last, and with which images before and after: a Deployment keeps a ReplicaSet a revision. */
export function revisionsStep(look: Look, owner: Manifest): Step | null {
  if (owner.kind !== "Deployment") {
    const generation = textAt(owner.fields, "metadata", "generation");
    return {
      answered: {
        summary: `When ${manifestName(owner)} was changed last is nothing that it shows; its generation is ${generation}, and it was created at ${textAt(owner.fields, "metadata", "creationTimestamp")}.`,
      },
    };
  }
  const list = {
    command: kubectl("get replicasets", `-n ${owner.namespace}`, "-o wide"),
    reason: `Shows the revisions of ${owner.name}, how old they are and which images they run.`,
  };
  const piece = look.read(list.command);
  if (piece === undefined) return { ask: [list] };
  if (!isGood(piece)) return null;
  const own = new RegExp(`^${owner.name}-[bcdfghjklmnpqrstvwxz2456789]{6,10}$`);
  const rows = tableRows(piece)
    .filter((row) => own.test(cellOf(row, "NAME")))
    .sort((one, other) => (ageSeconds(cellOf(one, "AGE")) ?? 0) - (ageSeconds(cellOf(other, "AGE")) ?? 0));
  const [newest, before] = rows;
  if (newest === undefined) return null;
  const [image, earlier] = [cellOf(newest, "IMAGES"), before === undefined ? "" : cellOf(before, "IMAGES")];
  const change =
    before === undefined
      ? "It is the only revision that is kept."
      : image === earlier
        ? `The image is the same as ${cellOf(before, "AGE")} ago, so something else of its pods was changed.`
        : `Before (${cellOf(before, "AGE")} ago) it was ${earlier}.`;
  const revision = textAt(owner.fields, "metadata", "annotations", "deployment.kubernetes.io/revision");
  return {
    answered: {
      summary: `The newest revision of ${manifestName(owner)} is ${revision === "" ? "" : `${revision}, `}${cellOf(newest, "NAME")}, rolled out ${cellOf(newest, "AGE")} ago with ${image} (${cellOf(newest, "READY")} of ${cellOf(newest, "DESIRED")} ready). ${change}`,
      details: rows
        .map(
          (row) =>
            `  ${cellOf(row, "NAME")}: ${cellOf(row, "AGE")} old, ${cellOf(row, "DESIRED")} wanted, ${cellOf(row, "IMAGES")}`,
        )
        .join("\n"),
    },
  };
}
