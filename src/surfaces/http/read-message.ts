import type { Message, PastExchange, PastedResult, SentCommand } from "../../core/conversation/message.ts";
import { Fault } from "../../core/faults/fault.ts";
import type { Rejection } from "../../core/planner/situation.ts";
import { badField } from "./bad-field.ts";
import { decodeKubeconfig } from "./kubeconfig-text.ts";
import {
  type PastExchangeBody,
  type RejectionBody,
  type ResultBody,
  type SendMessageBody,
  type SentCommandBody,
  sendMessageBody,
} from "./send-message-body.ts";

/** Reads the body of POST /api/sendMessage. Throws `bad-request` or `bad-kubeconfig` that names the field and what came. */
export function readMessage(body: unknown, caller: string): Message {
  if (!isObject(body)) throw new Fault("bad-request", `request body must be a JSON object, got ${kindOf(body)}`);
  if (!Object.hasOwn(body, "content")) throw new Fault("bad-request", "Missing 'content' field in request body");
  const checked = sendMessageBody.safeParse(body);
  if (!checked.success) throw badField(checked.error, body);
  const message = toMessage(checked.data, caller);
  if (message.content.trim() === "" && message.commands.length === 0 && message.executed.length === 0) {
    throw new Fault(
      "bad-request",
      "'content' is empty, and neither 'data.Cmds' nor 'data.executedCmds' carries anything",
    );
  }
  return message;
}

function toMessage(body: SendMessageBody, caller: string): Message {
  const data = body.data ?? {};
  return {
    threadId: body.thread_id?.toWellFormed() || null,
    content: body.content,
    commands: (data.Cmds ?? []).map(toCommand),
    executeAll: data.execute_all ?? false,
    executed: toResults(data.executedCmds),
    kubeconfig: data.kubeconfig ? decodeKubeconfig(data.kubeconfig, "data.kubeconfig") : null,
    rejections: toRejections(data.RejectedCommands),
    namespace: body.platform_context?.k8s_namespace || null,
    past: body.pastMessages?.map(toPastExchange) ?? null,
    caller,
  };
}

function toCommand(sent: SentCommandBody): SentCommand {
  return {
    command: sent.Command,
    output: sent.Output ?? "",
    execute: sent.execute ?? false,
    files: filesOf(sent.files),
    raw: sent,
  };
}

/** Without a prototype: file names come from outside. */
function filesOf(files: SentCommandBody["files"]): Record<string, string> {
  const texts: Record<string, string> = Object.create(null);
  const pairs = Array.isArray(files)
    ? files.map((file) => [file.file_path, file.file_content] as const)
    : Object.entries(files ?? {});
  for (const [name, content] of pairs) texts[name] = content;
  return texts;
}

/** Entries with a blank output are skipped: they show nothing. */
function toResults(results: readonly ResultBody[] | null | undefined): PastedResult[] {
  return (results ?? [])
    .map((result) => ({ command: result.Command ?? "", output: result.Output ?? "" }))
    .filter((result) => result.output.trim() !== "");
}

function toRejections(rejections: readonly RejectionBody[] | null | undefined): Rejection[] {
  return (rejections ?? [])
    .map((rejection) => ({ command: rejection.command ?? rejection.Command ?? "", reason: rejection.reason ?? "" }))
    .filter((rejection) => rejection.command.trim() !== "" || rejection.reason.trim() !== "");
}

function toPastExchange(past: PastExchangeBody): PastExchange {
  const typed = (past.nextMsgContext ?? []).filter((context) => context.type === "userTerminal");
  return {
    question: past.userMsg?.content ?? "",
    rejections: toRejections(past.userMsg?.data?.RejectedCmds),
    results: [
      ...toResults(past.userMsg?.data?.executedCmds),
      ...toResults(past.agentResponse?.data?.executedCmds),
      ...toResults(typed.map((context) => context.command ?? {})),
    ],
    answer: past.agentResponse?.content ?? past.agentResponse?.Content ?? "",
  };
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}
