/** What not every model or server takes; a row for each, the one to leave out first at the top. */
export type Feature = "caching" | "tools" | "form" | "temperature" | "streaming" | "limit";

type Refusal = { readonly feature: Feature; readonly words: RegExp };

/** How servers say what they did not take. */
const refusals: readonly Refusal[] = [
  { feature: "caching", words: /cache_?control|cache_?point|prompt caching/i },
  { feature: "temperature", words: /temperature/i },
  { feature: "limit", words: /max_?(?:completion_?|output_?|new_?)?tokens|in (?:the|your) completion/i },
  { feature: "streaming", words: /\bstream(?:ing|ed|_options)?\b/i },
  { feature: "tools", words: /\btools?\b|tool_choice|tool_?config|tool use|function(?:s| call)/i },
  { feature: "form", words: /response_?format|json_?schema|output_?(?:config|format)|structured|schema|grammar/i },
];

const blindOrder: readonly Feature[] = ["tools", "form", "temperature", "caching", "limit", "streaming"];

/**
 * What to leave out of a request that a server refused (HTTP 400 or 422), of the features that were in it: what its words name, else the
 * least common one. Null: nothing is left that could be in the way.
 */
export function featureToDrop(words: string, used: ReadonlySet<Feature>): Feature | null {
  const named = refusals.find(({ feature, words: pattern }) => used.has(feature) && pattern.test(words));
  return named?.feature ?? blindOrder.find((feature) => used.has(feature)) ?? null;
}
