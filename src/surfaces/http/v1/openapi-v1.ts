import { z } from "zod";
import { apiErrors, body, content, json, type Operation, security } from "../openapi-parts.ts";
import { approveBody, editBody, messageBody, rejectBody, renameBody, threadBody } from "./message-body.ts";
import * as replies from "./reply-schemas.ts";

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const inPath = (name: string) => ({ name, in: "path", required: true, schema: { type: "string" } });
const inQuery = (name: string, schema: Readonly<Record<string, unknown>>, description: string) => ({
  name,
  in: "query",
  required: false,
  schema,
  description,
});
const thread = inPath("thread");
const [turn, suggestion, evidence] = [inPath("turn"), inPath("suggestion"), inPath("evidence")];
const text = { type: "string" };

const streamed = {
  "text/event-stream": {
    ...content(replies.turnEvent)["application/json"],
  },
};
const eventStream = {
  description: "Server-sent events; the schema is that of the `data` of each.",
  content: streamed,
};
const turnReply = {
  description:
    "The turn when it has ended; with `Accept: text/event-stream` its events as they come, of which the schema is that of the `data`.",
  content: { ...content(replies.answeredTurn), ...streamed },
};

const messageErrors = apiErrors(400, 401, 404, 409, 413, 415, 500, 502, 503, 504);

const turnOf = (
  summary: string,
  parameters: Operation["parameters"],
  schema?: z.ZodType,
  required = false,
): Operation => ({
  summary,
  security,
  ...(parameters && { parameters }),
  ...(schema && { requestBody: body(schema, required) }),
  responses: { 200: turnReply, ...messageErrors },
});

const suggested = "/api/v1/threads/{thread}/suggestions/{suggestion}";

/** The paths of /api/v1 as OpenAPI has them. */
export const v1Paths: Paths = {
  "/api/v1/threads": {
    get: {
      summary: "The threads of this key, last used first.",
      security,
      parameters: [
        inQuery("limit", { type: "integer", minimum: 1, maximum: 200, default: 50 }, "Threads of one page."),
        inQuery("after", text, "`next` of the page before."),
      ],
      responses: { 200: json("A page.", replies.threadPage), ...apiErrors(400, 401) },
    },
    post: {
      summary: "Make a thread.",
      security,
      requestBody: body(threadBody, false),
      responses: { 201: json("The thread.", replies.thread), ...apiErrors(400, 401, 413, 415) },
    },
  },
  "/api/v1/threads/{thread}": {
    delete: {
      summary: "Delete a thread with everything it holds: kubeconfig, turns, outputs, what is unfinished.",
      security,
      parameters: [thread],
      responses: { 204: { description: "It is gone." }, ...apiErrors(401, 404) },
    },
    get: {
      summary: "A thread with its turns.",
      security,
      parameters: [thread],
      responses: { 200: json("The thread.", replies.wholeThread), ...apiErrors(401, 404) },
    },
    patch: {
      summary: "Rename a thread.",
      security,
      parameters: [thread],
      requestBody: body(renameBody),
      responses: { 200: json("The thread.", replies.thread), ...apiErrors(400, 401, 404, 413, 415) },
    },
  },
  "/api/v1/threads/{thread}/export": {
    get: {
      summary: "The whole thread as it is stored, outputs and all; without its kubeconfig.",
      security,
      parameters: [thread],
      responses: { 200: json("The thread.", z.looseObject({ id: z.string() })), ...apiErrors(401, 404) },
    },
  },
  "/api/v1/threads/{thread}/messages": {
    post: turnOf("Send a message; the reply is a turn.", [thread], messageBody, true),
  },
  "/api/v1/threads/{thread}/turns/{turn}": {
    get: {
      summary: "A turn: finished, broken off, or under way.",
      security,
      parameters: [thread, turn],
      responses: {
        200: json("The turn.", z.union([replies.turn, replies.unfinishedTurn])),
        ...apiErrors(401, 404),
      },
    },
  },
  "/api/v1/threads/{thread}/turns/{turn}/events": {
    get: {
      summary: "The events of a turn from the first, or behind the last one heard.",
      security,
      parameters: [
        thread,
        turn,
        {
          name: "Last-Event-ID",
          in: "header",
          required: false,
          schema: text,
          description: "Only what comes behind it.",
        },
        inQuery("after", text, "The same, for clients that cannot send the header."),
      ],
      responses: { 200: eventStream, ...apiErrors(400, 401, 404) },
    },
  },
  "/api/v1/threads/{thread}/turns/{turn}/cancel": {
    post: {
      summary: "Cancel a turn: its reads end, a change that has begun is let finish.",
      security,
      parameters: [thread, turn],
      responses: { 202: json("It ends.", replies.cancelling), ...apiErrors(401, 404, 409) },
    },
  },
  "/api/v1/threads/{thread}/turns/{turn}/resume": {
    post: turnOf("Go on with a turn that was broken off; what ran is not run again.", [thread, turn]),
  },
  [`${suggested}/approve`]: {
    post: turnOf("Run a suggestion, after the policy has looked at it again.", [thread, suggestion], approveBody),
  },
  [`${suggested}/edit`]: {
    post: turnOf("Run another command in the place of a suggestion.", [thread, suggestion], editBody, true),
  },
  [`${suggested}/reject`]: {
    post: turnOf("Refuse a suggestion; the reply takes the reason into account.", [thread, suggestion], rejectBody),
  },
  "/api/v1/threads/{thread}/evidence/{evidence}": {
    get: {
      summary: "What a command printed, by range of lines and by pattern.",
      security,
      parameters: [
        thread,
        evidence,
        inQuery("from", { type: "integer", minimum: 1 }, "First line; they count from 1."),
        inQuery("to", { type: "integer", minimum: 1 }, "Last line."),
        inQuery("search", text, "Lines that match this pattern (RE2) only."),
        inQuery("stream", { type: "string", enum: ["stdout", "stderr"], default: "stdout" }, "Which of the two."),
      ],
      responses: { 200: json("At most 1000 lines.", replies.evidence), ...apiErrors(400, 401, 404) },
    },
  },
};
