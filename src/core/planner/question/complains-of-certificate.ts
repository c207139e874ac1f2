const named = /\b(?:certificates?|certs?|tls|ssl|x509|https|err_cert\w*)\b/;
const byName = /\b(?:certificates?|certs?|tls|ssl|x509|err_cert\w*)\b/;
const bad =
  /\b(?:expire[ds]?|expiry|lapsed|ran out|run out|out of date|outdated|old|invalid|untrusted|insecure|broken|err_cert\w*|not (?:be )?(?:trusted|valid|secure|renewed|issued|updated|working)|(?:n't|not|never|did|does|should have|why)\b[^.?!\n]{0,40}\b(?:renew\w*|issue[ds]?|issuing|work)|challenges?|(?:certificate|cert|tls|ssl|security) (?:warning|error|problem|alert)s?|(?:browsers?|clients?|users?|visitors?|customers?)\b[^.?!\n]{0,40}\b(?:warn\w*|complain\w*|refuse\w*|reject\w*|error\w*))\b/;

const plainOf = (text: string): string => text.toLowerCase().replaceAll(/\bcert-manager\b/g, "");

/** Whether a text complains of a certificate, and not only of what should have made it: `cert-manager` is the name of a program. */
export const complainsOfCertificate = (text: string): boolean => {
  const plain = plainOf(text);
  return named.test(plain) && bad.test(plain);
};

/** Whether a text says certificate; what goes wrong over https may be another thing. */
export const saysCertificate = (text: string): boolean => byName.test(plainOf(text));
