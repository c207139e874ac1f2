/**
 * What the specification of a pod or of its containers says, and no table shows. `path` is below the container, or below the pod's
 * specification; `is` names the values that the words mean, where they mean some.
 */
export type Trait = {
  readonly said: RegExp;
  readonly name: string;
  readonly of: "container" | "pod";
  readonly paths: readonly string[];
  /** The words are such a state themselves (`privileged`, `using the latest tag`): values that have it. */
  readonly is?: RegExp;
  /** What is true of those that have it, in words behind a number: `run privileged`. */
  readonly have?: string;
  /** What is true of those that do not, where it is not `have no <name>`. */
  readonly lack?: string;
};

const container = (said: RegExp, name: string, path: string): Trait => ({ said, name, of: "container", paths: [path] });
const pod = (said: RegExp, name: string, path: string): Trait => ({ said, name, of: "pod", paths: [path] });

/** The longer words come first: `cpu limits` before `limits`. */
export const traits: readonly Trait[] = [
  container(/\b(?:memory|mem|ram) limits?\b|\blimits? (?:on|of|for|to) (?:the |their )?(?:memory|ram)\b/, "memory limit", "resources.limits.memory"),
  container(/\bcpu limits?\b|\blimits? (?:on|of|for|to) (?:the |their )?cpu\b/, "CPU limit", "resources.limits.cpu"),
  container(/\b(?:memory|mem|ram) requests?\b|\brequests? (?:for|of) (?:memory|ram)\b|\brequest(?:ing|s|ed)? (?:any |(?:the )?(?:most|least|fewest|much) )?(?:memory|ram)\b/, "memory request", "resources.requests.memory"),
  container(/\bcpu requests?\b|\brequests? (?:for|of) cpu\b|\brequest(?:ing|s|ed)? (?:any |(?:the )?(?:most|least|fewest|much) )?cpu\b/, "CPU request", "resources.requests.cpu"),
  container(/\bephemeral[- ]storage limits?\b/, "limit of ephemeral storage", "resources.limits.ephemeral-storage"),
  container(/\b(?:resource )?limits?\b/, "limits", "resources.limits"),
  container(/\b(?:resource )?requests?\b/, "requests", "resources.requests"),
  container(/\bliveness(?: ?probes?| ?checks?)?\b/, "liveness probe", "livenessProbe"),
  container(/\breadiness(?: ?probes?| ?checks?)?\b/, "readiness probe", "readinessProbe"),
  container(/\bstart-?up ?(?:probes?|checks?)\b/, "startup probe", "startupProbe"),
  { said: /\b(?:health )?(?:probes?|health ?checks?)\b/, name: "probe", of: "container", paths: ["livenessProbe", "readinessProbe", "startupProbe"] },
  container(/\bimage ?pull ?polic(?:y|ies)\b|\bpull polic(?:y|ies)\b/, "imagePullPolicy", "imagePullPolicy"),
  container(/\bpre-?stop(?: hooks?)?\b/, "preStop hook", "lifecycle.preStop"),
  { said: /\bprivileged\b/, name: "privileged", of: "container", paths: ["securityContext.privileged"], is: /^true$/, have: "run privileged", lack: "do not run privileged" },
  { said: /\bread-?only (?:root ?)?(?:file ?system|fs)\b/, name: "read-only root filesystem", of: "container", paths: ["securityContext.readOnlyRootFilesystem"], is: /^true$/, have: "have a read-only root filesystem", lack: "have no read-only root filesystem" },
  { said: /\bprivilege escalation\b/, name: "privilege escalation", of: "container", paths: ["securityContext.allowPrivilegeEscalation"], is: /^(?:true|)$/, have: "allow privilege escalation", lack: "forbid privilege escalation" },
  container(/\bsecurity ?contexts?\b/, "securityContext", "securityContext"),
  { said: /(?::|\bthe |\b)latest\b(?: (?:image )?tags?| images?)?|\buntagged(?: images?)?|\bfloating tags?\b/, name: "latest tag", of: "container", paths: ["image"], is: /:latest$|^(?:[^/]{1,200}\/){0,5}[^/:@]{1,200}$/, have: "use an image tagged latest or without a tag", lack: "use an image with a tag other than latest" },
  { said: /\b(?:image )?digests?\b/, name: "image digest", of: "container", paths: ["image"], is: /@sha256:/, have: "name their image by a digest", lack: "name their image by a tag" },
  pod(/\bnode ?selectors?\b/, "nodeSelector", "nodeSelector"),
  pod(/\b(?:node )?affinit(?:y|ies)\b|\banti-?affinit(?:y|ies)\b/, "affinity", "affinity"),
  pod(/\btolerations?\b/, "tolerations", "tolerations"),
  pod(/\btopology ?spread(?: ?constraints?)?\b/, "topologySpreadConstraints", "topologySpreadConstraints"),
  pod(/\bpriority ?class(?:es)?(?: names?)?\b/, "priorityClass", "priorityClassName"),
  pod(/\bservice ?accounts?(?: names?)?\b/, "service account", "serviceAccountName"),
  pod(/\bimage ?pull ?secrets?\b|\bpull secrets?\b/, "imagePullSecrets", "imagePullSecrets[*].name"),
  { said: /\bhost ?network(?:ing)?\b|\bnetwork of the (?:host|node)\b/, name: "hostNetwork", of: "pod", paths: ["hostNetwork"], is: /^true$/, have: "use the host network", lack: "do not use the host network" },
  { said: /\bhost ?paths?(?: volumes?| mounts?)?\b/, name: "hostPath volume", of: "pod", paths: ["volumes[*].hostPath.path"], have: "mount a hostPath", lack: "mount no hostPath" },
  { said: /\bempty ?dirs?(?: volumes?)?\b/, name: "emptyDir volume", of: "pod", paths: ["volumes[*].emptyDir"], have: "have an emptyDir volume", lack: "have no emptyDir volume" },
  { said: /\binit ?containers?\b/, name: "init container", of: "pod", paths: ["initContainers[*].name"] },
  pod(/\brestart ?polic(?:y|ies)\b/, "restartPolicy", "restartPolicy"),
  pod(/\bdns ?polic(?:y|ies)\b/, "dnsPolicy", "dnsPolicy"),
  pod(/\b(?:termination )?grace ?periods?\b/, "terminationGracePeriodSeconds", "terminationGracePeriodSeconds"),
  pod(/\bowners?(?: ?references?)?\b|\bcontrollers?\b/, "owner", "^metadata.ownerReferences[*].kind"),
  pod(/\breplicas?\b/, "replica count", "^spec.replicas"),
  { said: /\b(?:persistent (?:volumes?|storage|disks?|volume ?claims?)|volume ?claims?)\b/, name: "persistent volume", of: "pod", paths: ["volumes[*].persistentVolumeClaim.claimName", "^spec.volumeClaimTemplates[*].metadata.name"], have: "use a persistent volume claim", lack: "use no persistent volume claim" },
  { said: /\bbest[- ]?effort\b(?: qos)?/, name: "quality of service", of: "pod", paths: ["^status.qosClass"], is: /^BestEffort$/, have: "are of the quality of service BestEffort", lack: "are not of the quality of service BestEffort" },
  { said: /\bguaranteed\b(?: qos)?/, name: "quality of service", of: "pod", paths: ["^status.qosClass"], is: /^Guaranteed$/, have: "are of the quality of service Guaranteed", lack: "are not of the quality of service Guaranteed" },
  { said: /\bburstable\b(?: qos)?/, name: "quality of service", of: "pod", paths: ["^status.qosClass"], is: /^Burstable$/, have: "are of the quality of service Burstable", lack: "are not of the quality of service Burstable" },
  pod(/\bqos(?: class(?:es)?)?\b|\bquality of service\b/, "quality of service", "^status.qosClass"),
  pod(/\bruntime ?class(?:es)?\b/, "runtimeClass", "runtimeClassName"),
]; // biome-ignore format: one line a trait
