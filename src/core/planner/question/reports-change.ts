/**
 * Whether a sentence tells of a change that was made, or of what came of one, instead of asking for one: `scaled web to 6 but two pods
 * idle`, `label team was added to the nodes`, `no new pods of feed since lunch`. An order stands in the imperative or asks somebody.
 */
export function reportsChange(said: string): boolean {
  return made.test(said) || passive.test(said) || followed.test(said) || lacksPods(said);
}

/** Whether it tells of a change and of what came of it, so that somebody wants to know why. */
export function reportsTrouble(said: string): boolean {
  return (
    followed.test(said) ||
    lacksPods(said) ||
    ((made.test(said) || passive.test(said) || sinceThen.test(said)) && outcome.test(said))
  );
}

const past =
  "(?:auto|up|down|re)?-?scaled|restarted|rebooted|redeployed|re-deployed|deployed|rolled|reverted|drained|cordoned|uncordoned|tainted|evicted|deleted|removed|killed|patched|edited|changed|updated|upgraded|downgraded|moved|migrated|replaced|recreated|created|added|applied|installed|uninstalled|increased|decreased|raised|lowered|reduced|doubled|halved|bumped|paused|resumed|suspended|unsuspended|stopped|started|disabled|enabled|switched|turned|exposed|labell?ed|annotated|renamed|rotated|reinstalled|rebuilt|resized|expanded|pushed|released|imported|limited|merged|reconfigured|hardened|tightened|swapped|bounced|terminated";

/** `scaled web to 6`, `we restarted it twice`; not `suspended cronjobs`, which names what is to be listed. */
const made = new RegExp(
  `^(?:(?:i|we|they|he|she|it|somebody|someone|a colleague|the team|ops) )?(?:(?:have|has|had|just|already|even|only|recently|also|then) ){0,3}(?:${past})\\b(?! (?:pods|jobs|cronjobs|nodes|deployments|statefulsets|daemonsets|services|namespaces|containers|workloads|claims|volumes|objects|resources)\\b)`,
);

const passive = new RegExp(
  `^(?:the |a |an |our )?(?:\\S+ ){1,4}?(?:was|were|got|has been|have been|had been|been) (?:\\w+ly )?(?:${past})\\b|^(?:the |a |an |our )?new (?:\\S+ ){1,3}?(?:pushed|deployed|applied|released|rolled out|merged) `,
);

const sinceThen = /^(?:ever )?(?:since|after|following) (?:(?:we|i|they|the|an?|our|that) )?\w+/;

/** What follows an order to the letter and yet tells that it was carried out: `set replicas to 5, only 2 come up`. */
const followed =
  /\bbut (?:\S+ ){0,6}?(?:still|not|no|never|nothing|nobody|idle|burns?|waits?|hangs?|fails?|crash\w*|pending|gone|old|again|cannot|can't|won't|doesn't|didn't|isn't|stays?|remains?|lost)\b|\bonly (?:\d{1,4}|one|two|three|half|some|a few) (?:(?:of|out of) \S+ )?(?:pods? |replicas? |nodes? )?(?:come|comes|came|are|is|runs?|start|starts|started|show|shows|work|works|get|gets|got)\b|\b(?:no luck|to no avail|without (?:success|effect)|made (?:it|things) worse|did not help|didn't help|takes forever|(?:hangs?|hanging) for \w+)\b/;

/** What somebody complains of behind the change. */
const outcome =
  /\b(?:but|yet|still|now|again|and (?:now|it|they|the|then|no|nothing|pods?|clients?|everything|since)|only|no|not|never|nothing|nobody|none|ago|yesterday|twice|last (?:night|week)|this (?:morning|week)|since|gone|worse|stays?|remains?|old version|pending|pile up|lost|idle|slow\w*|\d{3} (?:everywhere|errors?)|[45]\d\ds?|fail\w*|crash\w*|time[sd]? out|timeouts?|resets?|killed|stuck|hangs?|cannot|can't|doesn't|didn't|won't)\b/;

/** `no new pods on node-7` keeps them away; `no new pods of feed since lunch` misses them. */
export function lacksPods(said: string): boolean {
  const behind = /^(?:there are |i see |we see |we get )?no (?:new|more|further) pods\b(.*)$/.exec(said)?.[1];
  if (behind === undefined) return false;
  const keepsAway = /^(?: (?:please|pls|should|shall|may|must|to|on|onto|there|for|here)\b|$)/.test(behind);
  return !keepsAway || missing.test(behind);
}

const missing =
  /\b(?:since|come|comes|came|appear\w*|start\w*|evicted|pending|any ?more|any longer|show up|for \d+|why|created|spawned|vanish\w*|gone|disappear\w*)\b/;
