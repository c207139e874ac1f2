import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A key and the certificate over it, as PEM texts. */
export type Certificate = { readonly key: string; readonly certificate: string };

/**
 * A new self-signed certificate for 127.0.0.1 and localhost, good until the end of 2049 for whoever trusts exactly it.
 * kubectl sends credentials over TLS only (client-go, clientcmd.DirectClientConfig), and Node has no call that makes a
 * certificate, so its DER (RFC 5280) is written here.
 */
export function selfSigned(): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(oid("2.5.4.3"), tagged(0x0c, Buffer.from("kubetriage snapshot")))));
  const signed = sequence(
    tagged(0xa0, integer(2)),
    tagged(0x02, Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ecdsaWithSha256,
    name,
    sequence(utcTime("200101000000Z"), utcTime("491231235959Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(isAuthority, names)),
  );
  const signature = sign("sha256", signed, privateKey);
  const der = sequence(signed, ecdsaWithSha256, tagged(0x03, Buffer.concat([Buffer.of(0), signature])));
  const body = der.toString("base64").replace(/.{64}(?=.)/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
  };
}

function tagged(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...head), content]);
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return tagged(0x30, ...contents);
}

function set(...contents: readonly Buffer[]): Buffer {
  return tagged(0x31, ...contents);
}

function integer(value: number): Buffer {
  return tagged(0x02, Buffer.of(value));
}

function utcTime(text: string): Buffer {
  return tagged(0x17, Buffer.from(text));
}

/** An object identifier; every number after the second takes seven bits a byte, all but the last with the high bit. */
function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const bytes = rest.flatMap((number) => {
    const sevens = [number & 0x7f];
    for (let left = number >> 7; left > 0; left >>= 7) sevens.unshift((left & 0x7f) | 0x80);
    return sevens;
  });
  return tagged(0x06, Buffer.of(first * 40 + second, ...bytes));
}

const ecdsaWithSha256 = sequence(oid("1.2.840.10045.4.3.2"));
const yes = tagged(0x01, Buffer.of(0xff));
const isAuthority = sequence(oid("2.5.29.19"), yes, tagged(0x04, sequence(yes)));
const names = sequence(
  oid("2.5.29.17"),
  tagged(0x04, sequence(tagged(0x82, Buffer.from("localhost")), tagged(0x87, Buffer.of(127, 0, 0, 1)))),
);
