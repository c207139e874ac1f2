/** Programs whose output people bring along; what they print is read as text. */
const printers =
  /^(?:.*\/)?(?:sudo|ssh|journalctl|systemctl|dmesg|cat|tail|less|head|grep|curl|wget|dig|nslookup|host|ping|nc|openssl|crictl|ctr|nerdctl|docker|podman|etcdctl|kubeadm|k3s|rke2|istioctl|linkerd|cilium|calicoctl|velero|eksctl|aws|gcloud|az|doctl|terraform|psql|mysql|redis-cli|mongosh|kafka-\S+|rabbitmqctl|free|df|du|ps|top|uptime|lsof|ss|ip|iptables|timedatectl|chronyc)$/;

export const isOtherProgram = (word: string): boolean => printers.test(word);

/** What Flux calls its kinds after `flux get`. */
const fluxKinds: Readonly<Record<string, string>> = {
  "sources git": "gitrepositories",
  "sources helm": "helmrepositories",
  "sources oci": "ocirepositories",
  "sources bucket": "buckets",
  "sources chart": "helmcharts",
};

/**
 * The words that kubectl would take for the table of custom resources that the program of a product prints (`velero backup get` as `get
 * backup -n velero`, `flux get sources git` as `get gitrepositories -n flux-system`); null where it prints no such table.
 */
export function asKubectl([program = "", ...words]: readonly string[]): readonly string[] | null {
  const first = words.findIndex((word) => word.startsWith("-"));
  const plain = first < 0 ? words : words.slice(0, first);
  const flags = first < 0 ? [] : words.slice(first);
  const hasPlace = flags.some((flag) => /^(?:-n|--namespace|-A|--all-namespaces)/.test(flag));
  const name = program.split("/").at(-1);
  if (name === "velero" && plain.length > 1) {
    const [kind = "", ...names] = plain.toSpliced(plain.indexOf("get"), 1);
    const isTable = plain.slice(0, 2).includes("get");
    return isTable ? ["get", kind, ...names, ...(hasPlace ? [] : ["-n", "velero"]), ...flags] : null;
  }
  if (name === "flux" && plain[0] === "get") {
    const source = fluxKinds[`${plain[1]} ${plain[2]}`];
    const kind = source ?? plain[1] ?? "";
    const names = plain.slice(source === undefined ? 2 : 3);
    if (kind === "all" || kind === "") return null;
    return ["get", kind, ...names, ...(hasPlace ? [] : ["-n", "flux-system"]), ...flags];
  }
  return null;
}
