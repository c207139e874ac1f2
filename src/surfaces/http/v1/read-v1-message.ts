import type { Message, SentCommand, SentDecision } from "../../../core/conversation/message.ts";
import { Fault } from "../../../core/faults/fault.ts";
import { decodeKubeconfig } from "../kubeconfig-text.ts";
import type { FilesBody, MessageBody } from "./message-body.ts";

/** A message to a thread of this caller. Throws `bad-request` when there is nothing in it, `bad-kubeconfig` for one that is not base64. */
export function toV1Message(body: MessageBody, threadId: string, caller: string): Message {
  const message: Message = {
    threadId,
    content: body.content ?? "",
    commands: (body.commands ?? []).map(({ command, files }) => ownCommand(command, files)),
    executeAll: body.execute_all ?? false,
    executed: (body.results ?? []).map(({ command, output }) => ({ command: command ?? "", output })),
    kubeconfig: body.kubeconfig ? decodeKubeconfig(body.kubeconfig, "kubeconfig") : null,
    rejections: [],
    namespace: body.namespace || null,
    past: null,
    caller,
    decisions: decisionsOf(body),
  };
  if (message.content.trim() === "" && [message.commands, message.executed, message.decisions!].every(isEmpty))
    throw new Fault(
      "bad-request",
      "'content' is empty, and none of 'commands', 'results', 'approve', 'edit' and 'reject' carries anything",
    );
  return message;
}

const isEmpty = (list: readonly unknown[]) => list.length === 0;

function decisionsOf({ approve, edit, reject }: MessageBody): SentDecision[] {
  return [
    ...(approve ?? []).map(
      ({ suggestion, command, files }): SentDecision => ({
        kind: "approve",
        suggestion,
        files: filesOf(files),
        ...(command ? { expected: command } : {}),
      }),
    ),
    ...(edit ?? []).map(
      ({ suggestion, command, files }): SentDecision => ({ kind: "edit", suggestion, command, files: filesOf(files) }),
    ),
    ...(reject ?? []).map(
      ({ suggestion, reason }): SentDecision => ({ kind: "reject", suggestion, reason: reason ?? "" }),
    ),
  ];
}

function ownCommand(command: string, files: FilesBody): SentCommand {
  return { command, output: "", execute: true, files: filesOf(files), raw: { Command: command } };
}

/** Without a prototype: file names come from outside. */
function filesOf(files: FilesBody): Record<string, string> {
  const texts: Record<string, string> = Object.create(null);
  for (const [name, text] of Object.entries(files ?? {})) texts[name] = text;
  return texts;
}
