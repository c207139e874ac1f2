import type { Risk } from "./decision.ts";

/** One reason for which a command has a risk; `riskOf` takes the worst. */
export type Hazard = { readonly risk: Risk; readonly reason: string };

export function forbidden(reason: string): Hazard {
  return { risk: "forbidden", reason };
}
