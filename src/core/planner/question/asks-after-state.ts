/**
 * Whether a sentence asks how something is, in words that name neither a trouble nor a thing of Kubernetes: `is checkout happy`, `how's it
 * doing`, `triage payments`. Its words without names, lower-case and joined by blanks; `named`: a name stands beside them.
 */
export const asksAfterState = (said: string, named: boolean): boolean =>
  of.test(said) ||
  (said.split(" ").length <= 4 && short.test(said)) ||
  (named && bare.test(said)) ||
  foreign.test(said);

const of = new RegExp(
  [
    "^(?:is|are) (?:\\S+ ){0,5}(?:happy|alive|green|up|dead|whole|sane|breathing|kicking|doing (?:ok|okay|fine|well|good)|in (?:good |great |any )?(?:shape|order|condition|health)|holding up|good to go|back (?:up|again|to normal))\\b",
    "^how(?:'s| is| are|s)? (?!.*\\byou\\b|(?:it|life|things|everybody|everyone|y'all) (?:doing|going)\\b)(?:\\S+ ){0,5}(?:doing|going|looking|holding up|behaving|performing|getting on|faring)\\b",
    "^what(?:'s| is|s)? up with\\b",
    "^(?:please )?(?:triage|smoke[- ]?test|sanity[- ]?check|health[- ]?check|vet|assess|gauge|probe|check up on|check in on|look in on)\\b (?!of\\b)",
    "\\b(?:sanity|health|smoke) ?(?:check|test) (?:of|for|on)\\b",
    "^(?:give me )?(?:a |an |the )?(?:quick |short |brief )?(?:status|state|health|overview|summary|picture) (?:of|on|for)\\b",
  ].join("|"),
);

/** A name and a state, as people type them: `storefront green`, `api alive`. */
const short =
  /^(?!(?:what|who|how|anybody|anyone|somebody|someone|everybody|wake|get|hurry|shut|stand|warm|cheer|listen)\b)(?:\S+ ){1,3}(?:green|alive|up|dead|happy|good to go|all good|thumbs up|in shape)$/;

/** What stands beside a name alone. */
const bare =
  /^(?:please |pls |can you |could you ){0,2}(?:check|inspect|review|verify|examine|look (?:at|into|after)|have a look at|test)(?: on| up on)?(?: please| pls)?$/;

const foreign =
  /(?<![\p{L}])(?:läuft|laeuft|geht|funktioniert)(?![\p{L}]).{0,60}(?<![\p{L}])(?:noch|wieder|alles|rund|richtig)(?![\p{L}])|\balles (?:in ordnung|ok|gut|klar|goed|in orde)\b|\btodo (?:bien|ok|en orden)\b|\btudo (?:bem|certo|ok)\b|\btout va bien\b|\b(?:marche|fonctionne)(?:nt)?(?:-\S{2,6})? (?:bien|encore|toujours|correctement)\b|\b(?:funziona|funzionano|va|vanno) tutto\b|\btutto (?:bene|ok|a posto|in ordine)\b|\bwerkt (?:alles|het) (?:nog|goed)\b/u;
