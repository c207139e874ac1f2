import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, textAt } from "../objects/fields.ts";

/** That a claim leaves its class to a default that the cluster does not have. */
export type LackingDefault = { readonly words: string; readonly lines: readonly Line[] };

/**
 * A claim that names no class gets the one that is marked as default (`storageclass.kubernetes.io/is-default-class`, since Kubernetes
 * 1.26 also later); without any, nothing provisions for it. `storageClassName: ""` is another order: a volume made by hand.
 */
export const lackingDefault = (view: ClusterView, claim: ObservedObject): LackingDefault | undefined => {
  const listing = view.listings.find((one) => one.kind === "StorageClass" && !one.narrowed && showsDefault(view, one));
  if (listing === undefined || !leavesClassOpen(claim)) return undefined;
  const classes = view.of("StorageClass");
  if (classes.some(isDefault) || view.of("PersistentVolume").some(isFree)) return undefined;
  const names = classes.slice(0, 5).map(({ ref }) => ref.name);
  const why =
    names.length === 0
      ? "the cluster has none"
      : `no StorageClass of the cluster (${names.join(", ")}) is marked as default`;
  return {
    words: `it names no StorageClass, and ${why}, so that nothing provisions a volume for it`,
    lines: classes.length === 0 ? [listing.line] : classes.slice(0, 3).map((one) => one.cite()),
  };
};

/** Its specification or its row is shown, and has no class. */
const leavesClassOpen = ({ fields, sources, printed }: ObservedObject): boolean =>
  !entriesAt(fields, "spec").has("storageClassName") &&
  textAt(fields, "spec", "storageClassName") === "" &&
  ![...entriesAt(fields, "metadata", "annotations").keys()].some((key) => key.endsWith("/storage-class")) &&
  (sources.has("object") || sources.has("describe") || printed.has("STORAGECLASS"));

const isDefault = ({ fields }: ObservedObject): boolean =>
  [...entriesAt(fields, "metadata", "annotations")].some(
    ([key, value]) => /^storageclass\..{0,20}kubernetes\.io\/is-default-class$/.test(key) && value === "true",
  );

/** A volume that somebody made without a class, which such a claim takes. */
const isFree = ({ fields }: ObservedObject): boolean =>
  textAt(fields, "status", "phase") === "Available" && textAt(fields, "spec", "storageClassName") === "";

/** Names and single columns do not show which class is the default. */
const showsDefault = (view: ClusterView, { evidence }: { readonly evidence: number }): boolean =>
  !/(?:-o|--output)[ =]?(?:name|custom-columns|jsonpath|go-template)/.test(view.evidence[evidence]?.command ?? "");
