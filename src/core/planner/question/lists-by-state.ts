import { tellsOfIdleWork } from "./seeks-fault.ts";

/**
 * A list narrowed by a state is a look, not an investigation: `check for failed pods`, `which pods are pending`; not so `the reports
 * were not sent, although all pods run`.
 */
export function listsByState(said: string): boolean {
  if (/\b(why|diagnos\w*|troubleshoot\w*|investigat\w*|root cause|cause of|the cause|wrong|fix|debug\w*)\b/.test(said))
    return false;
  if (/^(?:the|all|every)\b/.test(said) && tellsOfIdleWork(said.replace(/\b(?:that|which|who|whose)\b.*$/, "")))
    return false;
  const lists =
    /^(?:check for|check if any|check which|check|list|show|get|got any|got|have we got|anything|all|every|the|find|display|print|fetch|view|see|give|which|how many|count|look for|are there|are any|do i have|do we have|return|tell me which|watch|search|any|what|verify|is every|names?)\b/;
  if (narrowed.test(said) || podsByPhase.test(said) || podsNotRunning.test(said) || goingNamespaces.test(said))
    return true;
  if (!lists.test(said)) return false;
  return (
    /\b(?:pods?|nodes?|deployments?|jobs?|cronjobs?|statefulsets?|daemonsets?|services?|pvcs?|pvs?|claims?|volumes?|replicasets?|namespaces?|containers?|hpas?|ingress\w*|events?|logs?|restarts?|images?|yaml|resources?|workloads?|rollout|metrics)\b/.test(
      said,
    ) &&
    !/\b(?:issues?|problems?|trouble) with\b|\b(?:image|pull\w*|scheduling|network\w*|storage|mount\w*|volume|probe|startup|restart) (?:problems?|issues?|failures?|trouble)\b|\bpull(?:ing)? errors?\b|\bwhat (?:is|are|happened|happens|caused)\b.*\b(?:issue|problem|happening|going)/.test(
      said,
    )
  );
}

/** `any failed pods?`, `pending pods in shop`: nothing but a phase and the kind. */
const podsByPhase =
  /^(?:(?:any|are there|there are|is there|all|the|some|do we have|got) ){0,3}(?:failed|pending|succeeded|completed|evicted) pods?(?: (?:in|any|all|there|around|left|at all|right now|now|here|please|namespace|across|of|the|cluster|whole)){0,5}$/;

/** `pods not running in any namespace`. */
const podsNotRunning =
  /^(?:all |any |the )?pods (?:(?:that|which) are )?not (?:in )?running(?: (?:in|any|all|there|right now|now|here|please|namespace|across|of|the|cluster|whole)){0,5}$/;

/** `namespaces stuck terminating`: which they are. */
const goingNamespaces =
  /^(?:all |any |which |what |the )?namespaces (?:that are |which are )?(?:stuck |hanging |still )?(?:in )?terminating$/;

/** A sentence that is nothing but the kind and what narrows it: `pods that are not in phase Running`. */
const narrowed =
  /^(?:\w+ )?(?:pods|nodes|deployments|jobs|cronjobs|statefulsets|daemonsets|services|pvcs|pvs|claims|volumes|namespaces|replicasets)\b.{0,40}?\b(?:that|which|whose|with|without|(?:not )?in (?:the |a )?\w+ (?:phase|state|status)|in (?:the )?(?:phase|state|status) \w+)\b/;
