const effect = "(?:NoSchedule|NoExecute|PreferNoSchedule)";
const key = "[A-Za-z0-9][\\w./-]{0,100}";

/** Turns of phrase that mean the same wherever they stand, put as the rest of the planner knows them. */
const phrases: readonly (readonly [said: RegExp, as: string])[] = [
  // a question without its verb: `any pods restarting in shop?`
  [/^any ((?:other )?(?:pods?|nodes?|deployments?|jobs?|containers?|services?|claims?|pvcs?|statefulsets?|daemonsets?|cronjobs?)) (?=(?!(?:missing|using|having|carrying|mounting|matching|belonging|containing|requesting)\b)[a-z]{3,}ing\b)/i, "are any $1 "],
  // figures
  [/\b(\d{1,4}) ?[-–] ?(\d{1,4})(?= (?:pods?|replicas?|instances?|copies)\b)/g, "$1 to $2"],
  [/(?<!\bthe |\bhalf )\bpast (?=\d)/g, "last "],
  // taints and labels: `the maintenance taint off n14`
  [new RegExp(`(?<= ${key}(?:=${key})?)(?<!\\b(?:effects?|and|with|the|to|of|as|an?|is)) (?=${effect}\\b)`, "g"), ":"],
  [new RegExp(`^(taint nodes) (?:with|labell?ed|where) (${key}=${key}): (?=${key}(?:=${key})?:)`, "i"), "$1 labelled $2 with "],
  [new RegExp(`\\b(remove|delete|drop|take|strip) (?:the )?(?!(?:an?|any|all|that|this|its|old)\\b)(${key}) (taint|label|annotation) (?:off of|off|from|on|of) (?:the )?(?=[a-z0-9])`, "i"), "$1 $3 $2 from "],
  [new RegExp(`\\b((?:remove|delete|drop) (?:the )?(?:taint|label|annotation) ${key}) (?:off of|off|out of) (?:the )?(?=[a-z0-9])`, "i"), "$1 from "],
  [/\b(taint \S{1,100} from) (?=[a-z][a-z0-9.-]*\d(?:[\s,.]|$))/i, "$1 node "],
  [new RegExp(`^(?:add|put|set|attach) (?:the |an? )?(?:new )?label (${key}=[\\w.-]{1,63}) (?:to|on|onto|at|for) (?=(?:the )?(?:namespace|ns) )`, "i"), "label $1 on "],
  [/\b(?:stomp|clobber|trample|override|overwrite)(?: on| over)? (?:the |its |any )?(?:old|existing|current|present)(?: value| one)?\b/gi, "overwrite"],
  [/^(cordon|uncordon|drain|taint) (?:everything|all|every node|every one|all the nodes|all of them) (?=(?:that is |that are |which is |which are )?(?:labell?ed|with|having|where|carrying|in)\b)/i, "$1 nodes "],
  // ports
  [/^(expose\b(?!.*\bports?\b).{3,120}?),? (\d{2,5}) to (\d{2,5})\b/i, "$1 on port $2 target port $3"],
  [/\bas (?:an? )?(?:LB|load ?balancer)(?! service| type| with| on| in| named| called)(?= [a-z0-9])/i, "as LoadBalancer named"],
  [/\bas (?:an? )?LB\b/, "as LoadBalancer"],
]; // biome-ignore format: one line a phrase

/** A message in the planner's turns of phrase. */
export function withSetPhrases(text: string): string {
  let plain = text;
  for (const [said, as] of phrases) plain = plain.replace(said, as);
  return plain;
}
