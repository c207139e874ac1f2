import type { Ordinary } from "./ordinary.ts";

const said =
  "calls of a probe that names no user or no password, which the server refuses and thereby answers: the probe passes";

/** What databases write of the probes that ask whether they are there. */
export const probes: readonly Ordinary[] = [
  {
    said,
    of: /\b(?:role|database) "(?:root|nobody|daemon|\d{1,10})" does not exist\b/i,
    needs: /\bpg_isready\b(?![^\n]{0,80}-U)|\bpsql\b(?![^\n]{0,80}-U)/,
  },
  {
    said,
    of: /\bAccess denied for user '(?:root|healthcheck|ping|)'@'(?:localhost|127\.0\.0\.1|::1)' \(using password: NO\)/i,
    needs: /\bmysqladmin\b[^\n]{0,80}\bping\b|\bmariadb-admin\b[^\n]{0,80}\bping\b/,
  },
];
