import { z } from "zod";

/* The requests of /api/v1. Unknown keys are let through; null counts as not given except where a yes or no is asked for. OpenAPI is generated from these schemas. */

const list = <T extends z.ZodType>(entry: T) => z.array(entry).max(1000).nullish();

/** At most 63 characters of a DNS label, as the API server demands of a namespace's name. */
const namespace = z
  .string()
  .regex(/^(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)?$/, "must be the name of a namespace (a DNS label)")
  .nullish()
  .meta({ description: "Default namespace; stays with the thread." });

const kubeconfig = z
  .string()
  .nullish()
  .meta({ description: "Base64; kept for this thread.", contentEncoding: "base64" });
const files = z
  .record(z.string(), z.string())
  .nullish()
  .meta({ description: "Texts that the command reads with -f, by file name; `-` is stdin." });
const command = z.string().min(1).max(100_000).meta({ description: "A kubectl command line." });
const suggestion = z.string().min(1).max(200).meta({ description: "The id of a suggestion of this thread." });
const content = z.string().nullish().meta({ description: "What the user says." });
const executeAll = z
  .boolean()
  .optional()
  .meta({ description: "Run reads unattended until a cause is named.", default: false });
const reason = z.string().nullish().meta({ description: "Why it is refused; the next reply takes it into account." });
const seen = command
  .nullish()
  .meta({ description: "The command as the person saw it; another one than the suggestion's is a 409." });

export const threadBody = z.looseObject({
  title: z.string().max(200).nullish(),
  kubeconfig,
});

export const renameBody = z.looseObject({ title: z.string().min(1).max(200) });

export const messageBody = z.looseObject({
  content,
  execute_all: executeAll,
  namespace,
  kubeconfig,
  commands: list(z.looseObject({ command, files })).meta({
    description: "Commands of the person's own to run now; each is checked by the policy when it runs.",
  }),
  results: list(z.looseObject({ command: z.string().nullish(), output: z.string() })).meta({
    description: "What commands printed that were run elsewhere.",
  }),
  approve: list(z.looseObject({ suggestion, command: seen, files })),
  edit: list(z.looseObject({ suggestion, command, files })),
  reject: list(z.looseObject({ suggestion, reason })),
});

export const approveBody = z.looseObject({ command: seen, files, content, execute_all: executeAll });
export const editBody = z.looseObject({ command, files, content, execute_all: executeAll });
export const rejectBody = z.looseObject({ reason, content, execute_all: executeAll });

export type MessageBody = z.infer<typeof messageBody>;
export type FilesBody = z.infer<typeof files>;
