import { Fault } from "../../core/faults/fault.ts";

/**
 * Decodes a base64 kubeconfig strictly: the standard alphabet, padded; line breaks, which `base64` puts in, are let
 * through. Throws `bad-kubeconfig` naming `field`, never quoting the value, for it holds credentials.
 * Whether the text is a kubeconfig is for the cluster to judge.
 */
export function decodeKubeconfig(encoded: string, field: string): string {
  const packed = encoded.replace(/[\r\n\t ]/g, "");
  if (!isBase64(packed)) {
    throw new Fault("bad-kubeconfig", `'${field}' is not base64: send the output of 'base64 -w0 < kubeconfig'`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(packed, "base64"));
  } catch {
    throw new Fault("bad-kubeconfig", `'${field}' is base64, but what it holds is not UTF-8 text`);
  }
}

const isBase64 = (text: string) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
