/** Whether a text speaks of the namespace that holds when a command names none: it is set in the kubeconfig, not made in the cluster. */
export function isOfContext(text: string): boolean {
  return /\b(?:default|current|preferred|standard) (?:namespace|ns)\b|\b(?:namespace|ns)\b.{0,60}\b(?:by default|as (?:the |my |a )?default|from now on|(?:the|my|our|your) (?:new )?default)\b|\b(?:namespace|ns) (?:for|of|in) (?:the |all |this |my )?(?:current )?context\b/i.test(
    text.slice(0, 500),
  );
}

const name = "[\"'`]?([a-z0-9][a-z0-9-]{0,62})[\"'`]?";

/** Which namespace is to hold: `make team-blue my default namespace`, `set the default namespace to shop`. */
const forms: readonly RegExp[] = [
  new RegExp(
    `\\b(?:make|set|use|want|have|take|choose|pick|declare|turn)\\s+(?:the )?(?:namespace |ns )?${name}(?: (?:namespace|ns))?\\s+(?:as |be |to be |become |into )?(?:the|my|our|a)\\s+(?:new )?(?:default|current|preferred|standard)\\b`,
    "i",
  ),
  new RegExp(
    `\\b(?:namespace|ns)\\b[^.?!]{0,60}?\\b(?:to|as|be|is|becomes?)\\s+(?:be )?(?:the )?(?:namespace |ns )?${name}`,
    "i",
  ),
  new RegExp(`\\b(?:use|take|stay in|work in|go to)\\s+(?:the )?(?:namespace|ns) ${name}`, "i"),
];

/** The namespace that a text wants to hold by default; null when it names none. */
export function namespaceOfContext(text: string): string | null {
  for (const form of forms) {
    const said = form.exec(text.slice(0, 500))?.[1]?.toLowerCase();
    if (said !== undefined && !/^(the|a|an|my|our|default|current|be|namespace|context|it|this|that|new)$/.test(said))
      return said;
  }
  return null;
}
