import type { ClusterView } from "../../evidence/observed.ts";

/** Whether a command or what it printed holds one of these texts: what a rule needs and is rare is looked for before objects are read. */
export const mentions = (view: ClusterView, ...texts: readonly string[]): boolean =>
  view.evidence.some(({ command, stdout }) => texts.some((text) => stdout.includes(text) || command.includes(text)));
