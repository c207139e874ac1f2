const named = /\b(?:certificates?|certs?|tls|ssl|x509|https)\b/;
const bad =
  /\b(?:expired?|expires|expiry|invalid|untrusted|insecure|not (?:be )?(?:trusted|valid|secure|renewed|issued|updated)|(?:n't|not|never|did|does|should have|why)\b[^.?!\n]{0,40}\b(?:renew\w*|issue[ds]?|issuing)|challenges?|(?:browsers?|clients?|users?|visitors?|customers?)\b[^.?!\n]{0,40}\b(?:warn\w*|complain\w*|refuse\w*|reject\w*|error\w*))\b/;

/** Whether a text complains of a certificate, and not only of what should have made it: `cert-manager` is the name of a program. */
export const complainsOfCertificate = (text: string): boolean => {
  const plain = text.toLowerCase().replaceAll(/\bcert-manager\b/g, "");
  return named.test(plain) && bad.test(plain);
};
