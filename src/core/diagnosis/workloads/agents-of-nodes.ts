/** The name of an agent's pods, and what pods on a node lack without it. */
export type NodeAgent = readonly [pods: RegExp, effect: string];

export const networkAgents: readonly NodeAgent[] = [
  [/^kube-proxy-/, "the addresses of Services do not work from there"],
  [
    /^(?:calico-node|canal|cilium|kube-flannel-ds|weave-net|aws-node|antrea-agent|kube-router|kindnet|kube-ovn-cni|ovnkube-node)-/,
    "pods there lose their network, and new ones get none",
  ],
  [/^(?:node-local-dns|nodelocaldns)-/, "pods there cannot resolve names"],
];

/** The part of a storage driver that mounts volumes on its node. */
export const storageAgents: readonly NodeAgent[] = [
  [
    /^(?:(?:[a-z0-9]{1,30}-){0,2}csi-(?:[a-z0-9]{1,30}-){0,2}(?:node|nodeplugin|agent)|csi-[a-z0-9]{1,30}plugin|longhorn-csi-plugin|trident-node-linux|openebs-[a-z]{1,20}-node)-[a-z0-9]{5}$/,
    "volumes of its driver cannot be mounted there",
  ],
];
