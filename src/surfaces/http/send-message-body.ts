import { z } from "zod";

/*
 * The request of POST /api/sendMessage. Unknown keys are let through everywhere; null counts as not given except where a
 * yes or no is asked for. OpenAPI is generated from these schemas.
 */

const longestList = 10_000;
const list = <T extends z.ZodType>(entry: T) => z.array(entry).max(longestList).nullish();
const text = () => z.string().nullish();

const sentCommand = z
  .looseObject({
    Command: z.string().meta({ description: "A kubectl command line." }),
    Output: text().meta({ description: "Filled: it was run elsewhere and is not run again." }),
    execute: z
      .boolean()
      .optional()
      .meta({ description: "true: a person approved exactly this command.", default: false }),
    files: z
      .union([
        z.record(z.string(), z.string()),
        z.array(z.looseObject({ file_path: z.string(), file_content: z.string() })).max(100),
      ])
      .nullish()
      .meta({ description: "Texts that the command reads with -f, by file name." }),
  })
  .meta({ description: "A command sent back. Unknown keys survive and are echoed." });

const result = z.looseObject({ Command: text(), Output: text() });

const rejection = z.looseObject({ command: text(), Command: text(), reason: text() });

const data = z.looseObject({
  Cmds: list(sentCommand),
  execute_all: z
    .boolean()
    .optional()
    .meta({ description: "Run reads unattended until a cause is named.", default: false }),
  executedCmds: list(result).meta({ description: "Results of commands that were run elsewhere." }),
  kubeconfig: text().meta({ description: "Base64; kept for this thread.", contentEncoding: "base64" }),
  RejectedCommands: list(rejection).meta({ description: "Suggestions that were refused, and why." }),
});

const pastExchange = z.looseObject({
  userMsg: z
    .looseObject({
      content: text(),
      data: z.looseObject({ executedCmds: list(result), RejectedCmds: list(rejection) }).nullish(),
    })
    .nullish(),
  agentResponse: z
    .looseObject({ content: text(), Content: text(), data: z.looseObject({ executedCmds: list(result) }).nullish() })
    .nullish(),
  nextMsgContext: list(z.looseObject({ type: text(), command: result.nullish() })),
});

/** At most 63 characters of a DNS label, as the API server demands of a namespace's name. */
const namespace = z
  .string()
  .regex(/^(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)?$/, "must be the name of a namespace (a DNS label)")
  .nullish();

export const sendMessageBody = z.looseObject({
  content: z.string().meta({ description: "What the user says. May be empty when commands or results come with it." }),
  thread_id: z.string().max(256).nullish().meta({ description: "Not given: the server makes one." }),
  data: data.nullish(),
  platform_context: z.looseObject({ k8s_namespace: namespace }).nullish(),
  pastMessages: list(pastExchange).meta({ description: "History held by the client; replaces that of the server." }),
});

export type SendMessageBody = z.infer<typeof sendMessageBody>;
export type SentCommandBody = z.infer<typeof sentCommand>;
export type ResultBody = z.infer<typeof result>;
export type RejectionBody = z.infer<typeof rejection>;
export type PastExchangeBody = z.infer<typeof pastExchange>;
