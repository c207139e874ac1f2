import { entriesAt, numberAt, textAt } from "../../diagnosis/objects/fields.ts";
import { quantity } from "../../diagnosis/objects/quantity.ts";
import { enumerated } from "../wording.ts";
import { bad, type Check, good, inPlace, open } from "./sound.ts";

export const volume: Check = (object) => {
  const status = (object.printed.get("STATUS")?.value ?? "") || textAt(object.fields, "status", "phase");
  const line = object.printed.get("STATUS")?.line ?? object.cite("status", "phase");
  const claim = ["namespace", "name"].map((key) => textAt(object.fields, "spec", "claimRef", key)).filter(Boolean);
  const why = textAt(object.fields, "status", "reason") || textAt(object.fields, "status", "message");
  if (status === "") return null;
  if (status === "Bound") return [good(`is Bound${claim.length === 0 ? "" : ` to claim ${claim.join("/")}`}`, line)];
  if (status === "Available") return [good("is Available: no claim has taken it yet", line)];
  const meaning: Readonly<Record<string, string>> = {
    Released: "Released: its claim is gone, and no other can take it before its claimRef is removed",
    Failed: "Failed: it could not be reclaimed",
  };
  return [bad(`is ${meaning[status] ?? status}${why === "" ? "" : ` (${why})`}`, line)];
};

/** Room for one disruption more, and as many healthy pods as it wants. */
export const disruptionBudget: Check = (object) => {
  const number = (name: string) => numberAt(object.fields, "status", name);
  const [allowed, now, wanted, all] = ["disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods"].map(
    number,
  );
  const line = object.cite("status", "disruptionsAllowed");
  if (allowed === undefined) return null;
  const healthy = now === undefined || wanted === undefined ? "" : ` (${now} pods healthy, ${wanted} wanted)`;
  if (all === 0) return [bad("selects no pod at all", line)];
  if (now !== undefined && wanted !== undefined && now < wanted)
    return [bad(`has too few healthy pods: ${now} of the ${wanted} that it wants, so it allows no disruption`, line)];
  return allowed > 0
    ? [good(`allows ${allowed} ${allowed === 1 ? "disruption" : "disruptions"}${healthy}`, line)]
    : [bad(`allows 0 disruptions${healthy}: it would hold up the drain of a node`, line)];
};

/** Room in every resource of a quota. */
export const quota: Check = (object) => {
  const hard = entriesAt(object.fields, "status", "hard");
  const used = entriesAt(object.fields, "status", "used");
  const shares = [...hard].flatMap(([name, most]) => {
    const [amount, limit] = [quantity(used.get(name) ?? ""), quantity(most)];
    if (amount === undefined || limit === undefined || limit === 0) return [];
    return [{ text: `${name} ${used.get(name)}/${most}`, share: amount / limit, name }];
  });
  if (shares.length === 0)
    return [open("how much of it is used", `kubectl describe resourcequota ${object.ref.name}${inPlace(object)}`)];
  const full = shares.filter(({ share }) => share >= 1);
  const sorted = shares.toSorted((one, other) => other.share - one.share);
  return full.length > 0
    ? [bad(`is used up: ${enumerated(full.map(({ text }) => text))}`, object.cite("status", "used", full[0]!.name))]
    : [
        good(
          `has room in all it limits (${enumerated(
            sorted.map(({ text }) => text),
            5,
          )})`,
          object.cite("status", "used", sorted[0]!.name),
        ),
      ];
};
