import { stemsOf } from "../../question/understand.ts";

/** Whether a pod is called as controllers call those of a workload, or is the pod itself. */
export const isPodOf = (pod: string, name: string): boolean => pod === name || stemsOf(pod).includes(name);

/** What a pod's generated name was made from: `checkout-lvfzw9bp9k-25f5c` and `kafka-2` give `checkout` and `kafka`. */
export const stemOf = (pod: string): string => stemsOf(pod).at(-1) ?? pod;
