import type { Rule } from "./finding.ts";
import { imageRules } from "./rules/images.ts";

/** Every rule there is. Their order decides nothing. */
export const rules: readonly Rule[] = [...imageRules];
