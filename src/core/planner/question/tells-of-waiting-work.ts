const piling = [
  "pil(?:e|es|ed|ing) up",
  "(?:builds?|building|built|stacks?|stacking|stacked|heap(?:s|ed|ing)?) up",
  "accumulat(?:e|es|ed|ing)",
  "(?:queues?|lag|backlogs?)\\b[^.?!\\n]{0,30}\\b(?:grow\\w*|ris(?:es|ing)|climb\\w*|increas\\w*|explod\\w*|full|long|huge)",
  "(?:growing|huge|rising|large|long|increasing) (?:queues?|lag|backlogs?)",
  "(?:fall|falls|falling|fell|fallen|lag|lags|lagging|run|runs|running) (?:far )?behind",
  "(?:not|n't|cannot|barely|hardly) keep(?:s|ing)? up",
  "(?:waits?|waiting|stuck|sits?|sitting|queued?|queuing) in (?:the |our |a )?(?:\\w+ )?(?:queues?|kafka|rabbit\\w*|sqs|topics?|backlog)",
];

const told = new RegExp(`\\b(?:${piling.join("|")})\\b`, "i");

/** Whether a text tells of work that waits and becomes more: `invoices pile up`, `the lag grows`, `workers do not keep up`. */
export const tellsOfWaitingWork = (text: string): boolean => told.test(text.replaceAll("’", "'"));
