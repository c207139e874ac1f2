/** Whether a pod is called as controllers call those of a workload, or is the pod itself. */
export function isPodOf(pod: string, name: string): boolean {
  const rest = pod === name ? "0" : pod.startsWith(`${name}-`) ? pod.slice(name.length + 1) : "";
  return /^(?:\d{1,5}|[bcdfghjklmnpqrstvwxz2456789]{6,10}-[a-z0-9]{5}|\d{6,10}-[a-z0-9]{5}|[a-z0-9]{5})$/.test(rest);
}

/** What a pod's generated name was made from: `checkout-lvfzw9bp9k-25f5c` and `kafka-2` give `checkout` and `kafka`. */
export function stemOf(pod: string): string {
  return pod.replace(
    /-(?:\d{1,5}|(?:[bcdfghjklmnpqrstvwxz2456789]{6,10}|\d{6,10})-[a-z0-9]{5}|[bcdfghjklmnpqrstvwxz2456789]{5})$/,
    "",
  );
}
