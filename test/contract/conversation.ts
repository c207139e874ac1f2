import { expect } from "vitest";
import type { Reply, RunningService } from "./service.ts";

/** A command as it stands in `Cmds` or `executedCmds`. */
export type WireCommand = { Command: string; Output: string; execute: boolean; [key: string]: any };

/** Sends one message and insists on 200. */
export async function say(service: RunningService, message: Record<string, unknown>): Promise<any> {
  const reply = await tell(service, message);
  expect(reply.status, reply.text).toBe(200);
  return reply.json;
}

/** Sends one message, whatever comes of it. */
export const tell = (service: RunningService, message: unknown): Promise<Reply> =>
  service.send("POST", "/api/sendMessage", { body: message });

export const approved = (Command: string): Record<string, unknown> => ({ Command, Output: "", execute: true });
export const waiting = (Command: string): Record<string, unknown> => ({ Command, Output: "", execute: false });
export const commandsOf = (list: readonly WireCommand[]): string[] => list.map((entry) => entry.Command);

/** What stands in a reply that does not differ between two threads asked the same: everything but ids and times. */
export function comparable(reply: any): unknown {
  return JSON.parse(
    JSON.stringify(reply, (key, value) => (key === "thread_id" || key === "duration_ms" ? undefined : value)),
  );
}

/** The output of step 5 of the README of the troubleshooting agent, shortened by columns of blanks only. */
export const readmePods = `NAME                                        READY   STATUS                       RESTARTS        AGE
aws-6d9f676d48-jw2gb                        1/1     Running                      0               6d18h
chroma-vector-db-6ff6d5bf74-4dzvb           1/1     Running                      0               6d18h
compliance-soc2-fb8487595-nm4xq             1/1     Running                      0               6d18h
dummy-250527154358-865cfbb7db-9h6tm         1/2     CrashLoopBackOff             873 (61s ago)   3d3h
ecs-to-eks-poc-7899fccddd-hr7dd             1/1     Running                      0               79s
grafana-agent-7ccb67c59c-td9l7              1/1     Running                      0               6d18h
k8s-demo-7fc788997c-pwdv6                   0/1     CreateContainerConfigError   0               3d10h
k8s-dummy-250527160138-66db598d69-xzg4d     1/2     CrashLoopBackOff             871 (67s ago)   3d3h
k8s-f74bcd594-52lxh                         1/1     Running                      0               6d18h
kubernetes-agent-59f5c8d76d-gg72m           1/1     Running                      0               46h
test-7b568d7988-6wsz7                       1/1     Running                      0               4d21h
test-7b568d7988-q8kb5                       1/1     Running                      0               4d6h
vectordb-duplo-managed-db-6655b8ccd-v8sjk   1/1     Running                      0               4d18h`;
