/** Verbs that people have for what kubectl does, in its words; only where an order or `can i` leads to them. */
export function slangless(text: string): string {
  let plain = text;
  for (const [said, as] of verbs) {
    plain = plain.replace(said, (match: string, ...rest: unknown[]) => {
      const at = rest.find((one): one is number => typeof one === "number")!;
      return typeof as === "string" ? as : as(plain.slice(at + match.length));
    });
  }
  return plain;
}

const lead =
  "(?<=^|[,;:.)] |\\b(?:can|could|would|will|may|should|must|need|want|have|got|able|allowed|permitted|like) (?:to |you |i |we |u )?|\\b(?:please|and|then|let's|lets|just|now|we|you|i|also|to|not|cannot|gonna) )";
const verb = (said: string, as: string | ((rest: string) => string)) =>
  [new RegExp(`${lead}(?:${said})(?= (?!\\d))`, "i"), as] as const;

const verbs: readonly (readonly [RegExp, string | ((rest: string) => string)])[] = [
  verb("kick off|fire off|fire up(?= (?:the |a )?(?:cron ?job|cj))", (rest) => (/^ (?:the |a )?(?:cron ?job|cj)/.test(rest) ? "trigger" : "start")),
  verb("nuke|zap|ditch|axe|trash|bin|whack|yeet|scrap|chuck out|chuck|kill off|blow away|toss out|obliterate|bye bye|ged rid of|do away with|take down(?= (?:the )?pod)", removed),
  verb("rip out|rip off|rip|peel off|scrub|strip off|yank off|yank|pull off|knock off", (rest) => (ofObject.test(rest) ? "remove" : "rip")),
  verb("kick|jiggle|power-?cycle|reboot|cycle", (rest) => (workloads.test(rest) ? "restart" : "reboot")),
  verb("freeze|hold|halt|put on hold", (rest) => (scheduled.test(rest) ? "suspend" : rollouts.test(rest) ? "pause the rollout of" : deployments.test(rest) ? "pause" : "hold")),
  verb("thaw|unfreeze|un-freeze|unpause|un-pause|unhold|unsuspend|un-suspend", (rest) => (rollouts.test(rest) ? "resume the rollout of" : "resume")),
  verb("park|fence off|fence|bench|quarantine", (rest) => (/^ (?:the )?node\b/.test(rest) ? "cordon" : "park")),
  verb("peek at|peek into|spit out|cough up|pull up|hit me with|throw me|toss me|sling me|shoot me|eyeball(?= (?:the |our |my )?(?:logs?|events?|yaml|manifest)\\b)|check out(?= (?!(?:in|at|on|any ?more|because|when|since|with|and|for|from|right|there|here|again|successfully)\\b))|print out|whip up|have a peek at|take a peek at", "show"),
  [/^let me (?:see|look at|peek at|have a look at|get)(?= )/i, "show"],
  verb("bump|crank", (rest) => (/^ (?:up )?(?:the )?(?:deployment|stateful ?set|replica ?set|multiple) .{1,80} to \d{1,4}(?![\w.:])/.test(rest) ? "scale" : "bump")),
  verb("dump(?= (?:all|every|failed|pending|available) )", "list"),
  verb("slap|stick|whack|pop|plonk", "put"),
  verb("(?:boot|kick|throw|clear|get|move|chase|shove) (?:everything|all(?: the)? pods|every pod|all|everybody) (?:off|from|out of|away from)(?: of)?", "drain"),
  verb("(?:evacuate|vacate|clear out|empty out|empty)(?= (?:the )?node\\b)", "drain"),
  verb("ramp|pump|beef|blow|shrink|dial", (rest) => (/^(?: up| down)? .{3,80} to \w+/.test(rest) ? "bring" : "ramp")),
  [/\b(?:kindly |please |pls )?revert(?: back)? (?:to (?:me|us) )?with (?=the (?:reason|cause|status|details|update|findings|solution|same)\b)/i, "tell me "],
  [/\b(?:kindly|please|pls) revert(?: back)?(?: to (?:me|us))?(?=[.!?]|$| (?:asap|soon|at the earliest|today|urgently))/i, "please answer"],
  [/\bpause the rollout of (?:the )?(?:rollouts?|roll-outs?)(?: on| of| for)?(?= )/i, "pause the rollout of"],
  [/\bresume the rollout of (?:the )?(?:rollouts?|roll-outs?)(?: on| of| for)?(?= )/i, "resume the rollout of"],
]; // biome-ignore format: one line a verb

const ofObject = /^ (?:the |an? |its )?(?:[\w./-]+ )?(?:label|taint|annotation|env|environment|variable)\b/;
const workloads =
  /^ (?:all |the |every |each )*(?:[\w-]+ )?(?:deployment|deploy|sts|statefulset|daemonset|ds|stateful set|daemon set|pod)s?\b/;
const deployments = /^ (?:the )?(?:deployment|deploy)\b/;
const rollouts = /^ (?:the |all )?(?:rollouts?|roll-outs?)\b/;
const scheduled = /^ (?:the )?(?:cron ?job|cj)\b/;

function removed(rest: string): string {
  return ofObject.test(rest) ? "remove" : "delete";
}
