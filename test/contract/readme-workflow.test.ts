import { afterAll, beforeAll, expect, test } from "vitest";
import { approved, commandsOf, readmePods, say } from "./conversation.ts";
import { type RunningService, startService } from "./service.ts";

/** The six steps of the README's example workflow, replayed against the demo cluster, and its example queries. */
let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

test("steps 1 and 2: a question gets its command for approval, nothing runs", async () => {
  const reply = await say(service, {
    content: "List my pods in the shop namespace",
    thread_id: "workflow",
    data: { Cmds: [], execute_all: false, executedCmds: [] },
  });
  expect(reply).toMatchObject({
    Content: expect.stringContaining("kubectl get pods -n shop"),
    data: {
      Cmds: [{ Command: "kubectl get pods -n shop", Output: "", execute: false }],
      execute_all: false,
      executedCmds: [],
    },
    thread_id: "workflow",
  });
});

test("steps 3 and 4: the approved command runs, its output is analysed, next steps are suggested", async () => {
  const reply = await say(service, {
    content: "approved",
    thread_id: "workflow",
    data: { Cmds: [approved("kubectl get pods -n shop")], execute_all: false, executedCmds: [] },
  });
  expect(reply.Content).toMatch(/^Analysis of command\(s\):\n\n\S/);
  expect(Object.keys(reply.data)).not.toContain("execute_all");
  expect(reply.data.executedCmds).toHaveLength(1);
  expect(reply.data.executedCmds[0]).toMatchObject({
    Command: "kubectl get pods -n shop",
    Output: expect.stringMatching(/^NAME +READY +STATUS +RESTARTS +AGE\n[\s\S]*\S$/),
    execute: true,
  });
  expect(reply.data.Cmds.length).toBeGreaterThan(0);
  for (const command of reply.data.Cmds) {
    expect(command).toMatchObject({ Command: expect.stringMatching(/^kubectl /), Output: "", execute: false });
  }
  expect(reply.thread_id).toBe("workflow");
});

test("steps 5 and 6: results run elsewhere are analysed, the failing pods named, next steps suggested for each", async () => {
  const reply = await say(service, {
    content: "What is the issue with my pods?",
    thread_id: "elsewhere",
    data: {
      Cmds: [],
      execute_all: false,
      executedCmds: [{ Command: "kubectl get pods -n duploservices-andy", Output: readmePods, execute: true }],
    },
  });
  expect(reply.Content).not.toMatch(/^Analysis/);
  expect(reply.data).toMatchObject({ execute_all: false, executedCmds: [] });
  expect(reply.thread_id).toBe("elsewhere");
  const told = reply.Content + JSON.stringify(reply.data.Cmds);
  for (const pod of [
    "dummy-250527154358-865cfbb7db-9h6tm",
    "k8s-demo-7fc788997c-pwdv6",
    "k8s-dummy-250527160138-66db598d69-xzg4d",
  ]) {
    expect(told).toContain(pod);
  }
  expect(commandsOf(reply.data.Cmds).every((command) => command.includes("duploservices-andy"))).toBe(true);
});

test("execute_all: the suggested commands run by themselves and the analysis follows", async () => {
  const reply = await say(service, {
    content: "Check for failed pods in all namespaces",
    thread_id: "optional-thread-id",
    data: { Cmds: [], execute_all: true },
  });
  expect(reply.Content).toMatch(/^Analysis:\n\S/);
  expect(reply.data.execute_all).toBe(true);
  expect(reply.data.executedCmds.length).toBeGreaterThan(0);
  for (const command of reply.data.executedCmds) expect(command).toMatchObject({ execute: true, exit_code: 0 });
});

test("the health check without a kubeconfig looks at the server's own cluster", async () => {
  const reply = await service.send("GET", "/api/health");
  expect(reply.json).toEqual({
    status: "healthy",
    kubectl_access: true,
    kubectl_message: "Connected to Kubernetes cluster successfully!",
  });
});

test.each([
  ["Check for failed pods in kube-system namespace", /get pods.* -n kube-system/],
  ["Why is my deployment not scaling in the production namespace?", /deployments?.* -n production/],
  ["Show recent events in the default namespace", /get events.* -n default/],
  ["List all pods with high restart counts", /get pods.* (-A|--all-namespaces)/],
  ["Diagnose why my StatefulSet is stuck", /statefulset/],
])("the example query %j gets fitting commands", async (content, fitting) => {
  const reply = await say(service, { content, data: { Cmds: [] } });
  expect(commandsOf(reply.data.Cmds).some((command) => fitting.test(command))).toBe(true);
});
