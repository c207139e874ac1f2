import type { Recorded } from "./recorded-cluster.ts";

/** What was read for a reply, a command a line with how it ended: the message of an expectation that fails. */
export const readsOf = (reply: Recorded): string =>
  reply.data.executedCmds
    .map(
      (read: Recorded) =>
        `${read.Command} => exit ${read.exit_code}, ${read.Output.length} characters, ${read.stderr.slice(0, 200)}`,
    )
    .join("\n");
