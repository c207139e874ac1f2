import createClient from "openapi-fetch";
import type { paths, Turn, TurnEvent } from "../../docs/api-types.ts";

/** What a program does that was written against the types of the API alone: ask, listen, approve, read the output, clean up. */
export async function converse(baseUrl: string): Promise<{ turn: Turn; events: TurnEvent[]; firstLine: string }> {
  const client = createClient<paths, "application/json">({ baseUrl });
  const made = await client.POST("/api/v1/threads", { body: { title: "typed" } });
  const thread = insist(made.data).id;
  const heard = await client.POST("/api/v1/threads/{thread}/messages", {
    params: { path: { thread } },
    body: { content: "Show me the pods in namespace shop" },
    headers: { accept: "text/event-stream" },
    parseAs: "text",
  });
  const events = eventsOf(insist(heard.data));
  const proposed = events.flatMap((event) => (event.type === "command-proposed" ? [event.suggestion] : []));
  const approved = await client.POST("/api/v1/threads/{thread}/suggestions/{suggestion}/approve", {
    params: { path: { thread, suggestion: insist(proposed[0]) } },
    body: {},
  });
  const { turn } = insist(approved.data);
  const printed = await client.GET("/api/v1/threads/{thread}/evidence/{evidence}", {
    params: { path: { thread, evidence: insist(turn.commands[0]).evidence }, query: { from: 1, to: 1 } },
  });
  await client.DELETE("/api/v1/threads/{thread}", { params: { path: { thread } } });
  return { turn, events, firstLine: insist(insist(printed.data).content[0]).text };
}

function eventsOf(stream: string): TurnEvent[] {
  return [...stream.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1]!) as TurnEvent);
}

function insist<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("the service did not answer as its document says");
  return value;
}
