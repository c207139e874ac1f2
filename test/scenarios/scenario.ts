import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { Program } from "../cluster/kubelet/program.ts";
import type { NodeSpec } from "../cluster/nodes.ts";

/** A look at the cluster by the administrator: the arguments of kubectl, and a regular expression that what it prints has to match. */
const look = z.strictObject({ kubectl: z.string().min(1), prints: z.string().min(1) });
export type Look = z.infer<typeof look>;

const cause = z.union([
  z.strictObject({
    /** Codes of findings of which the first finding has to be one. */
    codes: z.array(z.string()).min(1),
    /** `Kind/name`; the object may be called `name-...`. */
    objects: z.array(z.string().regex(/^[A-Z]\w+\/[a-z0-9.-]+$/)).min(1),
    /** Words that the beginning of the answer has to hold. */
    says: z.array(z.string()).min(1),
  }),
  z.strictObject({
    verdict: z.literal("healthy"),
    /** Names that the findings must not accuse. */
    not: z.array(z.string()).default([]),
  }),
]);

const header = z
  .strictObject({
    /** As a person would put it. */
    question: z.string().min(10),
    cause,
    /** `kubectl`: the proposed commands have to make it well. `none`: no command can, `because` says why. */
    fix: z.enum(["kubectl", "none"]),
    because: z.string().optional(),
    namespaceLabels: z.record(z.string(), z.string()).optional(),
    images: z
      .record(
        z.string(),
        z.custom<Program>((value) => typeof value === "object"),
      )
      .optional(),
    nodes: z.array(z.custom<NodeSpec>((value) => typeof value === "object")).optional(),
    /** kubectl commands after the manifests are applied and before the question: what somebody did to break it. */
    before: z.array(z.string()).optional(),
    /** When all of these show, the fault is there and the question is asked. */
    shows: z.array(look).min(1),
    /** When all of these show after the approved fix, the cluster is well again. */
    well: z.array(look).optional(),
  })
  .refine((value) => (value.fix === "kubectl") === (value.well !== undefined), "`well` belongs to `fix: kubectl`")
  .refine((value) => (value.fix === "none") === (value.because !== undefined), "`because` belongs to `fix: none`");

export type Scenario = z.infer<typeof header> & {
  /** `family/name`, from the file. */
  readonly id: string;
  /** A name that tells nothing of what is wrong. */
  readonly namespace: string;
  readonly manifests: string;
};

/** All scenarios under a folder, in the order of their ids. Throws with the file's name when one is not well formed. */
export function readScenarios(folder = import.meta.dirname): Scenario[] {
  const files = globSync(join(folder, "*/*.yaml")).sort();
  return files.map((file, index) => readScenario(file, `team-${index + 1}`));
}

function readScenario(file: string, namespace: string): Scenario {
  const id = `${basename(dirname(file))}/${basename(file, ".yaml")}`;
  const text = readFileSync(file, "utf8").replaceAll("{namespace}", namespace);
  const [first, ...manifests] = parseAllDocuments(text);
  const parsed = header.safeParse(first?.toJS());
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return { ...parsed.data, id, namespace, manifests: manifests.map((document) => document.toString()).join("---\n") };
}
