type Value = { readonly asked: RegExp; readonly kinds: readonly string[]; readonly path: string; readonly wide?: true };

/** Values people ask for by name, with their place in the API object. `wide`: kubectl's wide table shows it, with its neighbours. */
export const values: readonly Value[] = [
  {
    asked: /\bonly the phase\b|\bphase of\b|\b(what|which) phase\b|\bjust the phase\b/,
    kinds: ["Pod", "Namespace", "PersistentVolumeClaim", "PersistentVolume"],
    path: "{.status.phase}",
  },
  {
    asked: /\b(?:the|only|just) spec(?:ification)?(?: (?:section|part|block))? (?:of|for)\b/,
    kinds: [],
    path: "{.spec}",
  },
  { asked: /\bstatus (?:section|block|part)\b/, kinds: [], path: "{.status}" },
  { asked: /\buid\b/, kinds: [], path: "{.metadata.uid}" },
  { asked: /\bcluster ip\b/, kinds: ["Service"], path: "{.spec.clusterIP}" },
  {
    asked: /\b(external ip|load ?balancer (ip|address|hostname)|public ip)\b/,
    kinds: ["Service"],
    path: "{.status.loadBalancer.ingress[0]}",
  },
  { asked: /\bnode ?port\b/, kinds: ["Service"], path: "{.spec.ports[*].nodePort}" },
  { asked: /\btarget ?port\b/, kinds: ["Service"], path: "{.spec.ports[*].targetPort}" },
  { asked: /\bports?\b/, kinds: ["Service"], path: "{.spec.ports[*].port}" },
  {
    asked: /\b(exit codes?|last state|terminat\w+)\b/,
    kinds: ["Pod"],
    path: "{.status.containerStatuses[*].lastState.terminated}",
  },
  { asked: /\bports?\b/, kinds: ["Pod"], path: "{.spec.containers[*].ports[*].containerPort}" },
  {
    asked: /\bports?\b/,
    kinds: ["Deployment", "StatefulSet", "DaemonSet"],
    path: "{.spec.template.spec.containers[*].ports[*].containerPort}",
  },
  {
    asked: /\bnode ?-?selectors?\b/,
    kinds: ["Deployment", "StatefulSet", "DaemonSet"],
    path: "{.spec.template.spec.nodeSelector}",
  },
  { asked: /\bselectors?\b/, kinds: ["Service"], path: "{.spec.selector}" },
  {
    asked: /\bselectors?\b/,
    kinds: ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"],
    path: "{.spec.selector.matchLabels}",
  },
  { asked: /\bip address(es)?\b|\b(pod )?ips?\b/, kinds: ["Pod"], path: "{.status.podIP}", wide: true },
  {
    asked: /\b(which|what) node\b|\bnode (is|does)\b|\bscheduled on\b|\bwhere (is|does)\b|\bnode name\b|\bnode where\b/,
    kinds: ["Pod"],
    path: "{.spec.nodeName}",
    wide: true,
  },
  { asked: /\b(internal|external)? ?ip( address)?(es)?\b/, kinds: ["Node"], path: "{.status.addresses}", wide: true },
  { asked: /\bservice ?account\b/, kinds: ["Pod"], path: "{.spec.serviceAccountName}" },
  {
    asked: /\bservice ?account\b/,
    kinds: ["Deployment", "StatefulSet", "DaemonSet", "Job"],
    path: "{.spec.template.spec.serviceAccountName}",
  },
  {
    asked: /\b(?:image )?pull secrets?\b/,
    kinds: ["Pod"],
    path: "{.spec.imagePullSecrets[*].name}",
  },
  {
    asked: /\b(?:image )?pull secrets?\b/,
    kinds: ["Deployment", "StatefulSet", "DaemonSet", "Job"],
    path: "{.spec.template.spec.imagePullSecrets[*].name}",
  },
  { asked: /\bpriority ?class\b/, kinds: ["Pod"], path: "{.spec.priorityClassName}" },
  {
    asked: /\bpriority ?class\b/,
    kinds: ["Deployment", "StatefulSet", "DaemonSet", "Job"],
    path: "{.spec.template.spec.priorityClassName}",
  },
  { asked: /\bannotations?\b/, kinds: [], path: "{.metadata.annotations}" },
  { asked: /\bfinalizers?\b/, kinds: [], path: "{.metadata.finalizers}" },
  {
    asked: /\bowner( ?references?)?\b|\bowns\b|\bowned by\b|\bcontrolled by\b/,
    kinds: [],
    path: "{.metadata.ownerReferences[*].name}",
  },
  { asked: /\bqos( class)?\b|\bquality of service\b/, kinds: ["Pod"], path: "{.status.qosClass}" },
  { asked: /\b(resource )?(limits|requests)\b/, kinds: ["Pod"], path: "{.spec.containers[*].resources}" },
  {
    asked: /\b(resource )?(limits|requests)\b/,
    kinds: ["Deployment", "StatefulSet", "DaemonSet"],
    path: "{.spec.template.spec.containers[*].resources}",
  },
  {
    asked: /\brestart count\b|\bhow (many times|often) .*\brestart/,
    kinds: ["Pod"],
    path: "{.status.containerStatuses[*].restartCount}",
  },
  {
    asked: /\bhow many replicas\b|\breplica count\b|\bnumber of replicas\b/,
    kinds: ["Deployment", "StatefulSet", "ReplicaSet"],
    path: "{.spec.replicas}",
  },
  {
    asked: /\bstorage ?class\b/,
    kinds: ["PersistentVolumeClaim", "PersistentVolume"],
    path: "{.spec.storageClassName}",
  },
  {
    asked:
      /\b(?:which|what) (?:persistent ?volumes?|pvs?|volumes?)\b|\b(?:volume|pv) (?:of|behind|backing|for)\b|\bbound to\b/,
    kinds: ["PersistentVolumeClaim"],
    path: "{.spec.volumeName}",
  },
  {
    asked:
      /\b(?:which|what) (?:persistent ?volume ?claims?|claims?|pvcs?)\b|\b(?:claim|pvc) (?:of|behind|using|on)\b|\b(?:claimed|used|bound) (?:by|to)\b/,
    kinds: ["PersistentVolume"],
    path: "{.spec.claimRef.namespace}/{.spec.claimRef.name}",
  },
  { asked: /\bsecrets?\b/, kinds: ["Ingress"], path: "{.spec.tls[*].secretName}" },
  { asked: /\bhosts?\b|\bhost ?names?\b/, kinds: ["Ingress"], path: "{.spec.rules[*].host}" },
  { asked: /\bclass\b/, kinds: ["Ingress"], path: "{.spec.ingressClassName}" },
  { asked: /\breclaim policy\b/, kinds: ["PersistentVolume"], path: "{.spec.persistentVolumeReclaimPolicy}" },
  { asked: /\baccess modes?\b/, kinds: ["PersistentVolume", "PersistentVolumeClaim"], path: "{.spec.accessModes}" },
  { asked: /\bpod ?cidrs?\b|\bcidrs?\b/, kinds: ["Node"], path: "{.spec.podCIDR}" },
  { asked: /\bschedule\b/, kinds: ["CronJob"], path: "{.spec.schedule}" },
  { asked: /\btolerations?\b/, kinds: ["Pod"], path: "{.spec.tolerations}" },
  { asked: /\bnode ?selectors?\b/, kinds: ["Pod"], path: "{.spec.nodeSelector}" },
  { asked: /\bstrategy\b/, kinds: ["Deployment"], path: "{.spec.strategy}" },
  { asked: /\bstrategy\b/, kinds: ["StatefulSet", "DaemonSet"], path: "{.spec.updateStrategy}" },
  { asked: /\brestart ?-?policy\b/, kinds: ["Pod"], path: "{.spec.restartPolicy}" },
  { asked: /\brestart ?-?policy\b/, kinds: ["Deployment", "Job"], path: "{.spec.template.spec.restartPolicy}" },
  { asked: /\bdns ?-?policy\b/, kinds: ["Pod"], path: "{.spec.dnsPolicy}" },
  {
    asked:
      /\bcontainer names\b|\bnames? of (the |its |all )?containers?\b|\b(which|what) containers\b|\blist (the |all )?containers\b/,
    kinds: ["Pod"],
    path: "{.spec.containers[*].name}",
  },
  { asked: /\bcapacity\b|\balloc\w+\b/, kinds: ["Node"], path: "{.status.allocatable}" },
  { asked: /\bconditions?\b/, kinds: ["Node", "Pod", "Deployment"], path: "{.status.conditions}" },
];
