import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { Fault } from "../../core/faults/fault.ts";

const nonceBytes = 12;
const tagBytes = 16;

/** Seals short texts (kubeconfigs) at rest with AES-256-GCM; `context` (the thread's id) is bound in, so that a row cannot be moved to another thread. */
export type Vault = {
  seal(text: string, context: string): Uint8Array;
  open(sealed: Uint8Array, context: string): string;
};

export function createVault(secret: string): Vault {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "kubetriage kubeconfig", 32));
  return {
    seal(text, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes)).setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString(
          "utf8",
        );
      } catch (cause) {
        throw new Fault(
          "store-failed",
          "The kubeconfig kept for this thread cannot be read with the current secret key; send it again.",
          { cause },
        );
      }
    },
  };
}
