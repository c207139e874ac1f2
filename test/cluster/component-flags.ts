import { join } from "node:path";

/** The flags of each part of a control plane. Everything is small, on loopback, and impatient enough for tests. */
type Flags = Readonly<Record<string, string>>;

const configuration = join(import.meta.dirname, "configuration");

export function etcdFlags(folder: string, url: string): Flags {
  return {
    "data-dir": join(folder, "etcd"),
    "listen-client-urls": url,
    "advertise-client-urls": url,
    "listen-peer-urls": "http://127.0.0.1:0",
    "unsafe-no-fsync": "true",
    "log-level": "warn",
  };
}

export function apiServerFlags(folder: string, etcd: string, port: number): Flags {
  return {
    "etcd-servers": etcd,
    "bind-address": "127.0.0.1",
    "secure-port": String(port),
    // What the endpoints of the Service `kubernetes` show; they must not be on loopback.
    "advertise-address": "10.0.0.2",
    "cert-dir": join(folder, "certificates"),
    "service-cluster-ip-range": "10.96.0.0/16",
    "token-auth-file": join(folder, "tokens.csv"),
    "authorization-mode": "Node,RBAC",
    "service-account-issuer": "https://kubernetes.default.svc.cluster.local",
    "service-account-signing-key-file": join(folder, "sa.key"),
    "service-account-key-file": join(folder, "sa.pub"),
    "audit-policy-file": join(configuration, "audit-policy.yaml"),
    "audit-log-path": join(folder, "audit.log"),
    "allow-privileged": "true",
    "kubelet-preferred-address-types": "InternalDNS",
    profiling: "false",
  };
}

export function controllerManagerFlags(folder: string, kubeconfig: string): Flags {
  return {
    kubeconfig,
    "service-account-private-key-file": join(folder, "sa.key"),
    "root-ca-file": join(folder, "certificates", "apiserver.crt"),
    "use-service-account-credentials": "true",
    "allocate-node-cidrs": "true",
    "cluster-cidr": "10.244.0.0/16",
    "leader-elect": "false",
    "secure-port": "0",
    "kube-api-qps": "500",
    "kube-api-burst": "1000",
    "node-monitor-period": "1s",
    "node-monitor-grace-period": "10s",
    "horizontal-pod-autoscaler-sync-period": "2s",
    "horizontal-pod-autoscaler-initial-readiness-delay": "1s",
    "horizontal-pod-autoscaler-cpu-initialization-period": "1s",
    "horizontal-pod-autoscaler-downscale-stabilization": "10s",
    "pvclaimbinder-sync-period": "2s",
    "resource-quota-sync-period": "5s",
    "attach-detach-reconcile-sync-period": "5s",
  };
}

export function schedulerFlags(kubeconfig: string): Flags {
  return {
    kubeconfig,
    "leader-elect": "false",
    "secure-port": "0",
    "kube-api-qps": "500",
    "kube-api-burst": "1000",
  };
}

export function kwokFlags(kubeconfig: string): Flags {
  return {
    kubeconfig,
    config: join(configuration, "kwok.yaml"),
    "manage-all-nodes": "false",
    "manage-nodes-with-label-selector": "kwok.x-k8s.io/node=managed",
    "node-lease-duration-seconds": "8",
  };
}
