import type { ServerResponse } from "node:http";
import type { Frame } from "./vendor-protocol.ts";

/** How an answer is sent, when not smoothly to its end. */
export type Sending = {
  /** Where it breaks off: after the head, inside the text, inside a tool call, or between two bytes of one character. */
  readonly breaks?: "at-once" | "in-text" | "in-call" | "in-character";
  /** How it breaks off; `error`: the vendor says so in the stream. */
  readonly by?: "reset" | "end" | "silence" | "error";
  /** Bytes sent at a time, so that nothing comes in one piece. */
  readonly bytesAtOnce?: number;
  /** The place of a byte (from the end when negative) in which one bit is changed on the way. */
  readonly flips?: number;
  /** After the first piece of text nothing more is sent until this is done. */
  readonly holds?: Promise<unknown>;
};

/** The bytes to send, `held` of them before the wait, and whether they are all. */
type Bytes = { readonly bytes: Buffer; readonly held: number; readonly isWhole: boolean };

/** Cuts a stream where it has to break off. Throws when there is no such place in it, as the test would show nothing. */
export function spoiled(frames: readonly Frame[], { breaks, by, flips }: Sending, breakdown: Buffer): Bytes {
  const all = Buffer.concat(frames.map(({ bytes }) => bytes));
  const first = frames.findIndex(({ of }) => of === "text");
  const held = length(frames.slice(0, first + 1));
  if (flips !== undefined) all[flips < 0 ? all.length + flips : flips]! ^= 1;
  if (breaks === undefined) return { bytes: all, held, isWhole: true };
  const kept = all.subarray(0, cutOf(frames, all, breaks));
  return { bytes: by === "error" ? Buffer.concat([kept, breakdown]) : kept, held, isWhole: false };
}

/** Sends, and ends in the way that the sending says: in good order, by a reset, or not at all. */
export async function sendBytes(response: ServerResponse, cut: Bytes, sending: Sending): Promise<void> {
  const { bytes, held, isWhole } = cut;
  const step = sending.bytesAtOnce ?? Number.MAX_SAFE_INTEGER;
  response.flushHeaders();
  await dribble(response, bytes.subarray(0, sending.holds === undefined ? 0 : held), step);
  await sending.holds;
  await dribble(response, bytes.subarray(sending.holds === undefined ? 0 : held), step);
  if (isWhole || sending.by === "end" || sending.by === "error") response.end();
  else if (sending.by !== "silence") response.destroy();
}

function cutOf(frames: readonly Frame[], all: Buffer, breaks: NonNullable<Sending["breaks"]>): number {
  if (breaks === "at-once") return 0;
  if (breaks === "in-character") {
    const lead = all.findIndex((byte) => byte >= 0xc2 && byte <= 0xf4);
    if (lead === -1) throw new Error("there is no character of several bytes in this answer");
    return lead + 1;
  }
  const wanted = breaks === "in-text" ? "text" : "call";
  const places = frames.flatMap(({ of }, index) => (of === wanted ? [index] : []));
  if (places.length === 0) throw new Error(`there is no ${wanted} in this answer`);
  return length(frames.slice(0, places[Math.floor(places.length / 2)]));
}

function length(frames: readonly Frame[]): number {
  return frames.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

async function dribble(response: ServerResponse, bytes: Buffer, step: number): Promise<void> {
  for (let from = 0; from < bytes.length && !response.destroyed; from += step) {
    const piece = bytes.subarray(from, from + step);
    await new Promise((sent) => response.write(piece, sent));
  }
}
