import { suggestsSecret } from "./named-values.ts";

/** How sure it is that a value of a Secret is a secret: `strong` by its own form, `named` by the name it stands under alone. */
export type SecretShape = "strong" | "named" | null;

/**
 * Whether a value that stands in a Secret can be a secret. Secrets hold user names, host names, ports and switches too; hidden
 * everywhere, they would take the names of a cluster's objects out of the evidence. null: such a value.
 */
export function secretShape(value: string, name: string): SecretShape {
  if (value.length < 8 || isSetting(value)) return null;
  if (isWords(value)) return isSecretName(name) && !isShortWord(value) ? "named" : null;
  if (isStrong(value)) return "strong";
  return isSecretName(name) ? "named" : null;
}

const secretName =
  /(?:^|[^a-z])(?:key|cert|crt|pem|auth|jwt|cookie|salt|seed|hmac|bearer|signature|dockercfg|kubeconfig)(?:$|[^a-z])|Key(?:$|[^a-z])|dockerconfigjson/i;

function isSecretName(name: string): boolean {
  return suggestsSecret(name) || secretName.test(name);
}

/** A switch, a time, an address without credentials, an e-mail address, or a path. */
function isSetting(value: string): boolean {
  return (
    /^(?:enabled|disabled|undefined)$/i.test(value) ||
    /^\d{4}-\d\d-\d\d(?:[T ][\d:.]{2,20}(?:Z|[+-][\d:]{4,5})?)?$/.test(value) ||
    /^[a-z][a-z0-9+.-]{1,30}:\/\/[^\s@?]{1,2048}$/i.test(value) ||
    /^[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/i.test(value) ||
    (/^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}\.?(?::\d{1,5})?$/.test(value) &&
      isWords(value.replace(/:\d+$/, ""))) ||
    (/^\/[\w./-]{1,512}$/.test(value) && isWords(value))
  );
}

/** One word that is no longer than what everybody calls things: `postgres`, `checkout`, `Password`. */
function isShortWord(value: string): boolean {
  return /^[A-Za-z]?[a-z]{1,7}$/.test(value);
}

/** Words as people write them, alone or joined: `checkout-database`, `shop_user`, `CheckoutService`, `db01.shop.svc`. */
function isWords(value: string): boolean {
  return value.split(/[-_./:, ]+/).every((piece) => {
    const bare = piece.replace(/^(\D+)\d{1,4}$/, "$1");
    if (bare === "" || /^\d{1,4}$/.test(bare)) return true;
    if (!/^[A-Za-z]+$/.test(bare)) return false;
    if (/^(?:[a-z]+|[A-Z]+)$/.test(bare)) return bare.length < 20 || bitsPerCharacter(bare) < 3.4;
    return /^[a-z]*(?:[A-Z][a-z]{2,})+$/.test(bare);
  });
}

function isStrong(value: string): boolean {
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((one) => one.test(value)).length;
  return value.length >= 12 ? classes >= 2 || bitsPerCharacter(value) >= 3.4 : classes >= 3;
}

/** Shannon's entropy of the characters: words of a language stay near 3, random letters come over 3.5 where there are enough of them. */
function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / value.length) * Math.log2(count / value.length), 0);
}
