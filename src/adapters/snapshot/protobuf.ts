/** The fields of one protobuf message: of each field number the values of length-delimited fields, in their order. */
export type Message = ReadonlyMap<number, readonly Buffer[]>;

/** Reads a protobuf message; numbers are skipped, since nobody here asks for one. Undefined when the bytes are no message. */
export function readMessage(bytes: Buffer): Message | undefined {
  const fields = new Map<number, Buffer[]>();
  for (let position = 0; position < bytes.length; ) {
    const tag = varint(bytes, position);
    if (tag === undefined) return undefined;
    const next = skipOrTake(bytes, tag.end, tag.value & 7);
    if (next === undefined) return undefined;
    const number = Math.floor(tag.value / 8);
    if (next.content !== undefined) fields.set(number, [...(fields.get(number) ?? []), next.content]);
    position = next.end;
  }
  return fields;
}

/** The text of a field; empty when it is not there, as protobuf means it. */
export function textField(message: Message | undefined, number: number): string {
  return message?.get(number)?.at(-1)?.toString("utf8") ?? "";
}

/** The message in a field; undefined when it is not there. */
export function messageField(message: Message | undefined, number: number): Message | undefined {
  const bytes = message?.get(number)?.at(-1);
  return bytes && readMessage(bytes);
}

type Taken = { readonly end: number; readonly content?: Buffer };

function skipOrTake(bytes: Buffer, position: number, wireType: number): Taken | undefined {
  if (wireType === 0) return varint(bytes, position);
  if (wireType === 1) return within(bytes, position + 8);
  if (wireType === 5) return within(bytes, position + 4);
  const length = wireType === 2 ? varint(bytes, position) : undefined;
  if (length === undefined || length.end + length.value > bytes.length) return undefined;
  const end = length.end + length.value;
  return { end, content: bytes.subarray(length.end, end) };
}

function within(bytes: Buffer, end: number): Taken | undefined {
  return end <= bytes.length ? { end } : undefined;
}

function varint(bytes: Buffer, start: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let index = 0; index < 10; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return undefined;
}
