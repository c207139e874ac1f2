const piling = [
  "pil(?:e|es|ed|ing) up",
  "(?<!\\b(?:the|whole|our|full|entire|this|that|new) )(?:builds?|building|built|stacks?|stacking|stacked|heap(?:s|ed|ing)?) up",
  "accumulat(?:e|es|ed|ing)",
  "(?:queues?|lag|backlogs?)\\b[^.?!\\n]{0,30}\\b(?:grow\\w*|ris(?:es|ing)|climb\\w*|increas\\w*|explod\\w*|full|long|huge)",
  "(?:growing|huge|rising|large|long|increasing) (?:queues?|lag|backlogs?)",
  "(?:fall|falls|falling|fell|fallen|lag|lags|lagging|run|runs|running) (?:far )?behind",
  "(?:not|n't|cannot|barely|hardly) keep(?:s|ing)? up",
  "unprocessed",
  "(?:thousands|hundreds|millions|lots|tons|\\d{3,9}) (?:of )?(?:\\w+ ){1,3}(?:(?:are|is|still|just|now) ){0,2}(?:wait|waiting|queued|pending)",
  "(?:not|n't|never) scal(?:e|es|ing) (?:\\w+ ){0,2}(?:under|despite|although|though|with) (?:\\w+ ){0,3}(?:load|traffic|backlog|lag|queues?)",
  "(?:waits?|waiting|stuck|sits?|sitting|queued?|queuing) in (?:the |our |a )?(?:\\w+ )?(?:queues?|kafka|rabbit\\w*|sqs|topics?|backlog)",
];

const told = new RegExp(`\\b(?:${piling.join("|")})\\b`, "i");

const waits = /\bwait(?:s|ing|ed)? (?:for )?(?:\w+ )?(?:hours?|days?|minutes|ages|forever|too long|so long|long)\b/i;

/** Whether a text tells of people who wait for long: for work that is not done, or for an answer. */
export const tellsOfLongWaits = (text: string): boolean => waits.test(text);

/** Whether a text tells of work that waits and becomes more: `invoices pile up`, `the lag grows`, `workers do not keep up`. */
export const tellsOfWaitingWork = (text: string): boolean => told.test(text.replaceAll("’", "'"));
