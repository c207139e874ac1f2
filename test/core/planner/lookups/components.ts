import type { Prints } from "./answered.ts";
import type { Rows } from "./rows.ts";

/** How components of the cluster are, which people name by what they do. */

const header =
  "NAMESPACE       NAME                                        READY   STATUS             RESTARTS       AGE\n";
const pods = `${header}edge            ingress-nginx-controller-6d9f676d48-x7k2p   1/1     Running            0              9d
kube-system     coredns-7c9d5f6b8d-kq2zn                    1/1     Running            2 (57d ago)    90d
kube-system     csi-provisioner-0                           0/1     CrashLoopBackOff   9 (2m ago)     1h
shop            scheduler-5b9f7c6d5c-7mwxt                  1/1     Running            0              2d
`;
const owners = `NAMESPACE       NAME                                       READY   UP-TO-DATE   AVAILABLE   AGE
edge            deployment.apps/ingress-nginx-controller   1/1     1            1           9d
kube-system     deployment.apps/coredns                    1/1     1            1           90d

NAMESPACE       NAME                                READY   AGE
kube-system     statefulset.apps/csi-provisioner    0/1     1h
`;
const classes = "NAME               PROVISIONER\nfast (default)     csi.example\n";
const services = `NAMESPACE   NAME   TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
shop        web    LoadBalancer   10.0.0.7     <pending>     80/TCP    5d
`;
const prints: Prints = [
  [/get pods -A/, pods],
  [/get deployments,daemonsets/, owners],
  [/storageclasses/, classes],
  [/get services/, services],
  [
    /logs coredns/,
    "[ERROR] plugin/errors: 2 6190900117.6250292961. HINFO: read udp 10.0.0.1:4->10.0.0.2:53: i/o timeout\n[ERROR] plugin/errors: 2 a. A: read udp 10.0.0.1:4->10.0.0.2:53: i/o timeout\n",
  ],
  [/logs csi/, "panic: no credentials\n"],
  [/logs/, "started\n"],
  [/describe/, "Name: csi-provisioner-0\nNamespace: kube-system\n"],
];

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["is the ingress controller ok?", prints, /^Nothing is wrong with the ingress controller as far as the cluster shows: its pod edge\/ingress-nginx-controller-\S+ is ready and has not restarted\. .*no request was tried/],
  ["is dns healthy?", prints, /^The cluster DNS runs: .*restarts: coredns-\S+ 2 \(57d ago\)\. But the log of coredns-\S+ holds 1 error line, above all `\[ERROR\] plugin\/errors/],
  ["is the storage provisioner ok?", prints, /^The storage driver is not well: 1 of 1 pods is not as wanted: kube-system\/csi-provisioner-0 \(CrashLoopBackOff, READY 0\/1\)/],
  ["do we have a metrics server?", prints, /^No metrics server is seen: no pod and no workload in any namespace is called like one, so whether it works cannot be said/],
  ["are the load balancers fine?", prints, /^No load balancer controller is seen: .*1 service of type LoadBalancer: shop\/web \(<pending>\); 1 waits for an address/],
  ["is the control plane up?", prints, /^No control plane is seen: .*A provider that runs it outside the cluster shows no pods of it/],
];

export const componentsRows: Rows = {
  looked,
};
