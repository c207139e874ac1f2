/**
 * Words of everyday questions about clusters that are not taken as names of objects unless quoted or next to a kind that
 * leaves no other reading. Names that people do give to workloads (web, api, worker, cache, database) are left out on purpose.
 */
export function isStopWord(lower: string): boolean {
  return stopWords.has(lower) || isManner(lower);
}

/** How something is to be done names nothing: `restart the deployment cleanly`, `kill the pod hard`. */
export const isManner = (lower: string): boolean => manner.test(lower) && !named.test(lower);

const manner = /^(?:[a-z]{4,}ly|hard)$/;
const named =
  /^(?:(?:re)?assembly|reply|supply|family|anomaly|multiply|week?ly|nightly|monthly|hourly|yearly|quarterly|firefly|butterfly|dragonfly|grizzly|monopoly|italy)$/;

const stopWords = new Set(
  `a an the this that these those my our your their his her its it i we you they he she me us them one ones some any all every each both
  another other others such same own whole entire certain several many much more most less least few fewer lot lots no not none nothing never
  and or but nor so if then else than as at by for from in into inside within of off on onto out over per through to toward under until up
  upon via with without across against along among around before behind below between beyond during after since about above away back down
  again also already always just only even ever still yet now currently today yesterday recently lately tomorrow once twice soon often
  too very really actually basically maybe perhaps please kindly thanks thank hi hello hey ok okay yes yeah yep sure right well oh
  two three four five six seven eight nine ten half
  is are was were be been being am do does did doing done has have had having can could will would shall should may might must
  isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't cannot couldn't won't wouldn't shouldn't isnt arent doesnt dont
  didnt cant wont wasnt what's whats that's it's there's who's where's how's i'm i've i'd let let's lets there here
  site website websites webpage homepage platform product customers customer visitors everybody everyone prod outage incident urgent asap
  seem seems seemed appear appears appeared pls plz thx dying dies died asap urgently
  nothing's nix nicht kein keine warum wieso startet läuft geht funktioniert ist der die das kaputt por qué falla fallan funciona está el la los las pourquoi le les marche pas
  what which who whom whose where when why how whether because due reason reasons cause causes caused
  show shows showing shown list lists listing listed get gets getting got give gives fetch fetches find finds finding found display displays print
  prints dump view views see sees seen look looks looking check checks checking checked tell tells explain explains describe describes
  described return returns retrieve read reads output outputs report reports inspect examine verify confirm identify identified determine count counts
  installed deployed blocking wise plane know knows want wants need needs like try tries trying tried help helps post search grep filter filters filtered sort sorted order
  ordered group grouped follow stream streams tail watch monitor keep keeps provide produce generate compare summarize summarise
  raised fired firing exceeded exhausted guys folks lads fonctionne fonctionne-t-elle fonctionne-t-il marche-t-il marche-t-elle est-ce sanity-check sanity-checks smoke-test smoke-tests health-check once-over
  diagnose diagnosing diagnosis troubleshoot troubleshooting investigate investigating debug debugging analyze analyse analysis resolve fix
  solve happen happens happening happened going go goes went come comes came start starts starting started stop stops stopping stopped
  run runs running ran work works working worked fail fails failing failed failure failures crash crashes crashing crashed
  crashloop crashlooping crashloopbackoff imagepullbackoff errimagepull createcontainerconfigerror containercreating oomkilled oom evicted
  error errors erroring errored issue issues problem problems trouble wrong broken bad unhealthy healthy health degraded down dead alive
  pending stuck hang hangs hanging hung slow slowly latency fast unreachable reachable unavailable available ready unready notready terminating
  terminated terminate completed complete succeeded success successful successfully active inactive unknown idle busy full empty killed
  kill killing restarted restarting restarts restart respond responding responds response accessible access accessing connect connecting
  connected connection connections exist exists existing missing present absent exposed expose exposing expired invalid valid
  scale scales scaling scaled up-scale autoscale grow growing mount mounted mounting bound unbound bind scheduled schedule scheduling
  unschedulable schedulable provision provisioned provisioning pull pulled pulling deploy deployed deploying rollout rollouts rolling
  rolled update updates updated updating upgrade upgraded create creates created creating delete deletes deleted deleting remove removes
  removed add adds added change changes changed changing edit set sets apply applied applies use uses used using make makes made patch
  cordon uncordon drain taint untaint undo rollback pause resume expand increase decrease mark move send trigger put evict attach
  recent recently latest last newest oldest new old previous prior earlier current next first second third fourth final top bottom
  high higher highest low lower lowest big bigger biggest large larger largest small smaller smallest long longer short good better best
  worst different specific particular single multiple various detailed details detail full brief quick overview summary info information
  status statuses state states phase phases condition conditions name names named called known kind kinds type types number numbers amount
  total value values key keys field fields column columns row rows label labels labeled labelled annotation annotations selector selectors
  tag tags version versions image images container containers init sidecar sidecars log logs event events metric metrics usage utilization
  utilisation consumption consuming consume consumes resource resources cpu memory ram disk storage capacity allocatable limit limits
  request requests replica replicas revision revisions history port ports ip ips address addresses endpoint endpoints url host hosts
  hostname dns network traffic yaml json wide format manifest manifests spec specs definition config configuration configurations
  configured settings setting options permission permissions allowed allow allows rights role user users account accounts group groups
  cluster clusters kubernetes k8s kubectl kubeconfig context contexts namespace namespaces ns node nodes worker master control-plane
  pod pods service services deployment deployments workload workloads object objects thing things stuff item items everything anything
  something someone anyone everyone nobody app apps application applications program component components system server
  time times timestamp timestamps date day days hour hours hr hrs minute minutes min mins week weeks month months second seconds sec secs
  ago age old uptime now-a-days hourly daily
  code codes line lines text message messages word words contain contains containing match matches matching include includes including
  included related relevant relating associated belong belongs belonging owned owner managed manage refer refers reference
  equal equals least exactly roughly approximately minimum maximum min max average enough
  itself themselves able unable possible possibly likely correctly properly expected unexpected unexpectedly suddenly constantly repeatedly
  frequently keep keeps kept keeping continue continues continuing remain remains remaining stay stays waiting wait waits
  rid deployed hosting hosted serving serve serves handling handle reporting receive receiving receives sending
  think guess believe say says said see mean means meaning ask question answer
  way ways part parts end begin beginning side level kubernetes' fully partially partly somehow anymore longer
  behavior behaving behave misbehaving acting weird strange odd break breaks breaking sick unwell poorly unhappy unstable stable flapping throttled throttling leak leaking saturated
  fired firing alert alerts alarm alarms outage incident production-ready real live lives
  proceed approved approve go-ahead readiness environment environments env variable variables defined client clients backing supported kubeadm
  server-side client-side namespaced scoped non-namespaced taken mark marked unschedulable-now maintenance preparation prepare subject attribute attributes merged listen listens listening port-forward portforward port-forwarding decode decoded content contents data switch
  im el le la les los las der die das dem den des du de del nel di da em os o ao zum zur mir mich bitte zeige zeig welche alle todos todas tous toutes dans en et und oder y mostrar muéstrame montre liste lista gib
  utilised utilized registered readiness liveness startup probe probes registered nonetheless cordoned tainted drained
  executing execute exec executed attempt attempts attempting fails-to refused refusing refuse denied deny denies forbidden unauthorized
  timeout timeouts timing timed failing-over backoff loop looping loops sandbox affinity taints tolerations volume volumes claim claims
  recursively recursive uid snapshot stdout multi terminal session interactive interactively foreground overwriting ignoring temporary throwaway
  fewest youngest heaviest emptiest busiest reduce bring bump bounce terminate revert launch double halve lower raise redeploy rollback untaint label annotate attach grant bind generate
  explained ignored happenings
  implement perform untag rename allocate allocated warnings warning rules rule contain permits grants
  alphabetically partially strategic merge sum sums together along plus exactly finished finish finishes done oldest youngest concurrent streams prefixed
  carry carries bear bears wear wears select selects mount back backs tolerate tolerates tolerating
  token tokens finalizer finalizers toleration mounts members subjects carrying bearing wearing selecting pointing giving granting pointed
  disposable short-lived one-off scratch heck hell anywhere wherever somewhere lying till human readable busy sit sits sitting land landed lands bottom summed
  permitted entitled authorized authorised url urls kustomization kustomize overlay directory folder folders ram mem eat eats eating hog hogs burn burning paused heaviest
  mentioned mentions written wrote write printed logged go-to stale leftover leftovers orphaned unused
  load loads structured worst best target targets subject anew afresh follows following conflict conflicts conflicting tampered compromised hacked
  duplicate duplicates duplicated rotated wiped starved starving declares declared insists burns spams posted
  whatever whichever whoever whatsoever regardless irrespective matter matters rather quite almost nearly merely simply otherwise instead moreover however
  therefore thus hence meanwhile elsewhere nowhere unless except besides apart aside despite concerning regarding throughout
  e.g i.e e.g. i.e. eg ie etc etc. aka incl incl. vs vs. excluding respectively altogether combined beforehand afterwards sometimes someday
  told asked instructed agreed discussed planned involved
  document documents cidr cidrs
  auditor auditors colleague colleagues vendor boss nobody's
  secret secrets configmap configmaps job jobs cronjob cronjobs ingress ingresses quota quotas policy policies certificate certificates`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** Stop words that are also good names of workloads: taken as a name only where the place in the sentence says so (`the search pod`). */
export function isSoftWord(lower: string): boolean {
  return softWords.has(lower);
}

const softWords = new Set(
  `search report reports watch monitor queue events metrics config settings users user account accounts notification export import test
  data content default start end info stream filter view summary storage network traffic history messages message server client worker workers master images image update
  system component match order orders post reads review reviews time calendar ticket label container kind key value follow help support
  load homepage website site products customer customers visitors session directory vendor
  certificate secret job node apps sandbox platform product connect master console status log logs resource resources group groups role event tag tags access question answer incident alert alerts live`
    .split(/\s+/)
    .filter((word) => word !== ""),
);
