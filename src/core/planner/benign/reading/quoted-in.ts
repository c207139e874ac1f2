import { memo } from "../../../diagnosis/objects/memo.ts";
import type { ClusterView } from "../../../evidence/observed.ts";

/** Errors that were quoted in sentences, which were taken out of them as outputs without a command. */
export const quotedIn = memo((view: ClusterView): string =>
  view.evidence
    .slice(-20)
    .filter(({ command, stdout }) => command === "" && !stdout.includes("\n") && stdout.length < 300)
    .map(({ stdout }) => stdout)
    .join(" "),
);
