/** Kinds that well-known products bring, by the words that kubectl takes for them: singular, plural and short names. */
const kinds =
  "Certificate CertificateRequest:cr Issuer ClusterIssuer Order Challenge Gateway:gtw GatewayClass HTTPRoute GRPCRoute TLSRoute TCPRoute UDPRoute ReferenceGrant BackendTLSPolicy VirtualService:vs DestinationRule:dr ServiceEntry:se PeerAuthentication:pa AuthorizationPolicy RequestAuthentication EnvoyFilter:ef Sidecar WorkloadEntry:we MeshTLSAuthentication ServerAuthorization IPAddressPool L2Advertisement BGPPeer BGPAdvertisement ServiceL2Status CiliumLoadBalancerIPPool:ippools,ippool Middleware IngressRoute ClusterPolicy:cpol PolicyReport:polr SecretProviderClass Application:app,apps ApplicationSet:appset AppProject Rollout:ro AnalysisRun:ar Kustomization:ks HelmRelease:hr GitRepository:gitrepo HelmRepository:helmrepo HelmChart:hc OCIRepository ScaledObject:so ScaledJob:sj TriggerAuthentication:ta NodePool NodeClaim NodeClass EC2NodeClass ServiceMonitor:smon PodMonitor:pmon VMServiceScrape VMPodScrape Probe PrometheusRule:promrule Prometheus:prom Alertmanager:am ExternalSecret:es SecretStore:ss ClusterSecretStore:css SealedSecret VerticalPodAutoscaler:vpa PodAutoscaler:kpa Revision:rev VolumeSnapshot VolumeSnapshotContent VolumeSnapshotClass CiliumNetworkPolicy:cnp CiliumClusterwideNetworkPolicy:ccnp GlobalNetworkPolicy:gnp AdminNetworkPolicy:anp BaselineAdminNetworkPolicy:banp BackendTrafficPolicy:btp MeshCircuitBreaker CephCluster CiliumEndpoint:cep Composition Provider ProviderConfig Cluster Machine MachineDeployment MachineSet Workflow:wf CronWorkflow PipelineRun TaskRun Backup Restore Schedule BackupStorageLocation:bsl VolumeSnapshotLocation:vsl PodVolumeBackup TLSOption ServersTransport KafkaConnect KafkaConnector KafkaUser RabbitmqCluster InferenceService Tenant KafkaTopic KafkaNodePool Kafka ClusterOperator:co ClusterVersion NetworkChaos PodChaos StressChaos IOChaos HTTPChaos DNSChaos TimeChaos KernelChaos JVMChaos AWSChaos GCPChaos ChaosEngine:cengine ChaosExperiment ChaosResult:cresult ChaosSchedule ChaosBlade MeshFaultInjection TrafficSplit LocalQueue ClusterQueue ResourceFlavor"
    .split(" ")
    .map((entry) => entry.split(":") as [string, string?]);

const byWord: ReadonlyMap<string, string> = new Map(
  kinds.flatMap(([kind, short]) => {
    const singular = kind.toLowerCase();
    const plural = /[^aeiou]y$/.test(singular)
      ? `${singular.slice(0, -1)}ies`
      : /s$/.test(singular)
        ? `${singular}es`
        : `${singular}s`;
    const words = [singular, plural, ...(short?.split(",") ?? [])];
    return words.filter((word) => word !== "apps").map((word) => [word, kind] as const);
  }),
);

/** The kind of a custom resource as its API spells it, from the word before any group: `certificates`, `hr`; undefined when not known. */
export const customKind = (word: string): string | undefined => byWord.get(word.toLowerCase());
