import { until } from "../cluster/until.ts";
import type { Reply, RunningService } from "../contract/service.ts";
import { newThread, openStream } from "../contract/v1-client.ts";
import { counted, type ModelCounts } from "./model-counts.ts";

/** The shape that a reply has to have: R1, R2 and R3 of `/api/sendMessage`, a command, a streamed turn. */
export type Shape = "command" | "message" | "commands-analysed" | "all-executed" | "turn";

/** One message and what came back. */
export type Exchange = {
  readonly asked: string;
  readonly shape: Shape;
  readonly status: number;
  /** The body; of a stream the data of its events. */
  readonly json: any;
  readonly counts: ModelCounts;
  readonly seconds: number;
};

const question = "why is checkout failing in shop?";
const looked = { Command: "kubectl get pods -n shop", Output: "", execute: true };

/**
 * Holds one conversation over each of the three APIs, from a translated query to causes found by reads that run by themselves; a short one
 * ends before those.
 */
export async function converse(
  service: RunningService,
  isShort: boolean,
  hear: (exchange: Exchange) => void = () => {},
): Promise<readonly Exchange[]> {
  const thread_id = "with-a-real-model";
  const query = (text: string) =>
    exchange(service, "command", `/kubectl-command: ${text}`, () =>
      service.send("POST", "/kubectl-command", { body: { query: text, execute: true } }),
    );
  const message = (shape: Shape, content: string, data: object = {}) =>
    exchange(service, shape, `/api/sendMessage: ${content} ${JSON.stringify(data)}`, () =>
      service.send("POST", "/api/sendMessage", { body: { content, thread_id, data } }),
    );
  const first = [
    () => query("show me the kubectl command for listing services"),
    () => message("message", question),
    () => message("commands-analysed", "approved", { Cmds: [looked] }),
  ];
  const further = [
    () => query("list all deployments in default namespace"),
    () => message("all-executed", question, { execute_all: true }),
    () => streamed(service, "why is session-api not ready in production?"),
  ];
  const exchanges: Exchange[] = [];
  for (const step of isShort ? first : [...first, ...further]) {
    await rested(service);
    exchanges.push(await step());
    hear(exchanges.at(-1)!);
  }
  return exchanges;
}

/** A model that failed three times in a row rests for half a minute; each message here is for it. */
function rested(service: RunningService): Promise<true> {
  const ask = async () => {
    const { models = [] } = (await service.send("GET", "/api/health")).json;
    return models.every(({ resting }: { resting: boolean }) => !resting);
  };
  return until("the model rests no more", ask, { everyMs: 500 });
}

function streamed(service: RunningService, content: string): Promise<Exchange> {
  return exchange(service, "turn", `/api/v1, streamed: ${content} {"execute_all":true}`, async () => {
    const thread = await newThread(service);
    const stream = await openStream(service, `${thread}/messages`, { content, execute_all: true });
    const events = await stream.rest();
    return { status: stream.status, json: events.map(({ data }) => data) };
  });
}

async function exchange(
  service: RunningService,
  shape: Shape,
  asked: string,
  send: () => Promise<Pick<Reply, "status" | "json">>,
): Promise<Exchange> {
  const startedAt = performance.now();
  const { value, counts } = await counted(service, send);
  const { status, json } = value;
  return { asked, shape, status, json, counts, seconds: (performance.now() - startedAt) / 1000 };
}
