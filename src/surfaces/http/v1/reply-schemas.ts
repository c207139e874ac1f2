import { z } from "zod";
import { risks } from "../../../core/policy/decision.ts";
import { conclusion, finding, usage } from "../openapi-parts.ts";

/* What /api/v1 answers, for OpenAPI; a test holds real answers against it. */

const time = z.string().meta({ description: "RFC 3339, UTC." });
const risk = z.enum(risks);
const verdict = z.enum(["run", "ask", "refuse"]);
const decision = z.object({ verdict, risk, rule: z.string(), reason: z.string() }).meta({ title: "Decision" });

export const thread = z
  .object({
    id: z.string(),
    title: z.string().nullable(),
    created_at: time,
    updated_at: time,
    turn_count: z.int(),
  })
  .meta({ title: "Thread" });

export const threadPage = z.object({
  threads: z.array(thread),
  next: z.string().nullable().meta({ description: "Send it as `after` to get the next page; null: there is none." }),
});

const ranCommand = z
  .object({
    evidence: z.string().meta({ description: "Under this id its output can be read." }),
    command: z.string(),
    origin: z.enum(["executed", "pasted", "past"]),
    namespace: z.string(),
    exit_code: z.int().nullable(),
    lines: z.int(),
    error_lines: z.int(),
    risk: risk.optional(),
    duration_ms: z.int().optional(),
    timed_out: z.boolean().optional(),
    truncated: z.boolean().optional(),
  })
  .meta({ title: "RanCommand" });

const suggestion = z
  .object({
    id: z.string(),
    command: z.string(),
    reason: z.string(),
    risk,
    rule: z.string(),
    verdict: verdict.meta({
      description: "What the policy says to running it unattended; `ask`: it waits for a person.",
    }),
    state: z.enum(["open", "ran", "failed", "edited", "rejected"]),
  })
  .meta({ title: "Suggestion" });

export const turn = z
  .object({
    id: z.string(),
    at: time,
    question: z.string(),
    namespace: z.string().nullable(),
    text: z.string(),
    conclusion: conclusion.nullable(),
    engine: z.string(),
    findings: z.array(finding),
    commands: z.array(ranCommand),
    suggestions: z.array(suggestion),
    not_run: z
      .array(z.object({ command: z.string(), reason: z.string(), risk, rule: z.string(), verdict }))
      .meta({ description: "Commands that were asked to run and did not, and the rule that decided." }),
    rejections: z.array(z.object({ command: z.string(), reason: z.string() })),
    usage: usage.nullable(),
  })
  .meta({ title: "Turn" });

export const unfinishedTurn = z
  .object({
    id: z.string(),
    at: time,
    question: z.string(),
    outcome: z.enum(["running", "cancelled", "failed", "interrupted"]),
    commands: z.array(ranCommand),
  })
  .meta({ title: "UnfinishedTurn" });

export const wholeThread = thread.extend({ turns: z.array(turn), unfinished: z.array(unfinishedTurn) });

export const answeredTurn = z.object({ thread: z.string(), turn });

export const cancelling = z.object({ turn: z.string(), state: z.literal("cancelling") });

export const evidence = ranCommand.extend({
  stream: z.enum(["stdout", "stderr"]),
  content: z.array(z.object({ line: z.int(), text: z.string() })),
  next_from: z.int().nullable().meta({ description: "Send it as `from` to read on; null: that was all." }),
});

/** The data of each event of a stream. */
export const turnEvents = {
  "turn-started": z.object({
    type: z.literal("turn-started"),
    turn: z.string(),
    thread: z.string(),
    at: time,
    question: z.string(),
    resumed: z.boolean(),
  }),
  "text-delta": z.object({
    type: z.literal("text-delta"),
    reply: z
      .int()
      .meta({ description: "Which reply of the turn it belongs to; a later one takes the place of an earlier one." }),
    text: z.string(),
  }),
  "command-proposed": z.object({
    type: z.literal("command-proposed"),
    suggestion: z.string().nullable().meta({ description: "null: it came with the message and does not run." }),
    command: z.string(),
    reason: z.string(),
    decision,
  }),
  "command-started": z.object({
    type: z.literal("command-started"),
    evidence: z.string(),
    command: z.string(),
    decision,
  }),
  "output-chunk": z.object({ type: z.literal("output-chunk"), evidence: z.string(), text: z.string() }),
  "command-finished": z.object({
    type: z.literal("command-finished"),
    evidence: z.string(),
    command: z.string(),
    exit_code: z.int().nullable(),
    timed_out: z.boolean(),
    truncated: z.boolean(),
    duration_ms: z.int(),
    lines: z.int(),
    error_lines: z.int(),
    streamed: z.boolean().meta({ description: "The chunks were the whole of its stdout." }),
  }),
  "finding-reported": z.object({ type: z.literal("finding-reported"), finding }),
  budget: z.object({
    type: z.literal("budget"),
    spent: z.record(z.string(), z.number()),
    limits: z.record(z.string(), z.number().nullable()),
    exhausted: z.string().nullable(),
  }),
  "turn-ended": z.object({
    type: z.literal("turn-ended"),
    outcome: z.enum(["completed", "cancelled", "failed", "interrupted"]),
    turn: turn.nullable(),
    error: z.string().nullable(),
  }),
} as const;

export const turnEvent = z
  .discriminatedUnion("type", [
    turnEvents["turn-started"],
    turnEvents["text-delta"],
    turnEvents["command-proposed"],
    turnEvents["command-started"],
    turnEvents["output-chunk"],
    turnEvents["command-finished"],
    turnEvents["finding-reported"],
    turnEvents.budget,
    turnEvents["turn-ended"],
  ])
  .meta({ title: "TurnEvent" });
