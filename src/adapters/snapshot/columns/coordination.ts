import { age, type Columns, columns, name, text } from "./column.ts";
import { textAt } from "./fields.ts";

export const leases: Columns = columns(
  name,
  text("Holder", "Who holds the lease.", (lease) => textAt(lease, "spec", "holderIdentity")),
  age,
);

export const leaseCandidates: Columns = columns(
  name,
  text("LeaseName", "Lease that it stands for.", (candidate) => textAt(candidate, "spec", "leaseName")),
  text("BinaryVersion", "Version of its binary.", (candidate) => textAt(candidate, "spec", "binaryVersion")),
  text("EmulationVersion", "Version that it behaves as.", (candidate) => textAt(candidate, "spec", "emulationVersion")),
  age,
);
