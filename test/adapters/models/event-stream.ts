import { crc32 } from "node:zlib";

/**
 * One message of `application/vnd.amazon.eventstream`, after the Smithy specification (smithy.io/2.0/aws/amazon-eventstream.html):
 * total length, length of the headers and the CRC-32 of both; the headers, here all strings (type 7); the payload; the CRC-32 of
 * everything before it. Numbers are big-endian.
 */
export function encodeMessage(headers: Readonly<Record<string, string>>, payload: Buffer): Buffer {
  const encoded = Buffer.concat(Object.entries(headers).map(([name, value]) => header(name, value)));
  const total = 12 + encoded.length + payload.length + 4;
  const prelude = uint32(total, encoded.length);
  const checkedPrelude = Buffer.concat([prelude, uint32(crc32(prelude))]);
  const message = Buffer.concat([checkedPrelude, encoded, payload]);
  return Buffer.concat([message, uint32(crc32(message))]);
}

const stringType = 7;

function header(name: string, value: string): Buffer {
  const [key, text] = [Buffer.from(name), Buffer.from(value)];
  return Buffer.concat([
    Buffer.from([key.length]),
    key,
    Buffer.from([stringType, text.length >> 8, text.length & 0xff]),
    text,
  ]);
}

function uint32(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) buffer.writeUInt32BE(value, index * 4);
  return buffer;
}
